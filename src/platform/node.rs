//! A platform that runs: the ledger, the way up and the address where terminals call.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use super::config::{Limits, National};
use super::events::Events;
use super::health::{self, Watched};
use super::intake::Intake;
use super::ledger::{Ledger, LedgerError, Place};
use super::upstream::{Upstream, UpstreamError, UpstreamEvent};
use super::web::{self, WebSettings};
use crate::transport::server::{HttpServer, ServerError, ServerIdentity, ServerTls};
use crate::wire::TerminalKey;
use crate::words::codes::FaultCode;
use crate::words::{Language, Message, display_in_english};

/// How a platform is to run.
pub struct NodeSettings {
    pub listen: SocketAddr,
    pub tls: ServerTls,
    /// Names and addresses in a certificate of its own, beside those of the loopback.
    pub hosts: Vec<String>,
    pub place: Place,
    /// None: nothing goes up.
    pub national: Option<(National, TerminalKey)>,
    pub limits: Limits,
    /// None: no pages.
    pub web: Option<WebSettings>,
    pub events: Arc<Events>,
}

/// Why a platform does not run.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    Server(#[from] ServerError),
    Ledger(#[from] LedgerError),
    Upstream(#[from] UpstreamError),
}

display_in_english!(NodeError);

impl NodeError {
    fn cause(&self) -> &dyn Message {
        match self {
            Self::Server(cause) => cause,
            Self::Ledger(cause) => cause,
            Self::Upstream(cause) => cause,
        }
    }
}

impl Message for NodeError {
    fn code(&self) -> FaultCode {
        self.cause().code()
    }

    fn message(&self, language: Language) -> String {
        self.cause().message(language)
    }
}

/// A platform that runs. Dropping it stops it, within two seconds.
pub struct PlatformNode {
    server: Option<HttpServer>,
    web: Option<HttpServer>,
    upstream: Option<Arc<Upstream>>,
    identity: ServerIdentity,
    events: Arc<Events>,
    pub address: SocketAddr,
}

/// How often it is written down who was heard.
const FLUSH: Duration = Duration::from_secs(2);

/// How long the way up may take to end.
const STOP_TIME: Duration = Duration::from_secs(1);

impl PlatformNode {
    /// Starts, and answers calls when this returns.
    pub fn start(settings: NodeSettings) -> Result<Self, NodeError> {
        let identity = ServerIdentity::new(&settings.tls, &settings.hosts)?;
        let ledger = Ledger::open(&settings.place)?;
        let events = settings.events;
        let upstream = match settings.national {
            Some((national, key)) => {
                let (place, ledger) = (&settings.place, ledger.clone());
                let log = events.clone();
                let on_event = move |event: UpstreamEvent| log.upstream(&event);
                Some(Upstream::start(&national, key, place, ledger, on_event)?)
            }
            None => None,
        };
        let upstream = upstream.map(Arc::new);
        let watched = |data| Watched {
            ledger: ledger.clone(),
            upstream: upstream.clone(),
            events: events.clone(),
            data,
        };
        let web = settings.web.and_then(|web| {
            let watched = health::routes(Arc::new(watched(web.config.store.data.clone())));
            // Whoever takes records goes on without pages.
            web::start(&web, &settings.place, identity.config.clone(), watched)
                .inspect_err(|fault| log::error!("no pages: {fault}"))
                .ok()
        });
        let intake = Intake::new(&settings.limits, ledger, upstream.clone(), events.clone());
        let tls = identity.config.clone();
        let server = HttpServer::start(settings.listen, tls, "platform", intake.routes())?;
        server.spawn(async move {
            loop {
                tokio::time::sleep(FLUSH).await;
                intake.flush().await;
            }
        });
        let address = server.address;
        let node = Self { server: Some(server), web, upstream, identity, events, address };
        node.events.ready(&node.url(), node.web_url().as_deref());
        Ok(node)
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

    /// Where people find the pages; none: there are none.
    pub fn web_url(&self) -> Option<String> {
        self.web.as_ref().map(|web| format!("https://{}/", web.address))
    }

    /// The certificate that a terminal's `platform.ca` is to hold.
    pub fn ca_pem(&self) -> &str {
        &self.identity.ca_pem
    }
}

impl Drop for PlatformNode {
    fn drop(&mut self) {
        drop(self.server.take());
        drop(self.web.take());
        if let Some(upstream) = &self.upstream {
            upstream.stop(STOP_TIME);
        }
        self.events.stopped();
    }
}
