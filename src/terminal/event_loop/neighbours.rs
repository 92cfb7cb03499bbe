//! The other doors of the cinema: what they answer goes to the core at once, what they tell is kept when
//! nobody is at the door.

use std::time::Duration;

use calloop::{LoopHandle, channel};

use super::ending::Stop;
use super::events::Event;
use super::{LoopTerminal, TerminalError, insert};
use crate::clock::Clock;
use crate::terminal::config::{Config, NeighboursConfig};
use crate::terminal::door::NeighbourAnswer;
use crate::terminal::neighbours::{
    self, LinkTrouble, MeshEvent, NeighbourCommand, NeighbourEvent, Neighbours, NeighboursFault,
    NeighboursHealth, SetupFault,
};
use crate::terminal::presentation::NeighbourCount;
use crate::terminal::store::{KeepBatch, Setting, Store, TaskFault};
use crate::words::Message;

/// What is known of them between two turns.
#[derive(Debug, Default)]
pub(super) struct NeighbourFeed {
    /// To be kept once nobody waits for a verdict.
    batch: Option<KeepBatch>,
    /// None where none are configured.
    health: Option<NeighboursHealth>,
    /// It is to be written down.
    unsaved: bool,
    /// The database did not read when the thread was to begin: tried again.
    again: Option<Retry>,
}

/// A thread that is still to begin.
#[derive(Debug)]
struct Retry {
    events: channel::Sender<NeighbourEvent>,
    at: Duration,
}

/// From one try to the next.
const AGAIN: Duration = Duration::from_secs(5);

impl NeighbourFeed {
    /// Starts the thread, where neighbours are configured. The door goes on without them: that there is no
    /// key is told, and costs nobody a verdict.
    pub fn start(
        config: &Config,
        store: &mut Store,
        clock: Clock,
        events: &LoopHandle<'static, LoopTerminal>,
    ) -> Result<(Self, Option<Neighbours>), TerminalError> {
        let Some(section) = &config.neighbours else {
            // What an earlier configuration had is no matter any longer.
            forget(store);
            return Ok((Self::default(), None));
        };
        let (sender, receiver) = channel::channel();
        insert(events.insert_source(receiver, |event, _, terminal: &mut LoopTerminal| {
            if let channel::Event::Msg(event) = event {
                terminal.on_neighbour_event(event);
            }
        }))?;
        let mut feed = Self::default();
        let neighbours = feed.begin(config, section, store, clock, sender);
        Ok((feed, neighbours))
    }

    /// Begins the thread, or notes why there is none.
    fn begin(
        &mut self,
        config: &Config,
        section: &NeighboursConfig,
        store: &mut Store,
        clock: Clock,
        events: channel::Sender<NeighbourEvent>,
    ) -> Option<Neighbours> {
        let sender = events.clone();
        let event = move |event: NeighbourEvent| drop(sender.send(event)); // gone with the loop: nobody listens
        let begun = neighbours::setup(config, section, store, clock)
            .and_then(|setup| Ok((setup, store.reader()?)))
            .and_then(|(setup, reader)| Ok(Neighbours::start(setup, reader, event)?));
        let troubles = match &begun {
            Ok(_) => Vec::new(),
            Err(fault) => {
                log::error!("this door does not hear of the others: {fault}");
                let code = match fault {
                    SetupFault::Neighbours(fault) => fault.code(),
                    SetupFault::Store(fault) => {
                        store.note_fault(fault);
                        self.again = Some(Retry { events, at: clock.mono() + AGAIN });
                        fault.code()
                    }
                };
                vec![LinkTrouble::NoKey { code: code.to_string() }]
            }
        };
        self.health = Some(NeighboursHealth { doors: Vec::new(), troubles });
        self.unsaved = true;
        begun.ok()
    }

    /// What the screens tell.
    pub fn count(&self) -> Option<NeighbourCount> {
        let health = self.health.as_ref()?;
        Some(NeighbourCount {
            here: health.here(),
            missing: health.missing(),
            attention: health.needs_attention(),
        })
    }
}

