//! How the neighbours stand, for whoever looks.

use std::net::IpAddr;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::{DoorMesh, LinkRefusal};
use crate::clock::Now;
use crate::terminal::store::{DoorId, DoorName, WayIn};
use crate::ticket::CinemaCode;

/// Why a link was ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkFault {
    /// Both ends are this door.
    Myself,
    /// There is another link to the same door.
    Doubled,
    /// Nothing came by it any more.
    Silent,
    /// What came by it is no message of a door.
    Unreadable,
    /// A door that has the same key, and is of another cinema.
    OtherCinema(CinemaCode),
    /// Another terminal with this one's user name; what people call it.
    SameName(DoorName),
    /// Another terminal than the one that was first heard by this user name; what people call that one.
    OtherTerminal { door: DoorId, name: DoorName },
    /// There are as many neighbours as there can be.
    TooMany,
    /// The door at the other end does not hear this one, and says why; what people call that one.
    RefusedThere { door: DoorId, name: DoorName, why: LinkRefusal },
}

impl LinkFault {
    /// Somebody has to mend it: it does not go by itself, and a call soon after ends the same way.
    pub fn is_lasting(self) -> bool {
        match self {
            Self::Myself | Self::Doubled | Self::Silent => false,
            Self::Unreadable
            | Self::OtherCinema(_)
            | Self::SameName(_)
            | Self::OtherTerminal { .. }
            | Self::TooMany
            | Self::RefusedThere { .. } => true,
        }
    }
}

impl LinkFault {
    /// What the other end has to hear of it, as it can't know by itself.
    pub(super) fn refusal(self) -> Option<LinkRefusal> {
        match self {
            Self::OtherTerminal { .. } => Some(LinkRefusal::OtherTerminal),
            Self::TooMany => Some(LinkRefusal::TooMany),
            _ => None, // both ends see it, or it is no matter
        }
    }
}

/// How one neighbour stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeighbourHealth {
    pub door: DoorId,
    pub name: DoorName,
    /// It is there.
    pub linked: bool,
    /// It answers in time: visitors wait for its word.
    pub quick: bool,
    /// It is there, and has not answered in time for a while.
    pub slow: bool,
    /// When it was there last.
    pub seen: Timestamp,
    /// And from where.
    pub host: IpAddr,
    /// So far its clock is ahead of this one, where that is too far.
    pub clock_off: Option<SignedDuration>,
    /// Admissions of it that are not here yet.
    pub missing: u64,
    /// Its word only warns: it has refused too many.
    pub only_warns: bool,
    /// It has told more admissions today than are kept of it.
    pub tells_too_much: bool,
}

/// One that has not answered in time for so long is slow: a single late answer is no matter.
const SLOW: Duration = Duration::from_secs(10);

/// One that was not there for so long is no neighbour any more.
const GONE: Duration = Duration::from_secs(36 * 3600);

impl DoorMesh {
    /// How the neighbours stand that are there, or were within the last day and a half.
    pub fn health(&self, now: Now) -> Vec<NeighbourHealth> {
        let (most, today) = (self.settings.most_refusals, self.business_day(now));
        let known = self.neighbours.iter().map(|(door, it)| NeighbourHealth {
            door: *door,
            name: self.name_of(*door),
            linked: it.link.is_some(),
            quick: it.quick && it.link.is_some(),
            slow: it.link.is_some() && !it.quick && now.mono >= it.quick_at + SLOW,
            seen: it.seen,
            host: it.peer.host,
            clock_off: it.ahead.filter(|ahead| it.link.is_some() && Self::is_off(*ahead)),
            missing: WayIn::ALL
                .iter()
                .map(|way| it.heard[*way].newest.0.abs_diff(it.heard[*way].mark.0))
                .fold(0, u64::saturating_add),
            only_warns: self.words.only_warns(&it.words, most, now.mono),
            tells_too_much: it.over_since == Some(today),
        });
        let recent = |it: &NeighbourHealth| now.wall.duration_since(it.seen).unsigned_abs() < GONE;
        known.filter(|it| it.linked || recent(it)).collect()
    }
}
