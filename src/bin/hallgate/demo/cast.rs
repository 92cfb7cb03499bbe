//! Who comes to the door: tickets of every kind, and how each has to come out.

use anyhow::{Result, bail};
use jiff::{Span, Timestamp};

use super::circle::{BoughtTicket, Circle};
use hallgate::clock::china_civil;
use hallgate::peer::{PeerPlatform, Sale};
use hallgate::terminal::door::Reason;
use hallgate::ticket::{CinemaCode, Fen, Ticket, mint};
use hallgate::wire::calls::TicketType;

/// The demo's cinema.
pub(super) const CINEMA: &str = "33010101";
/// The hall behind the demo's door.
pub(super) const HALL: &str = "0000000000000003";
/// Another hall, and another cinema.
const OTHER_HALL: &str = "0000000000000005";
const OTHER_CINEMA: &str = "44010101";

/// One visitor, one scan.
#[derive(Debug)]
pub(super) struct DemoScene {
    pub name: &'static str,
    pub description: &'static str,
    pub text: String,
    pub expected: Reason,
    /// Shown while the platform is out of reach.
    pub outage: bool,
}

/// All scenes in their order.
#[derive(Debug)]
pub(super) struct Cast {
    pub scenes: Vec<DemoScene>,
    /// Who was let in by the other door, and then shown here too; with what its code holds.
    pub copied: (Ticket, String),
    /// Those who bought over the channel, each admitted in the end.
    pub visitors: Vec<BoughtTicket>,
}

/// Makes tickets one after the other.
pub(super) struct Counter<'a> {
    platform: &'a PeerPlatform,
    now: Timestamp,
    sold: u64,
}

impl<'a> Counter<'a> {
    /// A box office with a key for the other cinema too.
    pub fn open(platform: &'a PeerPlatform) -> Result<Self> {
        let now = Timestamp::now();
        let since = china_civil(now.checked_sub(Span::new().hours(24 * 7))?);
        platform.mint_cinema_key(OTHER_CINEMA.parse()?, 1024, since)?;
        Ok(Self { platform, now, sold: 0 })
    }

    /// Sells a ticket for a show that begins in `minutes`.
    pub fn sell(&mut self, cinema: &str, hall: &str, minutes: i64) -> Result<(Sale, String)> {
        let cinema: CinemaCode = cinema.parse()?;
        let sale = self.sale(cinema, hall, minutes)?;
        let text = self.platform.mint_ticket(cinema, &sale)?;
        Ok((sale, text))
    }

    fn sale(&mut self, cinema: CinemaCode, hall: &str, minutes: i64) -> Result<Sale> {
        self.sold += 1;
        let starts = self.now.checked_add(Span::new().minutes(minutes))?;
        let ticket = Ticket {
            film_ticket_code: format!("{cinema}{:08}", 10_000_000 + self.sold).parse()?,
            screen_code: hall.parse()?,
            film_code: "001105192026".parse()?,
            session_code: format!("{:016}", 2_026_000_000 + minutes.unsigned_abs()).parse()?,
            show_time: china_civil(starts),
            seat_code: format!("{:016}", 100_600 + self.sold).parse()?,
            price: Fen(4500),
            service_fee: Fen(300),
        };
        Ok(Sale {
            ticket,
            cinema_name: "西湖影城".into(),
            screen_name: format!("{}号厅", hall.trim_start_matches('0')),
            film_name: "流浪地球".into(),
            row_num: 6,
            column_num: 10 + u32::try_from(self.sold).unwrap_or(0),
            ticket_type: TicketType::Web,
            sell_time: china_civil(self.now),
        })
    }

    /// A ticket that was made with a key the cinema never had.
    fn forge(&mut self) -> Result<String> {
        let cinema: CinemaCode = CINEMA.parse()?;
        let sale = self.sale(cinema, HALL, 20)?;
        let stranger = rsa::RsaPrivateKey::new(&mut rand::rngs::OsRng, 1024)?;
        Ok(mint::printed(cinema, &sale.ticket, &stranger).unwrap_or_default())
    }

    /// The page of an e-ticket that was last verified `ago` minutes ago.
    pub fn electronic(&self, printed: &str, ago: i64) -> Result<String> {
        let shown = self.now.checked_sub(Span::new().minutes(ago))?;
        Ok(mint::electronic("https://ticket.example/show", printed, shown))
    }
}

impl Cast {
    /// Sells the tickets and puts the scenes in their order.
    pub fn hire(circle: &Circle) -> Result<Self> {
        let platform = &circle.national;
        let mut counter = Counter::open(platform)?;
        let visitors = circle.buy(5, 20)?;
        let texts: Vec<String> = visitors.iter().map(|ticket| ticket.text.clone()).collect();
        let Ok([first, second, third, fourth, fifth]) = <[String; 5]>::try_from(texts) else {
            bail!("five visitors were to come")
        };
        let (refunded, refunded_text) = counter.sell(CINEMA, HALL, 20)?;
        platform.refund(refunded.ticket.film_ticket_code)?;
        let elsewhere = counter.sell(OTHER_CINEMA, HALL, 20)?.1;
        let other_hall = counter.sell(CINEMA, OTHER_HALL, 20)?.1;
        let yesterday = counter.sell(CINEMA, HALL, -24 * 60)?.1;
        let tonight = counter.sell(CINEMA, HALL, 300)?.1;
        let stale = counter.sell(CINEMA, HALL, 20)?.1;
        let (copied, copied_text) = counter.sell(CINEMA, HALL, 20)?;
        let forged = counter.forge()?;
        let electronic = counter.electronic(&second, 0)?;
        let screenshot = counter.electronic(&stale, 30)?;
        let scene = |name, description, text, expected| DemoScene {
            name,
            description,
            text,
            expected,
            outage: false,
        };
        let outage = |name, description, text| DemoScene {
            name,
            description,
            text,
            expected: Reason::Ok,
            outage: true,
        };
        let poster = "https://cinema.example/poster".to_owned();
        let copy = DemoScene {
            expected: Reason::AlreadyChecked,
            ..outage("copy", "a copy that the other door let in", copied_text.clone())
        };
        Ok(Self {
            copied: (copied.ticket, copied_text),
            visitors,
            scenes: vec![
                scene("good", "a ticket bought over the channel", first.clone(), Reason::Ok),
                scene("again", "the same ticket once more", first, Reason::AlreadyChecked),
                scene("forged", "a ticket the cinema never made", forged, Reason::Forged),
                scene("elsewhere", "another cinema's ticket", elsewhere, Reason::WrongCinema),
                scene("hall-5", "a ticket for hall 5", other_hall, Reason::WrongHall),
                scene("refunded", "a ticket that was refunded", refunded_text, Reason::Refunded),
                scene("yesterday", "yesterday's ticket", yesterday, Reason::Expired),
                scene("tonight", "tonight's ticket", tonight, Reason::TooEarly),
                scene(
                    "screenshot",
                    "an e-ticket's old screenshot",
                    screenshot,
                    Reason::StaleEticket,
                ),
                scene("poster", "a poster's code", poster, Reason::Malformed),
                scene("electronic", "an e-ticket on a phone", electronic, Reason::Ok),
                outage("offline-1", "a ticket while the network is down", third),
                outage("offline-2", "another one while it is down", fourth),
                copy,
                scene("recovered", "a ticket when the network is back", fifth, Reason::Ok),
            ],
        })
    }
}
