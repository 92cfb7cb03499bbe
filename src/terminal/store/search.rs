//! The single records, with all that is known of each.

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use rusqlite::Row;
use rusqlite::types::Value;

use super::records::{RECORD_COLUMNS, Record, read_record};
use super::{StoreError, StoreReader};
use crate::clock::CHINA;
use crate::ticket::{FilmTicketCode, SeatCode, SessionCode};
use crate::wire::calls::TicketType;
use crate::words::codes::{FaultCode, report};
use crate::words::errors::Text;
use crate::words::{Language, Message, display_in_english};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", parse_err_ty = BadStage, parse_err_fn = bad_stage)]
pub enum UploadProgress {
    Uploaded,
    Pending,
    SetAside,
}

/// A text names no such state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is none of {}", UploadProgress::ALL.map(UploadProgress::as_str).join(", "))]
pub struct BadStage;

impl UploadProgress {
    pub const ALL: [Self; 3] = [Self::Pending, Self::Uploaded, Self::SetAside];

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

/// Which records are wanted: those that fit all that is given.
///
/// Days, times, a ticket and a session are found without reading all records; a seat alone is not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordFilter {
    /// The first and the last business day.
    pub days: Option<(Date, Date)>,
    /// Checked at this moment or later.
    pub from: Option<Timestamp>,
    /// Checked before this moment.
    pub to: Option<Timestamp>,
    pub ticket: Option<TicketEnd>,
    pub seat: Option<Seat>,
    pub session: Option<SessionCode>,
    /// Whose upload has come so far.
    pub stage: Option<UploadProgress>,
    /// At most so many: the first ones.
    pub limit: Option<usize>,
    /// Where there is a limit, the last ones instead of the first.
    pub newest: bool,
}

/// The end of a film ticket code, or all of it, as somebody reads it off a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketEnd(String);

/// A text is no end of a film ticket code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct BadTicketEnd;

display_in_english!(BadTicketEnd);

impl Message for BadTicketEnd {
    fn code(&self) -> FaultCode {
        report::BAD_TICKET_END
    }

    fn message(&self, language: Language) -> String {
        Text::BadTicketEnd.plain(language)
    }
}

impl TicketEnd {
    /// The whole number of one ticket.
    pub fn whole(code: FilmTicketCode) -> Self {
        Self(code.to_string())
    }
}

impl std::str::FromStr for TicketEnd {
    type Err = BadTicketEnd;

    fn from_str(text: &str) -> Result<Self, BadTicketEnd> {
        let text: String = text.chars().filter(|char| !char.is_whitespace()).collect();
        let whole = (4..=FilmTicketCode::WIDTH).contains(&text.len());
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (whole && plain).then_some(Self(text)).ok_or(BadTicketEnd)
    }
}

/// A seat, by the ticket's code for it or by what stands on the chair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    Code(SeatCode),
    /// Known for tickets that the platform has told of.
    Place {
        row: u32,
        column: u32,
    },
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

impl RecordFilter {
    /// All records of one business day.
    pub fn of_day(day: Date) -> Self {
        Self { days: Some((day, day)), ..Self::default() }
    }

