//! What the second journal knows better than the database, put right at each opening: admissions that
//! damage has taken from the database come back; a record whose commit was told to have failed is
//! marked doubtful.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::Connection;

use super::journal::JournalLine;
use super::passages::put_back;
use super::pruning::pruned_through;
use super::records::insert;
use super::spans::{end_open, know_right, mark_again};
use super::{Admission, CommitError, Seq, StoreError};
use crate::clock::{ClockMark, Offset};
use crate::ticket::FilmTicketCode;

/// What was put right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Mended {
    /// Records that came back.
    pub given_back: Vec<Seq>,
    /// Records that are doubtful from now on.
    pub doubtful: Vec<Seq>,
    /// The highest number that is known to have had a record.
    pub recorded: i64,
    /// The highest number that is known to have been given out, for a record or in vain.
    pub given_out: i64,
}

/// What came of an admission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CommitOutcome {
    /// Its line is the last that is known of it.
    Open,
    Recorded,
    Failed,
}

/// An admission as the journal tells it.
struct JournaledAdmission<'a> {
    seq: Seq,
    admission: &'a Admission,
    /// The machine's start.
    boot: &'a str,
    outcome: CommitOutcome,
    /// Nothing had confirmed its time, when it was taken.
    mark: Option<ClockMark>,
    /// By so much that was put right since, in milliseconds.
    moved: i64,
    /// It is right now, or stands as it is.
    settled: bool,
    /// When somebody walked through by it.
    passed: Option<Timestamp>,
}

impl JournaledAdmission<'_> {
    /// Whether it is told of this one that its commit came back, or somebody walked through: after a
    /// failure the number is given out again, and what is told of it is another's.
    fn is(&self, seq: Seq) -> bool {
        self.seq == seq && self.outcome != CommitOutcome::Failed
    }
}

/// Compares all that the journal tells with the database, in one transaction, and puts it right.
/// `boot` is this start of the machine.
pub(super) fn mend(
    db: &Connection,
    lines: &[JournalLine],
    boot: &str,
    now: Timestamp,
) -> Result<Mended, StoreError> {
    end_open(db)?; // of a run that is over
    let through: i64 =
        db.query_row("SELECT uploaded_through FROM upload_state", [], |row| row.get(0))?;
    let pruned_through = pruned_through(db)?;
    let waiting: bool =
        db.query_row("SELECT count(*) > 0 FROM clock_spans WHERE NOT kept", [], |row| row.get(0))?;
    let mut mended = Mended::default();
    for entry in entries(lines) {
        let JournaledAdmission { seq, admission, outcome, .. } = entry;
        mended.given_out = mended.given_out.max(seq.0);
        if outcome == CommitOutcome::Recorded {
            mended.recorded = mended.recorded.max(seq.0);
        }
        let ticket = admission.ticket.film_ticket_code;
        let Some(record) = record(db, ticket)? else {
            if outcome == CommitOutcome::Recorded && seq.0 > pruned_through {
                let back = give_back(db, seq, admission)?;
                if seq.0 > through || entry.settled {
                    put_time(db, back, &entry, true)?;
                }
                put_back(db, back, entry.passed)?;
                mended.given_back.push(back);
            }
            continue;
        };
        if record.seq == seq && !record.passed {
            put_back(db, seq, entry.passed)?;
        }
        let nobody_came = match outcome {
            CommitOutcome::Recorded => false,
            CommitOutcome::Failed => true,
            // In the same run of the machine a line that was written is still there.
            CommitOutcome::Open => entry.boot == boot,
        };
        let taken = admission.at.as_millisecond();
        let same = record.seq == seq
            && [taken, taken.saturating_add(entry.moved)].contains(&record.check_at);
        if nobody_came && same && !record.used && entry.passed.is_none() && seq.0 > through {
            doubt(db, seq, now)?;
            mended.doubtful.push(seq);
        } else if same && waiting {
            put_time(db, seq, &entry, false)?;
        }
    }
    Ok(mended)
}

/// The last thing that is told of each ticket, in the order of their admissions.
fn entries(lines: &[JournalLine]) -> Vec<JournaledAdmission<'_>> {
    let mut all: Vec<JournaledAdmission> = Vec::new();
    let mut of_ticket: HashMap<FilmTicketCode, usize> = HashMap::new();
    let mut of_number: HashMap<Seq, usize> = HashMap::new();
    for line in lines {
        match line {
            JournalLine::Admitted { seq, admission, boot, mark } => {
                let entry = JournaledAdmission {
                    seq: *seq,
                    admission,
                    boot,
                    outcome: CommitOutcome::Open,
                    mark: *mark,
                    moved: 0,
                    settled: false,
                    passed: None,
                };
                let ticket = admission.ticket.film_ticket_code;
                let place = match of_ticket.get(&ticket) {
                    // A ticket that was let in once was let in, whatever came later.
                    Some(place) if all[*place].outcome == CommitOutcome::Recorded => continue,
                    Some(place) => {
                        all[*place] = entry;
                        *place
                    }
                    None => {
                        all.push(entry);
                        all.len() - 1
                    }
                };
                of_ticket.insert(ticket, place);
                of_number.insert(*seq, place);
            }
            JournalLine::Recorded(seq) | JournalLine::Failed(seq) => {
                let failed = matches!(line, JournalLine::Failed(_));
                let outcome = if failed { CommitOutcome::Failed } else { CommitOutcome::Recorded };
                if let Some(entry) = of_number.get(seq).and_then(|place| all.get_mut(*place))
                    && entry.is(*seq)
                {
                    entry.outcome = outcome;
                }
            }
            JournalLine::Moved { first, last, by_ms, settled } => {
                for seq in (first.0..=last.0).map(Seq) {
                    if let Some(entry) = of_number.get(&seq).and_then(|place| all.get_mut(*place))
                        && entry.seq == seq
                    {
                        entry.moved = entry.moved.saturating_add(*by_ms);
                        entry.settled |= settled;
                    }
                }
            }
            JournalLine::Passed(seq, at) => {
                if let Some(entry) = of_number.get(seq).and_then(|place| all.get_mut(*place))
                    && entry.is(*seq)
                {
                    entry.passed = Some(*at);
                }
            }
            JournalLine::Uploaded(_) => {}
        }
    }
    all.sort_by_key(|entry| entry.seq);
    all
}

