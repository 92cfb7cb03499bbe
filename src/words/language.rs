//! The two languages that everything is told in.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A reader's language, as the configuration names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
pub enum Language {
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    #[serde(rename = "en")]
    English,
}

/// A text names none of the languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is told in zh-CN or en")]
pub struct BadLanguage;

impl FromStr for Language {
    type Err = BadLanguage;

    fn from_str(name: &str) -> Result<Self, BadLanguage> {
        match name {
            "zh-CN" | "zh" => Ok(Self::Chinese),
            "en" => Ok(Self::English),
            _ => Err(BadLanguage),
        }
    }
}
