//! A restore: a backup in the place of the database. It goes over nothing that is newer, and tells
//! what is known to have been there and is not any more.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::aside::{ASIDE, lay_aside, put_back};
use super::audit;
use super::backup::{Contents, clear, contents, held};
use super::condition::{Condition, judge};
use super::connect::connect;
use super::files::{AsOwner, Files, make_folder, sync_folder};
use super::head::{HeadFile, OutsideHead, holds};
use super::incidents::{self, Incident, IncidentKind};
use super::journal::{Journal, JournalLine};
use super::mend::{highest, note_lost};
use super::neighbours::begin_series;
use super::open::{Damage, LOCK_PATIENCE, connect_to_write, lock, writer};
use super::passages::take_for_passed;
use super::source::{RestoreSource, merge};
use super::uploads::doubt_attempts;
use super::{AuditDetail, DatabaseKey, StoreError, StoreReader, TERMINAL};
use crate::people::ChainHead;

/// What stands between the database's name and the time in the name of one that was replaced, and was
/// whole.
pub(super) const REPLACED: &str = ".replaced-";

/// The copy of the backup that waits for its place.
const RESTORED: &str = ".restored";

/// What a restore has done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the database holds now.
    pub held: Contents,
    /// Records from after the backup that are known to have been there, and have not come back.
    pub missing: u64,
    /// Likewise entries of the protected log, at least.
    pub entries: u64,
    /// Where the database is kept that stood there, and whether it was damaged.
    pub kept: Option<(PathBuf, bool)>,
}

/// What is known of the database that stands in the place, or stood there.
struct KnownContents {
    /// The highest number of a record that was given out; 0: none.
    newest: i64,
    /// The log's, as the database and the file beside it tell it.
    heads: Vec<ChainHead>,
    /// Likewise, as a whole database that stands there tells it by itself.
    own: Option<(i64, Vec<ChainHead>)>,
    damaged: bool,
}

/// Puts a backup in the place of the database at `path`, or the database of another card, with what
/// belongs to it; `from` may be the folder that holds that one. The terminal has to be stopped. What is
/// there is kept under another name. A whole database that has records, or entries of the log,
/// which the backup lacks, stays; in the place of one that is damaged or gone any backup is put.
/// Records that the second journal knows beyond the backup come back by it.
pub fn restore(path: &Path, key: &DatabaseKey, from: &Path) -> Result<Restored, StoreError> {
    let files = Files::of(path);
    let failed = |cause| StoreError::Backup { path: from.to_owned(), cause };
    // As whoever restores: the backup need not be the store's owner's to read. It is read once, and
    // never by its name again.
    let mut source = RestoreSource::open(from, path).map_err(failed)?;
    let from = source.path().to_owned();
    let from = from.as_path();
    make_folder(files.folder()).map_err(failed)?;
    let _owner = AsOwner::of_folder(path).map_err(failed)?;
    files.refuse_odd()?;
    let held = lock(&files, LOCK_PATIENCE)?;
    let known = known(&files, key)?;
    // Beside it first, so that a full disk takes nothing away.
    let part = Files::of(&files.beside(RESTORED));
    clear(&part)?;
    forget(&part);
    let entries = source
        .copy_to(&part)
        .map_err(failed)
        .and_then(|()| compare(&part, key, &known, path).map_err(|fault| of_backup(fault, from)));
    let entries = match entries {
        Ok(entries) => entries,
        Err(fault) => {
            forget(&part);
            return Err(fault);
        }
    };
    let (before, entries) = entries;
    source.copy_journal(&files, key).map_err(failed)?;
    let mark = if known.damaged { ASIDE } else { REPLACED };
    let aside = lay_aside(&files, mark, Timestamp::now())?;
    let renamed = std::fs::rename(part.database(), path);
    renamed.inspect_err(|_| put_back(&files, &aside)).map_err(failed)?;
    let _ = std::fs::remove_file(files.suspicion()); // that was of the other
    sync_folder(files.folder()).map_err(failed)?;
    let db = connect_to_write(&files, key)?;
    note(&db, &files, key, from, &known, entries)?;
    drop((db, held));
    let (held, missing) = begin(path, key, before.newest)?;
    let kept = aside.exists().then_some((aside, known.damaged));
    Ok(Restored { held, missing, entries, kept })
}

/// What is known, by all that tells it. Another file in the database's place is an error, as at a start.
fn known(files: &Files, key: &DatabaseKey) -> Result<KnownContents, StoreError> {
    let mut known = KnownContents { newest: 0, heads: Vec::new(), own: None, damaged: false };
    match judge(files, key) {
        Ok(Condition::Nothing) | Err(StoreError::LeftOver { .. }) => {}
        Ok(Condition::Damaged) => known.damaged = true,
        Ok(Condition::Database) => match known.look(files, key) {
            Err(fault) if fault.is_damage() => known.damaged = true,
            looked => {
                looked?;
                known.own = Some((known.newest, known.heads.clone()));
            }
        },
        Err(fault) => return Err(fault),
    }
    if let Ok(OutsideHead::Head(contents)) = HeadFile::beside(files).read(&key.chain()) {
        known.newest = known.newest.max(contents.records.map_or(0, |(newest, _)| newest));
        known.heads.push(contents.head);
    }
    for line in Journal::read(files, key).unwrap_or_default() {
        if let JournalLine::Recorded(seq) = line {
            known.newest = known.newest.max(seq.0);
        }
    }
    Ok(known)
}

