//! Old records go (SPEC §6): only what is old by the date and by the order in which things came.
//!
//! A date alone is a clock's word. So the business days are counted, too, on which the terminal
//! ran with a confirmed clock (`days_seen`): a clock that jumps by years adds one of them. And
//! records go from the oldest on: the first one that stays keeps all behind it, but that one that
//! the platform refused for good keeps none but itself.
//!
//! What was deleted is counted until a run of it is over, so that the log tells of each run once.
//! The count lies in the database: a power cut in between loses none of it.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};

use super::audit::append;
use super::{AuditDetail, Store, StoreError, TERMINAL};
use crate::clock::china_timestamp;
use crate::people::Chain;

/// The row of `settings` with the count: records, a space, refusals.
const COUNT: &str = "pruned";

/// The row of `settings` with the last number that pruning has passed: what is missing up to there is
/// not lost.
const THROUGH: &str = "pruned_through";

/// Up to this number records were pruned; 0: none.
pub(super) fn pruned_through(db: &Connection) -> Result<i64, StoreError> {
    let mut get = db.prepare_cached("SELECT value FROM settings WHERE name = ?1")?;
    let value: Option<String> = get.query_row([THROUGH], |row| row.get(0)).optional()?;
    Ok(value.and_then(|value| value.parse().ok()).unwrap_or(0))
}

/// The newest numbers from before the business days that are kept.
#[derive(Debug, Clone, Copy)]
struct Floor {
    ordinal: i64,
    seq: i64,
    refusal: i64,
    opening: i64,
}

impl Store {
    /// Notes that the terminal runs on this business day with a clock that the platform has
    /// confirmed.
    pub fn note_day(&self, day: Date) -> Result<(), StoreError> {
        let mut put = self.db.prepare_cached(
            "INSERT INTO days_seen
             SELECT coalesce(max(ordinal), 0) + 1, ?1,
                 coalesce((SELECT max(seq) FROM records), 0),
                 coalesce((SELECT max(id) FROM refusals), 0),
                 coalesce((SELECT max(id) FROM manual_openings), 0)
             FROM days_seen WHERE true ON CONFLICT DO NOTHING",
        )?;
        put.execute([day.to_string()])?;
        Ok(())
    }

    /// Deletes up to `limit` each of uploaded records and refusals of business days before
    /// `before` that came before the newest `days` days that were seen, and of what was kept for
    /// them, so that no single call holds the loop. Returns how many rows went.
    pub fn prune(&mut self, before: Date, days: u32, limit: u32) -> Result<usize, StoreError> {
        let change = self.reader.db.transaction()?;
        let mut gone = match floor(&change, days)? {
            Some(floor) => delete(&change, floor, before, limit)?,
            None => 0,
        };
        gone += change.execute(
            "DELETE FROM uploads WHERE id IN (SELECT id FROM uploads
                 WHERE last_seq < (SELECT min(seq) FROM records) LIMIT ?1)",
            [limit],
        )?;
        if gone == 0 {
            conclude(&change, &self.chain, before)?;
        }
        change.commit()?;
        Ok(gone)
    }
}

/// None where fewer days were seen than are kept.
fn floor(db: &Connection, days: u32) -> Result<Option<Floor>, StoreError> {
    let mut get = db.prepare_cached(
        "SELECT ordinal, after_seq, after_refusal, after_opening FROM days_seen
         WHERE ordinal = (SELECT max(ordinal) FROM days_seen) - ?1 + 1 AND ordinal > 1",
    )?;
    let found = get.query_row([days], |row| {
        Ok(Floor {
            ordinal: row.get(0)?,
            seq: row.get(1)?,
            refusal: row.get(2)?,
            opening: row.get(3)?,
        })
    });
    Ok(found.optional()?)
}

