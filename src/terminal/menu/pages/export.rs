//! Reports are copied onto a USB stick: it is looked for, asked about, written.

use jiff::civil::Date;

use crate::terminal::keypad::Key;
use crate::terminal::menu::choices::{Confirmation, KEYS};
use crate::terminal::menu::notice;
use crate::terminal::menu::page::{Context, PageHandler, Patience, Step};
use crate::terminal::menu::reply::MenuReply;
use crate::terminal::menu::request::MenuRequest;
use crate::terminal::presentation::{Card, Phrase, Scope};
use crate::terminal::report::last_days;
use crate::words::menu::{self as words, Text};

/// On the way onto a stick, which is told by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportPage {
    /// Free space in MB.
    Ask {
        stick: String,
        free_mb: u64,
        answer: Confirmation,
    },
    /// So many files are on the stick, which may be pulled out.
    Done {
        files: usize,
        stick: String,
    },
    /// It was stopped; nothing of it is on the stick, which may be pulled out.
    Stopped {
        stick: String,
    },
    NoStick,
}

pub(super) fn open(_: &Context) -> Vec<Step> {
    vec![Step::Ask(MenuRequest::FindStick, answered)]
}

fn answered(reply: MenuReply, _: &Context) -> Vec<Step> {
    let page = match reply {
        MenuReply::Stick(None) => ExportPage::NoStick,
        MenuReply::Stick(Some((stick, free_mb))) => {
            ExportPage::Ask { stick, free_mb, answer: Confirmation::default() }
        }
        MenuReply::Exported { files, stick } => ExportPage::Done { files, stick },
        MenuReply::ExportStopped { stick } => ExportPage::Stopped { stick },
        _ => return Vec::new(),
    };
    vec![Step::Open(page.into())]
}

/// The business days that go onto a stick, the oldest first.
fn exported(today: Date) -> Vec<Date> {
    last_days(today).rev().collect()
}

impl PageHandler for ExportPage {
    fn name(&self) -> String {
        let name = match self {
            Self::Ask { .. } => "export-ask",
            Self::Done { .. } => "notice-exported",
            Self::Stopped { .. } => "notice-export_stopped",
            Self::NoStick => "notice-no_stick",
        };
        name.to_owned()
    }

    fn card(&self, scope: Scope) -> Card {
        let title = scope.own(Text::Export);
        match self {
            Self::Ask { stick, free_mb, answer } => {
                let body = answer.onto_stick(Text::AskExport, (stick, *free_mb), scope);
                Card::new(title, body, &KEYS)
            }
            Self::Done { files, stick } => {
                let advice = scope.say(words::ExportedAdvice { files });
                let say = notice::good(Text::Exported, scope).and(Phrase::own(advice));
                notice::card(title, say.and(Phrase::foreign(stick)))
            }
            Self::Stopped { stick } => notice::stopped(title, Text::ExportStopped, stick, scope),
            Self::NoStick => notice::no_stick(title, scope),
        }
    }

    fn press(&mut self, key: Key, context: &Context) -> Vec<Step> {
        match self {
            Self::Ask { answer, .. } => answer.press(key, || {
                vec![Step::Ask(MenuRequest::Export(exported(context.today)), answered)]
            }),
            Self::Done { .. } | Self::Stopped { .. } | Self::NoStick => notice::left(),
        }
    }

    fn patience(&self) -> Patience {
        if let Self::Ask { .. } = self { Patience::Page } else { Patience::Notice }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_days_are_exported_the_oldest_first() {
        let today = jiff::civil::date(2026, 3, 1);
        let days = exported(today);
        assert_eq!((days.len(), days[6]), (7, today));
    }
}
