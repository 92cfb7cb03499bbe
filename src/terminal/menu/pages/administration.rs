//! What an admin alone does, on a page of its own, so that the first page of a menu keeps tiles for fingers.

use super::{ADMINISTRATION, Lead, may_do, take_lead};
use crate::people::Role;
use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::{Choices, KEYS, labelled};
use crate::terminal::menu::page::{Context, PageHandler, Step};
use crate::terminal::presentation::{Card, Scope};
use crate::words::menu::Text;

/// Entries of [`ADMINISTRATION`], by what they are called.
#[derive(Debug, Clone, PartialEq)]
pub struct Administration {
    choices: Choices<Text>,
}

impl Administration {
    /// What this role may do of it; the first is marked.
    pub fn new(role: Role) -> Self {
        Self { choices: Choices::new(may_do(ADMINISTRATION, role).map(|lead| lead.label)) }
    }
}

/// The entry itself of whoever may do one of them alone.
pub(super) fn only(role: Role) -> Option<&'static Lead> {
    let mut leads = may_do(ADMINISTRATION, role);
    leads.next().filter(|_| leads.next().is_none())
}

pub(super) fn open(context: &Context) -> Vec<Step> {
    let role = context.shift.as_ref().map_or(Role::Staff, |shift| shift.by.role());
    vec![Step::Open(Administration::new(role).into())]
}

impl PageHandler for Administration {
    fn name(&self) -> String {
        "administration".to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let body = self.choices.body(|label| labelled(scope.text(*label)));
        Card::new(scope.own(Text::Administration), body, &KEYS)
    }

    fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        self.choices.press(key, |label| take_lead(label, context))
    }
}
