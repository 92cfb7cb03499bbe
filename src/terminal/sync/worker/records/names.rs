//! What only the platform knows of a ticket is asked for, but not for ever: a platform that answers
//! everything else gets the records without it.

use super::RecordUploads;
use crate::transport::Fault;

/// So often the platform may fail over a ticket before another call has to tell whether it answers
/// at all: half a minute, of the ten that a record has (§5.2.7).
const PUZZLES: u32 = 3;

impl RecordUploads {
    /// A question about a ticket failed. A fault of the link counts only where something else was
    /// answered meanwhile: a platform out of reach is no puzzle.
    pub(super) fn unanswered(&mut self, fault: &Fault) {
        let answers = std::mem::take(&mut self.answered) || !fault.is_link();
        self.puzzles += u32::from(answers);
    }

    /// Whether a question that failed like this was one in vain once more.
    pub(super) fn goes_nameless(&self, fault: &Fault) -> bool {
        self.nameless && (self.answered || !fault.is_link())
    }

    /// Whether the platform failed over tickets so often that another call has to tell whether it
    /// is the tickets or the platform.
    pub(in crate::terminal::sync::worker) fn is_puzzled(&self) -> bool {
        self.puzzles >= PUZZLES
    }

    /// That call is over: where it was answered, the record goes up without names rather than hold
    /// up all later ones, and where the next question is in vain too, so do all in hand: what is
    /// asked for may not come for days.
    pub(in crate::terminal::sync::worker) fn probed(&mut self, answered: bool) {
        if self.is_puzzled() {
            self.puzzles = 0;
            if answered && self.upload.batch().incomplete().is_some() {
                log::warn!("the platform fails over a ticket: its record goes up without names");
                self.nameless = true;
                self.upload.complete(None);
                self.retry.clear();
            }
        }
    }

    pub(super) fn give_up_names(&mut self) {
        log::warn!(
            "the platform does not say what it knows of tickets: records go up without names"
        );
        self.upload.give_up_names();
    }
}
