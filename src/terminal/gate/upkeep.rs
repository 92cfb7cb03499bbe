//! When a line that fails is tried again, and how: first as it is, then taken anew, which brings
//! back one whose chip was gone.

use std::time::Duration;

/// A line that has failed once may have been disturbed: it is tried again at once.
const AGAIN: Duration = Duration::from_millis(20);

/// How often a line that stays away is asked for anew.
const ANEW: Duration = Duration::from_millis(500);

/// How often a line that is at its level is told so once more: only so a chip that is gone, or one
/// that has forgotten its levels, is found out.
const REFRESH: Duration = Duration::from_secs(1);

/// How a line is doing.
#[derive(Debug, Default)]
pub(super) struct LineHealth {
    failures: u32,
    next: Duration,
}

impl LineHealth {
    /// Of a line that was a fault from the beginning, which has been told.
    pub fn begun_away() -> Self {
        Self { failures: 2, next: Duration::ZERO }
    }

    /// It did as it was told last.
    pub fn is_well(&self) -> bool {
        self.failures == 0
    }

    /// It has not failed twice in a row: once is a disturbance that nobody has to hear of.
    pub fn works(&self) -> bool {
        self.failures < 2
    }

    pub fn is_due(&self, now: Duration) -> bool {
        now >= self.next
    }

    pub fn due(&self) -> Duration {
        self.next
    }

    /// The line did as it was told.
    pub fn succeeded(&mut self, now: Duration) {
        *self = Self { failures: 0, next: now + REFRESH };
    }

    /// It did not; true where it has just become a fault. While it is one, it is to be given back
    /// and taken anew.
    pub fn failed(&mut self, now: Duration) -> bool {
        let worked = self.works();
        self.failures = self.failures.saturating_add(1);
        self.next = now + if self.works() { AGAIN } else { ANEW };
        worked && !self.works()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_fails_twice_is_taken_anew_for_as_long_as_it_takes() {
        let at = Duration::from_millis;
        let mut upkeep = LineHealth::default();
        assert!(upkeep.is_well() && upkeep.is_due(at(0)));
        upkeep.succeeded(at(0));
        assert_eq!(upkeep.due(), at(1000));
        assert!(!upkeep.failed(at(1000)), "a disturbance");
        assert!(!upkeep.is_well() && upkeep.works());
        assert_eq!(upkeep.due(), at(1020));
        assert!(upkeep.failed(at(1020)), "now it is a fault");
        assert!(!upkeep.works());
        assert_eq!(upkeep.due(), at(1520));
        assert!(!upkeep.failed(at(1520)), "the same fault still");
        assert!(!upkeep.is_due(at(2019)) && upkeep.is_due(at(2020)));
        upkeep.succeeded(at(2020));
        assert!(upkeep.is_well());
        assert!(!upkeep.failed(at(3000)), "a disturbance again");
        upkeep.succeeded(at(3020));
        assert!(!upkeep.failed(at(4000)), "and another, not in a row");
    }
}
