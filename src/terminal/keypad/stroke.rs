//! What a keyboard tells, stripped of all that is not keys.

use std::time::Duration;

use evdev::{AttributeSet, EventSummary, InputEvent, KeyCode, SynchronizationCode};

/// A key that moved.
#[derive(Debug, Clone)]
pub enum Stroke {
    /// Pressed at this time of the monotonic clock.
    Down(KeyCode, Duration),
    Up(KeyCode),
    /// The kernel could not keep all that happened; these are held down now.
    Missed(AttributeSet<KeyCode>),
}

/// One event as the kernel tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyEvent {
    Down(KeyCode),
    Up(KeyCode),
    /// Events were lost; what comes before the next [`KeyEvent::Whole`] is not to be trusted.
    Dropped,
    /// The end of what happened at once.
    Whole,
}

/// Reads an event; none for what is no key. A key that repeats by being held is none either.
pub fn read(event: InputEvent) -> Option<KeyEvent> {
    match event.destructure() {
        EventSummary::Key(_, code, 1) => Some(KeyEvent::Down(code)),
        EventSummary::Key(_, code, 0) => Some(KeyEvent::Up(code)),
        EventSummary::Synchronization(_, SynchronizationCode::SYN_DROPPED, _) => {
            Some(KeyEvent::Dropped)
        }
        EventSummary::Synchronization(_, SynchronizationCode::SYN_REPORT, _) => {
            Some(KeyEvent::Whole)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use evdev::EventType;

    use super::*;

    #[test]
    fn a_held_key_counts_once_and_only_keys_count() {
        let key = |value| read(InputEvent::new(EventType::KEY.0, KeyCode::KEY_A.0, value));
        assert_eq!(
            [1, 2, 2, 0].map(key),
            [Some(KeyEvent::Down(KeyCode::KEY_A)), None, None, Some(KeyEvent::Up(KeyCode::KEY_A))]
        );
        let other = |kind: EventType, code| read(InputEvent::new(kind.0, code, 1));
        assert_eq!(other(EventType::MISC, 4), None, "a scan code");
        assert_eq!(other(EventType::LED, 0), None);
        assert_eq!(other(EventType::SYNCHRONIZATION, 0), Some(KeyEvent::Whole));
        assert_eq!(other(EventType::SYNCHRONIZATION, 3), Some(KeyEvent::Dropped));
    }
}
