//! The whole database onto a stick, under its own key, beside the running door.

use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::{Confirmation, KEYS};
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::presentation::{Card, Phrase, Scope};
use crate::words::menu::{self as words, Text};

/// On the way onto a stick, which is told by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupPage {
    /// Free space in MB.
    Ask {
        stick: String,
        free_mb: u64,
        answer: Confirmation,
    },
    /// So many records are in it; the stick may be pulled out.
    Done {
        records: u64,
        stick: String,
    },
    /// It was stopped; nothing of it is on the stick, which may be pulled out.
    Stopped {
        stick: String,
    },
    NoStick,
}

pub(super) fn open() -> Vec<Step> {
    vec![Step::Ask(MenuRequest::FindStick, answered)]
}

fn answered(reply: MenuReply, _: &Context) -> Vec<Step> {
    let page = match reply {
        MenuReply::Stick(None) => BackupPage::NoStick,
        MenuReply::Stick(Some((stick, free_mb))) => {
            BackupPage::Ask { stick, free_mb, answer: Confirmation::default() }
        }
        MenuReply::BackupStopped { stick } => BackupPage::Stopped { stick },
        MenuReply::BackedUp { records, stick } => BackupPage::Done { records, stick },
        _ => return Vec::new(),
    };
    vec![Step::Open(page.into())]
}

impl PageHandler for BackupPage {
    fn name(&self) -> String {
        let name = match self {
            Self::Ask { .. } => "backup-ask",
            Self::Done { .. } => "notice-backed_up",
            Self::Stopped { .. } => "notice-backup_stopped",
            Self::NoStick => "notice-backup_no_stick",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::Backup);
        match self {
            Self::Ask { stick, free_mb, answer } => {
                let body = answer.onto_stick(Text::AskBackup, (stick, *free_mb), scope);
                Card::new(title, body, &KEYS)
            }
            Self::Done { records, stick } => {
                let advice = Phrase::own(scope.say(words::BackedUpAdvice { records }));
                let say = notice::good(Text::BackedUp, scope).and(advice);
                notice::card(title, say.and(Phrase::foreign(stick)))
            }
            Self::Stopped { stick } => notice::stopped(title, Text::BackupStopped, stick, scope),
            Self::NoStick => notice::no_stick(title, scope),
        }
    }

    fn press(&mut self, key: Key, _: &Context) -> Vec<Step> {
        match self {
            Self::Ask { answer, .. } => {
                answer.press(key, || vec![Step::Ask(MenuRequest::Backup, answered)])
            }
            Self::Done { .. } | Self::Stopped { .. } | Self::NoStick => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        if let Self::Ask { .. } = self { Patience::Page } else { Patience::Notice }
    }
}
