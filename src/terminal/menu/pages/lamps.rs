//! Lamps and sounds are tried: Up and Down choose the next.

use strum::VariantArray;

use super::trials::{TrialName, title, turn};
use crate::terminal::door::Cue;
use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::labelled;
use crate::terminal::menu::effect::MenuEffect;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::presentation::{Body, Card, ItemList, KeyHint, Scope};
use crate::words::menu::Text;

/// What is on now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LampTrial {
    pub on: LampSignal,
}

/// Lamps and sounds in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum LampSignal {
    Off,
    Admit,
    Refuse,
    Attention,
}

impl LampSignal {
    fn label(self) -> Text {
        match self {
            Self::Off => Text::LampsOff,
            Self::Admit => Text::LampAdmit,
            Self::Refuse => Text::LampRefuse,
            Self::Attention => Text::LampAttention,
        }
    }

    /// What shows whether it works.
    fn cue(self) -> Option<Cue> {
        match self {
            Self::Off => None,
            Self::Admit => Some(Cue::Admit),
            Self::Refuse => Some(Cue::Refuse),
            Self::Attention => Some(Cue::Attention),
        }
    }
}

pub(super) fn open() -> Vec<Step> {
    vec![Step::Open(LampTrial { on: LampSignal::Off }.into())]
}

impl PageHandler for LampTrial {
    fn name(&self) -> String {
        "trials-lamps".to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let items =
            LampSignal::VARIANTS.iter().map(|lamp| labelled(scope.text(lamp.label()))).collect();
        let chosen = LampSignal::VARIANTS.iter().position(|lamp| *lamp == self.on).unwrap_or(0);
        let body = Body::List(ItemList { items, chosen, numbered: false });
        Card::new(title(TrialName::Lamps, scope), body, &[KeyHint::CHOOSE, KeyHint::LEAVE])
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match key {
            Key::Back | Key::Erase => return vec![Step::Leave],
            Key::Up | Key::Down => self.on = turn(LampSignal::VARIANTS, self.on, key == Key::Down),
            Key::Enter | Key::Digit(_) | Key::Open | Key::Other => {}
        }
        let signal = |cue| Step::Do(MenuEffect::Signal(cue));
        self.on.cue().map(signal).into_iter().collect()
    }

    fn patience(&self) -> Patience {
        Patience::Device
    }
}
