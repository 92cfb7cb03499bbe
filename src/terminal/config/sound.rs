//! Sound beside the buzzer.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize};

use crate::config::{ValueFault, within, wrong};

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
    /// In its place within an hour of the day, 0 to 23.
    pub volume_by_hour: BTreeMap<HourOfDay, Percent>,
    /// Verdicts are said in words too, in the terminal's language.
    pub voice: bool,
    /// The site's own voice, a folder a language; empty: the built-in one.
    pub voice_folder: PathBuf,
}

/// 0 to 23.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(into = "String")]
pub struct HourOfDay(u8);

impl<'de> Deserialize<'de> for HourOfDay {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        match text.parse::<u8>() {
            Ok(hour) if hour < 24 => Ok(Self(hour)),
            Ok(hour) => {
                Err(wrong(ValueFault::NotBetween { value: hour.into(), least: 0, most: 23 }))
            }
            Err(_) => Err(wrong(ValueFault::NotWhole(text))),
        }
    }
}

impl From<HourOfDay> for String {
    fn from(hour: HourOfDay) -> Self {
        hour.0.to_string()
    }
}

/// 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub struct Percent(#[serde(deserialize_with = "within::<0, 100, _, _>")] u8);

impl SoundConfig {
    /// Percent of the sounds' own loudness at this hour of the day.
    pub fn volume_at(&self, hour: i8) -> u8 {
        let hour = u8::try_from(hour).ok().map(HourOfDay);
        let own = hour.and_then(|hour| self.volume_by_hour.get(&hour));
        own.map_or(self.volume, |percent| percent.0)
    }
}

impl Default for SoundConfig {
    fn default() -> Self {
        Self {
            driver: SoundDriver::None,
            device: "default".into(),
            volume: 100,
            volume_by_hour: BTreeMap::new(),
            voice: false,
            voice_folder: PathBuf::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hour_may_have_a_volume_of_its_own() {
        let read = |text: &str| toml::from_str::<SoundConfig>(text);
        let config = read("volume = 80\nvolume_by_hour = { 22 = 30, 0 = 0 }\n").unwrap();
        let heard = [21, 22, 23, 0, 1, -1].map(|hour| config.volume_at(hour));
        assert_eq!(heard, [80, 30, 80, 0, 80, 80]);
        for bad in ["{ 24 = 3 }", "{ night = 3 }", "{ 3 = 101 }", "{ 3 = \"loud\" }", "7"] {
            assert!(read(&format!("volume_by_hour = {bad}\n")).is_err(), "{bad}");
        }
        let again: SoundConfig = toml::from_str(&toml::to_string(&config).unwrap()).unwrap();
        assert_eq!(again, config);
    }
}
