//! Records that no key of their cinema fits yet: they wait here, and go up only once they are proved.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::findings::{self, Kind, Opened};
use super::outbox::{Pending, read, select};
use super::tallies::{Changes, TallyCounts};
use super::{Insert, LedgerError, Session, SqlColumn};
use crate::ticket::CinemaCode;

/// What of a cinema's waits for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnprovedCinema {
    pub cinema: CinemaCode,
    pub records: i64,
    /// The one that arrived last.
    pub newest: i64,
}

/// Cinemas with such records.
pub fn cinemas(session: &mut Session) -> Result<Vec<UnprovedCinema>, LedgerError> {
    let rows = session.query(
        "SELECT cinema, count(*), max(number) FROM outbox WHERE proved = 0 GROUP BY cinema ORDER BY cinema",
        &[],
    )?;
    rows.iter()
        .map(|row| {
            Ok(UnprovedCinema { cinema: row.parsed(0)?, records: row.int(1)?, newest: row.int(2)? })
        })
        .collect()
}

/// Such records of a cinema after a number, by number.
pub fn after(
    session: &mut Session,
    cinema: CinemaCode,
    number: i64,
    most: i64,
) -> Result<Vec<Pending>, LedgerError> {
    let rows = session.query(
        select!(
            "WHERE o.cinema = $1 AND o.proved = 0 AND o.number > $2 ORDER BY o.number LIMIT $3"
        ),
        &[cinema.as_str().into(), number.into(), most.into()],
    )?;
    rows.iter().map(read).collect()
}

/// Such records that arrived up to then and of which no finding tells, whatever their cinema.
pub fn without_finding(
    session: &mut Session,
    until: Timestamp,
    most: i64,
) -> Result<Vec<(CinemaCode, Pending)>, LedgerError> {
    let rows = session.query(
        select!(
            "WHERE o.proved = 0 AND o.received_at <= $1 AND NOT EXISTS
                 (SELECT 1 FROM finding_records t JOIN findings f ON f.id = t.finding
                  WHERE t.number = o.number AND f.kind = 'unproved')
             ORDER BY o.number LIMIT $2"
        ),
        &[until.as_second().into(), most.into()],
    )?;
    rows.iter().map(|row| Ok((row.parsed(4)?, read(row)?))).collect()
}

/// Notes that these are proved; they may go up.
pub fn note_proved(
    session: &mut Session,
    cinema: CinemaCode,
    records: &[Pending],
    at: Timestamp,
) -> Result<(), LedgerError> {
    const PROOFS: Insert = Insert {
        table: "proofs",
        columns: &[SqlColumn::Int("number"), SqlColumn::Int("proved_at")],
        behind: "ON CONFLICT DO NOTHING RETURNING number",
    };
    let row = |it: &Pending| vec![it.number.into(), at.as_second().into()];
    let marked = session.insert(&PROOFS, &records.iter().map(row).collect::<Vec<_>>())?;
    let marked: BTreeSet<i64> = marked.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
    let mut changes = Changes::default();
    for pending in records {
        let sql = "UPDATE outbox SET proved = 1 WHERE number = $1";
        session.execute(sql, &[pending.number.into()])?;
        if marked.contains(&pending.number) {
            let counted = TallyCounts { unproved: -1, ..TallyCounts::default() };
            changes.add(pending.dimensions(cinema), counted);
        }
    }
    changes.write(session)
}

/// Opens a finding about a record that can't be proved: it contradicts its ticket code, or no key came
/// in a day. Gives it where it is new.
pub fn note_unproved(
    session: &mut Session,
    cinema: CinemaCode,
    pending: &Pending,
    why: &str,
    at: Timestamp,
) -> Result<Option<Opened>, LedgerError> {
    let ticket = findings::TicketKey::of(cinema, &pending.record);
    let records = [pending.number];
    let opened = findings::note_ticket(session, Kind::Unproved, &ticket, why, at, &records)?;
    Ok(opened.is_new.then_some(opened))
}
