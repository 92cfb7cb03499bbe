//! Whether the platform is in reach: when to say so, when to look again, when to keep the
//! connection warm.

use std::time::Duration;

use crate::transport::Fault;
use crate::transport::RetryTimer;

/// A connection idle for longer may be closed by the other end, or forgotten by a router.
const WARM_FOR: Duration = Duration::from_secs(25);

/// After the last visitor the connection is kept warm for so long.
const INTEREST: Duration = Duration::from_secs(600);

/// The state of contact. Moments are of [`crate::clock::Clock::mono`].
#[derive(Debug)]
pub(super) struct Link {
    down: Option<&'static str>,
    probe: RetryTimer,
    last_exchange: Duration,
    last_interest: Option<Duration>,
    keep_warm: bool,
}

impl Link {
    pub(super) fn new(probe: RetryTimer, keep_warm: bool) -> Self {
        Self { down: None, probe, last_exchange: Duration::ZERO, last_interest: None, keep_warm }
    }

    /// A visitor came.
    pub(super) fn interest(&mut self, now: Duration) {
        self.last_interest = Some(now);
    }

    /// The platform answered.
    pub(super) fn contact(&mut self, now: Duration) {
        self.down = None;
        self.probe.clear();
        self.last_exchange = now;
    }

    /// A call failed so that contact counts as lost; true when that is news.
    pub(super) fn lost(&mut self, now: Duration, fault: &Fault) -> bool {
        self.probe.fail(now, true);
        self.last_exchange = now;
        self.down.replace(fault.name()) != Some(fault.name())
    }

    /// Whether contact is lost.
    pub(super) fn is_down(&self) -> bool {
        self.down.is_some()
    }

    /// When to call for no other reason than to see whether the platform is there, or to keep
    /// the connection warm.
    pub(super) fn call_due(&self, now: Duration) -> Option<Duration> {
        if self.down.is_some() {
            return Some(self.probe.after(Duration::ZERO));
        }
        let warm = self.last_exchange + WARM_FOR;
        let interest = self.last_interest? + INTEREST;
        (self.keep_warm && now.max(warm) <= interest).then_some(warm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn link(keep_warm: bool) -> Link {
        Link::new(RetryTimer::new(60 * SECOND, fastrand::Rng::with_seed(7)), keep_warm)
    }

    #[test]
    fn the_loss_of_contact_is_told_once_and_when_its_cause_changes() {
        let mut link = link(true);
        assert!(link.lost(SECOND, &Fault::Name));
        assert!(!link.lost(2 * SECOND, &Fault::Name));
        assert!(link.lost(3 * SECOND, &Fault::Refused));
        let due = link.call_due(3 * SECOND).unwrap();
        assert!(due > 3 * SECOND && due <= 63 * SECOND);
        link.contact(5 * SECOND);
        assert_eq!(link.call_due(5 * SECOND), None);
        assert!(link.lost(6 * SECOND, &Fault::Refused));
    }

    #[test]
    fn the_connection_is_kept_warm_while_visitors_come() {
        let mut link = link(true);
        link.contact(SECOND);
        assert_eq!(link.call_due(SECOND), None, "nobody came yet");
        link.interest(2 * SECOND);
        assert_eq!(link.call_due(2 * SECOND), Some(26 * SECOND));
        link.contact(590 * SECOND);
        assert_eq!(link.call_due(590 * SECOND), None, "the last visitor is long gone");
    }

    #[test]
    fn nobody_asks_so_nothing_is_kept_warm() {
        let mut link = link(false);
        link.interest(SECOND);
        assert_eq!(link.call_due(SECOND), None);
    }
}
