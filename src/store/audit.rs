//! The audit log (SPEC §7): who did what and when; entries are added at its end and never altered.
//! The schema's triggers reject the rest, the chain tells of what was done around them.

use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};

use super::chain::{Chain, Content, Head, START};
use super::{Deed, Office, Reader, StoreError};

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    pub id: i64,
    pub at: Timestamp,
    pub who: String,
    pub what: String,
    pub detail: String,
}

/// Which entries are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
    /// By this name, ignoring case.
    pub who: Option<String>,
    /// The newest so many; none: all.
    pub limit: Option<u32>,
}

/// What an unbroken log holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditSpan {
    pub entries: u64,
    /// Times of the first and the last entry.
    pub times: Option<(Timestamp, Timestamp)>,
}

/// The first thing that is wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuditFault {
    #[error("entry {id} of {at} was altered, or does not follow the one before it")]
    Altered { id: i64, at: Timestamp },
    #[error("entry {id} does not read any more: it was altered")]
    Unreadable { id: i64 },
    #[error("entries {first} to {last} are missing, before entry {next} of {at}")]
    Missing { first: i64, last: i64, next: i64, at: Timestamp },
    #[error("entries {first} to {last} were cut off the log's end, after {}", time_of(.after))]
    TailCut { first: i64, last: i64, after: Option<Timestamp> },
    #[error("the log's head was altered: it does not fit entry {id}, the last, of {}", time_of(.at))]
    HeadAltered { id: i64, at: Option<Timestamp> },
    #[error(
        "the database's guard {0:?} against changes of the log is gone, though no entry is altered"
    )]
    GuardGone(&'static str),
}

fn time_of(at: &Option<Timestamp>) -> String {
    at.map_or("nothing".into(), |at| at.to_string())
}

const GUARDS: [&str; 3] = ["audit_stands", "audit_stays", "audit_grows"];

impl Reader {
    /// The wanted entries, oldest first.
    pub fn audit(&self, filter: &AuditFilter) -> Result<Vec<AuditEntry>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT id, at, who, what, detail FROM audit
             WHERE at >= ?1 AND at < ?2 AND (?3 IS NULL OR who = ?3 COLLATE NOCASE)
             ORDER BY id DESC LIMIT ?4",
        )?;
        let bound = |at: Option<Timestamp>, open| at.map_or(open, |at| at.as_millisecond());
        let rows = get.query_map(
            (
                bound(filter.from, i64::MIN),
                bound(filter.to, i64::MAX),
                &filter.who,
                filter.limit.map_or(-1, i64::from),
            ),
            |row| {
                Ok(AuditEntry {
                    id: row.get(0)?,
                    at: shown_moment(row.get(1)?),
                    who: row.get(2)?,
                    what: row.get(3)?,
                    detail: row.get(4)?,
                })
            },
        )?;
        let mut entries = rows.collect::<Result<Vec<_>, _>>()?;
        entries.reverse();
        Ok(entries)
    }
}

impl Office {
    /// Walks the whole log; tells what it spans, or the first thing that is wrong with it.
    pub fn verify_audit(&self) -> Result<Result<AuditSpan, AuditFault>, StoreError> {
        // One view of the log, whatever is written meanwhile.
        let view = self.reader.db.unchecked_transaction()?;
        let head = head(&view)?;
        let mut get =
            view.prepare("SELECT id, at, who, what, detail, chain FROM audit ORDER BY id")?;
        let mut rows = get.query([])?;
        let mut last = Head { id: 0, chain: START.to_vec() };
        let mut times: Option<(Timestamp, Timestamp)> = None;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            let Some((content, chain)) = read(id, row) else {
                return Ok(Err(AuditFault::Unreadable { id }));
            };
            let at = shown_moment(content.at);
            if id != last.id + 1 {
                let (first, last) = (last.id + 1, id - 1);
                return Ok(Err(if last < first {
                    AuditFault::Altered { id, at }
                } else {
                    AuditFault::Missing { first, last, next: id, at }
                }));
            }
            if !self.chain.links(&last.chain, content, chain) {
                return Ok(Err(AuditFault::Altered { id, at }));
            }
            last = Head { id, chain: chain.to_vec() };
            times = Some((times.map_or(at, |(first, _)| first), at));
        }
        if let Some(fault) = self.judge_head(head, &last, times.map(|(_, at)| at)) {
            return Ok(Err(fault));
        }
        for guard in GUARDS {
            let there = "SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?1";
            if !view.prepare_cached(there)?.exists([guard])? {
                return Ok(Err(AuditFault::GuardGone(guard)));
            }
        }
        Ok(Ok(AuditSpan { entries: last.id.unsigned_abs(), times }))
    }

    fn judge_head(
        &self,
        head: Option<(Head, Vec<u8>)>,
        last: &Head,
        at: Option<Timestamp>,
    ) -> Option<AuditFault> {
        match head {
            Some((head, seal)) if self.chain.seals(&head, &seal) => {
                if head.id > last.id {
                    Some(AuditFault::TailCut { first: last.id + 1, last: head.id, after: at })
                } else {
                    (head != *last).then_some(AuditFault::HeadAltered { id: last.id, at })
                }
            }
            _ => Some(AuditFault::HeadAltered { id: last.id, at }),
        }
    }
}

