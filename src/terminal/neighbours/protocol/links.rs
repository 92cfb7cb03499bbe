//! Which neighbour is at the other end of which link, and whether it is still there.

use std::net::IpAddr;
use std::time::Duration;

use jiff::SignedDuration;

use super::{
    Admissions, DoorMesh, Greeting, LinkFault, MeshMessage, MeshOutput, Neighbour, PING, SILENCE,
};
use crate::clock::Now;
use crate::terminal::store::{DoorId, DoorIdentity, NeighbourMark, PerWay, WayIn};

/// A link of this run, by whoever holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u64);

/// Who is at the other end of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkPeer {
    /// Proved by the link.
    pub identity: DoorIdentity,
    pub host: IpAddr,
}

/// An end of a link.
#[derive(Debug)]
pub(super) struct LinkState {
    /// By this door.
    dialled: bool,
    peer: LinkPeer,
    opened: Duration,
    /// Once it was greeted by.
    door: Option<DoorId>,
}

impl LinkState {
    /// When a stranger at its other end has said nothing for too long.
    pub fn due(&self) -> Option<Duration> {
        self.door.is_none().then_some(self.opened + SILENCE)
    }
}

impl DoorMesh {
    pub(super) fn opened(
        &mut self,
        link: LinkId,
        dialled: bool,
        peer: LinkPeer,
        now: Now,
        out: &mut Vec<MeshOutput>,
    ) {
        self.links.insert(link, LinkState { dialled, peer, opened: now.mono, door: None });
        let greeting = Greeting {
            cinema: self.settings.cinema,
            door: self.settings.door,
            name: self.settings.name,
            run: self.settings.run,
            series: self.settings.series,
            newest: self.newest,
            at: now.wall,
        };
        out.push(MeshOutput::Send { link, message: MeshMessage::Greeting(greeting) });
    }

    pub(super) fn closed(&mut self, link: LinkId, now: Now, out: &mut Vec<MeshOutput>) {
        let Some(LinkState { door: Some(door), .. }) = self.links.remove(&link) else { return };
        if let Some(it) = self.neighbours.get_mut(&door)
            && it.link == Some(link)
        {
            it.gone();
            self.answers_no_more(door, now, out);
        }
    }

    pub(super) fn heard(
        &mut self,
        link: LinkId,
        message: MeshMessage,
        now: Now,
        admissions: &impl Admissions,
        out: &mut Vec<MeshOutput>,
    ) {
        let Some(&LinkState { door, .. }) = self.links.get(&link) else { return };
        let Some(door) = door else {
            return match message {
                MeshMessage::Greeting(greeting) => self.greet(link, &greeting, now, out),
                _ => self.close(link, LinkFault::Unreadable, now, out),
            };
        };
        let Some(it) = self.neighbours.get_mut(&door) else { return };
        it.last_heard = now.mono;
        match message {
            MeshMessage::Greeting(greeting) if greeting.door == door => {
                self.greet(link, &greeting, now, out);
            }
            MeshMessage::Greeting(_) => self.close(link, LinkFault::Unreadable, now, out),
            MeshMessage::Claim(claim) => self.claimed(door, link, claim, now, admissions, out),
            MeshMessage::Answer { number, answer } => self.answer(door, number, answer, now, out),
            MeshMessage::Release { number } => self.released(door, number),
            MeshMessage::Told(page) => self.page_came(door, link, page, now, out),
            MeshMessage::Missing { way, after } => self.missing(link, way, after, admissions, out),
            MeshMessage::Ping { number, newest, at } => {
                it.seen_at(now, self.day, at);
                for way in WayIn::ALL {
                    it.heard[way].newest = it.heard[way].newest.max(newest[way]);
                }
                let message = MeshMessage::Pong { number, at: now.wall };
                out.push(MeshOutput::Send { link, message });
                self.ask_missing(door, now, out);
            }
            MeshMessage::Refused(why) => {
                let name = self.name_of(door);
                self.close(link, LinkFault::RefusedThere { door, name, why }, now, out);
            }
            MeshMessage::Pong { number, at } => {
                if let Some((_, sent)) = it.ping.take_if(|(of, _)| *of == number) {
                    it.quick = now.mono.saturating_sub(sent) <= self.settings.timeout / 2;
                    it.quick_at = if it.quick { now.mono } else { it.quick_at };
                    it.seen_at(now, self.day, at);
                }
            }
        }
    }

