//! What a report is made of: counts, amounts, and how they are written as JSON.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::{Serialize, Serializer};

use crate::clock::{china_civil, wire_time};
use crate::terminal::store::{
    AdmittedLine, ApartLine, LATENCY_BOUNDS_MS, LATENCY_BUCKETS, OpeningLine, QuarterLine,
    RefusedLine, Seq, StoreError, StoreReader, TypedTally,
};
use crate::ticket::{FilmTicketCode, ScreenCode, SessionCode};

/// What the database tells of some business days.
pub(super) struct StoreLines {
    pub admitted: Vec<AdmittedLine>,
    pub refused: Vec<RefusedLine>,
    pub opened: Vec<OpeningLine>,
    pub latency: [u64; LATENCY_BUCKETS],
    pub quarters: Vec<QuarterLine>,
    pub doubled: Vec<ApartLine>,
    pub doubtful: Vec<ApartLine>,
    pub typed: TypedTally,
}

/// An amount of money in fen, 1/100 yuan; a day's sum may be beyond [`crate::ticket::Fen`].
/// In JSON a number of yuan with exactly two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Yuan(pub u64);

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
pub struct SessionFigures {
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

/// An hour, or a quarter of one, by the terminal's clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hour {
    #[serde(serialize_with = "rfc3339")]
    pub from: Zoned,
    pub admitted: u64,
    pub refused: u64,
    /// Openings by hand.
    pub manual: u64,
}

/// Refusals of one reason, told by its name in SPEC §2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusalCount {
    pub reason: String,
    pub refused: u64,
}

/// Openings by hand for one reason, told by the name of an [`crate::terminal::store::OpenReason`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpeningCount {
    pub reason: String,
    pub manual: u64,
}

/// A record that is listed apart: of a ticket that was admitted here offline, and at another door
/// before; or a doubtful one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Apart {
    pub seq: Seq,
    pub film_ticket_code: FilmTicketCode,
    pub screen_code: ScreenCode,
    pub session_code: SessionCode,
    #[serde(serialize_with = "as_wire_time")]
    pub show_time: DateTime,
    /// When it was admitted here.
    #[serde(serialize_with = "as_wire_time")]
    pub check_time: DateTime,
    /// When the platform told of the other door; when the doubt was found.
    #[serde(serialize_with = "as_wire_time")]
    pub found_at: DateTime,
    /// What the other door is called, where it has told so itself, and when it admitted the ticket.
    pub other_door: Option<String>,
    #[serde(serialize_with = "as_wire_time_or_null")]
    pub other_check_time: Option<DateTime>,
}

/// How many visitors waited so long from the capture of their ticket's frame to the open gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LatencyCount {
    /// The longest wait counted here, in milliseconds, the shortest being above the bucket
    /// before; none: whatever is longer.
    pub up_to_ms: Option<u64>,
    pub visitors: u64,
}

impl StoreLines {
    /// Reads all of it from one state of the database.
    pub(super) fn read(reader: &StoreReader, first: Date, last: Date) -> Result<Self, StoreError> {
        reader.at_one_moment(|reader| {
            Ok(Self {
                admitted: reader.admitted(first, last)?,
                refused: reader.refused(first, last)?,
                opened: reader.opened_by_hand(first, last)?,
                latency: reader.latency(first, last)?,
                quarters: reader.quarters(first, last)?,
                doubled: reader.doubles(first, last)?,
                doubtful: reader.doubtful(first, last)?,
                typed: reader.typed(first, last)?,
            })
        })
    }
}

impl Hour {
    /// Admitted, refused, opened by hand.
    pub(super) fn counts(&self) -> [u64; 3] {
        [self.admitted, self.refused, self.manual]
    }
}

impl From<&AdmittedLine> for Figures {
    fn from(line: &AdmittedLine) -> Self {
        Self {
            admitted: line.admitted,
            reopened: line.reopened,
            uploaded: line.admitted.saturating_sub(line.pending + line.set_aside),
            pending: line.pending,
            set_aside: line.set_aside,
            price: Yuan(line.price_fen),
            service_fee: Yuan(line.service_fen),
        }
    }
}

impl From<AdmittedLine> for SessionFigures {
    fn from(line: AdmittedLine) -> Self {
        Self {
            figures: Figures::from(&line),
            screen_code: line.screen_code,
            screen_name: line.screen_name,
            session_code: line.session_code,
            show_time: line.show_time,
            film_name: line.film_name,
        }
    }
}

impl From<RefusedLine> for RefusalCount {
    fn from(line: RefusedLine) -> Self {
        Self { reason: line.reason, refused: line.refused }
    }
}

impl From<ApartLine> for Apart {
    fn from(line: ApartLine) -> Self {
        Self {
            seq: line.seq,
            film_ticket_code: line.film_ticket_code,
            screen_code: line.screen_code,
            session_code: line.session_code,
            show_time: line.show_time,
            check_time: china_civil(line.checked_at),
            found_at: china_civil(line.found_at),
            other_door: line.elsewhere.map(|(name, _)| name.to_string()),
            other_check_time: line.elsewhere.map(|(_, at)| china_civil(at)),
        }
    }
}

impl From<OpeningLine> for OpeningCount {
    fn from(line: OpeningLine) -> Self {
        Self { reason: line.reason, manual: line.opened }
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

pub(super) fn total(sessions: &[SessionFigures]) -> Figures {
    let mut totals = Figures::default();
    for session in sessions {
        totals += session.figures;
    }
    totals
}

pub(super) fn by_hall(sessions: &[SessionFigures]) -> Vec<Hall> {
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

pub(super) fn by_quarter(quarters: &[QuarterLine], zone: &TimeZone) -> Vec<Hour> {
    let hour = |quarter: &QuarterLine| Hour {
        from: quarter.from.to_zoned(zone.clone()),
        admitted: quarter.admitted,
        refused: quarter.refused,
        manual: quarter.opened,
    };
    quarters.iter().map(hour).collect()
}

/// Adds the quarters up.
pub(super) fn by_hour(quarters: &[Hour]) -> Vec<Hour> {
    let mut hours: BTreeMap<Timestamp, Hour> = BTreeMap::new();
    for quarter in quarters {
        let at = &quarter.from;
        let from = at.with().minute(0).second(0).build().unwrap_or_else(|_| at.clone());
        let none = Hour { from, admitted: 0, refused: 0, manual: 0 };
        let hour = hours.entry(none.from.timestamp()).or_insert(none);
        hour.admitted += quarter.admitted;
        hour.refused += quarter.refused;
        hour.manual += quarter.manual;
    }
    hours.into_values().collect()
}

/// All buckets, the empty ones too.
pub(super) fn by_latency(visitors: [u64; LATENCY_BUCKETS]) -> Vec<LatencyCount> {
    let bounds = LATENCY_BOUNDS_MS.into_iter().map(Some).chain([None]);
    bounds.zip(visitors).map(|(up_to_ms, visitors)| LatencyCount { up_to_ms, visitors }).collect()
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

pub(super) fn as_wire_time_or_null<S: Serializer>(
    value: &Option<DateTime>,
    to: S,
) -> Result<S::Ok, S::Error> {
    value.map(wire_time).serialize(to)
}

pub(super) fn rfc3339<S: Serializer>(value: &Zoned, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&value.strftime("%Y-%m-%dT%H:%M:%S%:z"))
}
