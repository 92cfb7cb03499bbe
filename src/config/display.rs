//! The display.

use std::path::PathBuf;

use serde::Deserialize;

use super::values::within;

/// Which hardware shows the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DisplayDriver {
    Framebuffer,
    St7789,
    Ili9341,
    Ssd1306,
    Terminal,
    Png,
    None,
}

/// The display.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DisplayConfig {
    pub driver: DisplayDriver,
    /// The device node; for `png` the folder.
    pub device: PathBuf,
    /// Pixels; for the drivers that do not know their own size.
    #[serde(deserialize_with = "within::<128, 1920, _, _>")]
    pub width: u32,
    /// Pixels; for the drivers that do not know their own size.
    #[serde(deserialize_with = "within::<64, 1200, _, _>")]
    pub height: u32,
}

impl Default for DisplayConfig {
    fn default() -> Self {
        let driver = DisplayDriver::Framebuffer;
        Self { driver, device: "/dev/fb0".into(), width: 480, height: 320 }
    }
}
