//! The encrypted database: keys, check records, refusals, what the platform told of tickets, the
//! state of the upload, settings (SPEC §3, §5, §6). All SQL lives here, no policy does.
//!
//! The loop owns the one [`Store`] that writes. The worker and the commands read through a
//! [`Reader`] of their own; in WAL mode neither waits for the other. Operators and the audit log
//! are also written by an [`AdminStore`] beside the running terminal.

mod admin_store;
mod aside;
mod audit;
mod audit_kind;
mod backup;
mod begin;
mod condition;
pub mod detail;
mod disk;
mod doubles;
mod facts;
mod field;
mod figures;
mod files;
mod guards;
mod head;
mod held;
mod incidents;
mod integrity;
mod journal;
mod key;
mod keys;
mod lacking;
mod mend;
mod open;
mod openings;
mod operators;
mod page;
mod passages;
mod pruning;
mod records;
mod recovery;
mod rescue;
mod restore;
mod search;
mod settings;
mod settling;
mod spans;
mod uploads;
mod verify;

use std::cell::{Cell, RefCell};
use std::fmt::Display;
use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode};

use crate::people::Chain;
use crate::words::Language;
use crate::words::display_in_english;
use crate::words::errors::Text;
use crate::words::foreign::message as foreign;

pub use admin_store::{AdminStore, Change};
pub use audit::{AuditEntry, AuditFilter, Note, TERMINAL};
pub use audit_kind::{AuditKind, BadAuditKind};
pub use backup::{Contents, backup};
pub use detail::Detail;
pub use disk::{DISK_LOW, free_bytes};
pub use doubles::ApartLine;
pub use facts::{Facts, Recollection, Show};
pub use field::FieldChange;
pub use figures::{AdmittedLine, Holdings, QuarterLine, RefusedLine, SetAsideLine};
pub use files::AsOwner;
pub use incidents::{Incident, IncidentKind};
pub use key::{DatabaseKey, DatabaseKeyError};
pub use keys::{MOST_KEYS, StoredKey, bounded};
pub use lacking::Lacking;
pub use openings::{
    ManualOpening, OpenReason, OpeningLine, WAIT_BOUNDS_MS, WAIT_BUCKETS, wait_bucket,
};
pub use operators::Operator;
pub use records::{Admission, Basis, CommitError, Earlier, Record, Refusal, Seq};
pub use rescue::{Rescue, rescue};
pub use restore::{Restored, restore};
pub use search::{
    BadStage, BadTicketEnd, RecordFilter, RecordLine, Seat, TicketEnd, UploadProgress,
};
pub use settings::Setting;
pub use settling::Settled;
pub use uploads::{LATE_AFTER_MIN, PendingRecord, UploadState};
pub use verify::{AuditFault, AuditSpan};

/// The writing side; one in a process and, by a lock file, one on a machine.
#[derive(Debug)]
pub struct Store {
    reader: Reader,
    chain: Chain,
    head: head::HeadFile,
    files: files::Files,
    key: DatabaseKey,
    /// None where it can't be opened.
    journal: RefCell<Option<journal::Journal>>,
    /// Every number up to here was given out once.
    numbers_from: i64,
    spans: spans::Spans,
    health: Cell<recovery::Health>,
    /// Records by which nobody came in, and which could not be taken back yet: none of them is sent.
    untaken: RefCell<Vec<Seq>>,
    _lock: File,
}

/// A reading side.
#[derive(Debug)]
pub struct Reader {
    db: Connection,
    /// The writer's word on what may be sent.
    held: held::Held,
}

/// Why the store does not serve.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    Unreachable { path: PathBuf, cause: std::io::Error },
    Missing(PathBuf),
    LeftOver { path: PathBuf, left: PathBuf },
    Damaged(PathBuf),
    NotAFile(PathBuf),
    Backup { path: PathBuf, cause: std::io::Error },
    BackupThere(PathBuf),
    OwnName { path: PathBuf, database: String },
    BackupDamaged(PathBuf),
    InTheWay(PathBuf),
    OpenFolder(PathBuf),
    Newer { path: PathBuf, records: u64, entries: u64 },
    InUse(PathBuf),
    OlderInUse(PathBuf),
    WrongKey(PathBuf),
    NotADatabase(PathBuf),
    NewerSchema { path: PathBuf, found: i64, known: i64 },
    OlderSchema { path: PathBuf, found: i64, needed: i64 },
    LogHead { path: PathBuf, cause: std::io::Error },
    LogHeadDiffers(PathBuf),
    JournalTorn(PathBuf),
    PassedOver { seq: Seq, by: Seq },
    Sqlite(#[from] rusqlite::Error),
}

