//! The doors, and what happens to them in the order of time.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::super::super::{DoorMesh, LinkId, MeshInput, MeshMessage};
use super::disk::Disk;
use super::figures::SimFigures;
use super::network::SimNetwork;
use super::visits::Visit;
use crate::clock::Now;
use crate::terminal::door::ClaimId;
use crate::terminal::store::{DaySeen, DoorId, KeepBatch};
use crate::ticket::FilmTicketCode;

/// What a door waits for a neighbour.
pub(super) const TIMEOUT: Duration = Duration::from_millis(60);

/// What happens in the world.
#[derive(Debug)]
pub(super) enum Happening {
    Visitor { door: usize, ticket: FilmTicketCode },
    Platform { door: usize, id: ClaimId, good: bool },
    Committed { door: usize, run: u64, id: ClaimId },
    Deliver { link: LinkId, to: usize, message: MeshMessage },
    Cut { link: LinkId, at: usize },
    Kept { door: usize, run: u64, batch: KeepBatch, done: bool },
    Tick { door: usize },
    Dial { from: usize, to: usize },
    Split,
    Heal,
    Crash { door: usize },
    Start { door: usize },
    Impostor { door: usize, by: usize },
    ClockStep { door: usize, days: i64 },
    Day { door: usize },
}

/// A door.
#[derive(Debug)]
pub(super) struct SimDoor {
    /// None while it has no power.
    pub mesh: Option<DoorMesh>,
    pub disk: RefCell<Disk>,
    pub run: u64,
    skew: SignedDuration,
    pub visit: Option<Visit>,
    pub tick_at: Duration,
}

/// All of it.
pub struct World {
    pub(super) now: Duration,
    queue: BTreeMap<(Duration, u64), Happening>,
    order: u64,
    pub(super) network: SimNetwork,
    pub(super) rng: fastrand::Rng,
    pub(super) doors: Vec<SimDoor>,
    pub(super) claims: u64,
    pub(super) runs: u64,
    pub(super) asks: bool,
    pub(super) asks_missing: bool,
    pub(super) names_are_proved: bool,
    pub(super) end: Duration,
    pub(super) figures: SimFigures,
}

pub(super) fn door_id(door: usize) -> DoorId {
    DoorId::of(&format!("door-{door}"))
}

fn ticket(number: u64) -> FilmTicketCode {
    format!("{number:016}").parse().unwrap()
}

impl World {
    pub fn new(seed: u64) -> Self {
        let mut rng = fastrand::Rng::with_seed(seed);
        let count = [2, 2, 3, 3, 4, 6][rng.usize(..6)];
        let mut world = Self {
            now: Duration::ZERO,
            queue: BTreeMap::new(),
            order: 0,
            network: SimNetwork::new(rng.fork()),
            doors: Vec::new(),
            claims: 0,
            runs: 0,
            asks: true,
            asks_missing: true,
            names_are_proved: true,
            end: Duration::from_millis(rng.u64(5_000..15_000)),
            figures: SimFigures::default(),
            rng,
        };
        for door in 0..count {
            let skew = SignedDuration::from_millis(match world.rng.u8(..3) {
                0 => 0,
                1 => world.rng.i64(-50..50),
                _ => world.rng.i64(-400_000..400_000),
            });
            let disk = RefCell::new(Disk { series: door as u64 + 1, ..Disk::default() });
            let (run, tick_at) = (0, Duration::MAX);
            world.doors.push(SimDoor { mesh: None, disk, run, skew, visit: None, tick_at });
            world.start(door);
        }
        world.lay_out(count);
        world
    }

    /// Doors as they were before they knew of each other.
    pub fn without_asking(mut self) -> Self {
        self.asks = false;
        self
    }

    pub fn without_missing(mut self) -> Self {
        self.asks_missing = false;
        self
    }

    pub fn without_proof(mut self) -> Self {
        self.names_are_proved = false;
        self
    }

