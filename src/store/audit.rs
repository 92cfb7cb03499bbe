//! The audit log (SPEC §7): who did what and when; entries are added at its end and never altered.
//! The schema's triggers reject the rest, the chain tells of what was done around them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};

use super::chain::{Chain, Content, Head, START};
use super::{Deed, Detail, Reader, StoreError};

/// Who stands in the log for what the terminal does by itself; no operator can have this name.
pub const TERMINAL: &str = "(terminal)";

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    pub id: i64,
    pub at: Timestamp,
    pub who: String,
    pub what: String,
    /// As it is kept; [`Detail::read`] reads it.
    pub detail: String,
}

/// What the terminal has to log of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub detail: Detail,
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
    pub what: Vec<Deed>,
    /// With this in the detail, ignoring the case of ASCII letters.
    pub text: Option<String>,
    /// The newest so many; none: all.
    pub limit: Option<u32>,
}

impl Reader {
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
    /// the first error ends it.
    pub fn audit_each<E: From<StoreError>>(
        &self,
        filter: &AuditFilter,
        mut take: impl FnMut(AuditEntry) -> Result<(), E>,
    ) -> Result<(), E> {
        // Of the newest so many the first is looked for from the end.
        let mut get = self
            .db
            .prepare_cached(&format!(
                "SELECT id, at, who, what, detail FROM audit WHERE {WANTED} AND id >= coalesce(
                     (SELECT min(id) FROM (SELECT id FROM audit WHERE {WANTED} AND ?6 >= 0
                         ORDER BY id DESC LIMIT ?6)), CASE WHEN ?6 = 0 THEN 9e18 ELSE 0 END)
                 ORDER BY id"
            ))
            .map_err(StoreError::from)?;
        let bound = |at: Option<Timestamp>, open| at.map_or(open, |at| at.as_millisecond());
        let kinds: Vec<&str> = filter.what.iter().map(|deed| deed.as_str()).collect();
        let mut rows = get
            .query((
                bound(filter.from, i64::MIN),
                bound(filter.to, i64::MAX),
                &filter.who,
                (!kinds.is_empty()).then(|| format!(" {} ", kinds.join(" "))),
                &filter.text,
                filter.limit.map_or(-1, i64::from),
            ))
            .map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            take(entry(row).map_err(StoreError::from)?)?;
        }
        Ok(())
    }

    /// The newest entry of these kinds; of any where none is named.
    pub fn newest_of(&self, kinds: &[Deed]) -> Result<Option<AuditEntry>, StoreError> {
        let wanted = AuditFilter { what: kinds.to_vec(), limit: Some(1), ..AuditFilter::default() };
        Ok(self.audit(&wanted)?.pop())
    }
}

/// The parameters 1 to 5 of a filter.
const WANTED: &str = "at >= ?1 AND at < ?2 AND (?3 IS NULL OR who = ?3 COLLATE NOCASE)
    AND (?4 IS NULL OR instr(?4, ' ' || what || ' ') > 0)
    AND (?5 IS NULL OR instr(lower(detail), lower(?5)) > 0)";

fn entry(row: &Row) -> rusqlite::Result<AuditEntry> {
    Ok(AuditEntry {
        id: row.get(0)?,
        at: shown_moment(row.get(1)?),
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
    detail: &Detail,
    at: Timestamp,
) -> Result<(), StoreError> {
    let (at, what, detail) = (at.as_millisecond(), detail.deed().as_str(), detail.to_string());
    let content = |id| Content { id, at, who, what, detail: &detail };
    // Not the table's last entry but the head: after a cut the gap stays.
    let head = head(db)?.filter(|(head, seal)| chain.seals(head, seal)).map(|(head, _)| head);
    let newest: i64 =
        db.query_row("SELECT coalesce(max(id), 0) FROM audit", [], |row| row.get(0))?;
    let (id, link) = match head.filter(|head| head.id >= newest) {
        Some(head) => (head.id + 1, chain.link(&head.chain, content(head.id + 1))),
        None => (newest + 1, chain.link_broken(content(newest + 1))),
    };
    let mut put = db.prepare_cached("INSERT INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    put.execute((id, at, who, what, &detail, link))?;
    put_head(db, chain, &Head { id, chain: link.to_vec() })
}

/// Gives a log that was just made its head.
pub(super) fn begin(db: &Connection, chain: &Chain) -> Result<(), StoreError> {
    put_head(db, chain, &Head { id: 0, chain: START.to_vec() })
}

/// Gives a log whose entries were carried over its head: the last of them.
pub(super) fn begin_from_last(db: &Connection, chain: &Chain) -> Result<(), StoreError> {
    let mut get = db.prepare("SELECT id, chain FROM audit ORDER BY id DESC LIMIT 1")?;
    let last = get.query_row([], |row| Ok(Head { id: row.get(0)?, chain: row.get(1)? }));
    match last.optional()? {
        Some(last) => put_head(db, chain, &last),
        None => begin(db, chain),
    }
}

fn put_head(db: &Connection, chain: &Chain, head: &Head) -> Result<(), StoreError> {
    let mut put = db.prepare_cached("INSERT OR REPLACE INTO audit_head VALUES (1, ?1, ?2, ?3)")?;
    put.execute((head.id, &head.chain, chain.seal(head)))?;
    Ok(())
}

/// The head and its seal; none where it does not read.
pub(super) fn head(db: &Connection) -> Result<Option<(Head, Vec<u8>)>, StoreError> {
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

/// An entry's time to be shown; one that no clock can tell was altered, and is shown as 1970.
pub(super) fn shown_moment(at: i64) -> Timestamp {
    Timestamp::from_millisecond(at).unwrap_or_default()
}
