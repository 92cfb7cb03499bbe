//! GPIO chips and lines as they stand in the configuration.

use std::fmt;
use std::path::PathBuf;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::config::wrong;
use crate::config::{ValueFault, Wanted};

/// Which GPIO chip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChipName {
    /// The device node. Its number may be another after a kernel's update.
    Path(PathBuf),
    /// What the chip's driver calls it.
    Label(String),
}

impl fmt::Display for ChipName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => path.display().fmt(out),
            Self::Label(label) => write!(out, "label:{label}"),
        }
    }
}

impl<'de> Deserialize<'de> for ChipName {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        match text.strip_prefix("label:") {
            Some(label) if !label.is_empty() => Ok(Self::Label(label.to_owned())),
            None if text.starts_with('/') => Ok(Self::Path(text.into())),
            _ => Err(wrong(ValueFault::NoChip)),
        }
    }
}

/// A GPIO line and how it is wired: a number, a name, or a table that says more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub name: LineName,
    /// The line is active while the voltage is low.
    pub active_low: bool,
    /// None: as the board has it.
    pub bias: Option<Bias>,
}

/// Which line of the chip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineName {
    Number(u32),
    Name(String),
}

/// The resistor within the chip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bias {
    PullUp,
    PullDown,
    None,
}

impl LineName {
    /// By its number.
    pub(super) fn numbered(number: i64) -> Result<Self, ValueFault> {
        u32::try_from(number).map(Self::Number).map_err(|_| ValueFault::NoLineNumber(number))
    }

    /// By its name. A line without one is named "" by the kernel, as are all others without one.
    pub(super) fn named(name: &str) -> Result<Self, ValueFault> {
        match name {
            "" => Err(ValueFault::NamelessLine),
            name => Ok(Self::Name(name.to_owned())),
        }
    }
}

impl From<LineName> for Line {
    fn from(name: LineName) -> Self {
        Self { name, active_low: false, bias: None }
    }
}

impl From<Bias> for gpiocdev::line::Bias {
    fn from(bias: Bias) -> Self {
        match bias {
            Bias::PullUp => Self::PullUp,
            Bias::PullDown => Self::PullDown,
            Bias::None => Self::Disabled,
        }
    }
}

impl fmt::Display for LineName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(out),
            Self::Name(name) => name.fmt(out),
        }
    }
}

/// The table's keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wiring {
    line: LineName,
    #[serde(default)]
    active_low: bool,
    #[serde(default)]
    bias: Option<Bias>,
}

pub(super) struct LineVisitor;

impl<'de> Visitor<'de> for LineVisitor {
    type Value = Line;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(Wanted::Line.name())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Line, E> {
        LineName::numbered(number).map(Line::from).map_err(wrong)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Line, E> {
        LineName::named(name).map(Line::from).map_err(wrong)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Line, A::Error> {
        let Wiring { line, active_low, bias } =
            Wiring::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Line { name: line, active_low, bias })
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(LineVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = LineName;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(Wanted::LineName.name())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<LineName, E> {
        LineName::numbered(number).map_err(wrong)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<LineName, E> {
        LineName::named(name).map_err(wrong)
    }
}

impl<'de> Deserialize<'de> for LineName {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(NameVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::read;

    #[derive(Debug, Deserialize)]
    struct Wired<T> {
        it: T,
    }

    fn wired<'a, T: Deserialize<'a>>(value: &'a str) -> Result<T, String> {
        let text = format!("it = {value}");
        let text: &'a str = Box::leak(text.into_boxed_str()); // a test's few bytes
        read::<Wired<T>>(text).map(|wired| wired.it).map_err(|misread| misread.to_string())
    }

    #[test]
    fn a_line_is_a_number_a_name_or_a_table() {
        let plain = |name: LineName| Line { name, active_low: false, bias: None };
        let named = || LineName::Name("GPIO27".into());
        for (text, line) in [
            ("27", plain(LineName::Number(27))),
            ("\"GPIO27\"", plain(named())),
            ("{ line = 27 }", plain(LineName::Number(27))),
            (
                "{ line = \"GPIO27\", active_low = true, bias = \"pull-up\" }",
                Line { name: named(), active_low: true, bias: Some(Bias::PullUp) },
            ),
            (
                "{ bias = \"none\", line = 4294967295 }",
                Line { bias: Some(Bias::None), ..plain(LineName::Number(u32::MAX)) },
            ),
        ] {
            assert_eq!(wired::<Line>(text), Ok(line), "{text}");
        }
        for (text, expected) in [
            ("-1", "-1 is no line's number"),
            ("4294967296", "4294967296 is no line's number"),
            ("\"\"", "at least one letter"),
            ("2.5", "expected a line's number, its name, or {"),
            ("true", "expected a line's number, its name, or {"),
            ("{ }", "missing field `line`"),
            ("{ active_low = true }", "missing field `line`"),
            ("{ line = { line = 1 } }", "expected a line's number or its name"),
            ("{ line = 1, bias = \"up\" }", "unknown variant `up`"),
            ("{ line = 1, active_high = true }", "unknown field `active_high`"),
            ("{ line = 1, active_low = 1 }", "invalid type"),
        ] {
            let fault = wired::<Line>(text).unwrap_err();
            assert!(fault.contains(expected), "{text}: {fault}");
        }
    }

    #[test]
    fn a_chip_is_a_path_or_a_label() {
        let label = ChipName::Label("pinctrl-bcm2711".into());
        assert_eq!(wired::<ChipName>("\"label:pinctrl-bcm2711\""), Ok(label.clone()));
        assert_eq!(label.to_string(), "label:pinctrl-bcm2711");
        let path = ChipName::Path("/dev/gpiochip4".into());
        assert_eq!(wired::<ChipName>("\"/dev/gpiochip4\""), Ok(path.clone()));
        assert_eq!(path.to_string(), "/dev/gpiochip4");
        for text in ["\"\"", "\"label:\"", "\"gpiochip0\"", "0"] {
            assert!(wired::<ChipName>(text).is_err(), "{text}");
        }
    }
}
