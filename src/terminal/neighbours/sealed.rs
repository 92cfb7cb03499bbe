//! A link that nobody without the key can read, write, replay or reorder: Noise, pattern NN with the key
//! mixed in from the first message on. Bytes in, messages out; no socket of its own.
//!
//! Each frame has its length before it, two bytes, big-endian. A stranger's first frame is 48 bytes long or
//! no frame at all, and gets no answer where it was not made with the key. One who replays a first frame
//! gets an answer that tells nothing, and can't say anything after it: a link counts as open only once a
//! sealed message came by it.

use snow::{Builder, HandshakeState, TransportState};

use super::key::NeighbourKey;

/// Ephemeral keys of both ends, ChaCha20-Poly1305, and the key from the first message on.
const PATTERN: &str = "Noise_NNpsk0_25519_ChaChaPoly_BLAKE2s";

/// Both ends speak of the same.
const PROLOGUE: &[u8] = b"hallgate neighbours 1";

/// A frame of the handshake: an ephemeral key and the tag over nothing.
const HANDSHAKE: usize = 32 + TAG;

/// Behind each sealed message.
const TAG: usize = 16;

/// The longest frame.
const LONGEST: usize = 65_535;

/// The most that waits to be sent: whoever does not read is gone.
const MOST_WAITING: usize = 4 << 20;

/// Why a link is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    /// What came first was not made with this key: another key, another program, or a stranger.
    #[error("what came first was not made with this key")]
    OtherKey,
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
    heard: bool,
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
    pub fn dial(key: &NeighbourKey) -> Result<Self, SealFault> {
        let mut state = builder(key)?.build_initiator().map_err(|_| SealFault::Broken)?;
        let first = handshake_message(&mut state)?;
        let mut link = Self::of(state);
        link.put(&first)?;
        Ok(link)
    }

    /// The end that is dialled.
    pub fn accept(key: &NeighbourKey) -> Result<Self, SealFault> {
        Ok(Self::of(builder(key)?.build_responder().map_err(|_| SealFault::Broken)?))
    }

    fn of(state: HandshakeState) -> Self {
        let seal = LinkSeal::Handshake(Box::new(state));
        Self { seal, inbox: Vec::new(), outbox: Vec::new(), heard: false }
    }

    /// Whether something can be sealed now.
    pub fn can_send(&self) -> bool {
        matches!(self.seal, LinkSeal::Open(_))
    }

    /// Whether the other end has shown that it knows the key.
    pub fn is_proved(&self) -> bool {
        self.heard
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
                LinkSeal::Handshake(_) if length != HANDSHAKE => {
                    self.seal = LinkSeal::Shut;
                    return Err(SealFault::OtherKey);
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
                read.map_err(|_| SealFault::OtherKey)?;
                if !state.is_handshake_finished() {
                    let answer = handshake_message(&mut state)?;
                    self.put(&answer)?;
                } else {
                    // Who was dialled has answered with the key.
                    self.heard = true;
                }
                let open = state.into_transport_mode().map_err(|_| SealFault::Broken)?;
                self.seal = LinkSeal::Open(Box::new(open));
                Ok(None)
            }
            LinkSeal::Open(mut state) => {
                let mut message = vec![0; frame.len()];
                let count =
                    state.read_message(frame, &mut message).map_err(|_| SealFault::Broken)?;
                message.truncate(count);
                self.heard = true;
                self.seal = LinkSeal::Open(state);
                Ok(Some(message))
            }
            LinkSeal::Shut => Err(SealFault::Broken),
        }
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

fn builder(key: &NeighbourKey) -> Result<Builder<'_>, SealFault> {
    // Fails for a pattern that does not read, or a part that is not built in: neither is so here.
    let pattern = PATTERN.parse().map_err(|_| SealFault::Broken)?;
    let builder = Builder::new(pattern).psk(0, key.bytes());
    builder.and_then(|it| it.prologue(PROLOGUE)).map_err(|_| SealFault::Broken)
}

