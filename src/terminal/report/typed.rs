//! Tickets whose number staff typed, as they could not be scanned: what became of them, and what that is called.

use serde::Serialize;

use super::parts::RefusalCount;
use crate::terminal::reasons::staff_word;
use crate::terminal::store::{TypedTally, UNANSWERED, UNKNOWN_TICKET};
use crate::words::Language;
use crate::words::terms::Text as Term;

/// What became of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TypedCounts {
    /// Used up by it, and counted among the openings by hand.
    pub let_in: u64,
    /// By a name of SPEC §2, [`UNKNOWN_TICKET`] or [`UNANSWERED`]; in no other figure.
    pub refusals: Vec<RefusalCount>,
}

impl TypedCounts {
    /// Nobody has typed any.
    pub fn is_empty(&self) -> bool {
        self.let_in == 0 && self.refusals.is_empty()
    }
}

impl From<TypedTally> for TypedCounts {
    fn from(line: TypedTally) -> Self {
        let refusals = line.refused.into_iter().map(RefusalCount::from).collect();
        Self { let_in: line.let_in, refusals }
    }
}

/// Why one was not let in, by its name in the store.
pub(crate) fn typed_reason(name: &str, language: Language) -> &str {
    match name {
        UNKNOWN_TICKET => Term::UnknownTicket.form(language),
        UNANSWERED => Term::Unanswered.form(language),
        _ => staff_word(name, language),
    }
}
