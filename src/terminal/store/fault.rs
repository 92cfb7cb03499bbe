//! What the store ends with where it does not serve: a sentence that says what to do.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use super::Seq;
use crate::words::codes::{FaultCode, store as codes};
use crate::words::{Language, Message, display_in_english, errors, system};

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
    NoWayBack { step: i64 },
    LogHead { path: PathBuf, cause: std::io::Error },
    LogHeadDiffers(PathBuf),
    JournalTorn(PathBuf),
    PassedOver { seq: Seq, by: Seq },
    Sqlite(#[from] rusqlite::Error),
}

display_in_english!(StoreError);

impl Message for StoreError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Unreachable { .. } => codes::UNREACHABLE,
            Self::Missing(_) => codes::MISSING,
            Self::LeftOver { .. } => codes::LEFT_OVER,
            Self::Damaged(_) => codes::DAMAGED,
            Self::NotAFile(_) => codes::NOT_A_FILE,
            Self::Backup { .. } => codes::BACKUP_FAILED,
            Self::BackupThere(_) => codes::BACKUP_THERE,
            Self::OwnName { .. } => codes::OWN_NAME,
            Self::BackupDamaged(_) => codes::BACKUP_DAMAGED,
            Self::InTheWay(_) => codes::IN_THE_WAY,
            Self::OpenFolder(_) => codes::OPEN_FOLDER,
            Self::Newer { .. } => codes::NEWER,
            Self::InUse(_) => codes::IN_USE,
            Self::OlderInUse(_) => codes::OLDER_IN_USE,
            Self::WrongKey(_) => codes::WRONG_KEY,
            Self::NotADatabase(_) => codes::NOT_A_DATABASE,
            Self::NewerSchema { .. } => codes::NEWER_SCHEMA,
            Self::OlderSchema { .. } => codes::OLDER_SCHEMA,
            Self::NoWayBack { .. } => codes::NO_WAY_BACK,
            Self::LogHead { .. } => codes::LOG_HEAD,
            Self::LogHeadDiffers(_) => codes::LOG_HEAD_DIFFERS,
            Self::JournalTorn(_) => codes::JOURNAL_TORN,
            Self::PassedOver { .. } => codes::PASSED_OVER,
            Self::Sqlite(_) if self.is_damage() => codes::DAMAGED,
            Self::Sqlite(_) => codes::SQLITE,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Unreachable { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                errors::Unreachable { path, cause }.text(language)
            }
            Self::Missing(path) => errors::NoDatabase { path: path.display() }.text(language),
            Self::LeftOver { path, left } => {
                let (path, left) = (path.display(), left.display());
                errors::LeftOver { path, left }.text(language)
            }
            Self::Damaged(path) => errors::Damaged { path: path.display() }.text(language),
            Self::NotAFile(path) => errors::NotAFile { path: path.display() }.text(language),
            Self::Backup { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                errors::Backup { path, cause }.text(language)
            }
            Self::BackupThere(path) => errors::BackupThere { path: path.display() }.text(language),
            Self::OwnName { path, database } => {
                errors::OwnName { path: path.display(), database }.text(language)
            }
            Self::BackupDamaged(path) => {
                errors::BackupDamaged { path: path.display() }.text(language)
            }
            Self::InTheWay(path) => errors::InTheWay { path: path.display() }.text(language),
            Self::OpenFolder(path) => errors::OpenFolder { path: path.display() }.text(language),
            Self::Newer { path, records, entries } => {
                errors::Newer { path: path.display(), records, entries }.text(language)
            }
            Self::InUse(path) => errors::InUse { path: path.display() }.text(language),
            Self::OlderInUse(path) => errors::OlderInUse { path: path.display() }.text(language),
            Self::WrongKey(path) => errors::WrongKey { path: path.display() }.text(language),
            Self::NotADatabase(path) => {
                errors::NotADatabase { path: path.display() }.text(language)
            }
            Self::NewerSchema { path, found, known } => {
                errors::NewerSchema { path: path.display(), found, known }.text(language)
            }
            Self::OlderSchema { path, found, needed } => {
                errors::OlderSchema { path: path.display(), found, needed }.text(language)
            }
            Self::NoWayBack { step } => errors::NoWayBack { step }.text(language),
            Self::LogHead { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                errors::LogHead { path, cause }.text(language)
            }
            Self::LogHeadDiffers(path) => {
                errors::LogHeadDiffers { path: path.display() }.text(language)
            }
            Self::JournalTorn(path) => errors::JournalTorn { path: path.display() }.text(language),
            Self::PassedOver { seq, by } => errors::PassedOver { seq, by }.text(language),
            Self::Sqlite(cause) if self.is_damage() => {
                errors::SqliteDamaged { cause: system::sqlite(cause, language) }.text(language)
            }
            Self::Sqlite(cause) => {
                errors::Sqlite { cause: system::sqlite(cause, language) }.text(language)
            }
        }
    }
}

impl StoreError {
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
