//! The camera, and how codes are read.

use serde::Deserialize;

use super::values::{CameraSource, within};

/// Where frames come from, and in which form.
#[derive(Debug, Clone, Deserialize)]
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
    /// Replay only: how long each image stays in view, in milliseconds.
    #[serde(deserialize_with = "within::<1, 3_600_000, _, _>")]
    pub hold_ms: u64,
}

impl Default for CameraConfig {
    fn default() -> Self {
        let source = CameraSource::V4l("/dev/video0".into());
        Self { source, width: 1280, height: 720, fps: 30, field_of_view_deg: 60, hold_ms: 300 }
    }
}

/// How codes are read.
#[derive(Debug, Clone, Deserialize)]
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
