//! Sound beside the buzzer.

use serde::{Deserialize, Serialize};

use crate::config::within;

/// What plays the sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SoundDriver {
    None,
    /// `aplay` of alsa-utils.
    Alsa,
}

/// A sound card.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct SoundConfig {
    pub driver: SoundDriver,
    /// The card as ALSA names it, as in `aplay -L`.
    pub device: String,
    /// Percent of the sounds' own loudness.
    #[serde(deserialize_with = "within::<0, 100, _, _>")]
    pub volume: u8,
}

impl Default for SoundConfig {
    fn default() -> Self {
        Self { driver: SoundDriver::None, device: "default".into(), volume: 100 }
    }
}