fn delete(db: &Connection, floor: Floor, before: Date, limit: u32) -> Result<usize, StoreError> {
    let day = before.to_string();
    let records = match last_old(db, floor.seq, &day, limit)? {
        Some(last) => db.execute(
            "DELETE FROM records WHERE seq <= ?1 AND seq NOT IN (SELECT seq FROM set_aside)
                 AND seq NOT IN (SELECT seq FROM standing_aside)",
            [last],
        )?,
        None => 0,
    };
    // By a clock that ran far ahead, a refusal would stay until its day has come. The newest one
    // stays, so that no number is given out twice.
    let refusals = db.execute(
        "DELETE FROM refusals WHERE id IN (SELECT id FROM refusals
             WHERE id <= ?2 AND id < (SELECT max(id) FROM refusals)
                 AND (business_day < ?1 OR business_day > (SELECT max(day) FROM days_seen))
             ORDER BY id LIMIT ?3)",
        (&day, floor.refusal, limit),
    )?;
    count(db, records, refusals)?;
    let mut gone = records + refusals;
    // Of refused tickets, too, the platform has told something.
    let since = china_timestamp(before.at(6, 0, 0, 0)).as_millisecond();
    gone += db.execute(
        "DELETE FROM ticket_facts WHERE film_ticket_code IN
             (SELECT film_ticket_code FROM ticket_facts f WHERE fetched_at < ?1 AND seen_day < ?2
                 AND NOT EXISTS
                     (SELECT 1 FROM records r WHERE r.film_ticket_code = f.film_ticket_code)
             LIMIT ?3)",
        (since, floor.ordinal, limit),
    )?;
    // Of a day of which records stay, all stays.
    let past = "business_day < ?1
        AND business_day < coalesce((SELECT min(business_day) FROM tallies), '')";
    gone += db.execute(
        &format!(
            "DELETE FROM manual_openings WHERE {past} AND id <= ?2
                 AND id < (SELECT max(id) FROM manual_openings)"
        ),
        (&day, floor.opening),
    )?;
    for table in ["waits", "typed_refusals"] {
        gone += db.execute(&format!("DELETE FROM {table} WHERE {past}"), [&day])?;
    }
    // Let in by a clock that was not set, such a ticket is as new as its show.
    gone +=
        db.execute(&format!("DELETE FROM used_by_hand WHERE {past} AND show_time < ?1"), [&day])?;
    db.execute(
        "DELETE FROM numbers_by_hand WHERE number < (SELECT max(number) FROM numbers_by_hand)
             AND film_ticket_code NOT IN (SELECT film_ticket_code FROM used_by_hand)",
        [],
    )?;
    db.execute("DELETE FROM days_seen WHERE ordinal < ?1", [floor.ordinal - 1])?;
    db.execute(
        "DELETE FROM clock_spans WHERE kept AND through_seq < (SELECT min(seq) FROM records)",
        [],
    )?;
    Ok(gone)
}

/// The last one of the oldest records that may go. A date that nothing has confirmed neither lets
/// a record go nor keeps it: then its number alone tells its age.
fn last_old(
    db: &Connection,
    through: i64,
    before: &str,
    limit: u32,
) -> Result<Option<i64>, StoreError> {
    let mut get = db.prepare_cached(
        "SELECT seq, business_day < ?2 OR EXISTS (SELECT 1 FROM clock_spans
             WHERE seq > after_seq AND (through_seq IS NULL OR seq <= through_seq))
         FROM records
         WHERE seq <= ?1 AND seq <= (SELECT uploaded_through FROM upload_state)
             AND seq < (SELECT max(seq) FROM records) AND seq NOT IN (SELECT seq FROM set_aside)
             AND seq NOT IN (SELECT seq FROM standing_aside)
         ORDER BY seq LIMIT ?3",
    )?;
    let mut rows = get.query((through, before, limit))?;
    let mut last = None;
    while let Some(row) = rows.next()? {
        if !row.get::<_, bool>(1)? {
            break;
        }
        last = Some(row.get(0)?);
    }
    Ok(last)
}

/// Adds to the count, in the transaction that deletes.
fn count(db: &Connection, records: usize, refusals: usize) -> Result<(), StoreError> {
    if records > 0 {
        db.execute(
            "INSERT INTO settings SELECT ?1, CAST(min(seq) - 1 AS TEXT) FROM records
             WHERE true ON CONFLICT DO UPDATE SET value = excluded.value",
            [THROUGH],
        )?;
    }
    if records + refusals == 0 {
        return Ok(());
    }
    let (before_records, before_refusals) = counted(db)?.unwrap_or_default();
    let sum = format!("{} {}", before_records + records, before_refusals + refusals);
    db.execute(
        "INSERT INTO settings VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2",
        (COUNT, sum),
    )?;
    Ok(())
}

/// Nothing is left to be deleted: what was is logged, if anything was.
fn conclude(db: &Connection, chain: &Chain, before: Date) -> Result<(), StoreError> {
    let Some((records, refusals)) = counted(db)? else { return Ok(()) };
    let detail = AuditDetail::RecordsPruned { records, refusals, before };
    append(db, chain, TERMINAL, &detail, Timestamp::now())?;
    db.execute("DELETE FROM settings WHERE name = ?1", [COUNT])?;
    Ok(())
}

fn counted(db: &Connection) -> Result<Option<(usize, usize)>, StoreError> {
    let mut get = db.prepare_cached("SELECT value FROM settings WHERE name = ?1")?;
    let value: Option<String> = get.query_row([COUNT], |row| row.get(0)).optional()?;
    Ok(value.map(|value| {
        let (records, refusals) = value.split_once(' ').unwrap_or_default();
        (records.parse().unwrap_or(0), refusals.parse().unwrap_or(0))
    }))
}
