//! A business day as somebody types it.

use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;

use super::ReportError;
use crate::terminal::store::StoreReader;

/// `today`, `yesterday`, or `YYYY-MM-DD`. Which day today is the terminal's clock tells: a business day ends
/// at 06:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedDay {
    Today,
    Yesterday,
    On(Date),
}

impl NamedDay {
    /// The day itself, where the current one is `today`.
    pub fn on(self, today: Date) -> Date {
        match self {
            Self::Today => today,
            Self::Yesterday => today.yesterday().unwrap_or(today),
            Self::On(day) => day,
        }
    }
}

impl FromStr for NamedDay {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, jiff::Error> {
        match text {
            "today" => Ok(Self::Today),
            "yesterday" => Ok(Self::Yesterday),
            _ => text.parse().map(Self::On),
        }
    }
}

/// Business days that can be chosen at the screen, and go onto a stick where none is named.
const LAST: i64 = 7;

/// The last business days, today's first.
pub fn last_days(today: Date) -> impl DoubleEndedIterator<Item = Date> + ExactSizeIterator {
    let days: Vec<Date> = (0..LAST).map(|back| today.saturating_sub(back.days())).collect();
    days.into_iter()
}

/// An error where this day is still to come. A clock that is behind, or ran ahead and was set back, has
/// seen it begin all the same.
pub(super) fn begun(
    reader: &StoreReader,
    day: Option<Date>,
    today: Date,
) -> Result<(), ReportError> {
    match day.filter(|day| *day > today) {
        Some(day) if !reader.has_seen(day)? => Err(ReportError::ToCome { day, today }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_has_a_name_or_a_date() {
        let on = |text: &str| text.parse().map(|day: NamedDay| day.on(date(2026, 3, 1)));
        assert_eq!(on("today").unwrap(), date(2026, 3, 1));
        assert_eq!(on("yesterday").unwrap(), date(2026, 2, 28));
        assert_eq!(on("2025-12-31").unwrap(), date(2025, 12, 31));
        assert_eq!(NamedDay::Yesterday.on(Date::MIN), Date::MIN);
        for bad in ["", "Today", "tomorrow", "2026-02-30", "1"] {
            assert!(on(bad).is_err(), "{bad}");
        }
    }
}
