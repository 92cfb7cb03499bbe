//! Where the upload of the records that wait in a row stands: in order, a refused batch halved until
//! the record at fault stands alone, that one out of the row when it is refused again (SPEC §5). Pure.

use super::batch::Batch;
use crate::terminal::store::{PendingRecord, Seq, UploadState};
use crate::transport::Halving;

/// Records completed by a question each before the complete ones go up, so that a slow platform
/// does not hold up the first of them beyond the 10 minutes of §5.2.7.
const LOOKUPS: usize = 100;

/// The upload's state.
#[derive(Debug)]
pub(super) struct Upload {
    /// The last record that is done with, or out of the row.
    through: i64,
    halving: Halving,
    /// The record that was refused alone, and how often.
    alone: (i64, u32),
    max_rejections: u32,
    lookups: usize,
    batch: Batch,
}

/// What has to be done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UploadStep {
    /// Nothing is in hand: read the next records.
    Read { after: i64, limit: usize },
    /// Ask the platform about the oldest incomplete record.
    Lookup,
    /// Report the first so many records.
    Send(usize),
}

/// What follows from a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UploadRefusal {
    /// A part of the batch is tried next.
    Halved,
    /// The record stands alone, and is tried once more.
    Alone,
    /// It was refused again: later ones go up past it.
    StandsAside(Seq),
    /// It was refused too often.
    SetAside(Seq),
}

impl Upload {
    pub(super) fn new(state: UploadState, most: usize, max_rejections: u32) -> Self {
        let (refused, count) = state.rejected;
        let goes_on = count > 0 && refused > state.uploaded_through;
        Self {
            through: state.uploaded_through,
            halving: if goes_on { Halving::at_one(most) } else { Halving::new(most) },
            alone: if goes_on { state.rejected } else { (0, 0) },
            max_rejections,
            lookups: 0,
            batch: Batch::default(),
        }
    }

    /// What has to be done next.
    pub(super) fn step(&self) -> UploadStep {
        let ready = self.batch.ready();
        let wanted = self.halving.wanted();
        if self.batch.is_empty() {
            UploadStep::Read { after: self.through, limit: self.halving.most() }
        } else if ready > 0
            && (ready >= wanted || self.batch.incomplete().is_none() || self.lookups >= LOOKUPS)
        {
            UploadStep::Send(ready.min(wanted))
        } else {
            UploadStep::Lookup
        }
    }

    /// The records in hand.
    pub(super) fn batch(&self) -> &Batch {
        &self.batch
    }

    /// The last record that is out of the row.
    pub(super) fn through(&self) -> i64 {
        self.through
    }

    /// Takes up what [`UploadStep::Read`] found; those up to `attempted` may have been sent before.
    pub(super) fn fill(&mut self, records: Vec<PendingRecord>, attempted: i64) {
        self.batch = Batch::new(records, attempted);
    }

    /// Asks no more about records in hand whose names are known.
    pub(super) fn ask_no_more(&mut self) {
        self.batch.ask_no_more();
    }

    /// Asks no more about any record in hand.
    pub(super) fn give_up_names(&mut self) {
        self.batch.give_up_names();
    }

    /// [`UploadStep::Lookup`] is answered.
    pub(super) fn complete(&mut self, facts: Option<crate::terminal::store::Facts>) {
        self.lookups += 1;
        self.batch.complete(facts);
    }

    /// The platform took the first `count` records.
    pub(super) fn accepted(&mut self, count: usize) {
        if let Some((_, last)) = self.batch.span(count) {
            self.through = last.0;
        }
        self.batch.drop_first(count);
        self.halving.accepted(count);
        self.alone = (0, 0);
        self.lookups = 0;
    }

    /// The platform refused the first `count` records.
    pub(super) fn rejected(&mut self, count: usize) -> UploadRefusal {
        self.halving.rejected(count);
        self.lookups = 0;
        let (1, Some((seq, _))) = (count, self.batch.span(1)) else { return UploadRefusal::Halved };
        let before = if self.alone.0 == seq.0 { self.alone.1 } else { 0 };
        self.alone = (seq.0, before + 1);
        match self.alone.1 {
            count if count >= self.max_rejections => UploadRefusal::SetAside(seq),
            1 => UploadRefusal::Alone,
            _ => UploadRefusal::StandsAside(seq),
        }
    }

    /// The first record, refused alone, is out of the others' way; they are not suspected for it.
    pub(super) fn pass(&mut self) {
        if let Some((seq, _)) = self.batch.span(1) {
            self.through = seq.0;
        }
        self.batch.drop_first(1);
        self.halving.passed();
        self.alone = (0, 0);
    }

    /// A report of `count` records found no answer in time: a slow line carries fewer.
    pub(super) fn timed_out(&mut self, count: usize) {
        self.halving.timed_out(count);
    }
}

#[cfg(test)]
mod tests {
    use super::super::batch::tests::pending;
    use super::*;

    /// A platform that refuses what holds a poisoned record, against an endless supply.
    struct Play {
        upload: Upload,
        records: i64,
        poison: Vec<i64>,
        taken: Vec<i64>,
        aside: Vec<i64>,
        calls: usize,
        refusals_alone: u32,
    }

