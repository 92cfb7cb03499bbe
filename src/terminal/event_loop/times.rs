//! Times that nothing had confirmed, put right between two tickets; what waits for that goes up.

use std::time::Duration;

use super::LoopTerminal;
use crate::clock::Truth;
use crate::terminal::sync::SyncCommand;

/// Records that are put right at once, so that no single turn is held up.
const STEP: u32 = 200;

/// How often is looked whether anything is to be done.
const EACH: Duration = Duration::from_secs(1);

/// How often the worker is told that records wait for the platform's word on the clock.
const ASK_EACH: Duration = Duration::from_secs(10);

/// When is looked again.
#[derive(Debug, Default)]
pub(super) struct Times {
    pub due: Duration,
    ask_at: Duration,
    /// Records wait no longer, and the worker may not have seen them yet.
    settled: bool,
    failed: bool,
}

impl LoopTerminal {
    /// Does a little of what there is to be done, if nobody waits for a verdict.
    pub(super) fn settle_times(&mut self) {
        let now = self.clock.now();
        if now.mono < self.times.due || self.core.door().is_judging() {
            return;
        }
        self.times.due = now.mono + EACH;
        let truth = self.core.door().truth(now);
        if self.settle_by(truth) {
            self.times.due = now.mono;
        }
        let waits = matches!(truth, Truth::Unknown | Truth::Likely(_));
        if waits && now.mono >= self.times.ask_at {
            self.times.ask_at = now.mono + ASK_EACH;
            if self.core.store.settled_through().is_ok_and(|through| through < i64::MAX) {
                self.periphery.worker.send(SyncCommand::Recorded);
            }
        }
    }

    /// The replay is over: nothing is waited for any longer. True where records wait for the
    /// worker that it may not have seen.
    pub(super) fn settle_all_times(&mut self) -> bool {
        let truth = match self.core.door().truth(self.clock.now()) {
            Truth::Likely(own) => Truth::TimedOut(Some(own)),
            truth => truth,
        };
        while self.settle_by(truth) {}
        std::mem::take(&mut self.times.settled)
    }

    /// One step; true where there may be another one.
    fn settle_by(&mut self, truth: Truth) -> bool {
        let zone = &self.periphery.zone;
        let settled = match self.core.store.settle_times(truth, zone, self.clock.now().wall, STEP) {
            Ok(settled) => settled,
            Err(fault) => {
                if !std::mem::replace(&mut self.times.failed, true) {
                    log::error!("times of records could not be put right: {fault}");
                }
                return false;
            }
        };
        self.times.failed = false;
        if let Some((first, last, by)) = settled.corrected {
            log::warn!(
                "the clock was wrong: the times of the records {first} to {last} are put right by {} s",
                by / 1000
            );
        }
        if let Some((first, last)) = settled.released {
            log::warn!(
                "the platform has not confirmed the clock: the records {first} to {last} go up with the times that it showed"
            );
        }
        if settled.more {
            self.times.settled = true;
            self.periphery.worker.send(SyncCommand::Recorded);
        }
        settled.more
    }
}
