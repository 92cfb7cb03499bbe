//! The platform as the terminal's configuration has it.

use std::time::Duration;

use jiff::Timestamp;

use super::SyncError;
use crate::terminal::config::PlatformConfig;
use crate::terminal::store::open_secret;
use crate::transport::{self, Caller, Fault, Remote, Signer};
use crate::wire::TerminalKey;

/// Reads key and certificates; connects with the first call.
pub(super) fn platform(platform: &PlatformConfig) -> Result<Caller, SyncError> {
    let signer = Signer {
        username: platform.username.clone(),
        key: key(platform)?,
        form: platform.signature,
    };
    Ok(Caller::new(&remote(platform), signer)?)
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
    let pem = open_secret::<SyncError>(&platform.private_key)?;
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
