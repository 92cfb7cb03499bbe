//! The dealings of door and menus with the store: what is looked up and committed, and what is
//! noted.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::people::Right;
use crate::terminal::door::{Effect, Input, NotCommitted};
use crate::terminal::menu::NotOpened;
use crate::terminal::operators::{Place, SignedIn};
use crate::terminal::store::detail::Unlocked;
use crate::terminal::store::{CommitError, Detail, ManualOpening, OpenReason, Store, StoreError};

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
                store.ails(fault);
                log::error!("{fault}");
            }
            return Entry::Answer(Input::Recalled(known.ok()));
        }
        Effect::Commit(admission) => {
            let done = store.admit(&admission).map_err(|fault| match fault {
                CommitError::AlreadyAdmitted => NotCommitted::AlreadyAdmitted,
                CommitError::Store(fault) => {
                    store.ails(&fault);
                    log::error!(
                        "an admission could not be recorded, so the gate stays shut: {fault}"
                    );
                    NotCommitted::StoreFailed
                }
            });
            return Entry::Answer(Input::Committed(done));
        }
        Effect::MarkTimes(mark) => {
            store.mark_times(mark);
            return Entry::Noted;
        }
        Effect::NotePassage(seq, at) => store.note_passage(seq, at),
        Effect::NoteReopening(seq) => store.note_reopening(seq),
        Effect::NoteRefusal(refusal) => store.note_refusal(&refusal),
        other => return Entry::Other(other),
    };
    if let Err(fault) = noted {
        store.ails(&fault);
        log::error!("a note for the reports is lost: {fault}");
    }
    Entry::Noted
}

/// Why the gate is moved without a ticket.
#[derive(Debug, Clone, Copy)]
pub enum Opening {
    ByHand(OpenReason),
    /// To see whether the gate works, which is no admission.
    Test,
}

/// Puts on the disk that `by` opens the gate; when this returns without an error it may move.
pub fn enter_opening(
    store: &Store,
    by: &SignedIn,
    opening: Opening,
    at: Timestamp,
    business_day: Date,
) -> Result<(), NotOpened> {
    let not_recorded = |fault: StoreError| {
        log::error!("an opening by hand could not be recorded, so the gate stays shut: {fault}");
        NotOpened::NotRecorded
    };
    let right = match opening {
        Opening::ByHand(_) => Right::OpenByHand,
        Opening::Test => Right::Devices,
    };
    if !by.may(right) || !by.stands_in(store).map_err(not_recorded)? {
        return Err(NotOpened::NotAllowed);
    }
    let who = by.name().as_str();
    let recorded = match opening {
        Opening::Test => {
            let unlocked = Unlocked::AsForVisitor;
            store.log(who, &Detail::GateTested { unlocked, place: Place::Screen }, at)
        }
        Opening::ByHand(reason) => {
            store.open_by_hand(&ManualOpening { at, business_day, who: who.to_owned(), reason })
        }
    };
    recorded.map_err(not_recorded)
}
