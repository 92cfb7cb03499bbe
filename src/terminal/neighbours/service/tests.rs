//! The thread with real sockets, and somebody at the other end who has the key and is no friend.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};

use jiff::Timestamp;

use super::calls::MOST_UNGREETED;
use super::*;
use crate::terminal::config::{Secret, WordTrust};
use crate::terminal::neighbours::protocol::{Greeting, MeshMessage, ToldPage};
use crate::terminal::neighbours::{Neighbours, SealedLink};
use crate::terminal::store::{DatabaseKey, DoorId, DoorName, Series, Store, WayIn};

/// Long enough on any machine.
const PATIENCE: Duration = Duration::from_secs(60);

struct Door {
    _neighbours: Neighbours,
    _events: Receiver<NeighbourEvent>,
    address: SocketAddr,
    _folder: tempfile::TempDir,
}

fn key() -> NeighbourKey {
    NeighbourKey::from_bytes(&[1; 32]).unwrap()
}

fn door() -> Door {
    let folder = tempfile::tempdir().unwrap();
    let database = DatabaseKey::from_bytes(&[42; 32]).unwrap();
    let store = Store::open(&folder.path().join("hallgate.db"), &database).unwrap();
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let timeout = Duration::from_millis(60);
    let mesh = MeshSettings {
        cinema: "12345678".parse().unwrap(),
        door: DoorId::of("terminal-001"),
        name: DoorName::of("北门"),
        run: 1,
        series: Series(1),
        timeout,
        trust: WordTrust::Refuse,
        most_refusals: 20,
        most_per_day: 1000,
        zone: crate::clock::CHINA,
    };
    let config = NeighboursConfig {
        key: Secret::File("/none".into()),
        listen: address,
        doors: Vec::new(),
        discover: false,
        timeout_ms: 60,
        trust: WordTrust::Refuse,
        refusals_per_min: 20,
        admissions_per_day: 1000,
    };
    let setup = MeshSetup {
        mesh,
        marks: Vec::new(),
        newest: PerWay::default(),
        key: key(),
        own: DoorKey::make().unwrap(),
        config,
        clock: Clock::start(),
    };
    let (sender, events) = channel();
    let event = move |event| drop(sender.send(event));
    let neighbours = Neighbours::start(setup, store.reader().unwrap(), event).unwrap();
    Door { _neighbours: neighbours, _events: events, address, _folder: folder }
}

/// An end of a link that a test has in its hand.
struct Caller {
    stream: TcpStream,
    sealed: SealedLink,
    heard: VecDeque<MeshMessage>,
}

impl Caller {
    /// Calls, and proves that it has the key; none where that is not taken.
    fn prove(door: &Door) -> Option<Self> {
        let end = std::time::Instant::now() + PATIENCE;
        let stream = loop {
            match TcpStream::connect(door.address) {
                Ok(stream) => break stream,
                Err(fault) => assert!(std::time::Instant::now() < end, "{fault}"),
            }
        };
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let sealed = SealedLink::dial(&key(), &DoorKey::make().unwrap()).unwrap();
        let mut caller = Self { stream, sealed, heard: VecDeque::new() };
        caller.flush()?;
        while caller.sealed.proved().is_none() {
            caller.read()?;
        }
        caller.flush()?;
        Some(caller)
    }

    fn greet(&mut self, name: &str) {
        let greeting = Greeting {
            cinema: "12345678".parse().unwrap(),
            door: DoorId::of(name),
            name: DoorName::of(name),
            run: 7,
            series: Series(7),
            newest: PerWay::default(),
            at: Timestamp::now(),
        };
        self.send(&MeshMessage::Greeting(greeting)).unwrap();
    }

    fn send(&mut self, message: &MeshMessage) -> Option<()> {
        self.sealed.send(&message.encode()).ok()?;
        self.flush()
    }

    fn flush(&mut self) -> Option<()> {
        let bytes = std::mem::take(self.sealed.outbox());
        self.stream.write_all(&bytes).ok()
    }

    fn read(&mut self) -> Option<()> {
        let mut chunk = vec![0; 65_536];
        let count = self.stream.read(&mut chunk).ok().filter(|it| *it > 0)?;
        let messages = self.sealed.receive(&chunk[..count]).ok()?;
        self.heard.extend(messages.iter().map(|it| MeshMessage::decode(it).unwrap()));
        Some(())
    }

    /// The next message; none where the other end has hung up.
    fn next(&mut self) -> Option<MeshMessage> {
        while self.heard.is_empty() {
            self.read()?;
        }
        self.heard.pop_front()
    }

    /// Whether the other end has not hung up.
    fn is_there(&self) -> bool {
        self.stream.set_nonblocking(true).unwrap();
        loop {
            match (&self.stream).read(&mut [0; 1024]) {
                Ok(0) => return false,
                Ok(_) => {}
                Err(fault) => return fault.kind() == std::io::ErrorKind::WouldBlock,
            }
        }
    }
}

#[test]
fn who_has_the_key_and_never_says_who_it_is_takes_no_more_places_than_a_stranger() {
    let door = door();
    let callers: Vec<Caller> = (0..120).filter_map(|_| Caller::prove(&door)).collect();
    let count = || callers.iter().filter(|it| it.is_there()).count();
    // Those that were turned away may hear it a little later.
    let waits = std::iter::repeat_with(count).take(300).inspect(|_| {
        std::thread::sleep(Duration::from_millis(5));
    });
    let there = waits.into_iter().find(|there| *there <= MOST_UNGREETED).unwrap_or_else(count);
    assert!(there <= MOST_UNGREETED, "{there} at once");
}

#[test]
fn one_that_talks_without_end_keeps_nobody_else_from_being_heard() {
    let door = door();
    let mut flood = Caller::prove(&door).unwrap();
    flood.greet("terminal-002");
    let stop = flood.stream.try_clone().unwrap();
    let page =
        ToldPage { way: WayIn::Scanned, after: Seq(0), through: Seq(1_000), records: Vec::new() };
    let flood = std::thread::spawn(move || {
        // As fast as it goes: messages that read, as others end the link.
        let page = MeshMessage::Told(page);
        while flood.send(&page).is_some() {}
    });
    let mut other = Caller::prove(&door).unwrap();
    other.greet("terminal-003");
    for number in 0..20 {
        let ping = MeshMessage::Ping { number, newest: PerWay::default(), at: Timestamp::now() };
        other.send(&ping).unwrap();
        let pong =
            |it: &MeshMessage| matches!(it, MeshMessage::Pong { number: of, .. } if *of == number);
        while !pong(&other.next().expect("it is still heard")) {}
    }
    assert!(!flood.is_finished(), "it still talks");
    stop.shutdown(Shutdown::Both).unwrap();
    flood.join().unwrap();
}
