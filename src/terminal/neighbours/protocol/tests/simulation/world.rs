//! Doors, their disks, and what happens to them in the order of time.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::super::super::{
    Admissions, DoorMesh, LinkId, MeshInput, MeshMessage, MeshOutput, MeshSettings,
};
use super::network::{SimNetwork, pair};
use super::visits::{Visit, VisitStep};
use crate::clock::Now;
use crate::terminal::config::WordTrust;
use crate::terminal::door::{ClaimId, ClaimRequest, NeighbourAnswer};
use crate::terminal::store::{
    DoorId, DoorName, KeepBatch, NeighbourMark, Seq, Series, ToldAdmission, ToldRecord,
};
use crate::ticket::FilmTicketCode;

/// What a door waits for a neighbour.
const TIMEOUT: Duration = Duration::from_millis(60);

/// What happens in the world.
#[derive(Debug)]
enum Happening {
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
}

/// What outlives a power cut.
#[derive(Debug, Default)]
pub struct Disk {
    series: u64,
    own: Vec<ToldRecord>,
    heard: BTreeMap<(DoorId, Series, Seq), ToldAdmission>,
    marks: BTreeMap<DoorId, NeighbourMark>,
    doubled: BTreeSet<FilmTicketCode>,
}

impl Disk {
    /// As the store does at a start: the power may have gone between a commit and its news.
    fn pair_at_start(&mut self) {
        let heard: BTreeSet<FilmTicketCode> = self.heard.values().map(|it| it.ticket).collect();
        self.doubled.extend(self.own.iter().map(|it| it.ticket).filter(|it| heard.contains(it)));
    }
}

impl Admissions for RefCell<Disk> {
    fn own(&self, ticket: FilmTicketCode) -> Option<Timestamp> {
        self.borrow().own.iter().find(|it| it.ticket == ticket).map(|it| it.at)
    }

    fn elsewhere(&self, ticket: FilmTicketCode) -> Option<ToldAdmission> {
        let disk = self.borrow();
        let of = disk.heard.values().filter(|it| it.ticket == ticket);
        of.min_by_key(|it| (it.at, it.door)).copied()
    }

    fn after(&self, seq: Seq, most: usize) -> Vec<ToldRecord> {
        // A page is a few records here, so that there are pages.
        let disk = self.borrow();
        let most = most.min(1000);
        disk.own.iter().filter(|it| it.seq > seq).take(most).copied().collect()
    }
}

/// A door.
#[derive(Debug)]
struct SimDoor {
    /// None while it has no power.
    mesh: Option<DoorMesh>,
    disk: RefCell<Disk>,
    run: u64,
    skew: SignedDuration,
    visit: Option<Visit>,
    tick_at: Duration,
}

/// What happened in a seed.
#[derive(Debug, Default)]
pub struct SimFigures {
    pub admitted: u64,
    pub refused_by_neighbours: u64,
    pub doubled: u64,
    pub crossed: u64,
    pub crashes: u64,
    pub splits: u64,
}

impl SimFigures {
    pub fn add(&mut self, other: &Self) {
        self.admitted += other.admitted;
        self.refused_by_neighbours += other.refused_by_neighbours;
        self.doubled += other.doubled;
        self.crossed += other.crossed;
        self.crashes += other.crashes;
        self.splits += other.splits;
    }
}

/// All of it.
pub struct World {
    now: Duration,
    queue: BTreeMap<(Duration, u64), Happening>,
    order: u64,
    network: SimNetwork,
    rng: fastrand::Rng,
    doors: Vec<SimDoor>,
    claims: u64,
    runs: u64,
    asks: bool,
    asks_missing: bool,
    end: Duration,
    figures: SimFigures,
}

