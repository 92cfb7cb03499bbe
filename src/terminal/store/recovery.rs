//! How the one writer recovers while the terminal runs: from a disk that took nothing for a while,
//! a connection that SQLCipher has given up, a page that does not read. The loop tells what its
//! calls met ([`Store::note_fault`]), and has it mended between two tickets ([`Store::recover`]).

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode};

use super::begin::begin;
use super::open::Damage;
use super::{Setting, Store, StoreError};

/// How long the loop may be held by carrying over what is not pending; the watchdog waits for 10 s.
const AT_RUN: Duration = Duration::from_secs(3);

/// What the last calls have told of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Health {
    #[default]
    Well,
    /// The disk takes nothing.
    Disk,
    /// Something did not read: it may be the connection alone.
    Damage,
    /// Connected anew since something did not read, and nothing was recorded yet.
    Reopened,
    /// Something did not read on a fresh connection, either.
    DamageAgain,
}

impl Store {
    /// Whether it takes records, as far as the last calls told.
    pub fn works(&self) -> bool {
        matches!(self.health.get(), Health::Well | Health::Reopened)
            && self.untaken.borrow().is_empty()
    }

    /// A call has met this fault.
    pub fn note_fault(&self, fault: &StoreError) {
        let health = match (fault, self.health.get()) {
            (fault, Health::Damage | Health::DamageAgain) if fault.is_of_the_disk() => return,
            (fault, _) if fault.is_of_the_disk() => Health::Disk,
            (StoreError::Sqlite(cause), before) if is_damage(cause) => match before {
                Health::Well | Health::Disk | Health::Damage => Health::Damage,
                Health::Reopened | Health::DamageAgain => Health::DamageAgain,
            },
            _ => return,
        };
        self.health.set(health);
    }

    /// A whole look at the database has found damaged pages.
    pub fn is_damaged(&self) {
        self.health.set(Health::DamageAgain);
    }

    /// Tries to make it work again. True where the database was connected to anew, so that others
    /// who read it have to do likewise. After an error it may be tried again.
    pub fn recover(&mut self) -> Result<bool, StoreError> {
        match self.health.get() {
            Health::Well | Health::Reopened if self.untaken.borrow().is_empty() => {
                return Ok(false);
            }
            Health::Well | Health::Reopened | Health::Disk if self.takes_writing().is_ok() => {
                // Whoever has read these records reads anew.
                let anew = self.take_back()?;
                self.go_on()?;
                self.health.set(Health::Well);
                return Ok(anew);
            }
            Health::Well | Health::Reopened | Health::Disk | Health::Damage => {}
            Health::DamageAgain => self.suspect(),
        }
        let damaged = matches!(self.health.get(), Health::Damage | Health::DamageAgain);
        self.reopen()?;
        self.takes_writing()?;
        self.take_back()?;
        self.go_on()?;
        self.health.set(if damaged { Health::Reopened } else { Health::Well });
        if damaged {
            // It may have been the connection alone; the next start finds out.
            self.suspect();
        }
        Ok(true)
    }

    /// Opens once more, as a start would.
    fn reopen(&mut self) -> Result<(), StoreError> {
        let (files, key) = (self.files.clone(), self.key.clone());
        let unreachable = |cause| StoreError::Unreachable { path: files.lock(), cause };
        // The same lock, which nobody gets meanwhile.
        let lock = self._lock.try_clone().map_err(unreachable)?;
        let old = std::mem::replace(&mut self.reader.db, Connection::open_in_memory()?);
        // It may be the damage itself: nothing of it goes into the file by closing.
        let _ = old.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
        drop(old);
        self.journal.replace(None);
        let health = self.health.get();
        // What the disk has against it is told by the next call that needs it.
        let (anew, _) = begin(&files, &key, Damage::SetAside(AT_RUN), lock)?;
        let before = std::mem::replace(self, anew);
        self.spans = before.spans;
        self.untaken = before.untaken;
        self.reader.held = before.reader.held;
        if self.health.get() == Health::Well {
            self.health.set(health);
        }
        Ok(())
    }

    /// What the run had open is begun again with the next entry.
    fn go_on(&self) -> Result<(), StoreError> {
        let boot = self.spans.boot.borrow().clone();
        self.begin_run(boot)
    }

    fn takes_writing(&self) -> Result<(), StoreError> {
        self.set(Setting::WrittenAt, &Timestamp::now().as_nanosecond().to_string())
    }
}

/// SQLite's word for it, or, once SQLCipher has given up a connection, any other; but not that
/// somebody else is writing, or that a record contradicts what is there.
fn is_damage(cause: &rusqlite::Error) -> bool {
    use ErrorCode::{ConstraintViolation, DatabaseBusy, DatabaseLocked, OperationInterrupted};
    cause.sqlite_error_code().is_some_and(|code| {
        !matches!(code, ConstraintViolation | DatabaseBusy | DatabaseLocked | OperationInterrupted)
    })
}
