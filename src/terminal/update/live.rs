//! How the running terminal stands, told beside it in a file of a few lines: what its parts do, and
//! since when nobody was at the door. The loop writes it, so that who asks need not disturb it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use strum::VariantArray;

use super::pairs;

/// Older than this the file tells of a terminal that hangs or has ended.
pub(super) const FRESH: Duration = Duration::from_secs(30);

/// A part of the terminal that a self-test looks at.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Part {
    /// It is open, and takes records.
    Store,
    /// Frames come.
    Camera,
    /// The gate's lines are held, and obey.
    Lines,
    /// It shows what is drawn.
    Display,
}

/// How a part does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum PartState {
    /// None is configured.
    #[default]
    None,
    Works,
    Lost,
}

impl From<bool> for PartState {
    fn from(works: bool) -> Self {
        if works { Self::Works } else { Self::Lost }
    }
}

/// How each part does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parts {
    pub store: PartState,
    pub camera: PartState,
    pub lines: PartState,
    pub display: PartState,
}

/// What goes on at the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum DoorState {
    Idle,
    /// A ticket is being decided, or the gate is open.
    Busy,
    /// The fire alarm holds the gate open.
    Alarm,
}

/// How the terminal stands. Times are since the machine's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LiveState {
    pub at: Duration,
    pub parts: Parts,
    pub door: DoorState,
    /// Somebody was told something at the door, or passed, last.
    pub visitor: Duration,
    /// A key was pressed last.
    pub key: Duration,
}

/// Since the machine's start, for all its programs alike.
pub fn uptime() -> Duration {
    let up = clock_gettime(ClockId::Boottime);
    let seconds = u64::try_from(up.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(up.tv_nsec).unwrap_or(0))
}

impl Part {
    /// All of them.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name in files.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl PartState {
    /// The name in files.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl Parts {
    /// How that one does.
    pub fn get(&self, part: Part) -> PartState {
        match part {
            Part::Store => self.store,
            Part::Camera => self.camera,
            Part::Lines => self.lines,
            Part::Display => self.display,
        }
    }

    /// A line for each, as [`Parts::of`] reads them.
    pub fn lines(&self) -> String {
        let line = |part: &Part| format!("{}={}\n", part.as_str(), self.get(*part).as_str());
        Part::ALL.iter().map(line).collect()
    }

    /// None where one is missing or does not read.
    pub(super) fn of(pairs: &BTreeMap<String, String>) -> Option<Self> {
        let get = |part: Part| pairs.get(part.as_str())?.parse().ok();
        Some(Self {
            store: get(Part::Store)?,
            camera: get(Part::Camera)?,
            lines: get(Part::Lines)?,
            display: get(Part::Display)?,
        })
    }
}

impl LiveState {
    /// Puts the file into its place; where the folder is not there nobody asks.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        let seconds = |at: Duration| at.as_secs();
        let door: &str = self.door.into();
        let text = format!(
            "at={}\n{}door={door}\nvisitor={}\nkey={}\n",
            seconds(self.at),
            self.parts.lines(),
            seconds(self.visitor),
            seconds(self.key)
        );
        pairs::replace(path, &text)
    }

    /// None where no terminal runs that tells it, or the file is old by `now`.
    pub fn read(path: &Path, now: Duration) -> Option<Self> {
        let pairs = pairs::read(path).ok()??;
        let seconds = |key: &str| pairs.get(key)?.parse().ok().map(Duration::from_secs);
        let state = Self {
            at: seconds("at")?,
            parts: Parts::of(&pairs)?,
            door: pairs.get("door")?.parse().ok()?,
            visitor: seconds("visitor")?,
            key: seconds("key")?,
        };
        (now.saturating_sub(state.at) <= FRESH).then_some(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> LiveState {
        let s = Duration::from_secs;
        let parts = Parts {
            store: PartState::Works,
            camera: PartState::Lost,
            lines: PartState::Works,
            display: PartState::None,
        };
        LiveState { at: s(100), parts, door: DoorState::Busy, visitor: s(99), key: s(7) }
    }

    #[test]
    fn what_is_written_is_read_until_it_is_old() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("live");
        let read = |now| LiveState::read(&path, Duration::from_secs(now));
        assert_eq!(read(100), None, "no terminal");
        some().write(&path).unwrap();
        assert_eq!(read(100), Some(some()));
        assert_eq!(read(130), Some(some()));
        assert_eq!(read(131), None, "it hangs");
    }

    #[test]
    fn what_is_torn_or_strange_tells_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("live");
        some().write(&path).unwrap();
        let whole = std::fs::read_to_string(&path).unwrap();
        for text in [
            "",
            &whole[..whole.len() / 2],
            &whole.replace("store=works", "store=perhaps"),
            &whole.replace("at=100", "at=-1"),
            &whole.replace("door=busy", "door="),
        ] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(LiveState::read(&path, Duration::from_secs(100)), None, "{text}");
        }
    }
}
