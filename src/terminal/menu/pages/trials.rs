//! The devices that can be tried.

use strum::VariantArray;

use super::{backup, camera, display, gate, keypad, lamps, platform, update};
use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::{Choices, KEYS, labelled};
use crate::terminal::menu::page::{Context, PageHandler, Step};
use crate::terminal::presentation::{Card, Phrase, Scope};
use crate::words::menu::Text;
use crate::words::screen::Text as ScreenText;

/// Which device is tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Trials {
    choices: Choices<TrialName>,
}

/// The devices that can be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum TrialName {
    Camera,
    Gate,
    Lamps,
    Display,
    Keypad,
    Platform,
    Update,
    Backup,
}

impl TrialName {
    fn open(self) -> Vec<Step> {
        match self {
            Self::Camera => camera::open(),
            Self::Gate => gate::open(),
            Self::Lamps => lamps::open(),
            Self::Display => display::open(),
            Self::Keypad => keypad::open(),
            Self::Platform => platform::open(),
            Self::Update => update::open(),
            Self::Backup => backup::open(),
        }
    }
}

pub(super) fn open(_: &Context) -> Vec<Step> {
    vec![Step::Open(Trials::all().into())]
}

/// What the trial of a device is called.
pub(super) fn title(name: TrialName, scope: Scope) -> Phrase {
    match name {
        TrialName::Camera => scope.own(ScreenText::Camera),
        TrialName::Gate => scope.own(ScreenText::Gate),
        TrialName::Lamps => scope.own(Text::Lamps),
        TrialName::Display => scope.own(Text::Display),
        TrialName::Keypad => scope.own(ScreenText::Keypad),
        TrialName::Platform => scope.own(Text::PlatformTrial),
        TrialName::Update => scope.own(Text::Update),
        TrialName::Backup => scope.own(Text::Backup),
    }
}

impl Trials {
    /// All trials there are.
    pub fn all() -> Self {
        Self { choices: Choices::new(TrialName::VARIANTS.iter().copied()) }
    }
}

impl PageHandler for Trials {
    fn name(&self) -> String {
        "trials".to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let body = self.choices.body(|name| labelled(title(*name, scope).words));
        Card::new(scope.own(Text::Trials), body, &KEYS)
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        self.choices.press(key, TrialName::open)
    }
}

/// The one after or before, round and round.
pub(super) fn turn<T: Copy + PartialEq>(all: &[T], one: T, forward: bool) -> T {
    let at = all.iter().position(|other| *other == one).unwrap_or(0);
    all[(at + if forward { 1 } else { all.len() - 1 }) % all.len()]
}
