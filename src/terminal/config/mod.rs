//! The terminal's configuration (SPEC §10): read once, checked whole, passed down.
//!
//! Every bad value and every unknown key is an error that names file, line and key.

mod camera;
mod catalogue;
mod display;
mod fault;
mod field;
mod flat;
mod gate;
mod keypad;
mod line;
mod neighbours;
mod operators;
mod salvage;
mod sections;
mod sound;
mod touch;
mod update;
mod values;
mod web;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use crate::config::{
    AddressFault, ChannelUrl, FoundValue, HttpsUrl, Secret, SecretError, ValueFault, Wanted,
};

pub use camera::{CameraConfig, CameraControl, CameraPlace, PowerLine, VisionConfig};
pub use catalogue::Catalogue;
pub use display::{Backlight, ColourOrder, DisplayConfig, DisplayDriver, Rotation};
pub use fault::ConfigError;
pub use field::{BadField, FieldFault, FieldSetting};
pub use gate::{GateConfig, GateDriver, SafeState, Unlock};
pub use keypad::{ImagerConfig, KeypadConfig, PadDevice};
pub use line::{Bias, ChipName, Line, LineName};
pub use neighbours::{NEIGHBOURS_PORT, NeighboursConfig, WordTrust};
pub use operators::OperatorsConfig;
pub use salvage::language_of;
pub use sections::{
    AdmissionConfig, Eticket, ExportConfig, KeysConfig, Online, PlatformConfig, StoreConfig,
    SyncConfig, TerminalConfig,
};
pub use sound::{HourOfDay, Percent, SoundConfig, SoundDriver};
pub use touch::{TouchConfig, TouchDevice};
pub use update::UpdateConfig;
pub use values::{CameraSource, Zone};
pub use web::WebConfig;

/// Where the configuration is, unless a command names another place.
pub const DEFAULT_FILE: &str = "/etc/hallgate/hallgate.toml";

/// The whole configuration. Sections that are left out stand at their defaults.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub terminal: TerminalConfig,
    #[serde(default)]
    pub store: StoreConfig,
    #[serde(default)]
    pub camera: CameraConfig,
    #[serde(default)]
    pub vision: VisionConfig,
    #[serde(default)]
    pub gate: GateConfig,
    #[serde(default)]
    pub keypad: KeypadConfig,
    #[serde(default)]
    pub touch: TouchConfig,
    #[serde(default)]
    pub imager: ImagerConfig,
    #[serde(default)]
    pub display: DisplayConfig,
    #[serde(default)]
    pub sound: SoundConfig,
    pub platform: PlatformConfig,
    #[serde(default)]
    pub keys: KeysConfig,
    #[serde(default)]
    pub sync: SyncConfig,
    #[serde(default)]
    pub admission: AdmissionConfig,
    #[serde(default)]
    pub eticket: Eticket,
    #[serde(default)]
    pub operators: OperatorsConfig,
    #[serde(default)]
    pub export: ExportConfig,
    #[serde(default)]
    pub update: UpdateConfig,
    #[serde(default)]
    pub web: WebConfig,
    pub catalogue: Option<Catalogue>,
    pub neighbours: Option<NeighboursConfig>,
}

impl Config {
    /// Reads and checks the file at `path`.
    pub fn load(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|cause| ConfigError::Unreadable { path: path.to_owned(), cause })?;
        Self::parse(&text, path)
    }

    /// Reads and checks `text`; `path` is named in the errors.
    pub fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let mut config: Self = crate::config::read(text)
            .map_err(|misread| ConfigError::locate(path, text, misread))?;
        // A board has one chip with all lines, as a rule.
        config.display.chip.get_or_insert_with(|| config.gate.chip.clone());
        Ok(config)
    }
}

#[cfg(test)]
mod tests;
