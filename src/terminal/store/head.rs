//! The log's head, told a second time beside the database: what was cut off the log's end, with
//! an older head of its own put back, is seen by it. It also tells the newest record's number, how
//! many are pending, and the database's salt, so that a database that has fewer records, or is
//! damaged, is known. Whoever adds to the log brings it up to date, sooner or later; it may be behind
//! the database, and never ahead of it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::audit::{append, head};
use super::files::{AsOwner, Files, make_file, open_file};
use super::mend::highest;
use super::page::{Salt, salt_of};
use super::pending::pending;
use super::{AdminStore, AuditDetail, AuditKind, Store, StoreError, TERMINAL};
use crate::people::{Chain, ChainHead};

/// How long another program may be at the file; the terminal's loop waits for none.
const PATIENCE: Duration = Duration::from_secs(1);

/// The row of `settings` with the number of the newest entry that the file is known to have told: one
/// that tells less was put back.
const KEPT: &str = "log_head_kept";

/// Longer than a head ever is.
const LONGEST: u64 = 512;

/// The file with the head.
#[derive(Debug, Clone)]
pub(super) struct HeadFile(Files);

/// What is told beside the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct HeadContents {
    /// The log's.
    pub head: ChainHead,
    /// The highest number of a record that was given out, and how many records are pending; none in
    /// a file of an older program.
    pub records: Option<(i64, u64)>,
    /// The database's.
    pub salt: Option<Salt>,
}

/// What the file tells.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum OutsideHead {
    /// There is no file.
    Nothing,
    /// It was not this program with this key that wrote it.
    Unreadable,
    Head(HeadContents),
}

impl HeadFile {
    pub fn beside(files: &Files) -> Self {
        Self(files.clone())
    }

    pub fn path(&self) -> PathBuf {
        self.0.head()
    }

    pub fn read(&self, chain: &Chain) -> Result<OutsideHead, StoreError> {
        let mut text = String::new();
        let opened = open_file(&self.path(), OpenOptions::new().read(true));
        match opened.and_then(|file| file.take(LONGEST).read_to_string(&mut text)) {
            Ok(_) => Ok(parse(&text, chain).map_or(OutsideHead::Unreadable, OutsideHead::Head)),
            Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(OutsideHead::Nothing),
            Err(cause) if cause.kind() == ErrorKind::InvalidData => Ok(OutsideHead::Unreadable),
            Err(cause) => Err(self.failed(cause)),
        }
    }

    /// Brings the file up to the log's head. One that tells of what the log does not hold stays
    /// as it is, however long the log grows. Where there is none although the database is not
    /// `fresh`, or an overtaken one, the log itself tells so.
    pub fn keep(
        &self,
        db: &Connection,
        chain: &Chain,
        fresh: bool,
        patience: Duration,
    ) -> Result<(), StoreError> {
        // Whoever is at the file writes the newest head, or the next one does.
        let Some(folder) = self.lock(patience)? else { return Ok(()) };
        let found = self.read(chain)?;
        let begun = match &found {
            OutsideHead::Nothing => !fresh,
            OutsideHead::Unreadable => false,
            OutsideHead::Head(contents) => {
                holds(db, &contents.head)? && overtaken(db, &contents.head)?
            }
        };
        if begun {
            let change = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
            let detail = AuditDetail::LogHeadBegun { missing: self.path().display().to_string() };
            append(&change, chain, TERMINAL, &detail, Timestamp::now())?;
            change.commit()?;
        }
        let own = self.own(db, chain)?;
        match (found, own) {
            (OutsideHead::Head(contents), Some(own)) if contents == own => {
                note_kept(db, own.head.id)
            }
            (OutsideHead::Nothing, Some(own)) => {
                self.write(chain, &own, &folder)?;
                note_kept(db, own.head.id)
            }
            (OutsideHead::Head(contents), Some(own)) if holds(db, &contents.head)? => {
                self.write(chain, &own, &folder)?;
                note_kept(db, own.head.id)
            }
            (OutsideHead::Head(contents), Some(own)) => {
                // What it tells of the log stays; of the records it goes on, or it could not tell the
                // next loss.
                let kept = HeadContents { head: contents.head.clone(), ..own };
                if kept != contents {
                    self.write(chain, &kept, &folder)?;
                }
                Err(StoreError::LogHeadDiffers(self.path()))
            }
            _ => Err(StoreError::LogHeadDiffers(self.path())),
        }
    }

    /// What is to be told now; none where the log's own head was altered.
    fn own(&self, db: &Connection, chain: &Chain) -> Result<Option<HeadContents>, StoreError> {
        let head = head(db)?.filter(|(head, seal)| chain.seals(head, seal)).map(|(head, _)| head);
        let Some(head) = head else { return Ok(None) };
        let records = Some((highest(db)?, pending(db)?));
        Ok(Some(HeadContents { head, records, salt: salt_of(self.0.database()) }))
    }

    /// Whole or not at all, whenever the power goes.
    fn write(
        &self,
        chain: &Chain,
        contents: &HeadContents,
        folder: &File,
    ) -> Result<(), StoreError> {
        let fresh = self.0.beside(".head.new");
        let write = || {
            let _owner = AsOwner::of_folder(&fresh)?;
            match std::fs::remove_file(&fresh) {
                Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(cause),
                _ => {}
            }
            let mut file = make_file(&fresh)?;
            file.write_all(text(contents, chain).as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&fresh, self.path())?;
            folder.sync_all()
        };
        write().map_err(|cause| self.failed(cause))
    }

