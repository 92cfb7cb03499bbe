//! A signed call of the platform, and the reply to it.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::SyncError;
use crate::clock::china_civil;
use crate::terminal::config::PlatformConfig;
use crate::transport::{self, Client, Exchange, Fault, Remote};
use crate::wire::calls::Call;
use crate::wire::{Flaw, Reply, SignatureForm, SignedRequest, TerminalKey, WithFlaws};

/// The status of a request that was carried out.
const OK: u16 = 200;

/// The platform as it is called.
#[derive(Debug)]
pub(super) struct PlatformClient {
    client: Client,
    username: String,
    key: TerminalKey,
    form: SignatureForm,
}

impl PlatformClient {
    pub(super) fn new(platform: &PlatformConfig) -> Result<Self, SyncError> {
        let key = key(platform)?;
        let client = Client::new(&remote(platform))?;
        Ok(Self { client, username: platform.username.clone(), key, form: platform.signature })
    }

    /// When the platform's certificates run out, once they have been seen.
    pub(super) fn certificate_until(&self) -> Option<Timestamp> {
        self.client.certificate_until()
    }

    /// A handle by which requests can be cut off.
    pub(super) fn agent(&self) -> ureq::Agent {
        self.client.agent()
    }

    /// Signs and sends a call, and reads the reply to it; `limit` replaces the configured limit of
    /// the whole.
    pub(super) fn call<C: Call>(
        &mut self,
        query: &C,
        now: Timestamp,
        limit: Option<Duration>,
    ) -> Result<Replied<C::Reply>, Fault> {
        let datetime = china_civil(now);
        let request = SignedRequest::new(&self.key, self.form, &self.username, datetime, query)
            .map_err(|fault| Fault::Request(fault.to_string()))?;
        Replied::read(query, &self.client.post(&request.body, limit)?)
    }
}

/// The platform's reply to a call.
#[derive(Debug)]
pub(super) struct Replied<R> {
    pub data: R,
    /// What in it is not right.
    pub flaws: Vec<Flaw>,
    /// False: it came with a status that says that the request was at fault.
    pub carried_out: bool,
    /// The platform's clock, China Standard Time, where it tells one that reads.
    pub platform_time: Option<DateTime>,
    pub round_trip: Duration,
}

impl<R> Replied<R> {
    fn read<C: Call<Reply = R>>(query: &C, exchange: &Exchange) -> Result<Self, Fault> {
        let carried_out = exchange.status == OK;
        let refused = C::refused(exchange.status).filter(|_| !carried_out);
        if !carried_out && refused.is_none() {
            return Err(Fault::of_status(exchange.status));
        }
        let (reply, data) = match (Reply::parse(&exchange.body), refused) {
            (Ok(reply), Some(data)) => (reply, WithFlaws { data, flaws: Vec::new() }),
            (Err(_), Some(_)) => return Err(Fault::of_status(exchange.status)),
            (reply, None) => {
                let reply = reply?;
                let data = query.read(&reply)?;
                (reply, data)
            }
        };
        let (platform_time, round_trip) = (reply.datetime, exchange.round_trip);
        let WithFlaws { data, flaws } = data;
        Ok(Self { data, flaws, carried_out, platform_time, round_trip })
    }
}

fn remote(platform: &PlatformConfig) -> Remote {
    Remote {
        uri: platform.url.uri().clone(),
        ca: platform.ca.clone(),
        connect_timeout: Duration::from_millis(platform.connect_timeout_ms),
        request_timeout: Duration::from_millis(platform.request_timeout_ms),
    }
}

/// The terminal's private key.
pub(super) fn key(platform: &PlatformConfig) -> Result<TerminalKey, SyncError> {
    let pem = platform.private_key.read_private()?;
    Ok(TerminalKey::from_pem(&String::from_utf8_lossy(&pem))?)
}

/// Whether there is somebody to believe by `now`.
pub(super) fn roots(platform: &PlatformConfig, now: Timestamp) -> Result<(), SyncError> {
    transport::check_roots(platform.ca.as_deref())?;
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
    Ok(transport::expired(platform.ca.as_deref(), now)?)
}
