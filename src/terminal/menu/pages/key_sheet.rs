//! The database's key, for whoever has to put it away and has no command line: on the display for a
//! moment, or as a sheet to print on a stick.

use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::{Choices, Confirmation, KEYS, labelled};
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::presentation::{
    Body, Card, CodeSheet, Mood, Phrase, QrPicture, Say, Scope, Sign,
};
use crate::words::menu::{self as words, Text};

/// On the way to the key.
#[derive(Debug, Clone, PartialEq)]
pub enum KeySheetPage {
    Ways(Choices<KeyWay>),
    AskShow(Confirmation),
    /// Any key hides it, and so does a minute.
    Shown {
        code: QrPicture,
        /// By which two copies are compared.
        check: String,
    },
    AskWrite {
        stick: String,
        answer: Confirmation,
    },
    /// The sheet is on the stick, which may be pulled out.
    Written {
        stick: String,
    },
    NoStick,
}

/// Where it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyWay {
    Display,
    Stick,
}

pub(super) fn open(_: &Context) -> Vec<Step> {
    vec![Step::Open(KeySheetPage::ways().into())]
}

fn answered(reply: MenuReply, _: &Context) -> Vec<Step> {
    let page = match reply {
        MenuReply::Key { code, check } => KeySheetPage::Shown { code, check },
        MenuReply::Stick(None) => KeySheetPage::NoStick,
        MenuReply::Stick(Some((stick, _))) => {
            KeySheetPage::AskWrite { stick, answer: Confirmation::default() }
        }
        MenuReply::KeyWritten { stick } => KeySheetPage::Written { stick },
        _ => return Vec::new(),
    };
    vec![Step::Open(page.into())]
}

impl KeySheetPage {
    /// What can be done with it.
    pub fn ways() -> Self {
        Self::Ways(Choices::new([KeyWay::Display, KeyWay::Stick]))
    }
}

impl PageHandler for KeySheetPage {
    fn name(&self) -> String {
        let name = match self {
            Self::Ways(_) => "key",
            Self::AskShow(_) => "key-ask",
            Self::Shown { .. } => "key-shown",
            Self::AskWrite { .. } => "key-ask_stick",
            Self::Written { .. } => "notice-key_written",
            Self::NoStick => "notice-key_no_stick",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::DatabaseKey);
        match self {
            Self::Ways(choices) => {
                let body = choices.body(|way| {
                    labelled(scope.text(match way {
                        KeyWay::Display => Text::KeyOnDisplay,
                        KeyWay::Stick => Text::KeyOnStick,
                    }))
                });
                Card::new(title, body, &KEYS)
            }
            Self::AskShow(answer) => {
                let lines = vec![scope.own(Text::KeyIsSecret)];
                Card::new(title, answer.body(Text::AskShowKey, lines, scope), &KEYS)
            }
            Self::Shown { code, check } => {
                let check = scope.say(words::KeyCheck { check });
                let lines =
                    vec![scope.text(Text::DatabaseKey), check.clone(), scope.text(Text::KeyHides)];
                let too_small = Say::new(Mood::Bad, Sign::Warning, scope.text(Text::KeyTooSmall))
                    .and(scope.own(Text::KeyToStick))
                    .and(Phrase::own(check));
                let sheet = CodeSheet { code: code.clone(), lines, too_small };
                Card::new(title, Body::Code(sheet), &[])
            }
            Self::AskWrite { stick, answer } => {
                let lines = vec![scope.own(Text::KeyIsSecret), Phrase::foreign(stick)];
                Card::new(title, answer.body(Text::AskWriteKey, lines, scope), &KEYS)
            }
            Self::Written { stick } => {
                let say = notice::good(Text::KeyWritten, scope).and(scope.own(Text::PrintAndErase));
                notice::card(title, say.and(Phrase::foreign(stick)))
            }
            Self::NoStick => notice::no_stick(title, scope),
        }
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match self {
            Self::Ways(choices) => choices.press(key, |way| match way {
                KeyWay::Display => vec![Step::Open(Self::AskShow(Confirmation::default()).into())],
                KeyWay::Stick => vec![Step::Ask(MenuRequest::FindStick, answered)],
            }),
            Self::AskShow(answer) => {
                answer.press(key, || vec![Step::Ask(MenuRequest::ShowKey, answered)])
            }
            Self::AskWrite { answer, .. } => {
                answer.press(key, || vec![Step::Ask(MenuRequest::WriteKey, answered)])
            }
            Self::Shown { .. } | Self::Written { .. } | Self::NoStick => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        match self {
            Self::Shown { .. } => Patience::Secret,
            Self::Written { .. } | Self::NoStick => Patience::Notice,
            _ => Patience::Page,
        }
    }
}
