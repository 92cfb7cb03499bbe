//! A password is set: typed twice.

use super::operators::{Operator, changed};
use crate::people::{Password, Role};
use crate::terminal::keypad::Key;
use crate::terminal::menu::Person;
use crate::terminal::menu::effect::Request;
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, MenuPage, Patience, Step};
use crate::terminal::menu::typing::{Said, Typing};
use crate::terminal::presentation::{Card, Scope};
use crate::words::menu::Text;

/// On the way to another password.
#[derive(Debug, Clone, PartialEq)]
pub enum NewPassword {
    First(Whose, Typing),
    /// The same once more.
    Again(Whose, Password, Typing),
    Changed(Person),
}

/// Whose password it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    Added { role: Role, person: Person },
    Known(Operator),
}

pub(super) fn open(operator: Operator) -> Vec<Step> {
    vec![Step::Open(NewPassword::First(Whose::Known(operator), Typing::secret()).into())]
}

impl Whose {
    fn role(&self) -> Role {
        match self {
            Self::Added { role, .. } => *role,
            Self::Known(operator) => operator.role,
        }
    }

    fn person(&self) -> &Person {
        match self {
            Self::Added { person, .. } => person,
            Self::Known(operator) => &operator.person,
        }
    }

    /// Has it kept.
    fn keep(&self, password: Password) -> Vec<Step> {
        let request = match self.clone() {
            Self::Added { role, person } => {
                Request::AddOperator { number: person.number, role, password }
            }
            Self::Known(of) => Request::SetPassword { of, password },
        };
        vec![Step::Ask(request, changed)]
    }
}

impl MenuPage for NewPassword {
    fn name(&self) -> String {
        let name = match self {
            Self::First(..) => "operators-password",
            Self::Again(..) => "operators-again",
            Self::Changed(_) => "notice-password_changed",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        match self {
            Self::First(whose, typing) => {
                let wanted = match whose.role() {
                    Role::Admin => Text::WeakShortForAdmin,
                    Role::Staff | Role::Tech => Text::WeakShort,
                };
                let title = whose.person().phrase();
                typing.card(title, Text::NewPassword, scope.text(wanted), scope)
            }
            Self::Again(whose, _, typing) => {
                let title = whose.person().phrase();
                typing.card(title, Text::PasswordAgain, String::new(), scope)
            }
            Self::Changed(person) => {
                let say = notice::good(Text::PasswordChanged, scope).and(person.phrase());
                notice::card(scope.own(Text::Operators), say)
            }
        }
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match self {
            Self::First(whose, typing) => typing.press(key, |typed| {
                let password = Password::new(typed.to_owned()).map_err(|_| Said::Refused)?;
                let next = Self::Again(whose.clone(), password, Typing::secret());
                Ok(vec![Step::Open(next.into())])
            }),
            Self::Again(whose, password, typing) => typing.press(key, |typed| {
                let same = typed == password.text();
                Ok(if same {
                    whose.keep(password.clone())
                } else {
                    vec![Step::Say(Said::NotRepeated)]
                })
            }),
            Self::Changed(_) => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        if let Self::Changed(_) = self { Patience::Notice } else { Patience::Page }
    }

    /// A password that is not taken is typed for the first time again.
    fn say(&mut self, said: &Said) -> bool {
        match (self, said) {
            (Self::First(_, typing), Said::Weak(_) | Said::NotRepeated) => {
                typing.say(said);
                true
            }
            _ => false,
        }
    }
}
