//! The store's upkeep: has it mended where it does not work, and has the whole of it looked at once a
//! day when nobody is at the door. Between two tickets, so that no verdict waits.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use super::LoopTerminal;
use super::opening::keep_screens;
use crate::terminal::door::Input;
use crate::terminal::neighbours::NeighbourCommand;
use crate::terminal::store::{Store, StoreError};
use crate::terminal::sync::SyncCommand;

/// The first and the longest wait between two tries to mend.
const TRIES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// Nobody was at the door for so long: it is a quiet hour.
const QUIET: Duration = Duration::from_secs(15 * 60);

/// From one look at the whole database to the next.
const EACH: Duration = Duration::from_secs(20 * 60 * 60);

/// What is known between two turns.
#[derive(Debug, Default)]
pub(super) struct StoreUpkeep {
    /// It was said that the store does not work, for these reasons.
    reported: Vec<String>,
    retry_at: Duration,
    wait: Duration,
    quiet_since: Option<Duration>,
    looked_at: Option<Duration>,
    /// The worker's connection does not read.
    worker_failed: bool,
    /// The worker has none, and waits for one.
    worker_waits: bool,
    /// What a look at the whole will tell.
    look: Option<Receiver<Result<u64, StoreError>>>,
}

impl StoreUpkeep {
    /// Whether it is time for a look at the whole. `quiet`: nobody is at the door now.
    fn is_due(&mut self, quiet: bool, now: Duration) -> bool {
        if !quiet {
            self.quiet_since = None;
            return false;
        }
        let since = *self.quiet_since.get_or_insert(now);
        let due = self.look.is_none()
            && now >= since + QUIET
            && self.looked_at.is_none_or(|at| now >= at + EACH);
        if due {
            self.looked_at = Some(now);
        }
        due
    }

    /// Has the whole database read, in a thread of its own: it takes as long as the disk does.
    fn look(&mut self, store: &Store) {
        let (sender, receiver) = channel();
        let begun = store.reader().map_err(|fault| fault.to_string()).and_then(|reader| {
            let look = move || drop(sender.send(reader.damaged_pages()));
            crate::threads::begin("integrity", look).map_err(|fault| fault.to_string())
        });
        match begun {
            Ok(()) => self.look = Some(receiver),
            Err(fault) => log::error!("the database could not be looked at: {fault}"),
        }
    }

    /// What a look has found, if it is over.
    fn found(&mut self) -> Option<Result<u64, StoreError>> {
        match self.look.as_ref()?.try_recv() {
            Ok(found) => {
                self.look = None;
                Some(found)
            }
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                self.look = None;
                None
            }
        }
    }

    /// The worker's connection has met a fault that the loop's may not see: SQLCipher gives up the one
    /// alone that met it.
    pub fn on_worker_fault(&mut self) {
        self.worker_failed = true;
    }

    /// Whether this was not said yet since the store worked last.
    fn is_unreported(&mut self, fault: &StoreError) -> bool {
        let fault = fault.to_string();
        let unreported = !self.reported.contains(&fault);
        if unreported {
            self.reported.push(fault);
        }
        unreported
    }

    /// Trying did not help: the next try comes later.
    fn failed(&mut self, now: Duration) {
        self.wait = (self.wait * 2).clamp(TRIES.0, TRIES.1);
        self.retry_at = now + self.wait;
    }
}

impl LoopTerminal {
    /// Once a second.
    pub(super) fn keep_store(&mut self) {
        let now = self.clock.mono();
        if self.core.door().is_judging() {
            return;
        }
        let quiet = self.core.door().is_idle() && self.core.menu().view().is_none();
        if self.upkeep.is_due(quiet, now) {
            self.upkeep.look(&self.core.store);
        }
        match self.upkeep.found() {
            Some(Ok(0)) => log::debug!("all pages of the database are whole"),
            Some(Ok(bad)) => {
                log::error!("{bad} pages of the database are damaged");
                self.core.store.is_damaged();
            }
            Some(Err(fault)) => {
                log::error!("the database does not read in whole: {fault}");
                self.core.store.note_fault(&fault);
            }
            None => {}
        }
        if std::mem::take(&mut self.upkeep.worker_failed) || self.upkeep.worker_waits {
            self.connected_anew();
        }
        if self.core.store.works() {
            self.upkeep.reported.clear();
        } else {
            self.mend_store(now);
        }
    }

