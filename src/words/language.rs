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

impl Language {
    /// That of whoever typed a command: a console without a locale draws no Chinese.
    pub fn of_shell() -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|locale| !locale.is_empty()));
        Self::of_locale(&locale.unwrap_or_default())
    }

    fn of_locale(locale: &str) -> Self {
        if locale.starts_with("zh") { Self::Chinese } else { Self::English }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_chinese_or_it_is_told_in_english() {
        for (locale, expected) in [
            ("zh_CN.UTF-8", Language::Chinese),
            ("zh_TW", Language::Chinese),
            ("en_GB.UTF-8", Language::English),
            ("C.UTF-8", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::of_locale(locale), expected, "{locale}");
        }
    }
}
