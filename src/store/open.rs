//! Opening: the key, the pragmas, the schema; and telling a wrong key from a file that was never
//! a database, without touching either.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::chain::Chain;
use super::head::HeadFile;
use super::{DatabaseKey, Office, Reader, Store, StoreError, audit};

/// The schema's steps; the database's `user_version` counts those that were taken.
const MIGRATIONS: [&str; 4] = [
    include_str!("schema/001.sql"),
    include_str!("schema/002.sql"),
    include_str!("schema/003.sql"),
    include_str!("schema/004.sql"),
];

/// The schema that this program knows.
pub(super) const SCHEMA: i64 = MIGRATIONS.len() as i64;

/// The step that makes the audit log, whose head SQL alone can't seal.
const AUDIT_STEP: usize = 1;

/// With so many steps the log's head is told beside the database too.
const HEAD_STEP: i64 = 4;

/// How long an office waits for a terminal that is just starting, or for its writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a terminal waits for an office that is just making the database.
const LOCK_PATIENCE: Duration = Duration::from_secs(1);

const PAUSE: Duration = Duration::from_millis(20);

/// SQLCipher's page size.
const PAGE: u64 = 4096;

pub(super) fn writer(path: &Path, key: &DatabaseKey) -> Result<Store, StoreError> {
    let unreachable = |cause| StoreError::Unreachable { path: path.to_owned(), cause };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(unreachable)?;
    }
    let fresh = std::fs::metadata(path).map_or(0, |data| data.len()) == 0;
    if !fresh {
        check_before_opening(path)?;
    }
    let lock = lock(path, LOCK_PATIENCE)?;
    // Made here, so that it is this user's alone from its first byte; and where it may not be
    // written, that is said before anything is tried.
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).mode(0o600);
    let file = options.open(path).map_err(unreachable)?;
    if fresh {
        give_to_folders_owner(&file, path);
    }
    let mut db = connect(path, key)?;
    let chain = Chain::new(key);
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA recursive_triggers = ON; -- else REPLACE deletes past the triggers
         PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 500;",
    )?;
    // An office may write too: a transaction that reads first would fail where it can wait.
    db.set_transaction_behavior(TransactionBehavior::Immediate);
    let before = schema_step(&db)?;
    migrate(&mut db, &chain)?;
    let head = HeadFile::beside(path);
    if before < HEAD_STEP
        && let Err(fault) = head.keep(&db, &chain, true, PATIENCE)
    {
        log::error!("{fault}");
    }
    Ok(Store { reader: Reader { db }, chain, head, path: path.to_owned(), _lock: lock })
}

/// Opens beside a running terminal; where none runs, as the terminal itself would, and leaves the
/// lock to others at once.
pub(super) fn office(path: &Path, key: &DatabaseKey) -> Result<Office, StoreError> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if is_open_elsewhere(path) {
            check_before_opening(path)?;
            let db = connect(path, key)?;
            if schema_step(&db)? == SCHEMA {
                db.busy_timeout(PATIENCE)?;
                db.execute_batch(
                    "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -1000;",
                )?;
                let (chain, head) = (Chain::new(key), HeadFile::beside(path));
                return Ok(Office { reader: Reader { db }, chain, head });
            }
        }
        match writer(path, key) {
            Ok(Store { reader, chain, head, .. }) => {
                reader.db.busy_timeout(PATIENCE)?;
                return Ok(Office { reader, chain, head });
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
fn is_open_elsewhere(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let filled = |path: &Path| std::fs::metadata(path).is_ok_and(|data| data.len() > 0);
    filled(path) && Path::new(&log).exists()
}

pub(super) fn reader(path: &Path, key: &DatabaseKey) -> Result<Reader, StoreError> {
    match std::fs::metadata(path) {
        Ok(data) if data.len() > 0 => {}
        Err(cause) if cause.kind() != ErrorKind::NotFound => {
            return Err(StoreError::Unreachable { path: path.to_owned(), cause });
        }
        _ => return Err(StoreError::Missing(path.to_owned())),
    }
    check_before_opening(path)?;
    let db = connect(path, key)?;
    let (found, needed) = (schema_step(&db)?, SCHEMA);
    if found < needed {
        return Err(StoreError::OlderSchema { path: path.to_owned(), found, needed });
    }
    db.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -1000;")?;
    Ok(Reader { db })
}

/// Connects with the key and proves it by reading the schema; writes nothing.
fn connect(path: &Path, key: &DatabaseKey) -> Result<Connection, StoreError> {
    start_library()?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(Duration::from_secs(2))?;
    // A wrong key is told by our own error, in one sentence.
    db.pragma_update(None, "cipher_log_level", "NONE")?;
    // Closing would carry a left-over WAL into a file that was never proved to be ours.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    db.pragma_update(None, "key", key.pragma())?;
    let found = schema_step(&db).map_err(|fault| match fault {
        rusqlite::Error::SqliteFailure(cause, _) if cause.code == ErrorCode::NotADatabase => {
            unread(path)
        }
        other => StoreError::Sqlite(other),
    })?;
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    let known = SCHEMA;
    if found > known {
        return Err(StoreError::NewerSchema { path: path.to_owned(), found, known });
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

/// What the key does not open: our own files have whole pages, unless power went in mid-write.
fn unread(path: &Path) -> StoreError {
    match std::fs::metadata(path) {
        Ok(data) if data.len() % PAGE == 0 => StoreError::WrongKey(path.to_owned()),
        _ => StoreError::NotADatabase(path.to_owned()),
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

/// An encrypted database looks like noise. What does not is some other file: with SQLCipher alone
/// that could not be told from a wrong key.
fn check_before_opening(path: &Path) -> Result<(), StoreError> {
    let unreachable = |cause| StoreError::Unreachable { path: path.to_owned(), cause };
    let mut file = File::open(path).map_err(unreachable)?;
    let is_file = file.metadata().map_err(unreachable)?.is_file();
    let mut page = vec![0; PAGE as usize];
    if is_file && file.read_exact(&mut page).is_ok() && looks_like_noise(&page) {
        Ok(())
    } else {
        Err(StoreError::NotADatabase(path.to_owned()))
    }
}

/// In 4096 random bytes hardly one of the 256 values is missing; text and programs lack many.
fn looks_like_noise(page: &[u8]) -> bool {
    let mut seen = [false; 256];
    for byte in page {
        seen[usize::from(*byte)] = true;
    }
    seen.iter().filter(|seen| **seen).count() > 240
}

/// Two terminals on one database would each hold half of the truth.
fn lock(path: &Path, patience: Duration) -> Result<File, StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let unreachable = |cause| StoreError::Unreachable { path: name.clone(), cause };
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).mode(0o600);
    let file = options.open(&name).map_err(unreachable)?;
    give_to_folders_owner(&file, &name);
    let deadline = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                std::thread::sleep(PAUSE);
            }
            Err(TryLockError::WouldBlock) => return Err(StoreError::InUse(path.to_owned())),
            Err(TryLockError::Error(cause)) => return Err(unreachable(cause)),
        }
    }
}

/// What root makes for a terminal that runs as another user has to be that user's: the folder's
/// owner. Where it can't be given away the terminal will say that it can't open it.
pub(super) fn give_to_folders_owner(file: &File, path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if !rustix::process::geteuid().is_root() {
        return;
    }
    if let Ok(owner) = std::fs::metadata(folder.unwrap_or(Path::new("."))) {
        let _ = std::os::unix::fs::fchown(file, Some(owner.uid()), Some(owner.gid()));
    }
}
