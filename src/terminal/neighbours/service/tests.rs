//! The thread with real sockets, and somebody at the other end who has the key and is no friend.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};

use jiff::Timestamp;
use rustix::net::{AddressFamily, SocketFlags, SocketType, connect, socket_with};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::calls::{MOST_OF_ONE, MOST_UNGREETED};
use super::*;
use crate::terminal::config::{Secret, WordTrust};
use crate::terminal::neighbours::protocol::{Greeting, LinkRefusal, MeshMessage, ToldPage};
use crate::terminal::neighbours::{LinkTrouble, Neighbours, SealedLink};
use crate::terminal::store::{
    DatabaseKey, DaySeen, DoorId, DoorName, Series, Store, ToldRecord, WayIn,
};

/// Long enough on any machine.
const PATIENCE: Duration = Duration::from_secs(60);

struct Door {
    _neighbours: Neighbours,
    events: Receiver<NeighbourEvent>,
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
        day: DaySeen(1),
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
    Door { _neighbours: neighbours, events, address, _folder: folder }
}

impl Door {
    /// Until it tells something of this kind.
    fn until_told(&self, kind: impl Fn(&LinkTrouble) -> bool) -> Vec<LinkTrouble> {
        loop {
            let event = self.events.recv_timeout(PATIENCE).expect("it is told");
            let NeighbourEvent::Health(NeighboursHealth { troubles, .. }) = event else { continue };
            if troubles.iter().any(&kind) {
                return troubles;
            }
        }
    }
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
        Self::prove_as(&DoorKey::make().unwrap(), door)
    }

    /// Likewise as the terminal with this key pair.
    fn prove_as(own: &DoorKey, door: &Door) -> Option<Self> {
        let end = std::time::Instant::now() + PATIENCE;
        loop {
            match TcpStream::connect(door.address) {
                Ok(stream) => return Self::prove_by(own, stream),
                Err(fault) => assert!(std::time::Instant::now() < end, "{fault}"),
            }
        }
    }

    fn prove_by(own: &DoorKey, stream: TcpStream) -> Option<Self> {
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let sealed = SealedLink::dial(&key(), own).unwrap();
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
fn of_many_links_by_one_terminal_the_first_ones_end() {
    let (door, own) = (door(), DoorKey::make().unwrap());
    let mut callers: Vec<Caller> =
        (0..MOST_OF_ONE + 2).map(|_| Caller::prove_as(&own, &door).unwrap()).collect();
    for first in &mut callers[..2] {
        assert!(matches!(first.next(), Some(MeshMessage::Greeting(_))));
        assert_eq!(first.next(), None, "it made way");
    }
    for later in &mut callers[2..] {
        assert!(matches!(later.next(), Some(MeshMessage::Greeting(_))));
        assert!(later.is_there());
    }
}

#[test]
fn what_is_more_than_a_turn_takes_is_heard_in_the_next() {
    let door = door();
    let mut other = Caller::prove(&door).unwrap();
    other.greet("terminal-002");
    let record = |seq: i64| ToldRecord {
        seq: Seq(seq),
        ticket: format!("{seq:016}").parse().unwrap(),
        session: "0000000000000001".parse().unwrap(),
        at: Timestamp::now(),
    };
    let records: Vec<ToldRecord> = (1..=1000).map(record).collect();
    let page = ToldPage { way: WayIn::Scanned, after: Seq(0), through: Seq(1000), records };
    let (page, number) = (MeshMessage::Told(page), 7);
    // More than a megabyte at once, and nothing after it that would wake anybody.
    for _ in 0..40 {
        other.sealed.send(&page.encode()).unwrap();
    }
    let ping = MeshMessage::Ping { number, newest: PerWay::default(), at: Timestamp::now() };
    other.send(&ping).unwrap();
    let pong = |it: &MeshMessage| matches!(it, MeshMessage::Pong { number: 7, .. });
    while !pong(&other.next().expect("it is heard")) {}
}

#[test]
fn a_board_that_begins_anew_hears_why_it_is_not_heard_and_is_one_line_there() {
    let door = door();
    let mut before = Caller::prove(&door).unwrap();
    before.greet("terminal-002");
    while !matches!(before.next(), Some(MeshMessage::Ping { .. })) {}
    for _ in 0..3 {
        let mut anew = Caller::prove(&door).unwrap();
        anew.greet("terminal-002");
        assert!(matches!(anew.next(), Some(MeshMessage::Greeting(_))));
        assert_eq!(anew.next(), Some(MeshMessage::Refused(LinkRefusal::OtherTerminal)));
        assert_eq!(anew.next(), None, "and hangs up");
    }
    let troubles = door.until_told(|it| matches!(it, LinkTrouble::OtherTerminal { .. }));
    let (address, name) = ("127.0.0.1".to_owned(), "terminal-002".to_owned());
    assert_eq!(troubles, [LinkTrouble::OtherTerminal { address, door: name.clone(), name }]);
}

#[test]
fn a_door_that_is_not_heard_tells_so_itself() {
    let door = door();
    let mut other = Caller::prove(&door).unwrap();
    other.greet("terminal-002");
    other.send(&MeshMessage::Refused(LinkRefusal::OtherTerminal)).unwrap();
    drop(other);
    let troubles = door.until_told(|it| matches!(it, LinkTrouble::NotHeard { .. }));
    let (address, name) = ("127.0.0.1".to_owned(), "terminal-002".to_owned());
    assert_eq!(troubles, [LinkTrouble::NotHeard { address, door: name.clone(), name }]);
}

#[test]
fn a_call_that_the_system_has_no_room_for_waits_and_is_taken() {
    const NAME: &str = "a_call_that_the_system_has_no_room_for_waits_and_is_taken";
    // In a process of its own: its limit is everybody's.
    if std::env::var_os("HALLGATE_TEST_FEW_FILES").is_none() {
        let room = module_path!().split_once("::").map_or("", |(_, room)| room);
        let own = std::env::current_exe().unwrap();
        let done = std::process::Command::new(own)
            .args(["--exact", &format!("{room}::{NAME}"), "--nocapture"])
            .env("HALLGATE_TEST_FEW_FILES", "1")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stdout);
        assert!(done.status.success() && said.contains("1 passed"), "{done:?}");
        return;
    }
    let door = door();
    // It listens, and what the call takes is there.
    drop(Caller::prove(&door).unwrap());
    let before = getrlimit(Resource::Nofile);
    let socket = socket_with(AddressFamily::INET, SocketType::STREAM, SocketFlags::CLOEXEC, None);
    let stream = TcpStream::from(socket.unwrap());
    setrlimit(Resource::Nofile, Rlimit { current: Some(3), ..before }).unwrap();
    connect(&stream, &door.address).unwrap();
    // Time enough to find out that there is none.
    std::thread::sleep(Duration::from_millis(500));
    setrlimit(Resource::Nofile, before).unwrap();
    assert!(
        Caller::prove_by(&DoorKey::make().unwrap(), stream).is_some(),
        "it is taken once there is room"
    );
}
