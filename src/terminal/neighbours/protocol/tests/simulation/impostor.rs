//! Somebody with the key that all doors share, who says to be one of them: that it has told all it ever will.

use super::super::super::{DoorMesh, Greeting, LinkId, LinkPeer, MeshInput, MeshMessage, ToldPage};
use super::world::{World, door_id};
use crate::terminal::store::{DoorIdentity, DoorName, PerWay, Seq, Series, WayIn};

/// Further than any door comes in a seed.
const FAR: Seq = Seq(100_000);

impl World {
    /// An impostor comes to a door, by the name of another one that it knows.
    pub(super) fn impostor(&mut self, door: usize, by: usize) {
        let (now, name) = (self.wall(door), door_id(by));
        let knows = |mesh: &DoorMesh| mesh.health(now).iter().any(|it| it.door == name);
        if door == by || !self.doors[door].mesh.as_ref().is_some_and(knows) {
            return;
        }
        self.figures.impostors += 1;
        let link = LinkId(u64::MAX - self.figures.impostors);
        let peer = if self.names_are_proved { proved(usize::MAX) } else { proved(by) };
        self.input(door, MeshInput::Opened { link, dialled: false, peer });
        let greeting = Greeting {
            cinema: "12345678".parse().unwrap(),
            door: name,
            name: DoorName::of("gate"),
            run: u64::MAX - self.figures.impostors,
            series: Series(self.doors[by].disk.borrow().series),
            newest: PerWay::of(|_| FAR),
            at: now.wall,
        };
        self.input(door, MeshInput::Heard { link, message: MeshMessage::Greeting(greeting) });
        for way in WayIn::ALL {
            let page = ToldPage { way, after: Seq(0), through: FAR, records: Vec::new() };
            self.input(door, MeshInput::Heard { link, message: MeshMessage::Told(page) });
        }
        self.input(door, MeshInput::Closed { link });
    }
}

/// The terminal of a door, as its links prove it.
pub(super) fn proved(door: usize) -> LinkPeer {
    let mut identity = [0; 32];
    identity[..8].copy_from_slice(&(door as u64).to_be_bytes());
    LinkPeer { identity: DoorIdentity(identity), host: "192.0.2.1".parse().unwrap() }
}
