//! A visitor at a simulated door: claimed, asked about, committed, told.

use std::time::Duration;

use jiff::Timestamp;

use super::super::super::{Admissions, MeshInput};
use super::world::{Happening, SimDoor, TIMEOUT, World, door_id};
use crate::terminal::door::{ClaimId, ClaimRequest, NeighbourAnswer};
use crate::terminal::store::{Seq, ToldRecord, WayIn};
use crate::ticket::FilmTicketCode;

/// A visitor whom a door judges.
#[derive(Debug, Clone)]
pub struct Visit {
    pub id: ClaimId,
    pub ticket: FilmTicketCode,
    pub at: Timestamp,
    pub since: Duration,
    /// Doors that this one heard well when it claimed.
    pub calm: Vec<usize>,
    pub neighbours: Option<NeighbourAnswer>,
    /// Whether the platform has said, and what.
    pub platform: Option<bool>,
    pub committing: bool,
    /// Its code is read, or staff type its number.
    pub way: WayIn,
}

/// What a visit comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitStep {
    Waits,
    Refused,
    /// By the platform: what was claimed is let go.
    Released,
    Commits,
}

impl Visit {
    /// What is next.
    pub fn step(&self) -> VisitStep {
        match (self.neighbours, self.platform) {
            _ if self.committing => VisitStep::Waits,
            (Some(NeighbourAnswer::Taken(_)), _) => VisitStep::Refused,
            (Some(NeighbourAnswer::Free), Some(true)) => VisitStep::Commits,
            (Some(NeighbourAnswer::Free), Some(false)) => VisitStep::Released,
            _ => VisitStep::Waits,
        }
    }
}

impl World {
    pub(super) fn visitor(&mut self, door: usize, ticket: FilmTicketCode) {
        let at = self.wall(door).wall;
        let SimDoor { mesh: Some(_), visit: None, disk, .. } = &self.doors[door] else { return };
        if disk.own(ticket) != Ok(None) {
            return;
        }
        self.claims += 1;
        let id = ClaimId(self.claims);
        let calm = (0..self.doors.len()).filter(|other| {
            let (here, there) = (&self.doors[door].mesh, &self.doors[*other].mesh);
            *other != door
                && self.network.is_calm(door, *other, self.now)
                && here.as_ref().is_some_and(|it| it.is_linked(door_id(*other)))
                && there.as_ref().is_some_and(|it| it.is_linked(door_id(door)))
        });
        let visit = Visit {
            id,
            ticket,
            at,
            since: self.now,
            calm: calm.collect(),
            neighbours: (!self.asks).then_some(NeighbourAnswer::Free),
            platform: None,
            committing: false,
            way: if self.rng.u8(..8) == 0 { WayIn::ByHand } else { WayIn::Scanned },
        };
        self.doors[door].visit = Some(visit);
        let wait = match self.rng.u8(..3) {
            0 => Duration::ZERO,
            1 => Duration::from_micros(self.rng.u64(..40_000)),
            _ => Duration::from_micros(self.rng.u64(..400_000)),
        };
        let good = self.rng.u8(..12) > 0;
        self.at(self.now + wait, Happening::Platform { door, id, good });
        let session = "0000000000000001".parse().unwrap();
        let deadline = self.now + TIMEOUT;
        if self.asks {
            self.input(door, MeshInput::Claim(ClaimRequest { id, ticket, session, at, deadline }));
        }
    }

    /// The visit goes on by one step.
    pub(super) fn go_on(&mut self, door: usize) {
        let Some(visit) = &mut self.doors[door].visit else { return };
        match visit.step() {
            VisitStep::Waits => {}
            VisitStep::Refused => self.doors[door].visit = None,
            VisitStep::Released => {
                self.doors[door].visit = None;
                self.input(door, MeshInput::Release);
            }
            VisitStep::Commits => {
                visit.committing = true;
                let id = visit.id;
                let at = self.now + Duration::from_micros(self.rng.u64(500..40_000));
                let run = self.doors[door].run;
                self.at(at, Happening::Committed { door, run, id });
            }
        }
    }

    pub(super) fn put_record(&mut self, door: usize, visit: &Visit) -> ToldRecord {
        let mut disk = self.doors[door].disk.borrow_mut();
        let last = disk.own[visit.way].last();
        let seq = Seq(last.map_or(1, |it| it.seq.0 + self.rng.i64(1..3)));
        let session = "0000000000000001".parse().unwrap();
        let record = ToldRecord { seq, ticket: visit.ticket, session, at: visit.at };
        disk.own[visit.way].push(record);
        record
    }

    /// The record is on the disk: whether another door has let somebody in by the same ticket, though
    /// they have heard each other all the time.
    pub(super) fn committed(&mut self, door: usize, run: u64, id: ClaimId) -> Result<(), String> {
        let here = &mut self.doors[door];
        if here.run != run || here.visit.as_ref().is_none_or(|it| it.id != id) {
            return Ok(());
        }
        let Some(visit) = here.visit.take() else { return Ok(()) };
        self.figures.admitted += 1;
        for other in &visit.calm {
            let calm = !self.network.is_disturbed_since(door, *other, visit.since);
            if calm && self.doors[*other].disk.own(visit.ticket) != Ok(None) {
                return Err(format!(
                    "{} admitted at door {door} and at door {other}, which hear each other, at {:?}",
                    visit.ticket, self.now
                ));
            }
        }
        let record = self.put_record(door, &visit);
        self.input(door, MeshInput::Recorded(visit.way, record));
        Ok(())
    }
}
