//! What doors say to each other, and how it is written: fixed layouts, big-endian, each message whole in
//! one sealed frame. What does not read ends the link that it came by.

mod reading;

use jiff::Timestamp;

use crate::terminal::store::{DoorId, DoorName, PerWay, Seq, Series, ToldRecord, WayIn};
use crate::ticket::{CinemaCode, FilmTicketCode, SessionCode};

/// The version of all this; a door that speaks another one is told as that.
pub const VERSION: u8 = 3;

/// The most admissions in one page: a frame holds 65,519 bytes.
pub const MOST_TOLD: usize = 1000;

/// The first message on a link, from both ends: who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Greeting {
    pub cinema: CinemaCode,
    pub door: DoorId,
    pub name: DoorName,
    /// Another one each time the program starts.
    pub run: u64,
    pub series: Series,
    /// The numbers of its newest admissions.
    pub newest: PerWay<Seq>,
    /// By its wall clock.
    pub at: Timestamp,
}

/// That a visitor stands at a door with a ticket that it may admit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketClaim {
    /// Grows by one from claim to claim of one run.
    pub number: u64,
    pub ticket: FilmTicketCode,
    pub session: SessionCode,
    /// By the wall clock of the door that claims.
    pub at: Timestamp,
}

/// What another door knows of a claimed ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimAnswer {
    /// Nothing against it; it will not admit the ticket itself without asking.
    Free,
    /// It has claimed the ticket itself, and does not give way.
    Mine { at: Timestamp },
    /// A third door has claimed it.
    Claimed { by: DoorId, at: Timestamp },
    /// It was admitted.
    Taken { by: DoorId, at: Timestamp },
}

/// Admissions of one way in, in the order of their numbers: all of them behind `after`, up to `through`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldPage {
    pub way: WayIn,
    pub after: Seq,
    pub through: Seq,
    pub records: Vec<ToldRecord>,
}

/// Why a door that says who it is is not heard, where it can't know by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkRefusal {
    /// Its name belongs to another terminal there.
    OtherTerminal,
    /// There is no place for one more.
    TooMany,
}

/// A message between two doors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeshMessage {
    Greeting(Greeting),
    Claim(TicketClaim),
    Answer {
        number: u64,
        answer: ClaimAnswer,
    },
    /// The claim of this number, and those before it, have ended without an admission.
    Release {
        number: u64,
    },
    Told(ToldPage),
    /// Asks for what lies behind this number.
    Missing {
        way: WayIn,
        after: Seq,
    },
    Ping {
        number: u64,
        newest: PerWay<Seq>,
        at: Timestamp,
    },
    Pong {
        number: u64,
        at: Timestamp,
    },
    /// The last message of a link: the other door is not heard here.
    Refused(LinkRefusal),
}

/// Why bytes are no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadMessage {
    #[error("a message of version {0}, where {VERSION} is spoken here")]
    Version(u8),
    #[error("a message that does not read")]
    Unreadable,
}

impl MeshMessage {
    /// The bytes of it.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64);
        match self {
            Self::Greeting(greeting) => {
                out.extend([0, VERSION]);
                out.extend(greeting.cinema.as_str().as_bytes());
                put_text(&mut out, greeting.door.as_str());
                put_text(&mut out, greeting.name.as_str());
                out.extend(greeting.run.to_be_bytes());
                out.extend(greeting.series.0.to_be_bytes());
                put_numbers(&mut out, greeting.newest);
                put_time(&mut out, greeting.at);
            }
            Self::Claim(claim) => {
                out.push(1);
                out.extend(claim.number.to_be_bytes());
                out.extend(claim.ticket.as_str().as_bytes());
                out.extend(claim.session.as_str().as_bytes());
                put_time(&mut out, claim.at);
            }
            Self::Answer { number, answer } => {
                out.push(2);
                out.extend(number.to_be_bytes());
                put_answer(&mut out, answer);
            }
            Self::Release { number } => {
                out.push(3);
                out.extend(number.to_be_bytes());
            }
            Self::Told(page) => put_page(&mut out, page),
            Self::Missing { way, after } => {
                out.extend([5, way_byte(*way)]);
                put_seq(&mut out, *after);
            }
            Self::Ping { number, newest, at } => {
                out.push(6);
                out.extend(number.to_be_bytes());
                put_numbers(&mut out, *newest);
                put_time(&mut out, *at);
            }
            Self::Pong { number, at } => {
                out.push(7);
                out.extend(number.to_be_bytes());
                put_time(&mut out, *at);
            }
            Self::Refused(LinkRefusal::OtherTerminal) => out.extend([8, 0]),
            Self::Refused(LinkRefusal::TooMany) => out.extend([8, 1]),
        }
        out
    }

    /// Reads one, which takes up all of the bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self, BadMessage> {
        if let [0, version, ..] = bytes
            && *version != VERSION
        {
            return Err(BadMessage::Version(*version));
        }
        let mut from = reading::MessageBytes(bytes);
        let message = from.message().ok_or(BadMessage::Unreadable)?;
        if from.0.is_empty() { Ok(message) } else { Err(BadMessage::Unreadable) }
    }
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    out.push(u8::try_from(text.len()).unwrap_or(0)); // a name has 64 bytes at the most
    out.extend(text.as_bytes());
}

fn put_seq(out: &mut Vec<u8>, seq: Seq) {
    out.extend(seq.0.to_be_bytes());
}

fn put_numbers(out: &mut Vec<u8>, numbers: PerWay<Seq>) {
    WayIn::ALL.iter().for_each(|way| put_seq(out, numbers[*way]));
}

fn way_byte(way: WayIn) -> u8 {
    match way {
        WayIn::Scanned => 0,
        WayIn::ByHand => 1,
    }
}

fn put_time(out: &mut Vec<u8>, at: Timestamp) {
    out.extend(at.as_millisecond().to_be_bytes());
}

fn put_answer(out: &mut Vec<u8>, answer: &ClaimAnswer) {
    let (kind, by, at) = match answer {
        ClaimAnswer::Free => return out.push(0),
        ClaimAnswer::Mine { at } => (1, None, at),
        ClaimAnswer::Claimed { by, at } => (2, Some(by), at),
        ClaimAnswer::Taken { by, at } => (3, Some(by), at),
    };
    out.push(kind);
    if let Some(by) = by {
        put_text(out, by.as_str());
    }
    put_time(out, *at);
}

fn put_page(out: &mut Vec<u8>, page: &ToldPage) {
    out.extend([4, way_byte(page.way)]);
    put_seq(out, page.after);
    put_seq(out, page.through);
    for record in page.records.iter().take(MOST_TOLD) {
        put_seq(out, record.seq);
        out.extend(record.ticket.as_str().as_bytes());
        out.extend(record.session.as_str().as_bytes());
        put_time(out, record.at);
    }
}
