//! Who comes to the door, and what must never become of them.

use std::collections::HashMap;

use fastrand::Rng;
use hallgate::ticket::mint;
use jiff::Timestamp;
use rsa::RsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use serde_json::Value;

use crate::site::{CINEMA, HALL, OTHER_CINEMA, Site, cinema, key};
use crate::tally::Broken;

/// What a visitor holds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Good,
    Electronic,
    Again,
    Refunded,
    Used,
    Forged,
    OtherHall,
    OtherCinema,
    Expired,
    Early,
    Stale,
    Malformed,
}

/// One of so many of each, about.
const KINDS: [(Kind, u32); 12] = [
    (Kind::Good, 40),
    (Kind::Electronic, 10),
    (Kind::Again, 12),
    (Kind::Refunded, 6),
    (Kind::Used, 6),
    (Kind::Forged, 5),
    (Kind::OtherHall, 4),
    (Kind::OtherCinema, 3),
    (Kind::Expired, 3),
    (Kind::Early, 3),
    (Kind::Stale, 4),
    (Kind::Malformed, 4),
];

/// Later than any ticket is checked, in seconds.
const OLD: i64 = 3600;

pub struct Visitors {
    rng: Rng,
    forger: RsaPrivateKey,
    /// Each ticket that was held up, and what it is.
    shown: HashMap<String, Kind>,
    /// Texts of tickets that were admitted.
    admitted: Vec<String>,
}

impl Visitors {
    pub fn new(seed: u64) -> Self {
        let forger = RsaPrivateKey::from_pkcs8_pem(&key("stranger", "private_pem")).unwrap();
        let rng = Rng::with_seed(seed);
        Self { rng, forger, shown: HashMap::new(), admitted: Vec::new() }
    }

    /// The next one, with the code on the ticket.
    pub fn next(&mut self, site: &Site) -> (Kind, String) {
        let all: u32 = KINDS.iter().map(|(_, share)| share).sum();
        let mut at = self.rng.u32(..all);
        let kind = KINDS.into_iter().find(|(_, share)| match at.checked_sub(*share) {
            Some(left) => {
                at = left;
                false
            }
            None => true,
        });
        let (kind, _) = kind.unwrap();
        match kind {
            Kind::Again if self.admitted.is_empty() => self.make(Kind::Good, site),
            Kind::Again => (kind, self.rng.choice(&self.admitted).unwrap().clone()),
            _ => self.make(kind, site),
        }
    }

    fn make(&mut self, kind: Kind, site: &Site) -> (Kind, String) {
        if kind == Kind::Malformed {
            return (kind, format!("https://pay.example/{}", self.rng.u64(..)));
        }
        let hall = if kind == Kind::OtherHall { "0000000000000009" } else { HALL };
        let own = if kind == Kind::OtherCinema { OTHER_CINEMA } else { CINEMA };
        let minutes = match kind {
            Kind::Expired => -10_000,
            Kind::Early => 10_000,
            _ => self.rng.i64(0..20),
        };
        let sale = site.sale(own, hall, minutes);
        let code = sale.ticket.film_ticket_code;
        self.shown.insert(code.to_string(), kind);
        let text = match kind {
            Kind::Forged => mint::printed(cinema(), &sale.ticket, &self.forger).unwrap(),
            Kind::OtherCinema => {
                mint::printed(own.parse().unwrap(), &sale.ticket, &self.forger).unwrap()
            }
            _ => site.platform.mint_ticket(cinema(), &sale).unwrap(),
        };
        let now = Timestamp::now();
        let shown_at = match kind {
            Kind::Stale => now - jiff::SignedDuration::from_secs(OLD),
            _ => now,
        };
        let text = match kind {
            Kind::Electronic | Kind::Stale => {
                mint::electronic("https://t.example/e", &text, shown_at)
            }
            Kind::Refunded => {
                site.platform.refund(code).unwrap();
                text
            }
            Kind::Used => {
                site.platform.mark_checked(code).unwrap();
                text
            }
            _ => text,
        };
        (kind, text)
    }

    /// What is wrong with a verdict, if anything is.
    pub fn judge(&mut self, kind: Kind, text: &str, verdict: &Value) -> Option<Broken> {
        let admits = verdict["verdict"] == "admit";
        match kind {
            Kind::Good | Kind::Electronic if admits => {
                self.admitted.push(text.to_owned());
                None
            }
            Kind::Good | Kind::Electronic => Some(Broken::NotRecovered),
            // The gate may have been opened again for whoever has not walked through.
            Kind::Again => (verdict["reason"] == "ok").then_some(Broken::WronglyAdmitted),
            // Offline nobody can know of it.
            Kind::Refunded | Kind::Used => {
                (admits && verdict["basis"] == "online").then_some(Broken::WronglyAdmitted)
            }
            _ => admits.then_some(Broken::WronglyAdmitted),
        }
    }

    /// Whether a record may stand for this ticket.
    pub fn may_enter(&self, code: &str) -> bool {
        let may = [Kind::Good, Kind::Electronic, Kind::Refunded, Kind::Used];
        self.shown.get(code).is_some_and(|kind| may.contains(kind))
    }
}
