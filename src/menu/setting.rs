//! What an admin may change at the terminal itself.

/// A setting, by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// `terminal.language`.
    Language,
    /// `gate.unlock_ms`.
    UnlockMs,
    /// `admission.open_before_min`.
    OpenBeforeMin,
    /// `admission.close_after_min`.
    CloseAfterMin,
    /// `admission.online`.
    Online,
}

impl Setting {
    /// Values to choose from, as the configuration writes them.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Language => &["zh-CN", "en"],
            Self::UnlockMs => &["2000", "3000", "4000", "5000", "6000", "8000", "10000", "15000"],
            Self::OpenBeforeMin => &["10", "15", "20", "30", "45", "60", "90"],
            Self::CloseAfterMin => &["0", "15", "30", "60", "90", "120", "180"],
            Self::Online => &["prefer", "require", "never"],
        }
    }
}

impl Setting {
    /// The key in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Language => "terminal.language",
            Self::UnlockMs => "gate.unlock_ms",
            Self::OpenBeforeMin => "admission.open_before_min",
            Self::CloseAfterMin => "admission.close_after_min",
            Self::Online => "admission.online",
        }
    }

    pub fn apply(self, config: &mut crate::config::Config, value: &str) -> Option<()> {
        use crate::config::{Language, Online};
        match self {
            Self::Language => {
                config.terminal.language =
                    if value == "en" { Language::English } else { Language::Chinese };
            }
            Self::UnlockMs => config.gate.unlock_ms = value.parse().ok()?,
            Self::OpenBeforeMin => config.admission.open_before_min = value.parse().ok()?,
            Self::CloseAfterMin => config.admission.close_after_min = value.parse().ok()?,
            Self::Online => {
                config.admission.online = match value {
                    "prefer" => Online::Prefer,
                    "require" => Online::Require,
                    _ => Online::Never,
                }
            }
        }
        Some(())
    }
}
