//! The one HTTP client: TLS with pinned roots and nothing else, a limit for every phase, no
//! proxies, no redirects, one connection kept warm.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use serde::Serialize;
use ureq::Agent;
use ureq::http::Uri;
use ureq::unversioned::transport::{Connector, TcpConnector};

use super::pinned::{Expiry, Pinned, all_expired};
use super::resolver::Remembering;
use super::tls::Tls;
use super::{Fault, SyncError};
use crate::clock::china_civil;
use crate::config::PlatformConfig;
use crate::ticket::FilmTicketCode;
use crate::wire::calls::{Api, TicketInfo};
use crate::wire::{Reply, SignatureForm, SignedRequest, TerminalKey, Told};

/// The longest reply that is read, in bytes.
const LONGEST_REPLY: u64 = 4 << 20;

/// How long an unused connection is kept; the platform closes it sooner if it likes.
const IDLE: Duration = Duration::from_secs(600);

/// The platform as it is called.
#[derive(Debug)]
pub(super) struct Transport {
    agent: Agent,
    resolver: Remembering,
    expiry: Expiry,
    uri: Uri,
    username: String,
    key: TerminalKey,
    form: SignatureForm,
    /// The last exchange left a connection that the next one uses.
    warm: bool,
}

/// An HTTP reply, whatever is in it.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
    pub(super) round_trip: Duration,
}

impl Exchange {
    /// The platform's reply, if this is one.
    pub(super) fn reply(&self) -> Result<Reply, Fault> {
        if self.status == 200 {
            Ok(Reply::parse(&self.body)?)
        } else {
            Err(Fault::of_status(self.status))
        }
    }

    /// The platform's reply behind a status that says that the request was at fault.
    pub(super) fn complaint(&self, statuses: &[u16]) -> Option<Reply> {
        let meant = statuses.contains(&self.status);
        meant.then(|| Reply::parse(&self.body).ok()).flatten()
    }

    /// The reply to GetTicketInfo, and what the platform knows of the ticket; none: nothing.
    pub(super) fn ticket_info(
        &self,
        asked: FilmTicketCode,
    ) -> Result<(Reply, Told<Option<TicketInfo>>), Fault> {
        if let Some(reply) = self.complaint(&NOT_KNOWN) {
            return Ok((reply, Told { data: None, flaws: Vec::new() }));
        }
        let reply = self.reply()?;
        let info = reply.ticket_info(asked)?;
        Ok((reply, info))
    }
}

/// Statuses with which a platform may say that it does not know a ticket.
const NOT_KNOWN: [u16; 3] = [400, 404, 422];

impl Transport {
    pub(super) fn new(platform: &PlatformConfig) -> Result<Self, SyncError> {
        let key = key(platform)?;
        let (resolver, expiry) = (Remembering::default(), Expiry::default());
        Ok(Self {
            agent: agent(platform, resolver.clone(), expiry.clone())?,
            resolver,
            expiry,
            uri: platform.url.uri().clone(),
            username: platform.username.clone(),
            key,
            form: platform.signature,
            warm: false,
        })
    }

    /// When the platform's certificates run out, once they have been seen.
    pub(super) fn certificate_until(&self) -> Option<Timestamp> {
        self.expiry.at()
    }

    /// A handle by which requests can be cut off.
    pub(super) fn agent(&self) -> Agent {
        self.agent.clone()
    }

    /// Signs and sends a request; `limit` replaces the configured limit of the whole.
    pub(super) fn call(
        &mut self,
        api: Api,
        query: &impl Serialize,
        now: Timestamp,
        limit: Option<Duration>,
    ) -> Result<Exchange, Fault> {
        let datetime = china_civil(now);
        let request =
            SignedRequest::new(&self.key, self.form, &self.username, api, datetime, query)
                .map_err(|fault| Fault::Request(fault.to_string()))?;
        let began = Instant::now();
        let mut sent = self.send(&request.body, limit);
        if matches!(sent, Err(Fault::CutOff)) && self.warm {
            // The platform closed the kept connection at this moment; every call may be repeated.
            let left = limit.map(|limit| limit.saturating_sub(began.elapsed()));
            sent = self.send(&request.body, left);
        }
        self.warm = sent.is_ok();
        if sent.is_err() {
            self.resolver.forget();
        }
        sent
    }

