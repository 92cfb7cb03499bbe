//! Staff call for help.

use crate::terminal::keypad::Key;
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::presentation::{Body, Card, KeyHint, Mood, Say, Scope, Sign};
use crate::words::menu::Text;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Help {
    /// The call goes out until a key ends it.
    Called,
    Over,
}

/// Calls until a key ends it.
pub(super) fn call(_: &Context) -> Vec<Step> {
    vec![Step::CallHelp]
}

impl PageHandler for Help {
    fn name(&self) -> String {
        let name = match self {
            Self::Called => "notice-help",
            Self::Over => "notice-help_over",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::CallHelp);
        match self {
            Self::Called => {
                let say = Say::new(Mood::Beacon, Sign::Warning, scope.text(Text::HelpCalled));
                let say = say.and(scope.own(Text::HelpCalledAdvice));
                Card::new(title, Body::Say(say), &[KeyHint::ANY_ENDS])
            }
            Self::Over => notice::card(title, notice::good(Text::HelpOver, scope)),
        }
    }

    fn press(&mut self, _: Key, _: &Context) -> Vec<Step> {
        match self {
            Self::Called => vec![Step::EndCall],
            Self::Over => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        match self {
            Self::Called => Patience::Page,
            Self::Over => Patience::Notice,
        }
    }
}
