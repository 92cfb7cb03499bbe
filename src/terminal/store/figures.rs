//! Figures of business days for the reports, from what is tallied as it comes (schema/003.sql).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rusqlite::OptionalExtension;
use rusqlite::types::ValueRef;

use super::catalogue::{film_of, hall_of};
use super::connect::schema_step;
use super::record_row::parsed;
use super::{StoreError, StoreReader};
use crate::ticket::{ScreenCode, SessionCode};

/// Admissions of one session in one hall on one business day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmittedLine {
    pub business_day: Date,
    pub screen_code: ScreenCode,
    pub session_code: SessionCode,
    /// Start of the show, China Standard Time.
    pub show_time: DateTime,
    /// Where the platform or the catalogue told it.
    pub film_name: Option<String>,
    /// Likewise.
    pub screen_name: Option<String>,
    pub admitted: u64,
    pub reopened: u64,
    pub pending: u64,
    pub set_aside: u64,
    /// Fen; sums of a session may be beyond [`crate::ticket::Fen`].
    pub price_fen: u64,
    pub service_fen: u64,
}

/// Refusals of one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedLine {
    pub reason: String,
    pub refused: u64,
}

/// What happened within a quarter of an hour: in every time zone an hour begins with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuarterLine {
    pub business_day: Date,
    /// The quarter's first moment.
    pub from: Timestamp,
    pub admitted: u64,
    pub refused: u64,
    /// By hand.
    pub opened: u64,
}

/// How many records of a business day are set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetAsideLine {
    pub day: Date,
    pub records: u64,
}

/// What the database is, for `hallgate status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holdings {
    pub schema: i64,
    pub records: u64,
    pub oldest_day: Option<Date>,
}

