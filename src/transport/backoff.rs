//! Waiting after a failure: longer each time, never in step with others. By hand: it is a
//! little arithmetic with a seed that tests can set; libraries come with the waiting, which is the loop's.

use std::time::Duration;

/// The first delay.
const FIRST: Duration = Duration::from_secs(1);

/// Delays of 1 s, doubling up to a longest, each shortened by up to a half at random.
#[derive(Debug)]
pub struct Backoff {
    next: Duration,
    longest: Duration,
    rng: fastrand::Rng,
}

impl Backoff {
    pub fn new(longest: Duration, rng: fastrand::Rng) -> Self {
        Self { next: FIRST.min(longest), longest, rng }
    }

    /// The delay before the next try.
    pub fn delay(&mut self) -> Duration {
        let base = self.next;
        self.next = (base * 2).min(self.longest);
        base.mul_f64(0.5 + 0.5 * self.rng.f64())
    }

    /// Begins anew.
    pub fn reset(&mut self) {
        self.next = FIRST.min(self.longest);
    }
}

/// A task that is held back after a failure. Moments are of [`crate::clock::Clock::mono`].
#[derive(Debug)]
pub struct RetryTimer {
    backoff: Backoff,
    until: Option<Duration>,
    by_link: bool,
}

impl RetryTimer {
    pub fn new(longest: Duration, rng: fastrand::Rng) -> Self {
        Self { backoff: Backoff::new(longest, rng), until: None, by_link: false }
    }

    /// Holds the task back; `by_link`: because the platform was out of reach, so that any
    /// contact lets it go.
    pub fn fail(&mut self, now: Duration, by_link: bool) {
        self.until = Some(now + self.backoff.delay());
        self.by_link = by_link;
    }

    /// The platform answered somebody.
    pub fn contact(&mut self) {
        if self.by_link {
            self.clear();
        }
    }

    /// The task succeeded.
    pub fn clear(&mut self) {
        self.backoff.reset();
        self.release();
    }

    /// Lets the task go, but holds it longer the next time.
    pub fn release(&mut self) {
        self.until = None;
        self.by_link = false;
    }

    /// Whether the task failed and will be tried again.
    pub fn is_held(&self) -> bool {
        self.until.is_some()
    }

    /// Whether any contact lets it go.
    pub fn waits_for_link(&self) -> bool {
        self.by_link
    }

    /// When the task is let go, where it is held back.
    pub fn until(&self) -> Option<Duration> {
        self.until
    }

    /// The later of `due` and the end of the wait.
    pub fn after(&self, due: Duration) -> Duration {
        self.until.map_or(due, |until| until.max(due))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAX: Duration = Duration::from_secs(60);

    #[test]
    fn delays_double_up_to_the_longest_and_stay_within_half_and_whole() {
        for seed in 0..50 {
            let mut backoff = Backoff::new(MAX, fastrand::Rng::with_seed(seed));
            for whole in [1, 2, 4, 8, 16, 32, 60, 60].map(Duration::from_secs) {
                let delay = backoff.delay();
                assert!(delay >= whole / 2 && delay <= whole, "{delay:?} of {whole:?}");
            }
            backoff.reset();
            assert!(backoff.delay() <= FIRST);
        }
    }

    #[test]
    fn two_terminals_are_not_in_step() {
        let mut one = Backoff::new(MAX, fastrand::Rng::with_seed(1));
        let mut other = Backoff::new(MAX, fastrand::Rng::with_seed(2));
        assert_ne!(one.delay(), other.delay());
    }

    #[test]
    fn contact_ends_a_hold_by_the_link_but_not_one_by_the_platform() {
        let mut retry = RetryTimer::new(MAX, fastrand::Rng::with_seed(1));
        retry.fail(MAX, true);
        assert!(retry.after(MAX) > MAX);
        retry.contact();
        assert_eq!(retry.after(MAX), MAX);
        retry.fail(MAX, false);
        retry.contact();
        assert!(retry.after(MAX) > MAX);
        retry.clear();
        assert_eq!(retry.after(MAX), MAX);
    }
}
