//! The thread: sockets and commands in, the protocol's outcome out. One event loop of its own; nothing in
//! it waits for a single neighbour.

mod calls;
mod ends;
mod troubles;

use std::any::Any;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Duration;

use calloop::channel::{Channel, Event, Sender};
use calloop::{EventLoop, LoopHandle, RegistrationToken};

use super::dialler::Dialler;
use super::disk::AdmissionsOnDisk;
use super::door_key::DoorKey;
use super::finder::DoorFinder;
use super::health::{DoorHealth, NeighboursHealth};
use super::key::NeighbourKey;
use super::protocol::{DoorMesh, LinkId, MeshInput, MeshOutput, MeshSettings};
use super::streams::{LinkStream, StreamEnd};
use super::{NeighbourCommand, NeighbourEvent};
use crate::clock::Clock;
use crate::terminal::config::NeighboursConfig;
use crate::terminal::store::{NeighbourMark, PerWay, Seq, StoreReader};
use troubles::Troubles;

/// How often it looks how the neighbours stand, and whether it can listen.
const LOOK: Duration = Duration::from_secs(1);

/// What the thread has to know.
#[derive(Debug)]
pub struct MeshSetup {
    pub mesh: MeshSettings,
    pub marks: Vec<NeighbourMark>,
    /// The numbers of this door's newest admissions.
    pub newest: PerWay<Seq>,
    pub key: NeighbourKey,
    /// What this door proves itself with.
    pub own: DoorKey,
    pub config: NeighboursConfig,
    pub clock: Clock,
}

/// All that the thread owns.
struct MeshService {
    mesh: DoorMesh,
    run: u64,
    key: NeighbourKey,
    own: DoorKey,
    config: NeighboursConfig,
    disk: AdmissionsOnDisk,
    clock: Clock,
    links: HashMap<LinkId, (LinkStream, RegistrationToken)>,
    /// Links that had more than was read in one turn.
    unread: BTreeSet<LinkId>,
    /// Of links that are no more: what was seen of their sockets may still be under way.
    retired: Vec<RegistrationToken>,
    next_link: u64,
    dialler: Dialler,
    troubles: Troubles,
    finder: Option<DoorFinder>,
    /// For the finder, which commands as the loop does.
    commands: Sender<NeighbourCommand>,
    listener: Option<RegistrationToken>,
    /// The system had no room for another call: calls wait until the next look.
    deaf: bool,
    /// When listening, or looking by mDNS, is tried again.
    retry_at: Duration,
    look_at: Duration,
    reported: Option<NeighboursHealth>,
    rng: fastrand::Rng,
    handle: LoopHandle<'static, Self>,
    event: EventSink,
    stopped: bool,
}

/// Who hears what the thread tells.
type EventSink = Rc<dyn Fn(NeighbourEvent) + Send>;

/// Runs until it is stopped, and tells so; a panic is caught and named.
pub(super) fn run_to_end(
    setup: MeshSetup,
    reader: StoreReader,
    inbox: Channel<NeighbourCommand>,
    commands: Sender<NeighbourCommand>,
    event: Box<dyn Fn(NeighbourEvent) + Send>,
) {
    let event: EventSink = Rc::from(event);
    let sink = Rc::clone(&event);
    let run = AssertUnwindSafe(|| run(setup, reader, inbox, commands, sink));
    let panic = match catch_unwind(run) {
        Ok(Ok(())) => None,
        Ok(Err(fault)) => Some(fault.to_string()),
        Err(panic) => Some(sentence(&*panic).to_owned()),
    };
    event(NeighbourEvent::Ended { panic });
}

fn run(
    setup: MeshSetup,
    reader: StoreReader,
    inbox: Channel<NeighbourCommand>,
    commands: Sender<NeighbourCommand>,
    event: EventSink,
) -> calloop::Result<()> {
    let mut events: EventLoop<'static, MeshService> = EventLoop::try_new()?;
    let handle = events.handle();
    handle.insert_source(inbox, |event, (), service: &mut MeshService| match event {
        Event::Msg(command) => service.command(command),
        Event::Closed => service.stopped = true,
    })?;
    let mut service = MeshService::new(setup, reader, commands, event, handle);
    while !service.stopped {
        service.turn();
        let now = service.clock.mono();
        let due = service.next_due().saturating_sub(now);
        events.dispatch(due, &mut service)?;
    }
    Ok(())
}

impl MeshService {
    fn new(
        setup: MeshSetup,
        reader: StoreReader,
        commands: Sender<NeighbourCommand>,
        event: EventSink,
        handle: LoopHandle<'static, Self>,
    ) -> Self {
        let MeshSetup { mesh, mut marks, newest, key, own, config, clock } = setup;
        let disk = AdmissionsOnDisk::new(reader);
        let (heard, whole) = disk.heard();
        if !whole {
            log::warn!("what other doors told does not read in whole: they tell all of it again");
            marks.iter_mut().for_each(NeighbourMark::ask_again);
        }
        Self {
            run: mesh.run,
            mesh: DoorMesh::new(mesh, marks, newest, heard),
            key,
            own,
            dialler: Dialler::new(&config.doors),
            config,
            disk,
            clock,
            links: HashMap::new(),
            unread: BTreeSet::new(),
            retired: Vec::new(),
            next_link: 0,
            troubles: Troubles::default(),
            finder: None,
            commands,
            listener: None,
            deaf: false,
            retry_at: Duration::ZERO,
            look_at: Duration::ZERO,
            reported: None,
            rng: fastrand::Rng::new(),
            handle,
            event,
            stopped: false,
        }
    }