    /// Visitors, splits, power cuts and impostors of this seed.
    fn lay_out(&mut self, count: usize) {
        let (pool, end) = (self.rng.u64(5..60), self.end);
        let moment =
            |rng: &mut fastrand::Rng| Duration::from_micros(rng.u64(..end.as_micros() as u64));
        for _ in 0..self.rng.u64(20..120) {
            let (at, it) = (moment(&mut self.rng), ticket(self.rng.u64(..pool)));
            let door = self.rng.usize(..count);
            self.at(at, Happening::Visitor { door, ticket: it });
            // Photographed: at another door at nearly the same time.
            if self.rng.u8(..3) == 0 {
                let near = at + Duration::from_micros(self.rng.u64(..120_000));
                let door = self.rng.usize(..count);
                self.at(near, Happening::Visitor { door, ticket: it });
            }
        }
        for _ in 0..self.rng.u8(..3) {
            let at = moment(&mut self.rng);
            self.at(at, Happening::Split);
            let lasts = Duration::from_millis(self.rng.u64(50..5_000));
            self.at(at + lasts, Happening::Heal);
        }
        for _ in 0..self.rng.u8(..3) {
            let (at, door) = (moment(&mut self.rng), self.rng.usize(..count));
            self.at(at, Happening::Crash { door });
            let lasts = Duration::from_millis(self.rng.u64(100..4_000));
            self.at(at + lasts, Happening::Start { door });
        }
        for _ in 0..self.rng.u8(..4) {
            let (door, by) = (self.rng.usize(..count), self.rng.usize(..count));
            let at = moment(&mut self.rng);
            self.at(at, Happening::Impostor { door, by });
        }
        for _ in 0..self.rng.u8(..3) {
            let (at, door) = (moment(&mut self.rng), self.rng.usize(..count));
            let days = [-20_000, -3, -1, 1, 3, 3_650][self.rng.usize(..6)];
            self.at(at, Happening::ClockStep { door, days });
            // Set right again, or never.
            if self.rng.bool() {
                let again = at + Duration::from_millis(self.rng.u64(..4_000));
                self.at(again, Happening::ClockStep { door, days: -days });
            }
            self.at(at, Happening::Day { door });
        }
    }

    pub(super) fn at(&mut self, at: Duration, happening: Happening) {
        self.order += 1;
        self.queue.insert((at, self.order), happening);
    }

    /// Plays it to its end, and looks at what is there then.
    pub fn play(mut self) -> Result<SimFigures, String> {
        let mut healed = false;
        // Twice: the disturbed time, and as long as healing may take.
        let quiet = self.end + Duration::from_secs(14);
        while let Some(((at, _), happening)) = self.queue.pop_first() {
            if at > self.end && !healed {
                healed = true;
                self.network.heal();
                (0..self.doors.len()).for_each(|door| self.start(door));
            }
            if at > quiet {
                break;
            }
            self.now = at;
            self.happen(happening)?;
        }
        self.check()?;
        Ok(self.figures)
    }

    fn happen(&mut self, happening: Happening) -> Result<(), String> {
        match happening {
            Happening::Visitor { door, ticket } => self.visitor(door, ticket),
            Happening::Platform { door, id, good } => {
                if let Some(visit) = self.doors[door].visit.as_mut().filter(|it| it.id == id) {
                    visit.platform = Some(good);
                }
                self.go_on(door);
            }
            Happening::Committed { door, run, id } => return self.committed(door, run, id),
            Happening::Deliver { link, to, message } => {
                if self.network.links.contains_key(&link) {
                    self.input(to, MeshInput::Heard { link, message });
                }
            }
            Happening::Cut { link, at } => self.input(at, MeshInput::Closed { link }),
            Happening::Kept { door, run, batch, done } => self.kept(door, run, batch, done),
            Happening::Tick { door } => {
                self.doors[door].tick_at = Duration::MAX;
                self.input(door, MeshInput::Tick);
            }
            Happening::Dial { from, to } => self.dial(from, to),
            Happening::Split => self.split(),
            Happening::Heal => self.network.split.clear(),
            Happening::Crash { door } => self.crash(door),
            Happening::Start { door } => self.start(door),
            Happening::Impostor { door, by } => self.impostor(door, by),
            Happening::ClockStep { door, days } => {
                self.doors[door].skew += SignedDuration::from_hours(24 * days);
                self.figures.clock_steps += 1;
                self.input(door, MeshInput::Tick);
            }
            Happening::Day { door } => self.input(door, MeshInput::Day(DaySeen(2))),
        }
        Ok(())
    }

    pub(super) fn wall(&self, door: usize) -> Now {
        let noon = Timestamp::constant(1_785_144_000, 0);
        let wall = noon + SignedDuration::try_from(self.now).unwrap() + self.doors[door].skew;
        // Times go over the wire to the millisecond.
        let wall = Timestamp::from_millisecond(wall.as_millisecond()).unwrap();
        Now { mono: self.now, wall }
    }
}
