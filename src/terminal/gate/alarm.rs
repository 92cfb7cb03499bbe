//! The fire alarm as the terminal believes it to stand.

use std::time::Duration;

/// How often the line's level is compared with what its edges told: one may have been lost.
pub(super) const LOOK_EACH: Duration = Duration::from_secs(1);

/// The belief, from edges and from looks at the line. An alarm whose line can't be read any more
/// goes on: only the line itself ends it.
#[derive(Debug, Default)]
pub(super) struct AlarmInput {
    on: bool,
    next_look: Duration,
}

impl AlarmInput {
    /// Takes the level that an edge or a look told; what changed, if anything did.
    pub fn on_level(&mut self, level: bool) -> Option<bool> {
        (std::mem::replace(&mut self.on, level) != level).then_some(level)
    }

    /// Whether it is time to look at the line; the next look is due a while later.
    pub fn looks(&mut self, now: Duration) -> bool {
        let due = now >= self.next_look;
        if due {
            self.next_look = now + LOOK_EACH;
        }
        due
    }

    pub fn due(&self) -> Duration {
        self.next_look
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_edge_is_found_at_the_next_look() {
        let at = Duration::from_millis;
        let mut alarm = AlarmInput::default();
        assert!(alarm.looks(at(0)), "at once at the start");
        assert_eq!(alarm.on_level(false), None);
        assert!(!alarm.looks(at(999)));
        assert_eq!(alarm.due(), at(1000));
        assert!(alarm.looks(at(1000)));
        assert_eq!(alarm.on_level(true), Some(true));
        // The edge itself, late in the queue, tells nothing new.
        assert_eq!(alarm.on_level(true), None);
        assert!(alarm.looks(at(5000)));
        assert_eq!(alarm.on_level(false), Some(false));
    }
}
