//! The figures themselves.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Serialize, Serializer};

use crate::clock::{business_day_start, wire_time};
use crate::config::Terminal;
use crate::store::{AdmittedLine, QuarterLine, Reader, RefusedLine, StoreError};
use crate::ticket::{CinemaCode, ScreenCode, SessionCode};

/// An amount of money in fen, 1/100 yuan; a day's sum may be beyond [`crate::ticket::Fen`].
/// In JSON a number of yuan with exactly two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Yuan(pub u64);

/// One business day at this door, as far as it has come.
///
/// As JSON, for scripts; a key keeps its name and meaning, more may come:
///
/// - `terminal`, `cinema_code`; `business_day` (`YYYY-MM-DD`); `from`, `to` (its first moment and
///   the next day's), `made_at`: RFC 3339 with the offset of the terminal's time zone
/// - `totals`: `admitted`, `reopened`, `uploaded`, `pending`, `set_aside`, `price`,
///   `service_fee`; `refused` stands beside it
/// - `sessions`, by start: `screen_code`, `screen_name` and `film_name` (null where not known),
///   `session_code`, `show_time` (`YYYY-MM-DDThh:mm:ss`, China Standard Time), and the figures
///   of `totals`
/// - `halls`, by code: `screen_code`, `screen_name`, and the figures of `totals`
/// - `hours`: `from` (RFC 3339), `admitted`, `refused`; an hour without either is left out
/// - `refusals`, the most frequent first: `reason` (SPEC §2), `refused`
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
    pub sessions: Vec<Session>,
    pub halls: Vec<Hall>,
    pub hours: Vec<Hour>,
    pub refusals: Vec<Refused>,
}

/// Counts of admissions, and amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Figures {
    pub admitted: u64,
    /// Openings for tickets that were admitted before and not seen to pass.
    pub reopened: u64,
    pub uploaded: u64,
    pub pending: u64,
    pub set_aside: u64,
    pub price: Yuan,
    pub service_fee: Yuan,
}

/// One session in one hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Session {
    pub screen_code: ScreenCode,
    pub screen_name: Option<String>,
    pub session_code: SessionCode,
    #[serde(serialize_with = "as_wire_time")]
    pub show_time: DateTime,
    pub film_name: Option<String>,
    #[serde(flatten)]
    pub figures: Figures,
}

/// All sessions of one hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hall {
    pub screen_code: ScreenCode,
    pub screen_name: Option<String>,
    #[serde(flatten)]
    pub figures: Figures,
}

/// One hour by the terminal's clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hour {
    #[serde(serialize_with = "rfc3339")]
    pub from: Zoned,
    pub admitted: u64,
    pub refused: u64,
}

/// Refusals of one reason, told by its name in SPEC §2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Refused {
    pub reason: String,
    pub refused: u64,
}

impl Day {
    /// Computes the figures of a business day from one state of the database.
    pub fn compute(
        reader: &Reader,
        date: Date,
        terminal: &Terminal,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let (admitted, refused, quarters) = reader.at_one_moment(|reader| {
            Ok::<_, StoreError>((
                reader.admitted_on(date)?,
                reader.refused_on(date)?,
                reader.quarters_of(date)?,
            ))
        })?;
        let zone = &terminal.timezone.0;
        let begins = |day| business_day_start(day, zone).to_zoned(zone.clone());
        let sessions: Vec<Session> = admitted.into_iter().map(Session::from).collect();
        let mut totals = Figures::default();
        for session in &sessions {
            totals += session.figures;
        }
        Ok(Self {
            terminal: terminal.name.clone(),
            cinema_code: terminal.cinema_code,
            date,
            from: begins(date),
            to: begins(date.tomorrow().unwrap_or(date)),
            made_at: now.to_zoned(zone.clone()),
            totals,
            refused: refused.iter().map(|line| line.refused).sum(),
            halls: by_hall(&sessions),
            hours: by_hour(&quarters, zone),
            refusals: refused.into_iter().map(Refused::from).collect(),
            sessions,
        })
    }

    /// True where nobody was admitted and nobody refused.
    pub fn is_empty(&self) -> bool {
        self.totals.admitted == 0 && self.refused == 0
    }
}

impl From<AdmittedLine> for Session {
    fn from(line: AdmittedLine) -> Self {
        Self {
            screen_code: line.screen_code,
            screen_name: line.screen_name,
            session_code: line.session_code,
            show_time: line.show_time,
            film_name: line.film_name,
            figures: Figures {
                admitted: line.admitted,
                reopened: line.reopened,
                uploaded: line.uploaded,
                pending: line.admitted.saturating_sub(line.uploaded + line.set_aside),
                set_aside: line.set_aside,
                price: Yuan(line.price_fen),
                service_fee: Yuan(line.service_fen),
            },
        }
    }
}

impl From<RefusedLine> for Refused {
    fn from(line: RefusedLine) -> Self {
        Self { reason: line.reason, refused: line.refused }
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, more: Self) {
        self.admitted += more.admitted;
        self.reopened += more.reopened;
        self.uploaded += more.uploaded;
        self.pending += more.pending;
        self.set_aside += more.set_aside;
        self.price.0 += more.price.0;
        self.service_fee.0 += more.service_fee.0;
    }
}

fn by_hall(sessions: &[Session]) -> Vec<Hall> {
    let mut halls: BTreeMap<ScreenCode, Hall> = BTreeMap::new();
    for session in sessions {
        let hall = halls.entry(session.screen_code).or_insert_with(|| Hall {
            screen_code: session.screen_code,
            screen_name: None,
            figures: Figures::default(),
        });
        hall.figures += session.figures;
        hall.screen_name = hall.screen_name.take().or_else(|| session.screen_name.clone());
    }
    halls.into_values().collect()
}

fn by_hour(quarters: &[QuarterLine], zone: &TimeZone) -> Vec<Hour> {
    let mut hours: BTreeMap<Timestamp, Hour> = BTreeMap::new();
    for quarter in quarters {
        let at = quarter.from.to_zoned(zone.clone());
        let from = at.with().minute(0).second(0).build().unwrap_or(at);
        let hour = hours.entry(from.timestamp()).or_insert(Hour { from, admitted: 0, refused: 0 });
        hour.admitted += quarter.admitted;
        hour.refused += quarter.refused;
    }
    hours.into_values().collect()
}

impl fmt::Display for Yuan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl Serialize for Yuan {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serde_json::Number::from_string_unchecked(self.to_string()).serialize(to)
    }
}

pub(super) fn as_text<S: Serializer>(value: &impl fmt::Display, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(value)
}

pub(super) fn as_wire_time<S: Serializer>(value: &DateTime, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&wire_time(*value))
}

pub(super) fn rfc3339<S: Serializer>(value: &Zoned, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&value.strftime("%Y-%m-%dT%H:%M:%S%:z"))
}
