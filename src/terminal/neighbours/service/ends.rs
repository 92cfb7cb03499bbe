//! How links end, and what is told of it.

use std::net::IpAddr;
use std::time::Duration;

use super::MeshService;
use crate::terminal::neighbours::LinkTrouble;
use crate::terminal::neighbours::protocol::{
    BadMessage, LinkFault, LinkId, LinkRefusal, MeshInput,
};
use crate::terminal::neighbours::sealed::SealFault;
use crate::terminal::neighbours::streams::StreamEnd;

impl MeshService {
    /// What came is no message of this version.
    pub(super) fn misspoke(&mut self, link: LinkId, fault: BadMessage) {
        let Some((address, _)) = self.place(link) else { return };
        let trouble = match fault {
            BadMessage::Version(version) => LinkTrouble::OtherVersion { address, version },
            BadMessage::Unreadable => LinkTrouble::Unreadable { address },
        };
        self.troubles.note(trouble, self.clock.mono());
        self.dialler.slow_down(link);
        self.drop_link(link);
    }

    /// A link's socket is at its end; what the protocol has to hear of it.
    pub(super) fn end(&mut self, link: LinkId, end: &StreamEnd) -> Option<MeshInput> {
        let (address, host) = self.place(link)?;
        let (stream, _) = self.links.get(&link)?;
        let hung_up = stream.dialled && stream.is_connected() && !stream.opened;
        let (dialled, now) = (stream.dialled, self.clock.mono());
        match end {
            StreamEnd::Sealed(SealFault::OtherKey) if dialled => {
                self.troubles.note(LinkTrouble::OtherKey { address }, now);
            }
            StreamEnd::Sealed(SealFault::OtherKey) => self.troubles.note_stranger(host, now),
            // Whoever calls and is no door is no matter: a scan, a probe.
            StreamEnd::Sealed(SealFault::NoDoor) if dialled => {
                self.troubles.note(LinkTrouble::NoDoor { address }, now);
            }
            StreamEnd::Gone if hung_up => {
                self.troubles.note(LinkTrouble::HungUp { address }, now);
            }
            StreamEnd::Sealed(_) | StreamEnd::Gone => {}
        }
        self.remove(link, false);
        Some(MeshInput::Closed { link })
    }

    /// The protocol wants a link ended.
    pub(super) fn close(&mut self, link: LinkId, fault: LinkFault) {
        let Some((address, host)) = self.place(link) else { return };
        let trouble = match fault {
            LinkFault::OtherCinema(cinema) => {
                Some(LinkTrouble::OtherCinema { address, cinema: cinema.to_string() })
            }
            LinkFault::SameName(name) => {
                Some(LinkTrouble::SameName { address, name: name.to_string() })
            }
            // Whose a name is is no matter of ports: one line for each door and host, whoever called.
            LinkFault::OtherTerminal { door, name } => Some(LinkTrouble::OtherTerminal {
                address: host.to_string(),
                door: door.to_string(),
                name: name.to_string(),
            }),
            LinkFault::RefusedThere { door, name, why: LinkRefusal::OtherTerminal } => {
                let (address, door) = (host.to_string(), door.to_string());
                Some(LinkTrouble::NotHeard { address, door, name: name.to_string() })
            }
            LinkFault::RefusedThere { why: LinkRefusal::TooMany, .. } => {
                Some(LinkTrouble::NoPlace { address: host.to_string() })
            }
            LinkFault::Unreadable => Some(LinkTrouble::Unreadable { address }),
            LinkFault::TooMany => Some(LinkTrouble::TooMany { address }),
            LinkFault::Myself | LinkFault::Doubled | LinkFault::Silent => None,
        };
        if let Some(trouble) = trouble {
            self.troubles.note(trouble, self.clock.mono());
        }
        if fault.is_lasting() {
            self.dialler.slow_down(link);
        }
        self.remove(link, fault == LinkFault::Myself);
    }

    /// Links that have not shown in time that they are a door's.
    pub(super) fn drop_overdue(&mut self, now: Duration) {
        let overdue = self.links.iter().filter(|(_, (stream, _))| stream.is_overdue(now));
        for link in overdue.map(|(link, _)| *link).collect::<Vec<_>>() {
            self.remove(link, false);
        }
    }

    /// A link has to give way to others.
    pub(super) fn drop_link(&mut self, link: LinkId) {
        self.remove(link, false);
        self.drive(MeshInput::Closed { link });
    }

    fn remove(&mut self, link: LinkId, myself: bool) {
        let Some((_, token)) = self.links.remove(&link) else { return };
        self.unread.remove(&link);
        self.retired.push(token);
        self.dialler.ended(link, myself, self.clock.mono(), &mut self.rng);
    }

    /// Where a link's other end is, as people are told, and its host: of a caller the port says nothing.
    fn place(&self, link: LinkId) -> Option<(String, IpAddr)> {
        let (stream, _) = self.links.get(&link)?;
        let host = stream.address.ip().to_canonical();
        let shown = if stream.dialled { stream.address.to_string() } else { host.to_string() };
        Some((shown, host))
    }
}
