//! The sections of the configuration, as SPEC §10 lists them, with their defaults.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize};

use super::values::Zone;
use crate::config::{ConfigCode, HttpsUrl, Secret, ValueFault, within, wrong};
use crate::ticket::{CinemaCode, ScreenCode};
use crate::wire::SignatureForm;
use crate::words::Language;
use crate::words::plain::plain;

/// The door itself.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TerminalConfig {
    #[serde(deserialize_with = "code")]
    pub cinema_code: CinemaCode,
    /// Halls admitted at this door; empty: every hall of the cinema.
    #[serde(default, deserialize_with = "codes")]
    pub screens: Vec<ScreenCode>,
    /// Shown to visitors and staff.
    #[serde(default, deserialize_with = "shown")]
    pub name: String,
    /// What halls are called on the screen where nobody else tells it.
    #[serde(default, deserialize_with = "names_by_code")]
    pub screen_names: BTreeMap<ScreenCode, String>,
    #[serde(default)]
    pub language: Language,
    /// Beside the headlines for visitors, smaller.
    #[serde(default)]
    pub second_language: Option<Language>,
    /// For the clock on the screen and the business day.
    #[serde(default = "china")]
    pub timezone: Zone,
}

fn code<'de, D: Deserializer<'de>>(from: D) -> Result<CinemaCode, D::Error> {
    ConfigCode::deserialize(from).map(|ConfigCode(code)| code)
}

fn codes<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<ScreenCode>, D::Error> {
    let codes: Vec<ConfigCode<ScreenCode>> = Vec::deserialize(from)?;
    Ok(codes.into_iter().map(|ConfigCode(code)| code).collect())
}

fn names_by_code<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<BTreeMap<ScreenCode, String>, D::Error> {
    let names: BTreeMap<ConfigCode<ScreenCode>, String> = BTreeMap::deserialize(from)?;
    Ok(names.into_iter().map(|(ConfigCode(code), name)| (code, plain(&name))).collect())
}

fn shown<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    String::deserialize(from).map(|name| plain(&name))
}

fn china() -> Zone {
    Zone(jiff::tz::TimeZone::get("Asia/Shanghai").unwrap_or(crate::clock::CHINA))
}

/// The encrypted database.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreConfig {
    pub path: PathBuf,
    pub key: Secret,
    /// Days that uploaded records are kept (§5.3.1.3: at least a year).
    #[serde(deserialize_with = "within::<365, 36_500, _, _>")]
    pub retention_days: u32,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self {
            path: "/var/lib/hallgate/hallgate.db".into(),
            key: Secret::Credential("hallgate-db".into()),
            retention_days: 400,
        }
    }
}

/// The third-party platform (§7).
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformConfig {
    pub url: HttpsUrl,
    /// Given out by the platform: a line without white space at its ends.
    #[serde(deserialize_with = "user_name")]
    pub username: String,
    /// PEM, PKCS#8 or PKCS#1; given out by the platform.
    pub private_key: Secret,
    /// The root that is believed, PEM; absent: the public web's roots.
    pub ca: Option<PathBuf>,
    #[serde(default)]
    pub signature: SignatureForm,
    #[serde(default = "three_seconds", deserialize_with = "within::<100, 120_000, _, _>")]
    pub connect_timeout_ms: u64,
    #[serde(default = "fifteen_seconds", deserialize_with = "within::<100, 600_000, _, _>")]
    pub request_timeout_ms: u64,
}

/// Bytes that a name has at most.
const USER_NAME_BYTES: usize = 128;

fn user_name<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let name = String::deserialize(from)?;
    let is_line = !name.contains(char::is_control) && name.trim() == name;
    if is_line && (1..=USER_NAME_BYTES).contains(&name.len()) {
        Ok(name)
    } else {
        Err(wrong(ValueFault::NoUserName(name)))
    }
}

fn three_seconds() -> u64 {
    3000
}

fn fifteen_seconds() -> u64 {
    15_000
}

/// The cinema's public keys (§5.1.5).
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeysConfig {
    /// Seconds between two regular requests.
    #[serde(deserialize_with = "within::<1, 86_400, _, _>")]
    pub refresh_s: u64,
    /// Seconds at least between two requests that a ticket no key fits has caused.
    #[serde(deserialize_with = "within::<0, 86_400, _, _>")]
    pub miss_interval_s: u64,
}

impl Default for KeysConfig {
    fn default() -> Self {
        Self { refresh_s: 1800, miss_interval_s: 20 }
    }
}

/// The upload of records (§5.2.7).
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct SyncConfig {
    /// Seconds a new record waits at most for company; far below the specification's 10 minutes.
    #[serde(deserialize_with = "within::<0, 300, _, _>")]
    pub flush_s: u64,
    /// Records in one report at most.
    #[serde(deserialize_with = "within::<1, 1000, _, _>")]
    pub batch: usize,
    /// Seconds between two tries at most.
    #[serde(deserialize_with = "within::<1, 600, _, _>")]
    pub retry_max_s: u64,
    /// Refusals of a record that stands alone before it is set aside.
    #[serde(deserialize_with = "within::<1, 1000, _, _>")]
    pub max_rejections: u32,
}

impl Default for SyncConfig {
    fn default() -> Self {
        Self { flush_s: 5, batch: 1000, retry_max_s: 60, max_rejections: 5 }
    }
}

/// Whether the platform is asked before a ticket is admitted (SPEC §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Online {
    /// Ask, wait a little, decide offline when no answer comes.
    Prefer,
    /// No answer: refused.
    Require,
    /// Do not ask.
    Never,
}

/// The rules of admission that a site may set.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct AdmissionConfig {
    pub online: Online,
    /// How long a verdict waits for the platform, in milliseconds.
    #[serde(deserialize_with = "within::<1, 30_000, _, _>")]
    pub online_timeout_ms: u64,
    /// Minutes before the start from which on tickets are admitted.
    #[serde(deserialize_with = "within::<0, 1_440, _, _>")]
    pub open_before_min: u32,
    /// Minutes after the start until which tickets are admitted, where the film's length is not known.
    #[serde(deserialize_with = "within::<0, 1_440, _, _>")]
    pub close_after_min: u32,
}

impl Default for AdmissionConfig {
    fn default() -> Self {
        let online = Online::Prefer;
        Self { online, online_timeout_ms: 400, open_before_min: 30, close_after_min: 120 }
    }
}

/// How an e-ticket's URL carries the code (§5.1.3, §5.1.4).
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Eticket {
    pub code_param: String,
    pub time_param: String,
    /// Refuse one that does not tell its verification time.
    pub require_time: bool,
    /// Refuse the plain code of a ticket that was sold on the web, by the platform's word.
    pub only_by_url: bool,
}

impl Default for Eticket {
    fn default() -> Self {
        let (code_param, time_param) = ("c".into(), "t".into());
        Self { code_param, time_param, require_time: true, only_by_url: false }
    }
}

/// Reports and records onto a USB stick.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExportConfig {
    /// Where the system mounts sticks: here, or in folders of their own in here.
    pub folder: PathBuf,
    /// Whether a stick that stays in gets a backup each night.
    pub nightly_backup: bool,
}

impl Default for ExportConfig {
    fn default() -> Self {
        Self { folder: "/run/hallgate-stick".into(), nightly_backup: true }
    }
}
