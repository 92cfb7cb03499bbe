//! An operator is added: what they are there for, their number, their first password.

use super::operators::ListedOperator;
use super::password::{NewPassword, PasswordOwner};
use crate::people::Role;
use crate::terminal::keypad::Key;
use crate::terminal::menu::Person;
use crate::terminal::menu::choices::{Choices, KEYS, labelled};
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::menu::typing::{EntryError, Typing};
use crate::terminal::presentation::{Card, Phrase, Scope};
use crate::words::menu::Text;

/// On the way to another operator.
#[derive(Debug, Clone, PartialEq)]
pub enum NewOperatorPage {
    Role(Choices<Role>),
    /// The staff number.
    Number(Role, Typing),
    Added(ListedOperator),
}

pub(super) fn open() -> Vec<Step> {
    vec![Step::Open(NewOperatorPage::roles().into())]
}

impl NewOperatorPage {
    /// All roles there are.
    pub fn roles() -> Self {
        Self::Role(Choices::new(Role::ALL.iter().copied()))
    }
}

impl PageHandler for NewOperatorPage {
    fn name(&self) -> String {
        let name = match self {
            Self::Role(_) => "operators-role",
            Self::Number(..) => "operators-number",
            Self::Added(_) => "notice-operator_added",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        match self {
            Self::Role(choices) => {
                let body = choices.body(|role| labelled(role.shown(scope.language).to_owned()));
                Card::new(scope.own(Text::NewRole), body, &KEYS)
            }
            Self::Number(_, typing) => {
                typing.card(scope.own(Text::AddOperator), Text::NewNumber, String::new(), scope)
            }
            Self::Added(operator) => {
                let role = Phrase::own(operator.role.shown(scope.language));
                let say = notice::good(Text::OperatorAdded, scope);
                let say = say.and(operator.person.phrase()).and(role);
                notice::card(scope.own(Text::Operators), say)
            }
        }
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match self {
            Self::Role(choices) => choices
                .press(key, |role| vec![Step::Open(Self::Number(role, Typing::digits(8)).into())]),
            Self::Number(role, typing) => typing.press(key, |typed| {
                let person = Person { called: String::new(), number: typed.to_owned() };
                let owner = PasswordOwner::Added { role: *role, person };
                Ok(vec![Step::Open(NewPassword::First(owner, Typing::secret()).into())])
            }),
            Self::Added(_) => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        if let Self::Added(_) = self { Patience::Notice } else { Patience::Page }
    }

    /// The number is somebody's already.
    fn on_entry_error(&mut self, error: &EntryError) -> bool {
        match (self, error) {
            (Self::Number(_, typing), EntryError::Taken) => {
                typing.on_entry_error(error);
                true
            }
            _ => false,
        }
    }
}
