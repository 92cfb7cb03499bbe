//! Something did not work, or may not be done.

use super::busy::BusyTask;
use crate::terminal::keypad::Key;
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::presentation::{Card, Phrase, Scope};
use crate::words::Bilingual;
use crate::words::menu::Text;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failed {
    /// It did not work; why, in the words of the part that failed.
    Task(BusyTask, Bilingual),
    /// Signed in, but the role has not the right, or somebody changed it meanwhile.
    NotAllowed,
}

impl PageHandler for Failed {
    fn name(&self) -> String {
        let name = match self {
            Self::Task(..) => "notice-failed",
            Self::NotAllowed => "notice-not_allowed",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        match self {
            Self::Task(task, why) => {
                let say = notice::bad(Text::Failed, scope)
                    .and(Phrase::foreign(why.message(scope.language)));
                notice::card(task.title(scope), say)
            }
            Self::NotAllowed => {
                let say = notice::bad(Text::NotAllowed, scope);
                notice::card(scope.own(Text::Staff), say.and(scope.own(Text::NotAllowedAdvice)))
            }
        }
    }

    fn press(&mut self, _: Key, _: &Context) -> Vec<Step> {
        notice::left()
    }

    fn patience(&self) -> Patience {
        Patience::Notice
    }
}
