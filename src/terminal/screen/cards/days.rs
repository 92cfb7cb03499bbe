//! Business days, as staff read them.

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
}
