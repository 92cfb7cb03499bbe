//! The single records, with all that is known of each.

use jiff::Timestamp;
use rusqlite::Row;
use strum::VariantArray;

use super::Record;
use super::catalogue::{film_of, hall_of};
use super::record_filter::RecordFilter;
use super::record_row::{RECORD_COLUMNS, read_record};
use super::{StoreError, StoreReader};
use crate::wire::calls::TicketType;

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
    /// When it was found that somebody else had admitted the ticket too.
    pub doubled_at: Option<Timestamp>,
}

/// How far the upload of a record has come.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case", parse_err_ty = BadStage, parse_err_fn = bad_stage)]
pub enum UploadProgress {
    Pending,
    Uploaded,
    SetAside,
}

/// A text names no such state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is none of {}", UploadProgress::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", "))]
pub struct BadStage;

impl UploadProgress {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name in the reports.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

fn bad_stage(_text: &str) -> BadStage {
    BadStage
}

impl RecordLine {
    /// How far its upload has come.
    pub fn stage(&self) -> UploadProgress {
        match (self.set_aside, self.done) {
            (true, _) => UploadProgress::SetAside,
            (false, true) => UploadProgress::Uploaded,
            (false, false) => UploadProgress::Pending,
        }
    }
}

/// So many records are read at a time.
const PAGE: usize = 1000;

impl StoreReader {
    /// Calls `each` with the wanted records, oldest first; stops at its first error. Which they are
    /// is decided at one moment, what is told of each is as it stands when its turn comes: nothing
    /// of the database is held while `each` is at work, as it may write to somebody who does not
    /// read on.
    pub fn each_record<E>(
        &self,
        filter: &RecordFilter,
        mut each: impl FnMut(RecordLine) -> Result<(), E>,
    ) -> Result<Result<(), E>, StoreError> {
        for numbers in self.numbers(filter)?.chunks(PAGE) {
            for line in self.lines(numbers)? {
                if let Err(stop) = each(line) {
                    return Ok(Err(stop));
                }
            }
        }
        Ok(Ok(()))
    }

    /// The numbers of the wanted records, in order.
    fn numbers(&self, filter: &RecordFilter) -> Result<Vec<i64>, StoreError> {
        let (sql, values) = filter.statement();
        let mut get = self.db.prepare(&sql)?;
        let rows = get.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
        let mut numbers = rows.collect::<Result<Vec<i64>, _>>()?;
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// The records of these numbers that are still there, in order.
    fn lines(&self, numbers: &[i64]) -> Result<Vec<RecordLine>, StoreError> {
        let numbers: Vec<String> = numbers.iter().map(i64::to_string).collect();
        let mut get = self.db.prepare_cached(&lines_by_number())?;
        let rows = get.query_map([format!("[{}]", numbers.join(","))], read_line)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The wanted records, oldest first.
    pub fn find_records(&self, filter: &RecordFilter) -> Result<Vec<RecordLine>, StoreError> {
        let mut found = Vec::new();
        let keep = |line| {
            found.push(line);
            Ok::<_, std::convert::Infallible>(())
        };
        let Ok(()) = self.each_record(filter, keep)?;
        Ok(found)
    }
}

/// Reads lines for [`read_line`], by a list of numbers in JSON.
pub(super) fn lines_by_number() -> String {
    let (film, hall) = (film_of("r.screen_code", "r.show_time"), hall_of("r.screen_code"));
    format!(
        "SELECT {RECORD_COLUMNS}, coalesce(nullif(f.film_name, ''), {film}),
             coalesce(nullif(f.screen_name, ''), {hall}), f.row_num, f.column_num, f.ticket_type,
             s.seq IS NOT NULL, r.seq <= (SELECT uploaded_through FROM upload_state)
                 AND r.seq NOT IN (SELECT seq FROM standing_aside),
             (SELECT CASE WHEN first_seq <= r.seq THEN accepted_at END FROM uploads
              WHERE last_seq >= r.seq ORDER BY last_seq LIMIT 1),
             (SELECT found_at FROM double_admissions d WHERE d.seq = r.seq)
         FROM records r LEFT JOIN ticket_facts f USING (film_ticket_code)
             LEFT JOIN set_aside s ON s.seq = r.seq
         WHERE r.seq IN (SELECT value FROM json_each(?1)) ORDER BY r.seq"
    )
}

fn read_line(row: &Row) -> rusqlite::Result<RecordLine> {
    let (seat_row, column): (Option<u32>, Option<u32>) = (row.get(19)?, row.get(20)?);
    let (set_aside, accepted): (bool, Option<i64>) = (row.get(22)?, row.get(24)?);
    let doubled: Option<i64> = row.get(25)?;
    let ticket_type: Option<String> = row.get(21)?;
    Ok(RecordLine {
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
        doubled_at: doubled.and_then(|at| Timestamp::from_millisecond(at).ok()),
    })
}
