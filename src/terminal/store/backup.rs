//! A backup: the whole database, under its own key, in one file.

use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags, ffi};

use super::condition::{Condition, judge, looks_like_a_database};
use super::connect::connect;
use super::files::{AsOwner, Files, make_file, rename_to_free, size, sync_folder};
use super::open::reader;
use super::{DatabaseKey, StoreError, StoreReader};

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
/// Root does so as the owner of the first folder on the way that is not root's, to whom the file
/// belongs then.
pub fn backup(path: &Path, key: &DatabaseKey, to: &Path) -> Result<Contents, StoreError> {
    let source = reader(path, key)?;
    let failed = |cause| StoreError::Backup { path: to.to_owned(), cause };
    let _owner = AsOwner::on_the_way(to).map_err(failed)?;
    if to.symlink_metadata().is_ok() {
        return Err(StoreError::BackupThere(to.to_owned()));
    }
    let target = Files::of(to);
    refuse_own_name(&Files::of(path), &target)?;
    refuse_open_folder(&target)?;
    let part = Files::of(&target.beside(".part"));
    clear(&part)?;
    let made = make_file(part.database()).map_err(failed)?;
    let done = copy(&source, key, &part).and_then(|contents| {
        made.sync_all().map_err(failed)?;
        match rename_to_free(part.database(), to) {
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                return Err(StoreError::BackupThere(to.to_owned()));
            }
            renamed => renamed.map_err(failed)?,
        }
        sync_folder(target.folder()).map_err(failed)?;
        Ok(contents)
    });
    if done.is_err() {
        let _ = std::fs::remove_file(part.database());
    }
    done
}

/// Beside the database, what begins with its name is its own: a start would take a backup there for one
/// of its files.
fn refuse_own_name(database: &Files, target: &Files) -> Result<(), StoreError> {
    let failed = |cause| StoreError::Backup { path: target.database().to_owned(), cause };
    let (own, to) = (database.resolved().map_err(failed)?, target.resolved().map_err(failed)?);
    let name = |path: &Path| path.file_name().unwrap_or_default().as_encoded_bytes().to_owned();
    if own.parent() == to.parent() && name(&to).starts_with(&name(&own)) {
        let database = own.file_name().unwrap_or_default().display().to_string();
        return Err(StoreError::OwnName { path: target.database().to_owned(), database });
    }
    Ok(())
}

/// SQLite opens a file by its name: in a folder of root's where others may put another file in its
/// place, root would be led astray.
fn refuse_open_folder(target: &Files) -> Result<(), StoreError> {
    const STICKY: u32 = 0o1000;
    let folder = target.folder();
    if !rustix::process::geteuid().is_root() {
        return Ok(());
    }
    let unreachable = |cause| StoreError::Backup { path: target.database().to_owned(), cause };
    let data = std::fs::metadata(folder).map_err(unreachable)?;
    let others = data.mode() & 0o002 != 0 || (data.mode() & 0o020 != 0 && data.gid() != 0);
    if others && data.mode() & STICKY == 0 {
        return Err(StoreError::OpenFolder(folder.to_owned()));
    }
    Ok(())
}

/// What a backup that was broken off has left goes; what is none of ours stays, and is told.
pub(super) fn clear(part: &Files) -> Result<(), StoreError> {
    let path = part.database();
    let Ok(there) = path.symlink_metadata() else { return Ok(()) };
    let ours = there.is_file() && (there.len() == 0 || looks_like_a_database(path)?);
    if !ours {
        return Err(StoreError::InTheWay(path.to_owned()));
    }
    std::fs::remove_file(path).map_err(|cause| StoreError::Backup { path: path.to_owned(), cause })
}

fn copy(source: &StoreReader, key: &DatabaseKey, part: &Files) -> Result<Contents, StoreError> {
    let path = part.resolved();
    let path = path.map_err(|cause| {
        let path = part.database().to_owned();
        StoreError::Backup { path, cause }
    })?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut db = Connection::open_with_flags(path, flags)?;
    key.open(&db)?;
    // Nobody else reads it yet, and what is broken off is thrown away: nothing is needed beside it.
    db.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF;")?;
    // One step: what the terminal writes meanwhile would begin it anew.
    if Backup::new(&source.db, &mut db)?.step(-1)? != StepResult::Done {
        let busy = ffi::Error::new(ffi::SQLITE_BUSY);
        return Err(rusqlite::Error::SqliteFailure(busy, None).into());
    }
    // One file, without a log beside it.
    let _: String = db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    drop(db);
    Ok(contents(part, key)?.0)
}

/// What a backup holds, and a connection to it; one that is damaged is an error.
pub(super) fn contents(
    files: &Files,
    key: &DatabaseKey,
) -> Result<(Contents, StoreReader), StoreError> {
    let path = files.database();
    match judge(files, key)? {
        Condition::Database => {}
        Condition::Damaged => return Err(StoreError::Damaged(path.to_owned())),
        Condition::Nothing => return Err(StoreError::Missing(path.to_owned())),
    }
    let reader = StoreReader::of(connect(files, key)?);
    if reader.damaged_pages()? > 0 {
        return Err(StoreError::Damaged(path.to_owned()));
    }
    Ok((held(&reader, path)?, reader))
}

/// What a database holds that reads.
pub(super) fn held(reader: &StoreReader, path: &Path) -> Result<Contents, StoreError> {
    Ok(Contents {
        records: reader.records_held()?,
        pending: reader.pending()?,
        newest: super::mend::highest(&reader.db)?,
        bytes: size(path),
    })
}
