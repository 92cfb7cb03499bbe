//! How the neighbours stand, as it is kept for `hallgate status` and shown on the technician's page.

use std::net::SocketAddr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::LinkTrouble;
use super::protocol::NeighbourHealth;
use crate::terminal::store::DoorId;
use crate::words::Language;
use crate::words::codes::neighbours as codes;
use crate::words::neighbours::{self as words, Text};

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeighboursHealth {
    pub doors: Vec<DoorHealth>,
    pub troubles: Vec<LinkTrouble>,
}

/// One door of the cinema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoorHealth {
    /// Its terminal's user name.
    pub door: String,
    /// What people call it.
    pub name: String,
    /// It is there.
    pub here: bool,
    /// It answers in time, so that visitors wait for its word.
    pub quick: bool,
    /// Milliseconds since 1970 when it was there last.
    pub seen_at: i64,
    /// So many seconds its clock is ahead of this one, where that is too far.
    #[serde(default)]
    pub clock_off_s: Option<i64>,
    /// Admissions of it that are not here yet.
    pub missing: u64,
    /// Its word only warns, as it has refused too many.
    pub only_warns: bool,
    /// It has told more admissions today than are kept of it.
    #[serde(default)]
    pub tells_too_much: bool,
    /// It is there, and has not answered in time for a while: visitors do not wait for its word.
    #[serde(default)]
    pub slow: bool,
    /// From where it was there last.
    #[serde(default)]
    pub host: String,
}

impl DoorHealth {
    /// What is to be said of it; none where all is well.
    fn message(&self, now: Timestamp, language: Language) -> Option<String> {
        let door = &self.name;
        if !self.here {
            let minutes = (now.as_millisecond() - self.seen_at).max(0) / 60_000;
            return Some(words::Away { door, minutes }.text(language));
        }
        if let Some(seconds) = self.clock_off_s {
            let seconds = seconds.unsigned_abs();
            return Some(words::ClockOff { door, seconds }.text(language));
        }
        if self.tells_too_much {
            let code = codes::TELLS_TOO_MUCH.to_string();
            return Some(words::TooMuchOf { door, code: &code }.text(language));
        }
        if self.slow {
            return Some(words::Slow { door }.text(language));
        }
        self.only_warns.then(|| words::OnlyWarns { door }.text(language))
    }

    /// Whether it is this one which does not answer at an address.
    pub(super) fn is_away_at(&self, address: &SocketAddr, door: Option<DoorId>) -> bool {
        let named = door.is_some_and(|door| door.as_str() == self.door);
        !self.here && (named || self.host == address.ip().to_canonical().to_string())
    }
}

impl From<NeighbourHealth> for DoorHealth {
    fn from(it: NeighbourHealth) -> Self {
        Self {
            door: it.door.as_str().to_owned(),
            name: it.name.as_str().to_owned(),
            here: it.linked,
            quick: it.quick,
            seen_at: it.seen.as_millisecond(),
            clock_off_s: it.clock_off.map(|off| off.as_secs()),
            missing: it.missing,
            only_warns: it.only_warns,
            tells_too_much: it.tells_too_much,
            slow: it.slow,
            host: it.host.to_string(),
        }
    }
}

impl NeighboursHealth {
    /// Whether it tells the same as another one, but for the times.
    pub fn tells_the_same(&self, other: &Self) -> bool {
        let timeless = |it: &Self| {
            let mut it = it.clone();
            for door in &mut it.doors {
                // To the minute, so that it is not written down each second.
                door.seen_at = if door.here { 0 } else { door.seen_at };
                door.clock_off_s = door.clock_off_s.map(|off| off / 10);
                door.missing = u64::from(door.missing > 0);
            }
            it
        };
        timeless(self) == timeless(other)
    }

    /// Doors that are not there.
    pub fn missing(&self) -> usize {
        self.doors.iter().filter(|door| !door.here).count()
    }

    /// Doors that are there.
    pub fn here(&self) -> usize {
        self.doors.len() - self.missing()
    }

    /// Whether a door has said that it does not hear this one: it is there.
    fn is_deaf(&self, door: &DoorHealth) -> bool {
        let by = |it: &LinkTrouble| matches!(it, LinkTrouble::NotHeard { door: by, .. } if *by == door.door);
        self.troubles.iter().any(by)
    }