    impl Play {
        fn new(records: i64, poison: &[i64], most: usize) -> Self {
            Self {
                upload: Upload::new(UploadState::default(), most, 3),
                records,
                poison: poison.to_vec(),
                taken: Vec::new(),
                aside: Vec::new(),
                calls: 0,
                refusals_alone: 0,
            }
        }

        fn run(&mut self) {
            loop {
                match self.upload.step() {
                    UploadStep::Read { after, limit } => {
                        let last = self.records.min(after + limit as i64);
                        if last == after {
                            return;
                        }
                        let found = after + 1..=last;
                        let found = found.map(|seq| pending(seq, "12345678", true)).collect();
                        self.upload.fill(found, 0);
                    }
                    UploadStep::Lookup => self.upload.complete(None),
                    UploadStep::Send(count) => self.send(count),
                }
            }
        }

        fn send(&mut self, count: usize) {
            self.calls += 1;
            let (first, last) = self.upload.batch().span(count).unwrap();
            assert_eq!(self.taken.iter().chain(&self.aside).max().unwrap_or(&0) + 1, first.0);
            if !self.poison.iter().any(|bad| (first.0..=last.0).contains(bad)) {
                self.taken.extend(first.0..=last.0);
                return self.upload.accepted(count);
            }
            match self.upload.rejected(count) {
                UploadRefusal::Halved => assert!(count > 1),
                UploadRefusal::Alone => self.refusals_alone += 1,
                UploadRefusal::StandsAside(seq) => {
                    self.aside.push(seq.0);
                    self.upload.pass();
                }
                UploadRefusal::SetAside(seq) => panic!("{seq} was refused twice alone"),
            }
        }
    }

    #[test]
    fn halving_finds_every_poisoned_record_and_loses_no_other() {
        for poison in [vec![], vec![1], vec![700], vec![1000], vec![3, 4, 2500], vec![1001, 1002]] {
            let mut play = Play::new(2500, &poison, 1000);
            play.run();
            assert_eq!(play.aside, poison);
            assert_eq!(play.taken.len(), 2500 - poison.len());
            assert!(play.taken.is_sorted());
            assert_eq!(play.refusals_alone as usize, poison.len());
            let most = 3 + poison.len() * 40;
            assert!(play.calls <= most, "{} calls for {poison:?}", play.calls);
        }
    }

    #[test]
    fn a_restart_goes_on_counting() {
        let state =
            UploadState { uploaded_through: 41, rejected: (42, 2), ..UploadState::default() };
        let mut upload = Upload::new(state, 1000, 3);
        assert_eq!(upload.step(), UploadStep::Read { after: 41, limit: 1000 });
        upload.fill((42..60).map(|seq| pending(seq, "12345678", true)).collect(), 0);
        assert_eq!(upload.step(), UploadStep::Send(1));
        assert_eq!(upload.rejected(1), UploadRefusal::SetAside(Seq(42)));
        assert_eq!(upload.through(), 41, "not before that is noted");
        upload.pass();
        upload.accepted(1);
        assert_eq!(upload.step(), UploadStep::Send(2), "the size doubles back");
        // A count that belongs to a record that is done with counts nothing.
        let state =
            UploadState { uploaded_through: 42, rejected: (42, 2), ..UploadState::default() };
        assert_eq!(Upload::new(state, 1000, 3).alone, (0, 0));
    }

    #[test]
    fn incomplete_records_are_asked_about_but_do_not_hold_up_complete_ones_for_long() {
        let mut upload = Upload::new(UploadState::default(), 1000, 3);
        upload.fill((1..=250).map(|seq| pending(seq, "12345678", seq == 1)).collect(), 0);
        let mut sent = Vec::new();
        loop {
            match upload.step() {
                UploadStep::Lookup => upload.complete(None),
                UploadStep::Send(count) => {
                    sent.push(count);
                    upload.accepted(count);
                }
                UploadStep::Read { .. } => break,
            }
        }
        assert_eq!(sent, [101, 100, 49]);
    }

    #[test]
    fn a_slow_line_carries_fewer_records_until_one_report_passes() {
        let mut upload = Upload::new(UploadState::default(), 1000, 3);
        upload.fill((1..=1000).map(|seq| pending(seq, "12345678", true)).collect(), 0);
        assert_eq!(upload.step(), UploadStep::Send(1000));
        upload.timed_out(1000);
        assert_eq!(upload.step(), UploadStep::Send(500));
        upload.timed_out(500);
        upload.accepted(250);
        assert_eq!(upload.step(), UploadStep::Send(500));
    }

    #[test]
    fn how_often_a_record_is_refused_before_it_leaves_the_row_is_bounded_at_both_ends() {
        let refused = |max_rejections| {
            let mut upload = Upload::new(UploadState::default(), 1000, max_rejections);
            upload.fill(vec![pending(1, "12345678", true)], 0);
            [(); 2].map(|()| upload.rejected(1))
        };
        let (once, aside) = (UploadRefusal::Alone, UploadRefusal::StandsAside(Seq(1)));
        let set_aside = UploadRefusal::SetAside(Seq(1));
        assert_eq!(refused(1)[0], set_aside);
        assert_eq!(refused(2), [once, set_aside]);
        assert_eq!(refused(3), [once, aside]);
        assert_eq!(refused(1000), [once, aside]);
    }
}
