//! The network between the doors, with what it did last to each pair.

use std::collections::BTreeMap;
use std::time::Duration;

use super::super::super::LinkId;

/// A message on its way takes no longer than this while the network is calm: there and back it is half of
/// what a door waits.
pub const CALM: Duration = Duration::from_millis(14);

/// After a disturbance a pair of doors has so long to find out how they stand.
pub const SETTLES: Duration = Duration::from_millis(2500);

/// Two doors, the lesser one first.
pub type Pair = (usize, usize);

pub fn pair(one: usize, other: usize) -> Pair {
    (one.min(other), one.max(other))
}

/// A link between two doors.
#[derive(Debug, Clone, Copy)]
pub struct SimLink {
    pub dialled_by: usize,
    pub to: usize,
}

impl SimLink {
    pub fn other(&self, door: usize) -> usize {
        if door == self.dialled_by { self.to } else { self.dialled_by }
    }
}

/// What the network does.
#[derive(Debug)]
pub struct SimNetwork {
    pub rng: fastrand::Rng,
    pub links: BTreeMap<LinkId, SimLink>,
    /// Pairs that do not hear each other.
    pub split: Vec<Pair>,
    /// Of a hundred messages so many are lost, doubled, slow.
    pub lost: u8,
    pub doubled: u8,
    pub slow: u8,
    /// One message may overtake another.
    pub unordered: bool,
    /// When the last message arrives at each end of a link.
    last: BTreeMap<(LinkId, usize), Duration>,
    /// When each pair was disturbed last.
    disturbed: BTreeMap<Pair, Duration>,
    next: u64,
}

impl SimNetwork {
    pub fn new(mut rng: fastrand::Rng) -> Self {
        // A third of the seeds has a network as TCP makes it: nothing is lost but whole links.
        let rough = rng.u8(..3);
        Self {
            lost: if rough == 2 { rng.u8(..10) } else { 0 },
            doubled: if rough > 0 { rng.u8(..15) } else { 0 },
            slow: if rough == 2 { rng.u8(..10) } else { 0 },
            unordered: rough > 0,
            last: BTreeMap::new(),
            rng,
            links: BTreeMap::new(),
            split: Vec::new(),
            disturbed: BTreeMap::new(),
            next: 0,
        }
    }

    /// From now on nothing goes wrong.
    pub fn heal(&mut self) {
        self.split.clear();
        (self.lost, self.doubled, self.slow, self.unordered) = (0, 0, 0, false);
    }

    pub fn is_split(&self, one: usize, other: usize) -> bool {
        self.split.contains(&pair(one, other))
    }

    pub fn disturb(&mut self, one: usize, other: usize, now: Duration) {
        self.disturbed.insert(pair(one, other), now);
    }

    /// Whether the two have heard each other well for long enough by now.
    pub fn is_calm(&self, one: usize, other: usize, now: Duration) -> bool {
        let last = self.disturbed.get(&pair(one, other));
        last.is_some_and(|at| now >= *at + SETTLES) && !self.is_split(one, other)
    }

    /// Whether something has disturbed them since.
    pub fn is_disturbed_since(&self, one: usize, other: usize, since: Duration) -> bool {
        self.disturbed.get(&pair(one, other)).is_none_or(|at| *at >= since)
    }

    /// A link between two doors that can reach each other.
    pub fn dial(&mut self, from: usize, to: usize, now: Duration) -> LinkId {
        self.next += 1;
        let link = LinkId(self.next);
        self.links.insert(link, SimLink { dialled_by: from, to });
        self.disturb(from, to, now);
        link
    }

    /// When copies of a message that `one` sends now arrive at the other end: none where it is lost.
    pub fn arrivals(&mut self, link: LinkId, one: usize, now: Duration) -> Vec<Duration> {
        let Some(other) = self.links.get(&link).map(|it| it.other(one)) else { return Vec::new() };
        if self.is_split(one, other) || self.rng.u8(..100) < self.lost {
            self.disturb(one, other, now);
            return Vec::new();
        }
        let copies = if self.rng.u8(..100) < self.doubled { 2 } else { 1 };
        let mut arrivals = Vec::new();
        for _ in 0..copies {
            let calm = Duration::from_micros(self.rng.u64(100..14_000));
            let slow = self.rng.u8(..100) < self.slow;
            let delay = if slow { calm * self.rng.u32(2..200) } else { calm };
            if delay > CALM {
                // It is late all the way until it is there.
                self.disturb(one, other, now);
                self.disturb(one, other, now + delay);
            }
            let last = self.last.entry((link, other)).or_default();
            let at = if self.unordered { now + delay } else { *last.max(&mut (now + delay)) };
            *last = at;
            arrivals.push(at);
        }
        arrivals
    }
}
