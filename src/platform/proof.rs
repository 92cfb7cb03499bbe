//! Whether the records of a report are true: each ticket code is genuine, and holds what the
//! record says.

use serde_json::value::RawValue;

use super::shape;
use crate::ticket::{CinemaCode, CinemaKey, Ticket, TicketText, UrlParams};
use crate::wire::calls::CheckTicket;

/// A record and its JSON as it was sent.
pub(super) type Proved<'a> = (CheckTicket, &'a str);

/// Fewer records are not worth a further thread.
const SHARE: usize = 64;

/// Proves every record; the fault names the first one that is not right, counted from 0.
pub(super) fn records<'a>(
    raw: &[&'a RawValue],
    cinema: CinemaCode,
    keys: &[CinemaKey],
) -> Result<Vec<Proved<'a>>, String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = raw.len().div_ceil(threads).max(SHARE);
    let prove = |first: usize, share: &[&'a RawValue]| -> Result<Vec<Proved<'a>>, String> {
        let proved = share.iter().enumerate().map(|(at, raw)| {
            let record = shape::record(raw.get())
                .and_then(|record| genuine(&record, cinema, keys).map(|()| record));
            let named = |fault| format!("CheckTickets[{}] {fault}", first + at);
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
