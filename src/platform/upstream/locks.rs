//! This node's locks among those that share a ledger, held by a connection of their own: where that is
//! lost, so are they.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::platform::ledger::locks::{self, Duty};
use crate::platform::ledger::{LedgerError, Place, Session};
use crate::ticket::CinemaCode;

/// The locks.
pub(super) struct Locks {
    /// None: nobody shares the ledger.
    place: Option<Place>,
    held: Mutex<LockConnection>,
}

#[derive(Default)]
struct LockConnection {
    session: Option<Session>,
    /// Counts the connections, as a lock of an earlier one is none.
    number: u64,
}

/// A lock that was taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct HeldLock {
    duty: Duty,
    cinema: CinemaCode,
    number: u64,
}

impl Locks {
    pub(super) fn new(place: &Place) -> Self {
        let place = match place {
            Place::Sqlite { .. } => None,
            Place::Postgres(_) => Some(place.clone()),
        };
        Self { place, held: Mutex::default() }
    }

    /// Takes a lock; none: another node has it.
    pub(super) fn take(
        &self,
        duty: Duty,
        cinema: CinemaCode,
    ) -> Result<Option<HeldLock>, LedgerError> {
        let mut held = self.lock();
        let taken = self.with(&mut held, |session| locks::take(session, duty, cinema))?;
        Ok(taken.unwrap_or(true).then_some(HeldLock { duty, cinema, number: held.number }))
    }

    /// Whether the lock still holds.
    pub(super) fn holds(&self, lock: HeldLock) -> bool {
        let mut held = self.lock();
        // A connection that is made anew for this holds none of those of before.
        let alive = self.with(&mut held, locks::hold).is_ok();
        alive && held.number == lock.number
    }

    /// Gives a lock back.
    pub(super) fn give_back(&self, lock: HeldLock) {
        let mut held = self.lock();
        if held.number == lock.number
            && let Err(fault) =
                self.with(&mut held, |session| locks::give_back(session, lock.duty, lock.cinema))
        {
            log::debug!("the lock of {} went with its connection: {fault}", lock.cinema);
        }
    }

    /// Over the connection, which is made anew where it was lost; none: nobody shares the ledger.
    fn with<R>(
        &self,
        held: &mut LockConnection,
        work: impl FnOnce(&mut Session) -> Result<R, LedgerError>,
    ) -> Result<Option<R>, LedgerError> {
        let Some(place) = &self.place else { return Ok(None) };
        let session = match &mut held.session {
            Some(session) => session,
            none => {
                held.number += 1;
                none.insert(place.connect()?)
            }
        };
        let done = work(session);
        if done.is_err() {
            held.session = None;
        }
        done.map(Some)
    }

    fn lock(&self) -> MutexGuard<'_, LockConnection> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
