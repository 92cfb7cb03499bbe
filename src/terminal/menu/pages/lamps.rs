//! Lamps and sounds are tried: Up and Down choose the next.

use super::trials::{TrialName, title, turn};
use crate::terminal::door::Cue;
use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::labelled;
use crate::terminal::menu::effect::MenuEffect;
use crate::terminal::menu::page::{Context, MenuPage, Patience, Step};
use crate::terminal::presentation::{Body, Card, Hint, Items, Scope};
use crate::words::menu::Text;

/// What is on now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LampTrial {
    pub on: Lamp,
}

/// Lamps and sounds in the order in which they are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lamp {
    Off,
    Admit,
    Refuse,
    Attention,
}

impl Lamp {
    const ALL: [Self; 4] = [Self::Off, Self::Admit, Self::Refuse, Self::Attention];

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
    vec![Step::Open(LampTrial { on: Lamp::Off }.into())]
}

impl MenuPage for LampTrial {
    fn name(&self) -> String {
        "trials-lamps".to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let items = Lamp::ALL.map(|lamp| labelled(scope.text(lamp.label()))).into();
        let chosen = Lamp::ALL.iter().position(|lamp| *lamp == self.on).unwrap_or(0);
        let body = Body::List(Items { items, chosen, numbered: false });
        Card::new(title(TrialName::Lamps, scope), body, &[Hint::CHOOSE, Hint::LEAVE])
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match key {
            Key::Back | Key::Erase => return vec![Step::Leave],
            Key::Up | Key::Down => self.on = turn(&Lamp::ALL, self.on, key == Key::Down),
            Key::Enter | Key::Digit(_) | Key::Other => {}
        }
        let signal = |cue| Step::Do(MenuEffect::Signal(cue));
        self.on.cue().map(signal).into_iter().collect()
    }

    fn patience(&self) -> Patience {
        Patience::Device
    }
}
