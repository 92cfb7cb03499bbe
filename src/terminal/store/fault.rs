//! What the store ends with where it does not serve: a sentence that says what to do.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::Seq;
use crate::words::codes::{FaultCode, store as codes};
use crate::words::errors::Text;
use crate::words::{Language, Message, display_in_english, system};

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
            Self::LogHead { .. } => codes::LOG_HEAD,
            Self::LogHeadDiffers(_) => codes::LOG_HEAD_DIFFERS,
            Self::JournalTorn(_) => codes::JOURNAL_TORN,
            Self::PassedOver { .. } => codes::PASSED_OVER,
            Self::Sqlite(_) if self.is_damage() => codes::DAMAGED,
            Self::Sqlite(_) => codes::SQLITE,
        }
    }

    fn message(&self, language: Language) -> String {
        let say = |text: Text, path: &Path, parts: &[&dyn Display]| {
            let path = path.display();
            text.of(language, &[&[&path as &dyn Display], parts].concat())
        };
        match self {
            Self::Unreachable { path, cause } => {
                say(Text::Unreachable, path, &[&system::io(cause, language)])
            }
            Self::Missing(path) => say(Text::NoDatabase, path, &[]),
            Self::LeftOver { path, left } => say(Text::LeftOver, path, &[&left.display()]),
            Self::Damaged(path) => say(Text::Damaged, path, &[]),
            Self::NotAFile(path) => say(Text::NotAFile, path, &[]),
            Self::Backup { path, cause } => {
                say(Text::Backup, path, &[&system::io(cause, language)])
            }
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
            Self::LogHead { path, cause } => {
                say(Text::LogHead, path, &[&system::io(cause, language)])
            }
            Self::LogHeadDiffers(path) => say(Text::LogHeadDiffers, path, &[]),
            Self::JournalTorn(path) => say(Text::JournalTorn, path, &[]),
            Self::PassedOver { seq, by } => Text::PassedOver.of(language, &[seq, by]),
            Self::Sqlite(cause) if self.is_damage() => {
                Text::SqliteDamaged.of(language, &[&system::sqlite(cause, language)])
            }
            Self::Sqlite(cause) => Text::Sqlite.of(language, &[&system::sqlite(cause, language)]),
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
