//! A damaged database: set aside under another name, never deleted; what can be read of it is carried
//! over into a fresh one, what the door needs and pending records first.

mod copy;
mod copying;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::aside::{self, ASIDE};
use super::files::Files;
use super::head::{HeadFile, OutsideHead};
use super::incidents::{self, Incident, IncidentKind};
use super::journal::Journal;
use super::neighbour_marks::ask_neighbours_again;
use super::neighbours::begin_series;
use super::open::{Damage, as_owner, connect_to_write, writer};
use super::uploads::doubt_attempts;
use super::{AuditDetail, AuditKind, DatabaseKey, Store, StoreError, audit};
use copying::Copying;

/// How long a terminal that starts may carry over what is not pending; `hallgate rescue` does the rest.
pub(super) const AT_START: Duration = Duration::from_secs(15);

/// Others who tell a head in this folder are done by then.
const HEAD_PATIENCE: Duration = Duration::from_secs(1);

/// What a rescue has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rescue {
    /// Databases that were set aside, from which was read.
    pub from: Vec<PathBuf>,
    /// Records that the store holds now.
    pub records: u64,
    /// Records that were carried over this time.
    pub carried_over: u64,
    /// Of those that the store holds, how many are pending.
    pub pending: u64,
    /// Numbers that no record has.
    pub missing: u64,
    /// Entries of the protected log that are known to be missing.
    pub entries: u64,
    /// Tables of which not all could be read.
    pub torn: Vec<String>,
}

/// Begins another database with what the door needs, and puts it in the place of this one, which is set
/// aside. In the other one it is noted; what was found is returned to be told.
pub(super) fn set_aside(
    files: &Files,
    key: &DatabaseKey,
    within: Duration,
) -> Result<(Connection, Incident), StoreError> {
    let now = Timestamp::now();
    let found = |aside: &Path| {
        let file = aside.display().to_string();
        Incident { at: now, kind: IncidentKind::SetAside, records: 0, file }
    };
    let incident = if aside::is_awaited(files) {
        found(&aside::go_on(files)?)
    } else {
        let incident = found(&aside::free_name(files, ASIDE, now)?);
        begin_another(files, key, within, &incident)?;
        aside::swap(files, Path::new(&incident.file))?;
        incident
    };
    log::error!(
        "the database {} is damaged: it is kept as {}, and another one is begun; run `hallgate rescue` with the terminal stopped",
        files.database().display(),
        incident.file
    );
    Ok((connect_to_write(files, key)?, incident))
}

/// Makes the other database beside this one.
fn begin_another(
    files: &Files,
    key: &DatabaseKey,
    within: Duration,
    incident: &Incident,
) -> Result<(), StoreError> {
    let begun = aside::place_to_begin(files);
    let db = connect_to_write(&begun, key)?;
    let lines = Journal::read(files, key).unwrap_or_default();
    let mut copying = Copying::begin(&db, key)?;
    copying.first(files.database(), &lines)?;
    copying.rest(files.database(), Some(Instant::now() + within))?;
    copying.end()?;
    let chain = key.chain();
    let change = Transaction::new_unchecked(&db, TransactionBehavior::Immediate)?;
    doubt_attempts(&change)?;
    tell_doors_anew(&change)?;
    incidents::keep(&change, incident)?;
    let kept = audit::head(&change)?.map_or(0, |(head, _)| head.id.unsigned_abs());
    let entries = entries_known(files, key).saturating_sub(kept);
    incidents::log(&change, &chain, incident, entries)?;
    change.commit()?;
    let _ = std::fs::remove_file(begun.head()); // of the database when it was empty
    HeadFile::beside(&begun).keep(&db, &chain, true, HEAD_PATIENCE)?;
    db.close().map_err(|(_, fault)| fault.into())
}

/// Carries over what can be read: the database is set aside first, where it is damaged; then comes what
/// it lacks of all that were set aside, now or before, each told by `progress`. The terminal has to be
/// stopped.
pub fn rescue(
    path: &Path,
    key: &DatabaseKey,
    progress: &mut dyn FnMut(&str),
) -> Result<Rescue, StoreError> {
    let files = Files::of(path);
    // What root makes here is the service's, too.
    let _owner = as_owner(path)?;
    let store = match writer(path, key, Damage::SetAside(AT_START)) {
        Err(StoreError::LeftOver { .. }) => begin_without_database(&files, key)?,
        opened => opened?,
    };
    let store = match store.damaged_pages()? {
        0 => store,
        _ => {
            store.suspect();
            drop(store);
            writer(path, key, Damage::SetAside(AT_START))?
        }
    };
    store.carry_over(progress)
}

