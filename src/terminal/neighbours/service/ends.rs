//! How links end, and what is told of it.

use std::time::Duration;

use super::MeshService;
use crate::terminal::neighbours::LinkTrouble;
use crate::terminal::neighbours::protocol::{BadMessage, LinkFault, LinkId, MeshInput};
use crate::terminal::neighbours::sealed::SealFault;
use crate::terminal::neighbours::streams::StreamEnd;

impl MeshService {
    /// What came is no message of this version.
    pub(super) fn misspoke(&mut self, link: LinkId, fault: BadMessage) {
        let Some(address) = self.address(link) else { return };
        let trouble = match fault {
            BadMessage::Version(version) => LinkTrouble::OtherVersion { address, version },
            BadMessage::Unreadable => LinkTrouble::Unreadable { address },
        };
        self.troubles.note(trouble, self.clock.mono());
        self.remove(link, false);
        self.drive(MeshInput::Closed { link });
    }

    /// A link's socket is at its end; what the protocol has to hear of it.
    pub(super) fn end(&mut self, link: LinkId, end: &StreamEnd) -> Option<MeshInput> {
        let address = self.address(link)?;
        let (stream, _) = self.links.get(&link)?;
        let (dialled, ip) = (stream.dialled, stream.address.ip().to_string());
        let hung_up = dialled && stream.is_connected() && !stream.opened;
        let trouble = match end {
            // Of a caller the port says nothing.
            StreamEnd::Sealed(SealFault::OtherKey) => {
                Some(LinkTrouble::OtherKey { address: if dialled { address } else { ip } })
            }
            // Whoever calls and is no door is no matter: a scan, a probe.
            StreamEnd::Sealed(SealFault::NoDoor) => {
                dialled.then_some(LinkTrouble::NoDoor { address })
            }
            StreamEnd::Sealed(SealFault::Broken | SealFault::Stuck) => None,
            StreamEnd::Gone => hung_up.then_some(LinkTrouble::HungUp { address }),
        };
        if let Some(trouble) = trouble {
            self.troubles.note(trouble, self.clock.mono());
        }
        self.remove(link, false);
        Some(MeshInput::Closed { link })
    }

    /// The protocol wants a link ended.
    pub(super) fn close(&mut self, link: LinkId, fault: LinkFault) {
        let Some(address) = self.address(link) else { return };
        let trouble = match fault {
            LinkFault::OtherCinema(cinema) => {
                Some(LinkTrouble::OtherCinema { address, cinema: cinema.to_string() })
            }
            LinkFault::SameName(name) => {
                Some(LinkTrouble::SameName { address, name: name.to_string() })
            }
            LinkFault::OtherTerminal { door, name } => Some(LinkTrouble::OtherTerminal {
                address,
                door: door.to_string(),
                name: name.to_string(),
            }),
            LinkFault::Unreadable => Some(LinkTrouble::Unreadable { address }),
            LinkFault::TooMany => Some(LinkTrouble::TooMany { address }),
            LinkFault::Myself | LinkFault::Doubled | LinkFault::Silent => None,
        };
        if let Some(trouble) = trouble {
            self.troubles.note(trouble, self.clock.mono());
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

    fn address(&self, link: LinkId) -> Option<String> {
        self.links.get(&link).map(|(stream, _)| stream.address.to_string())
    }
}
