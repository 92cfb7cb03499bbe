//! The configuration as a list of keys and values, as the file writes them. Of a secret its name
//! or path stands there, as in the file, and never what it holds.

use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::{
    Backlight, CameraControl, CameraSource, ChannelUrl, ChipName, Config, HttpsUrl, Line, LineName,
    PadDevice, PowerLine, Rotation, Secret, TouchDevice, Zone,
};

impl Config {
    /// Every key that has a value, defaults included, as `gate.unlock_ms` → `5000`.
    pub fn flat(&self) -> BTreeMap<String, String> {
        let mut keys = BTreeMap::new();
        // Only a map with keys that are no texts would fail, and there is none.
        flatten("", &serde_json::to_value(self).unwrap_or_default(), &mut keys);
        keys
    }
}

fn flatten(name: &str, value: &Value, into: &mut BTreeMap<String, String>) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (field, value) in fields {
                let name = if name.is_empty() { field.clone() } else { format!("{name}.{field}") };
                flatten(&name, value, into);
            }
        }
        Value::String(text) if !text.is_empty() => {
            into.insert(name.to_owned(), without_login(text));
        }
        other => {
            into.insert(name.to_owned(), other.to_string());
        }
    }
}

/// An address may hold a password before its host.
fn without_login(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let host = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..host].rfind('@') {
        Some(at) => format!("{scheme}://…{}", &rest[at..]),
        None => text.to_owned(),
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Credential(name) => to.collect_str(&format_args!("credential:{name}")),
            Self::File(path) => to.collect_str(&format_args!("file:{}", path.display())),
        }
    }
}

impl Serialize for CameraSource {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::V4l(path) => to.collect_str(&format_args!("v4l:{}", path.display())),
            Self::Replay(path) => to.collect_str(&format_args!("replay:{}", path.display())),
        }
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.iana_name().unwrap_or("Asia/Shanghai"))
    }
}

impl Serialize for HttpsUrl {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self.uri())
    }
}

impl Serialize for ChannelUrl {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self.uri())
    }
}

impl Serialize for ChipName {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl Serialize for LineName {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => to.serialize_u32(*number),
            Self::Name(name) => to.serialize_str(name),
        }
    }
}

/// A line that is wired as lines are is its name alone.
impl Serialize for Line {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { name, active_low, bias } = self;
        if !active_low && bias.is_none() {
            return name.serialize(to);
        }
        let mut table = to.serialize_map(None)?;
        table.serialize_entry("line", name)?;
        table.serialize_entry("active_low", active_low)?;
        if let Some(bias) = bias {
            table.serialize_entry("bias", bias)?;
        }
        table.end()
    }
}

impl Serialize for PadDevice {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Auto => to.serialize_str("auto"),
            Self::Terminal => to.serialize_str("terminal"),
            Self::Path(path) => to.collect_str(&path.display()),
        }
    }
}

impl Serialize for TouchDevice {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Auto => to.serialize_str("auto"),
            Self::Path(path) => to.collect_str(&path.display()),
        }
    }
}

impl<const MIN: i64, const MAX: i64> Serialize for CameraControl<MIN, MAX> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Auto => to.serialize_str("auto"),
            Self::Fixed(value) => to.serialize_i64(*value),
        }
    }
}

impl Serialize for PowerLine {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(match self {
            Self::Off => 0,
            Self::Hz50 => 50,
            Self::Hz60 => 60,
        })
    }
}

impl Serialize for Rotation {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u16(match self {
            Self::Deg0 => 0,
            Self::Deg90 => 90,
            Self::Deg180 => 180,
            Self::Deg270 => 270,
        })
    }
}

impl Serialize for Backlight {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Sysfs(path) => to.collect_str(&path.display()),
            Self::Line(line) => line.serialize(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const FULL: &str = r#"
[terminal]
cinema_code = "12345678"
screens = ["0000000000000003", "0000000000000004"]
name = ""
language = "en"
timezone = "Europe/Berlin"
[store]
key = "file:/etc/hallgate/db.key"
[camera]
source = "replay:/tmp/frames"
focus = "auto"
exposure_us = 900
power_line_hz = 50
torch = false
[gate]
chip = "label:pinctrl-bcm2711"
unlock_line = { line = "GPIO17", active_low = true, bias = "pull-up" }
red = 5
safe_state = "open"
unlock = "pulse"
passage_after_ms = -1
[keypad]
device = "auto"
buttons = [20, { line = 21, bias = "none" }]
[imager]
device = "/dev/hallgate/imager"
[display]
driver = "ssd1306"
rotation = 180
colour_order = "bgr"
backlight = "/sys/class/backlight/panel"
[sound]
driver = "alsa"
[platform]
url = "https://platform.example"
username = "t"
private_key = "credential:terminal-key"
signature = "MD5-HEX"
[admission]
online = "require"
[catalogue]
url = "http://channel.example/api"
channel_code = "c"
secret = "credential:channel"
cinema_id = 1
screens = { "0000000000000003" = 35296 }
"#;

    /// What is told of the configuration is what the file would say: read again it is the same.
    #[test]
    fn what_is_told_reads_as_the_same_configuration() {
        let config = Config::parse(FULL, Path::new("it.toml")).unwrap();
        let text = toml::to_string(&config).unwrap();
        let again = Config::parse(&text, Path::new("it.toml")).unwrap();
        assert_eq!(format!("{again:?}"), format!("{config:?}"));
        let least = crate::terminal::config::tests::LEAST;
        let config = Config::parse(least, Path::new("it.toml")).unwrap();
        let text = toml::to_string(&config).unwrap();
        let again = Config::parse(&text, Path::new("it.toml")).unwrap();
        assert_eq!(format!("{again:?}"), format!("{config:?}"));
    }

    #[test]
    fn keys_are_told_as_the_file_names_them() {
        let flat = Config::parse(FULL, Path::new("it.toml")).unwrap().flat();
        for (key, value) in [
            ("terminal.name", "\"\""),
            ("terminal.language", "en"),
            ("terminal.screens", "[\"0000000000000003\",\"0000000000000004\"]"),
            ("gate.unlock_ms", "5000"),
            ("gate.unlock_line.line", "GPIO17"),
            ("gate.unlock_line.bias", "pull-up"),
            ("gate.red", "5"),
            ("platform.url", "https://platform.example:9000/"),
            ("platform.private_key", "credential:terminal-key"),
            ("catalogue.screens.0000000000000003", "35296"),
            ("catalogue.url", "http://channel.example/api/"),
            ("camera.torch", "false"),
        ] {
            assert_eq!(flat.get(key).map(String::as_str), Some(value), "{key}");
        }
        assert!(!flat.contains_key("gate.green") && !flat.contains_key("platform.ca"));
        assert!(flat.len() > 70, "{}", flat.len());
    }
}
