//! Backup and restore: the whole database, under its own key, in one file.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::aside::{lay_aside, put_back};
use super::chain::Chain;
use super::condition::{Condition, judge};
use super::files::{Files, make_file, make_folder, open_file, size, sync_folder};
use super::head::HeadFile;
use super::incidents::{self, Incident, IncidentKind};
use super::open::{Damage, LOCK_PATIENCE, connect, connect_to_write, lock, reader, writer};
use super::uploads::doubt_attempts;
use super::{DatabaseKey, Reader, StoreError};

/// What stands between the database's name and the time in the name of one that was replaced.
const REPLACED: &str = ".replaced-";

/// What a backup holds, or a restored database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    pub records: u64,
    pub pending: u64,
    /// The newest record's number; 0 without one.
    pub newest: i64,
    pub bytes: u64,
}

/// Writes all that the database at `path` holds into the file `to`, which must not be there yet,
/// beside a running terminal: it reads one state, and writes of the terminal do not wait for it.
pub fn backup(path: &Path, key: &DatabaseKey, to: &Path) -> Result<Contents, StoreError> {
    let source = reader(path, key)?;
    let failed = |cause| StoreError::Backup { path: to.to_owned(), cause };
    if to.symlink_metadata().is_ok() {
        return Err(failed(ErrorKind::AlreadyExists.into()));
    }
    let target = Files::of(to);
    let part = Files::of(&target.beside(".part"));
    let _ = std::fs::remove_file(part.database()); // of one that was broken off
    drop(make_file(part.database()).map_err(failed)?);
    let done = copy(&source, key, &part).and_then(|contents| {
        let file = std::fs::File::open(part.database()).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        std::fs::rename(part.database(), to).map_err(failed)?;
        sync_folder(target.folder()).map_err(failed)?;
        Ok(contents)
    });
    if done.is_err() {
        let _ = std::fs::remove_file(part.database());
    }
    done
}

fn copy(source: &Reader, key: &DatabaseKey, part: &Files) -> Result<Contents, StoreError> {
    let mut db = Connection::open(part.database())?;
    key.open(&db)?;
    // One step: what the terminal writes meanwhile would begin it anew.
    Backup::new(&source.db, &mut db)?.step(-1)?;
    // One file, without a log beside it.
    let _: String = db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    drop(db);
    contents(part.database(), key)
}

/// What a backup holds; one that is damaged is an error.
fn contents(path: &Path, key: &DatabaseKey) -> Result<Contents, StoreError> {
    let files = Files::of(path);
    match judge(&files, key)? {
        Condition::Database => {}
        Condition::Damaged => return Err(StoreError::Damaged(path.to_owned())),
        Condition::Nothing => return Err(StoreError::Missing(path.to_owned())),
    }
    let reader = Reader { db: connect(&files, key)? };
    if reader.damaged_pages()? > 0 {
        return Err(StoreError::Damaged(path.to_owned()));
    }
    Ok(Contents {
        records: reader.records_held()?,
        pending: reader.pending()?,
        newest: super::mend::highest(&reader.db)?,
        bytes: size(path),
    })
}

/// Puts a backup in the place of the database at `path`. The terminal has to be stopped. What is
/// there is kept under another name; where it is newer than the backup, nothing is done. Records that
/// the second journal knows beyond the backup come back by it.
pub fn restore(path: &Path, key: &DatabaseKey, from: &Path) -> Result<Contents, StoreError> {
    let files = Files::of(path);
    let failed = |cause| StoreError::Backup { path: from.to_owned(), cause };
    let told = contents(from, key)?;
    // As whoever restores: the backup need not be the store's owner's to read.
    let mut backup = open_file(from, OpenOptions::new().read(true)).map_err(failed)?;
    make_folder(files.folder()).map_err(failed)?;
    let _owner = super::files::AsOwner::of_folder(path).map_err(failed)?;
    files.refuse_odd()?;
    let held = lock(&files, LOCK_PATIENCE)?;
    let there = newest_there(&files, key);
    if there > told.newest {
        return Err(StoreError::Newer { path: path.to_owned(), there, backup: told.newest });
    }
    // Beside it first, so that a full disk takes nothing away.
    let part = files.beside(".restored");
    let _ = std::fs::remove_file(&part);
    let mut put = || {
        let mut file = make_file(&part)?;
        std::io::copy(&mut backup, &mut file)?;
        file.sync_all()
    };
    if let Err(cause) = put() {
        let _ = std::fs::remove_file(&part);
        return Err(failed(cause));
    }
    let aside = lay_aside(&files, REPLACED, Timestamp::now())?;
    std::fs::rename(&part, path).inspect_err(|_| put_back(&files, &aside)).map_err(failed)?;
    let _ = std::fs::remove_file(files.suspicion()); // that was of the other
    sync_folder(files.folder()).map_err(failed)?;
    let db = connect_to_write(&files, key)?;
    note(&db, &files, key, from)?;
    drop((db, held));
    let store = writer(path, key, Damage::Refuse)?;
    store.keep_log_head()?;
    Ok(Contents {
        records: store.records_held()?,
        pending: store.pending()?,
        newest: super::mend::highest(&store.db)?,
        bytes: size(path),
    })
}

/// The newest record of a database that can be read; of one that can't, nothing is newer.
fn newest_there(files: &Files, key: &DatabaseKey) -> i64 {
    let db = connect(files, key).ok().filter(|_| size(files.database()) > 0);
    db.and_then(|db| super::mend::highest(&db).ok()).unwrap_or(0)
}

fn note(db: &Connection, files: &Files, key: &DatabaseKey, from: &Path) -> Result<(), StoreError> {
    let change =
        rusqlite::Transaction::new_unchecked(db, rusqlite::TransactionBehavior::Immediate)?;
    let incident = Incident {
        at: Timestamp::now(),
        kind: IncidentKind::Restored,
        records: 0,
        file: from.display().to_string(),
    };
    incidents::log(&change, &Chain::new(key), &incident)?;
    doubt_attempts(&change)?;
    change.commit()?;
    // The head told of a newer log: it stands beside what was replaced.
    HeadFile::beside(files).keep(db, &Chain::new(key), true, LOCK_PATIENCE)
}
