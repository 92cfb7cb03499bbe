//! The rounds of the upload, and the turn of those that stand aside.

use super::WorkerState;
use super::notes::UploadKind;
use crate::terminal::store::{PendingRecord, Seq};
use crate::terminal::sync::SyncEvent;
use crate::terminal::sync::batch::Batch;

/// A record that stands aside, as it is sent.
#[derive(Debug)]
pub(super) struct AsideRecord {
    pub batch: Batch,
    pub seq: Seq,
    pub rejections: u32,
}

impl AsideRecord {
    fn of((pending, rejections): (PendingRecord, u32)) -> Self {
        // It was asked about before it was sent the first time.
        Self { seq: pending.record.seq, batch: Batch::as_it_is(pending), rejections }
    }
}

impl WorkerState {
    pub(super) fn begin_round(&mut self) {
        match self.reader.standing_aside(self.records.round.turns()) {
            Ok(standing) => {
                self.records.round.begin(standing.into_iter().map(AsideRecord::of).collect());
            }
            Err(fault) => self.upload_failed(0, fault.into()),
        }
    }

    /// Nothing more is to be sent for now. Where records stand aside, another round follows.
    pub(super) fn end_round(&mut self) {
        let now = self.now();
        let left = self.reader.standing_aside_count();
        if self.records.round.end() || matches!(left, Ok(0)) {
            self.records.again.clear();
        }
        if !matches!(left, Ok(0)) {
            self.records.again.fail(now, false);
        }
        self.flushed();
    }

    /// Tries the record that stands aside whose turn it is.
    pub(super) fn send_standing(&mut self) {
        let Some(standing) = self.records.round.standing() else { return };
        let seq = standing.seq;
        let at = self.wall();
        let Some(report) = standing.batch.report(1) else { return self.records.round.next() };
        let reply = self.transport.call(&report, at, None);
        match self.verdict(reply) {
            Ok(true) => {
                self.note(
                    UploadKind::Aside,
                    SyncEvent::Accepted { first: seq, last: seq, count: 1 },
                );
            }
            Ok(false) => {
                self.note(
                    UploadKind::Aside,
                    SyncEvent::Rejected { first: seq, last: seq, count: 1 },
                );
            }
            Err(fault) if fault.is_link() => self.failed(Some((seq, seq, 1)), fault.into()),
            // What the platform falls over alone must not hold up the others.
            Err(fault) => {
                let (first, last) = (Some(seq), Some(seq));
                let fault = fault.into();
                self.emit(SyncEvent::Failed { first, last, count: 1, fault });
                self.records.round.next();
            }
        }
    }
}
