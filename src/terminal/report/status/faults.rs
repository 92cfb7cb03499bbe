//! What the platform's replies were not right in, for whoever has to tell its operator.

use jiff::{Timestamp, Zoned};
use serde::Serialize;

use crate::terminal::sync::Complaints;
use crate::wire::{Flaw, What};
use crate::words::Language;
use crate::words::status as words;

/// Something that was not right in the platform's replies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlatformFault {
    #[serde(flatten)]
    pub flaw: Flaw,
    /// Seen last.
    #[serde(serialize_with = "crate::terminal::report::parts::rfc3339")]
    pub at: Zoned,
}

impl PlatformFault {
    /// What stands at `now` of what was `kept`.
    pub(super) fn all(kept: &str, now: Timestamp, zoned: impl Fn(Timestamp) -> Zoned) -> Vec<Self> {
        let complaints = Complaints::of_kept(kept);
        let standing = complaints.standing(now).map(|complaint| {
            let at = Timestamp::from_millisecond(complaint.at_ms).unwrap_or_default();
            Self { flaw: complaint.flaw.clone(), at: zoned(at) }
        });
        standing.collect()
    }

    /// What is not right, for people.
    pub fn message(&self, language: Language) -> String {
        let Flaw { api, field, what, count } = &self.flaw;
        let call = api.as_str();
        match what {
            What::Unreadable => words::FlawUnreadable { call, field, count }.text(language),
            What::Missing => words::FlawMissing { call, field, count }.text(language),
            What::Contradictory => words::FlawContradictory { call, field, count }.text(language),
            What::Surplus => words::FlawSurplus { call, field, count }.text(language),
        }
    }
}
