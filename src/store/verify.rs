//! Whether the log is as it was written: the chain from its first entry on, its head, the head
//! beside the database, the schema's guards.

use std::fmt::Display;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::Row;
use rusqlite::types::ValueRef;

use super::audit::{head, shown_moment};
use super::chain::{Content, Head, START};
use super::head::{Outside, Told};
use super::{Office, StoreError};
use crate::clock::civil_time;
use crate::config::Language;
use crate::words::display_in_english;
use crate::words::errors::Text;

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
    Altered { id: i64, at: Timestamp },
    Unreadable { id: i64 },
    Missing { first: i64, last: i64, next: i64, at: Timestamp },
    TailCut { first: i64, last: i64, after: Option<Timestamp> },
    HeadAltered { id: i64, at: Option<Timestamp> },
    RolledBack { id: i64 },
    OutsideAltered(String),
    OutsideMissing(String),
    GuardGone(&'static str),
}

display_in_english!(AuditFault);

impl AuditFault {
    /// What is wrong, with the number of the first bad entry; times are UTC.
    pub fn told(&self, language: Language) -> String {
        self.told_in(&TimeZone::UTC, language)
    }

    /// Likewise, with times in this zone.
    pub fn told_in(&self, zone: &TimeZone, language: Language) -> String {
        let say = |text: Text, parts: &[&dyn Display]| text.of(language, parts);
        let time = |at: &Timestamp| civil_time(*at, zone);
        let time_of =
            |at: &Option<Timestamp>| at.map_or(Text::NoTime.plain(language), |at| time(&at));
        match self {
            Self::Altered { id, at } => say(Text::Altered, &[id, &time(at)]),
            Self::Unreadable { id } => say(Text::Unreadable, &[id]),
            Self::Missing { first, last, next, at } => {
                say(Text::EntriesMissing, &[first, last, next, &time(at)])
            }
            Self::TailCut { first, last, after } => {
                say(Text::TailCut, &[first, last, &time_of(after)])
            }
            Self::HeadAltered { id, at } => say(Text::HeadAltered, &[id, &time_of(at)]),
            Self::RolledBack { id } => say(Text::RolledBack, &[id]),
            Self::OutsideAltered(path) => say(Text::OutsideAltered, &[path]),
            Self::OutsideMissing(path) => say(Text::OutsideMissing, &[path]),
            Self::GuardGone(guard) => say(Text::GuardGone, &[&format!("{guard:?}")]),
        }
    }
}

const GUARDS: [&str; 3] = ["audit_stands", "audit_stays", "audit_grows"];

/// Progress is told each so many entries.
const STRIDE: u64 = 10_000;

impl Office {
    /// Walks the whole log; tells what it spans, or the first thing that is wrong with it.
    pub fn verify_audit(&self) -> Result<Result<AuditSpan, AuditFault>, StoreError> {
        self.verify_audit_telling(|_, _| {})
    }

    /// The same, and tells now and then how many entries are done, out of how many.
    pub fn verify_audit_telling(
        &self,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<Result<AuditSpan, AuditFault>, StoreError> {
        // Before the log: the head may be behind the log, but the log never behind the head.
        let outside = self.head.read(&self.chain)?;
        // One view of the log, whatever is written meanwhile.
        let view = self.reader.db.unchecked_transaction()?;
        let head = head(&view)?;
        let whole = head.as_ref().map_or(0, |(head, _)| head.id.unsigned_abs());
        let mut get =
            view.prepare("SELECT id, at, who, what, detail, chain FROM audit ORDER BY id")?;
        let mut rows = get.query([])?;
        let mut last = Head { id: 0, chain: START.to_vec() };
        let mut times: Option<(Timestamp, Timestamp)> = None;
        let mut outside_seen = false;
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
            if let Told::Head(told) = &outside
                && told.head.id == id
            {
                outside_seen = told.head.chain == chain;
            }
            last.id = id;
            last.chain.clear();
            last.chain.extend_from_slice(chain);
            times = Some((times.map_or(at, |(first, _)| first), at));
            if id.unsigned_abs().is_multiple_of(STRIDE) {
                progress(id.unsigned_abs(), whole);
            }
        }
        let fault = self
            .judge_head(head, &last, times.map(|(_, at)| at))
            .or_else(|| self.judge_outside(outside, outside_seen, &last, times.map(|(_, at)| at)));
        if let Some(fault) = fault {
            return Ok(Err(fault));
        }
        for guard in GUARDS {
            let there = "SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND name = ?1";
            if !view.prepare_cached(there)?.exists([guard])? {
                return Ok(Err(AuditFault::GuardGone(guard)));
            }
        }
        let head = last.chain.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Ok(Ok(AuditSpan { entries: last.id.unsigned_abs(), times, head }))
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

    fn judge_outside(
        &self,
        outside: Told,
        seen: bool,
        last: &Head,
        at: Option<Timestamp>,
    ) -> Option<AuditFault> {
        let path = || self.head.path().display().to_string();
        match outside {
            Told::Nothing => Some(AuditFault::OutsideMissing(path())),
            Told::Unreadable => Some(AuditFault::OutsideAltered(path())),
            Told::Head(Outside { head, .. }) if head.id > last.id => {
                Some(AuditFault::TailCut { first: last.id + 1, last: head.id, after: at })
            }
            Told::Head(Outside { head, .. }) => {
                (head.id > 0 && !seen).then_some(AuditFault::RolledBack { id: head.id })
            }
        }
    }
}

/// An entry as it lies there; none where a column has another type than this program gives it.
fn read<'a>(id: i64, row: &'a Row) -> Option<(Content<'a>, &'a [u8])> {
    let text = |at| row.get_ref(at).ok().and_then(|value: ValueRef<'a>| value.as_str().ok());
    let at = row.get_ref(1).ok()?.as_i64().ok()?;
    let chain = row.get_ref(5).ok()?.as_blob().ok()?;
    Some((Content { id, at, who: text(2)?, what: text(3)?, detail: text(4)? }, chain))
}