    fn mend_store(&mut self, now: Duration) {
        if now < self.upkeep.retry_at {
            return;
        }
        if let Err(fault) = self.try_to_mend() {
            self.upkeep.failed(now);
            if fault.is_read_only() {
                // SQLite keeps what it could open for reading alone for as long as anybody in this
                // process has the database open.
                self.neighbours_read(NeighbourCommand::LetGo);
                self.periphery.worker.send(SyncCommand::LetGo);
            }
        }
    }

    /// Nobody else here has the database open now.
    pub(super) fn mend_alone(&mut self) {
        self.upkeep.worker_waits = true;
        if !self.core.store.works() && !self.core.door().is_judging() {
            // What it fails by is told already.
            let _ = self.try_to_mend();
        }
        if self.upkeep.worker_waits {
            self.connected_anew();
        }
    }

    fn try_to_mend(&mut self) -> Result<(), StoreError> {
        match self.core.store.recover() {
            Ok(anew) => {
                log::info!("the store works again");
                keep_screens(&self.core.store, self.core.config());
                self.upkeep.wait = Duration::ZERO;
                self.upkeep.reported.clear();
                if anew {
                    self.connected_anew();
                }
                self.handle(Input::Store { works: true });
                Ok(())
            }
            Err(fault) => {
                if self.upkeep.is_unreported(&fault) {
                    log::error!("the store does not work, so nobody is admitted: {fault}");
                }
                self.handle(Input::Store { works: false });
                Err(fault)
            }
        }
    }

    /// The store has another connection, perhaps to another file: whoever reads it follows.
    fn connected_anew(&mut self) {
        match self.core.store.reader() {
            Ok(reader) => {
                self.upkeep.worker_waits = false;
                self.periphery.worker.send(SyncCommand::ReadAnew(Box::new(reader)));
                if let Ok(reader) = self.core.store.reader() {
                    self.neighbours_read(NeighbourCommand::ReadAnew(Box::new(reader)));
                }
            }
            Err(fault) => {
                self.core.store.note_fault(&fault);
                if self.upkeep.is_unreported(&fault) {
                    log::error!("the upload has no connection to the database: {fault}");
                }
            }
        }
        self.periphery.status.recount(&self.core.store);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn the_whole_is_looked_at_once_a_day_when_nobody_is_there() {
        let mut upkeep = StoreUpkeep::default();
        let mut looked = Vec::new();
        for minute in 0..60 * 48 {
            // Open for business in the day's first twelve hours, a visitor every ten minutes.
            let busy = minute % (60 * 24) < 60 * 12 && minute % 10 == 0;
            if upkeep.is_due(!busy, MINUTE * minute) {
                looked.push(minute);
            }
        }
        let closed = 60 * 12 - 9;
        assert_eq!(looked, [closed + 15, closed + 15 + 60 * 24]);
    }

    #[test]
    fn one_look_at_a_time_and_tries_that_come_ever_later() {
        let mut upkeep = StoreUpkeep::default();
        let (_sender, receiver) = channel();
        upkeep.look = Some(receiver);
        assert!(!upkeep.is_due(true, Duration::ZERO));
        assert!(!upkeep.is_due(true, EACH));
        let waits: Vec<u64> = (0..7)
            .map(|_| {
                upkeep.failed(Duration::ZERO);
                upkeep.retry_at.as_secs()
            })
            .collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30]);
    }
}
