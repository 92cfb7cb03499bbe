//! The state of the upload (SPEC §5): strictly in the order of `seq`, so that a single number
//! tells what is done, whatever its length; and the records that were set aside.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::facts::{Facts, read_facts};
use super::records::{RECORD_COLUMNS, Record, Seq, moment, read_record};
use super::{Reader, Store, StoreError};

/// A record that waits for longer is late, in minutes (SPEC §5).
pub const LATE_AFTER_MIN: u64 = 10;

/// Where the upload stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct UploadState {
    /// The last record that is done with; 0 before the first.
    pub uploaded_through: i64,
    /// The record that the platform refused while it stood alone, and how often; 0 and 0: none.
    pub rejected: (i64, u32),
}

/// A record on its way up, with what the platform told of the ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingRecord {
    pub record: Record,
    pub facts: Option<Facts>,
}

impl Store {
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
        change.execute(
            "UPDATE upload_state SET uploaded_through = max(uploaded_through, ?1),
                 rejected_seq = 0, rejections = 0",
            [last.0],
        )?;
        change.execute("DELETE FROM set_aside WHERE seq BETWEEN ?1 AND ?2", (first.0, last.0))?;
        change.commit()?;
        if let Some(journal) = &mut *self.journal.borrow_mut() {
            journal.uploaded(last);
        }
        Ok(())
    }

    /// Notes that the platform refused a record that stood alone; returns how often by now.
    pub fn note_rejected(&self, seq: Seq) -> Result<u32, StoreError> {
        let mut put = self.db.prepare_cached(
            "UPDATE upload_state SET
                 rejections = CASE WHEN rejected_seq = ?1 THEN rejections + 1 ELSE 1 END,
                 rejected_seq = ?1
             RETURNING rejections",
        )?;
        Ok(put.query_row([seq.0], |row| row.get(0))?)
    }

    /// Sets a record aside, so that it does not hold up all later ones; or notes one more
    /// fruitless try of one that was set aside before.
    pub fn set_aside(&mut self, seq: Seq, at: Timestamp) -> Result<(), StoreError> {
        let change = self.reader.db.transaction()?;
        change.execute(
            "INSERT INTO set_aside VALUES (?1, ?2, ?2) ON CONFLICT DO UPDATE SET tried_at = ?2",
            (seq.0, at.as_millisecond()),
        )?;
        change.execute(
            "UPDATE upload_state SET uploaded_through = max(uploaded_through, ?1),
                 rejected_seq = 0, rejections = 0",
            [seq.0],
        )?;
        change.commit()?;
        Ok(())
    }
}

impl Reader {
    /// Where the upload stands.
    pub fn upload_state(&self) -> Result<UploadState, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT uploaded_through, rejected_seq, rejections FROM upload_state",
        )?;
        Ok(get.query_row([], |row| {
            Ok(UploadState { uploaded_through: row.get(0)?, rejected: (row.get(1)?, row.get(2)?) })
        })?)
    }

    /// The next records after `through`, oldest first, at most `limit`.
    pub fn pending_after(
        &self,
        through: i64,
        limit: usize,
    ) -> Result<Vec<PendingRecord>, StoreError> {
        self.select_pending("r.seq > ?1", through, limit)
    }

    /// The record that was set aside and whose last try is the longest ago, if that is before
    /// `tried_before`.
    pub fn set_aside_due(
        &self,
        tried_before: Timestamp,
    ) -> Result<Option<PendingRecord>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT seq FROM set_aside WHERE tried_at < ?1 ORDER BY tried_at, seq LIMIT 1",
        )?;
        let due: Option<i64> =
            get.query_row([tried_before.as_millisecond()], |row| row.get(0)).optional()?;
        let Some(seq) = due else { return Ok(None) };
        Ok(self.select_pending("r.seq = ?1", seq, 1)?.pop())
    }

    fn select_pending(
        &self,
        condition: &str,
        number: i64,
        limit: usize,
    ) -> Result<Vec<PendingRecord>, StoreError> {
        let mut get = self.db.prepare_cached(&format!(
            "SELECT {RECORD_COLUMNS}, f.screen_name, f.film_name, f.ticket_type, f.row_num,
                 f.column_num, f.checked, f.refunded, f.refund_time, f.fetched_at, f.film_ticket_code
             FROM records r LEFT JOIN ticket_facts f USING (film_ticket_code)
             WHERE {condition} ORDER BY r.seq LIMIT ?2"
        ))?;
        let rows = get.query_map((number, limit as i64), |row| {
            let known = row.get_ref(26)? != rusqlite::types::ValueRef::Null;
            let facts = known.then(|| read_facts(row, 17)).transpose()?;
            Ok(PendingRecord { record: read_record(row)?, facts })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many records wait for their upload, those that were set aside not counted.
    pub fn pending(&self) -> Result<u64, StoreError> {
        pending(&self.db)
    }

    /// How many records are set aside.
    pub fn set_aside_count(&self) -> Result<u64, StoreError> {
        self.count("SELECT count(*) FROM set_aside")
    }

    /// When the oldest record that waits was made.
    pub fn oldest_pending(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT check_at FROM records WHERE seq > (SELECT uploaded_through FROM upload_state)
             ORDER BY seq LIMIT 1",
        )?;
        Ok(get.query_row([], |row| moment(row, 0)).optional()?)
    }

    fn count(&self, sql: &str) -> Result<u64, StoreError> {
        count(&self.db, sql)
    }
}

/// Where numbers are missing is known, so that no record has to be counted.
pub(super) fn pending(db: &Connection) -> Result<u64, StoreError> {
    count(
        db,
        "SELECT max(0, newest - through - coalesce((
             SELECT sum(min(last, newest) - max(first, through + 1) + 1) FROM gaps
             WHERE last > through AND first <= newest), 0))
         FROM (SELECT uploaded_through AS through,
             coalesce((SELECT max(seq) FROM records), 0) AS newest FROM upload_state)",
    )
}

fn count(db: &Connection, sql: &str) -> Result<u64, StoreError> {
    let count: i64 = db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}
