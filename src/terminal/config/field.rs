//! Settings that an admin may change at the terminal itself. What was changed lies in the
//! database; the file's value stands behind it.

use strum::VariantArray;
use toml::Value;

use super::{Config, ValueFault};
use crate::config::read;
use crate::people::Right;
use crate::ticket::ScreenCode;
use crate::words::codes::{FaultCode, config};
use crate::words::{Language, Message, display_in_english, errors};

/// A setting, by its key in the file.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString, strum::VariantArray,
)]
#[strum(parse_err_ty = BadField, parse_err_fn = bad_field)]
pub enum FieldSetting {
    /// `terminal.language`.
    #[strum(serialize = "terminal.language")]
    Language,
    /// `gate.unlock_ms`.
    #[strum(serialize = "gate.unlock_ms")]
    UnlockMs,
    /// `admission.open_before_min`.
    #[strum(serialize = "admission.open_before_min")]
    OpenBeforeMin,
    /// `admission.close_after_min`.
    #[strum(serialize = "admission.close_after_min")]
    CloseAfterMin,
    /// `admission.online`.
    #[strum(serialize = "admission.online")]
    Online,
    /// `terminal.screens`: a list of halls, as JSON and TOML alike write it.
    #[strum(serialize = "terminal.screens")]
    Screens,
}

/// Why a value is not taken; the sentence is the one that the file would get.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct FieldFault {
    pub key: String,
    pub fault: ValueFault,
}

display_in_english!(FieldFault);

impl Message for FieldFault {
    fn code(&self) -> FaultCode {
        config::SETTING
    }

    fn message(&self, language: Language) -> String {
        let fault = self.fault.message(language);
        errors::Setting { key: &self.key, fault }.text(language)
    }
}

impl FieldFault {
    /// There is no setting of that key to be changed at the terminal.
    pub(crate) fn unknown(key: &str) -> Self {
        Self { key: key.to_owned(), fault: ValueFault::NoFieldSetting }
    }
}

impl FieldSetting {
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The key in the file, with its section.
    pub fn key(self) -> &'static str {
        self.into()
    }

    /// The halls that a value of it names: none but for [`Self::Screens`], and none there for all halls.
    pub fn halls(self, value: &str) -> Vec<ScreenCode> {
        let parts = value.split('"').filter(|_| self == Self::Screens);
        parts.filter_map(|part| part.parse().ok()).collect()
    }

    /// The setting of that key.
    pub fn from_key(key: &str) -> Option<Self> {
        key.parse().ok()
    }

    /// The right that changing it takes.
    pub fn right(self) -> Right {
        match self {
            Self::Screens => Right::Site,
            Self::Language
            | Self::UnlockMs
            | Self::OpenBeforeMin
            | Self::CloseAfterMin
            | Self::Online => Right::Settings,
        }
    }

    /// Values that are offered, as the file writes them; the file may have others. None of halls: which
    /// there are, is the site's affair.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Language => &["zh-CN", "en"],
            Self::UnlockMs => &["2000", "3000", "4000", "5000", "6000", "8000", "10000", "15000"],
            Self::OpenBeforeMin => &["10", "15", "20", "30", "45", "60", "90"],
            Self::CloseAfterMin => &["0", "15", "30", "60", "90", "120", "180"],
            Self::Online => &["prefer", "require", "never"],
            Self::Screens => &[],
        }
    }

    /// The value as the file writes it, without quotes.
    pub fn value_of(self, config: &Config) -> String {
        config.flat().remove(self.key()).unwrap_or_default()
    }

    /// Sets the value, where it is one that the file might have.
    pub fn apply(self, config: &mut Config, value: &str) -> Result<(), FieldFault> {
        self.change(config, value).map_err(|fault| FieldFault { key: self.key().to_owned(), fault })
    }

    /// The configuration is written out and read again: what holds for the file holds for this.
    fn change(self, config: &mut Config, value: &str) -> Result<(), ValueFault> {
        // Whatever was read can be written; else it is told in the words of TOML's writer.
        let unwritten = |cause: toml::ser::Error| ValueFault::Form(cause.to_string());
        let mut whole = Value::try_from(&*config).map_err(unwritten)?;
        let place = self.key().split('.').try_fold(&mut whole, |at, name| at.get_mut(name));
        let place = place.ok_or(ValueFault::NotInFile)?;
        *place = match place {
            Value::Integer(_) => {
                let not_whole = |_| ValueFault::NotWhole(value.to_owned());
                Value::Integer(value.parse().map_err(not_whole)?)
            }
            Value::Array(_) => {
                let listed: Result<Vec<String>, _> = serde_json::from_str(value);
                let listed = listed.map_err(|_| ValueFault::NotList(value.to_owned()))?;
                Value::Array(listed.into_iter().map(Value::String).collect())
            }
            _ => Value::String(value.to_owned()),
        };
        let text = toml::to_string(&whole).map_err(unwritten)?;
        *config = read(&text).map_err(|misread| misread.fault)?;
        Ok(())
    }
}

