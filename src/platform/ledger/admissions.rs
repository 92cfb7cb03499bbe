//! Which record of a ticket is its admission (rule 4 of the platform): the one with the earliest
//! CheckTime, whichever came first.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use super::findings::{self, Kind};
use super::take::{BatchOutcome, Fresh, dimensions};
use super::tallies::{self, TallyCounts};
use super::{Insert, LedgerError, Session, SqlColumn, Value};
use crate::clock::wire_time;
use crate::ticket::{CinemaCode, FilmTicketCode};

const ADMISSIONS: Insert = Insert {
    table: "admissions",
    columns: &[
        SqlColumn::Text("cinema"),
        SqlColumn::Text("film_ticket_code"),
        SqlColumn::Text("start_time"),
        SqlColumn::Int("number"),
        SqlColumn::Text("check_time"),
    ],
    behind: "ON CONFLICT DO NOTHING RETURNING number",
};

/// The earliest CheckTime of a ticket is its admission, all others are a finding.
pub(super) fn admit(
    session: &mut Session,
    fresh: &[Fresh],
    tally: &mut tallies::Changes,
    taken: &mut [BatchOutcome],
) -> Result<(), LedgerError> {
    // By CheckTime, so that of two that came together the earlier one is it.
    let mut order: Vec<&Fresh> = fresh.iter().collect();
    order.sort_by_key(|record| (record.arrival.record.check_time, record.number));
    let rows: Vec<Vec<Value>> = order
        .iter()
        .map(|record| {
            let it = &record.arrival.record;
            vec![
                record.batch.cinema.as_str().into(),
                it.film_ticket_code.as_str().into(),
                wire_time(it.start_time).into(),
                record.number.into(),
                wire_time(it.check_time).into(),
            ]
        })
        .collect();
    let admitted = session.insert(&ADMISSIONS, &rows)?;
    let admitted: BTreeSet<i64> =
        admitted.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
    for record in order {
        let it = &record.arrival.record;
        if admitted.contains(&record.number) {
            tally.add(dimensions(record), TallyCounts::admission(it.price.0, it.service.0));
        } else {
            doubled(session, record, tally, &mut taken[record.of])?;
        }
    }
    Ok(())
}

fn doubled(
    session: &mut Session,
    record: &Fresh,
    tally: &mut tallies::Changes,
    outcome: &mut BatchOutcome,
) -> Result<(), LedgerError> {
    let it = &record.arrival.record;
    let (cinema, ticket) = (record.batch.cinema, it.film_ticket_code);
    let start = wire_time(it.start_time);
    let found = session.row(
        "SELECT number, check_time FROM admissions
         WHERE cinema = $1 AND film_ticket_code = $2 AND start_time = $3",
        &[cinema.as_str().into(), ticket.as_str().into(), start.as_str().into()],
    )?;
    let Some(first) = found else { return Ok(()) };
    let (number, check_time) = (first.int(0)?, first.text(1)?.to_owned());
    let finding = findings::TicketKey::of(cinema, it);
    let both = [number, record.number];
    let kind = Kind::DoubleAdmission;
    let opened = findings::note_ticket(session, kind, &finding, "", record.batch.at, &both)?;
    outcome.note(kind, opened);
    if wire_time(it.check_time) >= check_time {
        return Ok(());
    }
    // It was checked before the one that was here first.
    session.execute(
        "UPDATE admissions SET number = $1, check_time = $2
         WHERE cinema = $3 AND film_ticket_code = $4 AND start_time = $5",
        &[
            record.number.into(),
            wire_time(it.check_time).into(),
            cinema.as_str().into(),
            ticket.as_str().into(),
            start.as_str().into(),
        ],
    )?;
    tally.add(dimensions(record), TallyCounts::admission(it.price.0, it.service.0));
    if let Some((at, price, service)) =
        tallies::of_record(session, cinema.as_str(), &start, number)?
    {
        tally.add(at, -TallyCounts::admission(price, service));
    }
    Ok(())
}

/// Tickets that the national platform called refunded before their record came.
pub(super) fn refunded(
    session: &mut Session,
    fresh: &[Fresh],
    taken: &mut [BatchOutcome],
) -> Result<(), LedgerError> {
    let mut first: BTreeMap<&str, DateTime> = BTreeMap::new();
    for record in fresh {
        let start = record.arrival.record.start_time;
        let earliest = first.entry(record.batch.cinema.as_str()).or_insert(start);
        *earliest = start.min(*earliest);
    }
    for (cinema, earliest) in first {
        let rows = session.query(
            "SELECT film_ticket_code, start_time FROM facts
             WHERE cinema = $1 AND start_time >= $2 AND refunded = 1",
            &[cinema.into(), wire_time(earliest).into()],
        )?;
        let refunded: BTreeSet<(String, String)> = rows
            .iter()
            .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
            .collect::<Result<_, LedgerError>>()?;
        if refunded.is_empty() {
            continue;
        }
        for record in fresh.iter().filter(|record| record.batch.cinema.as_str() == cinema) {
            let it = &record.arrival.record;
            if refunded.contains(&(it.film_ticket_code.to_string(), wire_time(it.start_time))) {
                let finding = findings::TicketKey::of(record.batch.cinema, it);
                let kind = Kind::RefundedAfterAdmission;
                let (at, number) = (record.batch.at, record.number);
                let opened = findings::note_ticket(session, kind, &finding, "", at, &[number])?;
                taken[record.of].note(kind, opened);
            }
        }
    }
    Ok(())
}

/// Whether a record of the ticket is here.
pub fn is_checked(
    session: &mut Session,
    cinema: CinemaCode,
    ticket: FilmTicketCode,
    start_time: DateTime,
) -> Result<bool, LedgerError> {
    let found = session.row(
        "SELECT number FROM admissions
         WHERE cinema = $1 AND film_ticket_code = $2 AND start_time = $3",
        &[cinema.as_str().into(), ticket.as_str().into(), wire_time(start_time).into()],
    )?;
    Ok(found.is_some())
}
