//! What still has to go up: the records that wait, in the order of `seq`, those that stand aside, and
//! those that were set aside.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::facts::{Facts, read_facts};
use super::record_row::{RECORD_COLUMNS, moment, read_record};
use super::{Record, StoreError, StoreReader};

/// A record on its way up, with what the platform told of the ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingRecord {
    pub record: Record,
    pub facts: Option<Facts>,
}

impl StoreReader {
    /// The next records after `through`, oldest first, at most `limit`.
    pub fn pending_after(
        &self,
        through: i64,
        limit: usize,
    ) -> Result<Vec<PendingRecord>, StoreError> {
        let mut pending = self.select_pending("r.seq > ?1", through, limit)?;
        pending.retain(|pending| self.held.allows(pending.record.seq));
        Ok(pending)
    }

    /// Records that stand aside, oldest first, each with its refusals; at most `limit`: of more,
    /// those that were refused the least.
    pub fn standing_aside(&self, limit: usize) -> Result<Vec<(PendingRecord, u32)>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT seq, rejections FROM
                 (SELECT * FROM standing_aside ORDER BY rejections, seq LIMIT ?1) ORDER BY seq",
        )?;
        let rows = get.query_map([limit as i64], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut standing = Vec::new();
        for row in rows {
            let (seq, rejections) = row?;
            let found = self.select_pending("r.seq = ?1", seq, 1)?.pop();
            standing.extend(found.map(|pending| (pending, rejections)));
        }
        Ok(standing)
    }

    /// How many records stand aside.
    pub fn standing_aside_count(&self) -> Result<u64, StoreError> {
        self.count("SELECT count(*) FROM standing_aside")
    }

    /// The record that was set aside and whose last try is the longest ago, if that is before
    /// `tried_before`; or is still to come by `now`, as where a clock ran ahead.
    pub fn set_aside_due(
        &self,
        tried_before: Timestamp,
        now: Timestamp,
    ) -> Result<Option<PendingRecord>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT seq FROM set_aside WHERE tried_at < ?1 OR tried_at > ?2
             ORDER BY tried_at, seq LIMIT 1",
        )?;
        let between = [tried_before.as_millisecond(), now.as_millisecond()];
        let due: Option<i64> = get.query_row(between, |row| row.get(0)).optional()?;
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

    /// How many records wait for their upload, those that stand aside among them, those that were
    /// set aside not.
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
            "SELECT check_at FROM records WHERE seq = coalesce(
                 (SELECT min(seq) FROM standing_aside),
                 (SELECT min(seq) FROM records
                  WHERE seq > (SELECT uploaded_through FROM upload_state)))",
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
             WHERE last > through AND first <= newest), 0)) + (SELECT count(*) FROM standing_aside)
         FROM (SELECT uploaded_through AS through,
             coalesce((SELECT max(seq) FROM records), 0) AS newest FROM upload_state)",
    )
}

fn count(db: &Connection, sql: &str) -> Result<u64, StoreError> {
    let count: i64 = db.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}