display_in_english!(StoreError);

impl StoreError {
    /// The sentence for whoever gave the command.
    pub fn message(&self, language: Language) -> String {
        let say = |text: Text, path: &Path, parts: &[&dyn Display]| {
            let path = path.display();
            text.of(language, &[&[&path as &dyn Display], parts].concat())
        };
        match self {
            Self::Unreachable { path, cause } => {
                say(Text::Unreachable, path, &[&foreign(cause, language)])
            }
            Self::Missing(path) => say(Text::NoDatabase, path, &[]),
            Self::LeftOver { path, left } => say(Text::LeftOver, path, &[&left.display()]),
            Self::Damaged(path) => say(Text::Damaged, path, &[]),
            Self::NotAFile(path) => say(Text::NotAFile, path, &[]),
            Self::Backup { path, cause } => say(Text::Backup, path, &[&foreign(cause, language)]),
            Self::BackupThere(path) => say(Text::BackupThere, path, &[]),
            Self::OwnName { path, database } => say(Text::OwnName, path, &[database]),
            Self::BackupDamaged(path) => say(Text::BackupDamaged, path, &[]),
            Self::InTheWay(path) => say(Text::InTheWay, path, &[]),
            Self::OpenFolder(path) => say(Text::OpenFolder, path, &[]),
            Self::Newer { path, records, entries } => say(Text::Newer, path, &[records, entries]),
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
            Self::JournalTorn(path) => say(Text::JournalTorn, path, &[]),
            Self::PassedOver { seq, by } => Text::PassedOver.of(language, &[seq, by]),
            Self::Sqlite(cause) if self.is_damage() => {
                Text::SqliteDamaged.of(language, &[&foreign(cause, language)])
            }
            Self::Sqlite(cause) => Text::Sqlite.of(language, &[&foreign(cause, language)]),
        }
    }

    /// Whether the database does not read as it should.
    pub(crate) fn is_damage(&self) -> bool {
        match self {
            Self::Damaged(_) => true,
            Self::Sqlite(cause) => matches!(
                cause.sqlite_error_code(),
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
            ),
            _ => false,
        }
    }

    /// Whether the database, or its disk, can be read alone.
    pub(crate) fn is_read_only(&self) -> bool {
        match self {
            Self::Unreachable { cause, .. } => {
                cause.kind() == std::io::ErrorKind::ReadOnlyFilesystem
            }
            Self::Sqlite(cause) => cause.sqlite_error_code() == Some(ErrorCode::ReadOnly),
            _ => false,
        }
    }

    /// Whether it is the disk that is full, read-only or failing.
    pub(crate) fn is_of_the_disk(&self) -> bool {
        use std::io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        match self {
            Self::Unreachable { cause, .. } => {
                matches!(cause.kind(), StorageFull | ReadOnlyFilesystem | QuotaExceeded)
            }
            Self::Sqlite(cause) => matches!(
                cause.sqlite_error_code(),
                Some(
                    ErrorCode::DiskFull
                        | ErrorCode::ReadOnly
                        | ErrorCode::SystemIoFailure
                        | ErrorCode::CannotOpen
                )
            ),
            _ => false,
        }
    }
}

impl Store {
    /// Opens the database at `path`, or makes it where nothing of one is, and brings its schema up to
    /// this program's. Nothing is written to a file that is not this program's to write. A database
    /// that is damaged is set aside, and another one begun with what can be read of it.
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        open::writer(path, key, open::Damage::SetAside(rescue::AT_START))
    }

    /// A reading side onto the same database.
    pub fn reader(&self) -> Result<Reader, StoreError> {
        let reader = Reader::open(self.files.database(), &self.key)?;
        Ok(Reader { held: self.reader.held.clone(), ..reader })
    }

    /// The database's file.
    pub fn path(&self) -> &Path {
        self.files.database()
    }
}

impl Reader {
    /// By a connection that is open.
    fn of(db: Connection) -> Self {
        Self { db, held: held::Held::default() }
    }

    /// Onto nothing, for whoever has to close the database and will get another one.
    pub fn of_nothing() -> Result<Self, StoreError> {
        Ok(Self::of(Connection::open_in_memory()?))
    }

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
