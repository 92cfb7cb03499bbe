//! What the scenarios show to the camera, and what the platform knows of it. The cinema's keys
//! are made when the test runs.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use hallgate::clock::parse_wire_time;
use hallgate::terminal::store::{Facts, StoredKey};
use hallgate::ticket::{
    CinemaCode, CinemaKey, Fen, FilmTicketCode, ScreenCode, SessionCode, Ticket, mint,
};
use hallgate::wire::calls::{TicketInfo, TicketType};
use jiff::Timestamp;
use rsa::RsaPrivateKey;

use super::script::{Definition, Kind};

/// The keys that scenarios speak of, and since when they are in use: K1 is the cinema's, K2 its
/// next one, K3 the one after that, not in use yet, `stranger` nobody's.
const KEYS: [(&str, &str); 4] = [
    ("K1", "2026-01-01T00:00:00"),
    ("K2", "2026-05-01T18:00:00"),
    ("K3", "2026-06-01T00:00:00"),
    ("stranger", "2026-01-01T00:00:00"),
];

/// All that was defined so far.
pub struct Tickets {
    shown: BTreeMap<String, String>,
    known: BTreeMap<FilmTicketCode, Facts>,
    printed: BTreeMap<FilmTicketCode, Ticket>,
    codes: BTreeMap<String, FilmTicketCode>,
}

fn private(name: &str) -> Result<&'static RsaPrivateKey, String> {
    static MADE: OnceLock<Vec<RsaPrivateKey>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let make = |_| RsaPrivateKey::new(&mut rand::rngs::OsRng, 1024).unwrap();
        KEYS.iter().map(make).collect()
    });
    let at = KEYS.iter().position(|(known, _)| *known == name);
    at.map(|at| &made[at]).ok_or_else(|| format!("there is no key {name}"))
}

/// The code of a hall.
pub fn hall(number: &str) -> Result<ScreenCode, String> {
    format!("{number:0>16}").parse().map_err(|_| format!("{number:?} is no hall"))
}

impl Tickets {
    pub fn new() -> Self {
        Self {
            shown: BTreeMap::new(),
            known: BTreeMap::new(),
            printed: BTreeMap::new(),
            codes: BTreeMap::new(),
        }
    }

    pub fn stored_keys(&self, names: &[String]) -> Result<Vec<StoredKey>, String> {
        names
            .iter()
            .map(|name| {
                let key = CinemaKey::from_rsa(private(name)?.to_public_key());
                let start = KEYS.iter().find(|(known, _)| known == name).unwrap().1;
                Ok(StoredKey { key, start_time: parse_wire_time(start).unwrap() })
            })
            .collect()
    }

    pub fn define(&mut self, definition: &Definition) -> Result<(), String> {
        let text = match &definition.kind {
            Kind::Text(text) => text.clone(),
            Kind::Eticket { of, shown } => {
                let code = self.text(of)?.replace('+', "%2B").replace('/', "%2F");
                let time = shown.as_ref().map(|time| format!("&t={time}")).unwrap_or_default();
                format!("https://ticket.example/show?c={code}{time}")
            }
            Kind::Ticket(properties) => self.ticket(&definition.name, properties)?,
        };
        self.shown.insert(definition.name.clone(), text);
        Ok(())
    }

