//! What pruning has deleted, counted until a run of it is over, so that the log tells of each run
//! once. The count lies in the database: a power cut in between loses none of it.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};

use super::audit::append;
use super::chain::Chain;
use super::{Detail, StoreError, TERMINAL};

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

/// Adds to the count, in the transaction that deletes.
pub(super) fn count(db: &Connection, records: usize, refusals: usize) -> Result<(), StoreError> {
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
pub(super) fn conclude(db: &Connection, chain: &Chain, before: Date) -> Result<(), StoreError> {
    let Some((records, refusals)) = counted(db)? else { return Ok(()) };
    let detail = Detail::RecordsPruned { records, refusals, before };
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