fn forget(store: &Store) {
    let kept = store.get(Setting::Neighbours).ok().flatten();
    if kept.is_some_and(|kept| !kept.is_empty())
        && let Err(fault) = store.set(Setting::Neighbours, "")
    {
        log::warn!("how the other doors stood is not forgotten: {fault}");
    }
}

impl LoopTerminal {
    /// Takes one message of the thread.
    fn on_neighbour_event(&mut self, event: NeighbourEvent) {
        if self.is_over() {
            return;
        }
        match event {
            NeighbourEvent::Mesh(event) => self.on_mesh_event(event),
            NeighbourEvent::Health(health) => self.note_health(health),
            NeighbourEvent::Unread(fault) => self.core.store.note_fault(&fault),
            NeighbourEvent::Ended { panic } => {
                let fault = panic.map_or(TaskFault::SeeBefore, TaskFault::Panicked);
                self.stopping = Some(Stop::Fault { task: "neighbours", fault });
            }
        }
    }

    fn on_mesh_event(&mut self, event: MeshEvent) {
        match event {
            MeshEvent::Answer { id, answer } => {
                if let NeighbourAnswer::Taken(it) = answer {
                    log::info!("by the word of {}: admitted there at {}", it.name, it.at);
                }
                self.core.on_neighbours_answer(id, answer, &mut self.periphery);
            }
            MeshEvent::Keep(batch) => {
                self.neighbours.batch = Some(batch);
                self.keep_told();
            }
            MeshEvent::Warned { ticket, by } => log::warn!(
                "ticket …{} is admitted though {} says that it admitted it at {}: its word only warns",
                &ticket.as_str()[12..],
                by.name,
                by.at
            ),
            MeshEvent::TellsTooMuch { door, most } => {
                let fault = NeighboursFault::TellsTooMuch { door, most };
                log::error!("{}: {fault}", fault.code());
            }
        }
    }

    /// Writes down what was told, while nobody waits for a verdict.
    pub(super) fn keep_told(&mut self) {
        if !self.core.door().is_judging()
            && let Some(batch) = self.neighbours.batch.take()
        {
            self.core.keep_told(&batch, &mut self.periphery);
        }
    }

    fn note_health(&mut self, health: NeighboursHealth) {
        let before = self.neighbours.count();
        self.neighbours.health = Some(health);
        self.neighbours.unsaved = true;
        let count = self.neighbours.count();
        self.periphery.status.neighbours = count;
        if let Some(count) = count.filter(|_| count != before) {
            self.report(Event::Neighbours { here: count.here, missing: count.missing });
        }
    }

    /// Once a second: what `hallgate status` tells of them, never on the way of a verdict.
    pub(super) fn keep_health(&mut self) {
        let Some(health) = &self.neighbours.health else { return };
        if self.core.door().is_judging() || !std::mem::take(&mut self.neighbours.unsaved) {
            return;
        }
        if let Err(fault) = self.core.store.set(Setting::Neighbours, &health.to_json()) {
            super::status_model::not_taken(&self.core.store, "how the other doors stand", &fault);
        }
    }

    /// Once a second: the thread that did not begin, as the database did not read, is tried again.
    pub(super) fn begin_neighbours(&mut self) {
        let ready = self.core.store.works() && !self.core.door().is_judging();
        let due = self.neighbours.again.take_if(|it| ready && it.at <= self.clock.mono());
        let Some(Retry { events, .. }) = due else { return };
        let config = self.core.config().clone();
        let Some(section) = &config.neighbours else { return };
        let (store, clock) = (&mut self.core.store, self.clock);
        self.periphery.neighbours = self.neighbours.begin(&config, section, store, clock, events);
        self.periphery.status.neighbours = self.neighbours.count();
    }

    /// The platform has confirmed the clock on another business day: what is old by that the thread forgets.
    pub(super) fn tell_day_seen(&self) {
        match self.core.store.day_seen() {
            Ok(day) => self.neighbours_read(NeighbourCommand::Day(day)),
            Err(fault) => self.core.store.note_fault(&fault),
        }
    }

    /// The store has another connection, or is to be closed by all.
    pub(super) fn neighbours_read(&self, command: NeighbourCommand) {
        if let Some(neighbours) = &self.periphery.neighbours {
            neighbours.send(command);
        }
    }
}
