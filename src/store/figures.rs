//! Figures of one business day for the reports, computed where the rows lie.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::records::{RECORD_COLUMNS, Record, parsed, read_record};
use super::{Reader, StoreError};
use crate::ticket::{ScreenCode, SessionCode};

/// Admissions of one session in one hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdmittedLine {
    pub screen_code: ScreenCode,
    pub session_code: SessionCode,
    /// Start of the show, China Standard Time.
    pub show_time: DateTime,
    /// Where the platform told them.
    pub film_name: Option<String>,
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

/// Admissions and refusals within an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourLine {
    /// The hour's first moment.
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
    pub set_aside: bool,
    /// When the platform took it.
    pub uploaded_at: Option<Timestamp>,
}

impl Reader {
    /// The day's admissions by hall and session.
    pub fn admitted_on(&self, day: Date) -> Result<Vec<AdmittedLine>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT r.screen_code, r.session_code, r.show_time, max(f.film_name), max(f.screen_name),
                 count(*), sum(r.reopened), sum(r.seq <= u.uploaded_through AND s.seq IS NULL),
                 count(s.seq), sum(r.price_fen), sum(r.service_fen)
             FROM records r CROSS JOIN upload_state u
                 LEFT JOIN set_aside s ON s.seq = r.seq
                 LEFT JOIN ticket_facts f USING (film_ticket_code)
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

    /// The day by hours; an hour in which nothing happened has no line.
    pub fn hours_of(&self, day: Date) -> Result<Vec<HourLine>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT at / 3600000 AS hour, sum(admitted), sum(NOT admitted) FROM (
                 SELECT check_at AS at, 1 AS admitted FROM records WHERE business_day = ?1
                 UNION ALL
                 SELECT at, 0 FROM refusals WHERE business_day = ?1)
             GROUP BY hour ORDER BY hour",
        )?;
        let rows = get.query_map([day.to_string()], |row| {
            let from = Timestamp::from_second(row.get::<_, i64>(0)? * 3600).unwrap_or_default();
            Ok(HourLine { from, admitted: row.get(1)?, refused: row.get(2)? })
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
            "SELECT {RECORD_COLUMNS}, f.film_name, f.screen_name, f.row_num, f.column_num,
                 s.seq IS NOT NULL,
                 (SELECT CASE WHEN first_seq <= r.seq THEN accepted_at END FROM uploads
                  WHERE last_seq >= r.seq ORDER BY last_seq LIMIT 1)
             FROM records r LEFT JOIN ticket_facts f USING (film_ticket_code)
                 LEFT JOIN set_aside s ON s.seq = r.seq
             WHERE r.business_day = ?1 ORDER BY r.seq"
        ))?;
        let mut rows = get.query([day.to_string()])?;
        while let Some(row) = rows.next()? {
            let (seat_row, column): (Option<u32>, Option<u32>) = (row.get(19)?, row.get(20)?);
            let set_aside = row.get(21)?;
            let accepted: Option<i64> = row.get(22)?;
            let line = RecordLine {
                record: read_record(row)?,
                film_name: row.get(17)?,
                screen_name: row.get(18)?,
                seat: seat_row.zip(column),
                set_aside,
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
}
