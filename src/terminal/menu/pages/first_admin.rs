//! The first admin of a terminal that has no operator yet: by the number on the enrolment sheet.

use super::password::{NewPassword, PasswordOwner};
use super::sign_in;
use crate::people::Password;
use crate::terminal::keypad::Key;
use crate::terminal::menu::Person;
use crate::terminal::menu::page::{Context, PageHandler, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::menu::typing::{EntryError, Typing};
use crate::terminal::operators::SheetHolder;
use crate::terminal::presentation::{Card, Scope};
use crate::words::menu::Text;

/// The digits of the sheet's number.
const DIGITS: usize = 8;

/// On the way to the first admin.
#[derive(Debug, Clone, PartialEq)]
pub enum FirstAdmin {
    /// The number on the sheet.
    Sheet(Typing),
    /// The staff number that the admin is to have.
    Number(SheetHolder, Typing),
}

/// In the place of signing in, which nobody can yet.
pub(super) fn open() -> Vec<Step> {
    vec![Step::Leave, Step::Open(FirstAdmin::sheet().into())]
}

fn answered(reply: MenuReply, context: &Context) -> Vec<Step> {
    match reply {
        MenuReply::SheetHeld(holder) => {
            vec![Step::Open(FirstAdmin::Number(holder, Typing::digits(8)).into())]
        }
        reply => sign_in::answered(reply, context),
    }
}

/// What comes of the number and password that they chose.
pub(super) fn made(reply: MenuReply, context: &Context) -> Vec<Step> {
    match reply {
        MenuReply::Weak(weakness) => vec![Step::EntryError(EntryError::Weak(weakness))],
        MenuReply::Taken => vec![Step::EntryError(EntryError::Taken)],
        reply => sign_in::answered(reply, context),
    }
}

impl FirstAdmin {
    /// Nothing is typed yet.
    pub fn sheet() -> Self {
        Self::Sheet(Typing::digits(DIGITS))
    }
}

impl PageHandler for FirstAdmin {
    fn name(&self) -> String {
        let name = match self {
            Self::Sheet(_) => "first_admin-sheet",
            Self::Number(..) => "first_admin-number",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::FirstAdmin);
        let (Self::Sheet(typing) | Self::Number(_, typing)) = self;
        let field = match self {
            Self::Sheet(_) => Text::SheetNumber,
            Self::Number(..) => Text::NewNumber,
        };
        typing.card(title, field, String::new(), scope)
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match self {
            Self::Sheet(typing) => typing.press(key, |typed| {
                if typed.len() < DIGITS {
                    return Err(EntryError::TooShort { least: DIGITS });
                }
                let number = Password::new(typed.to_owned()).map_err(|_| EntryError::NotOfSheet)?;
                Ok(vec![Step::Ask(MenuRequest::HoldSheet(number), answered)])
            }),
            Self::Number(holder, typing) => typing.press(key, |typed| {
                let person = Person { called: String::new(), number: typed.to_owned() };
                let owner = PasswordOwner::First { holder: holder.clone(), person };
                Ok(vec![Step::Open(NewPassword::First(owner, Typing::secret()).into())])
            }),
        }
    }

    fn on_entry_error(&mut self, error: &EntryError) -> bool {
        match (self, error) {
            (Self::Sheet(typing), EntryError::Refused) => {
                typing.on_entry_error(&EntryError::NotOfSheet);
                true
            }
            (Self::Sheet(typing), EntryError::Locked { .. } | EntryError::SheetOver)
            | (Self::Number(_, typing), EntryError::Taken) => {
                typing.on_entry_error(error);
                true
            }
            _ => false,
        }
    }
}
