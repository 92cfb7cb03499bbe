//! Staff call for help.

use crate::terminal::keypad::Key;
use crate::terminal::menu::page::{Context, PageHandler, Step};
use crate::terminal::presentation::{Body, Card, KeyHint, Mood, Say, Scope, Sign};
use crate::words::menu::Text;

/// The call goes out until a key ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help;

/// Calls until a key ends it.
pub(super) fn call(_: &Context) -> Vec<Step> {
    vec![Step::CallHelp]
}

impl PageHandler for Help {
    fn name(&self) -> String {
        "notice-help".to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let say = Say::new(Mood::Beacon, Sign::Warning, scope.text(Text::HelpCalled));
        let say = say.and(scope.own(Text::HelpCalledAdvice));
        Card::new(scope.own(Text::CallHelp), Body::Say(say), &[KeyHint::ANY_ENDS])
    }

    fn press(&mut self, _: Key, _: &Context) -> Vec<Step> {
        vec![Step::EndCall]
    }
}
