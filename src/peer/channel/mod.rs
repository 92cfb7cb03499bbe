//! A distributor's channel, for trials (CHANNEL §6): the other side of the twelve calls, over a house with halls, seats,
//! films, shows and orders. Strict with what is sent; its replies are tidy or as loose as the document's own examples,
//! and there are faults on command. An order that is issued has its tickets made by the ticketing system
//! beside it.
//!
//! ```text
//! http ─ parameters ─▶ answer ─ who, what ─▶ catalogue, orders ─▶ ledger
//!   ▲                                              │
//!   └── written ◀── tidy or loose ── a reply ◀─────┘
//! ```

mod answer;
mod catalogue;
mod fault;
mod form;
mod house;
mod http;
mod issue;
mod orders;
mod sloppy;
mod ways;
mod written;

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex};

use tokio::sync::Semaphore;

pub use fault::{ChannelFaultOrder, ChannelMishap, UnknownMishap};
pub use house::{CHANNEL_CODE, CINEMA_ID, HALLS, prepare, screens_line};
pub use sloppy::{Looseness, Sloppiness, UnknownLooseness};
pub use ways::{Course, Issuing, Locking, UnknownWay};

use super::{IN_HAND, PeerError, PeerLedger, PeerPlatform, REMEMBERED, lock};
use crate::channel::CallName;
use crate::transport::server::{Bodies, HttpServer, ServerIdentity, ServerTls};

/// How a channel is to run.
#[derive(Debug, Clone)]
pub struct PeerChannelSettings {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The database, which the national platform may have open too; none: a temporary one.
    pub database: Option<PathBuf>,
    /// None: plain HTTP.
    pub tls: Option<ServerTls>,
}

impl Default for PeerChannelSettings {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 0)), database: None, tls: None }
    }
}

/// A call that was answered, for tests of what is asked. Without parameters, as a mobile number may be among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServedCall {
    pub call: CallName,
    pub is_post: bool,
    /// The reply's `code`; none where a fault stood in its place.
    pub code: Option<i64>,
}

/// Of the threads that serve.
const NAME: &str = "channel";

#[derive(Debug)]
struct ServedHouse {
    ledger: Arc<Mutex<PeerLedger>>,
    served: Mutex<VecDeque<ServedCall>>,
    /// Replies so far.
    turn: AtomicUsize,
    intake: Bodies,
    room: Semaphore,
}

impl ServedHouse {
    fn note_served(&self, served: ServedCall) {
        let mut all = lock(&self.served);
        if all.len() == REMEMBERED {
            all.pop_front();
        }
        all.push_back(served);
    }
}

/// A channel that runs. Dropping it stops it.
#[derive(Debug)]
pub struct PeerChannel {
    inner: Arc<ServedHouse>,
    tls: Option<ServerIdentity>,
    address: SocketAddr,
    server: Mutex<Option<HttpServer>>,
}

impl PeerChannel {
    /// Starts a channel on threads of its own. Its house has to be [prepared](prepare).
    pub fn start(settings: PeerChannelSettings) -> Result<Self, PeerError> {
        let ledger = Arc::new(Mutex::new(PeerLedger::open(settings.database.as_deref())?));
        Self::over(ledger, settings.listen, settings.tls.as_ref())
    }

    /// Starts one over the ticketing system of a national platform that runs, over plain HTTP.
    pub fn beside(platform: &PeerPlatform, listen: SocketAddr) -> Result<Self, PeerError> {
        Self::over(platform.inner.ledger.clone(), listen, None)
    }

    fn over(
        ledger: Arc<Mutex<PeerLedger>>,
        listen: SocketAddr,
        tls: Option<&ServerTls>,
    ) -> Result<Self, PeerError> {
        let tls = tls.map(|tls| ServerIdentity::new(tls, &[])).transpose()?;
        let inner = Arc::new(ServedHouse {
            ledger,
            served: Mutex::default(),
            turn: AtomicUsize::new(0),
            intake: Bodies::default(),
            room: Semaphore::new(IN_HAND),
        });
        let mut channel = Self { inner, tls, address: listen, server: Mutex::default() };
        let server = channel.listen()?;
        channel.address = server.address;
        channel.server = Mutex::new(Some(server));
        Ok(channel)
    }

    fn listen(&self) -> Result<HttpServer, PeerError> {
        let routes = http::routes(self.inner.clone());
        Ok(match &self.tls {
            Some(tls) => HttpServer::start(self.address, tls.config.clone(), NAME, routes)?,
            None => HttpServer::start_plain(self.address, NAME, routes)?,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What `catalogue.url` and `channel.url` are to be.
    pub fn url(&self) -> String {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            address.set_ip(Ipv4Addr::LOCALHOST.into());
        }
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        format!("{scheme}://{address}/api/")
    }

    /// What it keeps, for whoever plays the cinema: shows put on and taken off, orders looked at and refunded, how it
    /// answers.
    pub fn with_ledger<T>(&self, work: impl FnOnce(&mut PeerLedger) -> T) -> T {
        work(&mut lock(&self.inner.ledger))
    }

    /// The last calls, at most a thousand, oldest first.
    pub fn served(&self) -> Vec<ServedCall> {
        lock(&self.inner.served).iter().copied().collect()
    }

    /// Stops within two seconds; connections are cut.
    pub fn stop(self) {
        self.pause();
    }

    /// Cuts all connections and refuses further ones, until [`Self::resume`].
    pub fn pause(&self) {
        drop(lock(&self.server).take());
    }

    /// Listens again, on the same port.
    pub fn resume(&self) -> Result<(), PeerError> {
        let mut server = lock(&self.server);
        if server.is_none() {
            *server = Some(self.listen()?);
        }
        Ok(())
    }
}
