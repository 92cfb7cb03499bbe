//! The gate is tried: it unlocks as for a visitor, after a question.

use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::{Confirmation, KEYS};
use crate::terminal::menu::effect::MenuEffect;
use crate::terminal::menu::page::{Context, PageHandler, Step};
use crate::terminal::presentation::{Card, Scope};
use crate::words::menu::Text;

/// Whether it is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GateTrial {
    pub answer: Confirmation,
}

pub(super) fn open() -> Vec<Step> {
    vec![Step::Open(GateTrial::default().into())]
}

impl PageHandler for GateTrial {
    fn name(&self) -> String {
        "trials-gate".to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let advice = vec![scope.own(Text::AskTryAdvice)];
        Card::new(scope.own(Text::Trials), self.answer.body(Text::AskTry, advice, scope), &KEYS)
    }

    fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        self.answer.press(key, || {
            let effect = |by| Step::Do(MenuEffect::TryGate { by });
            context.by().map(effect).into_iter().collect()
        })
    }
}
