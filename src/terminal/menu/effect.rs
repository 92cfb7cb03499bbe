//! What goes into the menus and what they want done at once.

use std::sync::Arc;

use super::reply::MenuReply;
use super::request::MenuRequest;
use super::{FieldSetting, ShownVerdict};
use crate::terminal::door::{DoorEvent, GateState, TypedTicket};
use crate::terminal::keypad::Key;
use crate::terminal::operators::{Leaving, SignedIn};
use crate::terminal::presentation::CameraLook;
use crate::terminal::store::OpenReason;
use crate::words::Language;

/// What happens to the menus.
#[derive(Debug)]
pub enum MenuInput {
    /// Somebody pressed a key while the menus were to be seen, or nothing but the invitation.
    Key(Key),
    /// An answer to [`MenuEffect::Ask`], or how far the work has come.
    Reply(JobId, MenuReply),
    /// What came of [`MenuEffect::OpenByHand`] or [`MenuEffect::TryGate`].
    Opened(Result<(), NotOpened>),
    /// What came of [`MenuEffect::Judge`], or why [`MenuEffect::LetIn`] opened nothing.
    Judged(Arc<TypedTicket>, Arc<ShownVerdict>),
    /// The gate is locked again.
    GateLocked,
    /// The gate does not obey.
    GateFault,
    /// A picture of the camera, while [`super::Menu::wants_looks`].
    Look(CameraLook),
    /// A deadline of [`super::Menu::due`] has come.
    Tick,
}

impl MenuInput {
    /// What the menus have to know of the gate's life.
    pub fn of_gate(report: &DoorEvent) -> Option<Self> {
        match report {
            DoorEvent::Gate { state: GateState::Locked, .. } => Some(Self::GateLocked),
            DoorEvent::Gate { state: GateState::Fault, .. } => Some(Self::GateFault),
            _ => None,
        }
    }
}

/// Why the gate was not opened by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotOpened {
    /// The store does not take it, so the gate stays locked.
    NotRecorded,
    /// Whoever is signed in was disabled or changed meanwhile.
    NotAllowed,
    /// It is recorded, but the gate does not obey.
    GateFault,
}

/// A job that was given away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobId(pub u64);

/// What the menus want done, in this order.
#[derive(Debug)]
pub enum MenuEffect {
    /// Something that takes longer than the loop has; answered by [`MenuInput::Reply`]. `by` is none
    /// before somebody has signed in.
    Ask {
        job: JobId,
        by: Option<SignedIn>,
        request: MenuRequest,
    },
    /// Nobody waits for this job any more.
    Abandon(JobId),
    /// Record that somebody opens the gate by hand, then open it; answered by [`MenuInput::Opened`].
    OpenByHand {
        by: SignedIn,
        /// None: it is asked while the gate is open, and told by [`MenuEffect::NoteReason`].
        reason: Option<OpenReason>,
    },
    /// Tell the log why it was opened; none: nobody has said.
    NoteReason {
        by: SignedIn,
        reason: Option<OpenReason>,
    },
    /// The same to see whether the gate works, which is no admission.
    TryGate {
        by: SignedIn,
    },
    /// By the rules for tickets that are scanned, one whose number was typed; answered by
    /// [`MenuInput::Judged`].
    Judge(Arc<TypedTicket>),
    /// Count and log that a ticket whose number was typed is not let in: the end of its number, and why.
    NoteTyped {
        by: SignedIn,
        ticket: String,
        reason: &'static str,
    },
    /// Use it up, then open the gate; answered by [`MenuInput::Opened`].
    LetIn {
        by: SignedIn,
        typed: Arc<TypedTicket>,
    },
    LockGate,
    /// Somebody's shift at this door is over.
    SignOut {
        by: SignedIn,
        leaving: Leaving,
    },
    /// Staff call for help, or the call is over.
    Help {
        by: SignedIn,
        on: bool,
    },
    /// The sound of a call for help.
    Attention,
    /// The screens speak this language from now on.
    Speak(Language),
    /// Lamps, buzzer and sounds as for this, to see whether they work.
    Signal(crate::terminal::door::Cue),
    /// A setting was changed; it holds from now on.
    Apply(FieldSetting, String),
}
