//! What the journal tells, a line each: words between spaces, in a fixed order. A kind begins with a
//! letter of its own.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use rustix::time::{ClockId, clock_gettime};

use crate::clock::{parse_wire_time, wire_time};
use crate::store::{Admission, Basis, Seq};
use crate::ticket::{Fen, Ticket};

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum Line {
    /// About to be committed under this number.
    Admitted { seq: Seq, admission: Box<Admission>, boot: Boot },
    /// That commit came back: the gate was told to open.
    Recorded(Seq),
    /// It failed: the gate stayed shut.
    Failed(Seq),
    /// The platform has taken all up to here, and none of them stands aside.
    Uploaded(Seq),
}

/// When something was, by the time since the machine was switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) struct Boot {
    /// Milliseconds since then.
    pub up_ms: i64,
}

/// How far two readings of the moment at which the machine was switched on may differ.
const SAME_MS: i64 = 2000;

impl Boot {
    pub fn now() -> Self {
        let up = clock_gettime(ClockId::Boottime);
        Self { up_ms: up.tv_sec.saturating_mul(1000).saturating_add(up.tv_nsec / 1_000_000) }
    }

    /// Whether the machine was not switched off between `at`, when this was read, and `now`. A clock
    /// that was set meanwhile makes it false.
    pub fn is_still(self, at: Timestamp, now: Timestamp) -> bool {
        let here = Self::now();
        let switched_on = |at: Timestamp, boot: Self| at.as_millisecond() - boot.up_ms;
        let apart = switched_on(at, self) - switched_on(now, here);
        here.up_ms >= self.up_ms && apart.abs() <= SAME_MS
    }
}

impl Line {
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
            _ => None,
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (seq, admission, boot) = match self {
            Self::Admitted { seq, admission, boot } => (seq, admission, boot),
            Self::Recorded(seq) => return write!(f, "R {seq}"),
            Self::Failed(seq) => return write!(f, "F {seq}"),
            Self::Uploaded(seq) => return write!(f, "U {seq}"),
        };
        let ticket = &admission.ticket;
        write!(
            f,
            "A {seq} {} {} {} {} {} {} {} ",
            admission.at.as_millisecond(),
            boot.up_ms,
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
        )
    }
}

fn admitted(text: &str) -> Option<Line> {
    let mut words = Words(text.split(' '));
    let seq = Seq(words.next()?);
    let at = Timestamp::from_millisecond(words.next()?).ok()?;
    let boot = Boot { up_ms: words.next()? };
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
    let whole = words.0.next().is_none();
    whole.then(|| Line::Admitted { seq, admission: Box::new(admission), boot })
}

struct Words<'a>(std::str::Split<'a, char>);

impl<'a> Words<'a> {
    fn word(&mut self) -> Option<&'a str> {
        self.0.next()
    }

    fn next<T: FromStr>(&mut self) -> Option<T> {
        self.word()?.parse().ok()
    }
}
