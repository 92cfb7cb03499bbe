//! What the audit log tells of: the kinds of its entries.

/// Something that was done, as the log names it. `docs/security.md` tells what stands in the
/// details of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditKind {
    SignIn,
    SignInFailed,
    /// A name was locked after wrong passwords.
    Locked,
    SignOut,
    OperatorAdded,
    PasswordChanged,
    /// The name that a screen shows for an operator was changed.
    ShownNameChanged,
    OperatorDisabled,
    OperatorEnabled,
    OpenedByHand,
    /// The gate was moved by a test.
    GateTested,
    /// Reports or records were written onto a stick.
    Exported,
    /// It was begun, and is not whole: what was on the stick by then may have left with it.
    ExportBrokenOff,
    /// A setting was changed at the terminal.
    SettingChanged,
    /// The configuration differs from that of the last start.
    ConfigurationChanged,
    ClockStepped,
    /// The fire alarm's line opened the gate.
    FireAlarm,
    FireAlarmOver,
    /// Cinema keys came or went.
    KeysChanged,
    /// A ticket was admitted here offline, and at another door too.
    DoubleAdmission,
    /// Records that were kept for long enough were deleted.
    RecordsPruned,
    /// Times of records that were taken by a wrong clock were put right.
    RecordTimesCorrected,
    /// Nothing has confirmed the times of records: they went up as they are.
    RecordTimesKept,
    ProgramStarted,
    ProgramStopped,
    /// The head beside the database was missing, and was begun anew.
    LogHeadBegun,
    /// Something was found wrong with the store, and put right as far as it could be.
    StoreFound,
}

impl AuditKind {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 27] = [
        Self::SignIn,
        Self::SignInFailed,
        Self::Locked,
        Self::SignOut,
        Self::OperatorAdded,
        Self::PasswordChanged,
        Self::ShownNameChanged,
        Self::OperatorDisabled,
        Self::OperatorEnabled,
        Self::OpenedByHand,
        Self::GateTested,
        Self::Exported,
        Self::ExportBrokenOff,
        Self::SettingChanged,
        Self::ConfigurationChanged,
        Self::ClockStepped,
        Self::FireAlarm,
        Self::FireAlarmOver,
        Self::KeysChanged,
        Self::DoubleAdmission,
        Self::RecordsPruned,
        Self::RecordTimesCorrected,
        Self::RecordTimesKept,
        Self::ProgramStarted,
        Self::ProgramStopped,
        Self::LogHeadBegun,
        Self::StoreFound,
    ];

    /// The name in the log, which stays as it is for good.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::SignInFailed => "sign_in_failed",
            Self::Locked => "locked",
            Self::SignOut => "sign_out",
            Self::OperatorAdded => "operator_added",
            Self::PasswordChanged => "password_changed",
            Self::ShownNameChanged => "shown_name_changed",
            Self::OperatorDisabled => "operator_disabled",
            Self::OperatorEnabled => "operator_enabled",
            Self::OpenedByHand => "opened_by_hand",
            Self::GateTested => "gate_tested",
            Self::Exported => "exported",
            Self::ExportBrokenOff => "export_broken_off",
            Self::SettingChanged => "setting_changed",
            Self::ConfigurationChanged => "configuration_changed",
            Self::ClockStepped => "clock_stepped",
            Self::FireAlarm => "fire_alarm",
            Self::FireAlarmOver => "fire_alarm_over",
            Self::KeysChanged => "keys_changed",
            Self::DoubleAdmission => "double_admission",
            Self::RecordsPruned => "records_pruned",
            Self::RecordTimesCorrected => "record_times_corrected",
            Self::RecordTimesKept => "record_times_kept",
            Self::ProgramStarted => "program_started",
            Self::ProgramStopped => "program_stopped",
            Self::LogHeadBegun => "log_head_begun",
            Self::StoreFound => "store_found",
        }
    }

    /// The kind of that name; none for one that another program wrote.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A text names no kind of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is no kind of log entry; there are {}", AuditKind::ALL.map(AuditKind::as_str).join(", "))]
pub struct BadAuditKind;

impl std::str::FromStr for AuditKind {
    type Err = BadAuditKind;

    fn from_str(name: &str) -> Result<Self, BadAuditKind> {
        Self::from_name(name).ok_or(BadAuditKind)
    }
}