    /// The search for numbers in SQL, with what its `?` stand for. The tallies tell between which
    /// numbers the records of some time lie.
    pub(super) fn statement(&self) -> (String, Vec<Value>) {
        let mut conditions: Vec<&str> = Vec::new();
        let mut values = Vec::new();
        let mut add = |condition, own: &[Value]| {
            conditions.push(condition);
            values.extend_from_slice(own);
        };
        let day = |day: Date| Value::from(day.to_string());
        if let Some((first, last)) = self.days {
            let days = [day(first), day(last), day(first), day(last), day(first), day(last)];
            add(
                "r.seq >= (SELECT min(first_seq) FROM tallies WHERE business_day BETWEEN ? AND ?)
                 AND r.seq <= (SELECT max(last_seq) FROM tallies WHERE business_day BETWEEN ? AND ?)
                 AND r.business_day BETWEEN ? AND ?",
                &days,
            );
        }
        // Days on which a record of that moment can be, in every time zone.
        let around = |at: Timestamp, days: i64| {
            let date = CHINA.to_datetime(at).date();
            day(date.saturating_add(Span::new().days(days)))
        };
        if let Some(at) = self.from {
            let from = Value::from(at.as_millisecond());
            add(
                "r.seq >= (SELECT min(first_seq) FROM tallies
                     WHERE business_day >= ? AND quarter >= ? / 900000)
                 AND r.check_at >= ?",
                &[around(at, -2), from.clone(), from],
            );
        }
        if let Some(at) = self.to {
            let to = Value::from(at.as_millisecond());
            add(
                "r.seq <= (SELECT max(last_seq) FROM tallies
                     WHERE business_day <= ? AND quarter <= ? / 900000)
                 AND r.check_at < ?",
                &[around(at, 1), to.clone(), to],
            );
        }
        match &self.ticket {
            Some(TicketEnd(code)) if code.len() == FilmTicketCode::WIDTH => {
                add("r.film_ticket_code = ?", &[Value::from(code.clone())]);
            }
            Some(TicketEnd(end)) => {
                add("r.film_ticket_code LIKE ?", &[Value::from(format!("%{end}"))]);
            }
            None => {}
        }
        match self.seat {
            Some(Seat::Code(code)) => {
                add("r.seat_code = ?", &[Value::from(code.to_string())]);
            }
            Some(Seat::Place { row, column }) => add(
                "EXISTS (SELECT 1 FROM ticket_facts p WHERE p.film_ticket_code =
                     r.film_ticket_code AND p.row_num = ? AND p.column_num = ?)",
                &[Value::from(row), Value::from(column)],
            ),
            None => {}
        }
        if let Some(session) = self.session {
            let code = Value::from(session.to_string());
            add(
                "r.seq >= (SELECT min(first_seq) FROM tallies WHERE session_code = ?)
                 AND r.seq <= (SELECT max(last_seq) FROM tallies WHERE session_code = ?)
                 AND r.session_code = ?",
                &[code.clone(), code.clone(), code],
            );
        }
        match self.stage {
            Some(UploadProgress::Pending) => {
                add(
                    "r.seq IN (SELECT seq FROM waiting) AND r.seq NOT IN (SELECT seq FROM set_aside)",
                    &[],
                );
            }
            Some(UploadProgress::Uploaded) => {
                add(
                    "r.seq <= (SELECT uploaded_through FROM upload_state)
                     AND r.seq NOT IN (SELECT seq FROM set_aside)
                     AND r.seq NOT IN (SELECT seq FROM standing_aside)",
                    &[],
                );
            }
            Some(UploadProgress::SetAside) => add("r.seq IN (SELECT seq FROM set_aside)", &[]),
            None => {}
        }
        if conditions.is_empty() {
            conditions.push("true");
        }
        let wanted = conditions.join(" AND ");
        let ends = self.ends();
        (format!("SELECT r.seq FROM records r WHERE {wanted} ORDER BY {ends}"), values)
    }

    /// From which end, and how many: of a ticket's end all that fit are looked for in an index.
    fn ends(&self) -> String {
        let walk = if self.ticket.is_some() { "+r.seq" } else { "r.seq" };
        let way = if self.newest { "DESC" } else { "ASC" };
        let limit = self.limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(-1);
        format!("{walk} {way} LIMIT {limit}")
    }
}

/// Reads lines for [`read_line`], by a list of numbers in JSON.
pub(super) fn lines_by_number() -> String {
    format!(
        "SELECT {RECORD_COLUMNS}, coalesce(nullif(f.film_name, ''), c.film_name),
             nullif(f.screen_name, ''), f.row_num, f.column_num, f.ticket_type,
             s.seq IS NOT NULL, r.seq <= (SELECT uploaded_through FROM upload_state)
                 AND r.seq NOT IN (SELECT seq FROM standing_aside),
             (SELECT CASE WHEN first_seq <= r.seq THEN accepted_at END FROM uploads
              WHERE last_seq >= r.seq ORDER BY last_seq LIMIT 1),
             (SELECT found_at FROM double_admissions d WHERE d.seq = r.seq)
         FROM records r LEFT JOIN ticket_facts f USING (film_ticket_code)
             LEFT JOIN set_aside s ON s.seq = r.seq
             LEFT JOIN shows c ON c.screen_code = r.screen_code AND c.start_time = r.show_time
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
