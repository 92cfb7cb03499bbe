//! The touch of the panel that shows the menus.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize};

use super::Rotation;
use super::keypad::NONE;
use crate::config::{ValueFault, wrong};

#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct TouchConfig {
    /// Absent, `""` or `"none"`: the panel is not touched.
    #[serde(deserialize_with = "touch")]
    pub device: Option<TouchDevice>,
    /// How the picture is turned on the panel; absent: as the display's.
    pub rotation: Option<Rotation>,
    /// What the panel tells at these edges, where it does not tell it right by itself.
    pub left: Option<i32>,
    pub right: Option<i32>,
    pub top: Option<i32>,
    pub bottom: Option<i32>,
}

/// Which input device is the touch panel; a window has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TouchDevice {
    /// The first one that tells where it is touched directly.
    Auto,
    /// A device node, best by its stable name under `/dev/input/by-path`.
    Path(PathBuf),
}

fn touch<'de, D: Deserializer<'de>>(from: D) -> Result<Option<TouchDevice>, D::Error> {
    let text = String::deserialize(from)?;
    match text.as_str() {
        none if NONE.contains(&none) => Ok(None),
        "auto" => Ok(Some(TouchDevice::Auto)),
        path if path.starts_with('/') => Ok(Some(TouchDevice::Path(path.into()))),
        _ => Err(wrong(ValueFault::NoTouchPanel)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read;

    #[test]
    fn a_panel_is_looked_for_or_named_and_a_window_is_none() {
        let device = |text: &str| read::<TouchConfig>(text).map(|touch| touch.device);
        assert_eq!(device("device = \"auto\"").unwrap(), Some(TouchDevice::Auto));
        let path = TouchDevice::Path("/dev/input/event3".into());
        assert_eq!(device("device = \"/dev/input/event3\"").unwrap(), Some(path));
        for none in ["", "device = \"\"", "device = \"none\""] {
            assert_eq!(device(none).unwrap(), None, "{none}");
        }
        for (text, expected) in [
            ("device = \"terminal\"", "neither \"auto\" nor \"none\""),
            ("device = \"event3\"", "nor a path such as"),
            ("device = 3", "invalid type"),
        ] {
            let fault = device(text).unwrap_err().to_string();
            assert!(fault.contains(expected), "{text}: {fault}");
        }
    }
}
