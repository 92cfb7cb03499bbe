//! One request for the keys, for whoever asks whether the platform is there.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::{SyncError, call, keys};
use crate::clock::china_civil;
use crate::terminal::config::PlatformConfig;
use crate::ticket::CinemaCode;
use crate::transport::Fault;
use crate::wire::calls::PublicKeysQuery;

/// What the platform answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Echo {
    /// From the request to the whole answer, making the connection included.
    pub round_trip: Duration,
    /// Its clock in China Standard Time, where it tells one.
    pub platform_time: Option<DateTime>,
    /// When the first of the certificates that it showed runs out.
    pub certificate_until: Option<Timestamp>,
    /// Keys of the cinema that read.
    pub keys: usize,
    /// Keys that do not read.
    pub unreadable: usize,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ProbeError {
    #[error(transparent)]
    Settings(#[from] SyncError),
    #[error(transparent)]
    Exchange(#[from] Fault),
}

/// Whether what the configuration points at is there and reads, each by itself.
#[derive(Debug)]
pub struct Readiness {
    pub key: Result<(), SyncError>,
    pub ca: Result<(), SyncError>,
}

/// Looks at the terminal's private key and the platform's root, and whether that has run out by
/// `now`; asks nobody.
pub fn readiness(platform: &PlatformConfig, now: Timestamp) -> Readiness {
    Readiness { key: call::key(platform).map(drop), ca: call::roots(platform, now) }
}

/// Asks the platform for the cinema's keys (§7.6.1) over a connection of its own and keeps
/// nothing; `now` is signed into the request. Waits as long as the configuration allows.
pub fn probe(
    platform: &PlatformConfig,
    cinema: CinemaCode,
    now: Timestamp,
) -> Result<Echo, ProbeError> {
    let query = PublicKeysQuery { cinema_code: cinema };
    let mut transport = call::platform(platform)?;
    if let Some(fault) = call::expired(platform, now)? {
        return Err(fault.into());
    }
    let reply = transport.call(&query, now, None)?;
    let read = keys::readable(&reply.data, china_civil(now));
    Ok(Echo {
        round_trip: reply.round_trip,
        platform_time: reply.platform_time,
        certificate_until: transport.certificate_until(),
        keys: read.keys.len(),
        unreadable: read.unreadable,
    })
}
