//! The rows of what neighbours told, and the doubles among them.

use jiff::Timestamp;
use rusqlite::Connection;

use super::StoreError;
use super::neighbours::{KeepBatch, ToldAdmission};
use super::record_row::parsed;
use super::told_doubles::{AdmittedElsewhere, ToldDouble, name_of, note_double};
use crate::people::Chain;
use crate::ticket::FilmTicketCode;

/// Puts what was told among the rest; returns the doubles that are new.
pub(super) fn put_admissions(
    db: &Connection,
    chain: &Chain,
    batch: &KeepBatch,
    day: &str,
    at: Timestamp,
) -> Result<Vec<ToldDouble>, StoreError> {
    let mut put = db.prepare_cached(
        "INSERT INTO neighbour_admissions
             (door, series, seq, film_ticket_code, session_code, check_at, kept_day, seen_day)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, coalesce(max(ordinal), 0) FROM days_seen
         WHERE true ON CONFLICT DO NOTHING",
    )?;
    let mut doubled = Vec::new();
    for heard in &batch.admissions {
        let row = rusqlite::params![
            heard.door.as_str(),
            heard.series.0.cast_signed(),
            heard.way.signed(heard.seq),
            heard.ticket.as_str(),
            heard.session.as_str(),
            heard.at.as_millisecond(),
            day,
        ];
        if put.execute(row)? == 0 && make_way(db, heard)? {
            put.execute(row)?;
        }
        let elsewhere = AdmittedElsewhere::of(heard);
        let name = name_of(heard.door, &batch.marks);
        doubled.extend(note_double(db, chain, &elsewhere, name, at)?);
    }
    Ok(doubled)
}

/// A row has this number: where it is of another ticket it goes to a series that nobody has, as what was told is
/// never forgotten for what is told later; one that does not read is gone. False: it is the same.
fn make_way(db: &Connection, heard: &ToldAdmission) -> Result<bool, StoreError> {
    let (door, series) = (heard.door.as_str(), heard.series.0.cast_signed());
    let number = (door, series, heard.way.signed(heard.seq));
    let before: FilmTicketCode = {
        let mut get = db.prepare_cached(
            "SELECT film_ticket_code FROM neighbour_admissions
             WHERE door = ?1 AND series = ?2 AND seq = ?3 AND typeof(check_at) = 'integer'",
        )?;
        match get.query_row(number, |row| parsed(row, 0)) {
            Ok(ticket) => ticket,
            Err(_) => {
                let mut drop = db.prepare_cached(
                    "DELETE FROM neighbour_admissions WHERE door = ?1 AND series = ?2 AND seq = ?3",
                )?;
                drop.execute(number)?;
                return Ok(true);
            }
        }
    };
    if before == heard.ticket {
        return Ok(false);
    }
    let mut keep = db.prepare_cached(
        "UPDATE neighbour_admissions SET series = ?4 WHERE door = ?1 AND series = ?2 AND seq = ?3",
    )?;
    keep.execute((number.0, number.1, number.2, rand::random::<i64>()))?;
    Ok(true)
}
