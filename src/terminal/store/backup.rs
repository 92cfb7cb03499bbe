//! A backup: the whole database, under its own key, in one file.

use std::fs::File;
use std::io::ErrorKind;
use std::ops::ControlFlow;
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

/// Pages that are copied and brought onto the disk at a time, 4 MB: a slow stick never has more of the
/// machine's memory waiting for it, which the door's own commits would have to wait for, and whoever stops
/// it does not wait long.
const PAGES: i32 = 1024;

/// How much of the database is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupProgress {
    /// Pages of the database.
    pub done: usize,
    pub total: usize,
}

/// Hears how far a backup is, and may stop it.
pub type BackupWatch<'a> = &'a mut dyn FnMut(BackupProgress) -> ControlFlow<()>;

/// Writes all that the database at `path` holds into the file `to`, as [`backup_while`] does.
pub fn backup(path: &Path, key: &DatabaseKey, to: &Path) -> Result<Contents, StoreError> {
    let whole = backup_while(path, key, to, &mut |_| ControlFlow::Continue(()))?;
    // Nobody has stopped it.
    let cause = ErrorKind::Interrupted.into();
    whole.ok_or_else(|| StoreError::Backup { path: to.to_owned(), cause })
}

/// Writes all that the database at `path` holds into the file `to`, which must not be there yet,
/// beside a running terminal: it reads one state, and writes of the terminal do not wait for it.
/// None: it was stopped, and nothing of it is left. Root does so as the owner of the first folder on the
/// way that is not root's, to whom the file belongs then.
pub fn backup_while(
    path: &Path,
    key: &DatabaseKey,
    to: &Path,
    watch: BackupWatch,
) -> Result<Option<Contents>, StoreError> {
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
    let done = copy(&source, key, (&part, &made), watch).and_then(|contents| {
        let Some(contents) = contents else { return Ok(None) };
        made.sync_all().map_err(failed)?;
        match rename_to_free(part.database(), to) {
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => {
                return Err(StoreError::BackupThere(to.to_owned()));
            }
            renamed => renamed.map_err(failed)?,
        }
        sync_folder(target.folder()).map_err(failed)?;
        Ok(Some(contents))
    });
    if !matches!(done, Ok(Some(_))) {
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

/// None: it was stopped.
fn copy(
    source: &StoreReader,
    key: &DatabaseKey,
    (part, made): (&Files, &File),
    watch: BackupWatch,
) -> Result<Option<Contents>, StoreError> {
    let failed = |cause| StoreError::Backup { path: part.database().to_owned(), cause };
    let path = part.resolved().map_err(failed)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let mut db = Connection::open_with_flags(path, flags)?;
    key.open(&db)?;
    // Nobody else reads it yet, and what is broken off is thrown away: nothing is needed beside it.
    db.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF;")?;
    // One state is read from here on: what the terminal writes meanwhile would begin the copy anew.
    let state = source.db.unchecked_transaction()?;
    state.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let copying = Backup::new(&source.db, &mut db)?;
    loop {
        let step = copying.step(PAGES)?;
        made.sync_data().map_err(failed)?;
        let rusqlite::backup::Progress { remaining, pagecount } = copying.progress();
        let count = |pages: i32| usize::try_from(pages).unwrap_or_default();
        let total = count(pagecount);
        if watch(BackupProgress { done: total - count(remaining), total }).is_break() {
            return Ok(None);
        }
        match step {
            StepResult::Done => break,
            StepResult::More => {}
            _ => {
                let busy = ffi::Error::new(ffi::SQLITE_BUSY);
                return Err(rusqlite::Error::SqliteFailure(busy, None).into());
            }
        }
    }
    drop(copying);
    drop(state);
    // One file, without a log beside it.
    let _: String = db.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0))?;
    drop(db);
    Ok(Some(contents(part, key)?.0))
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
