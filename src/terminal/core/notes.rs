//! What the worker wants committed before it moves on, and what comes of it.

use jiff::Timestamp;

use super::{Core, EffectHandler};
use crate::terminal::store::{Seq, Store, StoreError};
use crate::terminal::sync::{SyncCommand, SyncEvent};

impl Core<Store> {
    /// Commits what the worker waits for ([`SyncEvent::is_note`]), and answers it; false where the
    /// disk did not take it, and the worker tells it again.
    pub fn commit(&mut self, event: &SyncEvent, handler: &mut impl EffectHandler) -> bool {
        match commit(&mut self.store, event, handler.now().wall) {
            Ok(committed) => {
                handler.send(SyncCommand::Noted);
                self.report_doubles(committed.doubled, handler);
                true
            }
            Err(fault) => {
                self.store.note_fault(&fault);
                handler.send(SyncCommand::NotNoted);
                log::error!("the store did not take a note of the upload, which waits: {fault}");
                false
            }
        }
    }
}

/// What was found out by committing it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Committed {
    /// Admissions of tickets that another door had admitted too.
    pub doubled: Vec<Seq>,
}

/// Commits a note of the worker ([`SyncEvent::is_note`]); another event is none of the store's business
/// here. Whoever calls it answers by [`SyncCommand::Noted`], or `NotNoted` after an error.
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
