//! Opening: who may, the pragmas, the schema.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, TransactionBehavior};

use super::condition::{Condition, judge};
use super::connect::{connect, connect_beside_newer, connect_to_read, schema_step};
use super::files::{AsOwner, Files, make_folder, open_file, size};
use super::head::HeadFile;
use super::steps::{self, SCHEMA, STEPS};
use super::{AdminStore, DatabaseKey, Store, StoreError, StoreReader, begin};

/// With so many steps the log's head is told beside the database too.
const HEAD_STEP: i64 = 4;

/// How long an administrator's command waits for a terminal that is just starting, or for its writing.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How long a terminal waits for one that is just making the database.
pub(super) const LOCK_PATIENCE: Duration = Duration::from_secs(1);

pub(super) const PAUSE: Duration = Duration::from_millis(20);

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
    steps::take(&mut db, &chain, STEPS)?;
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
    reader_by(path, key, connect)
}

/// Likewise beside a newer program's database, which stays as it is.
pub(super) fn reader_of_any(path: &Path, key: &DatabaseKey) -> Result<StoreReader, StoreError> {
    reader_by(path, key, connect_beside_newer)
}

fn reader_by(
    path: &Path,
    key: &DatabaseKey,
    connect: fn(&Files, &DatabaseKey) -> Result<Connection, StoreError>,
) -> Result<StoreReader, StoreError> {
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
