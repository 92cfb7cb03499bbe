//! Another door by its links alone: what it is told it has at once, and nothing waits for company there.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use hallgate::terminal::neighbours::protocol::{Greeting, MeshMessage};
use hallgate::terminal::neighbours::{DoorKey, NeighbourKey, SealedLink};
use hallgate::terminal::store::{DoorId, DoorName, PerWay, Seq, Series};
use jiff::Timestamp;

/// A door that hears and answers pings.
pub struct HearingDoor {
    stream: TcpStream,
    link: SealedLink,
    heard: Vec<MeshMessage>,
}

impl HearingDoor {
    /// Calls a door and says who it is.
    pub fn call(address: SocketAddr, key: &NeighbourKey) -> Self {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let link = SealedLink::dial(key, &DoorKey::make().unwrap()).unwrap();
        let mut door = Self { stream, link, heard: Vec::new() };
        while door.link.proved().is_none() {
            door.flush();
            door.read();
        }
        let name = "hears";
        door.say(&MeshMessage::Greeting(Greeting {
            cinema: "33010101".parse().unwrap(),
            door: DoorId::of(name),
            name: DoorName::of(name),
            run: 77,
            series: Series(77),
            newest: PerWay::default(),
            at: Timestamp::now(),
        }));
        door
    }

    /// Until it is told of an admission with this number.
    pub fn until_told(&mut self, seq: Seq) {
        loop {
            for message in std::mem::take(&mut self.heard) {
                match message {
                    MeshMessage::Told(page) if page.through == seq => return,
                    MeshMessage::Ping { number, .. } => {
                        self.say(&MeshMessage::Pong { number, at: Timestamp::now() });
                    }
                    _ => {}
                }
            }
            self.read();
        }
    }

    fn say(&mut self, message: &MeshMessage) {
        self.link.send(&message.encode()).unwrap();
        self.flush();
    }

    fn flush(&mut self) {
        let bytes = std::mem::take(self.link.outbox());
        self.stream.write_all(&bytes).unwrap();
    }

    fn read(&mut self) {
        let mut bytes = [0; 4096];
        let count = self.stream.read(&mut bytes).unwrap();
        assert!(count > 0, "the door has hung up");
        let messages = self.link.receive(&bytes[..count]).unwrap();
        self.heard.extend(messages.iter().map(|it| MeshMessage::decode(it).unwrap()));
    }
}
