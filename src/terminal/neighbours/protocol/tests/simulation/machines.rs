//! The doors' machines: what the protocol wants is done, and their power goes and comes.

use std::time::Duration;

use jiff::tz::TimeZone;

use super::super::super::{
    DoorMesh, LinkId, MeshEvent, MeshInput, MeshMessage, MeshOutput, MeshSettings,
};
use super::world::{Happening, SimDoor, TIMEOUT, World, door_id};
use crate::terminal::config::WordTrust;
use crate::terminal::door::NeighbourAnswer;
use crate::terminal::store::{DaySeen, DoorName, KeepBatch, Series};

impl World {
    /// Something happens to a door's machine, and what it wants is done.
    pub(super) fn input(&mut self, door: usize, input: MeshInput) {
        let now = self.wall(door);
        let SimDoor { mesh: Some(mesh), disk, .. } = &mut self.doors[door] else { return };
        let output = mesh.handle(now, input, disk);
        let due = mesh.next_due();
        for it in output {
            self.output(door, it);
        }
        if let Some(due) = due
            && due < self.doors[door].tick_at
        {
            let at = due.max(self.now + Duration::from_micros(1));
            self.doors[door].tick_at = at;
            self.at(at, Happening::Tick { door });
        }
    }

    pub(super) fn output(&mut self, door: usize, output: MeshOutput) {
        match output {
            MeshOutput::Send { message: MeshMessage::Missing { .. }, .. } if !self.asks_missing => {
            }
            MeshOutput::Send { link, message } => {
                let Some(it) = self.network.links.get(&link) else { return };
                let to = it.other(door);
                for at in self.network.arrivals(link, door, self.now) {
                    self.at(at, Happening::Deliver { link, to, message: message.clone() });
                }
            }
            MeshOutput::Close { link, .. } => self.cut(link, Some(door)),
            MeshOutput::Event(MeshEvent::Answer { id, answer }) => {
                let Some(visit) = self.doors[door].visit.as_mut() else { return };
                if visit.id == id {
                    visit.neighbours = Some(answer);
                    if matches!(answer, NeighbourAnswer::Taken(_)) {
                        self.figures.refused_by_neighbours += 1;
                        self.figures.crossed += u64::from(visit.since < self.now);
                    }
                    self.go_on(door);
                }
            }
            MeshOutput::Event(MeshEvent::Keep(batch)) => {
                let at = self.now + Duration::from_micros(self.rng.u64(500..30_000));
                // A disk may take nothing for a while.
                let done = self.now > self.end || self.rng.u8(..20) > 0;
                let run = self.doors[door].run;
                self.at(at, Happening::Kept { door, run, batch, done });
            }
            MeshOutput::Greeted { .. } | MeshOutput::Event(_) => {}
        }
    }

    pub(super) fn kept(&mut self, door: usize, run: u64, batch: KeepBatch, done: bool) {
        if self.doors[door].run != run {
            return;
        }
        if done {
            self.doors[door].disk.borrow_mut().keep(batch);
        }
        self.input(door, MeshInput::Kept { done });
    }

    pub(super) fn crash(&mut self, door: usize) {
        if self.doors[door].mesh.take().is_none() {
            return;
        }
        self.figures.crashes += 1;
        // What was being committed may be on the disk.
        if let Some(visit) = self.doors[door].visit.take()
            && visit.committing
            && self.rng.bool()
        {
            self.put_record(door, &visit);
        }
        let gone: Vec<LinkId> = self
            .network
            .links
            .iter()
            .filter(|(_, it)| it.dialled_by == door || it.to == door)
            .map(|(link, _)| *link)
            .collect();
        for other in (0..self.doors.len()).filter(|other| *other != door) {
            self.network.disturb(door, other, self.now);
        }
        gone.into_iter().for_each(|link| self.cut(link, Some(door)));
    }

    pub(super) fn start(&mut self, door: usize) {
        if self.doors[door].mesh.is_some() {
            return;
        }
        self.runs += 1;
        if self.rng.u8(..4) == 0 {
            self.figures.lost_rows += self.doors[door].disk.borrow_mut().lose_some(&mut self.rng);
        }
        let disk = self.doors[door].disk.borrow();
        let settings = MeshSettings {
            cinema: "12345678".parse().unwrap(),
            door: door_id(door),
            name: DoorName::of(&format!("gate {door}")),
            run: self.runs,
            series: Series(disk.series),
            day: DaySeen(1),
            timeout: TIMEOUT,
            trust: WordTrust::Refuse,
            most_refusals: u32::MAX,
            most_per_day: u64::MAX / 2,
            zone: TimeZone::UTC,
        };
        let marks = disk.marks.values().copied().collect();
        let mesh = DoorMesh::new(settings, marks, disk.newest(), disk.heard_tickets());
        drop(disk);
        let it = &mut self.doors[door];
        (it.mesh, it.run, it.tick_at, it.visit) = (Some(mesh), self.runs, Duration::MAX, None);
        for other in (0..self.doors.len()).filter(|other| *other != door) {
            self.network.disturb(door, other, self.now);
            for (from, to) in [(door, other), (other, door)] {
                let wait = Duration::from_micros(self.rng.u64(..500_000));
                self.at(self.now + wait, Happening::Dial { from, to });
            }
        }
    }
}
