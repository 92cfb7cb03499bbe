//! The figures of one business day.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::parts::{Hall, Hour, SessionFigures, StoreLines, as_text, by_hall, by_hour, by_quarter};
use super::sums::{ReportCounts, Sums};
use crate::terminal::config::TerminalConfig;
use crate::terminal::store::{InsideLine, StoreError, StoreReader};
use crate::ticket::CinemaCode;

/// One business day at this door, as far as it has come.
///
/// As JSON, for scripts; a key keeps its name and meaning, more may come:
///
/// - `terminal`, `cinema_code`; `business_day` (`YYYY-MM-DD`); `from`, `to` (its first moment and
///   the next day's), `made_at`: RFC 3339 with the offset of the terminal's time zone
/// - `totals`: `admitted`, `reopened`, `uploaded`, `pending`, `set_aside`, `price`,
///   `service_fee`; beside it `refused`, and `manual`: openings by hand
/// - `sessions`, by start: `screen_code`, `screen_name` and `film_name` (null where not known),
///   `session_code`, `show_time` (`YYYY-MM-DDThh:mm:ss`, China Standard Time), and the figures
///   of `totals`
/// - `inside`, by start: `screen_code`, `screen_name`, `show_time`, `film_name`, `entered`: admitted, and let in
///   by hand by their ticket's number; `elsewhere`: likewise at the doors that this one hears; `seats` of the hall (null where the catalogue does not know it)
/// - `halls`, by code: `screen_code`, `screen_name`, and the figures of `totals`
/// - `hours`: `from` (RFC 3339), `admitted`, `refused`, `manual`; an hour without any of them is
///   left out; `quarters`: the same by quarters of an hour
/// - `refusals`, the most frequent first: `reason` (SPEC §2), `refused`
/// - `openings`, the most frequent first: `reason` (an [`crate::terminal::store::OpenReason`]), `manual`
/// - `typed`: of the tickets whose number staff typed, `let_in` (which are among the openings by hand), and
///   `refusals` as above, also by the reasons `unknown_ticket` and `no_answer`; these are in no other figure
/// - `waits`, all buckets: `up_to_ms` (null for the last), `visitors` who waited so long from the
///   capture of their ticket's frame to the open gate, and longer than the bucket before
/// - `double_admissions`, the oldest first: `seq`, `film_ticket_code`, `screen_code`,
///   `session_code`, `show_time`, `check_time`, `found_at` of tickets admitted here offline that
///   another door had admitted before, or too; times as `show_time`;
///   `other_door` and `other_check_time` by that door's own word, else null
/// - `doubtful`, the same columns, of records whose commit had failed, so that the gate stayed shut,
///   and that were on the disk nevertheless: in no other figure
///
/// `admitted` is always `uploaded` + `pending` + `set_aside`. Amounts are numbers of yuan with
/// two decimals.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Day {
    pub terminal: String,
    pub cinema_code: CinemaCode,
    #[serde(rename = "business_day", serialize_with = "as_text")]
    pub date: Date,
    #[serde(flatten)]
    pub sums: Sums,
    pub sessions: Vec<SessionFigures>,
    pub halls: Vec<Hall>,
    pub hours: Vec<Hour>,
    pub quarters: Vec<Hour>,
    pub inside: Vec<InsideLine>,
    #[serde(flatten)]
    pub counts: ReportCounts,
}

impl Day {
    /// Computes the figures of a business day from one state of the database.
    pub fn compute(
        reader: &StoreReader,
        date: Date,
        terminal: &TerminalConfig,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let mut lines = StoreLines::read(reader, date, date)?;
        let zone = &terminal.timezone.0;
        let sessions: Vec<SessionFigures> =
            std::mem::take(&mut lines.admitted).into_iter().map(SessionFigures::from).collect();
        let quarters = by_quarter(&lines.quarters, zone);
        Ok(Self {
            terminal: terminal.name.clone(),
            cinema_code: terminal.cinema_code,
            date,
            sums: Sums::of(&lines, &sessions, (date, date), zone, now),
            halls: by_hall(&sessions),
            hours: by_hour(&quarters),
            quarters,
            inside: reader.inside(date)?,
            counts: lines.into(),
            sessions,
        })
    }

    /// True where nobody was admitted, nobody refused, and nothing opened by hand or typed.
    pub fn is_empty(&self) -> bool {
        let Sums { totals, refused, manual, .. } = &self.sums;
        totals.admitted == 0
            && *refused == 0
            && *manual == 0
            && self.counts.typed.refusals.is_empty()
    }
}
