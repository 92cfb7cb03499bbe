//! What the audit log tells of: the kinds of its entries.

use strum::VariantArray;

use super::AuditKind;

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

pub(super) fn bad_audit_kind(_name: &str) -> BadAuditKind {
    BadAuditKind
}
