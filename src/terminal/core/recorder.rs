//! The door's memory: the store, and the clocks outside.

use super::{CoreStore, EffectHandler};
use crate::clock::{ClockMark, Now};
use crate::terminal::door::{Memory, NotCommitted};
use crate::terminal::neighbours::NeighbourCommand;
use crate::terminal::store::{Admission, CommitError, Recollection, Seq, ToldRecord, WayIn};
use crate::terminal::sync::SyncCommand;
use crate::ticket::Ticket;

/// Looks up and records for the door, and has the worker know of each record.
pub(super) struct Recorder<'a, R, O> {
    pub store: &'a R,
    pub handler: &'a mut O,
}

impl<R: CoreStore, O: EffectHandler> Memory for Recorder<'_, R, O> {
    fn recall(&mut self, ticket: &Ticket) -> Option<Recollection> {
        let Ticket { film_ticket_code, screen_code, show_time, .. } = ticket;
        let known = self.store.recall(*film_ticket_code, *screen_code, *show_time);
        let known = known.inspect_err(|fault| {
            self.store.note_fault(fault);
            log::error!("{fault}");
        });
        known.ok()
    }

    fn admit(&mut self, admission: &Admission) -> Result<Seq, NotCommitted> {
        let recorded = self.store.admit(admission).map_err(|fault| match fault {
            CommitError::AlreadyAdmitted => NotCommitted::AlreadyAdmitted,
            CommitError::Store(fault) => {
                self.store.note_fault(&fault);
                log::error!("an admission could not be recorded, so the gate stays shut: {fault}");
                NotCommitted::StoreFailed
            }
        });
        if let Ok(seq) = &recorded {
            let Ticket { film_ticket_code, session_code, .. } = admission.ticket;
            let record = ToldRecord::of(*seq, film_ticket_code, session_code, admission.at);
            self.handler.tell_neighbours(NeighbourCommand::Recorded(WayIn::Scanned, record));
            self.handler.send(SyncCommand::Recorded);
        }
        recorded
    }

    fn mark_times(&mut self, mark: Option<ClockMark>) {
        self.store.mark_times(mark);
    }

    fn now(&mut self) -> Now {
        self.handler.now()
    }
}
