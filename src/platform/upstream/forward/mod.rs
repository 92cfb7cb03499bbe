//! Forwarding (§5.2.3, §6.6.2): a few threads work off the cinemas from which something is due, the one
//! whose oldest record waits longest first, one report in flight for each. Among nodes that share the
//! ledger a cinema is with one of them. At least once, nothing lost.

mod row;
mod turn;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use self::row::{ForwardRow, is_ripe};
use super::gate::CallGate;
use super::rota::Rota;
use super::{BlockingLedger, UpstreamShared};
use crate::platform::ledger::locks::Duty;
use crate::platform::ledger::outbox;
use crate::ticket::CinemaCode;
use crate::transport::{Caller, RetryTimer};

/// Reports in flight, each of another cinema.
pub(super) const THREADS: usize = 4;

/// How soon a record that became due is seen.
const EVERY: Duration = Duration::from_secs(1);

/// What the threads share.
pub(super) struct Forward {
    rota: Rota<Ripe>,
    gate: Mutex<CallGate>,
    /// Of each cinema from which anything went up or was refused.
    rows: Mutex<HashMap<CinemaCode, ForwardRow>>,
    began: Instant,
    retry_max: Duration,
}

/// Whether the row is ripe, and not only those that stand aside.
type Ripe = bool;

/// What came of a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Records were taken.
    Brought,
    /// There was nothing to do, or all that was tried was refused.
    Nothing,
    /// No answer of sense, or no ledger; the gate was told.
    Failed,
}

impl Forward {
    pub(super) fn new(retry_max: Duration) -> Self {
        Self {
            rota: Rota::new(EVERY.min(retry_max)),
            gate: Mutex::new(CallGate::new(retry_max, fastrand::Rng::new())),
            rows: Mutex::default(),
            began: Instant::now(),
            retry_max,
        }
    }

    /// Ends the threads after the call that each is at.
    pub(super) fn end(&self) {
        self.rota.end();
    }

    /// A thread's whole life.
    pub(super) fn work(
        &self,
        shared: &Arc<UpstreamShared>,
        mut caller: Caller,
        blocking: &BlockingLedger,
    ) {
        while let Some((cinema, ripe)) = self.rota.next(|| self.list(shared, blocking)) {
            if !self.admitted() {
                return;
            }
            let brought = self.turn_of(cinema, ripe, shared, &mut caller, blocking);
            self.gate().unused(Instant::now());
            self.rota.done(cinema, brought == Outcome::Brought);
        }
    }

    /// Waits until calls are made; false: it is over.
    fn admitted(&self) -> bool {
        loop {
            let admitted = self.gate().admit(Instant::now());
            match admitted {
                Ok(()) => return !self.rota.is_over(),
                Err(wait) if !self.rota.pause(wait) => return false,
                Err(_) => {}
            }
        }
    }

    /// The cinemas from which something is due now.
    fn list(&self, shared: &UpstreamShared, blocking: &BlockingLedger) -> Vec<(CinemaCode, Ripe)> {
        let now = Timestamp::now();
        let due = blocking.read(move |session| outbox::due(session, now)).unwrap_or_else(|fault| {
            log::error!("what waits for the national platform does not read: {fault}");
            Vec::new()
        });
        let after = i64::try_from(shared.settings.forward_after_s).unwrap_or(i64::MAX);
        let (rows, moment) = (self.rows(), self.began.elapsed());
        due.iter()
            .filter(|due| !rows.get(&due.cinema).is_some_and(|row| row.is_held(moment)))
            .map(|due| (due, is_ripe(due, now.as_second(), after)))
            .filter(|(due, ripe)| *ripe || due.alone > 0)
            .map(|(due, ripe)| (due.cinema, ripe))
            .collect()
    }

    fn turn_of(
        &self,
        cinema: CinemaCode,
        ripe: Ripe,
        shared: &Arc<UpstreamShared>,
        caller: &mut Caller,
        blocking: &BlockingLedger,
    ) -> Outcome {
        let lock = match shared.locks.take(Duty::Forward, cinema) {
            Ok(Some(lock)) => lock,
            Ok(None) => return Outcome::Nothing,
            Err(fault) => {
                log::error!("the turn of cinema {cinema} is not known: {fault}");
                return Outcome::Nothing;
            }
        };
        let row = self.rows().remove(&cinema);
        let mut row = row.unwrap_or_else(|| {
            ForwardRow::new(RetryTimer::new(self.retry_max, fastrand::Rng::new()))
        });
        let turn = turn::Turn { forward: self, shared, blocking, cinema, lock };
        let outcome = turn.run(&mut row, ripe, caller);
        self.rows().insert(cinema, row);
        shared.locks.give_back(lock);
        outcome
    }

    fn gate(&self) -> MutexGuard<'_, CallGate> {
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn rows(&self) -> MutexGuard<'_, HashMap<CinemaCode, ForwardRow>> {
        self.rows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
