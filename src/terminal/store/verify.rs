//! Whether the log is as it was written: the chain from its first entry on, its head, the head
//! beside the database, the schema's guards.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::audit::head;
use super::head::{HeadContents, OutsideHead, overtaken};
use super::{AdminStore, StoreError, guards};
use crate::people::{ChainFault, ChainHead, ChainWalk, Content};
use crate::words::codes::{FaultCode, log};
use crate::words::errors;
use crate::words::{Language, Message, display_in_english};

/// What an unbroken log holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditSpan {
    pub entries: u64,
    /// Times of the first and the last entry.
    pub times: Option<(Timestamp, Timestamp)>,
    /// The beginning of the last entry's chain, by which somebody who writes it down can tell
    /// later that this entry is still there.
    pub head: String,
}

/// The first thing that is wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuditFault {
    /// Found by the chain alone.
    Chain(ChainFault),
    Unreadable {
        id: i64,
    },
    RolledBack {
        id: i64,
    },
    OutsideAltered(String),
    OutsideMissing(String),
    OutsideOld(String),
    /// A trigger, table or index of the schema.
    GuardGone(String),
    GuardAltered(String),
    GuardForeign {
        name: String,
        table: String,
    },
}

display_in_english!(AuditFault);

impl Message for AuditFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Chain(fault) => fault.code(),
            Self::Unreadable { .. } => log::UNREADABLE,
            Self::RolledBack { .. } => log::ROLLED_BACK,
            Self::OutsideAltered(_) => log::OUTSIDE_ALTERED,
            Self::OutsideMissing(_) => log::OUTSIDE_MISSING,
            Self::OutsideOld(_) => log::OUTSIDE_OLD,
            Self::GuardGone(_) => log::GUARD_GONE,
            Self::GuardAltered(_) => log::GUARD_ALTERED,
            Self::GuardForeign { .. } => log::GUARD_FOREIGN,
        }
    }

    fn message(&self, language: Language) -> String {
        self.message_in(&TimeZone::UTC, language)
    }
}

impl AuditFault {
    /// Likewise, with times in this zone.
    pub fn message_in(&self, zone: &TimeZone, language: Language) -> String {
        match self {
            Self::Chain(fault) => fault.message_in(zone, language),
            Self::Unreadable { id } => errors::Unreadable { id }.text(language),
            Self::RolledBack { id } => errors::RolledBack { id }.text(language),
            Self::OutsideAltered(path) => errors::OutsideAltered { path }.text(language),
            Self::OutsideMissing(path) => errors::OutsideMissing { path }.text(language),
            Self::OutsideOld(path) => errors::OutsideOld { path }.text(language),
            Self::GuardGone(guard) => errors::GuardGone { guard }.text(language),
            Self::GuardAltered(guard) => errors::GuardAltered { guard }.text(language),
            Self::GuardForeign { name, table } => {
                errors::GuardForeign { guard: name, table }.text(language)
            }
        }
    }
}

/// So many entries are read at a time: whoever is told of the progress may take long to look at it,
/// and while the database is read the writer's log of changes grows.
const STRIDE: u64 = 10_000;

/// How far the walk has come.
struct Walk<'a> {
    log: ChainWalk<'a>,
    /// The entry that the head beside the database names was met, and is the one.
    outside_seen: bool,
}

impl AdminStore {
    /// Walks the whole log; tells what it spans, or the first thing that is wrong with it.
    pub fn verify_audit(&self) -> Result<Result<AuditSpan, AuditFault>, StoreError> {
        self.verify_audit_with_progress(|_, _| {})
    }

