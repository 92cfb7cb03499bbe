//! Opening: the key, the pragmas, the schema; and telling a wrong key from a file that was never
//! a database, without touching either.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Read;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::{DatabaseKey, Reader, Store, StoreError};

/// The schema's steps; the database's `user_version` counts those that were taken.
const MIGRATIONS: [&str; 1] = [include_str!("schema/001.sql")];

/// SQLCipher's page size, a multiple of which every encrypted database has.
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
    let lock = lock(path)?;
    if fresh {
        // Made here, so that it is this user's alone from its first byte.
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).mode(0o600);
        options.open(path).map_err(unreachable)?;
    }
    let mut db = connect(path, key)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
         PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 500;",
    )?;
    migrate(&mut db)?;
    Ok(Store { reader: Reader { db }, path: path.to_owned(), _lock: lock })
}

pub(super) fn reader(path: &Path, key: &DatabaseKey) -> Result<Reader, StoreError> {
    if std::fs::metadata(path).map_or(0, |data| data.len()) == 0 {
        return Err(StoreError::Missing(path.to_owned()));
    }
    check_before_opening(path)?;
    let db = connect(path, key)?;
    db.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -1000;")?;
    Ok(Reader { db })
}

/// Connects with the key and proves it by reading the schema; writes nothing.
fn connect(path: &Path, key: &DatabaseKey) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(Duration::from_secs(2))?;
    // SQLCipher would put lines of its own beside the one sentence of a fault.
    db.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    db.pragma_update(None, "key", key.pragma())?;
    let found: i64 =
        db.query_row("PRAGMA user_version", [], |row| row.get(0)).map_err(|fault| match fault {
            rusqlite::Error::SqliteFailure(cause, _)
                if cause.code == rusqlite::ErrorCode::NotADatabase =>
            {
                StoreError::WrongKey(path.to_owned())
            }
            other => StoreError::Sqlite(other),
        })?;
    let known = MIGRATIONS.len() as i64;
    if found > known {
        return Err(StoreError::NewerSchema { path: path.to_owned(), found, known });
    }
    Ok(db)
}

fn migrate(db: &mut Connection) -> Result<(), StoreError> {
    let done: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (step, sql) in MIGRATIONS.iter().enumerate().skip(usize::try_from(done).unwrap_or(0)) {
        let change = db.transaction()?;
        change.execute_batch(sql)?;
        change.pragma_update(None, "user_version", step as i64 + 1)?;
        change.commit()?;
    }
    Ok(())
}

/// An encrypted database looks like noise in whole pages. What does not is some other file: with
/// SQLCipher alone that could not be told from a wrong key.
fn check_before_opening(path: &Path) -> Result<(), StoreError> {
    let unreachable = |cause| StoreError::Unreachable { path: path.to_owned(), cause };
    let mut file = File::open(path).map_err(unreachable)?;
    let data = file.metadata().map_err(unreachable)?;
    let mut page = vec![0; PAGE as usize];
    let whole = data.is_file() && data.len() % PAGE == 0 && file.read_exact(&mut page).is_ok();
    if whole && looks_like_noise(&page) {
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
fn lock(path: &Path) -> Result<File, StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let unreachable = |cause| StoreError::Unreachable { path: name.clone(), cause };
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).mode(0o600);
    let file = options.open(&name).map_err(unreachable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.to_owned())),
        Err(TryLockError::Error(cause)) => Err(unreachable(cause)),
    }
}
