//! Why the ledger can't do something.

use std::path::PathBuf;
use std::sync::Arc;

use super::Value;
use crate::words::codes::{FaultCode, hallgate_platform as codes};
use crate::words::platform::{self as words, Text};
use crate::words::{Language, Message, display_in_english, system};

/// Why the ledger can't do something.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    File {
        path: PathBuf,
        cause: std::io::Error,
    },
    Key(PathBuf),
    Newer(PathBuf),
    NewerSchema,
    Schema(Box<LedgerError>),
    Sqlite(#[from] rusqlite::Error),
    Postgres(#[from] postgres::Error),
    SqlColumn {
        at: usize,
        wanted: &'static str,
        found: String,
    },
    /// Records are not on the disk: the cause is that of all who wait for the same commit.
    NotTaken(Arc<LedgerError>),
    /// The database does not answer in time.
    Late,
    Ended,
    /// A database that is to be filled is not empty: a table with something in it.
    NotEmpty(String),
    /// What was copied is not what was there: the table.
    CopyDiffers(String),
    /// A file that is no whole database of the platform.
    Damaged(PathBuf),
    /// `store.key` is not the key by which the log was begun, or can't be read.
    LogKey,
}

display_in_english!(LedgerError);

impl Message for LedgerError {
    fn code(&self) -> FaultCode {
        match self {
            Self::File { .. } => codes::LEDGER_FILE,
            Self::Key(_) => codes::LEDGER_KEY,
            Self::Newer(_) | Self::NewerSchema => codes::NEWER,
            Self::Schema(_) => codes::SCHEMA,
            Self::Sqlite(_) => codes::SQLITE,
            Self::Postgres(_) | Self::Late => codes::POSTGRES,
            Self::SqlColumn { .. } => codes::COLUMN,
            Self::NotTaken(_) => codes::NOT_TAKEN,
            Self::Ended => codes::ENDED,
            Self::NotEmpty(_) => codes::NOT_EMPTY,
            Self::CopyDiffers(_) => codes::COPY_DIFFERS,
            Self::Damaged(_) => codes::LEDGER_DAMAGED,
            Self::LogKey => codes::LOG_KEY,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::File { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::LedgerFile { path, cause }.text(language)
            }
            Self::Key(path) => words::LedgerKey { path: path.display() }.text(language),
            Self::Newer(path) => words::Newer { path: path.display() }.text(language),
            Self::NewerSchema => Text::NewerSchema.plain(language),
            Self::Schema(cause) => words::Schema { cause: cause.message(language) }.text(language),
            Self::Sqlite(cause) => {
                words::Database { cause: system::sqlite(cause, language) }.text(language)
            }
            Self::Postgres(cause) => words::Database { cause: sentence(cause) }.text(language),
            Self::SqlColumn { at, wanted, found } => {
                words::Column { at, wanted, found }.text(language)
            }
            Self::NotTaken(cause) => {
                words::NotTaken { cause: cause.message(language) }.text(language)
            }
            Self::Late => Text::LedgerLate.plain(language),
            Self::Ended => Text::LedgerEnded.plain(language),
            Self::NotEmpty(table) => words::NotEmpty { table }.text(language),
            Self::CopyDiffers(table) => words::CopyDiffers { table }.text(language),
            Self::Damaged(path) => words::LedgerDamaged { path: path.display() }.text(language),
            Self::LogKey => Text::LogKey.plain(language),
        }
    }
}

impl LedgerError {
    pub(super) fn column(at: usize, wanted: &'static str, found: Option<&Value>) -> Self {
        Self::SqlColumn { at, wanted, found: format!("{found:?}") }
    }

    /// What came of making tables.
    pub(super) fn of_the_schema(self) -> Self {
        Self::Schema(Box::new(self))
    }

    /// Whether another connection may do better.
    pub(super) fn is_of_the_connection(&self) -> bool {
        match self {
            Self::Postgres(fault) => {
                // Shutdowns, take-overs and failures of the line; none of what a statement says.
                fault.as_db_error().is_none_or(|fault| {
                    ["57P", "08", "25006"].iter().any(|of| fault.code().code().starts_with(of))
                })
            }
            _ => false,
        }
    }
}

/// PostgreSQL's own sentence, which its client hides behind "db error".
fn sentence(fault: &postgres::Error) -> String {
    match fault.as_db_error() {
        Some(fault) => fault.message().to_owned(),
        None => {
            let cause = std::error::Error::source(fault).map(|cause| format!(": {cause}"));
            format!("{fault}{}", cause.unwrap_or_default())
        }
    }
}
