//! How the one writer begins: on a whole database; on a damaged one by setting it aside; on a disk
//! that takes nothing by reading alone. Whatever it is, what the second journal knows better is put
//! right first.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::aside::forget_begun;
use super::condition::{Condition, judge};
use super::connect::connect_to_read;
use super::files::{Files, make_file, size};
use super::head::{HeadFile, OutsideHead};
use super::incidents::{self, Incident, IncidentKind};
use super::journal::Journal;
use super::mend::{highest, mend, note_lost};
use super::open::{Damage, connect_to_write};
use super::passages::take_for_passed;
use super::recovery::Health;
use super::uploads::doubt_attempts;
use super::{DatabaseKey, Store, StoreError, StoreReader, integrity, rescue, steps};

/// Room that is given up so that a terminal can start on a full disk, in bytes: for SQLite's index
/// and log, and for what is noted of some hundred uploads.
const RESERVE: u64 = 4 << 20;

/// Between two tries to read what seems damaged.
const PAUSES: [Duration; 2] = [Duration::from_millis(10), Duration::from_millis(40)];

/// A store, and what the disk has against it where it takes nothing: for whoever tells of it.
pub(super) type OpenStore = (Store, Option<String>);

/// Opens, mends, or makes. The lock is held.
pub(super) fn begin(
    files: &Files,
    key: &DatabaseKey,
    damage: Damage,
    lock: File,
) -> Result<OpenStore, StoreError> {
    let (db, set_aside) = match patiently(files, key, damage) {
        Ok(db) => (db, None),
        Err(fault @ StoreError::Damaged(_)) => {
            let Damage::SetAside(within) = damage else { return Err(fault) };
            let (db, aside) = rescue::set_aside(files, key, within)?;
            (db, Some(aside))
        }
        Err(fault) if fault.is_of_the_disk() && size(files.database()) > 0 => {
            match after_giving_room(files, key, damage) {
                Ok(db) => (db, None),
                Err(_) => return to_read_alone(files, key, lock, fault),
            }
        }
        // Only a step that leaves no way back brings it here. Uploading and the gate's lines go on.
        Err(fault @ StoreError::NewerSchema { .. }) if damage != Damage::Refuse => {
            return to_read_alone(files, key, lock, fault);
        }
        Err(fault) => return Err(fault),
    };
    let (chain, head) = (key.chain(), HeadFile::beside(files));
    let mut store = Store {
        reader: StoreReader::of(db),
        chain,
        head,
        files: files.clone(),
        key: key.clone(),
        journal: RefCell::default(),
        numbers_from: 0,
        spans: Default::default(),
        health: Cell::default(),
        untaken: RefCell::default(),
        _lock: lock,
    };
    // The head tells of before; what is noted below brings it up to date.
    let head = store.head.read(&store.chain).unwrap_or(OutsideHead::Nothing);
    let fresh = set_aside.is_some();
    match store.take_journal(head, set_aside) {
        // A page that only shows now: the database is set aside after all.
        Err(fault) if fault.is_damage() && damage != Damage::Refuse && !fresh => {
            store.suspect();
            let Store { reader, _lock: lock, .. } = store;
            drop(reader);
            return begin(files, key, damage, lock);
        }
        Err(fault) if fault.is_damage() => {
            return Err(StoreError::Damaged(files.database().to_owned()));
        }
        Err(fault) => log::error!("what the second journal knows was not compared: {fault}"),
        Ok(()) => {}
    }
    store.numbers_from = highest(&store.reader.db)?;
    forget_begun(files);
    keep_reserve(files);
    Ok((store, None))
}

/// A whole database, or one that was just made.
fn whole(files: &Files, key: &DatabaseKey, damage: Damage) -> Result<Connection, StoreError> {
    if judge(files, key)? == Condition::Damaged {
        return Err(StoreError::Damaged(files.database().to_owned()));
    }
    let connected = match connect_to_write(files, key) {
        // The terminal goes back with the program; a command beside it has no business to.
        Err(StoreError::NewerSchema { .. }) if damage != Damage::Refuse => {
            steps::take_back(files, key).and_then(|()| connect_to_write(files, key))
        }
        connected => connected,
    };
    let db = connected.map_err(|fault| damaged(files, fault))?;
    integrity::prove(&db, files).map_err(|fault| damaged(files, fault))?;
    Ok(db)
}

/// A disk that fails for a moment looks like damage to SQLCipher: before a database is set aside it is read
/// more than once. One that is suspected already is not: the whole of it takes its time.
fn patiently(files: &Files, key: &DatabaseKey, damage: Damage) -> Result<Connection, StoreError> {
    let suspected = files.suspicion().exists();
    for pause in PAUSES {
        match whole(files, key, damage) {
            Err(StoreError::Damaged(_)) if damage != Damage::Refuse && !suspected => {
                std::thread::sleep(pause);
            }
            settled => return settled,
        }
    }
    whole(files, key, damage)
}

/// What SQLite says of a page that does not read is that the database is damaged.
fn damaged(files: &Files, fault: StoreError) -> StoreError {
    if fault.is_damage() { StoreError::Damaged(files.database().to_owned()) } else { fault }
}

