//! How people call who stands in the protected log, and what it tells of.

use super::NOBODY;
use crate::terminal::store::{Deed, TERMINAL};
use crate::words::Language;
use crate::words::people::Text;

/// Who stands in the log.
pub fn who(name: &str, language: Language) -> &str {
    match name {
        NOBODY => Text::Nobody.form(language),
        TERMINAL => Text::Terminal.form(language),
        operator => operator,
    }
}

/// The name in the log of who is called so.
pub fn who_is(told: &str, language: Language) -> &str {
    [NOBODY, TERMINAL].into_iter().find(|name| who(name, language) == told).unwrap_or(told)
}

impl Deed {
    /// What people call it.
    pub fn shown(self, language: Language) -> &'static str {
        let text = match self {
            Deed::SignIn => Text::SignIn,
            Deed::SignInFailed => Text::SignInFailed,
            Deed::Locked => Text::Locked,
            Deed::SignOut => Text::SignOut,
            Deed::OperatorAdded => Text::OperatorAdded,
            Deed::PasswordChanged => Text::PasswordChanged,
            Deed::ShownNameChanged => Text::ShownNameChanged,
            Deed::OperatorDisabled => Text::OperatorDisabled,
            Deed::OperatorEnabled => Text::OperatorEnabled,
            Deed::OpenedByHand => Text::OpenedByHand,
            Deed::GateTested => Text::GateTested,
            Deed::Exported => Text::Exported,
            Deed::ExportBrokenOff => Text::ExportBrokenOff,
            Deed::SettingChanged => Text::SettingChanged,
            Deed::ConfigurationChanged => Text::ConfigurationChanged,
            Deed::ClockStepped => Text::ClockStepped,
            Deed::FireAlarm => Text::FireAlarm,
            Deed::FireAlarmOver => Text::FireAlarmOver,
            Deed::KeysChanged => Text::KeysChanged,
            Deed::DoubleAdmission => Text::DoubleAdmission,
            Deed::RecordsPruned => Text::RecordsPruned,
            Deed::RecordTimesCorrected => Text::RecordTimesCorrected,
            Deed::RecordTimesKept => Text::RecordTimesKept,
            Deed::ProgramStarted => Text::ProgramStarted,
            Deed::ProgramStopped => Text::ProgramStopped,
            Deed::LogHeadBegun => Text::LogHeadBegun,
            Deed::StoreFound => Text::StoreFound,
        };
        text.form(language)
    }
}
