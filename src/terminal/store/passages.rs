//! Who walked through by which record: once that is known, or may have happened, its ticket opens the
//! gate no more.

use jiff::Timestamp;
use rusqlite::Connection;

use super::{Seq, Store, StoreError};

impl Store {
    /// Notes that the sensor saw the visitor of a record walk through, here and in the second journal.
    pub fn note_passage(&self, seq: Seq, at: Timestamp) -> Result<(), StoreError> {
        if let Some(journal) = &mut *self.journal.borrow_mut() {
            journal.passed(seq, at);
        }
        let mut put = self.db.prepare_cached(
            "UPDATE records SET passed_at = ?2 WHERE seq = ?1 AND passed_at IS NULL",
        )?;
        put.execute((seq.0, at.as_millisecond()))?;
        Ok(())
    }

    /// Counts one more opening of the gate for a record.
    pub fn note_reopening(&self, seq: Seq) -> Result<(), StoreError> {
        let mut put =
            self.db.prepare_cached("UPDATE records SET reopened = reopened + 1 WHERE seq = ?1")?;
        put.execute([seq.0])?;
        Ok(())
    }
}

/// A passage that the database has lost, and the second journal has not.
pub(super) fn put_back(
    db: &Connection,
    seq: Seq,
    passed: Option<Timestamp>,
) -> Result<(), StoreError> {
    let Some(at) = passed else { return Ok(()) };
    db.prepare_cached("UPDATE records SET passed_at = ?2 WHERE seq = ?1 AND passed_at IS NULL")?
        .execute((seq.0, at.as_millisecond()))?;
    Ok(())
}

/// The longest time in which a ticket may open the gate again, in milliseconds.
const REOPENS_WITHIN: i64 = 60 * 60 * 1000;

/// Where a database is not the newest there was, it is not known who walked through: what tells it may be
/// gone. Whoever may have done so is taken to have, so that no ticket opens the gate again; who is still
/// outside is let in by hand.
pub(super) fn take_for_passed(
    db: &Connection,
    given_back: &[Seq],
    now: Timestamp,
) -> Result<(), StoreError> {
    let passed = "UPDATE records SET passed_at = check_at WHERE passed_at IS NULL AND";
    for seq in given_back {
        db.prepare_cached(&format!("{passed} seq = ?1"))?.execute([seq.0])?;
    }
    let since = now.as_millisecond().saturating_sub(REOPENS_WITHIN);
    db.prepare_cached(&format!("{passed} check_at > ?1"))?.execute([since])?;
    Ok(())
}
