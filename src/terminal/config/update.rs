//! The whole system's updates: where they are fetched, and when the board may restart for one.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize};

use crate::config::{HttpsUrl, within, wrong};

/// Updates of the card's image.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct UpdateConfig {
    /// The index of the newest bundle; none: nothing is fetched.
    #[serde(deserialize_with = "web_address", skip_serializing_if = "Option::is_none")]
    pub url: Option<HttpsUrl>,
    /// The roots that are believed there, PEM; none: the public web's.
    pub ca: Option<PathBuf>,
    /// The hour of the day, by the terminal's zone, in which it is fetched and tried by itself.
    #[serde(deserialize_with = "within::<0, 23, _, _>")]
    pub hour: i8,
    /// Minutes without anybody at the door before the board restarts by itself.
    #[serde(deserialize_with = "within::<1, 240, _, _>")]
    pub idle_min: u64,
}

impl Default for UpdateConfig {
    fn default() -> Self {
        Self { url: None, ca: None, hour: 3, idle_min: 10 }
    }
}

fn web_address<'de, D: Deserializer<'de>>(from: D) -> Result<Option<HttpsUrl>, D::Error> {
    HttpsUrl::parse_for(&String::deserialize(from)?, 443).map(Some).map_err(wrong)
}
