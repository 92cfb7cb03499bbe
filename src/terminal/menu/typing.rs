//! Lines that are typed: what was typed so far, and what was wrong with the last try.

use super::line::{EntryKind, LineEditor};
use super::page::Step;
use crate::people::Weakness;
use crate::terminal::keypad::Key;
use crate::terminal::presentation::{Body, Card, KeyHint, Phrase, Scope, TextEntry};
use crate::terminal::report::status::span;
use crate::words::menu::{self as words, Text};

/// A line on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Typing {
    pub(super) line: LineEditor,
    error: Option<EntryError>,
}

/// What was wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryError {
    /// Name or password is wrong.
    Refused,
    /// It is not the number on the enrolment sheet.
    NotOfSheet,
    /// There are operators by now, or its day is over.
    SheetOver,
    /// Too many wrong ones; so many seconds are left.
    Locked {
        seconds: u64,
    },
    Disabled,
    /// The two differ.
    NotRepeated,
    Weak(Weakness),
    /// The number is somebody's already.
    Taken,
    /// Fewer digits than needed.
    TooShort {
        least: usize,
    },
    NoSuchTime,
    NoSuchDate,
    /// The platform knows no such ticket of this session.
    NoSuchTicket,
    /// No other ticket tells how the number begins.
    NumberIncomplete,
}

impl Typing {
    /// At most so many digits.
    pub fn digits(longest: usize) -> Self {
        Self { line: LineEditor::new(EntryKind::Digits, longest), error: None }
    }

    /// A PIN or password.
    pub fn secret() -> Self {
        Self { line: LineEditor::new(EntryKind::Secret, 64), error: None }
    }

    /// The same after these keys, and with what was wrong.
    pub fn after(mut self, keys: &[Key], error: Option<EntryError>) -> Self {
        for key in keys {
            self.press(*key, |_| Ok(Vec::new()));
        }
        Self { error, ..self }
    }

    /// A key; a line that is ended is taken by `ended`, or told to be wrong and empty again.
    pub(super) fn press(
        &mut self,
        key: Key,
        ended: impl FnOnce(&str) -> Result<Vec<Step>, EntryError>,
    ) -> Vec<Step> {
        let line = &mut self.line;
        match key {
            Key::Back => return vec![Step::Leave],
            Key::Erase => {
                line.erase();
                self.error = None;
            }
            Key::Digit(digit) => {
                line.digit(digit.value());
                self.error = None;
            }
            Key::Up => line.turn(true),
            Key::Down => line.turn(false),
            Key::Enter if line.take() && !line.is_empty() => match ended(line.text()) {
                Ok(steps) => {
                    self.error = None;
                    return steps;
                }
                Err(error) => self.on_entry_error(&error),
            },
            Key::Enter | Key::Open | Key::Other => {}
        }
        Vec::new()
    }

    /// Empties the line, and tells what was wrong.
    pub(super) fn on_entry_error(&mut self, error: &EntryError) {
        self.line.clear();
        self.error = Some(error.clone());
    }

    /// As it is to be seen: what is being done, what is asked for, and what is wanted before
    /// anything was wrong.
    pub(super) fn card(&self, title: Phrase, field: Text, wanted: String, scope: Scope) -> Card {
        let dial = self.line.dial();
        let body = TextEntry {
            field: scope.text(field),
            typed: self.line.typed(),
            dial,
            done: scope.text(Text::Done),
            note: self.error.as_ref().map_or(wanted, |error| error.words(scope)),
            wrong: self.error.is_some(),
        };
        let first = if dial.is_some() {
            [KeyHint::TURN, KeyHint::TAKE]
        } else {
            [KeyHint::TAKE, KeyHint::ERASE]
        };
        Card::new(title, Body::Entry(body), &[first[0], first[1], KeyHint::LEAVE])
    }
}

impl EntryError {
    fn words(&self, scope: Scope) -> String {
        let text = match self {
            Self::Locked { seconds } => {
                // Whoever comes back after the time that was told must not be too early.
                let seconds = if *seconds < 60 { *seconds } else { seconds.div_ceil(60) * 60 };
                let wait = span(i64::try_from(seconds).unwrap_or(i64::MAX), scope.language);
                return scope.say(words::EntryLocked { wait });
            }
            Self::TooShort { least } => return scope.say(words::AtLeast { digits: least }),
            Self::Refused => Text::EntryRefused,
            Self::NotOfSheet => Text::EntryNotOfSheet,
            Self::SheetOver => Text::EntrySheetOver,
            Self::Disabled => Text::EntryDisabled,
            Self::NotRepeated => Text::EntryNotRepeated,
            Self::Weak(Weakness::Short) => Text::WeakShort,
            Self::Weak(Weakness::ShortForAdmin | Weakness::ShortOnline) => Text::WeakShortForAdmin,
            Self::Weak(Weakness::Control) => Text::WeakControl,
            Self::Weak(Weakness::Name) => Text::WeakName,
            Self::Weak(Weakness::Number) => Text::WeakNumber,
            Self::Weak(Weakness::Repeated) => Text::WeakRepeated,
            Self::Weak(Weakness::Sequence) => Text::WeakSequence,
            Self::Weak(Weakness::Common) => Text::WeakCommon,
            Self::Taken => Text::EntryTaken,
            Self::NoSuchTime => Text::EntryNoSuchTime,
            Self::NoSuchDate => Text::EntryNoSuchDate,
            Self::NoSuchTicket => Text::EntryNoSuchTicket,
            Self::NumberIncomplete => Text::EntryNumberIncomplete,
        };
        scope.text(text)
    }
}
