//! The board's clock, where no network keeps it: the date, the time, whether it is meant, what came of it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::search::{shown_time, time_of_day};
use crate::clock::{EARLIEST, LATEST};
use crate::terminal::keypad::{Digit, Key};
use crate::terminal::menu::choices::{Confirmation, KEYS};
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::menu::typing::{EntryError, Typing};
use crate::terminal::presentation::{Body, Card, Phrase, Scope, Typed};
use crate::terminal::site_clock::ClockAnswer;
use crate::words::menu::Text;

/// The digits of a date and of a time of day.
const DATE: usize = 8;
const TIME: usize = 4;

/// On the way to another time.
#[derive(Debug, Clone, PartialEq)]
pub enum ClockPage {
    /// The date, which the clock's own stands in.
    Date(Typing),
    Time(Date, Typing),
    Ask {
        at: DateTime,
        answer: Confirmation,
    },
    Answered(ClockAnswer),
}

pub(super) fn open(context: &Context) -> Vec<Step> {
    vec![Step::Open(ClockPage::date(context.time.date()).into())]
}

fn answered(reply: MenuReply, _: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Clock(answer) => {
            vec![Step::Home, Step::Open(ClockPage::Answered(answer).into())]
        }
        _ => Vec::new(),
    }
}

impl ClockPage {
    /// With this date in the line: Enter takes it.
    pub fn date(today: Date) -> Self {
        let digits = today.strftime("%Y%m%d").to_string();
        let keys = digits.bytes().filter_map(|digit| Digit::new(digit.wrapping_sub(b'0')));
        let keys: Vec<Key> = keys.map(Key::Digit).collect();
        Self::Date(Typing::digits(DATE).after(&keys, None))
    }
}

/// YYYYMMDD.
fn date(digits: &str) -> Option<Date> {
    let number: u32 = digits.parse().ok().filter(|_| digits.len() == DATE)?;
    let part = |number: u32| i8::try_from(number).ok();
    let year = i16::try_from(number / 10_000).ok()?;
    Date::new(year, part(number / 100 % 100)?, part(number % 100)?).ok()
}

/// The moment at the door; none: it can't be now.
fn moment(at: DateTime, context: &Context) -> Option<Timestamp> {
    let moment = context.rules.zone.to_timestamp(at).ok()?;
    (EARLIEST..LATEST).contains(&moment).then_some(moment)
}

/// A date as it comes in: `2026-05-__`.
fn shown_date(typed: &str) -> String {
    let mut signs: Vec<char> = typed.chars().filter(char::is_ascii_digit).take(DATE).collect();
    signs.resize(DATE, '_');
    signs.insert(6, '-');
    signs.insert(4, '-');
    signs.into_iter().collect()
}

fn shown(mut card: Card, show: fn(&str) -> String) -> Card {
    if let Body::Entry(entry) = &mut card.body
        && let Typed::Shown(typed) = &mut entry.typed
    {
        *typed = show(typed);
    }
    card
}

impl PageHandler for ClockPage {
    fn name(&self) -> String {
        let name = match self {
            Self::Date(_) => "clock-date",
            Self::Time(..) => "clock-time",
            Self::Ask { .. } => "clock-ask",
            Self::Answered(ClockAnswer::Set) => "notice-clock_set",
            Self::Answered(ClockAnswer::Synchronised) => "notice-clock_synchronised",
            Self::Answered(ClockAnswer::NotSet) => "notice-clock_not_set",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::SetClock);
        match self {
            Self::Date(typing) => {
                shown(typing.card(title, Text::DateDigits, String::new(), scope), shown_date)
            }
            Self::Time(_, typing) => {
                shown(typing.card(title, Text::TimeDigits, String::new(), scope), shown_time)
            }
            Self::Ask { at, answer } => {
                let at = Phrase::own(at.strftime("%Y-%m-%d %H:%M").to_string());
                Card::new(title, answer.body(Text::AskClock, vec![at], scope), &KEYS)
            }
            Self::Answered(answer) => {
                let say = match answer {
                    ClockAnswer::Set => notice::good(Text::ClockSet, scope),
                    ClockAnswer::Synchronised => notice::bad(Text::ClockNotSet, scope)
                        .and(scope.own(Text::ClockSynchronised)),
                    ClockAnswer::NotSet => {
                        notice::bad(Text::ClockNotSet, scope).and(scope.own(Text::ClockUnheard))
                    }
                };
                notice::card(title, say)
            }
        }
    }

    fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        match self {
            Self::Date(typing) => typing.press(key, |typed| {
                let day = date(typed).filter(|day| moment(day.at(12, 0, 0, 0), context).is_some());
                let day = day.ok_or(EntryError::NoSuchDate)?;
                Ok(vec![Step::Open(Self::Time(day, Typing::digits(TIME)).into())])
            }),
            Self::Time(day, typing) => typing.press(key, |typed| {
                let time = time_of_day(typed).ok_or(EntryError::NoSuchTime)?;
                let (at, answer) = (day.to_datetime(time), Confirmation::default());
                Ok(vec![Step::Open(Self::Ask { at, answer }.into())])
            }),
            Self::Ask { at, answer } => answer.press(key, || match moment(*at, context) {
                Some(to) => vec![Step::Ask(MenuRequest::SetClock(to), answered)],
                None => vec![Step::EntryError(EntryError::NoSuchTime)],
            }),
            Self::Answered(_) => notice::left(),
        }
    }

    fn on_entry_error(&mut self, error: &EntryError) -> bool {
        if let Self::Time(_, typing) = self {
            typing.on_entry_error(error);
        }
        matches!(self, Self::Time(..))
    }

    fn patience(&self) -> Patience {
        if let Self::Answered(_) = self { Patience::Notice } else { Patience::Page }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_and_shown_as_it_comes_in() {
        assert_eq!(date("20260501"), Date::new(2026, 5, 1).ok());
        for none in ["", "2026050", "20260532", "20261301", "00000000"] {
            assert_eq!(date(none), None, "{none}");
        }
        assert_eq!(shown_date("202605"), "2026-05-__");
        assert_eq!(shown_date(""), "____-__-__");
    }
}
