//! Cinemas that have their turn: a list that threads work off together, each cinema with one of them
//! at a time.

use std::collections::{HashSet, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::ticket::CinemaCode;

/// The list. `T` is what there is to do for the cinema.
pub(super) struct Rota<T> {
    state: Mutex<RotaState<T>>,
    wake: Condvar,
    /// How long a list counts that brought nothing.
    every: Duration,
}

struct RotaState<T> {
    list: VecDeque<(CinemaCode, T)>,
    busy: HashSet<CinemaCode>,
    made: Option<Instant>,
    /// Somebody is making the list, which may take a while where the ledger is slow.
    making: bool,
    over: bool,
}

impl<T> Rota<T> {
    pub(super) fn new(every: Duration) -> Self {
        let (list, busy) = (VecDeque::new(), HashSet::new());
        let state = RotaState { list, busy, made: None, making: false, over: false };
        Self { state: Mutex::new(state), wake: Condvar::new(), every }
    }

    /// The cinema whose turn it is, once there is one; none: it is over. `make` makes the list anew
    /// where it has been worked off.
    pub(super) fn next(
        &self,
        mut make: impl FnMut() -> Vec<(CinemaCode, T)>,
    ) -> Option<(CinemaCode, T)> {
        let mut state = self.lock();
        loop {
            if state.over {
                return None;
            }
            if let Some((cinema, what)) = state.list.pop_front() {
                // One that is busy is listed again.
                if state.busy.insert(cinema) {
                    return Some((cinema, what));
                }
                continue;
            }
            let waited = state.made.map(|made| made.elapsed());
            let left = waited.map_or(Duration::ZERO, |waited| self.every.saturating_sub(waited));
            if state.making || !left.is_zero() {
                let left = if state.making { self.every } else { left };
                state = self.wait(state, left);
                continue;
            }
            (state.making, state.made) = (true, Some(Instant::now()));
            drop(state);
            let list = make();
            state = self.lock();
            (state.making, state.list) = (false, list.into());
            self.wake.notify_all();
        }
    }

    /// A cinema's turn is over; where it brought something, there may be more, and the next list is
    /// made at once.
    pub(super) fn done(&self, cinema: CinemaCode, brought: bool) {
        let mut state = self.lock();
        state.busy.remove(&cinema);
        if brought {
            state.made = None;
            self.wake.notify_one();
        }
    }

    /// Whether no other cinema waits for its turn.
    pub(super) fn is_worked_off(&self) -> bool {
        self.lock().list.is_empty()
    }

    /// Waits; false: it is over.
    pub(super) fn pause(&self, pause: Duration) -> bool {
        let until = Instant::now() + pause;
        let mut state = self.lock();
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if state.over || left.is_zero() {
                return !state.over;
            }
            state = self.wait(state, left);
        }
    }

    pub(super) fn is_over(&self) -> bool {
        self.lock().over
    }

    /// Nobody has a turn any more.
    pub(super) fn end(&self) {
        self.lock().over = true;
        self.wake.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, RotaState<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(
        &self,
        state: MutexGuard<'a, RotaState<T>>,
        left: Duration,
    ) -> MutexGuard<'a, RotaState<T>> {
        self.wake.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cinema_is_with_one_thread_and_the_list_is_made_anew_once_something_came_of_it() {
        let rota = Rota::new(Duration::from_secs(3600));
        let cinemas = ["00000001", "00000002"].map(|code| code.parse().unwrap());
        let mut made = 0;
        let mut next = |wanted| {
            let list = || {
                made += 1;
                cinemas.map(|cinema| (cinema, ())).into()
            };
            assert_eq!(rota.next(list).map(|(cinema, ())| cinema), wanted);
            made
        };
        assert_eq!(next(Some(cinemas[0])), 1);
        assert_eq!(next(Some(cinemas[1])), 1);
        rota.done(cinemas[1], true);
        assert_eq!(next(Some(cinemas[1])), 2, "the first one is still busy");
        assert!(rota.is_worked_off() && rota.pause(Duration::ZERO));
        rota.end();
        assert_eq!(next(None), 2);
        assert!(rota.is_over() && !rota.pause(Duration::ZERO));
    }
}
