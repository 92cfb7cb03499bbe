//! A backup of the embedded database: all of it, under its own key, in one file.

use std::fs::{File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, ffi};
use rustix::fs::{CWD, RenameFlags, renameat_with as rename_to_new};

use super::sqlite::{FileKey, keyed};
use super::{LedgerError, schema};
use crate::clock::china_civil;

/// Writes all that the database holds into the file `to`, which must not be there yet, beside a
/// serving platform: one state is read. Returns how many check records it holds.
pub fn backup(path: &Path, key: &FileKey, to: &Path) -> Result<u64, LedgerError> {
    if to.symlink_metadata().is_ok() {
        return Err(file(to, rustix::io::Errno::EXIST.into()));
    }
    let source = existing(path, key)?;
    let part = beside(to, ".part");
    let done = copy(&source, key, &part).and_then(|records| {
        // A name that was taken meanwhile is not overwritten.
        std::fs::hard_link(&part, to).map_err(|cause| file(to, cause))?;
        sync_folder(to)?;
        Ok(records)
    });
    let _ = std::fs::remove_file(&part);
    done
}

/// Puts a backup in the database's place; what stood there is kept under another name, which is
/// returned with the number of check records. Nobody may serve meanwhile.
pub fn restore(
    path: &Path,
    key: &FileKey,
    from: &Path,
    now: Timestamp,
) -> Result<(u64, Option<PathBuf>), LedgerError> {
    let source = existing(from, key)?;
    let part = beside(path, ".part");
    let records = copy(&source, key, &part);
    if records.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    let records = records?;
    let kept = free_name(path, &china_civil(now).strftime(".before-%Y%m%dT%H%M%S").to_string());
    let mut stood = None;
    // The log first: a database without its own would lack what is in it.
    for ending in FILES {
        match moved(&beside(path, ending), &beside(&kept, ending)) {
            Ok(()) if ending.is_empty() => stood = Some(kept.clone()),
            Ok(()) => {}
            Err(cause) if cause.kind() == ErrorKind::NotFound => {}
            Err(cause) => return Err(file(path, cause)),
        }
    }
    moved(&part, path).map_err(|cause| file(path, cause))?;
    sync_folder(path)?;
    Ok((records, stood))
}

/// A database that is there, whole as far as its head tells.
fn existing(path: &Path, key: &FileKey) -> Result<Connection, LedgerError> {
    if let Err(cause) = std::fs::metadata(path) {
        return Err(file(path, cause));
    }
    let db = keyed(path, key)?;
    let version = db.query_row("PRAGMA user_version", (), |row| row.get(0));
    match version.map_err(|fault| unopened(path, fault))? {
        0 => Err(LedgerError::Damaged(path.to_owned())),
        step if step > schema::SQLITE.len() => Err(LedgerError::Newer(path.to_owned())),
        _ => Ok(db),
    }
}

fn unopened(path: &Path, fault: rusqlite::Error) -> LedgerError {
    match fault {
        rusqlite::Error::SqliteFailure(cause, _) if cause.code == ErrorCode::NotADatabase => {
            LedgerError::Key(path.to_owned())
        }
        fault => fault.into(),
    }
}

/// Copies into a fresh file of this user's alone, on the disk when it returns; the number of check
/// records in it.
fn copy(source: &Connection, key: &FileKey, part: &Path) -> Result<u64, LedgerError> {
    let _ = std::fs::remove_file(part);
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(part);
    let made = made.map_err(|cause| file(part, cause))?;
    let mut db = keyed(part, key)?;
    db.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF;")?;
    // One step: what is written meanwhile would begin it anew.
    if Backup::new(source, &mut db)?.step(-1)? != StepResult::Done {
        return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_BUSY), None).into());
    }
    // One file, without a log beside it.
    let _: String = db.query_row("PRAGMA journal_mode = DELETE", (), |row| row.get(0))?;
    let well: String = db.query_row("PRAGMA quick_check(1)", (), |row| row.get(0))?;
    if well != "ok" {
        return Err(LedgerError::Damaged(part.to_owned()));
    }
    let records = db.query_row("SELECT count(*) FROM records", (), |row| row.get(0))?;
    drop(db);
    made.sync_all().map_err(|cause| file(part, cause))?;
    Ok(records)
}

/// The files of a database: its log, that log's index, itself.
const FILES: [&str; 3] = ["-wal", "-shm", ""];

/// A name beside the path that none of a database's files has: with the ending, and a number where more
/// than one was kept in the same second.
fn free_name(path: &Path, ending: &str) -> PathBuf {
    let is_free =
        |name: &PathBuf| FILES.iter().all(|file| beside(name, file).symlink_metadata().is_err());
    let mut name = beside(path, ending);
    let mut number = 1_u64;
    while !is_free(&name) {
        number += 1;
        name = beside(path, &format!("{ending}-{number}"));
    }
    name
}

/// Gives a file another name, which nothing has.
fn moved(from: &Path, to: &Path) -> std::io::Result<()> {
    Ok(rename_to_new(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

/// The path with something behind its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn sync_folder(of: &Path) -> Result<(), LedgerError> {
    let folder = of.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    File::open(folder).and_then(|it| it.sync_all()).map_err(|cause| file(folder, cause))
}

fn file(path: &Path, cause: std::io::Error) -> LedgerError {
    LedgerError::File { path: path.to_owned(), cause }
}