impl KnownContents {
    /// What the database itself tells, as far as it reads; damage is an error.
    fn look(&mut self, files: &Files, key: &DatabaseKey) -> Result<(), StoreError> {
        let reader = StoreReader::of(connect(files, key)?);
        self.newest = highest(&reader.db)?;
        let head = audit::head(&reader.db)?.map(|(head, _)| head);
        self.heads.extend(head);
        match reader.damaged_pages()? {
            0 => Ok(()),
            _ => Err(StoreError::Damaged(files.database().to_owned())),
        }
    }
}

/// What the backup holds, and how many entries of the log it lacks; one that is behind a whole
/// database is an error.
fn compare(
    part: &Files,
    key: &DatabaseKey,
    known: &KnownContents,
    path: &Path,
) -> Result<(Contents, u64), StoreError> {
    let (backup, reader) = contents(part, key)?;
    let last = audit::head(&reader.db)?.map_or(0, |(head, _)| head.id);
    let lacks = |heads: &[ChainHead]| -> Result<u64, StoreError> {
        let mut entries = 0;
        for head in heads {
            if !holds(&reader.db, head)? {
                // Where both logs went on from an entry that they share, it is one at least.
                entries = entries.max((head.id - last).max(1));
            }
        }
        Ok(entries.unsigned_abs())
    };
    // What head and journal tell beyond the database is gone already: it keeps no backup out.
    if let Some((newest, heads)) = &known.own {
        let records = newest.saturating_sub(backup.newest).max(0).unsigned_abs();
        let entries = lacks(heads)?;
        if records > 0 || entries > 0 {
            return Err(StoreError::Newer { path: path.to_owned(), records, entries });
        }
    }
    let entries = lacks(&known.heads)?;
    drop(reader);
    merge(part, key)?;
    Ok((backup, entries))
}

/// Of the backup, not of the copy of it that was looked at.
fn of_backup(fault: StoreError, from: &Path) -> StoreError {
    let from = from.to_owned();
    match fault {
        StoreError::Damaged(_) | StoreError::Missing(_) => StoreError::BackupDamaged(from),
        StoreError::WrongKey(_) => StoreError::WrongKey(from),
        StoreError::NotADatabase(_) => StoreError::NotADatabase(from),
        StoreError::NewerSchema { found, known, .. } => {
            StoreError::NewerSchema { path: from, found, known }
        }
        fault if fault.is_damage() => StoreError::BackupDamaged(from),
        other => other,
    }
}

/// The copy, and what SQLite may have put beside it, is of no use any more.
fn forget(part: &Files) {
    for path in [part.database().to_owned(), part.wal(), part.index()] {
        let _ = std::fs::remove_file(path); // most often there is none
    }
}

/// In the database that was restored: where it came from, and that it is not the newest there was.
fn note(
    db: &Connection,
    files: &Files,
    key: &DatabaseKey,
    from: &Path,
    known: &KnownContents,
    entries: u64,
) -> Result<(), StoreError> {
    let (chain, now) = (key.chain(), Timestamp::now());
    let change = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
    let restored = AuditDetail::StoreFound {
        what: IncidentKind::Restored,
        records: 0,
        file: Some(from.display().to_string()),
        entries: Some(entries).filter(|entries| *entries > 0),
    };
    audit::append(&change, &chain, TERMINAL, &restored, now)?;
    doubt_attempts(&change)?;
    take_for_passed(&change, &[], now)?;
    note_lost(&change, known.newest)?;
    begin_series(&change)?;
    change.commit()?;
    // The head told of a newer log: it stands beside what was replaced.
    HeadFile::beside(files).keep(db, &chain, true, LOCK_PATIENCE)
}

/// Opens it as a start would, so that the second journal gives back what it knows. Returns what is held,
/// and how many numbers from behind `before` have no record.
fn begin(path: &Path, key: &DatabaseKey, before: i64) -> Result<(Contents, u64), StoreError> {
    let store = writer(path, key, Damage::Refuse)?;
    let change = Transaction::new_unchecked(&store.db, TransactionBehavior::Immediate)?;
    let missing: i64 = change.query_row(
        "SELECT coalesce(sum(last - max(first - 1, ?1)), 0) FROM gaps WHERE last > ?1",
        [before],
        |row| row.get(0),
    )?;
    let missing = missing.unsigned_abs();
    if missing > 0 {
        let (at, kind) = (Timestamp::now(), IncidentKind::Lost);
        let lost = Incident { at, kind, records: missing, file: String::new() };
        incidents::note(&change, &store.chain, &lost)?;
    }
    change.commit()?;
    store.keep_log_head()?;
    Ok((held(&store, path)?, missing))
}
