//! The sockets of links: nothing here waits, and nothing here knows what is said.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::time::Duration;

use rustix::io::Errno;
use rustix::net::{AddressFamily, SocketFlags, SocketType, connect, socket_with};

use super::door_key::DoorKey;
use super::key::NeighbourKey;
use super::protocol::LinkPeer;
use super::sealed::{SealFault, SealedLink};
use crate::terminal::store::DoorIdentity;

/// A link that has not shown within so long that its other end knows the key is none.
const PROVES_WITHIN: Duration = Duration::from_secs(3);

/// What is read at once.
const CHUNK: usize = 64 * 1024;

/// The most that is read of a link in one turn: what came is handled before more is read, and the others have
/// their turn.
const MOST_PER_TURN: usize = 4 * CHUNK;

/// How a link ends by its socket.
#[derive(Debug)]
pub(super) enum StreamEnd {
    /// The other end is gone, or was never there.
    Gone,
    Sealed(SealFault),
}

impl From<SealFault> for StreamEnd {
    fn from(fault: SealFault) -> Self {
        Self::Sealed(fault)
    }
}

/// What one turn has brought.
#[derive(Debug, Default)]
pub(super) struct StreamTurn {
    /// Messages that are whole, to be handled before the end.
    pub messages: Vec<Vec<u8>>,
    /// There may be more: it is to be read in the next turn.
    pub more: bool,
    pub end: Option<StreamEnd>,
}

/// A link with its socket.
#[derive(Debug)]
pub(super) struct LinkStream {
    stream: TcpStream,
    sealed: SealedLink,
    pub address: SocketAddr,
    pub dialled: bool,
    /// The protocol knows of it.
    pub opened: bool,
    /// The protocol knows which door is at its other end.
    pub greeted: bool,
    connected: bool,
    since: Duration,
}

impl LinkStream {
    /// Calls another door; whether it answers turns out later.
    pub fn dial(
        key: &NeighbourKey,
        own: &DoorKey,
        address: SocketAddr,
        now: Duration,
    ) -> Result<Self, StreamEnd> {
        let sealed = SealedLink::dial(key, own)?;
        let stream = begin_connecting(address).map_err(|_| StreamEnd::Gone)?;
        Ok(Self {
            stream,
            sealed,
            address,
            dialled: true,
            opened: false,
            greeted: false,
            connected: false,
            since: now,
        })
    }

    /// Somebody calls.
    pub fn accept(
        key: &NeighbourKey,
        own: &DoorKey,
        stream: TcpStream,
        address: SocketAddr,
        now: Duration,
    ) -> Result<Self, StreamEnd> {
        let ready = stream.set_nonblocking(true).and_then(|()| stream.set_nodelay(true));
        ready.map_err(|_| StreamEnd::Gone)?;
        let sealed = SealedLink::accept(key, own)?;
        Ok(Self {
            stream,
            sealed,
            address,
            dialled: false,
            opened: false,
            greeted: false,
            connected: true,
            since: now,
        })
    }

    /// For whoever watches the socket.
    pub fn watched(&self) -> std::io::Result<TcpStream> {
        self.stream.try_clone()
    }

    /// Whether the other end has had long enough to show that it knows the key.
    pub fn is_overdue(&self, now: Duration) -> bool {
        !self.opened && now >= self.since + PROVES_WITHIN
    }

    /// When that is.
    pub fn due(&self) -> Option<Duration> {
        (!self.opened).then_some(self.since + PROVES_WITHIN)
    }

    /// Who is at the other end, once it has shown that it knows the key, and as long as the protocol does not
    /// know it yet.
    pub fn to_be_opened(&self) -> Option<LinkPeer> {
        let identity = self.sealed.proved().filter(|_| !self.opened)?;
        Some(LinkPeer { identity, host: self.address.ip().to_canonical() })
    }

    /// By which key pair the other end has proved itself.
    pub fn proved(&self) -> Option<DoorIdentity> {
        self.sealed.proved()
    }

    /// Whether anybody was there at all.
    pub fn is_connected(&self) -> bool {
        self.connected
    }

    /// Seals a message and sends it as far as the socket takes it.
    pub fn send(&mut self, message: &[u8]) -> Result<(), StreamEnd> {
        self.sealed.send(message)?;
        self.flush()
    }

