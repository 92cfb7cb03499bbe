//! The channel API, and where this door's halls stand in its catalogue.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::config::{ChannelUrl, ConfigCode, Secret, within};
use crate::ticket::ScreenCode;

/// The channel API's catalogue of films and shows (SPEC §9, CHANNEL §4).
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    pub url: ChannelUrl,
    pub channel_code: String,
    pub secret: Secret,
    /// The channel's number of this cinema; without it neither halls nor shows are to be had.
    pub cinema_id: Option<u64>,
    /// The channel's hall for each of the cinema's screen codes.
    #[serde(default, deserialize_with = "by_code")]
    pub screens: BTreeMap<ScreenCode, u64>,
    /// Seconds between two regular requests for locations, cinemas, films and halls, each.
    #[serde(default = "a_day", deserialize_with = "within::<1, 604_800, _, _>")]
    pub movies_s: u64,
    /// Seconds between two regular requests for the shows.
    #[serde(default = "half_an_hour", deserialize_with = "within::<1, 604_800, _, _>")]
    pub shows_s: u64,
}

fn by_code<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<ScreenCode, u64>, D::Error> {
    let codes: BTreeMap<ConfigCode<ScreenCode>, u64> = BTreeMap::deserialize(from)?;
    Ok(codes.into_iter().map(|(ConfigCode(code), hall)| (code, hall)).collect())
}

fn a_day() -> u64 {
    86_400
}

fn half_an_hour() -> u64 {
    1800
}