    /// The same, and tells now and then how many entries are done, out of how many. Nothing is
    /// held while it tells; what is written to the log meanwhile is walked too.
    pub fn verify_audit_with_progress(
        &self,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<Result<AuditSpan, AuditFault>, StoreError> {
        // Before the log: the head may be behind the log, but the log never behind the head.
        let outside = self.head.read(&self.chain)?;
        let mut walk = Walk { log: ChainWalk::new(&self.chain), outside_seen: false };
        loop {
            // One view of this stretch and of the head behind it.
            let view = self.reader.db.unchecked_transaction()?;
            let entries = match self.walk(&view, &outside, &mut walk)? {
                Ok(entries) => entries,
                Err(fault) => return Ok(Err(fault)),
            };
            let head = head(&view)?;
            if entries < STRIDE {
                return Ok(self.judge(&view, head, outside, walk)?);
            }
            view.finish()?;
            let whole = head.map_or(0, |(head, _)| head.id.unsigned_abs());
            progress(walk.log.last().id.unsigned_abs(), whole);
        }
    }

    /// Walks the next stretch; tells how many entries it had.
    fn walk(
        &self,
        view: &Connection,
        outside: &OutsideHead,
        walk: &mut Walk<'_>,
    ) -> Result<Result<u64, AuditFault>, StoreError> {
        let Walk { log, outside_seen } = walk;
        // The first entry of all has whatever number it has.
        let after = if log.last().id == 0 { i64::MIN } else { log.last().id };
        let mut get = view.prepare_cached(
            "SELECT id, at, who, what, detail, chain FROM audit WHERE id > ?1 ORDER BY id LIMIT ?2",
        )?;
        let mut rows = get.query((after, STRIDE))?;
        let mut entries = 0;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            let Some((content, chain)) = read(id, row) else {
                return Ok(Err(AuditFault::Unreadable { id }));
            };
            if let Err(fault) = log.step(content, chain) {
                return Ok(Err(fault.into()));
            }
            if let OutsideHead::Head(contents) = outside
                && contents.head.id == id
            {
                *outside_seen = contents.head.chain == chain;
            }
            entries += 1;
        }
        Ok(Ok(entries))
    }

    /// At the log's end: its heads, inside and outside, and the schema's guards.
    fn judge(
        &self,
        view: &Connection,
        head: Option<(ChainHead, Vec<u8>)>,
        outside: OutsideHead,
        Walk { log, outside_seen }: Walk<'_>,
    ) -> rusqlite::Result<Result<AuditSpan, AuditFault>> {
        let (last, times) = (log.last(), log.times());
        let newest = times.map(|(_, at)| at);
        let old = match &outside {
            OutsideHead::Head(contents) if outside_seen && overtaken(view, &contents.head)? => {
                // It may have been brought up to date since it was read.
                match self.head.read(&self.chain) {
                    Ok(OutsideHead::Head(again)) if !overtaken(view, &again.head)? => None,
                    _ => Some(AuditFault::OutsideOld(self.head.path().display().to_string())),
                }
            }
            _ => None,
        };
        let head = head.as_ref().map(|(head, seal)| (head, seal.as_slice()));
        let of_the_chain = log.judge(head).err().map(AuditFault::from);
        let fault = of_the_chain
            .or_else(|| self.judge_outside(outside, outside_seen, last, newest))
            .or(old);
        let fault = match fault {
            None => guards::judge(view)?,
            fault => fault,
        };
        if let Some(fault) = fault {
            return Ok(Err(fault));
        }
        Ok(Ok(AuditSpan { entries: last.id.unsigned_abs(), times, head: log.mark() }))
    }

    fn judge_outside(
        &self,
        outside: OutsideHead,
        seen: bool,
        last: &ChainHead,
        at: Option<Timestamp>,
    ) -> Option<AuditFault> {
        let path = || self.head.path().display().to_string();
        match outside {
            OutsideHead::Nothing => Some(AuditFault::OutsideMissing(path())),
            OutsideHead::Unreadable => Some(AuditFault::OutsideAltered(path())),
            OutsideHead::Head(HeadContents { head, .. }) if head.id > last.id => {
                Some(ChainFault::TailCut { first: last.id + 1, last: head.id, after: at }.into())
            }
            OutsideHead::Head(HeadContents { head, .. }) => {
                (head.id > 0 && !seen).then_some(AuditFault::RolledBack { id: head.id })
            }
        }
    }
}

impl From<ChainFault> for AuditFault {
    fn from(fault: ChainFault) -> Self {
        Self::Chain(fault)
    }
}

/// An entry as it lies there; none where a column has another type than this program gives it.
fn read<'a>(id: i64, row: &'a Row) -> Option<(Content<'a>, &'a [u8])> {
    let text = |at| row.get_ref(at).ok().and_then(|value: ValueRef<'a>| value.as_str().ok());
    let at = row.get_ref(1).ok()?.as_i64().ok()?;
    let chain = row.get_ref(5).ok()?.as_blob().ok()?;
    Some((Content { id, at, who: text(2)?, what: text(3)?, detail: text(4)? }, chain))
}
