//! What people press and aim with: number pad, buttons, barcode imager.

use std::fmt;
use std::path::PathBuf;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::line::{Bias, Line, LineName, LineVisitor};
use crate::config::wrong;
use crate::config::{ValueFault, Wanted};

/// Buttons that a door may have: up, down, enter, back.
const MOST_BUTTONS: usize = 4;

/// The number pad and the buttons at the case.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct KeypadConfig {
    /// Absent, `""` or `"none"`: no number pad.
    #[serde(deserialize_with = "pad")]
    pub device: Option<PadDevice>,
    /// Lines of the gate's chip: up, down, enter, back, in this order.
    #[serde(deserialize_with = "buttons")]
    pub buttons: Vec<Line>,
    /// A line of the gate's chip: the staff button, which opens the gate by hand. None: the pad's `/`
    /// alone.
    #[serde(deserialize_with = "staff_button")]
    pub staff_button: Option<Line>,
}

/// Which input device is the number pad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PadDevice {
    /// The first one on USB or Bluetooth with number keys and Enter that is not the imager.
    Auto,
    /// The window in which the program was started: for trials.
    Terminal,
    /// A device node, best by its stable name under `/dev/input/by-id`.
    Path(PathBuf),
}

/// What a device is called that is not there: by it a site does without one that its board's defaults
/// name.
pub(super) const NONE: [&str; 2] = ["", "none"];

fn pad<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PadDevice>, D::Error> {
    let text = String::deserialize(from)?;
    match text.as_str() {
        none if NONE.contains(&none) => Ok(None),
        "auto" => Ok(Some(PadDevice::Auto)),
        "terminal" => Ok(Some(PadDevice::Terminal)),
        path if path.starts_with('/') => Ok(Some(PadDevice::Path(path.into()))),
        _ => Err(wrong(ValueFault::NoPad)),
    }
}

/// A button between its line and ground, which a resistor in the chip holds up; one that is wired
/// in another way says how in a table.
struct Button(Line);

struct ButtonVisitor;

impl<'de> Visitor<'de> for ButtonVisitor {
    type Value = Button;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(Wanted::LineName.name())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Button, E> {
        LineName::numbered(number).map(Button::against_ground).map_err(wrong)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Button, E> {
        LineName::named(name).map(Button::against_ground).map_err(wrong)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Button, A::Error> {
        LineVisitor.visit_map(map).map(Button)
    }
}

impl Button {
    fn against_ground(name: LineName) -> Self {
        Self(Line { name, active_low: true, bias: Some(Bias::PullUp) })
    }
}

impl<'de> Deserialize<'de> for Button {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ButtonVisitor)
    }
}

fn staff_button<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Line>, D::Error> {
    Button::deserialize(from).map(|Button(line)| Some(line))
}

fn buttons<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Line>, D::Error> {
    let lines: Vec<Button> = Vec::deserialize(from)?;
    if lines.len() > MOST_BUTTONS {
        let (named, most) = (lines.len(), MOST_BUTTONS);
        return Err(wrong(ValueFault::TooManyButtons { named, most }));
    }
    Ok(lines.into_iter().map(|Button(line)| line).collect())
}

/// A barcode imager that types what it reads, as a keyboard.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImagerConfig {
    /// Absent, `""` or `"none"`: no imager.
    #[serde(deserialize_with = "device")]
    pub device: Option<PathBuf>,
    /// What the imager is set to type before each text.
    pub prefix: String,
    /// What it is set to type behind each text, before Enter or Tab.
    pub suffix: String,
}

fn device<'de, D: Deserializer<'de>>(from: D) -> Result<Option<PathBuf>, D::Error> {
    let text = String::deserialize(from)?;
    match text.as_str() {
        none if NONE.contains(&none) => Ok(None),
        path if path.starts_with('/') => Ok(Some(path.into())),
        _ => Err(wrong(ValueFault::NoImager)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read;

    fn keypad(text: &str) -> Result<KeypadConfig, String> {
        read(text).map_err(|misread| misread.to_string())
    }

    #[test]
    fn a_button_is_against_ground_where_a_table_does_not_say_otherwise() {
        let wired = |name, active_low, bias| Line { name, active_low, bias };
        let read =
            keypad("buttons = [5, \"GPIO6\", { line = 13, bias = \"pull-down\" }, { line = 19 }]");
        let lines = [
            wired(LineName::Number(5), true, Some(Bias::PullUp)),
            wired(LineName::Name("GPIO6".into()), true, Some(Bias::PullUp)),
            wired(LineName::Number(13), false, Some(Bias::PullDown)),
            wired(LineName::Number(19), false, None),
        ];
        assert_eq!(read.unwrap().buttons, lines);
        let staff = keypad("staff_button = 26").unwrap().staff_button;
        assert_eq!(staff, Some(wired(LineName::Number(26), true, Some(Bias::PullUp))));
        for (text, expected) in [
            ("buttons = [1, 2, 3, 4, 5]", "5 buttons are named, and there are 4"),
            ("buttons = [-1]", "-1 is no line's number"),
            ("buttons = 5", "invalid type"),
            ("buttons = [{ line = 1, bias = \"up\" }]", "unknown variant `up`"),
            ("buttons = [true]", "expected a line's number or its name"),
        ] {
            let fault = keypad(text).unwrap_err();
            assert!(fault.contains(expected), "{text}: {fault}");
        }
    }

    #[test]
    fn devices_are_named_by_their_paths() {
        assert_eq!(keypad("device = \"auto\"").unwrap().device, Some(PadDevice::Auto));
        assert_eq!(keypad("device = \"terminal\"").unwrap().device, Some(PadDevice::Terminal));
        let path = keypad("device = \"/dev/input/event3\"").unwrap().device;
        assert_eq!(path, Some(PadDevice::Path("/dev/input/event3".into())));
        assert_eq!(keypad("").unwrap().device, None);
        for text in ["device = \"\"", "device = \"none\""] {
            assert_eq!(keypad(text).unwrap().device, None, "{text}");
            assert_eq!(toml::from_str::<ImagerConfig>(text).unwrap().device, None, "{text}");
        }
        for text in ["device = \" \"", "device = \"event3\"", "device = 3"] {
            assert!(keypad(text).is_err(), "{text}");
            assert!(toml::from_str::<ImagerConfig>(text).is_err(), "{text}");
        }
        let imager: ImagerConfig = toml::from_str("device = \"/dev/input/event4\"").unwrap();
        assert_eq!(imager.device, Some("/dev/input/event4".into()));
        assert!(toml::from_str::<ImagerConfig>("").unwrap().device.is_none());
    }
}
