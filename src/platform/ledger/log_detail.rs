//! What the protected log tells of: a kind with its details, as they are kept for good.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::LedgerError;

/// Something that was done. `docs/platform.md` tells what stands in the details of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogDetail {
    SignIn {
        place: SignInPlace,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
    SignInFailed {
        place: SignInPlace,
        why: SignInRefusal,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
    /// A name was locked after wrong passwords.
    Locked {
        name: String,
        until: String,
        failed: u32,
    },
    SignOut {
        by: SignOutBy,
    },
    OperatorAdded {
        name: String,
        role: String,
        cinemas: Vec<String>,
    },
    PasswordChanged {
        name: String,
    },
    OperatorDisabled {
        name: String,
    },
    OperatorEnabled {
        name: String,
    },
    CinemaAdded {
        code: String,
        name: String,
    },
    /// Cinemas of the configured list that were not known.
    CinemasListed {
        added: u64,
    },
    CinemaRenamed {
        code: String,
        name: String,
    },
    TerminalAdded {
        name: String,
        cinema: String,
    },
    /// A terminal was given a code to enrol by.
    TerminalInvited {
        name: String,
        cinema: String,
    },
    TerminalRotated {
        name: String,
    },
    /// A terminal handed in its key.
    TerminalEnrolled {
        name: String,
        cinema: String,
    },
    TerminalRevoked {
        name: String,
    },
    FindingClosed {
        id: i64,
        reason: String,
    },
    BackedUp {
        file: String,
        records: u64,
    },
    Restored {
        file: String,
        records: u64,
    },
    /// Records that were past went.
    RecordsGone {
        records: u64,
        days: u32,
    },
    /// The ledger was taken over from SQLite.
    Migrated {
        tables: u64,
        rows: u64,
    },
}

/// Where somebody signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInPlace {
    Web,
    CommandLine,
}

/// Why somebody is not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInRefusal {
    UnknownName,
    WrongPassword,
    Disabled,
    Locked,
}

/// Who ended a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignOutBy {
    Themselves,
    /// Nothing was done for so long, or twelve hours had passed.
    Time,
    /// The operator was disabled, or has another password or role.
    Change,
}

impl LogDetail {
    /// Its kind and what stands in the detail.
    pub(super) fn parts(&self) -> Result<(String, Map<String, Value>), LedgerError> {
        match serde_json::to_value(self) {
            Ok(Value::Object(object)) => {
                let only = object.into_iter().next();
                only.and_then(|(kind, detail)| match detail {
                    Value::Object(detail) => Some((kind, detail)),
                    _ => None,
                })
            }
            _ => None,
        }
        .ok_or_else(|| LedgerError::column(0, "a detail", None))
    }

    /// What was kept; none where another program wrote it.
    pub fn read(kind: &str, detail: &Value) -> Option<Self> {
        serde_json::from_value(serde_json::json!({ kind: detail })).ok()
    }
}
