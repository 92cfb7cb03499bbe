//! A record is looked for: by its ticket, by time or by seat.

use std::sync::Arc;
use strum::VariantArray;

use jiff::civil::{Date, Time};

use super::record;
use crate::clock::china_civil;
use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::{Choices, KEYS, labelled, valued};
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::{Find, MenuRequest};
use crate::terminal::menu::typing::{EntryError, Typing};
use crate::terminal::presentation::{self, Body, Card, Mood, Phrase, Say, Scope, Sign, Typed};
use crate::terminal::report::last_days;
use crate::terminal::store::RecordLine;
use crate::words::menu::{self as words, Text};

/// Digits of a ticket's number that tell it from most others.
const LEAST_DIGITS: usize = 4;

/// The digits of a time of day.
const TIME: usize = 4;

/// On the way to a record.
#[derive(Debug, Clone, PartialEq)]
pub enum SearchPage {
    Ways(Choices<Way>),
    /// On which business day, by time or by seat.
    Day(Way, Choices<Date>),
    /// The last digits of a ticket's number, at least four.
    Ticket(Typing),
    /// From this time on, hhmm.
    Time(Date, Typing),
    Row(Date, Typing),
    Column(Date, u32, Typing),
    /// `more` where not all of them are in the list.
    Found {
        more: bool,
        records: Choices<Arc<RecordLine>>,
    },
    Nothing,
}

/// How a record is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum Way {
    Ticket,
    Time,
    Seat,
}

impl Way {
    fn label(self) -> Text {
        match self {
            Self::Ticket => Text::FindByTicket,
            Self::Time => Text::FindByTime,
            Self::Seat => Text::FindBySeat,
        }
    }

    fn open(self, context: &Context) -> SearchPage {
        match self {
            Self::Ticket => SearchPage::Ticket(Typing::digits(16)),
            Self::Time | Self::Seat => {
                SearchPage::Day(self, Choices::new(last_days(context.today)))
            }
        }
    }
}

pub(super) fn open() -> Vec<Step> {
    vec![Step::Open(SearchPage::ways().into())]
}

fn ask(find: Find) -> Vec<Step> {
    vec![Step::Ask(MenuRequest::Find(find), answered)]
}

fn answered(reply: MenuReply, _: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Found(records, _) if records.is_empty() => {
            vec![Step::Open(SearchPage::Nothing.into())]
        }
        MenuReply::Found(records, more) => {
            vec![Step::Open(SearchPage::Found { more, records: Choices::new(records) }.into())]
        }
        _ => Vec::new(),
    }
}

impl SearchPage {
    /// All ways there are.
    pub fn ways() -> Self {
        Self::Ways(Choices::new(Way::VARIANTS.iter().copied()))
    }
}

