//! Spans of times that nothing has confirmed (schema/007.sql): where they begin and end. One row
//! marks all that is noted in it, so that a mark costs an admission nothing but the first.

use std::cell::{Cell, RefCell};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{Seq, Store, StoreError, StoreReader};
use crate::clock::{Boot, Clock, ClockMark, Offset};

/// What the writer knows of the span that goes on.
#[derive(Debug)]
pub(super) struct Spans {
    pub(super) boot: RefCell<Boot>,
    /// How times are to be marked from now on.
    wanted: Cell<Option<ClockMark>>,
    /// The mark of the span that goes on in the database.
    open: Cell<Option<ClockMark>>,
    /// There may be spans that wait to be settled.
    pub waiting: Cell<bool>,
    /// It was said that marks can't be written.
    failed: Cell<bool>,
}

impl Default for Spans {
    fn default() -> Self {
        Self {
            boot: RefCell::new(Boot::of(&Clock::start())),
            wanted: Cell::default(),
            open: Cell::default(),
            waiting: Cell::new(true),
            failed: Cell::default(),
        }
    }
}

/// A change of the spans that is committed with what is noted under it.
#[derive(Debug)]
pub(super) struct SpanChange<'a> {
    change: Transaction<'a>,
    spans: &'a Spans,
    to: Option<ClockMark>,
}

impl SpanChange<'_> {
    pub fn commit(self) -> Result<(), StoreError> {
        self.change.commit()?;
        self.spans.open.set(self.to);
        self.spans.waiting.set(true);
        Ok(())
    }
}

impl Store {
    /// A run begins during this start of the machine: the spans of earlier runs are over. After an
    /// error it is known which start it is, and they are not.
    pub fn begin_run(&self, boot: Boot) -> Result<(), StoreError> {
        self.spans.boot.replace(boot);
        self.spans.open.set(None);
        end_open(&self.db)
    }

    /// From now on times carry this mark; none: the platform has confirmed the clock. Written
    /// with the next entry that needs it.
    pub fn mark_times(&self, mark: Option<ClockMark>) {
        self.spans.wanted.set(mark);
    }

    /// Where a span begins or ends with the next entry: the transaction to note it in. A mark that
    /// can't be written costs nobody the way in.
    pub(super) fn change_span(&self) -> Option<SpanChange<'_>> {
        match self.span_change() {
            Ok(span_change) => {
                self.spans.failed.set(false);
                span_change
            }
            Err(fault) => {
                if !self.spans.failed.replace(true) {
                    log::error!("that the clock is not confirmed can't be noted: {fault}");
                }
                None
            }
        }
    }

    fn span_change(&self) -> Result<Option<SpanChange<'_>>, StoreError> {
        let spans = &self.spans;
        let (open, to) = (spans.open.get(), spans.wanted.get());
        let goes_on = match (open, to) {
            (None, None) => true,
            (Some(open), Some(to)) => open.behind == to.behind && open.offset.is(to.offset),
            _ => false,
        };
        if goes_on {
            return Ok(None);
        }
        let change = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        end_open(&change)?;
        if let Some(mark) = to {
            let mut put = change.prepare_cached(
                "INSERT INTO clock_spans (after_seq, after_refusal, after_opening, boot, offset_ms,
                     behind)
                 SELECT coalesce((SELECT max(seq) FROM records), 0),
                     coalesce((SELECT max(id) FROM refusals), 0),
                     coalesce((SELECT max(id) FROM manual_openings), 0), ?1, ?2, ?3",
            )?;
            put.execute((self.boot(), self.since_boot(mark.offset).0, mark.behind))?;
        }
        Ok(Some(SpanChange { change, spans, to }))
    }

    /// Brings the spans up to the present mark, without an entry.
    pub(super) fn end_span(&self) -> Result<(), StoreError> {
        if self.spans.open.get().is_some()
            && self.spans.wanted.get().is_none()
            && let Some(span_change) = self.span_change()?
        {
            span_change.commit()?;
        }
        Ok(())
    }

    /// This run's start of the machine.
    pub(super) fn boot(&self) -> String {
        self.spans.boot.borrow().id.clone()
    }

    /// The mark of what is noted now, by the time since the machine's start.
    pub(super) fn mark(&self) -> Option<ClockMark> {
        self.spans
            .wanted
            .get()
            .map(|mark| ClockMark { offset: self.since_boot(mark.offset), ..mark })
    }

    /// The same offset, less the time since the machine's start.
    pub(super) fn since_boot(&self, offset: Offset) -> Offset {
        let before = self.spans.boot.borrow().before.as_millis();
        Offset(offset.0.saturating_sub(i64::try_from(before).unwrap_or(i64::MAX)))
    }
}

impl StoreReader {
    /// Up to which record none waits for the clock. To be asked in one view with the records.
    pub fn settled_through(&self) -> Result<i64, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT coalesce(min(after_seq), 9223372036854775807) FROM clock_spans
             WHERE NOT kept AND (through_seq IS NULL OR through_seq > after_seq)",
        )?;
        Ok(get.query_row([], |row| row.get(0))?)
    }
}

/// Marks the time of a record that came back by the second journal, where nothing does it yet.
pub(super) fn mark_again(
    db: &Connection,
    seq: Seq,
    boot: &str,
    mark: ClockMark,
) -> Result<(), StoreError> {
    db.prepare_cached(
        "INSERT INTO clock_spans (after_seq, after_refusal, after_opening, through_seq,
             through_refusal, through_opening, boot, offset_ms, behind)
         SELECT ?1 - 1, 0, 0, ?1, 0, 0, ?2, ?3, ?4 WHERE NOT EXISTS (SELECT 1 FROM clock_spans
             WHERE NOT kept AND after_seq < ?1 AND through_seq >= ?1)",
    )?
    .execute((seq.0, boot, mark.offset.0, mark.behind))?;
    Ok(())
}

/// How the clock should have stood when the record was made is known: as it was put right before.
pub(super) fn know_right(db: &Connection, seq: Seq, right: Offset) -> Result<(), StoreError> {
    db.prepare_cached(
        "UPDATE clock_spans SET right_ms = ?2
         WHERE NOT kept AND right_ms IS NULL AND after_seq < ?1 AND through_seq >= ?1",
    )?
    .execute((seq.0, right.0))?;
    Ok(())
}

/// Ends the span that goes on; one in which nothing was noted is as if it had never been.
pub(super) fn end_open(db: &Connection) -> Result<(), StoreError> {
    db.prepare_cached(
        "UPDATE clock_spans SET
             through_seq = coalesce((SELECT max(seq) FROM records), 0),
             through_refusal = coalesce((SELECT max(id) FROM refusals), 0),
             through_opening = coalesce((SELECT max(id) FROM manual_openings), 0)
         WHERE through_seq IS NULL",
    )?
    .execute([])?;
    drop_settled(db)
}

/// Forgets the spans that are over and of which nothing is left.
pub(super) fn drop_settled(db: &Connection) -> Result<(), StoreError> {
    db.prepare_cached(
        "DELETE FROM clock_spans WHERE NOT kept AND through_seq <= after_seq
             AND through_refusal <= after_refusal AND through_opening <= after_opening",
    )?
    .execute([])?;
    Ok(())
}