/// Adds an entry; `db` has to be within a transaction that began as a writing one, so that two
/// writers can't continue the log from the same entry.
pub(super) fn append(
    db: &Connection,
    chain: &Chain,
    who: &str,
    what: Deed,
    detail: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (at, what) = (at.as_millisecond(), what.as_str());
    let content = |id| Content { id, at, who, what, detail };
    // Not the table's last entry but the head: after a cut the gap stays.
    let head = head(db)?.filter(|(head, seal)| chain.seals(head, seal)).map(|(head, _)| head);
    let newest: i64 =
        db.query_row("SELECT coalesce(max(id), 0) FROM audit", [], |row| row.get(0))?;
    let (id, link) = match head.filter(|head| head.id >= newest) {
        Some(head) => (head.id + 1, chain.link(&head.chain, content(head.id + 1))),
        None => (newest + 1, chain.link_broken(content(newest + 1))),
    };
    let mut put = db.prepare_cached("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    put.execute((id, at, who, what, detail, link))?;
    put_head(db, chain, &Head { id, chain: link.to_vec() })
}

/// Gives a log that was just made its head.
pub(super) fn begin(db: &Connection, chain: &Chain) -> Result<(), StoreError> {
    put_head(db, chain, &Head { id: 0, chain: START.to_vec() })
}

fn put_head(db: &Connection, chain: &Chain, head: &Head) -> Result<(), StoreError> {
    let mut put = db.prepare_cached("INSERT OR REPLACE INTO audit_head VALUES (1, ?1, ?2, ?3)")?;
    put.execute((head.id, &head.chain, chain.seal(head)))?;
    Ok(())
}

/// The head and its seal; none where it does not read.
fn head(db: &Connection) -> Result<Option<(Head, Vec<u8>)>, StoreError> {
    let mut get = db.prepare_cached("SELECT id, chain, seal FROM audit_head WHERE only = 1")?;
    let found = get.query_row([], |row| {
        let id = row.get_ref(0)?.as_i64().ok();
        let blob =
            |at| Ok::<_, rusqlite::Error>(row.get_ref(at)?.as_blob().ok().map(<[u8]>::to_vec));
        Ok(id.zip(blob(1)?).zip(blob(2)?))
    });
    let found = found.optional()?.flatten();
    Ok(found.map(|((id, chain), seal)| (Head { id, chain }, seal)))
}

/// An entry as it lies there; none where a column has another type than this program gives it.
fn read<'a>(id: i64, row: &'a Row) -> Option<(Content<'a>, &'a [u8])> {
    let text = |at| row.get_ref(at).ok().and_then(|value: ValueRef<'a>| value.as_str().ok());
    let at = row.get_ref(1).ok()?.as_i64().ok()?;
    let chain = row.get_ref(5).ok()?.as_blob().ok()?;
    Some((Content { id, at, who: text(2)?, what: text(3)?, detail: text(4)? }, chain))
}

/// An entry's time to be shown; one that no clock can tell was altered, and is shown as 1970.
fn shown_moment(at: i64) -> Timestamp {
    Timestamp::from_millisecond(at).unwrap_or_default()
}
