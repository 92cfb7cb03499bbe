//! The display is tried: patterns that show dead pixels and wrong colours; any key shows the next.

use super::trials::{TrialName, title, turn};
use crate::terminal::keypad::Key;
use crate::terminal::menu::page::{Context, MenuPage, Patience, Step};
use crate::terminal::presentation::{Body, Card, Pattern, Scope};

/// What is shown now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisplayTrial {
    pub pattern: Pattern,
}

const PATTERNS: [Pattern; 7] = [
    Pattern::Frame,
    Pattern::Red,
    Pattern::Green,
    Pattern::Blue,
    Pattern::White,
    Pattern::Black,
    Pattern::Steps,
];

pub(super) fn open() -> Vec<Step> {
    vec![Step::Open(DisplayTrial { pattern: Pattern::Frame }.into())]
}

impl MenuPage for DisplayTrial {
    fn name(&self) -> String {
        let name = match self.pattern {
            Pattern::Frame => "trials-display-frame",
            Pattern::Red => "trials-display-red",
            Pattern::Green => "trials-display-green",
            Pattern::Blue => "trials-display-blue",
            Pattern::White => "trials-display-white",
            Pattern::Black => "trials-display-black",
            Pattern::Steps => "trials-display-steps",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        Card::new(title(TrialName::Display, scope), Body::Pattern(self.pattern), &[])
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match key {
            Key::Back | Key::Erase => return vec![Step::Leave],
            _ => self.pattern = turn(&PATTERNS, self.pattern, key != Key::Up),
        }
        Vec::new()
    }

    fn patience(&self) -> Patience {
        Patience::Device
    }
}
