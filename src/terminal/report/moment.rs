//! A time as it is typed.

use std::str::FromStr;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// A time of day, or of a certain day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    Daily(Time),
    Once(DateTime),
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim().replace(' ', "T");
        let time = |form| Time::strptime(form, &text).map(Self::Daily);
        let once = |form| DateTime::strptime(form, &text).map(Self::Once);
        time("%H:%M")
            .or_else(|_| time("%H:%M:%S"))
            .or_else(|_| once("%Y-%m-%dT%H:%M"))
            .or_else(|_| once("%Y-%m-%dT%H:%M:%S"))
            .map_err(|_| "is neither hh:mm nor YYYY-MM-DDThh:mm".to_owned())
    }
}

impl Moment {
    /// A time before six belongs to the night at the end of the business day.
    pub(super) fn on(self, day: Date, zone: &TimeZone) -> Timestamp {
        let civil = match self {
            Self::Daily(time) if time.hour() < 6 => {
                day.saturating_add(Span::new().days(1)).to_datetime(time)
            }
            Self::Daily(time) => day.to_datetime(time),
            Self::Once(civil) => civil,
        };
        zone.to_timestamp(civil).unwrap_or(Timestamp::MIN)
    }
}
