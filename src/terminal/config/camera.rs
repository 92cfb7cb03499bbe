//! The camera, and how codes are read.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::values::CameraSource;
use crate::config::wrong;
use crate::config::{ValueFault, Wanted};
use crate::config::{between, within};

/// Where frames come from, and in which form.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct CameraConfig {
    pub source: CameraSource,
    #[serde(deserialize_with = "within::<160, 4096, _, _>")]
    pub width: u32,
    #[serde(deserialize_with = "within::<120, 4096, _, _>")]
    pub height: u32,
    #[serde(deserialize_with = "within::<1, 120, _, _>")]
    pub fps: u32,
    /// What the lens sees from left to right, in degrees.
    #[serde(deserialize_with = "within::<20, 170, _, _>")]
    pub field_of_view_deg: u32,
    /// How long a camera may give no whole frame before it counts as lost, in milliseconds.
    #[serde(deserialize_with = "within::<500, 60_000, _, _>")]
    pub silence_ms: u64,
    /// The lens, in the camera's own steps; left out: as the camera has it.
    pub focus: Option<CameraControl<0, 65_535>>,
    /// How long a frame is exposed, in microseconds; left out: as the camera has it.
    pub exposure_us: Option<CameraControl<100, 1_000_000>>,
    /// Against lamps that flicker with the mains; left out: as the camera has it.
    pub power_line_hz: Option<PowerLine>,
    /// The camera's own lamp; left out: as the camera has it.
    pub torch: Option<bool>,
    /// Where it is beside the display, for those who are to find it; left out: nothing is told of it.
    pub place: Option<CameraPlace>,
    /// Replay only: how long each image stays in view, in milliseconds.
    #[serde(deserialize_with = "within::<1, 3_600_000, _, _>")]
    pub hold_ms: u64,
}

impl Default for CameraConfig {
    fn default() -> Self {
        let source = CameraSource::V4l("/dev/video0".into());
        Self {
            source,
            width: 1280,
            height: 720,
            fps: 30,
            field_of_view_deg: 60,
            silence_ms: 1500,
            focus: None,
            exposure_us: None,
            power_line_hz: None,
            torch: None,
            place: None,
            hold_ms: 300,
        }
    }
}

/// Where the camera is, as somebody sees it who stands before the display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CameraPlace {
    Above,
    Below,
    Left,
    Right,
}

/// A control that the camera may see to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameraControl<const MIN: i64, const MAX: i64> {
    /// The camera chooses.
    Auto,
    Fixed(i64),
}

struct CameraControlVisitor<const MIN: i64, const MAX: i64>;

impl<const MIN: i64, const MAX: i64> Visitor<'_> for CameraControlVisitor<MIN, MAX> {
    type Value = CameraControl<MIN, MAX>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(Wanted::AutoOrWhole.name())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        between(value, MIN, MAX).map(CameraControl::Fixed).map_err(wrong)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Self::Value, E> {
        match word {
            "auto" => Ok(CameraControl::Auto),
            _ => Err(wrong(ValueFault::NeitherAutoNorWhole)),
        }
    }
}

impl<'de, const MIN: i64, const MAX: i64> Deserialize<'de> for CameraControl<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(CameraControlVisitor)
    }
}

/// The mains frequency that the exposure is to go along with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PowerLine {
    /// No regard to the mains.
    Off,
    Hz50,
    Hz60,
}

impl<'de> Deserialize<'de> for PowerLine {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match i64::deserialize(from)? {
            0 => Ok(Self::Off),
            50 => Ok(Self::Hz50),
            60 => Ok(Self::Hz60),
            value => Err(wrong(ValueFault::NoMains(value))),
        }
    }
}

/// How codes are read.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct VisionConfig {
    /// How long reading one frame may hold the loop, in milliseconds.
    #[serde(deserialize_with = "within::<5, 1000, _, _>")]
    pub budget_ms: u64,
}

impl Default for VisionConfig {
    fn default() -> Self {
        Self { budget_ms: 60 }
    }
}