    fn ticket(&mut self, name: &str, properties: &[(String, String)]) -> Result<String, String> {
        let mut of: BTreeMap<&str, &str> = BTreeMap::from([
            ("show", "2026-05-01T19:00:00"),
            ("hall", "3"),
            ("key", "K1"),
            ("cinema", "12345678"),
            ("film", "流浪地球"),
            ("hallname", "3号厅"),
            ("seat", "6x12"),
            ("price", "35.00"),
        ]);
        of.extend(properties.iter().map(|(key, value)| (key.as_str(), value.as_str())));
        let number = self.codes.len() + 1;
        let made: FilmTicketCode = format!("12345678{number:08}").parse().unwrap();
        let code = match of.get("as") {
            None => made,
            Some(first) => {
                *self.codes.get(*first).ok_or_else(|| format!("{first} is no ticket"))?
            }
        };
        let broken = |what: &str| format!("the {what} of {name} does not read");
        let ticket = Ticket {
            film_ticket_code: code,
            screen_code: hall(of["hall"])?,
            film_code: "001105192026".parse().unwrap(),
            session_code: "2026050100000007".parse().unwrap(),
            show_time: parse_wire_time(of["show"]).ok_or_else(|| broken("show"))?,
            seat_code: "0000000000100612".parse().unwrap(),
            price: Fen::from_decimal(of["price"]).map_err(|_| broken("price"))?,
            service_fee: Fen(300),
        };
        self.codes.insert(name.to_owned(), code);
        self.printed.insert(code, ticket.clone());
        if !of.contains_key("unknown") {
            let (row, column) = of["seat"].split_once('x').ok_or_else(|| broken("seat"))?;
            let facts = Facts {
                film_ticket_code: code,
                screen_name: of["hallname"].replace('_', " "),
                film_name: of["film"].replace('_', " "),
                ticket_type: TicketType::Web,
                row: row.parse().map_err(|_| broken("row"))?,
                column: column.parse().map_err(|_| broken("column"))?,
                checked: false,
                refunded: false,
                refund_time: String::new(),
                fetched_at: Timestamp::UNIX_EPOCH,
            };
            self.known.insert(code, facts);
        }
        let cinema = of["cinema"].parse().map_err(|_| broken("cinema"))?;
        mint::printed(cinema, &ticket, private(of["key"])?).ok_or_else(|| broken("price"))
    }

    pub fn text(&self, name: &str) -> Result<String, String> {
        self.shown.get(name).cloned().ok_or_else(|| format!("{name} is not defined"))
    }

    /// A ticket's number and its session.
    pub fn codes(&self, name: &str) -> Result<(FilmTicketCode, SessionCode), String> {
        let code = self.codes.get(name).ok_or_else(|| format!("{name} is no ticket"))?;
        let ticket = self.printed.get(code).ok_or_else(|| format!("{name} is no ticket"))?;
        Ok((*code, ticket.session_code))
    }

    /// What the platform knows of a ticket, to be changed.
    pub fn facts(&mut self, name: &str) -> Result<&mut Facts, String> {
        let code = self.codes.get(name).ok_or_else(|| format!("{name} is no ticket"))?;
        self.known.get_mut(code).ok_or_else(|| format!("the platform does not know {name}"))
    }

    /// What the platform answers to GetTicketInfo.
    pub fn info(&self, cinema: CinemaCode, code: FilmTicketCode) -> Option<TicketInfo> {
        let (facts, ticket) = (self.known.get(&code)?, self.printed.get(&code)?);
        Some(TicketInfo {
            cinema_code: Some(cinema),
            cinema_name: String::new(),
            screen_code: Some(ticket.screen_code),
            screen_name: facts.screen_name.clone(),
            film_code: Some(ticket.film_code),
            film_name: facts.film_name.clone(),
            session_code: Some(ticket.session_code),
            start_time: Some(ticket.show_time),
            ticket_type: Some(facts.ticket_type),
            sell_time: String::new(),
            film_ticket_code: code,
            row_num: facts.row,
            column_num: facts.column,
            price: Some(ticket.price),
            service: Some(ticket.service_fee),
            check_status: Some(facts.checked),
            refund_status: Some(facts.refunded),
            refund_time: facts.refund_time.clone(),
        })
    }

    /// What the platform answers about a ticket.
    pub fn known(&self, code: FilmTicketCode, now: Timestamp) -> Option<Facts> {
        self.known.get(&code).map(|facts| Facts { fetched_at: now, ..facts.clone() })
    }
}
