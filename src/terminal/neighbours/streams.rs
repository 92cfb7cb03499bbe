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

/// A link that has not shown within so long that its other end knows the key is none.
const PROVES_WITHIN: Duration = Duration::from_secs(3);

/// What is read at once.
const CHUNK: usize = 64 * 1024;

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

/// A link with its socket.
#[derive(Debug)]
pub(super) struct LinkStream {
    stream: TcpStream,
    sealed: SealedLink,
    pub address: SocketAddr,
    pub dialled: bool,
    /// The protocol knows of it.
    pub opened: bool,
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

    /// Whether anybody was there at all.
    pub fn is_connected(&self) -> bool {
        self.connected
    }

    /// Seals a message and sends it as far as the socket takes it.
    pub fn send(&mut self, message: &[u8]) -> Result<(), StreamEnd> {
        self.sealed.send(message)?;
        self.flush()
    }

    /// The socket has something to give or takes something: the messages that are whole now.
    pub fn go_on(&mut self) -> Result<Vec<Vec<u8>>, StreamEnd> {
        if let Ok(Some(_)) | Err(_) = self.stream.take_error() {
            return Err(StreamEnd::Gone);
        }
        if !self.connected {
            // Not refused, and not there yet either.
            if self.stream.peer_addr().is_err() {
                return Ok(Vec::new());
            }
            self.connected = true;
        }
        self.flush()?;
        let messages = self.read()?;
        self.flush()?;
        Ok(messages)
    }

    fn read(&mut self) -> Result<Vec<Vec<u8>>, StreamEnd> {
        let mut messages = Vec::new();
        let mut chunk = vec![0; CHUNK];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => return Err(StreamEnd::Gone),
                Ok(count) => messages.extend(self.sealed.receive(&chunk[..count])?),
                Err(fault) if fault.kind() == ErrorKind::WouldBlock => return Ok(messages),
                Err(fault) if fault.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Err(StreamEnd::Gone),
            }
        }
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
