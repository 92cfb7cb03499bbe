//! Opening: the key, the pragmas, the schema; and telling a wrong key from a file that was never
//! a database, without touching either.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::condition::{Condition, is_damaged, judge};
use super::files::{AsOwner, Files, make_folder, open_file, size};
use super::head::HeadFile;
use super::page::PAGE;
use super::{AdminStore, DatabaseKey, Store, StoreError, StoreReader, audit, begin};
use crate::people::Chain;

/// The schema's steps; the database's `user_version` counts those that were taken.
pub(super) const MIGRATIONS: [&str; 7] = [
    include_str!("schema/001.sql"),
    include_str!("schema/002.sql"),
    include_str!("schema/003.sql"),
    include_str!("schema/004.sql"),
    include_str!("schema/005.sql"),
    include_str!("schema/006.sql"),
    include_str!("schema/007.sql"),
];

/// The schema that this program knows.
pub(super) const SCHEMA: i64 = MIGRATIONS.len() as i64;

/// The step that makes the audit log, whose head SQL alone can't seal.
const AUDIT_STEP: usize = 1;

/// With so many steps the log's head is told beside the database too.
const HEAD_STEP: i64 = 4;

/// How long an administrator's command waits for a terminal that is just starting, or for its writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a terminal waits for one that is just making the database.
pub(super) const LOCK_PATIENCE: Duration = Duration::from_secs(1);

const PAUSE: Duration = Duration::from_millis(20);

/// What to do with a database that is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Damage {
    /// The door has to go on: it is set aside, and another one begun; what is not pending is
    /// carried over for so long.
    SetAside(Duration),
    Refuse,
}

pub(super) fn writer(path: &Path, key: &DatabaseKey, damage: Damage) -> Result<Store, StoreError> {
    let files = Files::of(path);
    let unreachable = |cause| StoreError::Unreachable { path: path.to_owned(), cause };
    make_folder(files.folder()).map_err(unreachable)?;
    let _owner = as_owner(path)?;
    // Refused before anything is made, the lock's file included.
    judge(&files, key)?;
    let lock = lock(&files, LOCK_PATIENCE)?;
    let (store, fault) = begin::begin(&files, key, damage, lock)?;
    if let Some(fault) = fault {
        log::error!("the database takes nothing, so nobody can be admitted: {fault}");
    }
    Ok(store)
}

/// Connects to write, with the schema brought up to this program's; makes the database where there is
/// none. The lock is held.
pub(super) fn connect_to_write(files: &Files, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let path = files.database();
    // Made here, so that it is this user's alone from its first byte; and where it may not be
    // written, that is said before anything is tried.
    let mut options = OpenOptions::new();
    open_file(path, options.write(true).create(true).mode(0o600))
        .map_err(|cause| StoreError::Unreachable { path: path.to_owned(), cause })?;
    let mut db = connect(files, key)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA recursive_triggers = ON; -- else REPLACE deletes past the triggers
         PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 500;",
    )?;
    // An administrator may write too: a transaction that reads first would fail where it can wait.
    db.set_transaction_behavior(TransactionBehavior::Immediate);
    let before = schema_step(&db)?;
    let chain = key.chain();
    migrate(&mut db, &chain)?;
    if before < HEAD_STEP
        && let Err(fault) = HeadFile::beside(files).keep(&db, &chain, true, PATIENCE)
    {
        log::error!("{fault}");
    }
    Ok(db)
}

