//! What the worker tells: written down by the loop, which alone writes, and passed on to the door.

use std::time::Duration;

use super::Terminal;
use super::ending::Stop;
use super::events::Event;
use super::notes;
use crate::clock::china_timestamp;
use crate::terminal::door::Input;
use crate::terminal::store::{Facts, Seq, Setting, StoreError};
use crate::terminal::sync::{KeysResult, SyncCommand, SyncEvent};
use crate::transport::Fault;

impl Terminal {
    /// Takes one message of the worker.
    pub(super) fn hear(&mut self, event: SyncEvent) {
        if self.stopping == Some(Stop::Now) && is_failure(&event) {
            return; // cut off by the stop itself: the network is not to blame
        }
        if event.is_note() && !self.commit(&event) {
            return; // the worker tells it again
        }
        match event {
            SyncEvent::Keys { result, after_miss } => {
                self.keys(result);
                if after_miss {
                    self.handle(Input::KeysAnswered);
                }
            }
            SyncEvent::Answer { id, answer } => {
                let facts = answer.facts().cloned();
                self.handle(Input::Answered(id, answer));
                // After the verdict: nobody waits for this.
                if let Some(facts) = facts {
                    self.keep_facts(&[facts]);
                }
            }
            SyncEvent::Facts(facts) => self.keep_facts(&facts),
            SyncEvent::Sending { .. } => {}
            SyncEvent::Accepted { first, last, count } => {
                self.status.recount(&self.store);
                self.upload("accepted", Some((first, last)), count, None);
            }
            SyncEvent::Rejected { first, last, count } => {
                self.upload("rejected", Some((first, last)), count, None);
            }
            SyncEvent::StandsAside { seq } => self.tell(Event::StandsAside { seq }),
            SyncEvent::SetAside { seq } => {
                self.status.recount(&self.store);
                self.tell(Event::SetAside { seq });
            }
            SyncEvent::Failed { first, last, count, fault } => {
                if matches!(fault, Fault::Store(_)) {
                    self.upkeep.worker_ails();
                }
                self.upload("failed", first.zip(last), count, Some(fault.to_string()));
            }
            SyncEvent::Contact { platform_time, .. } => {
                self.status.contact(self.clock.now());
                self.handle(Input::Platform { up: true });
                if let Some(time) = platform_time {
                    self.handle(Input::PlatformClock(china_timestamp(time)));
                    self.times.due = Duration::ZERO;
                    self.settle_times();
                }
            }
            SyncEvent::Flaws { api, flaws } => {
                let fresh = self.status.flaws(api, flaws, self.clock.now());
                fresh.iter().for_each(super::journal::flaw);
            }
            SyncEvent::Down(fault) => self.down(&fault),
            SyncEvent::Flushed => {
                if matches!(self.stopping, Some(Stop::AfterFlush { .. })) {
                    // What the clock held back goes up with one more try.
                    if self.settle_all_times() {
                        self.worker.send(SyncCommand::Flush);
                    } else {
                        self.stopping = Some(Stop::Done);
                    }
                }
            }
            SyncEvent::Ended { why } => {
                if let Some(why) = why {
                    self.stopping = Some(Stop::Fault { task: "sync", why });
                }
            }
        }
    }

    /// Commits what the worker waits for, and answers it; false where the disk did not take it.
    fn commit(&mut self, event: &SyncEvent) -> bool {
        match notes::commit(&mut self.store, event, self.clock.now().wall) {
            Ok(committed) => {
                self.worker.send(SyncCommand::Noted);
                self.report_doubles(committed.doubled);
                true
            }
            Err(fault) => {
                self.store.ails(&fault);
                self.worker.send(SyncCommand::NotNoted);
                log::error!("the store did not take a note of the upload, which waits: {fault}");
                false
            }
        }
    }

    fn keep_facts(&mut self, facts: &[Facts]) {
        match self.store.put_facts(facts) {
            Ok(doubled) => self.report_doubles(doubled),
            Err(fault) => {
                log::error!("the store did not keep what the platform told of a ticket: {fault}");
            }
        }
    }

    fn report_doubles(&mut self, doubled: Vec<Seq>) {
        for seq in doubled {
            self.tell(Event::DoubleAdmission { seq });
        }
    }

    fn keys(&mut self, result: KeysResult) {
        let cinema = self.config.terminal.cinema_code;
        let wall = self.clock.now().wall;
        let (result, error) = match result {
            KeysResult::NotNow => return,
            KeysResult::Failed(fault) => ("failed", Some(fault.to_string())),
            // A reply without a single readable key replaces nothing (SPEC §3).
            KeysResult::Fetched { keys, unreadable } if keys.is_empty() => {
                let error = match unreadable {
                    0 => "the platform has no key for this cinema: ask its operator".to_owned(),
                    some => format!(
                        "none of the {some} keys in the reply reads: ask the platform's operator"
                    ),
                };
                ("failed", Some(error))
            }
            KeysResult::Fetched { keys, unreadable } => {
                match self.store.put_keys(cinema, &keys, unreadable == 0, wall) {
                    Ok(changed) => {
                        let stamp = wall.as_millisecond().to_string();
                        kept_or_logged(
                            self.store.set(Setting::KeysFetched, &stamp),
                            "when keys were fetched",
                        );
                        (if changed { "updated" } else { "unchanged" }, None)
                    }
                    Err(fault) => ("failed", Some(fault.to_string())),
                }
            }
        };
        match self.store.keys(cinema, wall) {
            Ok(keys) => {
                self.status.keys = keys.len();
                self.audit.take_keys(&keys, wall);
                self.tell(Event::Keys { result, count: keys.len(), error });
                if result == "updated" {
                    self.handle(Input::Keys(keys));
                }
            }
            Err(fault) => log::error!("{fault}"),
        }
    }

    fn down(&mut self, fault: &Fault) {
        self.status.down(self.clock.now(), fault);
        self.handle(Input::Platform { up: false });
    }

    fn upload(
        &mut self,
        result: &'static str,
        range: Option<(Seq, Seq)>,
        count: usize,
        error: Option<String>,
    ) {
        let (first, last) = range.unzip();
        self.tell(Event::Upload { result, first, last, count, error });
    }
}

fn is_failure(event: &SyncEvent) -> bool {
    match event {
        SyncEvent::Down(_) | SyncEvent::Failed { .. } => true,
        SyncEvent::Keys { result, .. } => matches!(result, KeysResult::Failed(_)),
        _ => false,
    }
}

fn kept_or_logged(kept: Result<(), StoreError>, what: &str) {
    if let Err(fault) = kept {
        log::error!("the store did not keep {what}: {fault}");
    }
}
