//! The one sentence that a command ends with where it is not done (SPEC §10): the fault and its
//! causes, in the terminal's language.

use std::env;
use std::error::Error;
use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

use crate::people::BadName;
use crate::people::Weakness;
use crate::terminal::config::{ConfigError, FieldFault, SecretError, language_of};
use crate::terminal::doctor::{MoveError, WatchError};
use crate::terminal::event_loop::TerminalError;
use crate::terminal::export::ExportError;
use crate::terminal::gate::Left;
use crate::terminal::keypad::KeypadError;
use crate::terminal::lines::LineError;
use crate::terminal::maintenance::MaintenanceError;
use crate::terminal::operators::PeopleError;
use crate::terminal::report::ReportError;
use crate::terminal::report::reconcile::{ReconcileError, Reconciliation};
use crate::terminal::screen::ScreenError;
use crate::terminal::store::{AuditFault, DatabaseKeyError, StoreError};
use crate::terminal::sync::SyncError;
use crate::terminal::vision::{CameraError, ReadError};
use crate::transport::Fault;
use crate::wire::SignatureError;
use crate::words::Language;
use crate::words::errors::Text;
use crate::words::{display_in_english, foreign};

/// The fault with its causes behind it, but for those that it names itself. What has no words of
/// its own here is told as it stands.
pub fn sentence(fault: &(dyn Error + 'static), language: Language) -> String {
    let mut told = String::new();
    let mut next = Some(fault);
    while let Some(cause) = next {
        let own = own_words(cause, language);
        // What has words of its own names its causes itself.
        next = if own.is_some() { None } else { cause.source() };
        let words = own.unwrap_or_else(|| foreign::message(&cause, language));
        if told.is_empty() {
            told = words;
        } else if !told.contains(&words) {
            told = Text::Setting.with(language, &[&told, &words]);
        }
    }
    told
}

/// The first of these types that the cause is of tells it.
macro_rules! told_by {
    ($cause:ident, $language:ident: $($fault:ty),* $(,)?) => {
        $(if let Some(fault) = $cause.downcast_ref::<$fault>() {
            return Some(fault.message($language));
        })*
    };
}

fn own_words(cause: &(dyn Error + 'static), language: Language) -> Option<String> {
    // At the terminal staff are told in few words, and to call a technician; who gives a command is
    // one, and is told the cause.
    match (cause.downcast_ref(), language) {
        (Some(ExportError::Report(cause)), _) => return Some(cause.message(language)),
        (Some(fault), Language::Chinese) => return Some(fault.message(language)),
        (Some(fault), Language::English) => return Some(fault.to_string()),
        (None, _) => {}
    }
    told_by!(cause, language:
        Unfinished, ConfigError, FieldFault, SecretError,
        PeopleError, Weakness, BadName, AuditFault, DatabaseKeyError, StoreError,
        ReportError, ReconcileError, Fault, SyncError, SignatureError,
        TerminalError, MoveError, WatchError,
        LineError, KeypadError, ScreenError, CameraError, ReadError, MaintenanceError,
    );
    None
}

/// The language for whoever gave a command with this configuration: the one that the file names,
/// and where it names none the terminal's own default. Where there is no file to be read, or the
/// value itself is wrong, that of the shell, as for every other program there: a console without a
/// locale draws no Chinese.
pub fn language(config: Option<&Path>) -> Language {
    let file = config.and_then(|path| std::fs::read(path).ok());
    let named = file.and_then(|bytes| language_of(&String::from_utf8_lossy(&bytes)));
    named.unwrap_or_else(|| {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| env::var(name).ok().filter(|locale| !locale.is_empty()));
        of_locale(&locale.unwrap_or_default())
    })
}

fn of_locale(locale: &str) -> Language {
    if locale.starts_with("zh") { Language::Chinese } else { Language::English }
}

/// What is left undone by a command that did not fail otherwise.
#[derive(Debug, thiserror::Error)]
pub enum Unfinished {
    /// `provision`: something is missing.
    Incomplete,
    /// `status`: something needs attention.
    Attention,
    /// `doctor`: something is at fault.
    NotWell,
    /// `doctor --move-gate`: nobody was seen in the passage.
    NobodySeen,
    /// Likewise: the fire alarm stood.
    FireAlarm,
    /// `reconcile`: not every record could be asked for.
    Unasked {
        unasked: u64,
        records: u64,
        cause: String,
    },
    EventFile {
        path: PathBuf,
        cause: io::Error,
    },
    /// The signals to stop by.
    Signals(io::Error),
    /// The gate could not be put into its safe state.
    NotSafe(#[source] LineError),
    /// The gate is in its safe state, and not all is well beside it.
    Left(Left),
}

display_in_english!(Unfinished);

impl Unfinished {
    /// The sentence for whoever gave the command.
    pub fn message(&self, language: Language) -> String {
        let say = |text: Text, parts: &[&dyn Display]| text.of(language, parts);
        match self {
            Self::Incomplete => say(Text::Incomplete, &[]),
            Self::Attention => say(Text::Attention, &[]),
            Self::NotWell => say(Text::NotWell, &[]),
            Self::NobodySeen => say(Text::NobodySeen, &[]),
            Self::FireAlarm => say(Text::FireAlarm, &[]),
            Self::Unasked { unasked, records, cause } => {
                say(Text::Unasked, &[unasked, records, &foreign::message(cause, language)])
            }
            Self::EventFile { path, cause } => {
                say(Text::EventFile, &[&path.display(), &foreign::message(cause, language)])
            }
            Self::Signals(cause) => say(Text::Signals, &[&foreign::message(cause, language)]),
            Self::NotSafe(cause) => say(Text::NotSafe, &[&cause.message(language)]),
            Self::Left(left) => left.message(language),
        }
    }

    /// What a comparison could not ask for, if anything.
    pub fn of(told: &Reconciliation) -> Option<Self> {
        let cause = told.stopped_by.clone().filter(|_| told.unasked > 0)?;
        Some(Self::Unasked { unasked: told.unasked, records: told.records, cause })
    }
}

#[cfg(test)]
mod tests;
