//! Signing in and out: the staff number, then the PIN or password.

use super::first_admin;
use crate::people::Password;
use crate::terminal::keypad::Key;
use crate::terminal::menu::Person;
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::menu::reply::{MenuReply, NotSignedIn, WhoSignsIn};
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::menu::typing::{EntryError, Typing};
use crate::terminal::presentation::{Card, Scope};
use crate::words::menu::Text;

/// Who somebody is, and what comes of it.
#[derive(Debug, Clone, PartialEq)]
pub enum SignIn {
    Number(Typing),
    /// Of whom, where the terminal knows.
    Password {
        number: String,
        person: Option<Person>,
        typing: Typing,
    },
    /// No operator exists: how to add the first.
    NoOperators,
    SignedOut(Person),
}

/// Somebody signs in; whether anybody can is looked up meanwhile.
pub(in crate::terminal::menu) fn open() -> Vec<Step> {
    vec![
        Step::Open(SignIn::Number(Typing::digits(8)).into()),
        Step::Inquire(MenuRequest::AnyOperators),
    ]
}

/// Whoever is on shift comes back.
pub(in crate::terminal::menu) fn go_on(person: Person) -> Vec<Step> {
    let number = person.number.clone();
    vec![Step::Open(SignIn::password(number, Some(person), Typing::secret()).into())]
}

pub(super) fn sign_out(context: &Context) -> Vec<Step> {
    let person = context.shift.as_ref().map(|shift| shift.person.clone());
    let signed_out = person.map(|person| Step::Open(SignIn::SignedOut(person).into()));
    std::iter::once(Step::SignOut).chain(signed_out).collect()
}

pub(super) fn answered(reply: MenuReply, context: &Context) -> Vec<Step> {
    match reply {
        MenuReply::SignedIn(by) => vec![Step::BeginShift(by)],
        MenuReply::NotSignedIn(NotSignedIn::Refused) => vec![Step::EntryError(EntryError::Refused)],
        MenuReply::NotSignedIn(NotSignedIn::Disabled) => {
            vec![Step::EntryError(EntryError::Disabled)]
        }
        MenuReply::NotSignedIn(NotSignedIn::SheetOver) => {
            vec![Step::EntryError(EntryError::SheetOver)]
        }
        MenuReply::NotSignedIn(NotSignedIn::Locked { until }) => {
            let left = until.duration_since(context.now.wall).as_secs();
            let seconds = u64::try_from(left).unwrap_or(0).max(1);
            vec![Step::EntryError(EntryError::Locked { seconds })]
        }
        _ => Vec::new(),
    }
}

impl SignIn {
    /// The PIN or password of whoever has this number.
    pub fn password(number: String, person: Option<Person>, typing: Typing) -> Self {
        Self::Password { number, person, typing }
    }
}

impl PageHandler for SignIn {
    fn name(&self) -> String {
        let name = match self {
            Self::Number(_) => "sign_in-number",
            Self::Password { .. } => "sign_in-password",
            Self::NoOperators => "notice-no_operators",
            Self::SignedOut(_) => "notice-signed_out",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::SignIn);
        match self {
            Self::Number(typing) => typing.card(title, Text::StaffNumber, String::new(), scope),
            Self::Password { person, typing, .. } => {
                let title = person.as_ref().map_or(title, Person::phrase);
                typing.card(title, Text::Password, String::new(), scope)
            }
            Self::NoOperators => {
                let say = notice::bad(Text::NoOperators, scope);
                notice::card(title, say.and(scope.own(Text::NoOperatorsAdvice)))
            }
            Self::SignedOut(person) => {
                let say = notice::good(Text::SignedOut, scope).and(person.phrase());
                notice::card(scope.own(Text::SignOut), say)
            }
        }
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match self {
            Self::Number(typing) => typing.press(key, |typed| {
                let next = Self::password(typed.to_owned(), None, Typing::secret());
                Ok(vec![Step::Open(next.into())])
            }),
            Self::Password { number, typing, .. } => typing.press(key, |typed| {
                let password = Password::new(typed.to_owned()).map_err(|_| EntryError::Refused)?;
                let request = MenuRequest::SignIn { number: number.clone(), password };
                Ok(vec![Step::Ask(request, answered)])
            }),
            Self::NoOperators | Self::SignedOut(_) => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        match self {
            Self::Number(_) | Self::Password { .. } => Patience::Page,
            Self::NoOperators | Self::SignedOut(_) => Patience::Notice,
        }
    }

    fn on_reply(&mut self, reply: &MenuReply) -> Vec<Step> {
        match (self, reply) {
            (Self::Number(_) | Self::Password { .. }, MenuReply::AnyOperators(who)) => match who {
                WhoSignsIn::Operators => Vec::new(),
                WhoSignsIn::SheetHolder => first_admin::open(),
                WhoSignsIn::Nobody => vec![Step::Leave, Step::Open(Self::NoOperators.into())],
            },
            _ => Vec::new(),
        }
    }

    fn on_entry_error(&mut self, error: &EntryError) -> bool {
        match self {
            Self::Password { typing, .. } => {
                typing.on_entry_error(error);
                true
            }
            _ => false,
        }
    }
}
