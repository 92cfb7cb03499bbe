//! The cinema's other door: a store of its own and the real links between doors, without camera and gate. A
//! ticket was admitted there.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Result;
use hallgate::clock::{Clock, business_day, china_civil};
use hallgate::terminal::config::{NeighboursConfig, Secret, WordTrust};
use hallgate::terminal::neighbours::protocol::MeshSettings;
use hallgate::terminal::neighbours::{
    DoorKey, MeshEvent, MeshSetup, NeighbourCommand, NeighbourEvent, NeighbourKey, Neighbours,
};
use hallgate::terminal::store::{
    Admission, Basis, DatabaseKey, DaySeen, DoorId, DoorName, Store, ToldRecord, WayIn,
};
use hallgate::ticket::{Ticket, TicketText};
use hallgate::transport::server::write_secret;
use jiff::Timestamp;

use super::cast::CINEMA;

/// Where the two doors listen for each other, and their key's file.
pub(super) struct DoorLink {
    pub here: SocketAddr,
    pub there: SocketAddr,
    key: Secret,
    bits: [u8; 32],
}

impl DoorLink {
    /// Two ports that are free, and a key.
    pub fn lay(folder: &Path) -> Result<Self> {
        let ports = [TcpListener::bind("127.0.0.1:0")?, TcpListener::bind("127.0.0.1:0")?];
        let [here, there] = &ports;
        let path = folder.join("neighbours.key");
        let bits: [u8; 32] = rand::random();
        write_secret(&path, &hex::encode(bits))?;
        let (here, there) = (here.local_addr()?, there.local_addr()?);
        Ok(Self { here, there, key: Secret::File(path), bits })
    }

    /// The section of the demo's terminal.
    pub fn section(&self) -> String {
        let Secret::File(path) = &self.key else { return String::new() };
        format!(
            "[neighbours]\nkey = \"file:{}\"\nlisten = \"{}\"\ndoors = [\"{}\"]\ndiscover = false\n",
            path.display(),
            self.here,
            self.there
        )
    }
}

/// The door, for as long as it lives.
pub(super) struct OtherDoor {
    end: Sender<NeighbourEvent>,
    thread: Option<JoinHandle<()>>,
}

impl OtherDoor {
    /// Opens it with one visitor, whose ticket it has admitted.
    pub fn open(
        folder: &Path,
        link: &DoorLink,
        ticket: &Ticket,
        text: &TicketText,
    ) -> Result<Self> {
        let key = DatabaseKey::from_bytes(&rand::random::<[u8; 32]>());
        let Some(key) = key else { anyhow::bail!("no key for the other door") };
        let mut store = Store::open(&folder.join("other-door.db"), &key)?;
        let now = Timestamp::now();
        let admission = Admission {
            cinema_code: CINEMA.parse()?,
            ticket: ticket.clone(),
            ticket_info_code: text.canonical(),
            electronic: false,
            at: now,
            business_day: business_day(china_civil(now)),
            basis: Basis::Offline,
        };
        let seq = store.admit(&admission)?;
        let (sender, events) = channel();
        let end = sender.clone();
        let event = move |event: NeighbourEvent| drop(sender.send(event));
        let neighbours = Neighbours::start(setup(link, &store)?, store.reader()?, event)?;
        let record = ToldRecord::of(seq, ticket.film_ticket_code, ticket.session_code, now);
        neighbours.send(NeighbourCommand::Recorded(WayIn::Scanned, record));
        // What it is told it writes down, as a terminal's loop does.
        let work = move || {
            for event in events {
                match event {
                    NeighbourEvent::Mesh(MeshEvent::Keep(batch)) => {
                        let now = Timestamp::now();
                        let kept = store.keep_told(&batch, business_day(china_civil(now)), now);
                        neighbours.send(NeighbourCommand::Kept { done: kept.is_ok() });
                    }
                    NeighbourEvent::Ended { .. } => break,
                    _ => {}
                }
            }
            neighbours.stop(Duration::from_millis(500));
        };
        Ok(Self { end, thread: Some(std::thread::spawn(work)) })
    }
}

impl Drop for OtherDoor {
    fn drop(&mut self) {
        // Where it has ended by itself, nobody hears this.
        let _ = self.end.send(NeighbourEvent::Ended { panic: None });
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn setup(link: &DoorLink, store: &Store) -> Result<MeshSetup> {
    let door = DoorId::of("terminal-other");
    let Some(key) = NeighbourKey::from_bytes(&link.bits) else {
        anyhow::bail!("no key for the doors")
    };
    Ok(MeshSetup {
        mesh: MeshSettings {
            cinema: CINEMA.parse()?,
            door,
            name: DoorName::of("3号厅北门"),
            run: rand::random(),
            series: store.series()?,
            day: DaySeen::default(),
            timeout: Duration::from_millis(60),
            trust: WordTrust::Refuse,
            most_refusals: 20,
            most_per_day: 100,
            zone: hallgate::clock::CHINA,
        },
        marks: Vec::new(),
        newest: store.newest_numbers()?,
        key,
        own: DoorKey::make()?,
        config: NeighboursConfig {
            key: link.key.clone(),
            listen: link.there,
            doors: vec![link.here],
            discover: false,
            timeout_ms: 60,
            trust: WordTrust::Refuse,
            refusals_per_min: 20,
            admissions_per_day: 100,
        },
        clock: Clock::start(),
    })
}
