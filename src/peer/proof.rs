//! Whether the records of a report are true: each ticket code is genuine, and holds what the
//! record says.

use jiff::SignedDuration;
use jiff::civil::{DateTime, date};
use serde_json::value::RawValue;

use super::shape;
use crate::clock::wire_time;
use crate::plain::plain;
use crate::ticket::{CinemaCode, CinemaKey, Ticket, TicketText, UrlParams};
use crate::wire::calls::CheckTicket;

/// A record and its JSON as it was sent.
pub(super) type Proved<'a> = (CheckTicket, &'a str);

/// Fewer records are not worth a further thread.
const SHARE: usize = 64;

/// No ticket was checked before this: the specification is of 2019, and terminals in use are not much
/// older.
const EARLIEST: DateTime = date(2018, 1, 1).at(0, 0, 0, 0);

/// By how much a terminal's clock may be ahead: one that is off by hours is told, one that is off by
/// days makes records of days to come.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// Proves every record, `now` by the platform's clock; the fault names the first one that is not
/// right, counted from 0.
pub(super) fn records<'a>(
    raw: &[&'a RawValue],
    cinema: CinemaCode,
    keys: &[CinemaKey],
    now: DateTime,
) -> Result<Vec<Proved<'a>>, String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = raw.len().div_ceil(threads).max(SHARE);
    let prove = |first: usize, share: &[&'a RawValue]| -> Result<Vec<Proved<'a>>, String> {
        let proved = share.iter().enumerate().map(|(at, raw)| {
            let record = shape::record(raw.get())
                .and_then(|record| possible(&record, now).map(|()| record))
                .and_then(|record| genuine(&record, cinema, keys).map(|()| record));
            // What is not right is quoted.
            let named = |fault: String| format!("CheckTickets[{}] {}", first + at, plain(&fault));
            record.map(|record| (record, raw.get())).map_err(named)
        });
        proved.collect()
    };
    std::thread::scope(|scope| {
        let shares: Vec<_> = raw
            .chunks(share)
            .enumerate()
            .map(|(at, part)| scope.spawn(move || prove(at * share, part)))
            .collect();
        let mut proved = Vec::with_capacity(raw.len());
        for share in shares {
            let lost = |_| "could not be proved: a thread of the platform ended".to_owned();
            proved.extend(share.join().map_err(lost)??);
        }
        Ok(proved)
    })
}

/// Nothing can have been checked yet, or was checked, at a time that no clock in use shows.
fn possible(record: &CheckTicket, now: DateTime) -> Result<(), String> {
    let at = record.check_time;
    if at < EARLIEST || at > now.saturating_add(AHEAD) {
        let (at, now) = (wire_time(at), wire_time(now));
        return Err(format!(
            "has the CheckTime {at}, at which nothing can have been checked: it is {now}"
        ));
    }
    Ok(())
}

/// The record's own ticket code must be the cinema's, and hold what the record says.
fn genuine(record: &CheckTicket, cinema: CinemaCode, keys: &[CinemaKey]) -> Result<(), String> {
    let text = TicketText::parse(&record.ticket_info_code, &UrlParams::default())
        .map_err(|fault| format!("has a TicketInfoCode that is none: {fault}"))?;
    if text.electronic.is_some() {
        return Err("has an address in place of the TicketInfoCode in it".to_owned());
    }
    if text.cinema_code != cinema {
        return Err(format!("has a ticket of cinema {}", text.cinema_code));
    }
    let message = keys.iter().find_map(|key| key.recover(&text.block));
    let message = message.ok_or("has a ticket that no key of the cinema made")?;
    let ticket = Ticket::decode(&message)
        .map_err(|fault| format!("has a genuine ticket that does not read: {fault}"))?;
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
        Some((field, _)) => Err(format!("has another {field} than its TicketInfoCode")),
        None => Ok(()),
    }
}
