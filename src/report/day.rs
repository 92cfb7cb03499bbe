//! The figures of one business day.

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use serde::Serialize;

use super::parts::{
    Figures, Hall, Hour, Lines, Opened, Refused, Session, Wait, as_text, by_hall, by_hour,
    by_quarter, by_wait, rfc3339, total,
};
use crate::clock::business_day_start;
use crate::config::Terminal;
use crate::store::{Reader, StoreError};
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
/// - `halls`, by code: `screen_code`, `screen_name`, and the figures of `totals`
/// - `hours`: `from` (RFC 3339), `admitted`, `refused`, `manual`; an hour without any of them is
///   left out; `quarters`: the same by quarters of an hour
/// - `refusals`, the most frequent first: `reason` (SPEC §2), `refused`
/// - `openings`, the most frequent first: `reason` (an [`crate::store::OpenReason`]), `manual`
/// - `waits`, all buckets: `up_to_ms` (null for the last), `visitors` who waited so long from the
///   capture of their ticket's frame to the open gate, and longer than the bucket before
///
/// `admitted` is always `uploaded` + `pending` + `set_aside`. Amounts are numbers of yuan with
/// two decimals.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Day {
    pub terminal: String,
    pub cinema_code: CinemaCode,
    #[serde(rename = "business_day", serialize_with = "as_text")]
    pub date: Date,
    #[serde(serialize_with = "rfc3339")]
    pub from: Zoned,
    #[serde(serialize_with = "rfc3339")]
    pub to: Zoned,
    #[serde(serialize_with = "rfc3339")]
    pub made_at: Zoned,
    pub totals: Figures,
    pub refused: u64,
    pub manual: u64,
    pub sessions: Vec<Session>,
    pub halls: Vec<Hall>,
    pub hours: Vec<Hour>,
    pub quarters: Vec<Hour>,
    pub refusals: Vec<Refused>,
    pub openings: Vec<Opened>,
    pub waits: Vec<Wait>,
}

impl Day {
    /// Computes the figures of a business day from one state of the database.
    pub fn compute(
        reader: &Reader,
        date: Date,
        terminal: &Terminal,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let Lines { admitted, refused, opened, waits, quarters } = Lines::read(reader, date, date)?;
        let zone = &terminal.timezone.0;
        let begins = |day| business_day_start(day, zone).to_zoned(zone.clone());
        let sessions: Vec<Session> = admitted.into_iter().map(Session::from).collect();
        let quarters = by_quarter(&quarters, zone);
        Ok(Self {
            terminal: terminal.name.clone(),
            cinema_code: terminal.cinema_code,
            date,
            from: begins(date),
            to: begins(date.tomorrow().unwrap_or(date)),
            made_at: now.to_zoned(zone.clone()),
            totals: total(&sessions),
            refused: refused.iter().map(|line| line.refused).sum(),
            manual: opened.iter().map(|line| line.opened).sum(),
            halls: by_hall(&sessions),
            hours: by_hour(&quarters),
            quarters,
            refusals: refused.into_iter().map(Refused::from).collect(),
            openings: opened.into_iter().map(Opened::from).collect(),
            waits: by_wait(waits),
            sessions,
        })
    }

    /// True where nobody was admitted, nobody refused, and nothing opened by hand.
    pub fn is_empty(&self) -> bool {
        self.totals.admitted == 0 && self.refused == 0 && self.manual == 0
    }
}
