//! The encrypted database: keys, check records, refusals, what the platform told of tickets, the
//! state of the upload, settings (SPEC §3, §5, §6). All SQL lives here, no policy does.
//!
//! The loop owns the one [`Store`] that writes. The worker and the commands read through a
//! [`Reader`] of their own; in WAL mode neither waits for the other. Operators and the audit log
//! are also written by an [`Office`] beside the running terminal.

mod audit;
mod chain;
mod deed;
pub mod detail;
mod disk;
mod facts;
mod field;
mod figures;
mod head;
mod key;
mod keys;
mod names;
mod office;
mod open;
mod openings;
mod operators;
mod pruning;
mod records;
mod search;
mod settings;
mod uploads;
mod verify;

use std::fmt::Display;
use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::config::Language;
use crate::words::display_in_english;
use crate::words::errors::Text;
use crate::words::foreign::told as foreign;

pub use audit::{AuditEntry, AuditFilter, Note, TERMINAL};
pub use deed::{BadDeed, Deed};
pub use detail::Detail;
pub use disk::{DISK_LOW, free_bytes};
pub use facts::{Facts, Recollection, Show};
pub use field::FieldChange;
pub use figures::{AdmittedLine, Holdings, QuarterLine, RefusedLine, SetAsideLine};
pub use key::{DatabaseKey, DatabaseKeyError};
pub use keys::StoredKey;
pub use names::{BadCalledName, BadName, BadNumber, CalledName, OperatorName, StaffNumber};
pub use office::{Change, Office};
pub use openings::{
    ManualOpening, OpenReason, OpeningLine, WAIT_BOUNDS_MS, WAIT_BUCKETS, wait_bucket,
};
pub use operators::{Attempts, BadRole, Operator, Role};
pub use records::{Admission, Basis, CommitError, Earlier, Record, Refusal, Seq};
pub use search::{BadStage, BadTicketEnd, RecordFilter, RecordLine, Seat, Stage, TicketEnd};
pub use settings::Setting;
pub use uploads::{LATE_AFTER_MIN, PendingRecord, UploadState};
pub use verify::{AuditFault, AuditSpan};

/// The writing side; one in a process and, by a lock file, one on a machine.
#[derive(Debug)]
pub struct Store {
    reader: Reader,
    chain: chain::Chain,
    head: head::HeadFile,
    path: PathBuf,
    _lock: File,
}

/// A reading side.
#[derive(Debug)]
pub struct Reader {
    db: Connection,
}

/// Why the store does not serve.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    Unreachable { path: PathBuf, cause: std::io::Error },
    Missing(PathBuf),
    InUse(PathBuf),
    OlderInUse(PathBuf),
    WrongKey(PathBuf),
    NotADatabase(PathBuf),
    NewerSchema { path: PathBuf, found: i64, known: i64 },
    OlderSchema { path: PathBuf, found: i64, needed: i64 },
    LogHead { path: PathBuf, cause: std::io::Error },
    LogHeadDiffers(PathBuf),
    Sqlite(#[from] rusqlite::Error),
}

display_in_english!(StoreError);

impl StoreError {
    /// The sentence for whoever gave the command.
    pub fn told(&self, language: Language) -> String {
        let say = |text: Text, path: &Path, parts: &[&dyn Display]| {
            let path = path.display();
            text.of(language, &[&[&path as &dyn Display], parts].concat())
        };
        match self {
            Self::Unreachable { path, cause } => {
                say(Text::Unreachable, path, &[&foreign(cause, language)])
            }
            Self::Missing(path) => say(Text::NoDatabase, path, &[]),
            Self::InUse(path) => say(Text::InUse, path, &[]),
            Self::OlderInUse(path) => say(Text::OlderInUse, path, &[]),
            Self::WrongKey(path) => say(Text::WrongKey, path, &[]),
            Self::NotADatabase(path) => say(Text::NotADatabase, path, &[]),
            Self::NewerSchema { path, found, known } => {
                say(Text::NewerSchema, path, &[found, known])
            }
            Self::OlderSchema { path, found, needed } => {
                say(Text::OlderSchema, path, &[found, needed])
            }
            Self::LogHead { path, cause } => say(Text::LogHead, path, &[&foreign(cause, language)]),
            Self::LogHeadDiffers(path) => say(Text::LogHeadDiffers, path, &[]),
            Self::Sqlite(cause) => Text::Sqlite.of(language, &[&foreign(cause, language)]),
        }
    }
}

impl Store {
    /// Opens the database at `path`, or makes it where nothing is, and brings its schema up to
    /// this program's. Nothing is written to a file that is not this program's to write.
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        open::writer(path, key)
    }

    /// A reading side onto the same database.
    pub fn reader(&self, key: &DatabaseKey) -> Result<Reader, StoreError> {
        Reader::open(&self.path, key)
    }

    /// The database's file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Reader {
    /// Opens an existing database to read.
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        open::reader(path, key)
    }
}

impl std::ops::Deref for Store {
    type Target = Reader;

    /// All that can be read from a reading side can be read from the writing side.
    fn deref(&self) -> &Reader {
        &self.reader
    }
}

#[cfg(test)]
mod tests;
