//! What is carried over from a damaged database, and in which order.

use std::path::Path;
use std::time::Instant;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::copy::DamagedDatabase;
use crate::terminal::store::journal::JournalLine;
use crate::terminal::store::{DatabaseKey, StoreError, audit};

/// A copying into a database whose guards rest meanwhile.
pub(super) struct Copying<'a> {
    db: &'a Connection,
    key: &'a DatabaseKey,
    torn: Vec<String>,
}

/// In this order, what the door needs.
const FIRST: [&str; 11] = [
    "public_keys",
    "settings",
    "door_identity",
    "operators",
    "field_settings",
    "gaps",
    "doubtful",
    "clock_spans",
    "days_seen",
    "used_by_hand",
    "numbers_by_hand",
];

/// Made anew from others, or copied by a way of its own.
const OTHERWISE: [&str; 5] = ["records", "tallies", "upload_state", "audit", "audit_head"];

impl<'a> Copying<'a> {
    pub(super) fn begin(db: &'a Connection, key: &'a DatabaseKey) -> Result<Self, StoreError> {
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        db.pragma_update(None, "foreign_keys", false)?;
        Ok(Self { db, key, torn: Vec::new() })
    }

    /// Into a database that was just made: what the door needs, the log, the state of the upload,
    /// pending records.
    pub(super) fn first(&mut self, from: &Path, lines: &[JournalLine]) -> Result<(), StoreError> {
        let mut source = DamagedDatabase::open(from, self.key);
        for table in FIRST {
            self.table(&mut source, table, None)?;
        }
        self.log(&mut source)?;
        // Below the mark, and pending all the same.
        let mut all_known = true;
        for aside in ["standing_aside", "set_aside"] {
            all_known &= self.table(&mut source, aside, None)?;
        }
        let mark = source.number("SELECT uploaded_through FROM upload_state");
        // The journal's is one below which nothing stands aside.
        let journaled = lines.iter().filter_map(JournalLine::uploaded).max().map(|seq| seq.0);
        // Where neither is known all goes up once more, rather than that one record is forgotten.
        let through = mark.filter(|_| all_known).or(journaled).unwrap_or(0);
        self.db.execute("UPDATE upload_state SET uploaded_through = ?1", [through])?;
        self.records(&mut source, &format!("seq > {through}"), None)?;
        for aside in ["standing_aside", "set_aside"] {
            self.records(&mut source, &format!("seq IN (SELECT seq FROM {aside})"), None)?;
        }
        Ok(())
    }

    /// What is not there yet; the newest records first, until the time is over.
    pub(super) fn rest(&mut self, from: &Path, until: Option<Instant>) -> Result<(), StoreError> {
        let mut source = DamagedDatabase::open(from, self.key);
        self.records(&mut source, "true", until)?;
        for table in self.tables()? {
            if !OTHERWISE.contains(&&*table) && !FIRST.contains(&&*table) {
                self.table(&mut source, &table, until)?;
            }
        }
        Ok(())
    }

    fn records(
        &mut self,
        source: &mut DamagedDatabase,
        wanted: &str,
        until: Option<Instant>,
    ) -> Result<(), StoreError> {
        let whole = source.copy(self.db, "records", wanted, until)?;
        self.note("records", whole);
        Ok(())
    }

    /// Whether all of it was read.
    fn table(
        &mut self,
        source: &mut DamagedDatabase,
        table: &str,
        until: Option<Instant>,
    ) -> Result<bool, StoreError> {
        let whole = source.copy(self.db, table, "true", until)?;
        self.note(table, whole);
        Ok(whole)
    }

    /// Notes which of the tables do not read that only the start carries over: what was changed since
    /// would come back by them.
    pub(super) fn look(&mut self, from: &Path) {
        let mut source = DamagedDatabase::open(from, self.key);
        for table in FIRST.iter().chain(&["audit"]) {
            let rows = source.number(&format!("SELECT count(*) FROM {table} NOT INDEXED"));
            self.note(table, rows.is_some());
        }
    }

    fn note(&mut self, table: &str, whole: bool) {
        if !whole && !self.torn.iter().any(|torn| torn == table) {
            self.torn.push(table.to_owned());
        }
    }

    /// The protected log, as far as it goes on from its first entry; its head is the last of them.
    fn log(&mut self, source: &mut DamagedDatabase) -> Result<(), StoreError> {
        let whole = source.copy_until_damage(self.db, "audit", "id")?;
        self.note("audit", whole);
        audit::begin_from_last(self.db, &self.key.chain())
    }

    fn tables(&self) -> Result<Vec<String>, StoreError> {
        let mut get = self.db.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        )?;
        let names = get.query_map([], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// The tallies are counted anew, the guards stand again. Returns which tables were torn.
    pub(super) fn end(self) -> Result<Vec<String>, StoreError> {
        let change = Transaction::new_unchecked(self.db, TransactionBehavior::Immediate)?;
        change.execute_batch(include_str!("../schema/tallies.sql"))?;
        change.commit()?;
        self.db.pragma_update(None, "foreign_keys", true)?;
        self.db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true)?;
        Ok(self.torn)
    }
}
