//! How the clock may have stood during an earlier start of the machine, by what lies around its
//! records.

use jiff::civil::DateTime;
use rusqlite::OptionalExtension;

use super::Span;
use crate::clock::{EARLIEST, Offset, china_timestamp};
use crate::terminal::store::record_row::parsed;
use crate::terminal::store::{Store, StoreError};

impl Store {
    /// How the clock may have stood during an earlier start of the machine.
    pub(super) fn estimate(
        &self,
        span: &Span,
        through: i64,
        now_right: Offset,
    ) -> Result<Offset, StoreError> {
        let db = &self.reader.db;
        let one = |sql: &str, numbers: [i64; 2]| -> Result<Option<(i64, DateTime)>, StoreError> {
            let mut get = db.prepare_cached(sql)?;
            let row = get.query_row(numbers, |row| Ok((row.get(0)?, parsed(row, 1)?)));
            Ok(row.optional()?)
        };
        let first = "SELECT check_at, show_time FROM records WHERE seq > ?1 AND seq <= ?2
            ORDER BY seq LIMIT 1";
        let Some((first_at, show)) = one(first, [span.after[0], through])? else {
            return Ok(span.offset); // no record
        };
        // The clock may have stepped during that start; the last span has the best clock.
        let (last_through, last_offset): (i64, i64) = db
            .prepare_cached(
                "SELECT through_seq, offset_ms FROM clock_spans
                 WHERE NOT kept AND boot = ?1 AND through_seq IS NOT NULL ORDER BY id DESC LIMIT 1",
            )?
            .query_row([&span.boot], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let last = "SELECT check_at, show_time FROM records WHERE seq > ?1 AND seq <= ?2
            ORDER BY seq DESC LIMIT 1";
        let last_at = one(last, [span.after[0], last_through])?.map_or(first_at, |(at, _)| at);
        let before: Option<i64> = db
            .prepare_cached(
                "SELECT max(check_at) FROM (SELECT check_at FROM records WHERE seq <= ?1
                     ORDER BY seq DESC LIMIT 1000)",
            )?
            .query_row([span.after[0]], |row| row.get(0))?;
        // Since that start of the machine.
        let first_after = first_at.saturating_sub(span.offset.0);
        let last_after = last_at.saturating_sub(last_offset);
        let earliest = EARLIEST.as_millisecond();
        let least = before.unwrap_or(earliest).max(earliest).saturating_sub(first_after);
        let most = now_right.0.saturating_sub(last_after);
        if (least..=most).contains(&last_offset) {
            return Ok(Offset(last_offset));
        }
        let show = china_timestamp(show).as_millisecond().saturating_sub(first_after);
        Ok(Offset(show.max(least).min(most)))
    }
}
