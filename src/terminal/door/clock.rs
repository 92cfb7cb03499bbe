//! How far the door believes its clock, and what it tells of that to whoever keeps its records.

use jiff::Timestamp;

use super::{Door, Memory, rules};
use crate::clock::{ClockMark, LATEST, Now, Trust, Truth};

impl Door {
    /// Whether the terminal's clock can be believed.
    pub fn trust(&self, now: Now) -> Trust {
        rules::trust(now.wall, self.newest, self.watch.differs())
    }

    /// The platform has confirmed this very clock, which has not stepped since, and nothing speaks
    /// against it.
    pub fn is_clock_confirmed(&self, now: Now) -> bool {
        self.watch.is_confirmed(now) && self.trust(now).is_trusted()
    }

    /// What is known by now of times that nothing had confirmed when they were taken.
    pub fn truth(&self, now: Now) -> Truth {
        let is_sound = |at| at < LATEST && rules::trust(at, self.newest, false).is_trusted();
        self.watch.truth(now, self.trust(now) == Trust::Behind, is_sound)
    }

    /// Sees whether a clock has stepped, and has times marked accordingly before any is noted.
    pub(super) fn look(&mut self, now: Now, memory: &mut impl Memory) {
        self.watch.look(now);
        self.mark_times(now, memory);
    }

    /// Tells how times are to be marked, where that has changed.
    pub(super) fn mark_times(&mut self, now: Now, memory: &mut impl Memory) {
        let mark = (!self.is_clock_confirmed(now)).then(|| ClockMark {
            offset: self.watch.offset(now),
            behind: self.trust(now) == Trust::Behind,
        });
        if self.reported_mark.replace(mark) != Some(mark) {
            memory.mark_times(mark);
        }
    }

    pub(super) fn time(&self, now: Now) -> rules::Time {
        let at_least = self.newest.unwrap_or(Timestamp::MIN);
        rules::Time { wall: now.wall, trust: self.trust(now), at_least }
    }
}
