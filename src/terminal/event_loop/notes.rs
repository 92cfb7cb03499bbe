//! What the worker wants committed before it moves on, and what comes of it.

use jiff::Timestamp;

use crate::terminal::store::{Seq, Store, StoreError};
use crate::terminal::sync::News;

/// What was found out by committing it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Committed {
    /// Admissions of tickets that another door had admitted too.
    pub doubled: Vec<Seq>,
}

/// Commits a note of the worker ([`News::is_note`]); other news is none of the store's business
/// here. Whoever calls it answers by [`crate::terminal::sync::Order::Noted`], or `NotNoted` after an error.
pub fn commit(store: &mut Store, news: &News, at: Timestamp) -> Result<Committed, StoreError> {
    match news {
        News::Sending { last, facts } => {
            return Ok(Committed { doubled: store.note_sending(*last, facts)? });
        }
        News::Accepted { first, last, count } => store.note_accepted(*first, *last, *count, at)?,
        News::Rejected { first, count: 1, .. } => _ = store.note_rejected(*first)?,
        News::StandsAside { seq } => store.stand_aside(*seq)?,
        News::SetAside { seq } => store.set_aside(*seq, at)?,
        _ => {}
    }
    Ok(Committed::default())
}
