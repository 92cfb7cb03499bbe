//! How people call who stands in the protected log, and what it tells of.

use super::NOBODY;
use crate::terminal::store::{AuditKind, TERMINAL};
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
pub fn who_is(shown: &str, language: Language) -> &str {
    [NOBODY, TERMINAL].into_iter().find(|name| who(name, language) == shown).unwrap_or(shown)
}

impl AuditKind {
    /// What people call it.
    pub fn shown(self, language: Language) -> &'static str {
        let text = match self {
            AuditKind::SignIn => Text::SignIn,
            AuditKind::SignInFailed => Text::SignInFailed,
            AuditKind::Locked => Text::Locked,
            AuditKind::SignOut => Text::SignOut,
            AuditKind::OperatorAdded => Text::OperatorAdded,
            AuditKind::PasswordChanged => Text::PasswordChanged,
            AuditKind::ShownNameChanged => Text::ShownNameChanged,
            AuditKind::OperatorDisabled => Text::OperatorDisabled,
            AuditKind::OperatorEnabled => Text::OperatorEnabled,
            AuditKind::OpenedByHand => Text::OpenedByHand,
            AuditKind::TypedTicketRefused => Text::TypedTicketRefused,
            AuditKind::OpeningReason => Text::OpeningReason,
            AuditKind::ClockAsked => Text::ClockAsked,
            AuditKind::GateTested => Text::GateTested,
            AuditKind::Exported => Text::Exported,
            AuditKind::ExportBrokenOff => Text::ExportBrokenOff,
            AuditKind::KeyShown => Text::KeyShown,
            AuditKind::BackedUp => Text::BackedUp,
            AuditKind::SettingChanged => Text::SettingChanged,
            AuditKind::ConfigurationBegun | AuditKind::ConfigurationChanged => {
                Text::ConfigurationChanged
            }
            AuditKind::ClockStepped => Text::ClockStepped,
            AuditKind::FireAlarm => Text::FireAlarm,
            AuditKind::FireAlarmOver => Text::FireAlarmOver,
            AuditKind::KeysChanged => Text::KeysChanged,
            AuditKind::DoubleAdmission => Text::DoubleAdmission,
            AuditKind::RecordsPruned => Text::RecordsPruned,
            AuditKind::RecordTimesCorrected => Text::RecordTimesCorrected,
            AuditKind::RecordTimesKept => Text::RecordTimesKept,
            AuditKind::ProgramStarted => Text::ProgramStarted,
            AuditKind::ProgramStopped => Text::ProgramStopped,
            AuditKind::UpdateAsked => Text::UpdateAsked,
            AuditKind::UpdateInstalled => Text::UpdateInstalled,
            AuditKind::UpdateKept => Text::UpdateKept,
            AuditKind::UpdateNotKept => Text::UpdateNotKept,
            AuditKind::LogHeadBegun => Text::LogHeadBegun,
            AuditKind::StoreFound => Text::StoreFound,
        };
        text.form(language)
    }
}