/// A record of the database, as far as it matters here.
struct Mending {
    seq: Seq,
    check_at: i64,
    /// Somebody walked through by it.
    passed: bool,
    /// Or the gate opened again for it.
    used: bool,
}

fn record(db: &Connection, ticket: FilmTicketCode) -> Result<Option<Mending>, StoreError> {
    use rusqlite::OptionalExtension;
    let mut get = db.prepare_cached(
        "SELECT seq, check_at, passed_at IS NOT NULL, reopened > 0 FROM records
         WHERE film_ticket_code = ?1",
    )?;
    let found = get.query_row([ticket.as_str()], |row| {
        let (passed, reopened): (bool, bool) = (row.get(2)?, row.get(3)?);
        let (seq, check_at) = (Seq(row.get(0)?), row.get(1)?);
        Ok(Mending { seq, check_at, passed, used: passed || reopened })
    });
    Ok(found.optional()?)
}

/// A time that nothing had confirmed is put right as it was before: what may have reached the platform
/// is sent with no other one. `back`: the record lacks its mark.
fn put_time(
    db: &Connection,
    seq: Seq,
    entry: &JournaledAdmission,
    back: bool,
) -> Result<(), StoreError> {
    let Some(mark) = entry.mark else { return Ok(()) };
    if back {
        mark_again(db, seq, entry.boot, mark)?;
    }
    if entry.settled {
        know_right(db, seq, Offset(mark.offset.0.saturating_add(entry.moved)))?;
    }
    Ok(())
}

/// Under its own number, or, where another record has it by now, under the next one.
fn give_back(db: &Connection, seq: Seq, admission: &Admission) -> Result<Seq, StoreError> {
    let taken = db.prepare_cached("SELECT 1 FROM records WHERE seq = ?1")?.exists([seq.0])?;
    let seq = if taken { Seq(highest(db)? + 1) } else { seq };
    match insert(db, seq, admission) {
        // Nothing but the ticket's number is unique, and it was not there a moment ago.
        Ok(()) | Err(CommitError::AlreadyAdmitted) => {}
        Err(CommitError::Store(fault)) => return Err(fault),
    }
    fill_gap(db, seq.0)?;
    Ok(seq)
}

/// The number has a record again.
fn fill_gap(db: &Connection, seq: i64) -> Result<(), StoreError> {
    let mut get = db.prepare_cached(
        "DELETE FROM gaps WHERE first <= ?1 AND last >= ?1 RETURNING first, last",
    )?;
    let around: Vec<(i64, i64)> =
        get.query_map([seq], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (first, last) in around {
        for (first, last) in [(first, seq - 1), (seq + 1, last)] {
            if first <= last {
                db.execute("INSERT INTO gaps VALUES (?1, ?2)", (first, last))?;
            }
        }
    }
    Ok(())
}

/// Takes a record out of those that count.
pub(super) fn doubt(db: &Connection, seq: Seq, now: Timestamp) -> Result<(), StoreError> {
    db.execute(
        "INSERT INTO doubtful SELECT seq, film_ticket_code, check_at, business_day, screen_code,
             session_code, show_time, ?2 FROM records WHERE seq = ?1",
        (seq.0, now.as_millisecond()),
    )?;
    db.execute("DELETE FROM records WHERE seq = ?1", [seq.0])?;
    db.execute("INSERT OR IGNORE INTO gaps VALUES (?1, ?1)", [seq.0])?;
    Ok(())
}

/// The highest number that was ever given out, as far as the database knows.
pub(super) fn highest(db: &Connection) -> Result<i64, StoreError> {
    let mut get = db.prepare_cached(
        "SELECT max(coalesce((SELECT max(seq) FROM records), 0),
             coalesce((SELECT max(last) FROM gaps), 0))",
    )?;
    Ok(get.query_row([], |row| row.get(0))?)
}

/// Numbers up to `newest` that should be there and are not: noted, so that they are neither given out
/// again nor taken for pending. Returns how many.
pub(super) fn note_lost(db: &Connection, newest: i64) -> Result<u64, StoreError> {
    let highest = highest(db)?;
    if newest <= highest {
        return Ok(0);
    }
    db.execute("INSERT INTO gaps VALUES (?1, ?2)", (highest + 1, newest))?;
    Ok(newest.abs_diff(highest))
}

/// Numbers that have a record again are missing no more.
pub(super) fn close_filled_gaps(db: &Connection) -> Result<(), StoreError> {
    let mut get = db.prepare("SELECT seq FROM gaps JOIN records ON seq BETWEEN first AND last")?;
    let filled: Vec<i64> = get.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    filled.into_iter().try_for_each(|seq| fill_gap(db, seq))
}
