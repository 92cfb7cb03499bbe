//! What the worker tells: what is to be kept and what the door has to hear goes to the core, the rest is
//! shown and told here.

use std::time::Duration;

use super::LoopTerminal;
use super::ending::Stop;
use super::events::Event;
use crate::terminal::core::UploadOutcome;
use crate::terminal::store::{Seq, TaskFault};
use crate::terminal::sync::{KeysResult, SyncCommand, SyncEvent, UploadFault};

impl LoopTerminal {
    /// Takes one message of the worker.
    pub(super) fn on_sync_event(&mut self, event: SyncEvent) {
        if self.stopping == Some(Stop::Now) && is_failure(&event) {
            return; // cut off by the stop itself: the network is not to blame
        }
        if event.is_note() && !self.core.commit(&event, &mut self.periphery) {
            return; // the worker tells it again
        }
        match event {
            SyncEvent::Keys { .. } => {
                self.pass_on(event);
                self.note_keys();
            }
            SyncEvent::Answer { .. } | SyncEvent::Facts(_) => self.pass_on(event),
            SyncEvent::Sending { .. } => {}
            SyncEvent::Accepted { first, last, count } => {
                self.periphery.status.recount(&self.core.store);
                self.upload(UploadOutcome::Accepted, Some((first, last)), count, None);
            }
            SyncEvent::Rejected { first, last, count } => {
                self.upload(UploadOutcome::Rejected, Some((first, last)), count, None);
            }
            SyncEvent::StandsAside { seq } => self.report(Event::StandsAside { seq }),
            SyncEvent::SetAside { seq } => {
                self.periphery.status.recount(&self.core.store);
                self.report(Event::SetAside { seq });
            }
            SyncEvent::Failed { first, last, count, fault } => {
                if matches!(fault, UploadFault::Store(_)) {
                    self.upkeep.on_worker_fault();
                }
                self.upload(UploadOutcome::Failed, first.zip(last), count, Some(fault));
            }
            SyncEvent::Contact { platform_time, .. } => {
                self.periphery.status.contact(self.clock.now());
                self.pass_on(event);
                if platform_time.is_some() {
                    self.times.due = Duration::ZERO;
                    self.settle_times();
                }
            }
            SyncEvent::Flaws { api, flaws } => {
                let fresh = self.periphery.status.flaws(api, flaws, self.clock.now());
                fresh.iter().for_each(super::journal::flaw);
            }
            SyncEvent::Catalogue { part, change, fault } => {
                self.core.take_catalogue(part, change.as_deref(), fault, &mut self.periphery);
                self.periphery.status.programme.forget();
            }
            SyncEvent::Down(ref fault) => {
                self.periphery.status.down(self.clock.now(), fault);
                self.pass_on(event);
            }
            SyncEvent::Flushed => {
                if matches!(self.stopping, Some(Stop::AfterFlush { .. })) {
                    // What the clock held back goes up with one more try.
                    if self.settle_all_times() {
                        self.periphery.worker.send(SyncCommand::Flush);
                    } else {
                        self.stopping = Some(Stop::Done);
                    }
                }
            }
            SyncEvent::LetGo => self.mend_alone(),
            SyncEvent::Ended { panic } => {
                if let Some(said) = panic {
                    let fault = TaskFault::Panicked(said);
                    self.stopping = Some(Stop::Fault { task: "sync", fault });
                }
            }
        }
    }

    /// What the door has to hear. At the end it hears nothing any more, but what was learned is kept.
    fn pass_on(&mut self, event: SyncEvent) {
        if self.is_over() {
            self.core.stop();
        }
        self.core.on_sync_event(event, &mut self.periphery);
    }

    /// Keys that are others now go into the protected log.
    fn note_keys(&mut self) {
        let (cinema, wall) = (self.core.config().terminal.cinema_code, self.clock.now().wall);
        match self.core.store.keys(cinema, wall) {
            Ok(keys) => self.audit.take_keys(&keys, wall),
            Err(fault) => log::error!("{fault}"),
        }
    }

    fn upload(
        &mut self,
        result: UploadOutcome,
        range: Option<(Seq, Seq)>,
        count: usize,
        error: Option<UploadFault>,
    ) {
        let (first, last) = range.unzip();
        self.report(Event::Upload { result, first, last, count, error });
    }
}

fn is_failure(event: &SyncEvent) -> bool {
    match event {
        SyncEvent::Down(_) | SyncEvent::Failed { .. } => true,
        SyncEvent::Keys { result, .. } => matches!(result, KeysResult::Failed(_)),
        _ => false,
    }
}
