//! The audit log (SPEC §7): who did what and when; entries are added at its end and never altered.
//! The schema's triggers reject the rest, the chain tells of what was done around them.

use jiff::Timestamp;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};

use super::{AuditDetail, AuditKind, StoreError, StoreReader};
use crate::people::{Chain, ChainHead, Content, START, entry_time};

/// Who stands in the log for what the terminal does by itself; no operator can have this name.
pub const TERMINAL: &str = "(terminal)";

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    pub id: i64,
    pub at: Timestamp,
    pub who: String,
    pub what: String,
    /// As it is kept; [`AuditDetail::read`] reads it.
    pub detail: String,
}

/// What the terminal has to log of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub detail: AuditDetail,
    pub at: Timestamp,
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
    /// Of these kinds; none: of every kind.
    pub what: Vec<AuditKind>,
    /// With this in the detail, ignoring the case of ASCII letters.
    pub text: Option<String>,
    /// The newest so many; none: all.
    pub limit: Option<u32>,
}

impl StoreReader {
    /// The wanted entries, oldest first.
    pub fn audit(&self, filter: &AuditFilter) -> Result<Vec<AuditEntry>, StoreError> {
        let mut entries = Vec::new();
        self.audit_each(filter, |entry| {
            entries.push(entry);
            Ok::<_, StoreError>(())
        })?;
        Ok(entries)
    }

    /// Hands out the wanted entries one by one, oldest first, so that a long log takes no memory;
    /// the first error ends it. Nothing of the database is held while `take` is at work, as it may
    /// write to somebody who does not read on; what is logged meanwhile is not handed out.
    pub fn audit_each<E: From<StoreError>>(
        &self,
        filter: &AuditFilter,
        mut take: impl FnMut(AuditEntry) -> Result<(), E>,
    ) -> Result<(), E> {
        let Some((first, last)) = self.audit_ends(filter)? else { return Ok(()) };
        let mut bounds = (first, last);
        loop {
            let page = self.audit_page(filter, bounds)?;
            let newest = page.last().map(|entry| entry.id);
            let whole = page.len() == PAGE;
            for entry in page {
                take(entry)?;
            }
            match newest {
                Some(newest) if whole && newest < last => bounds.0 = newest + 1,
                _ => return Ok(()),
            }
        }
    }

    /// The numbers of the first and the last wanted entry.
    fn audit_ends(&self, filter: &AuditFilter) -> Result<Option<(i64, i64)>, StoreError> {
        let mut get = self.db.prepare_cached(&format!(
            "SELECT min(id), max(id) FROM (
                 SELECT id FROM audit WHERE {WANTED} ORDER BY id DESC LIMIT ?6)"
        ))?;
        let limit = filter.limit.map_or(-1, i64::from);
        let mut values = filter.values();
        values.push(limit.into());
        let ends = get.query_row(rusqlite::params_from_iter(values), |row| {
            Ok(row.get::<_, Option<i64>>(0)?.zip(row.get(1)?))
        });
        Ok(ends?)
    }

    /// The first wanted entries between two numbers.
    fn audit_page(
        &self,
        filter: &AuditFilter,
        (first, last): (i64, i64),
    ) -> Result<Vec<AuditEntry>, StoreError> {
        let mut get = self.db.prepare_cached(&format!(
            "SELECT id, at, who, what, detail FROM audit
             WHERE {WANTED} AND id BETWEEN ?6 AND ?7 ORDER BY id LIMIT {PAGE}"
        ))?;
        let mut values = filter.values();
        values.extend([first.into(), last.into()]);
        let rows = get.query_map(rusqlite::params_from_iter(values), entry)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The newest entry of these kinds; of any where none is named.
    pub fn newest_of(&self, kinds: &[AuditKind]) -> Result<Option<AuditEntry>, StoreError> {
        let wanted = AuditFilter { what: kinds.to_vec(), limit: Some(1), ..AuditFilter::default() };
        Ok(self.audit(&wanted)?.pop())
    }
}

