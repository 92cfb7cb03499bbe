//! A link that nobody without the key can read, write, replay or reorder, and at whose ends nobody can pass
//! for another door: Noise, pattern XX, where each end proves a key pair of its own, with the shared key mixed
//! in from the first message on. Bytes in, messages out; no socket of its own.
//!
//! Each frame has its length before it, two bytes, big-endian. A stranger's first frame gets no answer where
//! it was not made with the key. One who replays a first frame gets an answer that tells nothing, and can't
//! go on from there: a link counts as open only once both ends have proved their keys.

use snow::{Builder, HandshakeState, TransportState};

use super::door_key::DoorKey;
use super::key::NeighbourKey;
use crate::terminal::store::DoorIdentity;

/// Ephemeral and own keys of both ends, ChaCha20-Poly1305, and the shared key from the first message on.
pub(super) const PATTERN: &str = "Noise_XXpsk0_25519_ChaChaPoly_BLAKE2s";

/// Both ends speak of the same.
const PROLOGUE: &[u8] = b"hallgate neighbours 2";

/// Behind each sealed message, and in the handshake behind each sealed key and over nothing.
const TAG: usize = 16;

/// The frames of the handshake: an ephemeral key; one with an own key; the caller's own key.
const FRAMES: [usize; 3] = [32 + TAG, 32 + (32 + TAG) + TAG, (32 + TAG) + TAG];

/// The longest frame.
const LONGEST: usize = 65_535;

/// The most that waits to be sent: whoever does not read is gone.
const MOST_WAITING: usize = 4 << 20;

/// Why a link is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    /// What came first reads as a handshake, and was not made with this key: another key, another program.
    #[error("what came first was not made with this key")]
    OtherKey,
    /// What came first is no handshake of a door.
    #[error("what came first is no handshake of a door")]
    NoDoor,
    /// A frame that is not the next one of the other end: altered, replayed, out of turn.
    #[error("a frame that is not the next one of the other end")]
    Broken,
    /// The other end does not read.
    #[error("the other end does not read")]
    Stuck,
}

/// An end of a link.
#[derive(Debug)]
pub struct SealedLink {
    seal: LinkSeal,
    inbox: Vec<u8>,
    /// Sealed, and not sent yet.
    outbox: Vec<u8>,
    /// How many frames of the handshake came or went.
    frames: usize,
    identity: Option<DoorIdentity>,
}

#[derive(Debug)]
enum LinkSeal {
    Handshake(Box<HandshakeState>),
    Open(Box<TransportState>),
    /// Nothing more comes of it.
    Shut,
}

impl SealedLink {
    /// The end that dials; it speaks first.
    pub fn dial(key: &NeighbourKey, own: &DoorKey) -> Result<Self, SealFault> {
        let state = builder(key, own)?.build_initiator().map_err(|_| SealFault::Broken)?;
        let mut link = Self::of();
        link.go_on(state)?;
        Ok(link)
    }

    /// The end that is dialled.
    pub fn accept(key: &NeighbourKey, own: &DoorKey) -> Result<Self, SealFault> {
        let state = builder(key, own)?.build_responder().map_err(|_| SealFault::Broken)?;
        let mut link = Self::of();
        link.seal = LinkSeal::Handshake(Box::new(state));
        Ok(link)
    }

    fn of() -> Self {
        let seal = LinkSeal::Shut;
        Self { seal, inbox: Vec::new(), outbox: Vec::new(), frames: 0, identity: None }
    }

    /// Whose key pair the other end has proved to hold, with the shared key: none until then, and nothing
    /// is heard of it before.
    pub fn proved(&self) -> Option<DoorIdentity> {
        self.identity
    }

    /// Seals a message; [`SealedLink::outbox`] has it then.
    pub fn send(&mut self, message: &[u8]) -> Result<(), SealFault> {
        let LinkSeal::Open(state) = &mut self.seal else { return Err(SealFault::Broken) };
        let mut sealed = vec![0; message.len() + TAG];
        let count = state.write_message(message, &mut sealed).map_err(|_| SealFault::Broken)?;
        sealed.truncate(count);
        self.put(&sealed)
    }

