//! How long nobody calls after failures. One call at a time finds out whether the national platform is
//! there again; what it answers to that lets all others go, or has them wait for longer. Pure.

use std::time::{Duration, Instant};

use crate::transport::Backoff;

/// So many calls in a row that the platform answers without sense tell that it is not one cinema's
/// records that it stumbles over.
const STRIKES: u32 = 3;

/// How soon those look again who wait for the one that tries.
const GLANCE: Duration = Duration::from_millis(200);

/// Whether calls are made.
#[derive(Debug)]
pub(super) struct CallGate {
    backoff: Backoff,
    state: CallGateState,
    /// Answers without sense since the last that made some.
    strikes: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CallGateState {
    Open,
    FindingClosure(Instant),
    /// Somebody tries.
    Trying,
}

impl CallGate {
    pub(super) fn new(longest: Duration, rng: fastrand::Rng) -> Self {
        Self { backoff: Backoff::new(longest, rng), state: CallGateState::Open, strikes: 0 }
    }

    /// Lets a caller go, who tells afterwards how it went; or says how long to wait.
    pub(super) fn admit(&mut self, now: Instant) -> Result<(), Duration> {
        match self.state {
            CallGateState::Open => Ok(()),
            CallGateState::FindingClosure(until) if until <= now => {
                self.state = CallGateState::Trying;
                Ok(())
            }
            CallGateState::FindingClosure(until) => Err(until - now),
            CallGateState::Trying => Err(GLANCE),
        }
    }

    /// The platform answered as it should.
    pub(super) fn passed(&mut self) {
        self.backoff.reset();
        self.state = CallGateState::Open;
        self.strikes = 0;
    }

    /// It was not reached (`by_link`), or its answer makes no sense.
    pub(super) fn failed(&mut self, now: Instant, by_link: bool) {
        self.strikes += 1;
        let tried = self.state == CallGateState::Trying;
        let closed = matches!(self.state, CallGateState::FindingClosure(_));
        if !closed && (by_link || tried || self.strikes >= STRIKES) {
            self.state = CallGateState::FindingClosure(now + self.backoff.delay());
        }
    }

    /// Whoever was let go made no call.
    pub(super) fn unused(&mut self, now: Instant) {
        if self.state == CallGateState::Trying {
            self.state = CallGateState::FindingClosure(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn gate() -> (CallGate, Instant) {
        (CallGate::new(60 * SECOND, fastrand::Rng::with_seed(7)), Instant::now())
    }

    #[test]
    fn one_at_a_time_finds_out_whether_it_is_there_again() {
        let (mut gate, now) = gate();
        assert_eq!([gate.admit(now), gate.admit(now)], [Ok(()), Ok(())]);
        gate.failed(now, true);
        assert!(gate.admit(now).is_err());
        let later = now + SECOND;
        assert_eq!(gate.admit(later), Ok(()));
        assert!(gate.admit(later).is_err(), "one is enough");
        gate.failed(later, true);
        assert!(gate.admit(later + SECOND / 2).is_err(), "longer than the first time");
        assert_eq!(gate.admit(later + 2 * SECOND), Ok(()));
        gate.passed();
        assert_eq!([gate.admit(later), gate.admit(later)], [Ok(()), Ok(())]);
    }

    #[test]
    fn several_failures_at_once_are_one() {
        let (mut gate, now) = gate();
        (0..4).for_each(|_| gate.failed(now, true));
        assert_eq!(gate.admit(now + SECOND), Ok(()));
    }

    #[test]
    fn one_cinema_that_it_stumbles_over_stops_no_other() {
        let (mut gate, now) = gate();
        for _ in 0..10 {
            gate.failed(now, false);
            assert_eq!(gate.admit(now), Ok(()));
            gate.passed();
        }
        (0..STRIKES).for_each(|_| gate.failed(now, false));
        assert!(gate.admit(now).is_err());
    }

    #[test]
    fn whoever_makes_no_call_leaves_the_try_to_the_next() {
        let (mut gate, now) = gate();
        gate.failed(now, true);
        assert_eq!(gate.admit(now + SECOND), Ok(()));
        gate.unused(now + SECOND);
        assert_eq!(gate.admit(now + SECOND), Ok(()));
    }
}
