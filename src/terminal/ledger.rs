//! The door's dealings with the store: what is looked up and committed, and what is noted.

use crate::door::{Effect, Input, NotCommitted};
use crate::store::{CommitError, Store};

/// What came of an effect that was the store's.
#[derive(Debug)]
pub enum Entry {
    /// The door waits for this.
    Answer(Input),
    /// Noted; nobody waits.
    Noted,
    /// None of the store's business.
    Other(Effect),
}

/// Carries out an effect if it is the store's. Failures of what the door waits for are told to
/// the door; failures of mere notes are logged, as they cost a report's figure, not a verdict.
pub fn enter(store: &Store, effect: Effect) -> Entry {
    let noted = match effect {
        Effect::Recall { film_ticket_code, screen_code, show_time } => {
            let known = store.recall(film_ticket_code, screen_code, show_time);
            if let Err(fault) = &known {
                log::error!("{fault}");
            }
            return Entry::Answer(Input::Recalled(known.ok()));
        }
        Effect::Commit(admission) => {
            let done = store.admit(&admission).map_err(|fault| match fault {
                CommitError::AlreadyAdmitted => NotCommitted::AlreadyAdmitted,
                CommitError::Store(fault) => {
                    log::error!(
                        "an admission could not be recorded, so the gate stays shut: {fault}"
                    );
                    NotCommitted::StoreFailed
                }
            });
            return Entry::Answer(Input::Committed(done));
        }
        Effect::NotePassage(seq, at) => store.note_passage(seq, at),
        Effect::NoteReopening(seq) => store.note_reopening(seq),
        Effect::NoteRefusal(refusal) => store.note_refusal(&refusal),
        other => return Entry::Other(other),
    };
    if let Err(fault) = noted {
        log::error!("a note for the reports is lost: {fault}");
    }
    Entry::Noted
}
