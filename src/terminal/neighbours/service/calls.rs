//! Links come and go: calls that are made, calls that come, and what is read from them.

use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use calloop::generic::Generic;
use calloop::{Interest, Mode, PostAction, RegistrationToken};
use rustix::io::Errno;

use super::MeshService;
use crate::terminal::neighbours::finder::DoorFinder;
use crate::terminal::neighbours::protocol::{LinkId, MeshInput, MeshMessage};
use crate::terminal::neighbours::streams::{LinkStream, StreamTurn, listen};
use crate::terminal::neighbours::{LinkTrouble, NeighbourCommand};
use crate::terminal::store::DoorIdentity;

/// The most calls of which nobody knows yet from which door they come, whether they have shown the key or not.
pub(super) const MOST_UNGREETED: usize = 64;

/// The most links by which one door has proved itself: two ways, on two networks.
pub(super) const MOST_OF_ONE: usize = 4;

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
        if self.listener.is_none() {
            match listen(self.config.listen).map(|it| self.watch_listener(it)) {
                Ok(Ok(token)) => self.listener = Some(token),
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
            match DoorFinder::start(self.run, self.config.listen, found) {
                Ok(finder) => self.finder = Some(finder),
                Err(fault) => {
                    log::debug!("nothing is found by mDNS: {fault}");
                    self.troubles.note(LinkTrouble::NoDiscovery, now);
                }
            }
        }
    }

    fn watch_listener(&mut self, listener: TcpListener) -> std::io::Result<RegistrationToken> {
        let source = Generic::new(listener, Interest::READ, Mode::Level);
        let accept =
            |_, listener: &mut calloop::generic::NoIoDrop<TcpListener>, service: &mut Self| {
                // Others than the one that was accepted wait for the next turn: nobody may hold it up.
                match listener.accept() {
                    Ok((stream, address)) => service.accepted(stream, address),
                    // It stays at the door, and would be told again at once.
                    Err(fault) if has_no_room(&fault) => {
                        service.deaf = true;
                        return Ok(PostAction::Disable);
                    }
                    Err(_) => {}
                }
                Ok(PostAction::Continue)
            };
        let inserted = self.handle.insert_source(source, accept);
        inserted.map_err(|fault| std::io::Error::other(fault.error.to_string()))
    }

    /// Calls that the system had no room for are taken again.
    pub(super) fn listen_again(&mut self) {
        if let (true, Some(token)) = (self.deaf, &self.listener) {
            self.deaf = self.handle.enable(token).is_err();
        }
    }

    fn accepted(&mut self, stream: TcpStream, address: SocketAddr) {
        let calls = self.links.iter().filter(|(_, (it, _))| !it.greeted && !it.dialled);
        let calls: Vec<_> = calls.map(|(link, (it, _))| (*link, it.address.ip())).collect();
        if calls.len() >= MOST_UNGREETED {
            match call_to_end(&calls, address.ip()) {
                Some(link) => self.drop_link(link),
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
        // Each time something changes; what is more than one turn takes is in `unread`.
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
    pub(super) fn ready(&mut self, link: LinkId) {
        let Some((stream, _)) = self.links.get_mut(&link) else { return };
        let StreamTurn { messages, more, end } = stream.go_on();
        if more {
            self.unread.insert(link);
        }
        if let Some(peer) = stream.to_be_opened() {
            stream.opened = true;
            let dialled = stream.dialled;
            self.make_way(link, peer.identity);
            self.drive(MeshInput::Opened { link, dialled, peer });
        }
        for message in messages {
            match MeshMessage::decode(&message) {
                Ok(message) => self.drive(MeshInput::Heard { link, message }),
                Err(fault) => return self.misspoke(link, fault),
            }
        }
        if let Some(input) = end.and_then(|end| self.end(link, &end)) {
            self.drive(input);
        }
    }

    /// Of too many links by which the same door has proved itself, the oldest one ends.
    fn make_way(&mut self, link: LinkId, identity: DoorIdentity) {
        // Of itself, a door finds as many as it has addresses.
        if identity == self.own.identity() {
            return;
        }
        let of_it = self.links.iter().filter(|(_, (it, _))| it.proved() == Some(identity));
        let of_it: Vec<LinkId> = of_it.map(|(link, _)| *link).filter(|it| *it != link).collect();
        if of_it.len() >= MOST_OF_ONE
            && let Some(first) = of_it.into_iter().min()
        {
            self.drop_link(first);
        }
    }
}

/// Whether the system could not take a call, which waits.
fn has_no_room(fault: &std::io::Error) -> bool {
    let none = [Errno::MFILE, Errno::NFILE, Errno::NOBUFS, Errno::NOMEM];
    Errno::from_io_error(fault).is_some_and(|it| none.contains(&it))
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