    fn command(&mut self, command: NeighbourCommand) {
        match command {
            NeighbourCommand::Claim(request) => self.drive(MeshInput::Claim(request)),
            NeighbourCommand::Release => self.drive(MeshInput::Release),
            NeighbourCommand::Recorded(way, record) => self.drive(MeshInput::Recorded(way, record)),
            NeighbourCommand::Kept { done } => self.drive(MeshInput::Kept { done }),
            NeighbourCommand::LetGo => self.disk.let_go(),
            NeighbourCommand::ReadAnew(reader) => {
                self.disk.connected(*reader);
                let (marks, (heard, _)) = (self.disk.marks(), self.disk.heard());
                self.drive(MeshInput::ReadAnew { marks, heard });
            }
            NeighbourCommand::Day(day) => self.drive(MeshInput::Day(day)),
            NeighbourCommand::Found(address) => self.dialler.found(address, self.clock.mono()),
            NeighbourCommand::Stop => self.stopped = true,
        }
    }

    /// Something happens to the protocol, and what it wants is done; a link that fails meanwhile happens
    /// to it too.
    fn drive(&mut self, input: MeshInput) {
        let mut inputs = VecDeque::from([input]);
        while let Some(input) = inputs.pop_front() {
            let outputs = self.mesh.handle(self.clock.now(), input, &self.disk);
            for output in outputs {
                inputs.extend(self.carry_out(output));
            }
        }
    }

    fn carry_out(&mut self, output: MeshOutput) -> Option<MeshInput> {
        match output {
            MeshOutput::Send { link, message } => {
                let (stream, _) = self.links.get_mut(&link)?;
                return match stream.send(&message.encode()).err()? {
                    // Reading tells it too, behind what was said before.
                    StreamEnd::Gone => None,
                    end @ StreamEnd::Sealed(_) => self.end(link, &end),
                };
            }
            MeshOutput::Close { link, fault } => self.close(link, fault),
            MeshOutput::Greeted { link, door } => {
                if let Some((stream, _)) = self.links.get_mut(&link) {
                    stream.greeted = true;
                }
                self.dialler.greeted(link, door);
            }
            MeshOutput::Event(event) => self.emit(NeighbourEvent::Mesh(event)),
        }
        None
    }

    /// What falls due by the time alone.
    fn turn(&mut self) {
        let now = self.clock.mono();
        self.listen_and_look_around(now);
        self.call_due(now);
        self.drop_overdue(now);
        for link in std::mem::take(&mut self.unread) {
            self.ready(link);
        }
        if self.mesh.next_due().is_some_and(|due| due <= now) {
            self.drive(MeshInput::Tick);
        }
        if let Some(fault) = self.disk.fault.take() {
            self.emit(NeighbourEvent::Unread(fault));
        }
        if now >= self.look_at {
            self.look_at = now + LOOK;
            self.listen_again();
            self.tell_health();
        }
        for token in std::mem::take(&mut self.retired) {
            self.handle.remove(token);
        }
    }

    fn next_due(&self) -> Duration {
        if !self.unread.is_empty() {
            return Duration::ZERO;
        }
        let streams = self.links.values().filter_map(|(stream, _)| stream.due());
        let dues = [self.mesh.next_due(), self.dialler.next_due()].into_iter().flatten();
        // Whoever is called too soon is looked at again at the next look.
        let soonest = self.clock.mono() + Duration::from_millis(1);
        dues.chain(streams)
            .map(|due| due.max(soonest))
            .min()
            .map_or(self.look_at, |due| due.min(self.look_at))
    }

    /// How the neighbours stand, where that has changed.
    fn tell_health(&mut self) {
        let now = self.clock.now();
        let doors: Vec<DoorHealth> = self.mesh.health(now).into_iter().map(Into::into).collect();
        let mut unreachable = self.dialler.unreachable(|door| self.mesh.is_linked(door));
        // A door that is away is told by its name, and not once more by where it listens.
        unreachable.retain(|(address, door)| !doors.iter().any(|it| it.is_away_at(address, *door)));
        let unreachable: Vec<SocketAddr> = unreachable.into_iter().map(|(it, _)| it).collect();
        let health =
            NeighboursHealth { doors, troubles: self.troubles.standing(now.mono, &unreachable) };
        if self.reported.as_ref().is_none_or(|before| !before.tells_the_same(&health)) {
            self.reported = Some(health.clone());
            self.emit(NeighbourEvent::Health(health));
        }
    }

    fn emit(&self, event: NeighbourEvent) {
        (self.event)(event);
    }
}

/// What a panic says.
fn sentence(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without words")
}

#[cfg(test)]
mod tests;
