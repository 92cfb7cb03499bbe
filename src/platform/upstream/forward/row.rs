//! Where a cinema's records stand on their way up: those that stand aside first, one at a time, then
//! the row by CheckTime; a refused report halved until the record at fault stands alone, which stands
//! aside from its second refusal. Pure.

use std::collections::VecDeque;
use std::time::Duration;

use crate::platform::ledger::outbox::{Due, Pending, Rejected};
use crate::transport::{Halving, RetryTimer, Round};
use crate::wire::calls::MAX_BATCH;

/// Refusals of a record alone after which later ones go up past it.
const STANDS_ASIDE: i64 = 2;

/// A cinema's row. Moments are of one clock that never steps.
#[derive(Debug)]
pub(super) struct ForwardRow {
    round: Round<Pending>,
    halving: Halving,
    hand: VecDeque<Pending>,
    /// Further records of the row may be read.
    reads: bool,
    /// Something was refused in this round.
    refused: bool,
    /// After a round that brought nothing.
    hold: RetryTimer,
}

/// What is done next.
#[derive(Debug, PartialEq)]
pub(super) enum RowStep<'a> {
    /// Find out who stands aside, so many at most.
    Begin(usize),
    /// Report this one by itself.
    Alone(&'a Pending),
    /// Read the next records of the row, so many at most.
    Read(usize),
    /// Report the first so many in hand.
    Send(usize),
    /// The round is over.
    Over,
}

/// Whether the row of a cinema may go up: it has waited long enough for company, or is enough by
/// itself, or is late.
pub(super) fn is_ripe(due: &Due, now: i64, forward_after_s: i64) -> bool {
    let is_past = |at: Option<i64>, more: i64| at.is_some_and(|at| at.saturating_add(more) <= now);
    due.records >= MAX_BATCH as i64
        || is_past(due.oldest_at, forward_after_s)
        || is_past(due.due_at, 0)
}

impl ForwardRow {
    pub(super) fn new(hold: RetryTimer) -> Self {
        Self {
            round: Round::default(),
            halving: Halving::new(MAX_BATCH),
            hand: VecDeque::new(),
            reads: false,
            refused: false,
            hold,
        }
    }

    /// Whether nothing of the cinema is sent for now.
    pub(super) fn is_held(&self, now: Duration) -> bool {
        self.hold.until().is_some_and(|until| now < until)
    }

    pub(super) fn step(&self) -> RowStep<'_> {
        if !self.round.is_under_way() {
            RowStep::Begin(self.round.turns())
        } else if let Some(standing) = self.round.standing() {
            RowStep::Alone(standing)
        } else if !self.hand.is_empty() {
            RowStep::Send(self.hand.len().min(self.halving.wanted()))
        } else if self.reads {
            RowStep::Read(self.halving.most())
        } else {
            RowStep::Over
        }
    }

    /// Begins a round with these that stand aside; the row follows where it is `ripe`.
    pub(super) fn begin(&mut self, standing: Vec<Pending>, ripe: bool) {
        self.round.begin(standing);
        self.reads = ripe;
        self.refused = false;
    }

    /// Takes up what [`RowStep::Read`] found; where that is all there is, or there is to be no `more`,
    /// the round ends with it.
    pub(super) fn fill(&mut self, records: Vec<Pending>, more: bool) {
        self.reads = more && records.len() >= self.halving.most();
        self.hand = records.into();
        // The one at fault was found before, and is tried once more by itself.
        if self.hand.front().is_some_and(|first| first.rejections > 0) {
            self.halving = Halving::at_one(self.halving.most());
        }
    }

    /// The first `count` records in hand.
    pub(super) fn first(&self, count: usize) -> Vec<Pending> {
        self.hand.iter().take(count).cloned().collect()
    }

    /// They were taken, and that is on the disk.
    pub(super) fn accepted(&mut self, count: usize) {
        self.hand.drain(..count.min(self.hand.len()));
        self.halving.accepted(count);
        self.round.took();
    }

    /// They were refused together.
    pub(super) fn halved(&mut self, count: usize) {
        self.halving.rejected(count);
        self.refused = true;
    }

    /// The first one was refused by itself, and that is on the disk. True: it is out of the others'
    /// way.
    pub(super) fn rejected(&mut self, rejected: Rejected) -> bool {
        self.halved(1);
        if rejected.rejections < STANDS_ASIDE && !rejected.aside {
            if let Some(first) = self.hand.front_mut() {
                first.rejections = rejected.rejections;
            }
            return false;
        }
        self.hand.pop_front();
        self.halving.passed();
        if !self.round.join() {
            self.hand.clear();
            self.reads = false;
        }
        true
    }

    /// The one that stands aside had its turn.
    pub(super) fn alone(&mut self, taken: bool) {
        if taken {
            self.round.took();
        } else {
            self.refused = true;
        }
        self.round.next();
    }

    /// A report of `count` found no answer in time: a slow line carries fewer.
    pub(super) fn timed_out(&mut self, count: usize) {
        self.halving.timed_out(count);
    }

    /// The round is over; where it brought nothing but refusals, the next one waits for longer each
    /// time.
    pub(super) fn end(&mut self, now: Duration) {
        self.hand.clear();
        if self.round.end() || !self.refused {
            self.hold.clear();
        } else {
            self.hold.fail(now, false);
        }
    }

    /// The round found no answer of sense: the same again, later. `by_link`: so would anybody's.
    pub(super) fn failed(&mut self, now: Duration, by_link: bool) {
        self.hand.clear();
        self.round.end();
        if !by_link {
            self.hold.fail(now, false);
        }
    }
}

#[cfg(test)]
mod tests;