fn handshake_message(state: &mut HandshakeState) -> Result<Vec<u8>, SealFault> {
    let mut message = vec![0; HANDSHAKE];
    let count = state.write_message(&[], &mut message).map_err(|_| SealFault::Broken)?;
    message.truncate(count);
    Ok(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> NeighbourKey {
        NeighbourKey::from_bytes(&[byte; 32]).unwrap()
    }

    fn take(link: &mut SealedLink) -> Vec<u8> {
        std::mem::take(link.outbox())
    }

    fn pair() -> (SealedLink, SealedLink) {
        let (mut one, mut other) =
            (SealedLink::dial(&key(1)).unwrap(), SealedLink::accept(&key(1)).unwrap());
        assert_eq!(other.receive(&take(&mut one)).unwrap(), Vec::<Vec<u8>>::new());
        assert_eq!(one.receive(&take(&mut other)).unwrap(), Vec::<Vec<u8>>::new());
        (one, other)
    }

    #[test]
    fn messages_go_both_ways_in_whatever_pieces_they_come() {
        let (mut one, mut other) = pair();
        assert!(one.is_proved() && !other.is_proved(), "who dialled has said nothing yet");
        one.send(b"a").unwrap();
        one.send(&[7; 60_000]).unwrap();
        let mut got = Vec::new();
        for piece in take(&mut one).chunks(777) {
            got.extend(other.receive(piece).unwrap());
        }
        assert_eq!(got, [b"a".to_vec(), vec![7; 60_000]]);
        assert!(other.is_proved());
        other.send(b"b").unwrap();
        assert_eq!(one.receive(&take(&mut other)).unwrap(), [b"b"]);
    }

    #[test]
    fn a_stranger_gets_no_answer() {
        let mut other = SealedLink::accept(&key(1)).unwrap();
        let mut stranger = SealedLink::dial(&key(2)).unwrap();
        assert_eq!(other.receive(&take(&mut stranger)), Err(SealFault::OtherKey));
        assert!(take(&mut other).is_empty(), "not a byte");
        for said in [&b"GET / HTTP/1.1\r\n\r\n"[..], &[0, 0], &[255; 300]] {
            let mut other = SealedLink::accept(&key(1)).unwrap();
            assert_eq!(other.receive(said), Err(SealFault::OtherKey));
            assert!(take(&mut other).is_empty());
        }
    }

    #[test]
    fn what_is_replayed_altered_or_out_of_turn_ends_the_link() {
        let (mut one, mut other) = pair();
        one.send(b"first").unwrap();
        let first = take(&mut one);
        one.send(b"second").unwrap();
        let second = take(&mut one);
        assert_eq!(other.receive(&first).unwrap(), [b"first"]);
        assert_eq!(other.receive(&first), Err(SealFault::Broken), "replayed");
        assert_eq!(other.receive(&second), Err(SealFault::Broken), "shut for good");

        let (mut one, mut other) = pair();
        one.send(b"first").unwrap();
        take(&mut one);
        one.send(b"second").unwrap();
        assert_eq!(other.receive(&take(&mut one)), Err(SealFault::Broken), "out of turn");

        let (mut one, mut other) = pair();
        one.send(b"first").unwrap();
        let mut altered = take(&mut one);
        altered[5] ^= 1;
        assert_eq!(other.receive(&altered), Err(SealFault::Broken));
    }

    #[test]
    fn a_first_frame_that_is_replayed_leads_nowhere() {
        let mut one = SealedLink::dial(&key(1)).unwrap();
        let first = take(&mut one);
        let mut other = SealedLink::accept(&key(1)).unwrap();
        assert!(other.receive(&first).unwrap().is_empty());
        assert!(!other.is_proved(), "it may be a replay");
        let (mut before, mut then) = pair();
        before.send(b"of another link").unwrap();
        assert_eq!(other.receive(&take(&mut before)), Err(SealFault::Broken));
        assert!(!other.is_proved());
        assert!(take(&mut then).is_empty());
    }
}
