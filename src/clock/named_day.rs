//! A business day as somebody types it.

use std::str::FromStr;

use jiff::civil::Date;

/// `today`, `yesterday`, or `YYYY-MM-DD`. Which day today is the machine's clock tells: a business day ends
/// at 06:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamedDay {
    Today,
    Yesterday,
    On(Date),
}

/// A text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a day is today, yesterday, or a date such as 2026-05-01")]
pub struct BadDay;

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
    type Err = BadDay;

    fn from_str(text: &str) -> Result<Self, BadDay> {
        match text {
            "today" => Ok(Self::Today),
            "yesterday" => Ok(Self::Yesterday),
            _ => Date::strptime("%Y-%m-%d", text).map(Self::On).map_err(|_| BadDay),
        }
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
        for bad in ["", "Today", "tomorrow", "2026-02-30", "1", "2026-03-01T10:00"] {
            assert_eq!(on(bad), Err(BadDay), "{bad}");
        }
    }
}
