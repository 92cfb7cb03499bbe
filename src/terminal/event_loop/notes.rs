//! What the worker wants committed before it moves on, and what comes of it.

use jiff::Timestamp;

use crate::terminal::store::{Seq, Store, StoreError};
use crate::terminal::sync::SyncEvent;

/// What was found out by committing it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Committed {
    /// Admissions of tickets that another door had admitted too.
    pub doubled: Vec<Seq>,
}

/// Commits a note of the worker ([`SyncEvent::is_note`]); another event is none of the store's business
/// here. Whoever calls it answers by [`crate::terminal::sync::SyncCommand::Noted`], or `NotNoted` after an error.
pub fn commit(
    store: &mut Store,
    event: &SyncEvent,
    at: Timestamp,
) -> Result<Committed, StoreError> {
    match event {
        SyncEvent::Sending { last, facts } => {
            return Ok(Committed { doubled: store.note_sending(*last, facts)? });
        }
        SyncEvent::Accepted { first, last, count } => {
            store.note_accepted(*first, *last, *count, at)?
        }
        SyncEvent::Rejected { first, count: 1, .. } => _ = store.note_rejected(*first)?,
        SyncEvent::StandsAside { seq } => store.stand_aside(*seq)?,
        SyncEvent::SetAside { seq } => store.set_aside(*seq, at)?,
        _ => {}
    }
    Ok(Committed::default())
}