    /// Somebody with the key says who it is.
    fn greet(&mut self, link: LinkId, greeting: &Greeting, now: Now, out: &mut Vec<MeshOutput>) {
        let Some(&LinkState { dialled, peer, .. }) = self.links.get(&link) else { return };
        let (me, door) = (self.settings.door, greeting.door);
        let fault = match self.neighbours.get(&door) {
            _ if greeting.run == self.settings.run => Some(LinkFault::Myself),
            _ if greeting.cinema != self.settings.cinema => {
                Some(LinkFault::OtherCinema(greeting.cinema))
            }
            _ if door == me => Some(LinkFault::SameName(greeting.name)),
            Some(it) if it.peer.identity != peer.identity => {
                Some(LinkFault::OtherTerminal { door, name: self.name_of(door) })
            }
            None if !self.has_room(now) => Some(LinkFault::TooMany),
            // One link is enough, and both ends keep the same one: that which the lesser name dialled.
            Some(Neighbour { link: Some(other), run, .. })
                if *other != link
                    && *run == greeting.run
                    && self.links.get(other).is_some_and(|it| it.dialled != dialled)
                    && dialled != (me < door) =>
            {
                out.push(MeshOutput::Greeted { link, door });
                Some(LinkFault::Doubled)
            }
            _ => None,
        };
        if let Some(fault) = fault {
            let refused = fault.refusal().map(MeshMessage::Refused);
            out.extend(refused.map(|message| MeshOutput::Send { link, message }));
            return self.close(link, fault, now, out);
        }
        if !self.neighbours.contains_key(&door) {
            self.make_room(now);
        }
        let mark = NeighbourMark {
            door,
            name: greeting.name,
            identity: peer.identity,
            host: peer.host,
            series: greeting.series,
            through: PerWay::default(),
            again: PerWay::default(),
            since: now.wall,
            seen: now.wall,
            since_day: self.day,
            seen_day: self.day,
        };
        let retells = true;
        let unknown = || Neighbour { retells, ..Neighbour::of_mark(mark) };
        let it = self.neighbours.entry(door).or_insert_with(unknown);
        let before = it.link.filter(|other| *other != link);
        it.greeted(link, peer, greeting, now, self.day);
        self.note_moved(now);
        if let Some(state) = self.links.get_mut(&link) {
            state.door = Some(door);
        }
        out.push(MeshOutput::Greeted { link, door });
        if let Some(before) = before {
            // What it still owes an answer to will not be answered there.
            self.links.remove(&before);
            out.push(MeshOutput::Close { link: before, fault: LinkFault::Doubled });
            self.answers_no_more(door, now, out);
        }
        self.ask_missing(door, now, out);
    }

    fn close(&mut self, link: LinkId, fault: LinkFault, now: Now, out: &mut Vec<MeshOutput>) {
        out.push(MeshOutput::Close { link, fault });
        self.closed(link, now, out);
        self.links.remove(&link);
    }

    /// Links by which nothing comes any more.
    pub(super) fn end_silent(&mut self, now: Now, out: &mut Vec<MeshOutput>) {
        let since = |door: Option<DoorId>, opened: Duration| {
            door.and_then(|door| self.neighbours.get(&door)).map_or(opened, |it| it.last_heard)
        };
        let silent: Vec<LinkId> = self
            .links
            .iter()
            .filter(|(_, it)| now.mono >= since(it.door, it.opened) + SILENCE)
            .map(|(link, _)| *link)
            .collect();
        for link in silent {
            self.close(link, LinkFault::Silent, now, out);
        }
    }

    /// Asks each neighbour whether it is there. One that has not answered by now is not waited for.
    pub(super) fn ping_due(&mut self, now: Now, out: &mut Vec<MeshOutput>) {
        let newest = self.newest;
        for it in self.neighbours.values_mut() {
            let Some(link) = it.link.filter(|_| now.mono >= it.next_ping) else { continue };
            if it.ping.is_some() {
                it.quick = false;
            }
            self.pings += 1;
            it.ping = Some((self.pings, now.mono));
            it.next_ping = now.mono + PING;
            let message = MeshMessage::Ping { number: self.pings, newest, at: now.wall };
            out.push(MeshOutput::Send { link, message });
        }
    }

    /// Whether this door is there now.
    pub fn is_linked(&self, door: DoorId) -> bool {
        self.neighbours.get(&door).is_some_and(|it| it.link.is_some())
    }

    /// How far clocks may differ before it is told.
    pub(super) fn is_off(ahead: SignedDuration) -> bool {
        ahead.unsigned_abs() > crate::clock::TOLERANCE
    }
}