    /// Bytes that are to go to the other end; whoever sends some takes them off.
    pub fn outbox(&mut self) -> &mut Vec<u8> {
        &mut self.outbox
    }

    /// Takes bytes as they came, and gives the messages that are whole now.
    pub fn receive(&mut self, bytes: &[u8]) -> Result<Vec<Vec<u8>>, SealFault> {
        self.inbox.extend_from_slice(bytes);
        let mut messages = Vec::new();
        let mut from = 0;
        while let Some(header) = self.inbox.get(from..from + 2) {
            let length = usize::from(u16::from_be_bytes([header[0], header[1]]));
            match self.seal {
                LinkSeal::Handshake(_) if FRAMES.get(self.frames) != Some(&length) => {
                    self.seal = LinkSeal::Shut;
                    return Err(self.misread(SealFault::NoDoor));
                }
                LinkSeal::Shut => return Err(SealFault::Broken),
                LinkSeal::Handshake(_) | LinkSeal::Open(_) => {}
            }
            let Some(frame) = self.inbox.get(from + 2..from + 2 + length) else { break };
            let frame = frame.to_vec();
            from += 2 + length;
            messages.extend(self.frame(&frame)?);
        }
        self.inbox.drain(..from);
        Ok(messages)
    }

    fn frame(&mut self, frame: &[u8]) -> Result<Option<Vec<u8>>, SealFault> {
        match std::mem::replace(&mut self.seal, LinkSeal::Shut) {
            LinkSeal::Handshake(mut state) => {
                let read = state.read_message(frame, &mut [0; LONGEST]);
                read.map_err(|_| self.misread(SealFault::OtherKey))?;
                self.frames += 1;
                self.go_on(*state)?;
                Ok(None)
            }
            LinkSeal::Open(mut state) => {
                let mut message = vec![0; frame.len()];
                let count =
                    state.read_message(frame, &mut message).map_err(|_| SealFault::Broken)?;
                message.truncate(count);
                self.seal = LinkSeal::Open(state);
                Ok(Some(message))
            }
            LinkSeal::Shut => Err(SealFault::Broken),
        }
    }

    /// The handshake goes on from this end, or is over.
    fn go_on(&mut self, mut state: HandshakeState) -> Result<(), SealFault> {
        if state.is_my_turn() && !state.is_handshake_finished() {
            let mut message = vec![0; LONGEST];
            let count = state.write_message(&[], &mut message).map_err(|_| SealFault::Broken)?;
            self.frames += 1;
            self.put(&message[..count])?;
        }
        if !state.is_handshake_finished() {
            self.seal = LinkSeal::Handshake(Box::new(state));
            return Ok(());
        }
        let identity = state.get_remote_static().and_then(|it| it.try_into().ok());
        self.identity = Some(DoorIdentity(identity.ok_or(SealFault::Broken)?));
        let open = state.into_transport_mode().map_err(|_| SealFault::Broken)?;
        self.seal = LinkSeal::Open(Box::new(open));
        Ok(())
    }

    /// Only what the other end says first tells who it may be: behind that, a frame is broken.
    fn misread(&self, first: SealFault) -> SealFault {
        if self.frames < 2 { first } else { SealFault::Broken }
    }

    fn put(&mut self, frame: &[u8]) -> Result<(), SealFault> {
        let length = u16::try_from(frame.len()).map_err(|_| SealFault::Broken)?;
        if self.outbox.len() + frame.len() > MOST_WAITING {
            return Err(SealFault::Stuck);
        }
        self.outbox.extend(length.to_be_bytes());
        self.outbox.extend_from_slice(frame);
        Ok(())
    }
}

fn builder<'a>(key: &'a NeighbourKey, own: &'a DoorKey) -> Result<Builder<'a>, SealFault> {
    // Fails for a pattern that does not read, or a part that is not built in: neither is so here.
    let pattern = PATTERN.parse().map_err(|_| SealFault::Broken)?;
    let builder = Builder::new(pattern).psk(0, key.bytes());
    let builder = builder.and_then(|it| it.local_private_key(own.bytes()));
    builder.and_then(|it| it.prologue(PROLOGUE)).map_err(|_| SealFault::Broken)
}

#[cfg(test)]
mod tests;
