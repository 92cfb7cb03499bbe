//! What of a reply can't be taken as it stands: the platform's fault, which costs what it is in
//! and nothing beside it, and is told.

use serde::{Deserialize, Serialize};

use super::calls::Api;

/// One thing in a reply that is not right.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Flaw {
    /// Of which call's reply.
    pub api: Api,
    /// Its name on the wire.
    pub field: String,
    pub what: What,
    /// How many entries of a list are so; of a field that stands alone 1.
    pub count: usize,
}

impl Flaw {
    /// Whether it may change a verdict, and not only what is shown and reported.
    pub fn weighs(&self) -> bool {
        ["CheckStatus", "RefundStatus", "FilmTicketCode", "PublicKeys"].contains(&&*self.field)
    }
}

/// What is not right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum What {
    /// It does not read: it is left out, and a status decides nothing.
    Unreadable,
    /// A status is not told at all, which decides nothing.
    Missing,
    /// A status is told more than once, and not as the same: the one that says Yes counts.
    Contradictory,
    /// More than are kept: the oldest are left out.
    Surplus,
}

impl What {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What a reply tells, and what in it is not right.
#[derive(Debug, Clone, PartialEq)]
pub struct WithFlaws<T> {
    pub data: T,
    pub flaws: Vec<Flaw>,
}
