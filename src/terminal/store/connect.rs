//! Connecting: the key is proved, and a wrong one told from a file that was never a database,
//! without touching either.

use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::condition::is_damaged;
use super::files::{Files, size};
use super::open::{PATIENCE, PAUSE};
use super::page::PAGE;
use super::steps::{self, SCHEMA, STEPS};
use super::{DatabaseKey, StoreError};

/// Connects with the key and proves it by reading the schema; writes nothing.
pub(super) fn connect(files: &Files, key: &DatabaseKey) -> Result<Connection, StoreError> {
    connect_by(files, key, &resolved(files)?, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

/// Likewise to a database of whatever program, also a newer one.
pub(super) fn connect_to_any(files: &Files, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let (db, _) =
        connect_and_prove(files, key, &resolved(files)?, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    Ok(db)
}

/// Connects where nothing can be written, as on a full or read-only disk: `fault` is what came of
/// trying otherwise. It may be a newer program's, if all is there that this one reads. Without a write-ahead log the file is taken for one that nobody changes.
pub(super) fn connect_to_read(
    files: &Files,
    key: &DatabaseKey,
    fault: StoreError,
) -> Result<Connection, StoreError> {
    let path = resolved(files)?;
    match connect_to_look(files, key, &path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        Ok(db) => return Ok(db),
        Err(newer @ StoreError::NewerSchema { .. }) => return Err(newer),
        Err(_) => {}
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
    connect_to_look(files, key, Path::new(&uri), flags)
}

/// Likewise beside whatever program made it, as long as all is there that this one reads: reading does
/// not harm.
pub(super) fn connect_beside_newer(
    files: &Files,
    key: &DatabaseKey,
) -> Result<Connection, StoreError> {
    connect_to_look(files, key, &resolved(files)?, OpenFlags::SQLITE_OPEN_READ_WRITE)
}

fn connect_to_look(
    files: &Files,
    key: &DatabaseKey,
    name: &Path,
    flags: OpenFlags,
) -> Result<Connection, StoreError> {
    let (db, found) = connect_and_prove(files, key, name, flags)?;
    if found > SCHEMA && !steps::has_all_of(&db, STEPS)? {
        return Err(newer_schema(files, found));
    }
    Ok(db)
}

fn newer_schema(files: &Files, found: i64) -> StoreError {
    StoreError::NewerSchema { path: files.database().to_owned(), found, known: SCHEMA }
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
    let (db, found) = connect_and_prove(files, key, name, flags)?;
    if found > SCHEMA {
        return Err(newer_schema(files, found));
    }
    Ok(db)
}

/// Also returns how many steps of the schema were taken.
fn connect_and_prove(
    files: &Files,
    key: &DatabaseKey,
    name: &Path,
    flags: OpenFlags,
) -> Result<(Connection, i64), StoreError> {
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
    Ok((db, found))
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
