//! A signed call of the platform.

use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use super::SyncError;
use crate::clock::china_civil;
use crate::terminal::config::PlatformConfig;
use crate::ticket::FilmTicketCode;
use crate::transport::{self, Client, Exchange, Fault, Remote};
use crate::wire::calls::{Api, TicketInfo};
use crate::wire::{Reply, SignatureForm, SignedRequest, TerminalKey, WithFlaws};

/// The platform as it is called.
#[derive(Debug)]
pub(super) struct Platform {
    client: Client,
    username: String,
    key: TerminalKey,
    form: SignatureForm,
}

impl Platform {
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
        self.client.post(&request.body, limit)
    }
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
    ) -> Result<(Reply, WithFlaws<Option<TicketInfo>>), Fault> {
        if let Some(reply) = self.complaint(&NOT_KNOWN) {
            return Ok((reply, WithFlaws { data: None, flaws: Vec::new() }));
        }
        let reply = self.reply()?;
        let info = reply.ticket_info(asked)?;
        Ok((reply, info))
    }
}

/// Statuses with which a platform may say that it does not know a ticket.
const NOT_KNOWN: [u16; 3] = [400, 404, 422];

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