    /// Whether there is a door, of the list or known, of which nothing is heard.
    pub fn has_silent(&self) -> bool {
        let unreachable = |it: &LinkTrouble| matches!(it, LinkTrouble::Unreachable { .. });
        self.doors.iter().any(|door| !door.here && !self.is_deaf(door))
            || self.troubles.iter().any(unreachable)
    }

    /// Whether this door has no key for the others, or no thread.
    pub fn has_not_begun(&self) -> bool {
        self.troubles.iter().any(|it| matches!(it, LinkTrouble::NoKey { .. }))
    }

    /// Whether somebody has to look after it.
    pub fn needs_attention(&self) -> bool {
        let bad = |door: &DoorHealth| {
            let odd = door.only_warns || door.tells_too_much || door.slow;
            !door.here || odd || door.clock_off_s.is_some()
        };
        !self.troubles.is_empty() || self.doors.iter().any(bad)
    }

    /// In a line: who is here, who is away and since when, and what is wrong.
    pub fn message(&self, now: Timestamp, language: Language) -> String {
        let mut said = vec![match self.doors.len() {
            0 => Text::NobodyYet.plain(language),
            _ => words::Here { doors: self.here() }.text(language),
        }];
        let doors = self.doors.iter().filter(|door| door.here || !self.is_deaf(door));
        said.extend(doors.filter_map(|door| door.message(now, language)));
        said.extend(self.troubles.iter().map(|trouble| trouble.message(language)));
        said.join(Text::Between.form(language))
    }

    /// As it is kept.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() // texts and numbers alone
    }

    /// As it was kept; none where nothing readable was.
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn door() -> DoorHealth {
        DoorHealth {
            door: "terminal-002".into(),
            name: "北门".into(),
            here: true,
            quick: true,
            seen_at: 0,
            clock_off_s: None,
            missing: 7,
            only_warns: false,
            tells_too_much: true,
            slow: false,
            host: "192.0.2.7".into(),
        }
    }

    #[test]
    fn a_door_that_tells_too_much_is_told_by_its_code_to_whoever_looks() {
        let health = NeighboursHealth { doors: vec![door()], troubles: Vec::new() };
        assert!(health.needs_attention());
        let kept = NeighboursHealth::from_json(&health.to_json()).unwrap();
        for language in [Language::Chinese, Language::English] {
            let said = kept.message(Timestamp::UNIX_EPOCH, language);
            assert!(said.contains("北门") && said.contains("HG1803"), "{said}");
        }
        // A program of before has not written it down.
        let before = health.to_json().replace(",\"tells_too_much\":true,\"slow\":false", "");
        assert!(!NeighboursHealth::from_json(&before).unwrap().needs_attention());
    }

    #[test]
    fn a_door_that_is_too_slow_is_told_with_what_to_do() {
        let slow = DoorHealth { tells_too_much: false, slow: true, ..door() };
        let health = NeighboursHealth { doors: vec![slow], troubles: Vec::new() };
        assert!(health.needs_attention());
        for language in [Language::Chinese, Language::English] {
            let said = health.message(Timestamp::UNIX_EPOCH, language);
            assert!(said.contains("北门") && said.contains("neighbours.timeout_ms"), "{said}");
        }
    }

    #[test]
    fn a_door_that_is_away_is_known_by_where_it_was() {
        let away = DoorHealth { here: false, ..door() };
        let at = |address: &str| address.parse::<SocketAddr>().unwrap();
        assert!(away.is_away_at(&at("192.0.2.7:9010"), None), "after a restart too");
        assert!(away.is_away_at(&at("192.0.2.9:9010"), Some(DoorId::of("terminal-002"))));
        assert!(!away.is_away_at(&at("192.0.2.9:9010"), None));
        assert!(!door().is_away_at(&at("192.0.2.7:9010"), None), "it is here");
    }

    #[test]
    fn a_door_that_does_not_hear_this_one_is_told_as_that_and_not_as_away() {
        let away = DoorHealth { here: false, ..door() };
        let (address, door) = ("192.0.2.7".into(), away.door.clone());
        let not_heard = LinkTrouble::NotHeard { address, door, name: "北门".into() };
        let health = NeighboursHealth { doors: vec![away], troubles: vec![not_heard] };
        assert!(health.needs_attention() && !health.has_silent());
        for (language, away) in [(Language::Chinese, "失联"), (Language::English, "away")] {
            let said = health.message(Timestamp::UNIX_EPOCH, language);
            assert!(said.contains("HG1804") && !said.contains(away), "{said}");
        }
    }
}
