//! `[channel]`: the channel API, over which a distributor's shows are looked up and seats are bought (CHANNEL §5, §7).

use std::time::Duration;

use serde::Deserialize;
use zeroize::Zeroizing;

use super::values::{filled, needed_secret, secret};
use super::{ConfigFault, NodeConfig};
use crate::channel::Credentials;
use crate::config::{ChannelUrl, within};
use crate::transport::ChannelRemote;

/// The longest time that connecting may take.
const CONNECT: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelSection {
    pub url: ChannelUrl,
    #[serde(deserialize_with = "filled")]
    pub channel_code: String,
    /// `file:…` or `credential:…`.
    #[serde(deserialize_with = "needed_secret")]
    pub secret: String,
    /// Whether calls about seats and orders may go over plain HTTP.
    #[serde(default)]
    pub allow_http_orders: bool,
    /// Between two questions about an order, from 1 up.
    #[serde(default = "poll_s", deserialize_with = "within::<1, 3600, _, _>")]
    pub poll_s: u64,
    /// How long an order's outcome is waited for, from 1 up.
    #[serde(default = "buy_s", deserialize_with = "within::<1, 86_400, _, _>")]
    pub buy_s: u64,
    /// For one call.
    #[serde(default = "request_timeout_ms", deserialize_with = "within::<100, 120_000, _, _>")]
    pub request_timeout_ms: u64,
}

fn poll_s() -> u64 {
    60
}

fn buy_s() -> u64 {
    900
}

fn request_timeout_ms() -> u64 {
    15_000
}

impl NodeConfig {
    /// The section, where there is one.
    pub fn channel(&self) -> Result<&ChannelSection, ConfigFault> {
        self.channel.as_ref().ok_or(ConfigFault::NoChannel)
    }
}

impl ChannelSection {
    /// Where it is, and how long to wait for it.
    pub fn remote(&self) -> ChannelRemote {
        let request_timeout = Duration::from_millis(self.request_timeout_ms);
        let connect_timeout = request_timeout.min(CONNECT);
        ChannelRemote { uri: self.url.uri().clone(), connect_timeout, request_timeout }
    }

    /// Who calls, with the secret from a file that nobody else may read.
    pub fn credentials(&self) -> Result<Credentials, ConfigFault> {
        const KEY: &str = "channel.secret";
        let secret = secret(&self.secret).ok_or(ConfigFault::NoSecret(KEY))?;
        let bytes =
            secret.read_private().map_err(|cause| ConfigFault::Secret { key: KEY, cause })?;
        let text = std::str::from_utf8(bytes.trim_ascii()).unwrap_or_default();
        if text.is_empty() {
            return Err(ConfigFault::NoText(KEY));
        }
        let secret = Zeroizing::new(text.to_owned());
        Ok(Credentials { channel_code: self.channel_code.clone(), secret })
    }
}
