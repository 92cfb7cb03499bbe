//! Shows that are over go; what reports say of them stays.

use jiff::civil::DateTime;
use jiff::{Span, Timestamp};

use crate::clock::{business_day, china_civil, wire_time};
use crate::terminal::store::{Store, StoreError};

/// A show is kept so many hours after its start at least: admission may be lengthened so far.
const KEPT_HOURS: i64 = 5;

/// A show that starts more days ahead is none: nobody would see it go.
const AHEAD_DAYS: i64 = 400;

/// Whether a show starts so late that no cinema can have planned it.
pub(super) fn is_far_ahead(start: DateTime, now: DateTime) -> bool {
    start > now.saturating_add(Span::new().days(AHEAD_DAYS))
}

/// Whether a show's business day is over, and no ticket of it is admitted any more on its account.
pub(super) fn is_over(start: DateTime, now: DateTime) -> bool {
    business_day(start) < business_day(now) && start < over_before(now)
}

fn over_before(now: DateTime) -> DateTime {
    now.saturating_sub(Span::new().hours(KEPT_HOURS))
}

impl Store {
    /// Deletes up to `limit` shows that are over at `at`, and keeps the names of those films that are in the
    /// reports. Returns how many went.
    pub fn prune_shows(&self, at: Timestamp, limit: u32) -> Result<usize, StoreError> {
        let now = china_civil(at);
        let day_began = business_day(now).at(6, 0, 0, 0);
        let before = wire_time(day_began.min(over_before(now)));
        let over: i64 = {
            let mut get = self.db.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM shows WHERE start < ?1)
                     OR EXISTS (SELECT 1 FROM past_films WHERE show_time < ?2)",
            )?;
            get.query_row((&before, self.oldest_day()?), |row| row.get(0))?
        };
        if over == 0 {
            return Ok(0);
        }
        let change = self.db.unchecked_transaction()?;
        change.execute(
            "INSERT OR IGNORE INTO past_films
             SELECT c.screen_code, s.start, m.name
             FROM (SELECT * FROM shows WHERE start < ?1 ORDER BY start LIMIT ?2) s
                 JOIN screens c USING (hall_id)
                 JOIN catalogue_names m ON m.part = 'movies' AND m.id = s.movie_id AND m.name <> ''
             WHERE EXISTS (SELECT 1 FROM tallies t WHERE t.screen_code = c.screen_code
                 AND t.show_time = s.start AND t.business_day
                     BETWEEN date(s.start, '-2 days') AND date(s.start, '+2 days'))
             ORDER BY s.enabled DESC, s.show_id DESC",
            (&before, limit),
        )?;
        let gone = change.execute(
            "DELETE FROM shows WHERE show_id IN
                 (SELECT show_id FROM shows WHERE start < ?1 ORDER BY start LIMIT ?2)",
            (&before, limit),
        )?;
        let forgotten =
            change.execute("DELETE FROM past_films WHERE show_time < ?1", [self.oldest_day()?])?;
        change.commit()?;
        Ok(gone + forgotten)
    }

    /// Of the records that are kept; what is told of earlier ones is of no more use. A show is two days
    /// older than its records at the most.
    fn oldest_day(&self) -> Result<String, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT coalesce(date(min(business_day), '-2 days'), '') FROM tallies",
        )?;
        Ok(get.query_row([], |row| row.get(0))?)
    }
}