    /// One at a time: the folder is locked for as long as what is returned lives. None where
    /// somebody else is at it for longer than the patience lasts.
    fn lock(&self, patience: Duration) -> Result<Option<File>, StoreError> {
        let folder = File::open(self.0.folder()).map_err(|cause| self.failed(cause))?;
        let deadline = Instant::now() + patience;
        loop {
            match folder.try_lock() {
                Ok(()) => return Ok(Some(folder)),
                Err(TryLockError::WouldBlock) if Instant::now() >= deadline => return Ok(None),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
                Err(TryLockError::Error(cause)) => return Err(self.failed(cause)),
            }
        }
    }

    fn failed(&self, cause: std::io::Error) -> StoreError {
        StoreError::LogHead { path: self.path(), cause }
    }
}

/// Whether the log has this entry still.
pub(super) fn holds(db: &Connection, head: &ChainHead) -> Result<bool, StoreError> {
    if head.id == 0 {
        return Ok(head.chain.is_empty());
    }
    let mut get = db.prepare_cached("SELECT chain FROM audit WHERE id = ?1")?;
    let chain: Option<Vec<u8>> = get.query_row([head.id], |row| row.get(0)).optional()?;
    Ok(chain.is_some_and(|chain| chain == head.chain))
}

/// The newest entry that the file is known to have told; 0: not known.
fn kept(db: &Connection) -> rusqlite::Result<i64> {
    let mut get =
        db.prepare_cached("SELECT CAST(value AS INTEGER) FROM settings WHERE name = ?1")?;
    Ok(get.query_row([KEPT], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// The file tells of this entry, and that is on the disk.
fn note_kept(db: &Connection, id: i64) -> Result<(), StoreError> {
    if kept(db)? != id {
        db.prepare_cached("INSERT OR REPLACE INTO settings VALUES (?1, ?2)")?
            .execute((KEPT, id.to_string()))?;
    }
    Ok(())
}

/// Whether a head that the log holds is older than it can be: by what the file is known to have told, or,
/// where an older program kept it, by a start. A terminal that starts brings it up to date before it logs
/// its start, so a later start tells that an older one was put back.
pub(super) fn overtaken(db: &Connection, head: &ChainHead) -> rusqlite::Result<bool> {
    if head.id < kept(db)? {
        return Ok(true);
    }
    let mut get = db.prepare_cached("SELECT 1 FROM audit WHERE id > ?1 AND what = ?2")?;
    get.exists((head.id.saturating_add(1), AuditKind::ProgramStarted.as_str()))
}

/// Head, newest record, pending ones, salt, seal.
fn text(contents: &HeadContents, chain: &Chain) -> String {
    let (newest, pending) = contents.records.unwrap_or_default();
    let salt = contents.salt.unwrap_or_default();
    let seal = hex::encode(sealed(contents, |parts| chain.seal_outside(parts)));
    let ChainHead { id, chain } = &contents.head;
    format!("{id} {} {newest} {pending} {} {seal}\n", hex::encode(chain), hex::encode(salt))
}

/// Hands over the parts of what is sealed.
fn sealed<T>(contents: &HeadContents, with: impl FnOnce(&[&[u8]]) -> T) -> T {
    let HeadContents { head, records, salt } = contents;
    let id = head.id.to_be_bytes();
    let records = records.map(|(newest, pending)| (newest.to_be_bytes(), pending.to_be_bytes()));
    match (records, salt) {
        (Some((newest, pending)), Some(salt)) => with(&[&id, &head.chain, &newest, &pending, salt]),
        // As an older program told it.
        _ => with(&[&id, &head.chain]),
    }
}

/// As [`text`], or as an older program wrote it: head and seal alone.
fn parse(text: &str, chain: &Chain) -> Option<HeadContents> {
    let words: Vec<&str> = text.strip_suffix('\n')?.split(' ').collect();
    let (id, link, rest) = match &*words {
        [id, link, rest @ ..] => (id, link, rest),
        _ => return None,
    };
    let head = ChainHead { id: id.parse().ok()?, chain: hex::decode(link).ok()? };
    let (contents, seal) = match rest {
        [seal] => (HeadContents { head, records: None, salt: None }, seal),
        [newest, pending, salt, seal] => {
            let records = Some((newest.parse().ok()?, pending.parse().ok()?));
            let salt = Some(hex::decode(salt).ok()?.try_into().ok()?);
            (HeadContents { head, records, salt }, seal)
        }
        _ => return None,
    };
    let seal = hex::decode(seal).ok()?;
    sealed(&contents, |parts| chain.seals_outside(parts, &seal)).then_some(contents)
}

impl Store {
    /// Tells the log's head beside the database too, so that what is cut off the log from here on
    /// is seen. Takes as long as two syncs of the disk where the log has grown, and does not wait
    /// for others who are at it.
    pub fn keep_log_head(&self) -> Result<(), StoreError> {
        self.head.keep(&self.db, &self.chain, false, Duration::ZERO)
    }
}

impl AdminStore {
    /// As [`Store::keep_log_head`], but for a short wait for others.
    pub fn keep_log_head(&self) -> Result<(), StoreError> {
        self.head.keep(&self.db, &self.chain, false, PATIENCE)
    }
}
