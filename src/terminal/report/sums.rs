//! What a report tells of one business day as of several.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::Serialize;

use super::parts::{
    Apart, Figures, LatencyCount, OpeningCount, RefusalCount, SessionFigures, StoreLines,
    by_latency, rfc3339, total,
};
use super::typed::TypedCounts;
use crate::clock::business_day_start;

/// The time that is told of, and what was added up over it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sums {
    /// The first moment.
    #[serde(serialize_with = "rfc3339")]
    pub from: Zoned,
    /// The first one after.
    #[serde(serialize_with = "rfc3339")]
    pub to: Zoned,
    #[serde(serialize_with = "rfc3339")]
    pub made_at: Zoned,
    pub totals: Figures,
    pub refused: u64,
    /// Openings by hand.
    pub manual: u64,
}

/// How often for which reason, the most frequent first, how long visitors waited, and who came in twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportCounts {
    pub refusals: Vec<RefusalCount>,
    pub openings: Vec<OpeningCount>,
    pub typed: TypedCounts,
    /// All buckets.
    #[serde(rename = "waits")]
    pub latency: Vec<LatencyCount>,
    /// The oldest first.
    pub double_admissions: Vec<Apart>,
    /// Not counted anywhere else. The oldest first.
    pub doubtful: Vec<Apart>,
}

impl Sums {
    /// Adds up the business days from `first` to `last`.
    pub(super) fn of(
        lines: &StoreLines,
        sessions: &[SessionFigures],
        (first, last): (Date, Date),
        zone: &TimeZone,
        now: Timestamp,
    ) -> Self {
        let begins = |day| business_day_start(day, zone).to_zoned(zone.clone());
        Self {
            from: begins(first),
            to: begins(last.tomorrow().unwrap_or(last)),
            made_at: now.to_zoned(zone.clone()),
            totals: total(sessions),
            refused: lines.refused.iter().map(|line| line.refused).sum(),
            manual: lines.opened.iter().map(|line| line.opened).sum(),
        }
    }

    /// Whether the time that is told of is not over yet.
    pub(super) fn unfinished(&self) -> bool {
        (&self.from..&self.to).contains(&&self.made_at)
    }
}

impl From<StoreLines> for ReportCounts {
    fn from(lines: StoreLines) -> Self {
        Self {
            refusals: lines.refused.into_iter().map(RefusalCount::from).collect(),
            openings: lines.opened.into_iter().map(OpeningCount::from).collect(),
            typed: lines.typed.into(),
            latency: by_latency(lines.latency),
            double_admissions: lines.doubled.into_iter().map(Apart::from).collect(),
            doubtful: lines.doubtful.into_iter().map(Apart::from).collect(),
        }
    }
}
