//! What goes into the door and what comes out of it.

use std::time::Duration;

use jiff::Timestamp;

use super::{
    Advice, Answer, ClaimId, ClaimRequest, Elsewhere, NeighbourAnswer, Page, Question, QuestionId,
    Reason, RefusalDetail, Rules,
};
use crate::clock::Trust;
use crate::terminal::store::{Basis, Refusal, Seq, StoredKey};
use crate::ticket::{FilmTicketCode, ScreenCode, SessionCode};

/// What happens to the door.
#[derive(Debug)]
pub enum Input {
    /// A frame was read.
    Frame(Sighting),
    /// The imager has typed what it read.
    Imaged(Imaged),
    /// Staff open the gate by hand; the opening is on the disk.
    OpenByHand,
    /// Staff lock the gate at once.
    LockNow,
    /// Answer to [`Effect::Ask`].
    Answered(QuestionId, Answer),
    /// Answer to [`Effect::Claim`].
    Neighbours(ClaimId, NeighbourAnswer),
    /// Staff have typed the number of this ticket, and nobody is being judged: answered by
    /// [`Effect::TypedAnswered`].
    ClaimTyped(FilmTicketCode, SessionCode),
    /// The cinema's keys as they are in the store now.
    Keys(Vec<StoredKey>),
    /// The request that [`Effect::AskKeys`] caused is over, with or without new keys before it.
    KeysAnswered,
    /// The rules from now on: somebody has changed a setting.
    Rules(Box<Rules>),
    /// Whether the platform can be reached.
    Platform { up: bool },
    /// The platform's own clock, as told with a reply.
    PlatformClock(Timestamp),
    /// The sensor: somebody walked through.
    Passage,
    /// The fire alarm's line.
    FireAlarm(bool),
    /// The gate's driver failed, or works again.
    Gate { works: bool },
    /// The camera's state.
    Camera { streaming: bool },
    /// Whether the store takes records.
    Store { works: bool },
    /// Whether the imager is there.
    Imager { connected: bool },
    /// A deadline of [`super::Door::next_due`] has come.
    Tick,
}

/// What a frame showed.
#[derive(Debug, Clone, Default)]
pub struct Sighting {
    /// The texts of all codes in view.
    pub texts: Vec<String>,
    /// There is nothing before the camera at all.
    pub blank: bool,
    /// What would help a code that is in view and can't be read.
    pub unread: Option<Advice>,
    /// When the frame was captured, by the monotonic clock.
    pub captured: Duration,
    /// How long finding and decoding took.
    pub decode: Duration,
}

/// A code that a hand-held imager has read and typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imaged {
    pub text: String,
    /// When the last key was typed, by the monotonic clock.
    pub at: Duration,
}

/// What the door wants done, in this order.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the platform; the answer counts until `deadline` on the monotonic clock.
    Ask {
        question: Question,
        deadline: Duration,
    },
    /// Ask the other doors of the cinema, and have the ticket for this one.
    Claim(ClaimRequest),
    /// What was claimed last is not admitted.
    ReleaseClaim,
    /// What the other doors say to [`Input::ClaimTyped`]: whether they have admitted the ticket.
    TypedAnswered(Option<Elsewhere>),
    /// Ask for the keys, because none fits a ticket.
    AskKeys,
    Gate(GateCommand),
    Show(Page),
    Sound(Cue),
    /// Keep for the reports; nobody waits for these.
    NotePassage(Seq, Timestamp),
    NoteReopening(Seq),
    NoteRefusal(Refusal),
    /// For the event file and the journal.
    Report(DoorEvent),
}

impl Effect {
    /// What people see comes before what waits for the disk. Where a passage is noted, what the gate
    /// did is told after that: whoever hears of a passage may count on its ticket not opening again.
    pub fn in_turn(effects: &mut [Self]) {
        let noted = effects.iter().any(|effect| matches!(effect, Self::NotePassage(..)));
        effects.sort_by_key(|effect| match effect {
            Self::NotePassage(..) => 1,
            Self::Report(DoorEvent::Gate { .. }) if noted => 2,
            Self::NoteReopening(_) | Self::NoteRefusal(_) | Self::Report(DoorEvent::Hint(_)) => 3,
            _ => 0,
        });
    }
}

/// What the gate is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GateCommand {
    Unlock,
    Lock,
    /// Stay open until locked: the fire alarm.
    Release,
}

/// A sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cue {
    Admit,
    Refuse,
    Attention,
}

/// A fact that is told to the outside (SPEC §10, events).
#[derive(Debug, Clone, PartialEq)]
pub enum DoorEvent {
    Verdict(Verdict),
    Gate {
        state: GateState,
        seq: Option<Seq>,
    },
    Clock(Trust),
    /// A visitor is told what would help.
    Hint(Advice),
}

/// The gate's states as they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum GateState {
    Locked,
    Unlocked,
    Passed,
    TimedOut,
    Released,
    Fault,
}

impl GateState {
    /// The name in events.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// A verdict with what led to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    pub reason: Reason,
    pub detail: RefusalDetail,
    pub basis: Basis,
    /// Where the ticket could be read.
    pub codes: Option<(FilmTicketCode, ScreenCode, SessionCode)>,
    /// Where anybody knows it, as the page has it.
    pub film_name: Option<String>,
    /// Likewise of the ticket's hall.
    pub screen_name: Option<String>,
    /// The record's number where one was made, or the first record's for a reopening.
    pub seq: Option<Seq>,
    /// From the frame's capture to the verdict.
    pub frame: Duration,
    pub stages: Stages,
}

/// How long the stages of a verdict took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stages {
    pub decode: Duration,
    pub decrypt: Duration,
    pub online: Duration,
    pub commit: Duration,
}
