//! What the audit log tells of: the kinds of its entries.

use strum::VariantArray;

/// Something that was done, as the log names it. `docs/security.md` tells what stands in the
/// details of each.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case", parse_err_ty = BadAuditKind, parse_err_fn = bad_audit_kind)]
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
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name in the log, which stays as it is for good.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The kind of that name; none for one that another program wrote.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// A text names no kind of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is no kind of log entry; there are {}", AuditKind::VARIANTS.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", "))]
pub struct BadAuditKind;

fn bad_audit_kind(_name: &str) -> BadAuditKind {
    BadAuditKind
}
