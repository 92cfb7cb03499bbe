//! The display is tried: patterns that show dead pixels and wrong colours; any key shows the next.

use super::trials::{TrialName, title, turn};
use crate::terminal::keypad::Key;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::presentation::{Body, Card, Scope, TestPattern};

/// What is shown now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisplayTrial {
    pub pattern: TestPattern,
}

const PATTERNS: [TestPattern; 7] = [
    TestPattern::Frame,
    TestPattern::Red,
    TestPattern::Green,
    TestPattern::Blue,
    TestPattern::White,
    TestPattern::Black,
    TestPattern::Steps,
];

pub(super) fn open() -> Vec<Step> {
    vec![Step::Open(DisplayTrial { pattern: TestPattern::Frame }.into())]
}

impl PageHandler for DisplayTrial {
    fn name(&self) -> String {
        let name = match self.pattern {
            TestPattern::Frame => "trials-display-frame",
            TestPattern::Red => "trials-display-red",
            TestPattern::Green => "trials-display-green",
            TestPattern::Blue => "trials-display-blue",
            TestPattern::White => "trials-display-white",
            TestPattern::Black => "trials-display-black",
            TestPattern::Steps => "trials-display-steps",
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
