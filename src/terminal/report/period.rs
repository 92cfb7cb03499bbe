//! The figures of several business days together.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::Serialize;

use super::parts::{
    Figures, Hall, SessionFigures, StoreLines, as_text, by_hall, by_hour, by_quarter,
};
use super::sums::{ReportCounts, Sums};
use crate::terminal::config::TerminalConfig;
use crate::terminal::store::{AdmittedLine, QuarterLine, StoreError, StoreReader};
use crate::ticket::CinemaCode;

/// Some business days at this door.
///
/// As JSON, for scripts; a key keeps its name and meaning, more may come:
///
/// - `terminal`, `cinema_code`; `first_day`, `last_day` (`YYYY-MM-DD`); `from`, `to` (the first
///   moment and the first one after), `made_at`: RFC 3339 with the offset of the terminal's zone
/// - `totals`, `refused`, `manual`, `halls`, `refusals`, `openings`, `waits`,
///   `double_admissions`, `doubtful`: as for one [`Day`]
/// - `days`: `business_day`, the figures of `totals`, `refused`, `manual`; a day without any of
///   them is left out
/// - `hours`, from 06:00 on: `hour` (`hh:mm`), `admitted`, `refused`, `manual`, each the sum of
///   all days
/// - `sessions`: as for one day
///
/// [`Day`]: super::Day
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Period {
    pub terminal: String,
    pub cinema_code: CinemaCode,
    #[serde(rename = "first_day", serialize_with = "as_text")]
    pub first: Date,
    #[serde(rename = "last_day", serialize_with = "as_text")]
    pub last: Date,
    #[serde(flatten)]
    pub sums: Sums,
    pub days: Vec<Daily>,
    pub halls: Vec<Hall>,
    pub hours: Vec<ClockHour>,
    #[serde(flatten)]
    pub counts: ReportCounts,
    pub sessions: Vec<SessionFigures>,
}

/// One business day among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Daily {
    #[serde(rename = "business_day", serialize_with = "as_text")]
    pub date: Date,
    #[serde(flatten)]
    pub figures: Figures,
    pub refused: u64,
    pub manual: u64,
}

/// An hour by the terminal's clock, of all days together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ClockHour {
    #[serde(rename = "hour", serialize_with = "hour_and_minute")]
    pub from: Time,
    pub admitted: u64,
    pub refused: u64,
    pub manual: u64,
}

impl Period {
    /// Computes the figures of the business days from `first` to `last` from one state of the
    /// database.
    pub fn compute(
        reader: &StoreReader,
        first: Date,
        last: Date,
        terminal: &TerminalConfig,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let mut lines = StoreLines::read(reader, first, last)?;
        let zone = &terminal.timezone.0;
        let days = by_day(&lines.admitted, &lines.quarters);
        let hours = by_hour(&by_quarter(&lines.quarters, zone));
        let sessions = joined(std::mem::take(&mut lines.admitted));
        Ok(Self {
            terminal: terminal.name.clone(),
            cinema_code: terminal.cinema_code,
            first,
            last,
            sums: Sums::of(&lines, &sessions, (first, last), zone, now),
            days,
            halls: by_hall(&sessions),
            hours: by_clock(&hours),
            counts: lines.into(),
            sessions,
        })
    }

    /// True where nobody was admitted, nobody refused, and nothing opened by hand.
    pub fn is_empty(&self) -> bool {
        self.days.is_empty()
    }
}

/// A session that began before six and went on after it has records on two business days.
fn joined(lines: Vec<AdmittedLine>) -> Vec<SessionFigures> {
    let mut sessions: BTreeMap<_, SessionFigures> = BTreeMap::new();
    for line in lines {
        let more = SessionFigures::from(line);
        let key = (more.show_time, more.screen_code, more.session_code);
        match sessions.get_mut(&key) {
            Some(session) => {
                session.figures += more.figures;
                session.film_name = session.film_name.take().or(more.film_name);
                session.screen_name = session.screen_name.take().or(more.screen_name);
            }
            None => {
                sessions.insert(key, more);
            }
        }
    }
    sessions.into_values().collect()
}

fn by_day(admitted: &[AdmittedLine], quarters: &[QuarterLine]) -> Vec<Daily> {
    let mut days: BTreeMap<Date, Daily> = BTreeMap::new();
    for quarter in quarters {
        let date = quarter.business_day;
        let none = Daily { date, figures: Figures::default(), refused: 0, manual: 0 };
        let day = days.entry(date).or_insert(none);
        day.refused += quarter.refused;
        day.manual += quarter.opened;
    }
    // Whoever was admitted was so in some quarter.
    for line in admitted {
        if let Some(day) = days.get_mut(&line.business_day) {
            day.figures += Figures::from(line);
        }
    }
    days.into_values().collect()
}

fn by_clock(hours: &[super::Hour]) -> Vec<ClockHour> {
    let mut clock: BTreeMap<i8, ClockHour> = BTreeMap::new();
    for hour in hours {
        let from = hour.from.time();
        let since_six = (from.hour() + 18) % 24;
        let none = ClockHour { from, admitted: 0, refused: 0, manual: 0 };
        let sum = clock.entry(since_six).or_insert(none);
        sum.admitted += hour.admitted;
        sum.refused += hour.refused;
        sum.manual += hour.manual;
    }
    clock.into_values().collect()
}

fn hour_and_minute<S: serde::Serializer>(value: &Time, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&value.strftime("%H:%M"))
}