impl StoreReader {
    /// Gives `read` one state of the database throughout, whatever the writer does meanwhile.
    pub fn at_one_moment<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let moment = self.db.unchecked_transaction().map_err(StoreError::from)?;
        let read = read(self)?;
        moment.finish().map_err(StoreError::from)?;
        Ok(read)
    }

    /// Admissions on the business days from `first` to `last`, by day, hall and session.
    pub fn admitted(&self, first: Date, last: Date) -> Result<Vec<AdmittedLine>, StoreError> {
        let film = film_of("t.screen_code", "t.show_time");
        let hall = hall_of("t.screen_code");
        // Records that are not uploaded are few, and known by their numbers.
        let mut get = self.db.prepare_cached(&format!(
            "WITH held AS (
                 SELECT seq, 0 AS aside FROM waiting
                 UNION ALL SELECT seq, 1 FROM set_aside),
             open AS (
                 SELECT business_day, screen_code, session_code, show_time,
                     sum(NOT aside) AS pending, sum(aside) AS aside
                 FROM held JOIN records USING (seq) WHERE business_day BETWEEN ?1 AND ?2
                 GROUP BY 1, 2, 3, 4),
             counted AS (
                 SELECT business_day, screen_code, session_code, show_time,
                     max(film_name) AS film_name, max(screen_name) AS screen_name,
                     sum(admitted) AS admitted, sum(reopened) AS reopened,
                     sum(price_fen) AS price_fen, sum(service_fen) AS service_fen
                 FROM tallies WHERE business_day BETWEEN ?1 AND ?2 GROUP BY 1, 2, 3, 4)
             SELECT t.business_day, t.screen_code, t.session_code, t.show_time,
                 coalesce(t.film_name, {film}), coalesce(t.screen_name, {hall}), admitted, reopened,
                 coalesce(pending, 0), coalesce(aside, 0), price_fen, service_fen
             FROM counted t LEFT JOIN open USING (business_day, screen_code, session_code, show_time)
             ORDER BY t.business_day, t.show_time, t.screen_code, t.session_code",
        ))?;
        let rows = get.query_map([first.to_string(), last.to_string()], |row| {
            Ok(AdmittedLine {
                business_day: parsed(row, 0)?,
                screen_code: parsed(row, 1)?,
                session_code: parsed(row, 2)?,
                show_time: parsed(row, 3)?,
                film_name: row.get(4)?,
                screen_name: row.get(5)?,
                admitted: row.get(6)?,
                reopened: row.get(7)?,
                pending: row.get(8)?,
                set_aside: row.get(9)?,
                price_fen: row.get(10)?,
                service_fen: row.get(11)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Refusals on those business days by reason, the most frequent first.
    pub fn refused(&self, first: Date, last: Date) -> Result<Vec<RefusedLine>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT reason, count(*) FROM refusals WHERE business_day BETWEEN ?1 AND ?2
             GROUP BY reason ORDER BY count(*) DESC, reason",
        )?;
        let rows = get.query_map([first.to_string(), last.to_string()], |row| {
            Ok(RefusedLine { reason: row.get(0)?, refused: row.get(1)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Whether this business day or a later one was seen, whatever the clock says by now.
    pub fn has_seen(&self, day: Date) -> Result<bool, StoreError> {
        let tables = ["tallies", "refusals", "manual_openings", "waits", "doubtful"];
        let any =
            tables.map(|table| format!("EXISTS (SELECT 1 FROM {table} WHERE business_day >= ?1)"));
        let mut get = self.db.prepare_cached(&format!(
            "SELECT {} OR EXISTS (SELECT 1 FROM days_seen WHERE day >= ?1)",
            any.join(" OR ")
        ))?;
        Ok(get.query_row([day.to_string()], |row| row.get(0))?)
    }

    /// Those business days by quarters of an hour; one in which nothing happened has no line.
    pub fn quarters(&self, first: Date, last: Date) -> Result<Vec<QuarterLine>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT business_day, quarter, sum(admitted), sum(refused), sum(opened) FROM (
                 SELECT business_day, quarter, admitted, 0 AS refused, 0 AS opened FROM tallies
                 WHERE business_day BETWEEN ?1 AND ?2
                 UNION ALL
                 SELECT business_day, at / 900000 AS quarter, 0, count(*), 0 FROM refusals
                 WHERE business_day BETWEEN ?1 AND ?2 GROUP BY business_day, quarter
                 UNION ALL
                 SELECT business_day, at / 900000 AS quarter, 0, 0, count(*) FROM manual_openings
                 WHERE business_day BETWEEN ?1 AND ?2 GROUP BY business_day, quarter)
             GROUP BY business_day, quarter ORDER BY business_day, quarter",
        )?;
        let rows = get.query_map([first.to_string(), last.to_string()], |row| {
            Ok(QuarterLine {
                business_day: parsed(row, 0)?,
                from: Timestamp::from_second(row.get::<_, i64>(1)?.saturating_mul(900))
                    .unwrap_or_default(),
                admitted: row.get(2)?,
                refused: row.get(3)?,
                opened: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The business days of which records are set aside, the oldest first.
    pub fn set_aside_days(&self) -> Result<Vec<SetAsideLine>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT r.business_day, count(*) FROM set_aside JOIN records r USING (seq)
             GROUP BY r.business_day ORDER BY r.business_day",
        )?;
        let rows = get
            .query_map([], |row| Ok(SetAsideLine { day: parsed(row, 0)?, records: row.get(1)? }))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What the database holds; adds up, so it is not for the loop.
    pub fn holdings(&self) -> Result<Holdings, StoreError> {
        let mut get = self
            .db
            .prepare_cached("SELECT coalesce(sum(admitted), 0), min(business_day) FROM tallies")?;
        Ok(get.query_row([], |row| {
            let empty = row.get_ref(1)? == ValueRef::Null;
            let oldest_day = if empty { None } else { Some(parsed(row, 1)?) };
            Ok(Holdings { schema: schema_step(&self.db)?, records: row.get(0)?, oldest_day })
        })?)
    }

    /// How many records there are; counts them, so it is not for the loop.
    pub fn records_held(&self) -> Result<u64, StoreError> {
        Ok(self.db.query_row("SELECT count(*) FROM records", [], |row| row.get(0))?)
    }

    /// How many numbers no record has, those of doubtful ones not counted.
    pub fn missing_numbers(&self) -> Result<u64, StoreError> {
        Ok(self.db.query_row(
            "SELECT coalesce((SELECT sum(last - first + 1) FROM gaps), 0)
                 - (SELECT count(*) FROM doubtful)",
            [],
            |row| row.get(0),
        )?)
    }

    /// The version of the library that encrypts the database, without its edition.
    pub fn cipher_version(&self) -> Result<Option<String>, StoreError> {
        let version = self.db.query_row("PRAGMA cipher_version", [], |row| row.get::<_, String>(0));
        let version = version.optional()?;
        Ok(version.and_then(|version| Some(version.split_whitespace().next()?.to_owned())))
    }
}
