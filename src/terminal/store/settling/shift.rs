//! Times are moved: those of records, refusals and openings by hand; the business day follows.

use jiff::tz::TimeZone;
use rusqlite::Connection;

use crate::clock::{Offset, business_day};
use crate::terminal::store::StoreError;

/// What has such times, with its number, in the order of a span's numbers.
pub(super) const TABLES: [(&str, &str, &str); 3] =
    [("records", "seq", "check_at"), ("refusals", "id", "at"), ("manual_openings", "id", "at")];

/// What was moved.
#[derive(Debug)]
pub(super) struct Shifted {
    pub first: i64,
    pub last: i64,
    pub count: u64,
    /// The first one's time before, in milliseconds since 1970.
    pub from: i64,
}

/// Moves the times of up to `limit` rows behind and up to these numbers.
pub(super) fn shift(
    db: &Connection,
    (table, id, time): (&str, &str, &str),
    [after, through]: [i64; 2],
    by: i64,
    zone: &TimeZone,
    limit: u32,
) -> Result<Option<Shifted>, StoreError> {
    let mut get = db.prepare_cached(&format!(
        "SELECT {id}, {time} FROM {table} WHERE {id} > ?1 AND {id} <= ?2 ORDER BY {id} LIMIT ?3"
    ))?;
    let rows = get.query_map((after, through, limit), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(i64, i64)> = rows.collect::<Result<_, _>>()?;
    let mut put = db.prepare_cached(&format!(
        "UPDATE {table} SET {time} = ?2, business_day = ?3 WHERE {id} = ?1"
    ))?;
    for (number, at) in &rows {
        let right = Offset(by).wall(*at);
        let day = business_day(zone.to_datetime(right));
        put.execute((number, right.as_millisecond(), day.to_string()))?;
        if table == "records" {
            // A passage is by the same clock where it came soon after.
            db.prepare_cached(
                "UPDATE records SET passed_at = passed_at + ?2
                 WHERE seq = ?1 AND abs(passed_at - ?3) < abs(passed_at - ?3 - ?2)",
            )?
            .execute((number, by, at))?;
        }
    }
    let (Some((first, from)), Some((last, _))) = (rows.first(), rows.last()) else {
        return Ok(None);
    };
    Ok(Some(Shifted { first: *first, last: *last, count: rows.len() as u64, from: *from }))
}
