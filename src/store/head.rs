//! The log's head, told a second time beside the database: what was cut off the log's end, with
//! an older head of its own put back, is seen by it. Whoever adds to the log brings it up to date,
//! sooner or later; it may be behind the log, and never ahead of it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::audit::{append, head};
use super::chain::{Chain, Head};
use super::open::give_to_folders_owner;
use super::{Detail, Office, Store, StoreError, TERMINAL};

/// How long another program may be at the file; the terminal's loop waits for none.
const PATIENCE: Duration = Duration::from_secs(1);

/// Longer than a head ever is.
const LONGEST: u64 = 512;

/// The file with the head.
#[derive(Debug, Clone)]
pub(super) struct HeadFile(PathBuf);

/// What the file tells.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// There is no file.
    Nothing,
    /// It was not this program with this key that wrote it.
    Unreadable,
    Head(Head),
}

impl HeadFile {
    pub fn beside(database: &Path) -> Self {
        let mut name = database.as_os_str().to_owned();
        name.push(".head");
        Self(name.into())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn read(&self, chain: &Chain) -> Result<Told, StoreError> {
        let mut text = String::new();
        match File::open(&self.0).and_then(|file| file.take(LONGEST).read_to_string(&mut text)) {
            Ok(_) => Ok(parse(&text, chain).map_or(Told::Unreadable, Told::Head)),
            Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(Told::Nothing),
            Err(cause) if cause.kind() == ErrorKind::InvalidData => Ok(Told::Unreadable),
            Err(cause) => Err(self.failed(cause)),
        }
    }

    /// Brings the file up to the log's head. One that tells of what the log does not hold stays
    /// as it is, however long the log grows. Where there is none although the database is not
    /// `fresh`, the log itself tells so.
    pub fn keep(
        &self,
        db: &Connection,
        chain: &Chain,
        fresh: bool,
        patience: Duration,
    ) -> Result<(), StoreError> {
        // Whoever is at the file writes the newest head, or the next one does.
        let Some(folder) = self.lock(patience)? else { return Ok(()) };
        let told = self.read(chain)?;
        if told == Told::Nothing && !fresh {
            let change = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
            let detail = Detail::LogHeadBegun { missing: self.0.display().to_string() };
            append(&change, chain, TERMINAL, &detail, Timestamp::now())?;
            change.commit()?;
        }
        let whole = head(db)?.filter(|(head, seal)| chain.seals(head, seal)).map(|(head, _)| head);
        match (told, whole) {
            (Told::Head(told), Some(own)) if told == own => Ok(()),
            (Told::Nothing, Some(own)) => self.write(chain, &own, &folder),
            (Told::Head(told), Some(own)) if holds(db, &told)? => self.write(chain, &own, &folder),
            _ => Err(StoreError::LogHeadDiffers(self.0.clone())),
        }
    }

    /// Whole or not at all, whenever the power goes.
    fn write(&self, chain: &Chain, head: &Head, folder: &File) -> Result<(), StoreError> {
        let mut new = self.0.as_os_str().to_owned();
        new.push(".new");
        let new = PathBuf::from(new);
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let write = || {
            let mut file = options.open(&new)?;
            give_to_folders_owner(&file, &self.0);
            let seal = hex(&chain.seal_outside(head));
            file.write_all(format!("{} {} {seal}\n", head.id, hex(&head.chain)).as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&new, &self.0)?;
            folder.sync_all()
        };
        write().map_err(|cause| self.failed(cause))
    }

    /// One at a time: the folder is locked for as long as what is returned lives. None where
    /// somebody else is at it for longer than the patience lasts.
    fn lock(&self, patience: Duration) -> Result<Option<File>, StoreError> {
        let folder = self.0.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = File::open(folder.unwrap_or(Path::new(".")));
        let folder = folder.map_err(|cause| self.failed(cause))?;
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
        StoreError::LogHead { path: self.0.clone(), cause }
    }
}

/// Whether the log has this entry still.
pub(super) fn holds(db: &Connection, told: &Head) -> Result<bool, StoreError> {
    if told.id == 0 {
        return Ok(told.chain.is_empty());
    }
    let mut get = db.prepare_cached("SELECT chain FROM audit WHERE id = ?1")?;
    let chain: Option<Vec<u8>> = get.query_row([told.id], |row| row.get(0)).optional()?;
    Ok(chain.is_some_and(|chain| chain == told.chain))
}

fn parse(text: &str, chain: &Chain) -> Option<Head> {
    let mut words = text.strip_suffix('\n')?.split(' ');
    let id = words.next()?.parse().ok()?;
    let head = Head { id, chain: from_hex(words.next()?)? };
    let seal = from_hex(words.next()?)?;
    (words.next().is_none() && chain.seals_outside(&head, &seal)).then_some(head)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(digits: &str) -> Option<Vec<u8>> {
    if !digits.is_ascii() {
        return None;
    }
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
        .collect()
}

impl Store {
    /// Tells the log's head beside the database too, so that what is cut off the log from here on
    /// is seen. Takes as long as two syncs of the disk where the log has grown, and does not wait
    /// for others who are at it.
    pub fn keep_log_head(&self) -> Result<(), StoreError> {
        self.head.keep(&self.db, &self.chain, false, Duration::ZERO)
    }
}

impl Office {
    /// As [`Store::keep_log_head`], but for a short wait for others.
    pub fn keep_log_head(&self) -> Result<(), StoreError> {
        self.head.keep(&self.db, &self.chain, false, PATIENCE)
    }
}
