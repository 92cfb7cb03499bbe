//! What the journal tells, a line each: words between spaces, in a fixed order. A kind begins with a
//! letter of its own.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

use crate::clock::{ClockMark, Offset, parse_wire_time, wire_time};
use crate::terminal::store::{Admission, Basis, Seq};
use crate::ticket::{Fen, Ticket};

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::terminal::store) enum JournalLine {
    /// About to be committed under this number, during this start of the machine. `mark`: nothing had
    /// confirmed its time; the clock less the time since that start.
    Admitted { seq: Seq, admission: Box<Admission>, boot: String, mark: Option<ClockMark> },
    /// That commit came back: the gate was told to open.
    Recorded(Seq),
    /// It failed: the gate stayed shut.
    Failed(Seq),
    /// The platform has taken all up to here, and none of them stands aside.
    Uploaded(Seq),
    /// The times of these were moved by so much. `settled`: they are right now, or stand as they are.
    Moved { first: Seq, last: Seq, by_ms: i64, settled: bool },
    /// The sensor saw somebody walk through by this one.
    Passed(Seq, Timestamp),
}

impl JournalLine {
    /// The number of an admission.
    pub fn admitted(&self) -> Option<Seq> {
        if let Self::Admitted { seq, .. } = self { Some(*seq) } else { None }
    }

    /// The number up to which all is uploaded.
    pub fn uploaded(&self) -> Option<Seq> {
        if let Self::Uploaded(seq) = self { Some(*seq) } else { None }
    }

    /// None for what is no line of this program.
    pub fn read(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(' ')?;
        let seq = |text: &str| text.parse().ok().map(Seq);
        match kind {
            "A" => admitted(rest),
            "R" => seq(rest).map(Self::Recorded),
            "F" => seq(rest).map(Self::Failed),
            "U" => seq(rest).map(Self::Uploaded),
            "M" => moved(rest),
            "P" => passed(rest),
            _ => None,
        }
    }
}

impl fmt::Display for JournalLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seq, admission, boot, mark) = match self {
            Self::Admitted { seq, admission, boot, mark } => (seq, admission, boot, mark),
            Self::Recorded(seq) => return write!(f, "R {seq}"),
            Self::Failed(seq) => return write!(f, "F {seq}"),
            Self::Uploaded(seq) => return write!(f, "U {seq}"),
            Self::Passed(seq, at) => return write!(f, "P {seq} {}", at.as_millisecond()),
            Self::Moved { first, last, by_ms, settled } => {
                return write!(f, "M {first} {last} {by_ms} {}", u8::from(*settled));
            }
        };
        let ticket = &admission.ticket;
        write!(
            f,
            "A {seq} {} {} {} {} {} {} {} ",
            admission.at.as_millisecond(),
            boot,
            admission.business_day,
            admission.basis.as_str(),
            u8::from(admission.electronic),
            admission.cinema_code,
            admission.ticket_info_code,
        )?;
        write!(
            f,
            "{} {} {} {} {} {} {} {}",
            ticket.film_ticket_code,
            ticket.screen_code,
            ticket.film_code,
            ticket.session_code,
            wire_time(ticket.show_time),
            ticket.seat_code,
            ticket.price.0,
            ticket.service_fee.0,
        )?;
        match mark {
            None => Ok(()),
            Some(ClockMark { offset, behind }) => write!(f, " {} {}", offset.0, u8::from(*behind)),
        }
    }
}

fn admitted(text: &str) -> Option<JournalLine> {
    let mut words = LineWords(text.split(' '));
    let seq = Seq(words.next()?);
    let at = Timestamp::from_millisecond(words.next()?).ok()?;
    // An older program wrote how long the machine had run: that is no start's name.
    let boot = words.word()?.to_owned();
    let business_day = words.next()?;
    let basis =
        if words.word()? == Basis::Online.as_str() { Basis::Online } else { Basis::Offline };
    let electronic = words.word()? == "1";
    let cinema_code = words.next()?;
    let ticket_info_code = words.word()?.to_owned();
    let ticket = Ticket {
        film_ticket_code: words.next()?,
        screen_code: words.next()?,
        film_code: words.next()?,
        session_code: words.next()?,
        show_time: parse_wire_time(words.word()?)?,
        seat_code: words.next()?,
        price: Fen(words.next()?),
        service_fee: Fen(words.next()?),
    };
    let admission =
        Admission { cinema_code, ticket, ticket_info_code, electronic, at, business_day, basis };
    let mark = match words.word() {
        None => None,
        Some(offset) => {
            Some(ClockMark { offset: Offset(offset.parse().ok()?), behind: words.word()? == "1" })
        }
    };
    let whole = words.word().is_none();
    whole.then(|| JournalLine::Admitted { seq, admission: Box::new(admission), boot, mark })
}

fn moved(text: &str) -> Option<JournalLine> {
    let mut words = LineWords(text.split(' '));
    let (first, last) = (Seq(words.next()?), Seq(words.next()?));
    Some(JournalLine::Moved { first, last, by_ms: words.next()?, settled: words.word()? == "1" })
}

fn passed(text: &str) -> Option<JournalLine> {
    let mut words = LineWords(text.split(' '));
    let seq = Seq(words.next()?);
    Some(JournalLine::Passed(seq, Timestamp::from_millisecond(words.next()?).ok()?))
}

struct LineWords<'a>(std::str::Split<'a, char>);

impl<'a> LineWords<'a> {
    fn word(&mut self) -> Option<&'a str> {
        self.0.next()
    }

    fn next<T: FromStr>(&mut self) -> Option<T> {
        self.word()?.parse().ok()
    }
}
