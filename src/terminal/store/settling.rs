//! Times that nothing had confirmed, put right once it is known how the clock should have stood
//! (schema/007.sql): the business day follows, and the log keeps the original.
//!
//! Within one start of the machine the right time is exact, whatever the clock did: the machine
//! knows how long it had run. Of an earlier start that is known from record to record alone; as a
//! whole it lies after the record before it and before this start. Where the clock of then fits in
//! between, it is believed. Else the first of its visitors is taken to have come when the show
//! began, or as near to that as those bounds allow.

mod estimate;
mod shift;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::Row;

use super::audit::append;
use super::detail::Estimated;
use super::records::Seq;
use super::spans::drop_settled;
use super::{AuditDetail, Store, StoreError, TERMINAL};
use crate::clock::{Offset, Truth};
use shift::{Shifted, TABLES, shift};

/// Where the clock was behind and may be right by now, so many times are put right at once; of
/// more, the platform's word is waited for.
const LIKELY: i64 = 500;

/// What one step of settling has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settled {
    /// The first and the last record whose times are right now, and by how many milliseconds they
    /// were moved.
    pub corrected: Option<(Seq, Seq, i64)>,
    /// The first and the last record that no longer wait, as nobody told.
    pub released: Option<(Seq, Seq)>,
    /// There may be more to be done.
    pub more: bool,
}

/// A row of `clock_spans`.
#[derive(Debug)]
struct Span {
    id: i64,
    after: [i64; 3],
    /// None: it goes on.
    through: Option<[i64; 3]>,
    boot: String,
    offset: Offset,
    behind: bool,
    right: Option<Offset>,
}

const SPAN: &str = "SELECT id, after_seq, after_refusal, after_opening, through_seq,
    through_refusal, through_opening, boot, offset_ms, behind, right_ms FROM clock_spans";

impl Store {
    /// Does the next step for the times that nothing had confirmed, with what is known of the
    /// clock by now: at most `limit` records, so that no single call holds the loop. `at` is the
    /// time for the log.
    pub fn settle_times(
        &mut self,
        truth: Truth,
        zone: &TimeZone,
        at: Timestamp,
        limit: u32,
    ) -> Result<Settled, StoreError> {
        if truth == Truth::Unknown || !self.spans.waiting.get() {
            return Ok(Settled::default());
        }
        self.end_span()?;
        if let Truth::Likely(own) = truth {
            return self.put_likely_right(self.since_boot(own), zone, at);
        }
        let spans = self.waiting_spans()?;
        if spans.is_empty() {
            self.spans.waiting.set(false);
        }
        for span in spans {
            let newest = self.newest_numbers()?;
            let through = span.through.unwrap_or(newest);
            if span.after == through {
                continue;
            }
            return match truth {
                Truth::Known(right) => {
                    self.put_right(&span, through, self.since_boot(right), zone, at, limit)
                }
                Truth::TimedOut(own) if span.right.is_some() || (span.behind && own.is_some()) => {
                    // Where that is known, what this clock says is not asked.
                    let own = self.since_boot(own.unwrap_or(span.offset));
                    self.put_right(&span, through, own, zone, at, limit)
                }
                _ => self.release(&span, through, at),
            };
        }
        Ok(Settled::default())
    }

    /// Moves the next times of a span by what the clock was off.
    fn put_right(
        &mut self,
        span: &Span,
        through: [i64; 3],
        now_right: Offset,
        zone: &TimeZone,
        at: Timestamp,
        limit: u32,
    ) -> Result<Settled, StoreError> {
        let own = span.boot == self.boot();
        let right = match span.right.filter(|_| span.through.is_some()) {
            Some(right) => right,
            None if own => now_right,
            None => self.estimate(span, through[0], now_right)?,
        };
        let change = self.reader.db.transaction()?;
        let mut settled = Settled { more: true, ..Settled::default() };
        let mut after = through;
        if !right.is(span.offset) {
            let by = right.0.saturating_sub(span.offset.0);
            for (number, (table, id, time)) in TABLES.into_iter().enumerate() {
                let rows = [span.after[number], through[number]];
                let moved = shift(&change, (table, id, time), rows, by, zone, limit)?;
                if let Some(moved) = &moved
                    && moved.count == u64::from(limit)
                {
                    after[number] = moved.last;
                }
                if let (0, Some(moved)) = (number, moved) {
                    settled.corrected = Some((Seq(moved.first), Seq(moved.last), by));
                    let estimated = (!own).then_some(Estimated::ByOthers);
                    append(&change, &self.chain, TERMINAL, &corrected(&moved, by, estimated), at)?;
                }
            }
        }
        change
            .prepare_cached(
                "UPDATE clock_spans SET after_seq = ?2, after_refusal = ?3, after_opening = ?4,
                     right_ms = ?5 WHERE id = ?1",
            )?
            .execute((span.id, after[0], after[1], after[2], right.0))?;
        drop_settled(&change)?;
        change.commit()?;
        if after[0] > span.after[0] {
            let by_ms = settled.corrected.map_or(0, |(_, _, by)| by);
            self.journal_moved((Seq(span.after[0] + 1), Seq(after[0])), by_ms, true);
        }
        Ok(settled)
    }

