//! Why a key is neither shown nor read.

use std::io;
use std::path::{Path, PathBuf};

use image::ImageError;

use crate::terminal::store::{DatabaseKeyError, StoreError};
use crate::terminal::vision::ReadError;
use crate::words::codes::{FaultCode, program, store as codes};
use crate::words::key_sheet::{self as words, Text};
use crate::words::{Language, Message, display_in_english, errors, system};

/// Why a key is neither shown nor read.
#[derive(Debug, thiserror::Error)]
pub enum KeySheetError {
    Key(#[from] DatabaseKeyError),
    Store(#[from] StoreError),
    Picture(#[from] ReadError),
    /// The picture shows no key sheet.
    NoSheet(PathBuf),
    /// Nothing was typed, and nothing shown.
    NothingCame,
    /// What was typed ended before this row.
    NotTyped {
        row: usize,
    },
    /// The sheet is of another terminal than this one.
    OtherTerminal {
        found: String,
        found_cinema: String,
        name: String,
        cinema: String,
    },
    /// The key in place opens this database, and nobody said to replace it.
    OpensDatabase(PathBuf),
    /// There is a file of that name already.
    SheetThere(PathBuf),
    SheetNotWritten {
        path: PathBuf,
        cause: io::Error,
    },
    Drawing(ImageError),
    /// No code holds its text.
    NotDrawn,
    NotStored {
        path: PathBuf,
        cause: io::Error,
    },
    Output(#[from] io::Error),
}

display_in_english!(KeySheetError);

impl KeySheetError {
    /// Of a picture that was not written.
    pub(super) fn of_sheet(path: &Path, cause: io::Error) -> Self {
        let path = path.to_owned();
        match cause.kind() {
            io::ErrorKind::AlreadyExists => Self::SheetThere(path),
            _ => Self::SheetNotWritten { path, cause },
        }
    }
}

impl Message for KeySheetError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Key(cause) => cause.code(),
            Self::Store(cause) => cause.code(),
            Self::Picture(cause) => cause.code(),
            Self::NoSheet(_) | Self::NothingCame | Self::NotTyped { .. } => codes::NO_KEY_SHEET,
            Self::OtherTerminal { .. } => codes::OTHER_KEY_SHEET,
            Self::OpensDatabase(_) => codes::KEY_IN_USE,
            Self::SheetThere(_)
            | Self::SheetNotWritten { .. }
            | Self::Drawing(_)
            | Self::NotDrawn => codes::KEY_SHEET_NOT_WRITTEN,
            Self::NotStored { .. } => codes::KEY_NOT_STORED,
            Self::Output(_) => program::OUTPUT,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Key(cause) => {
                errors::DatabaseKey { fault: cause.message(language) }.text(language)
            }
            Self::Store(cause) => cause.message(language),
            Self::Picture(cause) => cause.message(language),
            Self::NoSheet(path) => words::NoSheet { path: path.display() }.text(language),
            Self::NothingCame => Text::NothingCame.plain(language),
            Self::NotTyped { row } => words::NotTyped { row }.text(language),
            Self::OtherTerminal { found, found_cinema, name, cinema } => {
                words::OtherTerminal { found, found_cinema, name, cinema }.text(language)
            }
            Self::OpensDatabase(path) => {
                words::OpensDatabase { database: path.display() }.text(language)
            }
            Self::SheetThere(path) => words::SheetThere { path: path.display() }.text(language),
            Self::SheetNotWritten { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::SheetNotWritten { path, cause }.text(language)
            }
            Self::Drawing(_) | Self::NotDrawn => Text::NotDrawn.plain(language),
            Self::NotStored { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::KeyNotStored { path, cause }.text(language)
            }
            Self::Output(cause) => {
                errors::NotWritten { cause: system::io(cause, language) }.text(language)
            }
        }
    }
}
