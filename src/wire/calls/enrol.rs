//! The enrolment: a terminal hands in the public half of a key that it made itself, for a code that is
//! worth one use. The project's own call, before the platform knows any key of whoever makes it.

use serde::{Deserialize, Serialize};

use super::OwnCall;
use crate::ticket::CinemaCode;

/// What a terminal posts. It holds a code that opens the door: it is never logged or quoted.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct EnrolmentQuery {
    /// `1.0`.
    pub version: String,
    /// As it was typed or read from the QR code.
    pub code: String,
    /// SubjectPublicKeyInfo, DER in Base64.
    pub public_key: String,
}

/// As whom the terminal is known from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct EnrolmentReply {
    pub username: String,
    pub cinema_code: CinemaCode,
}

impl OwnCall for EnrolmentQuery {
    const PATH: &'static str = "/enrol";
    type Reply = EnrolmentReply;
}