    /// The clock was certainly behind, and is not any more: so the day's report need not wait for
    /// the platform. The times go on waiting for its word.
    fn put_likely_right(
        &mut self,
        right: Offset,
        zone: &TimeZone,
        at: Timestamp,
    ) -> Result<Settled, StoreError> {
        let (spans, boot, newest) = (self.waiting_spans()?, self.boot(), self.newest_numbers()?);
        let wanted = |span: &&Span| {
            span.behind && span.right.is_none() && span.boot == boot && !right.is(span.offset)
        };
        let Some(span) = spans.iter().find(wanted) else { return Ok(Settled::default()) };
        // It has stepped, so what is noted from now on is of another span.
        let through = span.through.unwrap_or(newest);
        let count: i64 =
            through.iter().zip(span.after).map(|(through, after)| through - after).sum();
        if count > LIKELY {
            return Ok(Settled::default());
        }
        let by = right.0.saturating_sub(span.offset.0);
        let change = self.reader.db.transaction()?;
        let mut settled = Settled { more: true, ..Settled::default() };
        for (number, names) in TABLES.into_iter().enumerate() {
            let rows = [span.after[number], through[number]];
            let moved = shift(&change, names, rows, by, zone, u32::MAX)?;
            if let (0, Some(moved)) = (number, moved) {
                settled.corrected = Some((Seq(moved.first), Seq(moved.last), by));
                append(&change, &self.chain, TERMINAL, &corrected(&moved, by, None), at)?;
            }
        }
        change.execute(
            "UPDATE clock_spans SET offset_ms = ?2, behind = 0, through_seq = ?3,
                 through_refusal = ?4, through_opening = ?5 WHERE id = ?1",
            (span.id, right.0, through[0], through[1], through[2]),
        )?;
        change.commit()?;
        if let Some((first, last, by_ms)) = settled.corrected {
            self.journal_moved((first, last), by_ms, false);
        }
        Ok(settled)
    }

    /// Nobody tells: the times stand as they are, and wait no longer.
    fn release(
        &mut self,
        span: &Span,
        through: [i64; 3],
        at: Timestamp,
    ) -> Result<Settled, StoreError> {
        let change = self.reader.db.transaction()?;
        let [after, last] = [span.after[0], through[0]];
        let mut settled = Settled { more: true, ..Settled::default() };
        if last > after {
            settled.released = Some((Seq(after + 1), Seq(last)));
            let longer = change.execute(
                "UPDATE clock_spans SET through_seq = ?1
                 WHERE kept AND through_seq = ?2 AND boot = ?3 AND offset_ms = ?4",
                (last, after, &span.boot, span.offset.0),
            )?;
            if longer == 0 {
                change.execute(
                    "INSERT INTO clock_spans (after_seq, after_refusal, after_opening, through_seq,
                         through_refusal, through_opening, boot, offset_ms, behind, kept)
                     SELECT after_seq, 0, 0, ?2, 0, 0, boot, offset_ms, behind, 1
                     FROM clock_spans WHERE id = ?1",
                    (span.id, last),
                )?;
                let detail = AuditDetail::RecordTimesKept { first: (after + 1).unsigned_abs() };
                append(&change, &self.chain, TERMINAL, &detail, at)?;
            }
        }
        change.execute(
            "UPDATE clock_spans SET after_seq = ?2, after_refusal = ?3, after_opening = ?4
             WHERE id = ?1",
            (span.id, through[0], through[1], through[2]),
        )?;
        drop_settled(&change)?;
        change.commit()?;
        if let Some(released) = settled.released {
            self.journal_moved(released, 0, true);
        }
        Ok(settled)
    }

    /// Tells the second journal, too, so that a record that comes back by it has the same time.
    fn journal_moved(&self, records: (Seq, Seq), by_ms: i64, settled: bool) {
        if let Some(journal) = &mut *self.journal.borrow_mut() {
            journal.moved(records, by_ms, settled);
        }
    }

    /// The spans that wait, the oldest first.
    fn waiting_spans(&self) -> Result<Vec<Span>, StoreError> {
        let mut get =
            self.reader.db.prepare_cached(&format!("{SPAN} WHERE NOT kept ORDER BY id"))?;
        let rows = get.query_map([], read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn newest_numbers(&self) -> Result<[i64; 3], StoreError> {
        let mut newest = [0; 3];
        for (number, (table, id, _)) in TABLES.into_iter().enumerate() {
            let sql = format!("SELECT coalesce(max({id}), 0) FROM {table}");
            newest[number] =
                self.reader.db.prepare_cached(&sql)?.query_row([], |row| row.get(0))?;
        }
        Ok(newest)
    }
}

/// What the log tells of times that were moved: with it the original of each is known.
fn corrected(moved: &Shifted, by_ms: i64, estimated: Option<Estimated>) -> AuditDetail {
    AuditDetail::RecordTimesCorrected {
        first: moved.first.unsigned_abs(),
        last: moved.last.unsigned_abs(),
        from: Offset(0).wall(moved.from),
        to: Offset(by_ms).wall(moved.from),
        by_ms,
        estimated,
    }
}

fn read(row: &Row) -> rusqlite::Result<Span> {
    let through: Option<i64> = row.get(4)?;
    Ok(Span {
        id: row.get(0)?,
        after: [row.get(1)?, row.get(2)?, row.get(3)?],
        through: match through {
            Some(seq) => Some([seq, row.get(5)?, row.get(6)?]),
            None => None,
        },
        boot: row.get(7)?,
        offset: Offset(row.get(8)?),
        behind: row.get(9)?,
        right: row.get::<_, Option<i64>>(10)?.map(Offset),
    })
}
