//! Whether the board may restart now: never while somebody is at the door, and never in an alarm.

use std::time::Duration;

use super::live::{DoorState, LiveState};
use crate::words::codes::{FaultCode, update as codes};
use crate::words::update::{self as words, Text};
use crate::words::{Language, Message, display_in_english};

/// Nobody was at the door for so long when somebody asks for a restart.
pub(super) const ASKED: Duration = Duration::from_secs(20);

/// Why the board may not restart now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotQuiet {
    /// A ticket is being decided, or the gate is open.
    Busy,
    Alarm,
    /// Somebody was there, or pressed a key, so many seconds ago.
    Recently {
        seconds: u64,
    },
    /// It is not the hour for updates, which begins then.
    Hour {
        hour: i8,
    },
}

display_in_english!(NotQuiet);

impl Message for NotQuiet {
    fn code(&self) -> FaultCode {
        codes::NOT_QUIET
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Busy => Text::DoorBusy.plain(language),
            Self::Alarm => Text::DoorAlarm.plain(language),
            Self::Recently { seconds } => words::DoorUsed { seconds }.text(language),
            Self::Hour { hour } => words::OtherHour { hour }.text(language),
        }
    }
}

/// Whether nobody was there for `wanted` by `now`. Where no terminal runs nobody can be let in.
pub fn judge(live: Option<&LiveState>, now: Duration, wanted: Duration) -> Result<(), NotQuiet> {
    let Some(live) = live else { return Ok(()) };
    match live.door {
        DoorState::Busy => return Err(NotQuiet::Busy),
        DoorState::Alarm => return Err(NotQuiet::Alarm),
        DoorState::Idle => {}
    }
    let since = now.saturating_sub(live.visitor.max(live.key));
    if since < wanted {
        return Err(NotQuiet::Recently { seconds: since.as_secs() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::update::Parts;

    #[test]
    fn the_board_restarts_when_nobody_was_there_for_long_enough() {
        let s = Duration::from_secs;
        let live = |door, visitor, key| LiveState {
            at: s(1000),
            parts: Parts::default(),
            door,
            visitor: s(visitor),
            key: s(key),
        };
        let judge = |live: LiveState| judge(Some(&live), s(1000), s(600));
        assert_eq!(judge(live(DoorState::Idle, 400, 0)), Ok(()));
        assert_eq!(judge(live(DoorState::Idle, 401, 0)), Err(NotQuiet::Recently { seconds: 599 }));
        assert_eq!(judge(live(DoorState::Idle, 0, 990)), Err(NotQuiet::Recently { seconds: 10 }));
        assert_eq!(judge(live(DoorState::Busy, 0, 0)), Err(NotQuiet::Busy));
        assert_eq!(judge(live(DoorState::Alarm, 0, 0)), Err(NotQuiet::Alarm));
        assert_eq!(super::judge(None, s(1000), s(600)), Ok(()), "no terminal runs");
    }
}