/// Opens beside a running terminal; where none runs, as the terminal itself would, and leaves the
/// lock to others at once.
pub(super) fn admin_store(path: &Path, key: &DatabaseKey) -> Result<AdminStore, StoreError> {
    let files = Files::of(path);
    let deadline = Instant::now() + PATIENCE;
    loop {
        if is_open_elsewhere(&files) {
            let _owner = as_owner(path)?;
            judge_whole(&files, key)?;
            let db = connect(&files, key)?;
            if schema_step(&db)? == SCHEMA {
                db.busy_timeout(PATIENCE)?;
                db.execute_batch(
                    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -1000;",
                )?;
                let (chain, head) = (key.chain(), HeadFile::beside(&files));
                return Ok(AdminStore { reader: StoreReader::of(db), chain, head });
            }
        }
        match writer(path, key, Damage::Refuse) {
            Ok(Store { reader, chain, head, .. }) => {
                reader.db.busy_timeout(PATIENCE)?;
                return Ok(AdminStore { reader, chain, head });
            }
            Err(StoreError::InUse(path)) if Instant::now() > deadline => {
                return Err(StoreError::OlderInUse(path));
            }
            Err(StoreError::InUse(_)) => std::thread::sleep(PAUSE),
            Err(fault) => return Err(fault),
        }
    }
}

/// Whether another connection is past the making: a database that is being made has no
/// write-ahead log yet, and whoever looked into it then would be in the maker's way.
fn is_open_elsewhere(files: &Files) -> bool {
    size(files.database()) > 0 && files.wal().exists()
}

pub(super) fn reader(path: &Path, key: &DatabaseKey) -> Result<StoreReader, StoreError> {
    let files = Files::of(path);
    match std::fs::metadata(path) {
        Ok(_) => {}
        Err(cause) if cause.kind() == ErrorKind::NotFound && !files.folder().exists() => {
            return Err(StoreError::Missing(path.to_owned()));
        }
        Err(cause) if cause.kind() == ErrorKind::NotFound => {}
        Err(cause) => return Err(StoreError::Unreachable { path: path.to_owned(), cause }),
    }
    let _owner = as_owner(path)?;
    judge_whole(&files, key)?;
    let db = match connect(&files, key) {
        Err(fault) if fault.is_of_the_disk() => connect_to_read(&files, key, fault)?,
        connected => connected?,
    };
    let (found, needed) = (schema_step(&db)?, SCHEMA);
    if found < needed {
        return Err(StoreError::OlderSchema { path: path.to_owned(), found, needed });
    }
    db.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -1000;")?;
    Ok(StoreReader::of(db))
}

pub(super) fn as_owner(path: &Path) -> Result<AsOwner, StoreError> {
    AsOwner::of_folder(path)
        .map_err(|cause| StoreError::Unreachable { path: path.to_owned(), cause })
}

/// Nothing of a store is an error, and so is what is left of one without its database.
pub(super) fn refuse_nothing(path: &Path, key: &DatabaseKey) -> Result<(), StoreError> {
    let _owner = as_owner(path)?;
    match judge(&Files::of(path), key)? {
        Condition::Nothing => Err(StoreError::Missing(path.to_owned())),
        Condition::Damaged | Condition::Database => Ok(()),
    }
}

/// A database that is there and not known to be damaged.
fn judge_whole(files: &Files, key: &DatabaseKey) -> Result<(), StoreError> {
    match judge(files, key)? {
        Condition::Nothing => Err(StoreError::Missing(files.database().to_owned())),
        Condition::Damaged => Err(StoreError::Damaged(files.database().to_owned())),
        Condition::Database => Ok(()),
    }
}

