//! Whose a name is, and for how long: it belongs to the terminal that was first heard by it, which proves itself
//! on each link, until it was not there for as long as what it told is kept. Whoever only knows the key that all
//! share is no other door, and holds no place when it is gone.

use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::other_claims::OtherClaim;
use super::records::ToldStream;
use super::trust::WordCount;
use super::{DoorMesh, Greeting, LinkId, LinkPeer, MOST_NEIGHBOURS};
use crate::clock::{Now, business_day};
use crate::terminal::store::{
    DaySeen, DoorId, DoorName, NeighbourMark, PerWay, Seq, Series, WayIn,
};

/// A door of the cinema that this one has heard of.
#[derive(Debug)]
pub(super) struct Neighbour {
    pub name: DoorName,
    /// What was proved by whoever was first heard by that name.
    pub peer: LinkPeer,
    pub series: Series,
    pub link: Option<LinkId>,
    pub run: u64,
    pub heard: PerWay<ToldStream>,
    /// Its numbers are of another series than those that were heard of it, if any were: it may tell again what it
    /// told before.
    pub retells: bool,
    /// More than is kept of it was told, on this business day.
    pub over_since: Option<Date>,
    /// It answered the last question in time: it is waited for.
    pub quick: bool,
    /// When it last answered in time, or came.
    pub quick_at: Duration,
    /// The ping that is out, and since when.
    pub ping: Option<(u64, Duration)>,
    pub next_ping: Duration,
    pub last_heard: Duration,
    /// When it was first heard by its name, by the wall clock.
    pub since: Timestamp,
    /// When it was there last, likewise.
    pub seen: Timestamp,
    /// The newest business day that was seen when it came first, and when it was there last.
    pub since_day: DaySeen,
    pub seen_day: DaySeen,
    /// What it has claimed last.
    pub claim: Option<OtherClaim>,
    /// Claims up to this one are over.
    pub ended: u64,
    /// How far its clock is ahead of ours.
    pub ahead: Option<SignedDuration>,
    pub words: WordCount,
}

impl Neighbour {
    /// As the store has it: it is not there yet.
    pub(super) fn of_mark(mark: NeighbourMark) -> Self {
        Self {
            name: mark.name,
            peer: LinkPeer { identity: mark.identity, host: mark.host },
            series: mark.series,
            link: None,
            run: 0,
            heard: PerWay::of(|way| {
                let known = mark.through[way];
                let again = mark.again[way];
                ToldStream { mark: known, newest: known, again, asked_until: None }
            }),
            retells: false,
            over_since: None,
            quick: false,
            quick_at: Duration::ZERO,
            ping: None,
            next_ping: Duration::ZERO,
            last_heard: Duration::ZERO,
            since: mark.since,
            seen: mark.seen,
            since_day: mark.since_day,
            seen_day: mark.seen_day,
            claim: None,
            ended: 0,
            ahead: None,
            words: WordCount::default(),
        }
    }

    /// It is there now, as it says itself.
    pub(super) fn greeted(
        &mut self,
        link: LinkId,
        peer: LinkPeer,
        greeting: &Greeting,
        now: Now,
        day: DaySeen,
    ) {
        if self.run != greeting.run {
            // It counts its claims anew, and has forgotten those of before.
            (self.ended, self.claim) = (0, None);
        }
        if self.series != greeting.series {
            (self.series, self.heard) = (greeting.series, PerWay::default());
            self.retells = true;
        }
        for way in WayIn::ALL {
            // Numbers that it does not know of itself are those of another life.
            let (stream, newest) = (&mut self.heard[way], greeting.newest[way]);
            let (mark, again) = (stream.mark.min(newest), stream.again.min(newest));
            *stream = ToldStream { mark, newest, again, asked_until: None };
        }
        (self.run, self.name, self.link) = (greeting.run, greeting.name, Some(link));
        (self.quick, self.ping, self.peer) = (false, None, peer);
        (self.next_ping, self.last_heard, self.quick_at) = (now.mono, now.mono, now.mono);
        self.seen_at(now, day, greeting.at);
    }

    pub(super) fn seen_at(&mut self, now: Now, day: DaySeen, theirs: Timestamp) {
        (self.seen, self.seen_day) = (now.wall, day);
        self.ahead = Some(theirs.duration_since(now.wall));
    }

    pub(super) fn gone(&mut self) {
        (self.link, self.quick, self.ping) = (None, false, None);
    }
}

impl Neighbour {
    /// As it is written down, with what is on the disk of it then.
    pub(super) fn mark(&self, door: DoorId, through: PerWay<Seq>) -> NeighbourMark {
        NeighbourMark {
            door,
            name: self.name,
            identity: self.peer.identity,
            series: self.series,
            through,
            again: PerWay::default(),
            since: self.since,
            seen: self.seen,
            since_day: self.since_day,
            seen_day: self.seen_day,
            host: self.peer.host,
        }
    }
}

impl DoorMesh {
    /// Whether there is a place for one more, perhaps that of one which is not there.
    pub(super) fn has_room(&self, now: Now) -> bool {
        self.neighbours.len() < MOST_NEIGHBOURS || self.gives_way(now).is_some()
    }

    /// Where all places are taken, one of today that is gone gives up its own.
    pub(super) fn make_room(&mut self, now: Now) {
        let full = self.neighbours.len() >= MOST_NEIGHBOURS;
        if let Some(door) = self.gives_way(now).filter(|_| full) {
            self.neighbours.remove(&door);
        }
    }

    /// The newest name that nobody is there by. Never one that was known before today, by the clock and by the days
    /// that were seen, or a crowd of names
    /// could take the places of doors that are off, and then their names.
    fn gives_way(&self, now: Now) -> Option<DoorId> {
        let (zone, today) = (&self.settings.zone, self.business_day(now));
        let away = self.neighbours.iter().filter(|(_, it)| it.link.is_none());
        let fresh = away.filter(|(_, it)| {
            it.since_day >= self.day && business_day(zone.to_datetime(it.since)) >= today
        });
        fresh.max_by_key(|(_, it)| it.since).map(|(door, _)| *door)
    }

    /// Who was not there since before this day is no neighbour any more.
    pub(super) fn drop_unseen(&mut self, before: DaySeen, now: Now) {
        let known = self.neighbours.len();
        self.neighbours.retain(|_, it| it.link.is_some() || it.seen_day >= before);
        if self.neighbours.len() < known {
            self.note_moved(now);
        }
    }
}