/// A full disk: the reserve is given up for what has to be written at a start.
fn after_giving_room(
    files: &Files,
    key: &DatabaseKey,
    damage: Damage,
) -> Result<Connection, StoreError> {
    let reserve = files.reserve();
    let gone = |cause| StoreError::Unreachable { path: reserve.clone(), cause };
    std::fs::remove_file(&reserve).map_err(gone)?;
    log::error!(
        "the disk of {} is full: the terminal starts in the room that was kept for that; make room",
        files.database().display()
    );
    whole(files, key, damage)
}

/// A disk that takes nothing, or a newer program's database that can't be taken back, for now or for good: what is pending can still be uploaded, and nobody is admitted.
fn to_read_alone(
    files: &Files,
    key: &DatabaseKey,
    lock: File,
    fault: StoreError,
) -> Result<OpenStore, StoreError> {
    let why = fault.to_string();
    let db = connect_to_read(files, key, fault)?;
    let (chain, head) = (key.chain(), HeadFile::beside(files));
    let numbers_from = highest(&db)?;
    let (journal, health) = (RefCell::default(), Cell::new(Health::Disk));
    let (files, key) = (files.clone(), key.clone());
    let reader = StoreReader::of(db);
    let spans = Default::default();
    let (untaken, _lock) = (RefCell::default(), lock);
    let store = Store {
        reader,
        chain,
        head,
        files,
        key,
        journal,
        numbers_from,
        spans,
        health,
        untaken,
        _lock,
    };
    Ok((store, Some(why)))
}

/// Keeps room on the disk for a start when it is full; a disk that is nearly full gives none.
fn keep_reserve(files: &Files) {
    let path = files.reserve();
    let free = super::free_bytes(files.database()).unwrap_or(0);
    if size(&path) >= RESERVE || free < 4 * RESERVE {
        return;
    }
    let _ = std::fs::remove_file(&path);
    let fill = |file: File| {
        let block = vec![0; 1 << 20];
        (0..RESERVE).step_by(block.len()).try_for_each(|at| file.write_all_at(&block, at))
    };
    if let Err(fault) = make_file(&path).and_then(fill) {
        log::warn!("no room is kept for a start on a full disk ({}): {fault}", path.display());
    }
}

impl Store {
    /// Between two tickets: the second journal's lines onto the disk, and room for the next ones.
    pub fn tend(&self) {
        let through = self.uploaded_without_gap();
        if let (Some(journal), Ok(through)) = (&mut *self.journal.borrow_mut(), through) {
            journal.tend(through);
        }
    }

    /// Reads the second journal, puts right what it knows better, and notes what was found.
    fn take_journal(
        &mut self,
        head: OutsideHead,
        set_aside: Option<Incident>,
    ) -> Result<(), StoreError> {
        let opened = Journal::open(&self.files, &self.key);
        let (journal, lines) = match opened {
            Ok((journal, lines)) => (Some(journal), lines),
            Err(fault) => {
                log::error!(
                    "the second journal of admissions {} can't be opened: {fault}",
                    self.files.admissions().display()
                );
                (None, Vec::new())
            }
        };
        *self.journal.borrow_mut() = journal;
        let now = Timestamp::now();
        let db = &self.reader.db;
        let change = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
        let mended = mend(&change, &lines, &self.boot(), now)?;
        let newest = match &head {
            OutsideHead::Head(outside) => outside.records.map_or(0, |(newest, _)| newest),
            _ => 0,
        };
        // It has told nothing of the newest admissions, so it can't tell who has passed by them.
        let recorded: i64 =
            change.query_row("SELECT coalesce(max(seq), 0) FROM records", [], |row| row.get(0))?;
        let behind = mended.given_out < recorded;
        let lost = note_lost(&change, newest.max(mended.recorded))?;
        // Nobody was let in by the others, and nothing is lost with them.
        note_lost(&change, mended.given_out)?;
        if lines.is_empty() && newest.max(highest(&change)?) > 0 {
            log::error!(
                "the second journal {} was gone or does not read: another one is begun, and admissions before it are in the database alone",
                self.files.admissions().display()
            );
        }
        let older = set_aside.is_some() || lost > 0 || !mended.given_back.is_empty();
        if older || behind {
            take_for_passed(&change, &mended.given_back, now)?;
        }
        if older {
            doubt_attempts(&change)?;
        }
        let found = |kind, records: usize| Incident {
            at: now,
            kind,
            records: records as u64,
            file: String::new(),
        };
        let mut all = Vec::new();
        if !mended.given_back.is_empty() {
            all.push(found(IncidentKind::GivenBack, mended.given_back.len()));
        }
        if !mended.doubtful.is_empty() {
            all.push(found(IncidentKind::Doubtful, mended.doubtful.len()));
        }
        if lost > 0 {
            all.push(Incident { records: lost, ..found(IncidentKind::Lost, 0) });
        }
        for incident in &all {
            incidents::note(&change, &self.chain, incident)?;
        }
        change.commit()?;
        for incident in set_aside.iter().chain(&all) {
            log::error!("{}", incident.message(crate::words::Language::English));
        }
        Ok(())
    }
}
