//! Why a first boot does not get on.

use std::io;
use std::path::PathBuf;

use super::card::MOST;
use crate::words::codes::{FaultCode, setup as codes};
use crate::words::setup::{self as words, Text};
use crate::words::{Bilingual, Language, Message, display_in_english, system};

/// Why the file on the card is not read.
#[derive(Debug, thiserror::Error)]
pub enum CardFault {
    Gone(PathBuf),
    NoFile(PathBuf),
    TooBig {
        path: PathBuf,
        bytes: u64,
    },
    Utf16(PathBuf),
    /// The first line that has zero bytes, from 1 on: the file was not written to its end.
    Torn {
        path: PathBuf,
        line: usize,
    },
    /// The first line that is no UTF-8, from 1 on.
    NoText {
        path: PathBuf,
        line: usize,
    },
    Unreadable {
        path: PathBuf,
        cause: io::Error,
    },
}

/// Why a first boot does not get on.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    Card(#[from] CardFault),
    /// Each with its line.
    Mistakes(Bilingual),
    /// Of the board's own defaults.
    Board {
        path: PathBuf,
        cause: io::Error,
    },
    NotStored {
        path: PathBuf,
        cause: io::Error,
    },
    /// `systemd-creds` can't be run.
    NoCreds(io::Error),
    CredsFailed {
        name: String,
        said: String,
    },
    DatabaseWithoutKey(PathBuf),
    /// `store.key` names it.
    NoKeyFile(PathBuf),
    /// What is kept would be lost with the power.
    NoData,
    /// `--once`: something is still waited for.
    NotReady(Bilingual),
}

display_in_english!(CardFault, SetupError);

impl SetupError {
    pub(super) fn not_stored(path: &std::path::Path) -> impl FnOnce(io::Error) -> Self {
        |cause| Self::NotStored { path: path.to_owned(), cause }
    }
}

impl Message for CardFault {
    fn code(&self) -> FaultCode {
        codes::CARD
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Gone(folder) => words::CardGone { folder: folder.display() }.text(language),
            Self::NoFile(path) => words::FileNoFile { path: path.display() }.text(language),
            Self::TooBig { path, bytes } => {
                words::FileTooBig { path: path.display(), bytes, most: MOST }.text(language)
            }
            Self::Utf16(path) => words::FileUtf16 { path: path.display() }.text(language),
            Self::Torn { path, line } => {
                words::FileTorn { path: path.display(), line }.text(language)
            }
            Self::NoText { path, line } => {
                words::FileNoText { path: path.display(), line }.text(language)
            }
            Self::Unreadable { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::FileUnreadable { path, cause }.text(language)
            }
        }
    }
}

impl Message for SetupError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Card(cause) => cause.code(),
            Self::Mistakes(_) => codes::MISTAKES,
            Self::Board { .. } => codes::BOARD,
            Self::NotStored { .. } => codes::NOT_STORED,
            Self::NoCreds(_) | Self::CredsFailed { .. } => codes::CREDENTIALS,
            Self::DatabaseWithoutKey(_) => codes::DATABASE_WITHOUT_KEY,
            Self::NoKeyFile(_) => codes::NO_KEY_FILE,
            Self::NoData => codes::NO_DATA,
            Self::NotReady(_) => codes::NOT_READY,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Card(cause) => cause.message(language),
            Self::Mistakes(sentences) => sentences.message(language).to_owned(),
            Self::Board { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::BoardUnreadable { path, cause }.text(language)
            }
            Self::NotStored { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::NotKeptHere { path, cause }.text(language)
            }
            Self::NoCreds(cause) => {
                words::NoCreds { cause: system::io(cause, language) }.text(language)
            }
            Self::CredsFailed { name, said } => words::CredsFailed { name, said }.text(language),
            Self::DatabaseWithoutKey(path) => {
                words::DatabaseWithoutKey { path: path.display() }.text(language)
            }
            Self::NoKeyFile(path) => words::NoKeyFile { path: path.display() }.text(language),
            Self::NoData => Text::NoData.plain(language),
            Self::NotReady(why) => words::NotReady { fault: why.message(language) }.text(language),
        }
    }
}
