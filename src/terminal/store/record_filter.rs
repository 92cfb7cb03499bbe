//! Which of the records are looked for.

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use rusqlite::types::Value;

use super::search::UploadProgress;
use crate::clock::CHINA;
use crate::ticket::{FilmTicketCode, SeatCode, SessionCode};
use crate::words::codes::{FaultCode, report};
use crate::words::errors::Text;
use crate::words::{Language, Message, display_in_english};

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

    pub fn as_str(&self) -> &str {
        &self.0
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

impl RecordFilter {
    /// All records of one business day.
    pub fn of_day(day: Date) -> Self {
        Self::of_days(day, day)
    }

    /// All records of several business days.
    pub fn of_days(first: Date, last: Date) -> Self {
        Self { days: Some((first, last)), ..Self::default() }
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