/// Connects with the key and proves it by reading the schema; writes nothing.
pub(super) fn connect(files: &Files, key: &DatabaseKey) -> Result<Connection, StoreError> {
    connect_by(files, key, &resolved(files)?, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// Connects where nothing can be written, as on a full or read-only disk: `fault` is what came of
/// trying otherwise. Without a write-ahead log the file is taken for one that nobody changes.
pub(super) fn connect_to_read(
    files: &Files,
    key: &DatabaseKey,
    fault: StoreError,
) -> Result<Connection, StoreError> {
    let path = resolved(files)?;
    if let Ok(db) = connect_by(files, key, &path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        return Ok(db);
    }
    if size(&files.wal()) > 0 {
        return Err(fault);
    }
    let escaped: String = path
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        .map(|byte| match byte {
            b'/' | b'-' | b'.' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                char::from(*byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect();
    let uri = format!("file:{escaped}?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    connect_by(files, key, Path::new(&uri), flags)
}

fn resolved(files: &Files) -> Result<std::path::PathBuf, StoreError> {
    files
        .resolved()
        .map_err(|cause| StoreError::Unreachable { path: files.database().to_owned(), cause })
}

fn connect_by(
    files: &Files,
    key: &DatabaseKey,
    name: &Path,
    flags: OpenFlags,
) -> Result<Connection, StoreError> {
    start_library()?;
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let db = Connection::open_with_flags(name, flags)?;
    db.busy_timeout(Duration::from_secs(2))?;
    // A wrong key is told by our own error, in one sentence.
    db.pragma_update(None, "cipher_log_level", "NONE")?;
    // Closing would carry a left-over WAL into a file that was never proved to be ours.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    key.open(&db)?;
    let found = schema_step(&db).map_err(|fault| match fault {
        rusqlite::Error::SqliteFailure(cause, _) if cause.code == ErrorCode::NotADatabase => {
            unread(files, key)
        }
        other => StoreError::Sqlite(other),
    })?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    let known = SCHEMA;
    if found > known {
        let path = files.database().to_owned();
        return Err(StoreError::NewerSchema { path, found, known });
    }
    Ok(db)
}

/// SQLite calls itself ready before SQLCipher is: while the process's first opening is under way in one
/// thread, whoever opens in another would be told that no key is taken.
fn start_library() -> Result<(), StoreError> {
    static STARTED: OnceLock<()> = OnceLock::new();
    let deadline = Instant::now() + PATIENCE;
    while STARTED.get().is_none() {
        let trial = Connection::open_in_memory()?;
        match trial.pragma_update(None, "key", "trial") {
            Err(fault) if Instant::now() > deadline => return Err(fault.into()),
            Err(_) => std::thread::sleep(PAUSE),
            Ok(()) => _ = STARTED.set(()),
        }
    }
    Ok(())
}

/// The number of schema steps that were taken.
pub(super) fn schema_step(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// What the key does not open: damaged, where it was made with this key; otherwise our own files have
/// whole pages, unless power went in mid-write.
fn unread(files: &Files, key: &DatabaseKey) -> StoreError {
    let path = files.database().to_owned();
    if is_damaged(files, key) {
        return StoreError::Damaged(path);
    }
    match size(&path) % PAGE as u64 {
        0 => StoreError::WrongKey(path),
        _ => StoreError::NotADatabase(path),
    }
}

fn migrate(db: &mut Connection, chain: &Chain) -> Result<(), StoreError> {
    let done = schema_step(db)?;
    for (step, sql) in MIGRATIONS.iter().enumerate().skip(usize::try_from(done).unwrap_or(0)) {
        let change = db.transaction()?;
        change.execute_batch(sql)?;
        if step == AUDIT_STEP {
            audit::begin(&change, chain)?;
        }
        change.pragma_update(None, "user_version", step as i64 + 1)?;
        change.commit()?;
    }
    Ok(())
}

/// Two terminals on one database would each hold half of the truth.
pub(super) fn lock(files: &Files, patience: Duration) -> Result<File, StoreError> {
    let name = files.lock();
    let unreachable = |cause| StoreError::Unreachable { path: name.clone(), cause };
    let mut options = OpenOptions::new();
    let file = open_file(&name, options.write(true).create(true).mode(0o600))
        // On a disk that takes nothing, one that is there still locks.
        .or_else(|cause| open_file(&name, OpenOptions::new().read(true)).map_err(|_| cause))
        .map_err(unreachable)?;
    let deadline = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                std::thread::sleep(PAUSE);
            }
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::InUse(files.database().to_owned()));
            }
            Err(TryLockError::Error(cause)) => return Err(unreachable(cause)),
        }
    }
}
