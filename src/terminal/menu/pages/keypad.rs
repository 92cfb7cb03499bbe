//! The keys are tried: each is told as it is pressed; Back twice leaves.

use super::trials::{TrialName, title};
use crate::terminal::keypad::Key;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::presentation::{Body, Card, Mood, Phrase, Say, Scope, Sign};
use crate::words::menu::{self as words, Text};

/// The last key, and how many were pressed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct KeypadTrial {
    pub last: Option<Key>,
    pub pressed: u32,
}

pub(super) fn open() -> Vec<Step> {
    vec![Step::Open(KeypadTrial::default().into())]
}

impl PageHandler for KeypadTrial {
    fn name(&self) -> String {
        "trials-keypad".to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let headline = match self.last {
            None => scope.text(Text::PressKeys),
            Some(Key::Digit(digit)) => digit.value().to_string(),
            Some(Key::Up) => scope.text(Text::KeyUp),
            Some(Key::Down) => scope.text(Text::KeyDown),
            Some(Key::Enter) => scope.text(Text::KeyEnter),
            Some(Key::Back) => scope.text(Text::KeyBack),
            Some(Key::Erase) => scope.text(Text::KeyErase),
            Some(Key::Open) => scope.text(Text::OpenGate),
            Some(Key::Other) => scope.text(Text::KeyOther),
        };
        let count = scope.say(words::PressedCount { times: self.pressed });
        let say = Say::new(Mood::Plain, Sign::Dots, headline)
            .and(Phrase::own(count))
            .and(scope.own(Text::BackTwice));
        Card::new(title(TrialName::Keypad, scope), Body::Say(say), &[])
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        if key == Key::Back && self.last == Some(Key::Back) {
            return vec![Step::Leave];
        }
        *self = Self { last: Some(key), pressed: self.pressed.saturating_add(1) };
        Vec::new()
    }

    fn patience(&self) -> Patience {
        Patience::Device
    }
}
