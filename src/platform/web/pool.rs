//! The pages' own connections to the ledger, so that neither a slow report nor a password's hash is
//! ever in a terminal's way.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;

use crate::platform::ledger::{LedgerError, Place, Session};
use crate::platform::people::PeopleFault;
use crate::threads;

/// Connections at most, and so the pages that are made at the same time.
const CONNECTIONS: usize = 4;

/// Connections that are handed out one at a time.
#[derive(Clone)]
pub(super) struct SessionPool {
    place: Place,
    free: Arc<FreeSessions>,
    places: Arc<Semaphore>,
}

/// Connections that nobody uses at the moment.
#[derive(Default)]
struct FreeSessions(Mutex<Vec<Session>>);

impl FreeSessions {
    fn lock(&self) -> MutexGuard<'_, Vec<Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for FreeSessions {
    /// The last who holds them may be a task that the pages' runtime drops as it ends, where nobody may
    /// wait; PostgreSQL's client waits for its connection's end.
    fn drop(&mut self) {
        let sessions = std::mem::take(&mut *self.lock());
        if !sessions.is_empty()
            && let Err(fault) = threads::begin("pages-ledger-end", move || drop(sessions))
        {
            log::warn!("the pages' connections are not ended in good order: {fault}");
        }
    }
}

impl SessionPool {
    pub(super) fn new(place: Place) -> Self {
        let (free, places) = (Arc::default(), Arc::new(Semaphore::new(CONNECTIONS)));
        Self { place, free, places }
    }

    /// Works with a connection, on a thread that may wait. After a fault of the ledger others are opened:
    /// these may be lost, all of them.
    pub(super) async fn with<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Session) -> Result<R, PeopleFault> + Send + 'static,
    ) -> Result<R, PeopleFault> {
        let ended = || PeopleFault::Ledger(LedgerError::Ended);
        let held = self.places.clone().acquire_owned().await.map_err(|_| ended())?;
        let pool = self.clone();
        let done = tokio::task::spawn_blocking(move || {
            let _held = held;
            let free = pool.free.lock().pop();
            let mut session = match free {
                Some(session) => session,
                None => pool.place.connect()?,
            };
            let done = work(&mut session);
            match done {
                Err(PeopleFault::Ledger(_)) => pool.free.lock().clear(),
                _ => pool.free.lock().push(session),
            }
            done
        });
        done.await.unwrap_or_else(|_| Err(ended()))
    }
}
