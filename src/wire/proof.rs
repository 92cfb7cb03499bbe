//! Whether a check record is true: its ticket code is genuine, and holds what the record says.

use jiff::SignedDuration;
use jiff::civil::{DateTime, date};

use super::calls::CheckTicket;
use crate::clock::wire_time;
use crate::ticket::{CinemaCode, CinemaKey, Ticket, TicketText, UrlParams};

/// No ticket was checked before this: the specification is of 2019, and terminals in use are not much
/// older.
const EARLIEST: DateTime = date(2018, 1, 1).at(0, 0, 0, 0);

/// By how much a terminal's clock may be ahead: one that is off by hours is told, one that is off by
/// days makes records of days to come.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// How long before its session somebody may be let in, with plenty of room: tickets are sold some weeks
/// ahead. By the platform's clock, as a terminal's may have stood still.
const BEFORE_SESSION: SignedDuration = SignedDuration::from_hours(24 * 92);

/// What is wrong with a record: a sentence's end, behind the record's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contradiction {
    /// Nothing can make it true.
    Wrong(String),
    /// No key that is here made its ticket; another one may have.
    NoKey,
}

impl std::fmt::Display for Contradiction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Wrong(fault) => f.write_str(fault),
            Self::NoKey => f.write_str("has a ticket that no key of the cinema made"),
        }
    }
}

/// Nothing can have been checked yet, or was checked, at a time that no clock in use shows; nor for a
/// session before all tickets, or of months to come.
pub fn possible(record: &CheckTicket, now: DateTime) -> Result<(), Contradiction> {
    let at = record.check_time;
    if at < EARLIEST || at > now.saturating_add(AHEAD) {
        let (at, now) = (wire_time(at), wire_time(now));
        return Err(wrong(format!(
            "has the CheckTime {at}, at which nothing can have been checked: it is {now}"
        )));
    }
    let start = record.start_time;
    if start < EARLIEST || start > now.saturating_add(BEFORE_SESSION) {
        let (start, now) = (wire_time(start), wire_time(now));
        return Err(wrong(format!(
            "has the StartTime {start}, for which nobody can have been let in: it is {now}"
        )));
    }
    Ok(())
}

/// The record's own ticket code must be the cinema's, and hold what the record says.
pub fn genuine(
    record: &CheckTicket,
    cinema: CinemaCode,
    keys: &[CinemaKey],
) -> Result<(), Contradiction> {
    let text = TicketText::parse(&record.ticket_info_code, &UrlParams::default())
        .map_err(|fault| wrong(format!("has a TicketInfoCode that is none: {fault}")))?;
    if text.electronic.is_some() {
        let fault = "has an address in place of the TicketInfoCode in it";
        return Err(wrong(fault.to_owned()));
    }
    if text.cinema_code != cinema {
        return Err(wrong(format!("has a ticket of cinema {}", text.cinema_code)));
    }
    let message = keys.iter().find_map(|key| key.recover(&text.block));
    let message = message.ok_or(Contradiction::NoKey)?;
    let ticket = Ticket::decode(&message)
        .map_err(|fault| wrong(format!("has a genuine ticket that does not read: {fault}")))?;
    let same = [
        ("FilmTicketCode", ticket.film_ticket_code == record.film_ticket_code),
        ("ScreenCode", ticket.screen_code == record.screen_code),
        ("FilmCode", ticket.film_code == record.film_code),
        ("SessionCode", ticket.session_code == record.session_code),
        ("StartTime", ticket.show_time == record.start_time),
        ("Price", ticket.price == record.price),
        ("Service", ticket.service_fee == record.service),
    ];
    match same.into_iter().find(|(_, same)| !same) {
        Some((field, _)) => Err(wrong(format!("has another {field} than its TicketInfoCode"))),
        None => Ok(()),
    }
}

fn wrong(fault: String) -> Contradiction {
    Contradiction::Wrong(fault)
}
