//! Business days to choose from, and those that are still to come.

use jiff::ToSpan;
use jiff::civil::Date;

use super::ReportError;
use crate::terminal::store::StoreReader;

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
