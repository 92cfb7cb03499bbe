//! The sections, with their defaults.

use std::path::PathBuf;

use serde::Deserialize;

use super::values::{
    address, filled, https, maybe_address, maybe_secret, needed_secret, signature, store_url,
};
use crate::config::within;

/// `[listen]`: where terminals call.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Listen {
    /// Port 0 takes a free one.
    #[serde(deserialize_with = "address")]
    pub address: String,
    /// Names in a certificate of its own, where none is given.
    pub hosts: Vec<String>,
    /// A PEM chain; empty: an authority of its own, `ca.pem` in `store.data`.
    pub certificate: String,
    /// `file:…` or `credential:…`.
    #[serde(deserialize_with = "maybe_secret")]
    pub key: String,
}

/// `[store]`: the ledger.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StoreSection {
    pub data: PathBuf,
    /// `sqlite:FILE`, relative to `data`, or `postgres://user@host/database`.
    #[serde(deserialize_with = "store_url")]
    pub url: String,
    /// SQLite's: `file:…` or `credential:…`.
    #[serde(deserialize_with = "needed_secret")]
    pub key: String,
    /// PostgreSQL's: `file:…` or `credential:…`.
    #[serde(deserialize_with = "maybe_secret")]
    pub password: String,
    /// PostgreSQL: whose certificate is believed, PEM.
    pub ca: String,
    /// Below 1096 refused.
    #[serde(deserialize_with = "within::<1096, 36_500, _, _>")]
    pub retention_days: u32,
}

/// `[national]`: the platform above.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct National {
    #[serde(deserialize_with = "https")]
    pub url: String,
    #[serde(deserialize_with = "filled")]
    pub username: String,
    /// `file:…` or `credential:…`, PEM.
    #[serde(deserialize_with = "needed_secret")]
    pub private_key: String,
    /// Whose certificate is believed, PEM; empty: the public web's roots.
    #[serde(default)]
    pub ca: String,
    #[serde(default = "md5_hex", deserialize_with = "signature")]
    pub signature: String,
    /// How often each cinema's keys are fetched, from 1 up.
    #[serde(default = "refresh_s", deserialize_with = "within::<1, 86_400, _, _>")]
    pub refresh_s: u64,
    /// How long a record waits for company, from 1 up.
    #[serde(default = "forward_after_s", deserialize_with = "within::<1, 86_400, _, _>")]
    pub forward_after_s: u64,
    /// The longest pause between two tries.
    #[serde(default = "retry_max_s", deserialize_with = "within::<1, 86_400, _, _>")]
    pub retry_max_s: u64,
    #[serde(default = "question_timeout_ms", deserialize_with = "within::<100, 60_000, _, _>")]
    pub question_timeout_ms: u64,
    #[serde(default = "max_rejections", deserialize_with = "within::<1, 1000, _, _>")]
    pub max_rejections: u32,
}

/// `[cinemas]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Cinemas {
    /// A CSV of code and name; empty: none.
    pub list: String,
}

/// `[web]`: pages for people.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Web {
    /// Empty: none.
    #[serde(deserialize_with = "maybe_address")]
    pub address: String,
    /// Idle time, after which somebody is signed out.
    #[serde(deserialize_with = "within::<1, 43_200, _, _>")]
    pub session_s: u64,
}

/// `[limits]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// For each terminal.
    #[serde(deserialize_with = "within::<1, 1_000_000, _, _>")]
    pub requests_per_minute: u32,
    /// Requests whose bodies are whole, at a time.
    #[serde(deserialize_with = "within::<1, 65_536, _, _>")]
    pub in_hand: usize,
}

impl Default for Listen {
    fn default() -> Self {
        Self {
            address: "0.0.0.0:9000".to_owned(),
            hosts: Vec::new(),
            certificate: String::new(),
            key: String::new(),
        }
    }
}

impl Default for StoreSection {
    fn default() -> Self {
        Self {
            data: "/var/lib/hallgate-platform".into(),
            url: "sqlite:platform.db".to_owned(),
            key: "credential:platform-db".to_owned(),
            password: String::new(),
            ca: String::new(),
            retention_days: 1130,
        }
    }
}

impl Default for Web {
    fn default() -> Self {
        Self { address: "127.0.0.1:9443".to_owned(), session_s: 1800 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { requests_per_minute: 600, in_hand: 1024 }
    }
}

fn md5_hex() -> String {
    "md5-hex".to_owned()
}

fn refresh_s() -> u64 {
    1800
}

fn forward_after_s() -> u64 {
    600
}

fn retry_max_s() -> u64 {
    60
}

fn question_timeout_ms() -> u64 {
    1500
}

fn max_rejections() -> u32 {
    5
}
