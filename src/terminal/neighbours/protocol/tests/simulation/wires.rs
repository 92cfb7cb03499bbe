//! Links between the doors: dialled, cut, and the splits that part them.

use std::time::Duration;

use super::super::super::{LinkId, MeshInput};
use super::impostor::proved;
use super::network::pair;
use super::world::{Happening, World, door_id};

impl World {
    pub(super) fn cut(&mut self, link: LinkId, by: Option<usize>) {
        let Some(it) = self.network.links.remove(&link) else { return };
        let (one, other) = (it.dialled_by, it.to);
        self.network.disturb(one, other, self.now);
        for door in [one, other] {
            if by != Some(door) {
                let at = self.now + Duration::from_micros(self.rng.u64(100..14_000));
                self.network.disturb(one, other, at);
                self.at(at, Happening::Cut { link, at: door });
            }
        }
        // Whoever dials tries again.
        let wait = Duration::from_millis(self.rng.u64(200..1_200));
        self.at(self.now + wait, Happening::Dial { from: it.dialled_by, to: it.to });
    }

    pub(super) fn dial(&mut self, from: usize, to: usize) {
        let reachable = !self.network.is_split(from, to);
        let (one, other) = (&self.doors[from].mesh, &self.doors[to].mesh);
        let wait = Duration::from_millis(self.rng.u64(200..1_200));
        match (one, other) {
            (Some(mesh), Some(_)) if reachable => {
                if mesh.is_linked(door_id(to)) {
                    return self.at(self.now + wait, Happening::Dial { from, to });
                }
                let link = self.network.dial(from, to, self.now);
                for (door, other) in [(from, to), (to, from)] {
                    let peer = proved(other);
                    self.input(door, MeshInput::Opened { link, dialled: door == from, peer });
                }
            }
            (None, _) => {} // it dials once it has power
            _ => self.at(self.now + wait, Happening::Dial { from, to }),
        }
    }

    pub(super) fn split(&mut self) {
        self.figures.splits += 1;
        let apart: Vec<bool> = self.doors.iter().map(|_| self.rng.bool()).collect();
        for one in 0..apart.len() {
            for other in one + 1..apart.len() {
                if apart[one] != apart[other] {
                    self.network.split.push(pair(one, other));
                    self.network.disturb(one, other, self.now);
                }
            }
        }
        // Half of the time the links end, else they are silent.
        if self.rng.bool() {
            let cut: Vec<LinkId> = self
                .network
                .links
                .iter()
                .filter(|(_, it)| self.network.is_split(it.dialled_by, it.to))
                .map(|(link, _)| *link)
                .collect();
            cut.into_iter().for_each(|link| self.cut(link, None));
        }
    }
}
