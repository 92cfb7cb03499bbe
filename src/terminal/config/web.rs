//! Pages for a phone on the door's network.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::config::{Secret, within};

/// `[web]`: what `hallgate web` serves.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct WebConfig {
    /// Where they are, such as `0.0.0.0:8443`; none: there are no pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<SocketAddr>,
    /// Names by which phones call this terminal, beside its addresses, for a certificate made here.
    pub hosts: Vec<String>,
    /// A chain made elsewhere, PEM, with [`Self::private_key`]; none: an authority is made here and kept.
    pub certificate: Option<PathBuf>,
    pub private_key: Option<Secret>,
    /// Idle time, in seconds, after which somebody is signed out.
    #[serde(deserialize_with = "within::<60, 43_200, _, _>")]
    pub session_s: u64,
    /// What a watcher brings along to `/metrics` as a bearer token; none: one has to sign in there too.
    pub metrics_token: Option<Secret>,
}

impl Default for WebConfig {
    fn default() -> Self {
        Self {
            address: None,
            hosts: Vec::new(),
            certificate: None,
            private_key: None,
            session_s: 900,
            metrics_token: None,
        }
    }
}