/// A text is no such setting's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("may not be changed at the terminal; there are {}", FieldSetting::VARIANTS.iter().map(|setting| setting.key()).collect::<Vec<_>>().join(", "))]
pub struct BadField;

fn bad_field(_key: &str) -> BadField {
    BadField
}

impl Config {
    /// The configuration with what was changed at the terminal, as pairs of key and value; and of
    /// those the ones that no longer fit, which are left as the file has them.
    pub fn with_field_settings<'a>(
        mut self,
        kept: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> (Self, Vec<FieldFault>) {
        let mut misfits = Vec::new();
        for (key, value) in kept {
            let unknown = || FieldFault::unknown(key);
            let applied = FieldSetting::from_key(key).ok_or_else(unknown);
            if let Err(fault) = applied.and_then(|setting| setting.apply(&mut self, value)) {
                misfits.push(fault);
            }
        }
        (self, misfits)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const HALL: &str = r#"["0000000000000003"]"#;

    fn config() -> Config {
        Config::parse(crate::terminal::config::tests::LEAST, Path::new("it.toml")).unwrap()
    }

    #[test]
    fn a_value_is_judged_as_in_the_file() {
        for (setting, default, good, bad, expected) in [
            (FieldSetting::Language, "zh-CN", "en", "de", "unknown variant `de`"),
            (FieldSetting::UnlockMs, "5000", "600000", "99", "99 is not between 100 and 600000"),
            (FieldSetting::UnlockMs, "5000", "100", "8 s", "\"8 s\" is no whole number"),
            (FieldSetting::OpenBeforeMin, "30", "0", "-1", "-1 is not between 0 and 1440"),
            (FieldSetting::CloseAfterMin, "120", "1440", "1441", "1441 is not between 0 and 1440"),
            (FieldSetting::Online, "prefer", "require", "", "unknown variant ``"),
            (FieldSetting::Screens, "[]", HALL, "3", "\"3\" is no list"),
            (FieldSetting::Screens, "[]", HALL, "[\"3\"]", "\"3\" has 1 characters"),
        ] {
            let mut config = config();
            assert_eq!(setting.value_of(&config), default);
            let fault = setting.apply(&mut config, bad).unwrap_err().to_string();
            assert!(fault.starts_with(&format!("{}: {expected}", setting.key())), "{fault}");
            assert_eq!(setting.value_of(&config), default);
            setting.apply(&mut config, good).unwrap();
            assert_eq!(setting.value_of(&config), good);
            // And nothing else changed.
            setting.apply(&mut config, default).unwrap();
            assert_eq!(format!("{config:?}"), format!("{:?}", self::config()));
        }
    }

    #[test]
    fn every_value_that_is_offered_is_taken() {
        for setting in FieldSetting::ALL {
            for value in setting.choices() {
                let mut config = config();
                setting.apply(&mut config, value).unwrap();
                assert_eq!(setting.value_of(&config), *value);
            }
            let present = setting.value_of(&config());
            assert!(setting.choices().is_empty() || setting.choices().contains(&&*present));
        }
    }

    #[test]
    fn what_no_longer_fits_is_told_and_left_as_the_file_has_it() {
        let kept = [
            ("gate.unlock_ms", "8000"),
            ("admission.online", "sometimes"),
            ("gate.driver", "simulated"),
            ("terminal.language", "en"),
        ];
        let (config, misfits) = config().with_field_settings(kept);
        assert_eq!(config.gate.unlock_ms, 8000);
        assert_eq!(FieldSetting::Language.value_of(&config), "en");
        assert_eq!(FieldSetting::Online.value_of(&config), "prefer");
        let keys: Vec<&str> = misfits.iter().map(|fault| fault.key.as_str()).collect();
        assert_eq!(keys, ["admission.online", "gate.driver"]);
    }
}
