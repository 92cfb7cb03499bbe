//! Lines that are typed.

use super::{Body, Entry, Phrase, Scope};
use crate::people::Role;
use crate::people::Weakness;
use crate::terminal::menu::{self, Field, Said, Typed};
use crate::terminal::report::status::span;
use crate::words::menu::Text;

/// The digits of a time of day.
const TIME: usize = 4;

pub(super) fn parts(entry: &menu::Entry, scope: Scope) -> (Phrase, String, Body) {
    let (title, field) = field(&entry.field, scope);
    let typed = match (&entry.field, &entry.typed) {
        (Field::TimeOfDay, Typed::Shown(typed)) => Typed::Shown(time(typed)),
        (_, Typed::Shown(typed)) => Typed::Shown(Phrase::foreign(typed).words),
        (_, hidden) => hidden.clone(),
    };
    let note = match &entry.said {
        Some(said) => said_words(said, scope),
        None => wanted(&entry.field, scope),
    };
    let body = Entry {
        field,
        typed,
        dial: entry.dial,
        done: scope.text(Text::Done),
        note,
        wrong: entry.said.is_some(),
    };
    (title, String::new(), Body::Entry(body))
}

/// What is being done, and what is asked for.
fn field(field: &Field, scope: Scope) -> (Phrase, String) {
    let own = |title: Text, field: Text| (Phrase::own(scope.text(title)), scope.text(field));
    match field {
        Field::StaffNumber => own(Text::SignIn, Text::StaffNumber),
        Field::Password(None) => own(Text::SignIn, Text::Password),
        Field::Password(Some(person)) => (Phrase::person(person), scope.text(Text::Password)),
        Field::TicketDigits => own(Text::FindByTicket, Text::TicketDigits),
        Field::TimeOfDay => own(Text::FindByTime, Text::TimeOfDay),
        Field::SeatRow => own(Text::FindBySeat, Text::SeatRow),
        Field::SeatColumn => own(Text::FindBySeat, Text::SeatColumn),
        Field::NewNumber => own(Text::AddOperator, Text::NewNumber),
        Field::NewPassword(person, _) => (Phrase::person(person), scope.text(Text::NewPassword)),
        Field::PasswordAgain(person) => (Phrase::person(person), scope.text(Text::PasswordAgain)),
    }
}

/// What is wanted, before anything was wrong.
fn wanted(field: &Field, scope: Scope) -> String {
    match field {
        Field::TicketDigits => scope.with(Text::AtLeast, &["4"]),
        Field::NewPassword(_, Role::Admin) => scope.text(Text::WeakShortForAdmin),
        Field::NewPassword(..) => scope.text(Text::WeakShort),
        _ => String::new(),
    }
}

fn said_words(said: &Said, scope: Scope) -> String {
    let text = match said {
        Said::Locked { seconds } => {
            // Whoever comes back after the time that was told must not be too early.
            let seconds = if *seconds < 60 { *seconds } else { seconds.div_ceil(60) * 60 };
            let wait = span(i64::try_from(seconds).unwrap_or(i64::MAX), scope.language);
            return scope.with(Text::SaidLocked, &[&wait]);
        }
        Said::TooShort { least } => return scope.with(Text::AtLeast, &[&least.to_string()]),
        Said::Refused => Text::SaidRefused,
        Said::Disabled => Text::SaidDisabled,
        Said::NotRepeated => Text::SaidNotRepeated,
        Said::Weak(Weakness::Short) => Text::WeakShort,
        Said::Weak(Weakness::ShortForAdmin) => Text::WeakShortForAdmin,
        Said::Weak(Weakness::Control) => Text::WeakControl,
        Said::Weak(Weakness::Name) => Text::WeakName,
        Said::Weak(Weakness::Number) => Text::WeakNumber,
        Said::Weak(Weakness::Repeated) => Text::WeakRepeated,
        Said::Weak(Weakness::Sequence) => Text::WeakSequence,
        Said::Weak(Weakness::Common) => Text::WeakCommon,
        Said::Taken => Text::SaidTaken,
        Said::NoSuchTime => Text::SaidNoSuchTime,
    };
    scope.text(text)
}

/// Digits of a time as they come in: `19:3_`.
fn time(typed: &str) -> String {
    let mut signs: Vec<char> = typed.chars().filter(char::is_ascii_digit).take(TIME).collect();
    signs.resize(TIME, '_');
    signs.insert(TIME / 2, ':');
    signs.into_iter().collect()
}