impl PageHandler for SearchPage {
    fn name(&self) -> String {
        let name = match self {
            Self::Ways(_) => "find",
            Self::Day(..) => "find-day",
            Self::Ticket(_) => "find-ticket",
            Self::Time(..) => "find-time",
            Self::Row(..) => "find-row",
            Self::Column(..) => "find-seat",
            Self::Found { .. } => "find-found",
            Self::Nothing => "notice-nothing_found",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        match self {
            Self::Ways(choices) => {
                let body = choices.body(|way| labelled(scope.text(way.label())));
                Card::new(scope.own(Text::FindRecord), body, &KEYS)
            }
            Self::Day(_, choices) => {
                let body = choices.body(|day| valued(scope.date(*day), scope.which_day(*day)));
                Card::new(scope.own(Text::WhichDay), body, &KEYS)
            }
            Self::Ticket(typing) => {
                let wanted = scope.say(words::AtLeast { digits: LEAST_DIGITS });
                typing.card(scope.own(Text::FindByTicket), Text::TicketDigits, wanted, scope)
            }
            Self::Time(_, typing) => {
                let title = scope.own(Text::FindByTime);
                let mut card = typing.card(title, Text::TimeOfDay, String::new(), scope);
                if let Body::Entry(entry) = &mut card.body
                    && let Typed::Shown(typed) = &mut entry.typed
                {
                    *typed = shown_time(typed);
                }
                card
            }
            Self::Row(_, typing) => {
                typing.card(scope.own(Text::FindBySeat), Text::SeatRow, String::new(), scope)
            }
            Self::Column(_, _, typing) => {
                typing.card(scope.own(Text::FindBySeat), Text::SeatColumn, String::new(), scope)
            }
            Self::Found { more, records } => {
                let body = records.body(|line| item(line, scope));
                let card = Card::new(scope.own(Text::Found), body, &KEYS);
                if *more { card.beside(scope.text(Text::AndMore)) } else { card }
            }
            Self::Nothing => {
                let say = Say::new(Mood::Plain, Sign::Empty, scope.text(Text::NothingFound));
                notice::card(scope.own(Text::FindRecord), say)
            }
        }
    }

    fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        match self {
            Self::Ways(choices) => {
                choices.press(key, |way| vec![Step::Open(way.open(context).into())])
            }
            Self::Day(way, choices) => choices.press(key, |day| {
                let next = match way {
                    Way::Seat => Self::Row(day, Typing::digits(3)),
                    Way::Time | Way::Ticket => Self::Time(day, Typing::digits(TIME)),
                };
                vec![Step::Open(next.into())]
            }),
            Self::Ticket(typing) => typing.press(key, |typed| match typed.len() < LEAST_DIGITS {
                true => Err(EntryError::TooShort { least: LEAST_DIGITS }),
                false => Ok(ask(Find::Ticket(typed.to_owned()))),
            }),
            Self::Time(day, typing) => typing.press(key, |typed| {
                let time = time_of_day(typed).ok_or(EntryError::NoSuchTime)?;
                Ok(ask(Find::Time(*day, time)))
            }),
            Self::Row(day, typing) => typing.press(key, |typed| {
                let next = Self::Column(*day, number(typed), Typing::digits(3));
                Ok(vec![Step::Open(next.into())])
            }),
            Self::Column(day, row, typing) => {
                typing.press(key, |typed| Ok(ask(Find::Seat(*day, *row, number(typed)))))
            }
            Self::Found { records, .. } => records.press(key, |line| record::open(line, context)),
            Self::Nothing => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        if let Self::Nothing = self { Patience::Notice } else { Patience::Page }
    }
}

/// Time, the end of the ticket's number, film; the seat at the right.
fn item(line: &RecordLine, scope: Scope) -> presentation::Item {
    let admission = &line.record.admission;
    let at = scope.clock(china_civil(admission.at));
    let number = admission.ticket.film_ticket_code.as_str();
    let end = &number[number.len().saturating_sub(4)..];
    let film = line.film_name.as_deref().unwrap_or_default();
    let seat = line.seat.map(|seat| scope.seat(seat)).unwrap_or_default();
    let brief = line.seat.map(|(row, column)| format!("{row}-{column}")).unwrap_or_default();
    presentation::Item {
        label: Phrase::foreign(&format!("{at} …{end} {film}")),
        value: Phrase::own(seat),
        brief: Some((Phrase::own(format!("{at} …{end}")), brief)),
        changed: false,
    }
}

fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

/// Reads hhmm or hmm.
pub(super) fn time_of_day(digits: &str) -> Option<Time> {
    let number: i16 = digits.parse().ok().filter(|_| digits.len() >= 3)?;
    Time::new(i8::try_from(number / 100).ok()?, i8::try_from(number % 100).ok()?, 0, 0).ok()
}

/// Digits of a time as they come in: `19:3_`.
pub(super) fn shown_time(typed: &str) -> String {
    let mut signs: Vec<char> = typed.chars().filter(char::is_ascii_digit).take(TIME).collect();
    signs.resize(TIME, '_');
    signs.insert(TIME / 2, ':');
    signs.into_iter().collect()
}
