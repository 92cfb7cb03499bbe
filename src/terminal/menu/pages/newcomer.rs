//! An operator is added: what they are there for, their number, their first password.

use super::operators::Operator;
use super::password::{NewPassword, Whose};
use crate::people::Role;
use crate::terminal::keypad::Key;
use crate::terminal::menu::Person;
use crate::terminal::menu::choices::{Choices, KEYS, labelled};
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, MenuPage, Patience, Step};
use crate::terminal::menu::typing::{Said, Typing};
use crate::terminal::presentation::{Card, Phrase, Scope};
use crate::words::menu::Text;

/// On the way to another operator.
#[derive(Debug, Clone, PartialEq)]
pub enum Newcomer {
    Role(Choices<Role>),
    /// The staff number.
    Number(Role, Typing),
    Added(Operator),
}

pub(super) fn open() -> Vec<Step> {
    vec![Step::Open(Newcomer::roles().into())]
}

impl Newcomer {
    /// All roles there are.
    pub fn roles() -> Self {
        Self::Role(Choices::new(Role::ALL.iter().copied()))
    }
}

impl MenuPage for Newcomer {
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
                let whose = Whose::Added { role: *role, person };
                Ok(vec![Step::Open(NewPassword::First(whose, Typing::secret()).into())])
            }),
            Self::Added(_) => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        if let Self::Added(_) = self { Patience::Notice } else { Patience::Page }
    }

    /// The number is somebody's already.
    fn say(&mut self, said: &Said) -> bool {
        match (self, said) {
            (Self::Number(_, typing), Said::Taken) => {
                typing.say(said);
                true
            }
            _ => false,
        }
    }
}
