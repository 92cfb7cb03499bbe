//! The state of the upload (SPEC §5): in the order of `seq`, so that a single number tells what is
//! done, whatever its length; beside it the records that stand aside, and those that were set
//! aside. What is noted here is noted in one transaction each, and the mark moves over no record
//! that is not accounted for.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::facts::{Facts, keep_facts};
use super::{Seq, Store, StoreError, StoreReader};

/// A record that waits for longer is late, in minutes (SPEC §5).
pub const LATE_AFTER_MIN: u64 = 10;

/// Where the upload stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UploadState {
    /// The last record that is done with, or stands aside; 0 before the first.
    pub uploaded_through: i64,
    /// The record that the platform refused while it stood alone, and how often; 0 and 0: none.
    pub rejected: (i64, u32),
    /// The last record that may have reached the platform; 0: none.
    pub attempted_through: i64,
}

impl Store {
    /// Notes that the records up to `last` may reach the platform from now on, and keeps what it
    /// told of tickets before. Returns the double admissions that this has brought to light.
    pub fn note_sending(&mut self, last: Seq, facts: &[Facts]) -> Result<Vec<Seq>, StoreError> {
        let change = self.reader.db.transaction()?;
        let doubled = keep_facts(&change, &self.chain, facts)?;
        change.execute(
            "UPDATE upload_state SET attempted_through = max(attempted_through, ?1)",
            [last.0],
        )?;
        change.commit()?;
        Ok(doubled)
    }

    /// Notes that the platform took the records from `first` to `last`.
    pub fn note_accepted(
        &mut self,
        first: Seq,
        last: Seq,
        count: usize,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let change = self.reader.db.transaction()?;
        change.execute(
            "INSERT INTO uploads (first_seq, last_seq, count, accepted_at) VALUES (?1, ?2, ?3, ?4)",
            (first.0, last.0, count as i64, at.as_millisecond()),
        )?;
        for aside in ["set_aside", "standing_aside"] {
            change.execute(
                &format!("DELETE FROM {aside} WHERE seq BETWEEN ?1 AND ?2"),
                (first.0, last.0),
            )?;
        }
        move_mark(&change, first, last)?;
        change.commit()?;
        let through = self.uploaded_without_gap()?;
        if let Some(journal) = &mut *self.journal.borrow_mut() {
            journal.uploaded(through);
        }
        Ok(())
    }

    /// Notes that the platform refused a record that stood alone; returns how often by now.
    pub fn note_rejected(&mut self, seq: Seq) -> Result<u32, StoreError> {
        let change = self.reader.db.transaction()?;
        let stands = change
            .prepare_cached(
                "UPDATE standing_aside SET rejections = rejections + 1 WHERE seq = ?1
                 RETURNING rejections",
            )?
            .query_row([seq.0], |row| row.get(0))
            .optional()?;
        let count = match stands {
            Some(count) => count,
            None => change
                .prepare_cached(
                    "UPDATE upload_state SET
                         rejections = CASE WHEN rejected_seq = ?1 THEN rejections + 1 ELSE 1 END,
                         rejected_seq = ?1
                     RETURNING rejections",
                )?
                .query_row([seq.0], |row| row.get(0))?,
        };
        change.commit()?;
        Ok(count)
    }

    /// Lets a record that was refused more than once stand aside, so that later ones go up past
    /// it. It stays pending, and its refusals stay counted.
    pub fn stand_aside(&mut self, seq: Seq) -> Result<(), StoreError> {
        let change = self.reader.db.transaction()?;
        change.execute(
            "INSERT INTO standing_aside
             SELECT ?1, CASE WHEN rejected_seq = ?1 THEN rejections ELSE 1 END FROM upload_state
             WHERE true ON CONFLICT DO NOTHING",
            [seq.0],
        )?;
        move_mark(&change, seq, seq)?;
        change.commit()?;
        Ok(())
    }

    /// Sets a record aside for good but for a daily try; or notes one more fruitless try of one
    /// that was set aside before.
    pub fn set_aside(&mut self, seq: Seq, at: Timestamp) -> Result<(), StoreError> {
        let change = self.reader.db.transaction()?;
        change.execute(
            "INSERT INTO set_aside VALUES (?1, ?2, ?2) ON CONFLICT DO UPDATE SET tried_at = ?2",
            (seq.0, at.as_millisecond()),
        )?;
        change.execute("DELETE FROM standing_aside WHERE seq = ?1", [seq.0])?;
        move_mark(&change, seq, seq)?;
        change.commit()?;
        Ok(())
    }
}

/// A database that is not the newest there was can't tell what it has sent: any of its records may
/// have reached the platform.
pub(super) fn doubt_attempts(db: &Connection) -> Result<(), StoreError> {
    db.execute(
        "UPDATE upload_state SET attempted_through =
             max(attempted_through, coalesce((SELECT max(seq) FROM records), 0))",
        [],
    )?;
    Ok(())
}

/// Moves the mark up to `last`, where it does not stand there yet: over the records from `first`
/// on, and over none before that is neither set nor standing aside.
fn move_mark(db: &Connection, first: Seq, last: Seq) -> Result<(), StoreError> {
    let passed_over: Option<i64> = db
        .prepare_cached(
            "SELECT seq FROM records
             WHERE seq > (SELECT uploaded_through FROM upload_state) AND seq < ?1
                 AND seq NOT IN (SELECT seq FROM set_aside)
                 AND seq NOT IN (SELECT seq FROM standing_aside) ORDER BY seq LIMIT 1",
        )?
        .query_row([first.0], |row| row.get(0))
        .optional()?;
    if let Some(seq) = passed_over {
        return Err(StoreError::PassedOver { seq: Seq(seq), by: first });
    }
    db.prepare_cached(
        "UPDATE upload_state SET
             uploaded_through = max(uploaded_through, ?2),
             attempted_through = max(attempted_through, ?2),
             rejections = CASE WHEN rejected_seq BETWEEN ?1 AND ?2 THEN 0 ELSE rejections END,
             rejected_seq = CASE WHEN rejected_seq BETWEEN ?1 AND ?2 THEN 0 ELSE rejected_seq END",
    )?
    .execute((first.0, last.0))?;
    Ok(())
}

impl StoreReader {
    /// Where the upload stands.
    pub fn upload_state(&self) -> Result<UploadState, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT uploaded_through, rejected_seq, rejections, attempted_through
             FROM upload_state",
        )?;
        Ok(get.query_row([], |row| {
            Ok(UploadState {
                uploaded_through: row.get(0)?,
                rejected: (row.get(1)?, row.get(2)?),
                attempted_through: row.get(3)?,
            })
        })?)
    }

    /// All records up to this one are uploaded, none that stands aside or is set aside among them.
    pub(super) fn uploaded_without_gap(&self) -> Result<Seq, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT min(uploaded_through, coalesce((SELECT min(seq) FROM standing_aside) - 1, 9e18),
                 coalesce((SELECT min(seq) FROM set_aside) - 1, 9e18)) FROM upload_state",
        )?;
        Ok(get.query_row([], |row| row.get(0).map(Seq))?)
    }
}
