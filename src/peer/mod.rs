//! What is not ours, for trials, the demo and tests: the national platform (§6), which a terminal can
//! speak to in a platform's place, as the calls are the same (§7), and a cinema's ticketing system,
//! which makes keys and tickets; a distributor's [`channel`] beside them. Strict with what is sent, so that
//! a fault is found here first; with faults of its own on command.
//!
//! ```text
//! server ─ intake ─▶ answer ─ who, what ─▶ shape ─▶ proof ─▶ ledger
//! (TLS,    (whole     (signature, the       (types,   (each     (SQLite: users, keys,
//!  faults)  bodies)    three calls)          widths)   ticket)   tickets, records)
//! ```

mod answer;
pub mod channel;
mod cut;
mod error;
mod eticket;
mod fault;
mod http;
mod ledger;
mod proof;
mod trials;

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::civil::DateTime;
use tokio::sync::Semaphore;

pub use error::PeerError;
pub use fault::{PeerFault, UnknownFault};
pub use ledger::{
    ChannelAccess, ChannelManner, ChannelOrder, Counts, HouseCinema, HouseFilm, HouseHall,
    HouseSeat, HouseShow, IssuedKey, KeyId, KnownUser, OrderedSeat, PeerLedger, PlannedShow,
    ReceivedRecord, Sale, Taken, TerminalContact,
};
pub use trials::{KeyPair, Mint};

use crate::ticket::CinemaCode;
use crate::transport::server::{Bodies, HttpServer, ServerIdentity, ServerTls};
use crate::wire::SignatureForm;
use crate::wire::calls::Api;

/// How a platform is to run.
#[derive(Debug, Clone)]
pub struct PeerSettings {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The database; none: a temporary one.
    pub database: Option<PathBuf>,
    /// By how many seconds its clock is off.
    pub clock_offset_s: i64,
    pub tls: ServerTls,
    /// Names and addresses in its certificate, beside those of the loopback.
    pub hosts: Vec<String>,
}

impl Default for PeerSettings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            database: None,
            clock_offset_s: 0,
            tls: ServerTls::Fresh,
            hosts: Vec::new(),
        }
    }
}

/// A request that was heard, for tests of what a terminal asks.
#[derive(Debug, Clone)]
pub struct ServedRequest {
    /// Who asked for what; none where the request was refused before that was known.
    pub asked: Option<(String, Api)>,
    /// The HTTP status of the answer.
    pub status: u16,
    pub took: Duration,
}

/// Of the threads that serve.
const NAME: &str = "national";

/// The most requests that are remembered.
const REMEMBERED: usize = 1000;

/// The most requests whose bodies are whole in hand at a time; further ones wait.
const IN_HAND: usize = 64;

/// What the server and the library's face share.
#[derive(Debug)]
struct Inner {
    /// Shared with a channel beside it.
    ledger: Arc<Mutex<PeerLedger>>,
    served: Mutex<VecDeque<ServedRequest>>,
    clock_offset_s: i64,
    busy_ns: AtomicU64,
    requests: AtomicU64,
    /// Bodies on their way.
    intake: Bodies,
    /// Room for requests in hand: each may hold a body of some megabytes.
    room: Semaphore,
}

/// Takes a lock; what a thread that panicked left behind is whole, as every change is one
/// transaction or one assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Inner {
    fn ledger(&self) -> MutexGuard<'_, PeerLedger> {
        lock(&self.ledger)
    }

    /// The fault that is set, here or by a command beside.
    fn fault(&self) -> PeerFault {
        self.ledger().fault().unwrap_or_else(|fault| {
            log::error!("no fault is shown: {fault}");
            PeerFault::None
        })
    }

    fn note_served(&self, answer: &answer::PeerAnswer, took: Duration) {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let mut served = lock(&self.served);
        if served.len() == REMEMBERED {
            served.pop_front();
        }
        served.push_back(ServedRequest {
            asked: answer.asked.clone(),
            status: answer.status,
            took,
        });
    }
}

/// A national platform that runs. Dropping it stops it.
#[derive(Debug)]
pub struct PeerPlatform {
    inner: Arc<Inner>,
    identity: ServerIdentity,
    address: SocketAddr,
    server: Mutex<Option<HttpServer>>,
}

