//! Both sides of HTTPS. The one client: TLS with pinned roots and nothing else, a limit for every phase, no
//! proxies, no redirects, one connection kept warm. For the channel alone an address may be plain HTTP. Above it a signed call, and what every upload over
//! a line that may fail needs: waits, halving, rounds.
//! [`server`] is the other side.

mod backoff;
mod call;
mod channel;
mod download;
mod fault;
mod halving;
mod introduced;
mod pinned;
mod resolver;
mod round;
pub mod server;
mod tls;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rustls::ClientConfig;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use ureq::Agent;
use ureq::http::Uri;
use ureq::unversioned::transport::{Connector, TcpConnector};

use crate::words::Message;
use crate::words::codes::{FaultCode, platform};
use crate::words::{Language, display_in_english, errors, system};

pub use backoff::{Backoff, RetryTimer};
pub use call::{Caller, Replied, Signer};
pub use channel::{Called, ChannelClient, ChannelFault, ChannelRemote};
pub use fault::Fault;
pub use halving::Halving;
use introduced::{Introduced, ShownAuthority};
use pinned::{Expiry, Pinned, all_expired};
use resolver::CachedResolver;
pub use round::Round;
use tls::TlsConnector;

/// The longest reply that is read, in bytes.
const LONGEST_REPLY: u64 = 4 << 20;

/// How long an unused connection is kept; the other end closes it sooner if it likes.
const IDLE: Duration = Duration::from_secs(600);

/// Whom to call, and how long to wait for it.
#[derive(Debug, Clone)]
pub struct Remote {
    pub uri: Uri,
    /// The roots that are believed, PEM; none: the public web's.
    pub ca: Option<PathBuf>,
    pub connect_timeout: Duration,
    pub request_timeout: Duration,
}

/// Why nobody could be believed.
#[derive(Debug, thiserror::Error)]
pub enum RootsError {
    Unreadable { path: PathBuf, cause: std::io::Error },
    NoCertificate(PathBuf),
}

display_in_english!(RootsError);

impl Message for RootsError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Unreadable { .. } => platform::ROOT_UNREADABLE,
            Self::NoCertificate(_) => platform::NO_CERTIFICATE,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Unreadable { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                errors::RootUnreadable { path, cause }.text(language)
            }
            Self::NoCertificate(path) => {
                errors::NoCertificate { path: path.display() }.text(language)
            }
        }
    }
}

/// A client of one remote.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    resolver: CachedResolver,
    expiry: Expiry,
    authority: ShownAuthority,
    uri: Uri,
    /// The last exchange left a connection that the next one uses.
    warm: bool,
}

/// An HTTP reply, whatever is in it.
#[derive(Debug)]
pub struct Exchange {
    pub status: u16,
    pub body: Vec<u8>,
    pub round_trip: Duration,
    /// After how many seconds to come again, where it says so.
    pub retry_after_s: Option<u64>,
}

impl Client {
    pub fn new(remote: &Remote) -> Result<Self, RootsError> {
        let expiry = Expiry::default();
        let tls = tls(remote.ca.as_deref(), expiry.clone())?;
        Ok(Self::over(tls, remote, expiry, ShownAuthority::default()))
    }

    /// A client that believes what one authority has signed, which it knows by the SHA-256 of its
    /// certificate (DER) and which the remote shows.
    pub fn introduced(remote: &Remote, sha256: [u8; 32]) -> Result<Self, RootsError> {
        let (provider, shown) = (provider(), ShownAuthority::default());
        let verifier = Introduced::new(sha256, shown.clone(), provider.clone());
        let tls = believing(Arc::new(verifier), provider)
            .ok_or_else(|| RootsError::NoCertificate(PathBuf::new()))?;
        Ok(Self::over(tls, remote, Expiry::default(), shown))
    }

    fn over(
        tls: Arc<ClientConfig>,
        remote: &Remote,
        expiry: Expiry,
        authority: ShownAuthority,
    ) -> Self {
        let resolver = CachedResolver::default();
        let limits = (remote.connect_timeout, remote.request_timeout);
        let agent = agent(limits, resolver.clone(), tls, Plain::Never);
        Self { agent, resolver, expiry, authority, uri: remote.uri.clone(), warm: false }
    }

