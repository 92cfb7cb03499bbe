//! The administrators' connection beside the running terminal: operators and the audit log are written through a
//! connection of their own, so that an installer need not stop the terminal. Its transactions are
//! short, and the loop's own writes wait for them.

use std::cell::Cell;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{Transaction, TransactionBehavior};

use super::head::HeadFile;
use super::{
    AuditDetail, DatabaseKey, Note, Setting, Store, StoreError, StoreReader, TERMINAL, audit, open,
};
use crate::people::Chain;

/// Writes operators and the audit log, and nothing else.
#[derive(Debug)]
pub struct AdminStore {
    pub(super) reader: StoreReader,
    pub(super) chain: Chain,
    pub(super) head: HeadFile,
}

/// A transaction of an administrator: all that is done in it is committed and logged, or nothing.
#[derive(Debug)]
pub struct Change<'a> {
    pub(super) db: Transaction<'a>,
    chain: &'a Chain,
    logged: Cell<bool>,
}

impl AdminStore {
    /// Opens the database at `path`, whether a terminal runs on it or not, and brings its schema
    /// up to this program's. Where nothing is, nothing is made.
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        open::refuse_nothing(path, key)?;
        open::admin_store(path, key)
    }

    /// As [`AdminStore::open`]; where nothing is, the database is made.
    pub fn open_or_make(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        open::admin_store(path, key)
    }

    /// Does `work` in one transaction; an error undoes all of it. No password is hashed in it:
    /// the terminal waits meanwhile.
    pub fn change<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Change) -> Result<T, E>,
    ) -> Result<T, E> {
        let (done, logged) = self.transact(work)?;
        if logged && let Err(fault) = self.keep_log_head() {
            // What was done is done, and logged.
            log::error!("{fault}");
        }
        Ok(done)
    }

    /// Does `work`, and tells whether something was logged in it.
    fn transact<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&Change) -> Result<T, E>,
    ) -> Result<(T, bool), E> {
        let begin = self.reader.db.transaction_with_behavior(TransactionBehavior::Immediate);
        let change = Change {
            db: begin.map_err(StoreError::from)?,
            chain: &self.chain,
            logged: Cell::new(false),
        };
        let done = work(&change)?;
        let Change { db, logged, .. } = change;
        db.commit().map_err(StoreError::from)?;
        Ok((done, logged.get()))
    }
}

impl Change<'_> {
    /// Adds an entry to the audit log: who did what, and to whom or why.
    pub fn log(&self, who: &str, detail: &AuditDetail, at: Timestamp) -> Result<(), StoreError> {
        self.logged.set(true);
        audit::append(&self.db, self.chain, who, detail, at)
    }
}

impl Store {
    /// Adds an entry to the audit log: who did what, and to whom or why.
    pub fn log(&self, who: &str, detail: &AuditDetail, at: Timestamp) -> Result<(), StoreError> {
        let change = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        audit::append(&change, &self.chain, who, detail, at)?;
        change.commit()?;
        Ok(())
    }
}

impl Store {
    /// Adds what the terminal has to log of itself, and keeps the facts that it was told by, all
    /// or nothing.
    pub fn log_all(&self, notes: &[Note], facts: &[(Setting, String)]) -> Result<(), StoreError> {
        let change = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        for Note { detail, at } in notes {
            audit::append(&change, &self.chain, TERMINAL, detail, *at)?;
        }
        for (setting, value) in facts {
            self.set(*setting, value)?;
        }
        Ok(change.commit()?)
    }
}

impl std::ops::Deref for AdminStore {
    type Target = StoreReader;

    /// All that can be read from a reading side can be read here.
    fn deref(&self) -> &StoreReader {
        &self.reader
    }
}
