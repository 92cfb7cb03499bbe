//! Figures of one business day for the reports, computed where the rows lie.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rusqlite::types::ValueRef;

use super::open::schema_step;
use super::records::{RECORD_COLUMNS, Record, parsed, read_record};
use super::{Reader, StoreError};
use crate::ticket::{ScreenCode, SessionCode};
use crate::wire::calls::TicketType;

/// Admissions of one session in one hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmittedLine {
    pub screen_code: ScreenCode,
    pub session_code: SessionCode,
    /// Start of the show, China Standard Time.
    pub show_time: DateTime,
    /// Where the platform or the catalogue told it.
    pub film_name: Option<String>,
    /// Where the platform told it.
    pub screen_name: Option<String>,
    pub admitted: u64,
    pub reopened: u64,
    pub uploaded: u64,
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

/// Admissions and refusals within a quarter of an hour: in every time zone an hour begins with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuarterLine {
    /// The quarter's first moment.
    pub from: Timestamp,
    pub admitted: u64,
    pub refused: u64,
}

/// A single record with the state of its upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLine {
    pub record: Record,
    pub film_name: Option<String>,
    pub screen_name: Option<String>,
    /// Row and column.
    pub seat: Option<(u32, u32)>,
    pub ticket_type: Option<TicketType>,
    /// True for one that was taken and for one that was set aside.
    pub done: bool,
    pub set_aside: bool,
    /// When the platform took it.
    pub uploaded_at: Option<Timestamp>,
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

impl Reader {
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

    /// The day's admissions by hall and session.
    pub fn admitted_on(&self, day: Date) -> Result<Vec<AdmittedLine>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT r.screen_code, r.session_code, r.show_time, 
                 coalesce(max(nullif(f.film_name, '')), max(c.film_name)),
                 max(nullif(f.screen_name, '')), count(*), sum(r.reopened), sum(r.seq <= u.uploaded_through AND s.seq IS NULL),
                 count(s.seq), sum(r.price_fen), sum(r.service_fen)
             FROM records r CROSS JOIN upload_state u
                 LEFT JOIN set_aside s ON s.seq = r.seq
                 LEFT JOIN ticket_facts f USING (film_ticket_code)
                 LEFT JOIN shows c ON c.screen_code = r.screen_code AND c.start_time = r.show_time
             WHERE r.business_day = ?1
             GROUP BY r.screen_code, r.session_code, r.show_time
             ORDER BY r.show_time, r.screen_code, r.session_code",
        )?;
        let rows = get.query_map([day.to_string()], |row| {
            Ok(AdmittedLine {
                screen_code: parsed(row, 0)?,
                session_code: parsed(row, 1)?,
                show_time: parsed(row, 2)?,
                film_name: row.get(3)?,
                screen_name: row.get(4)?,
                admitted: row.get(5)?,
                reopened: row.get(6)?,
                uploaded: row.get(7)?,
                set_aside: row.get(8)?,
                price_fen: row.get(9)?,
                service_fen: row.get(10)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The day's refusals by reason, the most frequent first.
    pub fn refused_on(&self, day: Date) -> Result<Vec<RefusedLine>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT reason, count(*) FROM refusals WHERE business_day = ?1
             GROUP BY reason ORDER BY count(*) DESC, reason",
        )?;
        let rows = get.query_map([day.to_string()], |row| {
            Ok(RefusedLine { reason: row.get(0)?, refused: row.get(1)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The day by quarters of an hour; one in which nothing happened has no line.
    pub fn quarters_of(&self, day: Date) -> Result<Vec<QuarterLine>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT at / 900000 AS quarter, sum(admitted), sum(NOT admitted) FROM (
                 SELECT check_at AS at, 1 AS admitted FROM records WHERE business_day = ?1
                 UNION ALL
                 SELECT at, 0 FROM refusals WHERE business_day = ?1)
             GROUP BY quarter ORDER BY quarter",
        )?;
        let rows = get.query_map([day.to_string()], |row| {
            let from = Timestamp::from_second(row.get::<_, i64>(0)? * 900).unwrap_or_default();
            Ok(QuarterLine { from, admitted: row.get(1)?, refused: row.get(2)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Calls `each` with the day's single records, oldest first; stops at its first error.
    pub fn records_of<E>(
        &self,
        day: Date,
        mut each: impl FnMut(RecordLine) -> Result<(), E>,
    ) -> Result<Result<(), E>, StoreError> {
        let mut get = self.db.prepare_cached(&format!(
            "SELECT {RECORD_COLUMNS}, coalesce(nullif(f.film_name, ''), c.film_name),
                 nullif(f.screen_name, ''), f.row_num, f.column_num, f.ticket_type,
                 s.seq IS NOT NULL, r.seq <= (SELECT uploaded_through FROM upload_state),
                 (SELECT CASE WHEN first_seq <= r.seq THEN accepted_at END FROM uploads
                  WHERE last_seq >= r.seq ORDER BY last_seq LIMIT 1)
             FROM records r LEFT JOIN ticket_facts f USING (film_ticket_code)
                 LEFT JOIN set_aside s ON s.seq = r.seq
                 LEFT JOIN shows c ON c.screen_code = r.screen_code AND c.start_time = r.show_time
             WHERE r.business_day = ?1 ORDER BY r.seq"
        ))?;
        let mut rows = get.query([day.to_string()])?;
        while let Some(row) = rows.next()? {
            let (seat_row, column): (Option<u32>, Option<u32>) = (row.get(19)?, row.get(20)?);
            let (set_aside, accepted): (bool, Option<i64>) = (row.get(22)?, row.get(24)?);
            let ticket_type: Option<String> = row.get(21)?;
            let line = RecordLine {
                record: read_record(row)?,
                film_name: row.get(17)?,
                screen_name: row.get(18)?,
                seat: seat_row.zip(column),
                ticket_type: ticket_type.map(|text| TicketType::from_text(&text)),
                set_aside,
                done: row.get(23)?,
                uploaded_at: accepted
                    .filter(|_| !set_aside)
                    .and_then(|at| Timestamp::from_millisecond(at).ok()),
            };
            if let Err(stop) = each(line) {
                return Ok(Err(stop));
            }
        }
        Ok(Ok(()))
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

    /// What the database holds; counts, so it is not for the loop.
    pub fn holdings(&self) -> Result<Holdings, StoreError> {
        let mut get = self.db.prepare_cached("SELECT count(*), min(business_day) FROM records")?;
        Ok(get.query_row([], |row| {
            let empty = row.get_ref(1)? == ValueRef::Null;
            let oldest_day = if empty { None } else { Some(parsed(row, 1)?) };
            Ok(Holdings { schema: schema_step(&self.db)?, records: row.get(0)?, oldest_day })
        })?)
    }
}