fn door_id(door: usize) -> DoorId {
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

    /// Visitors, splits and power cuts of this seed.
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
    }

    fn at(&mut self, at: Duration, happening: Happening) {
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
        }
        Ok(())
    }

    fn wall(&self, door: usize) -> Now {
        let noon = Timestamp::constant(1_785_144_000, 0);
        let wall = noon + SignedDuration::try_from(self.now).unwrap() + self.doors[door].skew;
        // Times go over the wire to the millisecond.
        let wall = Timestamp::from_millisecond(wall.as_millisecond()).unwrap();
        Now { mono: self.now, wall }
    }

    /// Something happens to a door's machine, and what it wants is done.
    fn input(&mut self, door: usize, input: MeshInput) {
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

    fn output(&mut self, door: usize, output: MeshOutput) {
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
            MeshOutput::Answer { id, answer } => {
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
            MeshOutput::Keep(batch) => {
                let at = self.now + Duration::from_micros(self.rng.u64(500..30_000));
                // A disk may take nothing for a while.
                let done = self.now > self.end || self.rng.u8(..20) > 0;
                let run = self.doors[door].run;
                self.at(at, Happening::Kept { door, run, batch, done });
            }
            MeshOutput::Greeted { .. } | MeshOutput::Warned { .. } => {}
        }
    }

    fn kept(&mut self, door: usize, run: u64, batch: KeepBatch, done: bool) {
        if self.doors[door].run != run {
            return;
        }
        if done {
            let mut disk = self.doors[door].disk.borrow_mut();
            for heard in batch.admissions {
                if disk.own.iter().any(|it| it.ticket == heard.ticket) {
                    disk.doubled.insert(heard.ticket);
                }
                disk.heard.insert((heard.door, heard.series, heard.seq), heard);
            }
            for mark in batch.marks {
                let before = disk.marks.get(&mark.door).filter(|it| it.series == mark.series);
                let through = before.map_or(mark.through, |it| it.through.max(mark.through));
                disk.marks.insert(mark.door, NeighbourMark { through, ..mark });
            }
        }
        self.input(door, MeshInput::Kept { done });
    }

    fn cut(&mut self, link: LinkId, by: Option<usize>) {
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

    fn dial(&mut self, from: usize, to: usize) {
        let reachable = !self.network.is_split(from, to);
        let (one, other) = (&self.doors[from].mesh, &self.doors[to].mesh);
        let wait = Duration::from_millis(self.rng.u64(200..1_200));
        match (one, other) {
            (Some(mesh), Some(_)) if reachable => {
                if mesh.is_linked(door_id(to)) {
                    return self.at(self.now + wait, Happening::Dial { from, to });
                }
                let link = self.network.dial(from, to, self.now);
                self.input(from, MeshInput::Opened { link, dialled: true });
                self.input(to, MeshInput::Opened { link, dialled: false });
            }
            (None, _) => {} // it dials once it has power
            _ => self.at(self.now + wait, Happening::Dial { from, to }),
        }
    }

    fn split(&mut self) {
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

    fn crash(&mut self, door: usize) {
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

    fn start(&mut self, door: usize) {
        if self.doors[door].mesh.is_some() {
            return;
        }
        self.runs += 1;
        self.doors[door].disk.borrow_mut().pair_at_start();
        let disk = self.doors[door].disk.borrow();
        let settings = MeshSettings {
            cinema: "12345678".parse().unwrap(),
            door: door_id(door),
            name: DoorName::of(&format!("gate {door}")),
            run: self.runs,
            series: Series(disk.series),
            timeout: TIMEOUT,
            trust: WordTrust::Refuse,
            most_refusals: u32::MAX,
        };
        let newest = disk.own.last().map_or(Seq(0), |it| it.seq);
        let mesh = DoorMesh::new(settings, disk.marks.values().copied().collect(), newest);
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

    fn visitor(&mut self, door: usize, ticket: FilmTicketCode) {
        let at = self.wall(door).wall;
        let SimDoor { mesh: Some(_), visit: None, disk, .. } = &self.doors[door] else { return };
        if disk.own(ticket).is_some() {
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
    fn go_on(&mut self, door: usize) {
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

    fn put_record(&mut self, door: usize, visit: &Visit) -> ToldRecord {
        let mut disk = self.doors[door].disk.borrow_mut();
        let seq = Seq(disk.own.last().map_or(1, |it| it.seq.0 + self.rng.i64(1..3)));
        let session = "0000000000000001".parse().unwrap();
        let record = ToldRecord { seq, ticket: visit.ticket, session, at: visit.at };
        disk.own.push(record);
        record
    }

    /// The record is on the disk: whether another door has let somebody in by the same ticket, though
    /// they have heard each other all the time.
    fn committed(&mut self, door: usize, run: u64, id: ClaimId) -> Result<(), String> {
        let here = &mut self.doors[door];
        if here.run != run || here.visit.as_ref().is_none_or(|it| it.id != id) {
            return Ok(());
        }
        let Some(visit) = here.visit.take() else { return Ok(()) };
        self.figures.admitted += 1;
        for other in &visit.calm {
            let calm = !self.network.is_disturbed_since(door, *other, visit.since);
            if calm && self.doors[*other].disk.own(visit.ticket).is_some() {
                return Err(format!(
                    "{} admitted at door {door} and at door {other}, which hear each other, at {:?}",
                    visit.ticket, self.now
                ));
            }
        }
        let record = self.put_record(door, &visit);
        self.input(door, MeshInput::Recorded(record));
        Ok(())
    }

    /// Everybody has heard everybody by now.
    fn check(&mut self) -> Result<(), String> {
        let mut admitted: BTreeMap<FilmTicketCode, BTreeSet<usize>> = BTreeMap::new();
        for (door, it) in self.doors.iter().enumerate() {
            for record in &it.disk.borrow().own {
                admitted.entry(record.ticket).or_default().insert(door);
            }
        }
        self.figures.doubled += admitted.values().filter(|doors| doors.len() > 1).count() as u64;
        for (door, it) in self.doors.iter().enumerate() {
            let disk = it.disk.borrow();
            for (other, there) in self.doors.iter().enumerate().filter(|(other, _)| *other != door)
            {
                let there = there.disk.borrow();
                let series = Series(there.series);
                let lacks = |it: &&ToldRecord| {
                    let heard = disk.heard.get(&(door_id(other), series, it.seq));
                    heard.is_none_or(|heard| heard.ticket != it.ticket || heard.at != it.at)
                };
                if let Some(record) = there.own.iter().find(lacks) {
                    return Err(format!("door {door} lacks {record:?} of door {other}"));
                }
            }
            let doubled = admitted.iter().filter(|(_, at)| at.len() > 1 && at.contains(&door));
            let doubled: BTreeSet<FilmTicketCode> = doubled.map(|(ticket, _)| *ticket).collect();
            if doubled != disk.doubled {
                return Err(format!(
                    "door {door} knows {:?} as doubled, and {doubled:?} are",
                    disk.doubled
                ));
            }
        }
        Ok(())
    }
}
