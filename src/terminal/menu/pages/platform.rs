//! The way to the platform is tried.

use std::sync::Arc;

use super::trials::{TrialName, title};
use crate::terminal::keypad::Key;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::presentation::{Body, Card, KeyHint, Phrase, Scope};
use crate::words::Bilingual;

/// What the check told, a line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformTrial {
    pub lines: Arc<[PlatformLine]>,
}

/// One line of the check of the platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformLine {
    pub works: bool,
    pub sentence: Bilingual,
}

pub(super) fn open() -> Vec<Step> {
    vec![Step::Ask(MenuRequest::TryPlatform, answered)]
}

fn answered(reply: MenuReply, _: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Platform(lines) => vec![Step::Open(PlatformTrial { lines }.into())],
        _ => Vec::new(),
    }
}

impl PageHandler for PlatformTrial {
    fn name(&self) -> String {
        "trials-platform".to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let shown = |line: &PlatformLine| {
            (line.works, Phrase::foreign(line.sentence.message(scope.language)))
        };
        let body = Body::Lines(self.lines.iter().map(shown).collect());
        Card::new(title(TrialName::Platform, scope), body, &[KeyHint::LEAVE])
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match key {
            Key::Back | Key::Erase => vec![Step::Leave],
            _ => Vec::new(),
        }
    }

    fn patience(&self) -> Patience {
        Patience::Device
    }
}
