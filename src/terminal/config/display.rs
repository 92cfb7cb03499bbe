//! The display.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::line::{ChipName, Line, LineName, LineVisitor};
use crate::config::within;
use crate::config::wrong;
use crate::config::{ValueFault, Wanted};

/// Which hardware shows the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum DisplayDriver {
    Framebuffer,
    St7789,
    Ili9341,
    Ssd1306,
    Terminal,
    Png,
    None,
}

impl DisplayDriver {
    /// Its name in the configuration.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// By how much the picture is turned clockwise on the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    Deg0,
    Deg90,
    Deg180,
    Deg270,
}

impl<'de> Deserialize<'de> for Rotation {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match i64::deserialize(from)? {
            0 => Ok(Self::Deg0),
            90 => Ok(Self::Deg90),
            180 => Ok(Self::Deg180),
            270 => Ok(Self::Deg270),
            other => Err(wrong(ValueFault::NoRotation(other))),
        }
    }
}

/// In which order a panel's filters stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ColourOrder {
    Rgb,
    Bgr,
}

/// What makes the panel's light.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Backlight {
    /// A folder of `/sys/class/backlight`.
    Sysfs(PathBuf),
    /// A line that switches it.
    Line(Line),
}

struct BacklightVisitor;

impl<'de> Visitor<'de> for BacklightVisitor {
    type Value = Backlight;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(Wanted::Backlight.name())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Backlight, E> {
        line(LineName::numbered(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Backlight, E> {
        if text.starts_with('/') {
            return Ok(Backlight::Sysfs(text.into()));
        }
        line(LineName::named(text))
    }

    /// Who writes a table means a line.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Backlight, A::Error> {
        LineVisitor.visit_map(map).map(Backlight::Line)
    }
}

fn line<E: Error>(name: Result<LineName, ValueFault>) -> Result<Backlight, E> {
    match name {
        Ok(name) => Ok(Backlight::Line(name.into())),
        Err(cause) => Err(wrong(ValueFault::NoBacklight(Box::new(cause)))),
    }
}

impl<'de> Deserialize<'de> for Backlight {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(BacklightVisitor)
    }
}

/// The display. What is left out stands at the value that is common for its driver.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct DisplayConfig {
    pub driver: DisplayDriver,
    /// The device node; for `png` the folder.
    pub device: Option<PathBuf>,
    /// Pixels of the panel itself, before it is turned; for the drivers that do not know it.
    #[serde(deserialize_with = "maybe_within::<128, 1920, _>")]
    pub width: Option<u32>,
    /// Likewise.
    #[serde(deserialize_with = "maybe_within::<64, 1200, _>")]
    pub height: Option<u32>,
    pub rotation: Option<Rotation>,
    /// Clock of the SPI bus, in hertz.
    #[serde(deserialize_with = "within::<100_000, 125_000_000, _, _>")]
    pub spi_hz: u32,
    /// Of the lines below; none: the gate's.
    pub chip: Option<ChipName>,
    /// Tells commands from data.
    pub dc_line: Option<Line>,
    pub reset_line: Option<Line>,
    /// Shows every colour as its opposite unless the panel does so itself.
    pub invert: Option<bool>,
    pub colour_order: Option<ColourOrder>,
    /// Where the panel's first pixel lies in the controller's memory.
    #[serde(deserialize_with = "within::<0, 319, _, _>")]
    pub offset_x: u16,
    #[serde(deserialize_with = "within::<0, 319, _, _>")]
    pub offset_y: u16,
    /// On the I²C bus.
    #[serde(deserialize_with = "within::<8, 119, _, _>")]
    pub address: u8,
    pub backlight: Option<Backlight>,
    /// Seconds of idleness after which the light is dimmed; 0: never.
    #[serde(deserialize_with = "within::<0, 86_400, _, _>")]
    pub dim_after_s: u64,
    /// False: nothing moves on any page.
    pub motion: bool,
    /// What is left of the light then.
    #[serde(deserialize_with = "within::<0, 100, _, _>")]
    pub dim_percent: u8,
}

impl Default for DisplayConfig {
    fn default() -> Self {
        Self {
            driver: DisplayDriver::Framebuffer,
            device: None,
            width: None,
            height: None,
            rotation: None,
            spi_hz: 32_000_000,
            chip: None,
            dc_line: None,
            reset_line: None,
            invert: None,
            colour_order: None,
            offset_x: 0,
            offset_y: 0,
            address: 0x3C,
            backlight: None,
            motion: true,
            dim_after_s: 120,
            dim_percent: 20,
        }
    }
}

impl DisplayConfig {
    /// The device node or folder.
    pub fn device(&self) -> &Path {
        self.device.as_deref().unwrap_or(Path::new(match self.driver {
            DisplayDriver::St7789 | DisplayDriver::Ili9341 => "/dev/spidev0.0",
            DisplayDriver::Ssd1306 => "/dev/i2c-1",
            DisplayDriver::Png => "screens",
            DisplayDriver::Framebuffer | DisplayDriver::Terminal | DisplayDriver::None => {
                "/dev/fb0"
            }
        }))
    }

    /// Width and height of a panel that does not tell them, before it is turned.
    pub fn size(&self) -> (u32, u32) {
        let (width, height) = match self.driver {
            DisplayDriver::St7789 => (240, 240),
            DisplayDriver::Ili9341 => (240, 320),
            _ => (480, 320),
        };
        (self.width.unwrap_or(width), self.height.unwrap_or(height))
    }

    /// By how much the picture is turned: an ILI9341 is mounted across.
    pub fn rotation(&self) -> Rotation {
        self.rotation.unwrap_or(match self.driver {
            DisplayDriver::Ili9341 => Rotation::Deg90,
            _ => Rotation::Deg0,
        })
    }

    /// Whether colours are inverted: an ST7789's glass does so itself.
    pub fn invert(&self) -> bool {
        self.invert.unwrap_or(self.driver == DisplayDriver::St7789)
    }

    /// The order of the filters: an ILI9341's glass begins with blue.
    pub fn colour_order(&self) -> ColourOrder {
        self.colour_order.unwrap_or(match self.driver {
            DisplayDriver::Ili9341 => ColourOrder::Bgr,
            _ => ColourOrder::Rgb,
        })
    }

    /// How long nothing has to happen before the light is dimmed.
    pub fn dim_after(&self) -> Option<Duration> {
        (self.dim_after_s > 0).then(|| Duration::from_secs(self.dim_after_s))
    }
}

fn maybe_within<'de, const MIN: i64, const MAX: i64, D>(from: D) -> Result<Option<u32>, D::Error>
where
    D: Deserializer<'de>,
{
    within::<MIN, MAX, _, _>(from).map(Some)
}