    fn send(&self, body: &str, limit: Option<Duration>) -> Result<Exchange, Fault> {
        let mut request =
            self.agent.post(&self.uri).content_type("application/json; charset=utf-8");
        if limit.is_some() {
            request = request.config().timeout_global(limit).build();
        }
        let began = Instant::now();
        let mut response = request.send(body)?;
        let body = response.body_mut().with_config().limit(LONGEST_REPLY).read_to_vec()?;
        Ok(Exchange { status: response.status().as_u16(), body, round_trip: began.elapsed() })
    }
}

/// The terminal's private key.
pub(super) fn key(platform: &PlatformConfig) -> Result<TerminalKey, SyncError> {
    let pem = platform.private_key.read_private()?;
    Ok(TerminalKey::from_pem(&String::from_utf8_lossy(&pem))?)
}

/// Whether there is somebody to believe by `now`.
pub(super) fn roots(platform: &PlatformConfig, now: Timestamp) -> Result<(), SyncError> {
    tls(platform.ca.as_deref(), Expiry::default())?;
    match expired(platform, now)? {
        Some(fault) => Err(SyncError::Expired(fault)),
        None => Ok(()),
    }
}

/// What no connection comes about for, where all roots of `platform.ca` have run out by `now`.
pub(super) fn expired(
    platform: &PlatformConfig,
    now: Timestamp,
) -> Result<Option<Fault>, SyncError> {
    let pinned = platform.ca.as_deref().map_or(Ok(Vec::new()), certificates)?;
    Ok(all_expired(&pinned, now).map(|at| Fault::root_expired(at.as_second())))
}

/// Builds the client. There is no way around TLS and its checks.
fn agent(
    platform: &PlatformConfig,
    resolver: Remembering,
    expiry: Expiry,
) -> Result<Agent, SyncError> {
    let connect = Some(Duration::from_millis(platform.connect_timeout_ms));
    let whole = Some(Duration::from_millis(platform.request_timeout_ms));
    let config = Agent::config_builder()
        .https_only(true)
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("hallgate/", env!("CARGO_PKG_VERSION")))
        .max_idle_connections(1)
        .max_idle_connections_per_host(1)
        .max_idle_age(IDLE)
        .timeout_global(whole)
        .timeout_resolve(connect)
        .timeout_connect(connect)
        .timeout_send_request(whole)
        .timeout_send_body(whole)
        .timeout_recv_response(whole)
        .timeout_recv_body(whole)
        .build();
    let connector =
        ().chain(TcpConnector::default()).chain(Tls(tls(platform.ca.as_deref(), expiry)?));
    Ok(Agent::with_parts(config, connector, resolver))
}

/// TLS with the certificates of the file and no others, or the public web's roots.
fn tls(ca: Option<&Path>, expiry: Expiry) -> Result<Arc<ClientConfig>, SyncError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let unusable = || SyncError::NoCertificate(ca.unwrap_or(Path::new("")).to_owned());
    let pinned = ca.map_or(Ok(Vec::new()), certificates)?;
    let verifier = Pinned::new(pinned, provider.clone(), expiry).ok_or_else(unusable)?;
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| unusable())?
        .dangerous() // the name of the door to a verifier of one's own; this one lets nobody by
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// The certificates of a PEM file.
fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, SyncError> {
    let pem =
        std::fs::read(path).map_err(|cause| SyncError::Ca { path: path.to_owned(), cause })?;
    let certificates: Vec<_> =
        CertificateDer::pem_slice_iter(&pem).filter_map(Result::ok).collect();
    if certificates.is_empty() {
        return Err(SyncError::NoCertificate(path.to_owned()));
    }
    Ok(certificates)
}
