//! Links come and go: calls that are made, calls that come, and what is read from them.

use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use calloop::generic::Generic;
use calloop::{Interest, Mode, PostAction};

use super::MeshService;
use crate::terminal::neighbours::finder::DoorFinder;
use crate::terminal::neighbours::protocol::{
    BadMessage, LinkFault, LinkId, MeshInput, MeshMessage,
};
use crate::terminal::neighbours::sealed::SealFault;
use crate::terminal::neighbours::streams::{LinkStream, StreamEnd, listen};
use crate::terminal::neighbours::{LinkTrouble, NeighbourCommand};

/// The most calls of which nobody knows yet whether they come from a door.
const MOST_UNPROVED: usize = 64;

/// Where listening or mDNS does not come about, it is tried again so often.
const AGAIN: Duration = Duration::from_secs(5);

impl MeshService {
    /// Listens, and looks around by mDNS where that is wanted; what does not come about is tried again, as
    /// the network may come later than the terminal.
    pub(super) fn listen_and_look_around(&mut self, now: Duration) {
        if now < self.retry_at {
            return;
        }
        self.retry_at = now + AGAIN;
        if !self.listening {
            match listen(self.config.listen).map(|it| self.watch_listener(it)) {
                Ok(Ok(())) => self.listening = true,
                Ok(Err(fault)) | Err(fault) => {
                    let address = self.config.listen.to_string();
                    let error = fault.raw_os_error();
                    self.troubles.note(LinkTrouble::NotListening { address, error }, now);
                }
            }
        }
        if self.finder.is_none() && self.config.discover {
            let commands = self.commands.clone();
            let found = move |address| drop(commands.send(NeighbourCommand::Found(address)));
            match DoorFinder::start(self.run, self.config.listen.port(), found) {
                Ok(finder) => self.finder = Some(finder),
                Err(fault) => {
                    log::debug!("nothing is found by mDNS: {fault}");
                    self.troubles.note(LinkTrouble::NoDiscovery, now);
                }
            }
        }
    }

    fn watch_listener(&mut self, listener: TcpListener) -> std::io::Result<()> {
        let source = Generic::new(listener, Interest::READ, Mode::Level);
        let accept =
            |_, listener: &mut calloop::generic::NoIoDrop<TcpListener>, service: &mut Self| {
                // Others than the one that was accepted wait for the next turn: nobody may hold it up.
                if let Ok((stream, address)) = listener.accept() {
                    service.accepted(stream, address);
                }
                Ok(PostAction::Continue)
            };
        let inserted = self.handle.insert_source(source, accept);
        inserted.map(drop).map_err(|fault| std::io::Error::other(fault.error.to_string()))
    }

    fn accepted(&mut self, stream: TcpStream, address: SocketAddr) {
        let calls = self.links.iter().filter(|(_, (it, _))| !it.opened && !it.dialled);
        let calls: Vec<_> = calls.map(|(link, (it, _))| (*link, it.address.ip())).collect();
        if calls.len() >= MOST_UNPROVED {
            match call_to_end(&calls, address.ip()) {
                Some(link) => self.remove(link, false),
                None => return, // a stranger who calls on and on: those of before end by themselves
            }
        }
        let now = self.clock.mono();
        if let Ok(link) = LinkStream::accept(&self.key, &self.own, stream, address, now) {
            self.watch(link);
        }
    }

    /// Calls whoever is to be called.
    pub(super) fn call_due(&mut self, now: Duration) {
        for address in self.dialler.due(now, |door| self.mesh.is_linked(door)) {
            let stream = LinkStream::dial(&self.key, &self.own, address, now).ok();
            let link = stream.and_then(|it| self.watch(it)).unwrap_or_else(|| self.number());
            self.dialler.called(address, link);
            if !self.links.contains_key(&link) {
                self.dialler.ended(link, false, now, &mut self.rng);
            }
        }
    }

    fn number(&mut self) -> LinkId {
        self.next_link += 1;
        LinkId(self.next_link)
    }

    fn watch(&mut self, stream: LinkStream) -> Option<LinkId> {
        let link = self.number();
        let watched = stream.watched().ok()?;
        // Each time something changes; whatever is there is then taken whole.
        let source = Generic::new(watched, Interest::BOTH, Mode::Edge);
        let ready = move |_, _: &mut calloop::generic::NoIoDrop<TcpStream>, service: &mut Self| {
            service.ready(link);
            Ok(PostAction::Continue)
        };
        let token = self.handle.insert_source(source, ready).ok()?;
        self.links.insert(link, (stream, token));
        Some(link)
    }

    /// A link's socket has something, or takes something.
    fn ready(&mut self, link: LinkId) {
        let Some((stream, _)) = self.links.get_mut(&link) else { return };
        let messages = match stream.go_on() {
            Ok(messages) => messages,
            Err(end) => {
                if let Some(input) = self.end(link, &end) {
                    self.drive(input);
                }
                return;
            }
        };
        if let Some(peer) = stream.to_be_opened() {
            stream.opened = true;
            let dialled = stream.dialled;
            self.drive(MeshInput::Opened { link, dialled, peer });
        }
        for message in messages {
            match MeshMessage::decode(&message) {
                Ok(message) => self.drive(MeshInput::Heard { link, message }),
                Err(fault) => return self.misspoke(link, fault),
            }
        }
    }

    /// What came is no message of this version.
    fn misspoke(&mut self, link: LinkId, fault: BadMessage) {
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

    fn remove(&mut self, link: LinkId, myself: bool) {
        let Some((_, token)) = self.links.remove(&link) else { return };
        self.retired.push(token);
        self.dialler.ended(link, myself, self.clock.mono(), &mut self.rng);
    }

    fn address(&self, link: LinkId) -> Option<String> {
        self.links.get(&link).map(|(stream, _)| stream.address.to_string())
    }
}

/// Where there are too many calls that have proved nothing, one of those ends that come from the address with
/// the most of them, the first; none where the new one comes from there.
fn call_to_end(calls: &[(LinkId, IpAddr)], from: IpAddr) -> Option<LinkId> {
    let count = |ip: IpAddr| calls.iter().filter(|(_, it)| *it == ip).count();
    let most = calls.iter().map(|(_, ip)| *ip).max_by_key(|ip| count(*ip))?;
    let first = calls.iter().filter(|(_, ip)| *ip == most).map(|(link, _)| *link).min();
    first.filter(|_| count(from) < count(most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_calls_on_and_on_keeps_nobody_else_from_calling() {
        let [stranger, door] = ["192.0.2.66", "192.0.2.1"].map(|it| it.parse().unwrap());
        let mut calls: Vec<_> = (1..64).map(|number| (LinkId(number), stranger)).collect();
        calls.push((LinkId(64), door));
        assert_eq!(call_to_end(&calls, stranger), None);
        assert_eq!(call_to_end(&calls, door), Some(LinkId(1)));
    }
}
