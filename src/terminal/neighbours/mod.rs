//! Doors that know of each other: the terminals of one cinema tell each other of each admission, without
//! the platform and without a master, so that a ticket that is shown at two doors opens one.
//!
//! `protocol` says what doors tell each other and decides; `sealed` keeps strangers out; the thread of
//! `service` has the sockets. The loop and it exchange messages, never locks; it reads the database and
//! never writes to it.

mod dialler;
mod disk;
mod door_key;
mod fault;
mod finder;
mod health;
mod key;
pub mod protocol;
mod sealed;
mod service;
mod streams;
mod trouble;

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use calloop::channel::{self as loop_channel, Sender};

pub use door_key::DoorKey;
pub use fault::NeighboursFault;
pub use health::{DoorHealth, NeighboursHealth};
pub use key::NeighbourKey;
pub use protocol::MeshEvent;
pub use sealed::{SealFault, SealedLink};
pub use service::MeshSetup;
pub use trouble::LinkTrouble;

use crate::clock::Clock;
use crate::terminal::config::{Config, NeighboursConfig};
use crate::terminal::door::ClaimRequest;
use crate::terminal::store::{
    DaySeen, DoorId, DoorName, Series, Store, StoreError, StoreReader, ToldRecord, WayIn,
};
use crate::threads;

/// What the loop wants.
#[derive(Debug)]
pub enum NeighbourCommand {
    /// Ask the other doors about a ticket; answered once by [`MeshEvent::Answer`], at its deadline at the
    /// latest.
    Claim(ClaimRequest),
    /// What was claimed last is not admitted.
    Release,
    /// An admission is on the disk.
    Recorded(WayIn, ToldRecord),
    /// What [`MeshEvent::Keep`] told is on the disk, or not.
    Kept {
        done: bool,
    },
    /// Close the database, which is about to be connected to anew.
    LetGo,
    /// The database was connected to anew: from now on this is read.
    ReadAnew(Box<StoreReader>),
    /// The newest business day on which the platform confirmed the clock.
    Day(DaySeen),
    /// Another door listens here, by mDNS.
    Found(std::net::SocketAddr),
    Stop,
}

/// What the thread has to tell.
#[derive(Debug)]
pub enum NeighbourEvent {
    /// Of the protocol.
    Mesh(MeshEvent),
    /// How the neighbours stand now: told when it changes.
    Health(NeighboursHealth),
    /// What is on the disk of what others told does not read.
    Unread(StoreError),
    /// The last event: the thread is over; by a fault of its own where it had words for it.
    Ended { panic: Option<String> },
}

/// The loop's end of the thread.
#[derive(Debug)]
pub struct Neighbours {
    commands: Sender<NeighbourCommand>,
    /// Nothing ever comes; it closes when the thread is over.
    over: Receiver<()>,
}

impl Neighbours {
    /// Starts the thread. `event` is called on it and must not block.
    pub fn start(
        setup: MeshSetup,
        reader: StoreReader,
        event: impl Fn(NeighbourEvent) + Send + 'static,
    ) -> Result<Self, NeighboursFault> {
        let (commands, inbox) = loop_channel::channel();
        let (alive, over) = channel::<()>();
        let finder = commands.clone();
        let work = move || {
            service::run_to_end(setup, reader, inbox, finder, Box::new(event));
            drop(alive);
        };
        threads::begin("neighbours", work).map_err(NeighboursFault::Thread)?;
        Ok(Self { commands, over })
    }

    /// Gives a command. After [`NeighbourEvent::Ended`] it is without effect.
    pub fn send(&self, command: NeighbourCommand) {
        // A thread that is over has said so itself.
        let _ = self.commands.send(command);
    }

    /// Stops the thread, and waits for it no longer than `within`.
    pub fn stop(&self, within: Duration) {
        self.send(NeighbourCommand::Stop);
        let _ = self.over.recv_timeout(within);
    }
}

impl Drop for Neighbours {
    fn drop(&mut self) {
        self.send(NeighbourCommand::Stop);
    }
}

/// What the thread has to know, of the configuration and the store.
pub fn setup(
    config: &Config,
    neighbours: &NeighboursConfig,
    store: &mut Store,
    clock: Clock,
) -> Result<MeshSetup, SetupFault> {
    let key = NeighbourKey::load(&neighbours.key)?;
    if !store.neighbours_by_key(key.fingerprint())? {
        log::info!("the doors' key is another one: what others told before is forgotten");
    }
    let own = DoorKey::of(store)?;
    let door = DoorId::of(&config.platform.username);
    let named = DoorName::of(&config.terminal.name);
    let name = if named.is_empty() { DoorName::of(door.as_str()) } else { named };
    let series: Series = store.series()?;
    Ok(MeshSetup {
        mesh: protocol::MeshSettings {
            cinema: config.terminal.cinema_code,
            door,
            name,
            run: rand::random(),
            series,
            day: store.day_seen()?,
            timeout: Duration::from_millis(neighbours.timeout_ms),
            trust: neighbours.trust,
            most_refusals: neighbours.refusals_per_min,
            most_per_day: neighbours.admissions_per_day,
            zone: config.terminal.timezone.0.clone(),
        },
        marks: store.neighbour_marks()?,
        newest: store.newest_numbers()?,
        key,
        own,
        config: neighbours.clone(),
        clock,
    })
}

/// Why there is nothing to start with.
#[derive(Debug, thiserror::Error)]
pub enum SetupFault {
    #[error(transparent)]
    Neighbours(#[from] NeighboursFault),
    #[error(transparent)]
    Store(#[from] StoreError),
}