    /// The socket has something to give or takes something; no more of it than one turn takes.
    pub fn go_on(&mut self) -> StreamTurn {
        let mut turn = StreamTurn::default();
        turn.end = self.go_on_into(&mut turn.messages, &mut turn.more).err();
        turn
    }

    fn go_on_into(
        &mut self,
        messages: &mut Vec<Vec<u8>>,
        more: &mut bool,
    ) -> Result<(), StreamEnd> {
        if !self.connected {
            if let Ok(Some(_)) | Err(_) = self.stream.take_error() {
                return Err(StreamEnd::Gone);
            }
            // Not refused, and not there yet either.
            if self.stream.peer_addr().is_err() {
                return Ok(());
            }
            self.connected = true;
        }
        // What was said before the other end hung up is heard.
        let sent = self.flush();
        *more = self.read(messages)?;
        sent?;
        self.flush()
    }

    /// Whether there may be more.
    fn read(&mut self, messages: &mut Vec<Vec<u8>>) -> Result<bool, StreamEnd> {
        let mut chunk = vec![0; CHUNK];
        let mut read = 0;
        while read < MOST_PER_TURN {
            match self.stream.read(&mut chunk) {
                Ok(0) => return Err(StreamEnd::Gone),
                Ok(count) => {
                    read += count;
                    messages.extend(self.sealed.receive(&chunk[..count])?);
                }
                Err(fault) if fault.kind() == ErrorKind::WouldBlock => return Ok(false),
                Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Err(StreamEnd::Gone),
            }
        }
        Ok(true)
    }

    fn flush(&mut self) -> Result<(), StreamEnd> {
        if !self.connected {
            return Ok(());
        }
        let waiting = self.sealed.outbox();
        let mut sent = 0;
        let end = loop {
            if sent == waiting.len() {
                break Ok(());
            }
            match self.stream.write(&waiting[sent..]) {
                Ok(0) => break Err(StreamEnd::Gone),
                Ok(count) => sent += count,
                Err(fault) if fault.kind() == ErrorKind::WouldBlock => break Ok(()),
                Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
                Err(_) => break Err(StreamEnd::Gone),
            }
        };
        waiting.drain(..sent);
        end
    }
}

/// A socket that is being connected.
fn begin_connecting(address: SocketAddr) -> std::io::Result<TcpStream> {
    let family = if address.is_ipv4() { AddressFamily::INET } else { AddressFamily::INET6 };
    let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
    let socket: OwnedFd = socket_with(family, SocketType::STREAM, flags, None)?;
    match connect(&socket, &address) {
        Ok(()) | Err(Errno::INPROGRESS) => {}
        Err(fault) => return Err(fault.into()),
    }
    let stream = TcpStream::from(socket);
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Where this door listens.
pub(super) fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_reads_no_more_than_a_turns_worth_and_the_rest_is_not_lost() {
        let key = NeighbourKey::from_bytes(&[1; 32]).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let own = || DoorKey::make().unwrap();
        let mut one = LinkStream::dial(&key, &own(), address, Duration::ZERO).unwrap();
        let (stream, from) = listener.accept().unwrap();
        let mut other = LinkStream::accept(&key, &own(), stream, from, Duration::ZERO).unwrap();
        while one.to_be_opened().is_none() || other.to_be_opened().is_none() {
            assert!(one.go_on().end.is_none() && other.go_on().end.is_none());
        }
        // As much as the sockets and the one end take, before the other end reads any of it.
        let sent = 60;
        for _ in 0..sent {
            one.send(&[7; 60_000]).unwrap();
        }
        let (mut heard, mut turns) = (0, 0);
        while heard < sent {
            let turn = other.go_on();
            assert!(turn.end.is_none());
            let bytes: usize = turn.messages.iter().map(Vec::len).sum();
            assert!(bytes <= MOST_PER_TURN + CHUNK, "{bytes} in one turn");
            heard += turn.messages.len();
            turns += usize::from(turn.more);
            assert!(one.go_on().end.is_none());
        }
        assert!(turns > 1, "more was there, and said so");
        // What was said before the end is heard with it.
        one.send(b"last").unwrap();
        drop(one);
        let last = loop {
            let turn = other.go_on();
            if turn.end.is_some() || !turn.messages.is_empty() {
                break turn;
            }
        };
        assert_eq!(last.messages, [b"last"]);
    }
}