impl PeerPlatform {
    /// Starts a platform on threads of its own.
    pub fn start(settings: PeerSettings) -> Result<Self, PeerError> {
        let identity = ServerIdentity::new(&settings.tls, &settings.hosts)?;
        let inner = Arc::new(Inner {
            ledger: Arc::new(Mutex::new(PeerLedger::open(settings.database.as_deref())?)),
            served: Mutex::default(),
            clock_offset_s: settings.clock_offset_s,
            busy_ns: AtomicU64::new(0),
            requests: AtomicU64::new(0),
            intake: Bodies::default(),
            room: Semaphore::new(IN_HAND),
        });
        let server = HttpServer::start(
            settings.listen,
            identity.config.clone(),
            NAME,
            http::routes(inner.clone()),
        )?;
        let address = server.address;
        Ok(Self { inner, identity, address, server: Mutex::new(Some(server)) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What a terminal's `platform.url` is to be.
    pub fn url(&self) -> String {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            // It listens everywhere; a terminal on this machine reaches it on the loopback.
            address.set_ip(Ipv4Addr::LOCALHOST.into());
        }
        format!("https://{address}/")
    }

    /// The certificate that a terminal's `platform.ca` is to hold.
    pub fn ca_pem(&self) -> &str {
        &self.identity.ca_pem
    }

    /// Stops within two seconds; connections are cut.
    pub fn stop(self) {
        self.pause();
    }

    /// Cuts all connections and refuses further ones, until [`Self::resume`].
    pub fn pause(&self) {
        drop(lock(&self.server).take());
    }

    /// Listens again, on the same port with the same certificate.
    pub fn resume(&self) -> Result<(), PeerError> {
        let mut server = lock(&self.server);
        if server.is_none() {
            let tls = self.identity.config.clone();
            *server =
                Some(HttpServer::start(self.address, tls, NAME, http::routes(self.inner.clone()))?);
        }
        Ok(())
    }

    /// Shows a fault from now on, over restarts; [`PeerFault::None`] ends it.
    pub fn set_fault(&self, fault: PeerFault) -> Result<(), PeerError> {
        self.inner.ledger().set_fault(fault)
    }

    /// Makes a terminal known. `public_key` is PEM; it signs as `md5-hex`.
    pub fn add_terminal(
        &self,
        username: &str,
        public_key: &str,
        cinema: CinemaCode,
    ) -> Result<(), PeerError> {
        self.add_terminal_signing(username, public_key, cinema, SignatureForm::default())
    }

    /// The same for a terminal that signs in another form.
    pub fn add_terminal_signing(
        &self,
        username: &str,
        public_key: &str,
        cinema: CinemaCode,
        form: SignatureForm,
    ) -> Result<(), PeerError> {
        self.inner.ledger().add_user(username, public_key, Some(cinema), form)
    }

    /// Makes a terminal known, with a key made for it: its private half, PKCS#8 PEM.
    pub fn add_terminal_with_new_key(
        &self,
        username: &str,
        cinema: CinemaCode,
    ) -> Result<String, PeerError> {
        let pair = KeyPair::generate(2048)?;
        self.add_terminal(username, &pair.public_pem, cinema)?;
        Ok(pair.private_pem)
    }

    /// Every record that arrived, in the order of arrival.
    pub fn received(&self) -> Result<Vec<ReceivedRecord>, PeerError> {
        self.received_after(0, u32::MAX)
    }

    /// At most `most` records that arrived after number `after`.
    pub fn received_after(&self, after: i64, most: u32) -> Result<Vec<ReceivedRecord>, PeerError> {
        self.inner.ledger().received(after, most)
    }

    /// All terminals, when each was heard last, and how its clock stood.
    pub fn contacts(&self) -> Result<Vec<TerminalContact>, PeerError> {
        self.inner.ledger().contacts()
    }

    /// How much arrived so far.
    pub fn counts(&self) -> Result<Counts, PeerError> {
        self.inner.ledger().counts()
    }

    /// The last requests, at most a thousand, oldest first.
    pub fn served(&self) -> Vec<ServedRequest> {
        lock(&self.inner.served).iter().cloned().collect()
    }

    /// How many requests were answered.
    pub fn requests(&self) -> u64 {
        self.inner.requests.load(Ordering::Relaxed)
    }

    /// The time spent in answering, all requests together.
    pub fn busy(&self) -> Duration {
        Duration::from_nanos(self.inner.busy_ns.load(Ordering::Relaxed))
    }

    /// The moment by the platform's own clock.
    pub fn now(&self) -> DateTime {
        self.inner.civil_now(0)
    }
}