impl AuditFilter {
    /// What the parameters of [`WANTED`] stand for.
    fn values(&self) -> Vec<Value> {
        let bound = |at: Option<Timestamp>, open| at.map_or(open, |at| at.as_millisecond());
        let text = |text: &Option<String>| text.clone().map_or(Value::Null, Value::from);
        let kinds: Vec<&str> = self.what.iter().map(|kind| kind.as_str()).collect();
        let kinds = (!kinds.is_empty()).then(|| format!(" {} ", kinds.join(" ")));
        vec![
            bound(self.from, i64::MIN).into(),
            bound(self.to, i64::MAX).into(),
            text(&self.who),
            text(&kinds),
            text(&self.text),
        ]
    }
}

/// So many entries are read at a time.
const PAGE: usize = 1000;

/// Parameters 1 to 5: those of a filter.
const WANTED: &str = "at >= ?1 AND at < ?2 AND (?3 IS NULL OR who = ?3 COLLATE NOCASE)
    AND (?4 IS NULL OR instr(?4, ' ' || what || ' ') > 0)
    AND (?5 IS NULL OR instr(lower(detail), lower(?5)) > 0)";

fn entry(row: &Row) -> rusqlite::Result<AuditEntry> {
    Ok(AuditEntry {
        id: row.get(0)?,
        at: entry_time(row.get(1)?),
        who: row.get(2)?,
        what: row.get(3)?,
        detail: row.get(4)?,
    })
}

/// Adds an entry; `db` has to be within a transaction that began as a writing one, so that two
/// writers can't continue the log from the same entry.
pub(super) fn append(
    db: &Connection,
    chain: &Chain,
    who: &str,
    detail: &AuditDetail,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (at, what, detail) = (at.as_millisecond(), detail.kind().as_str(), detail.text());
    let content = |id| Content { id, at, who, what, detail: &detail };
    let head = head(db)?;
    let head = head.as_ref().map(|(head, seal)| (head, seal.as_slice()));
    let newest: i64 =
        db.query_row("SELECT coalesce(max(id), 0) FROM audit", [], |row| row.get(0))?;
    let (id, link) = chain.follow(head, newest, content);
    let mut put = db.prepare_cached("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    put.execute((id, at, who, what, &detail, link))?;
    put_head(db, chain, &ChainHead { id, chain: link.to_vec() })
}

/// Gives a log that was just made its head.
pub(super) fn begin(db: &Connection, chain: &Chain) -> Result<(), StoreError> {
    put_head(db, chain, &ChainHead { id: 0, chain: START.to_vec() })
}

/// Gives a log whose entries were carried over its head: the last of them.
pub(super) fn begin_from_last(db: &Connection, chain: &Chain) -> Result<(), StoreError> {
    let mut get = db.prepare("SELECT id, chain FROM audit ORDER BY id DESC LIMIT 1")?;
    let last = get.query_row([], |row| Ok(ChainHead { id: row.get(0)?, chain: row.get(1)? }));
    match last.optional()? {
        Some(last) => put_head(db, chain, &last),
        None => begin(db, chain),
    }
}

fn put_head(db: &Connection, chain: &Chain, head: &ChainHead) -> Result<(), StoreError> {
    let mut put = db.prepare_cached("INSERT OR REPLACE INTO audit_head VALUES (1, ?1, ?2, ?3)")?;
    put.execute((head.id, &head.chain, chain.seal(head)))?;
    Ok(())
}

/// The head and its seal; none where it does not read.
pub(super) fn head(db: &Connection) -> Result<Option<(ChainHead, Vec<u8>)>, StoreError> {
    let mut get = db.prepare_cached("SELECT id, chain, seal FROM audit_head WHERE only = 1")?;
    let found = get.query_row([], |row| {
        let id = row.get_ref(0)?.as_i64().ok();
        let blob =
            |at| Ok::<_, rusqlite::Error>(row.get_ref(at)?.as_blob().ok().map(<[u8]>::to_vec));
        Ok(id.zip(blob(1)?).zip(blob(2)?))
    });
    let found = found.optional()?.flatten();
    Ok(found.map(|((id, chain), seal)| (ChainHead { id, chain }, seal)))
}
