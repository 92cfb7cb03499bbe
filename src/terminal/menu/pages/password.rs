//! A password is set: typed twice.

use super::first_admin;
use super::operators::{ListedOperator, changed};
use crate::people::{Password, Role};
use crate::terminal::keypad::Key;
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::menu::typing::{EntryError, Typing};
use crate::terminal::menu::{PageSecret, Person};
use crate::terminal::operators::SheetHolder;
use crate::terminal::presentation::{Card, Scope};
use crate::words::menu::Text;

/// On the way to another password.
#[derive(Debug, Clone, PartialEq)]
pub enum NewPassword {
    First(PasswordOwner, Typing),
    /// The same once more.
    Again(PasswordOwner, PageSecret<Password>, Typing),
    Changed(Person),
}

/// Whose password it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordOwner {
    Added {
        role: Role,
        person: Person,
    },
    /// The terminal's first admin.
    First {
        holder: SheetHolder,
        person: Person,
    },
    Known(ListedOperator),
}

pub(super) fn open(operator: ListedOperator) -> Vec<Step> {
    vec![Step::Open(NewPassword::First(PasswordOwner::Known(operator), Typing::secret()).into())]
}

impl PasswordOwner {
    fn role(&self) -> Role {
        match self {
            Self::Added { role, .. } => *role,
            Self::First { .. } => Role::Admin,
            Self::Known(operator) => operator.role,
        }
    }

    fn person(&self) -> &Person {
        match self {
            Self::Added { person, .. } | Self::First { person, .. } => person,
            Self::Known(operator) => &operator.person,
        }
    }

    /// Has it kept.
    fn keep(&self, password: Password) -> Vec<Step> {
        let request = match self.clone() {
            Self::First { holder, person } => {
                let request = MenuRequest::AddFirst { holder, number: person.number, password };
                return vec![Step::Ask(request, first_admin::made)];
            }
            Self::Added { role, person } => {
                MenuRequest::AddOperator { number: person.number, role, password }
            }
            Self::Known(of) => MenuRequest::SetPassword { of, password },
        };
        vec![Step::Ask(request, changed)]
    }
}

impl PageHandler for NewPassword {
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
            Self::First(owner, typing) => {
                let wanted = match owner.role() {
                    Role::Admin => Text::WeakShortForAdmin,
                    Role::Staff | Role::Tech => Text::WeakShort,
                };
                let title = owner.person().phrase();
                typing.card(title, Text::NewPassword, scope.text(wanted), scope)
            }
            Self::Again(owner, _, typing) => {
                let title = owner.person().phrase();
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
            Self::First(owner, typing) => typing.press(key, |typed| {
                let password = Password::new(typed.to_owned()).map_err(|_| EntryError::Refused)?;
                let password = PageSecret::new(password);
                let next = Self::Again(owner.clone(), password, Typing::secret());
                Ok(vec![Step::Open(next.into())])
            }),
            Self::Again(owner, password, typing) => typing.press(key, |typed| {
                let same = password.get().filter(|password| typed == password.text());
                Ok(match same {
                    Some(password) => owner.keep(password.clone()),
                    None => vec![Step::EntryError(EntryError::NotRepeated)],
                })
            }),
            Self::Changed(_) => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        if let Self::Changed(_) = self { Patience::Notice } else { Patience::Page }
    }

    /// A password that is not taken is typed for the first time again.
    fn on_entry_error(&mut self, error: &EntryError) -> bool {
        match (self, error) {
            (Self::First(_, typing), EntryError::Weak(_) | EntryError::NotRepeated) => {
                typing.on_entry_error(error);
                true
            }
            _ => false,
        }
    }
}
