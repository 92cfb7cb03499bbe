//! Who has entered the session that is at hand.

use std::time::Duration;

use jiff::civil::DateTime;

use crate::terminal::store::InsideLine;

/// Sessions that are further away are told by the day's counts alone.
const NEAR: Duration = Duration::from_secs(3 * 3600);

/// How many have entered the sessions that begin at this time, by this door and those that it hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InsideNow {
    /// China Standard Time.
    pub start: DateTime,
    pub entered: u64,
    /// Of their halls, where the catalogue knows it of all of them.
    pub seats: Option<u32>,
}

impl InsideNow {
    /// Of the sessions that begin next or have begun last, whichever is nearer.
    pub fn of(sessions: &[InsideLine], now: DateTime) -> Option<Self> {
        let starts = sessions.iter().map(|session| session.show_time);
        let start = starts.min_by_key(|start| start.duration_since(now).unsigned_abs())?;
        if start.duration_since(now).unsigned_abs() > NEAR {
            return None;
        }
        let at_once = || sessions.iter().filter(|session| session.show_time == start);
        let entered = at_once().map(|session| session.everybody()).sum();
        let seats = at_once().map(|session| session.seats).sum();
        Some(Self { start, entered, seats })
    }
}
