//! Values of the terminal's own with a form of their own: each checks itself while it is read, so that
//! the error stands at its line.

use std::path::PathBuf;

use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer};

use crate::config::{ValueFault, wrong};

/// Where frames come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CameraSource {
    /// A V4L2 device node.
    V4l(PathBuf),
    /// The image files of a folder, by name, once each.
    Replay(PathBuf),
}

impl<'de> Deserialize<'de> for CameraSource {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        match text.split_once(':') {
            Some(("v4l", path)) if !path.is_empty() => Ok(Self::V4l(path.into())),
            Some(("replay", path)) if !path.is_empty() => Ok(Self::Replay(path.into())),
            _ => Err(wrong(ValueFault::NoSource)),
        }
    }
}

/// A time zone of the tz database.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone(pub TimeZone);

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        TimeZone::get(&name).map(Self).map_err(|_| wrong(ValueFault::NoZone(name)))
    }
}