    /// The certificate (DER) of the authority to which the remote was introduced, once it was shown.
    pub fn authority(&self) -> Option<&CertificateDer<'static>> {
        self.authority.get()
    }

    /// When the remote's certificates run out, once they have been seen.
    pub fn certificate_until(&self) -> Option<Timestamp> {
        self.expiry.at()
    }

    /// A handle by which requests can be cut off.
    pub fn agent(&self) -> Agent {
        self.agent.clone()
    }

    /// Sends a body of JSON; `limit` replaces the configured limit of the whole. It may arrive twice:
    /// where the remote closed the kept connection at this moment, it is sent once more.
    pub fn post(&mut self, body: &str, limit: Option<Duration>) -> Result<Exchange, Fault> {
        let began = Instant::now();
        let mut sent = self.send(body, limit);
        if matches!(sent, Err(Fault::CutOff)) && self.warm {
            let left = limit.map(|limit| limit.saturating_sub(began.elapsed()));
            sent = self.send(body, left);
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
        let wait = response.headers().get("retry-after");
        let retry_after_s = wait.and_then(|wait| wait.to_str().ok()?.trim().parse().ok());
        let status = response.status().as_u16();
        Ok(Exchange { status, body, round_trip: began.elapsed(), retry_after_s })
    }
}

/// Whether there is a root to believe at all.
pub fn check_roots(ca: Option<&Path>) -> Result<(), RootsError> {
    tls(ca, Expiry::default()).map(drop)
}

/// What no connection comes about for, where all roots of the file have run out by `now`.
pub fn expired(ca: Option<&Path>, now: Timestamp) -> Result<Option<Fault>, RootsError> {
    let pinned = ca.map_or(Ok(Vec::new()), certificates)?;
    Ok(all_expired(&pinned, now).map(|at| Fault::root_expired(at.as_second())))
}

/// Whether an address may say that a connection is not under TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plain {
    Never,
    /// For the channel alone.
    WhereAddressSaysHttp,
}

/// Builds the client, with its limits for connecting and for the whole. There is no way around TLS and its checks but
/// that of the channel's address.
fn agent(
    (connect, whole): (Duration, Duration),
    resolver: CachedResolver,
    tls: Arc<ClientConfig>,
    plain: Plain,
) -> Agent {
    let (connect, whole) = (Some(connect), Some(whole));
    // The channel is called twice an hour, and an order must not meet a connection that is just being closed.
    let kept = usize::from(plain == Plain::Never);
    let config = Agent::config_builder()
        .https_only(plain == Plain::Never)
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("hallgate/", env!("CARGO_PKG_VERSION")))
        .max_idle_connections(kept)
        .max_idle_connections_per_host(kept)
        .max_idle_age(IDLE)
        .timeout_global(whole)
        .timeout_resolve(connect)
        .timeout_connect(connect)
        .timeout_send_request(whole)
        .timeout_send_body(whole)
        .timeout_recv_response(whole)
        .timeout_recv_body(whole)
        .build();
    let connector = ().chain(TcpConnector::default()).chain(TlsConnector(tls, plain));
    Agent::with_parts(config, connector, resolver)
}

/// TLS with the certificates of the file and no others, or the public web's roots.
fn tls(ca: Option<&Path>, expiry: Expiry) -> Result<Arc<ClientConfig>, RootsError> {
    let provider = provider();
    let unusable = || RootsError::NoCertificate(ca.unwrap_or(Path::new("")).to_owned());
    let pinned = ca.map_or(Ok(Vec::new()), certificates)?;
    let verifier = Pinned::new(pinned, provider.clone(), expiry).ok_or_else(unusable)?;
    believing(Arc::new(verifier), provider).ok_or_else(unusable)
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// TLS with this judgement of certificates; none only where the provider lacks the protocol.
fn believing(
    verifier: Arc<dyn ServerCertVerifier>,
    provider: Arc<CryptoProvider>,
) -> Option<Arc<ClientConfig>> {
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .ok()?
        .dangerous() // the name of the door to a verifier of one's own; these let nobody by
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    Some(Arc::new(config))
}

/// The certificates of a PEM file.
fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, RootsError> {
    let pem = std::fs::read(path)
        .map_err(|cause| RootsError::Unreadable { path: path.to_owned(), cause })?;
    let certificates: Vec<_> =
        CertificateDer::pem_slice_iter(&pem).filter_map(Result::ok).collect();
    if certificates.is_empty() {
        return Err(RootsError::NoCertificate(path.to_owned()));
    }
    Ok(certificates)
}