/// What other doors told may be lost in part, and numbers of this door's admissions may be given out again. What is
/// kept under days that are lost is of the newest that is left.
fn tell_doors_anew(db: &Connection) -> Result<(), StoreError> {
    ask_neighbours_again(db)?;
    begin_series(db)?;
    let newest = "(SELECT coalesce(max(ordinal), 0) FROM days_seen)";
    db.execute_batch(&format!(
        "UPDATE neighbour_admissions SET seen_day = {newest} WHERE seen_day > {newest};
         UPDATE neighbours SET seen_day = {newest} WHERE seen_day > {newest}"
    ))?;
    Ok(())
}

/// How many entries the protected log had, as the file beside the database tells it.
fn entries_known(files: &Files, key: &DatabaseKey) -> u64 {
    match HeadFile::beside(files).read(&key.chain()) {
        Ok(OutsideHead::Head(contents)) => contents.head.id.max(0).unsigned_abs(),
        _ => 0,
    }
}

/// The database is gone, and what stood beside it is there: another one is begun, with what the
/// second journal knows.
fn begin_without_database(files: &Files, key: &DatabaseKey) -> Result<Store, StoreError> {
    let lock = super::open::lock(files, super::open::LOCK_PATIENCE)?;
    let (entries, at) = (entries_known(files, key), Timestamp::now());
    let file = aside::lay_aside(files, ASIDE, at)?.display().to_string();
    let db = connect_to_write(files, key)?;
    let change = Transaction::new_unchecked(&db, TransactionBehavior::Immediate)?;
    let gone = Incident { at, kind: IncidentKind::SetAside, records: 0, file };
    incidents::keep(&change, &gone)?;
    incidents::log(&change, &key.chain(), &gone, entries)?;
    change.commit()?;
    drop((db, lock));
    writer(files.database(), key, Damage::Refuse)
}

impl Store {
    fn carry_over(&self, progress: &mut dyn FnMut(&str)) -> Result<Rescue, StoreError> {
        let db = &self.reader.db;
        let before = self.records_held()?;
        let mut rescue = Rescue { from: aside::all_aside(&self.files), ..Rescue::default() };
        let mut copying = Copying::begin(db, &self.key)?;
        for aside in &rescue.from {
            progress(&aside.display().to_string());
            copying.rest(aside, None)?;
            copying.look(aside);
        }
        rescue.torn = copying.end()?;
        let lines = Journal::read(&self.files, &self.key).unwrap_or_default();
        let change = Transaction::new_unchecked(db, TransactionBehavior::Immediate)?;
        super::mend::mend(&change, &lines, &self.boot(), Timestamp::now())?;
        super::mend::close_filled_gaps(&change)?;
        tell_doors_anew(&change)?;
        if self.records_held()? > before {
            // Older than what was lost, in part: who has passed, and what was sent, is not known.
            super::passages::take_for_passed(&change, &[], Timestamp::now())?;
            doubt_attempts(&change)?;
        }
        rescue.entries = entries_missing(&change)?;
        incidents::settle(&change)?;
        change.commit()?;
        if let Err(fault) = self.keep_log_head() {
            log::error!("{fault}");
        }
        rescue.records = self.records_held()?;
        rescue.carried_over = rescue.records.saturating_sub(before);
        rescue.pending = self.pending()?;
        rescue.missing = self.missing_numbers()?;
        Ok(rescue)
    }
}

/// How many entries of the log were told to be missing by what nobody has seen to yet.
fn entries_missing(db: &Connection) -> Result<u64, StoreError> {
    let mut get = db.prepare(
        "SELECT detail FROM audit WHERE what = ?1
             AND at >= (SELECT min(at) FROM incidents WHERE NOT settled)",
    )?;
    let details = get.query_map([AuditKind::StoreFound.as_str()], |row| row.get(0))?;
    let mut missing = 0;
    for detail in details {
        let detail: String = detail?;
        if let Some(AuditDetail::StoreFound { entries: Some(entries), .. }) =
            AuditDetail::read(AuditKind::StoreFound, &detail)
        {
            missing += entries;
        }
    }
    Ok(missing)
}
