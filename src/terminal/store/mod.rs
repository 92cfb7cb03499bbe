//! The encrypted database: keys, check records, refusals, what the platform told of tickets, the
//! state of the upload, settings (SPEC §3, §5, §6). All SQL lives here, no policy does.
//!
//! The loop owns the one [`Store`] that writes. The worker and the commands read through a
//! [`StoreReader`] of their own; in WAL mode neither waits for the other. Operators and the audit log
//! are also written by an [`AdminStore`] beside the running terminal.

mod admin_store;
mod aside;
mod audit;
mod audit_kind;
mod backup;
mod begin;
mod catalogue;
mod condition;
mod connect;
mod credstore;
pub mod detail;
mod disk;
mod door_name;
mod doubles;
mod facts;
mod fault;
mod field;
mod figures;
mod files;
mod guards;
mod head;
mod held;
mod incidents;
mod inside;
mod integrity;
mod journal;
mod key;
mod keys;
mod lacking;
mod last_scans;
mod mend;
mod neighbour_marks;
mod neighbours;
mod open;
mod openings;
mod operators;
mod other_key;
mod page;
mod passages;
mod pending;
mod private;
mod pruning;
mod record_filter;
mod record_row;
mod records;
mod recovery;
mod rescue;
mod restore;
mod search;
mod settings;
mod settling;
mod source;
mod spans;
mod steps;
mod told_doubles;
mod told_rows;
mod typed_refusals;
mod uploads;
mod used_by_hand;
mod verify;
mod way_in;

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::path::Path;

use rusqlite::Connection;

use crate::people::Chain;

pub use admin_store::{AdminStore, Change};
pub use audit::{AuditEntry, AuditFilter, Note, TERMINAL};
pub use audit_kind::BadAuditKind;
pub use backup::{BackupProgress, BackupWatch, Contents, backup, backup_while};
pub use catalogue::{
    CatalogueChange, CatalogueItems, CatalogueName, CatalogueOutcome, CataloguePart,
    CatalogueReply, CatalogueShow, Gone, ListedCinema, ListedHall, ListedShow, MOST_ITEMS,
    PartFigures, Programme, ProgrammeShow, Show,
};
pub use credstore::{Credstore, CredstoreError, open_secret};
pub use detail::{AuditDetail, AuditKind, TaskFault};
pub use disk::{DISK_LOW, free_bytes};
pub use door_name::{BadDoorName, DoorId, DoorName};
pub use doubles::ApartLine;
pub use facts::{Facts, Recollection};
pub use fault::StoreError;
pub use field::FieldChange;
pub use figures::{AdmittedLine, Holdings, QuarterLine, RefusedLine, SetAsideLine};
pub use files::AsOwner;
pub use incidents::{Incident, IncidentKind};
pub use inside::InsideLine;
pub use key::{DatabaseKey, DatabaseKeyError};
pub use keys::{MOST_KEYS, StoredKey, bounded};
pub use lacking::Lacking;
pub use last_scans::{LastScan, LastTicket};
pub use neighbour_marks::{DoorIdentity, NeighbourMark};
pub use neighbours::{
    AdmissionPage, DaySeen, KeepBatch, KeptAdmission, Series, ToldAdmission, ToldRecord,
};
pub use openings::{
    LATENCY_BOUNDS_MS, LATENCY_BUCKETS, ManualOpening, OpenReason, OpeningLine, STAFF_BUTTON,
    latency_bucket,
};
pub use operators::Operator;
pub use other_key::{lay_aside_for_key, opens};
pub use pending::PendingRecord;
pub use private::{replace_private, replace_readable};
pub use record_filter::{BadTicketEnd, RecordFilter, Seat, TicketEnd};
pub use records::{Admission, Basis, CommitError, Earlier, Record, Refusal, Seq};
pub use rescue::{Rescue, rescue};
pub use restore::{Restored, restore};
pub use search::{BadStage, RecordLine, UploadProgress};
pub use settings::Setting;
pub use settling::Settled;
pub use told_doubles::{AdmittedElsewhere, ToldDouble};
pub use typed_refusals::{TypedRefusal, TypedTally, UNANSWERED, UNKNOWN_TICKET};
pub use uploads::{LATE_AFTER_MIN, UploadState};
pub use used_by_hand::{RunningSession, UsedByHand, UsedByNumber, days_of};
pub use verify::{AuditFault, AuditSpan};
pub use way_in::{PerWay, WayIn};

/// The writing side; one in a process and, by a lock file, one on a machine.
#[derive(Debug)]
pub struct Store {
    reader: StoreReader,
    chain: Chain,
    head: head::HeadFile,
    files: files::Files,
    key: DatabaseKey,
    /// None where it can't be opened.
    journal: RefCell<Option<journal::Journal>>,
    /// Every number up to here was given out once.
    numbers_from: i64,
    spans: spans::Spans,
    health: Cell<recovery::Health>,
    /// Records by which nobody came in, and which could not be taken back yet: none of them is sent.
    untaken: RefCell<Vec<Seq>>,
    _lock: File,
}

/// A reading side.
#[derive(Debug)]
pub struct StoreReader {
    db: Connection,
    /// The writer's word on what may be sent.
    held: held::Held,
}

impl Store {
    /// Opens the database at `path`, or makes it where nothing of one is, and brings its schema up to
    /// this program's; back to it, where a newer program gave way to this one. Nothing is written to a file that is not this program's to write. A database
    /// that is damaged is set aside, and another one begun with what can be read of it.
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        open::writer(path, key, open::Damage::SetAside(rescue::AT_START))
    }

    /// A reading side onto the same database.
    pub fn reader(&self) -> Result<StoreReader, StoreError> {
        let reader = StoreReader::open(self.files.database(), &self.key)?;
        Ok(StoreReader { held: self.reader.held.clone(), ..reader })
    }

    /// The database's file.
    pub fn path(&self) -> &Path {
        self.files.database()
    }
}

impl StoreReader {
    /// By a connection that is open.
    fn of(db: Connection) -> Self {
        Self { db, held: held::Held::default() }
    }

    /// For whoever looks up a row now and then, or reads all of them once: it keeps next to nothing in memory.
    pub fn with_small_cache(self) -> Self {
        // A connection that does not take it has more memory than it needs.
        let _ = self.db.execute_batch("PRAGMA cache_size = -128");
        self
    }

    /// Onto nothing, for whoever has to close the database and will get another one.
    pub fn of_nothing() -> Result<Self, StoreError> {
        Ok(Self::of(Connection::open_in_memory()?))
    }

    /// Opens an existing database to read; also one that a newer program has taken further, where all is there
    /// that this one reads.
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        open::reader_of_any(path, key)
    }
}

impl std::ops::Deref for Store {
    type Target = StoreReader;

    /// All that can be read from a reading side can be read from the writing side.
    fn deref(&self) -> &StoreReader {
        &self.reader
    }
}

#[cfg(test)]
mod tests;
