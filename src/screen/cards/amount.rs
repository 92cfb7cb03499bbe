//! Dates, lengths of time and sizes, as staff read them.

use jiff::civil::Date;

use super::Scope;
use crate::clock::business_day;
use crate::words::menu::Text;

impl Scope<'_> {
    /// The day without its year.
    pub(super) fn date(self, date: Date) -> String {
        date.strftime(Text::Date.form(self.language)).to_string()
    }

    /// Today, yesterday or the day of the week of a business day.
    pub(super) fn which_day(self, date: Date) -> String {
        let today = self.status.map(|status| business_day(status.time));
        if today == Some(date) {
            return self.text(Text::ThisDay);
        }
        if today.and_then(|today| today.yesterday().ok()) == Some(date) {
            return self.text(Text::DayBefore);
        }
        let at = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        let days = Text::Weekdays.form(self.language);
        days.split_whitespace().nth(at).unwrap_or_default().to_owned()
    }

    /// A length of time in its largest unit of which there are two.
    pub(super) fn span(self, seconds: i64) -> String {
        let units =
            [(86_400, Text::Days), (3600, Text::Hours), (60, Text::Minutes), (1, Text::Seconds)];
        let fitting = units.into_iter().find(|(length, _)| seconds >= 2 * length);
        let (length, form) = fitting.unwrap_or((1, Text::Seconds));
        self.with(form, &[&(seconds / length).to_string()])
    }

    /// So long ago.
    pub(super) fn ago(self, seconds: i64) -> String {
        if seconds < 10 {
            return self.text(Text::JustNow);
        }
        self.with(Text::Ago, &[&self.span(seconds)])
    }
}

/// A size in its largest unit.
pub(super) fn size(bytes: u64) -> String {
    let units = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")];
    match units.into_iter().find(|(length, _)| bytes >= *length) {
        Some((length, unit)) => {
            format!("{}.{} {unit}", bytes / length, bytes % length * 10 / length)
        }
        None => format!("{bytes} B"),
    }
}
