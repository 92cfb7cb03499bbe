//! What a command ends with where it is not done by itself, and in which language it tells it
//! (SPEC §10); and what a fault's code means.

mod explain;

use std::io;
use std::path::{Path, PathBuf};

use crate::terminal::config::language_of;
use crate::terminal::gate::Left;
use crate::terminal::lines::LineError;
use crate::terminal::report::reconcile::Reconciliation;
use crate::transport::Fault;
use crate::words::codes::{FaultCode, gate, platform, program};
use crate::words::errors::{self, Text};
use crate::words::{Language, Message, display_in_english, system};

pub use explain::explain;

/// The language for whoever gave a command with this configuration: the one that the file names,
/// and where it names none the terminal's own default. Where there is no file to be read, or the
/// value itself is wrong, that of the shell, as for every other program there: a console without a
/// locale draws no Chinese.
pub fn language(config: Option<&Path>) -> Language {
    let file = config.and_then(|path| std::fs::read(path).ok());
    let named = file.and_then(|bytes| language_of(&String::from_utf8_lossy(&bytes)));
    named.unwrap_or_else(Language::of_shell)
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
        cause: Fault,
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
    /// The result did not go out.
    Output(#[from] io::Error),
    /// `explain`: there is no such fault.
    UnknownCode(String),
}

display_in_english!(Unfinished);

impl Message for Unfinished {
    fn code(&self) -> FaultCode {
        match self {
            Self::Incomplete => program::INCOMPLETE,
            Self::Attention => program::ATTENTION,
            Self::NotWell => program::NOT_WELL,
            Self::NobodySeen => gate::NOBODY_SEEN,
            Self::FireAlarm => gate::FIRE_ALARM,
            Self::Unasked { .. } => platform::UNASKED,
            Self::EventFile { .. } => program::EVENT_FILE,
            Self::Signals(_) => program::SIGNALS,
            Self::NotSafe(cause) => cause.code(),
            Self::Left(_) => gate::NOT_SAFE,
            Self::Output(_) => program::OUTPUT,
            Self::UnknownCode(_) => program::UNKNOWN_CODE,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Incomplete => Text::Incomplete.plain(language),
            Self::Attention => Text::Attention.plain(language),
            Self::NotWell => Text::NotWell.plain(language),
            Self::NobodySeen => Text::NobodySeen.plain(language),
            Self::FireAlarm => Text::FireAlarm.plain(language),
            Self::Unasked { unasked, records, cause } => {
                let cause = cause.message(language);
                errors::Unasked { unasked, records, cause }.text(language)
            }
            Self::EventFile { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                errors::EventFile { path, cause }.text(language)
            }
            Self::Signals(cause) => {
                errors::Signals { cause: system::io(cause, language) }.text(language)
            }
            Self::NotSafe(cause) => {
                errors::NotSafe { fault: cause.message(language) }.text(language)
            }
            Self::Left(left) => left.message(language),
            Self::Output(cause) => {
                errors::NotWritten { cause: system::io(cause, language) }.text(language)
            }
            Self::UnknownCode(typed) => {
                errors::UnknownCode { typed: format!("{typed:?}") }.text(language)
            }
        }
    }
}

impl Unfinished {
    /// What a comparison could not ask for, if anything.
    pub fn of(reconciliation: &Reconciliation) -> Option<Self> {
        let cause = reconciliation.stopped_by.clone().filter(|_| reconciliation.unasked > 0)?;
        Some(Self::Unasked {
            unasked: reconciliation.unasked,
            records: reconciliation.records,
            cause,
        })
    }
}

#[cfg(test)]
mod tests;
