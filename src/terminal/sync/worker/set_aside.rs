//! The daily retry of the records that were set aside, each alone.

use std::time::Duration;

use jiff::SignedDuration;

use super::WorkerState;
use super::notes::UploadKind;
use super::records::{nothing, query};
use crate::terminal::sync::SyncEvent;
use crate::terminal::sync::batch::Batch;
use crate::transport::Fault;

/// How often a record is tried again.
const DAILY: SignedDuration = SignedDuration::from_hours(24);

/// Between two looks for such records.
const LOOK: Duration = Duration::from_secs(600);

/// Between two of them, so that many do not crowd out what is new.
const NEXT: Duration = Duration::from_secs(10);

/// The retry's state. Moments are of [`crate::clock::Clock::mono`].
#[derive(Debug, Default)]
pub(super) struct SetAsideRetry {
    /// The one record that is being tried, if any.
    batch: Batch,
    look: Duration,
}

impl SetAsideRetry {
    /// When there is something to do.
    pub(super) fn due(&self) -> Duration {
        if self.batch.is_empty() { self.look } else { Duration::ZERO }
    }

    /// The try is noted.
    pub(super) fn tried(&mut self, now: Duration) {
        self.batch = Batch::default();
        self.look = now + NEXT;
    }

    /// What is in hand is looked for again.
    pub(super) fn begin_anew(&mut self) {
        self.batch = Batch::default();
    }
}

impl WorkerState {
    /// Does the next step: at most one network call. What fails is begun again at the next look.
    pub(super) fn retry_set_aside(&mut self) {
        let now = self.now();
        if self.set_aside.batch.is_empty() {
            self.set_aside.look = now + LOOK;
            self.find_set_aside();
        } else if let Some(query) = query(&self.set_aside.batch) {
            match self.ticket_info(&query, None) {
                Ok(answer) => self.set_aside.batch.complete(answer.facts().cloned()),
                Err(Fault::NoSense(_)) => self.set_aside.batch.complete(None),
                Err(fault) => self.retry_failed(&fault),
            }
        } else if let Some((seq, _)) = self.set_aside.batch.span(1) {
            match self.report_again() {
                Ok(true) => {
                    self.note(
                        UploadKind::SetAside,
                        SyncEvent::Accepted { first: seq, last: seq, count: 1 },
                    );
                }
                Ok(false) => self.note(UploadKind::SetAside, SyncEvent::SetAside { seq }),
                Err(fault) => self.retry_failed(&fault),
            }
        }
    }

    fn find_set_aside(&mut self) {
        let now = self.wall();
        let before = now.checked_sub(DAILY).unwrap_or_default();
        match self.reader.set_aside_due(before, now) {
            Ok(Some(pending)) => self.set_aside.batch = Batch::new(vec![pending], i64::MAX),
            Ok(None) => {}
            Err(fault) => log::warn!("the records that were set aside do not read: {fault}"),
        }
    }

    fn report_again(&mut self) -> Result<bool, Fault> {
        let at = self.wall();
        let report = self.set_aside.batch.report(1).ok_or_else(nothing)?;
        let reply = self.transport.call(&report, at, None);
        self.verdict(reply)
    }

    fn retry_failed(&mut self, fault: &Fault) {
        self.set_aside.batch = Batch::default();
        if fault.is_link() {
            self.lost(fault);
        }
    }
}
