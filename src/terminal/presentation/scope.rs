//! What is fixed while a page is written, and how days, times and places are told.

use jiff::civil::{Date, DateTime};

use super::{Phrase, StatusBar};
use crate::clock::business_day;
use crate::ticket::ScreenCode;
use crate::words::menu::Text;
use crate::words::screen::{self, Text as ScreenText};
use crate::words::terms;
use crate::words::{Language, Sentence, Words};

/// What is fixed while a page is written.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    pub language: Language,
    /// How the terminal fares; absent where it is not known, and then all dates are told.
    pub status: Option<&'a StatusBar>,
}

impl Scope<'_> {
    /// The words of a text with nothing to fill in.
    pub fn text(self, text: impl Words) -> String {
        text.form(self.language).to_owned()
    }

    /// The same as words of this program.
    pub fn own(self, text: impl Words) -> Phrase {
        Phrase::own(self.text(text))
    }

    /// The words with their parts filled in.
    pub fn say(self, sentence: impl Sentence) -> String {
        sentence.text(self.language)
    }

    /// The day on which times are told without their date.
    pub fn today(self) -> Option<Date> {
        self.status.map(|status| status.time.date())
    }

    /// A time, with its date where that is another.
    pub fn time(self, at: DateTime) -> String {
        screen::time(at, self.today(), self.language)
    }

    /// Hours and minutes.
    pub fn clock(self, at: DateTime) -> String {
        at.strftime(ScreenText::Clock.form(self.language)).to_string()
    }

    /// The day without its year.
    pub fn date(self, date: Date) -> String {
        date.strftime(Text::Date.form(self.language)).to_string()
    }

    /// Today, yesterday or the day of the week of a business day.
    pub fn which_day(self, date: Date) -> String {
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

    /// Row and seat.
    pub fn seat(self, (row, column): (u32, u32)) -> String {
        self.say(screen::Seat { row, column })
    }

    /// A hall's name, else its code without leading zeros.
    pub fn hall(self, name: Option<&str>, code: ScreenCode) -> Phrase {
        let name = name.map(Phrase::foreign).filter(|name| !name.words.is_empty());
        name.unwrap_or_else(|| {
            let digits = code.as_str().trim_start_matches('0');
            let digits = if digits.is_empty() { "0" } else { digits };
            Phrase::own(self.say(terms::HallCode { hall: digits }))
        })
    }
}
