//! The decision and the gate's life as one pure state machine (SPEC §2).
//!
//! [`Door::handle`] takes what happened, a reading of the clocks and its [`Memory`], and returns
//! what is to be done, in order. It knows nothing of files, sockets, pins, threads or the time of
//! day: all of it can be played through on paper, and `tests/scenarios` does so.

mod advice;
mod answers;
mod case;
mod claim;
mod clock;
mod coaching;
mod decision;
mod display;
mod effect;
mod inputs;
mod keyring;
mod memory;
mod page;
mod passage;
mod question;
mod reason;
mod recent;
mod rules;
mod scans;
mod search;
mod sight;
mod typed;

use std::collections::VecDeque;
use std::time::Duration;

use jiff::Timestamp;

pub use advice::Advice;
pub use claim::{ClaimId, ClaimRequest, Elsewhere, NeighbourAnswer};
pub use effect::{
    Cue, DoorEvent, Effect, GateCommand, GateState, Imaged, Input, Sighting, Stages, Verdict,
};
pub use memory::{Memory, NotCommitted};
pub use page::{Outage, Page, RefusalDetail, ShownTicket};
pub use question::{Answer, Question, QuestionId};
pub use reason::Reason;
pub use rules::Rules;
pub use typed::TypedTicket;

use crate::clock::{ClockMark, ClockWatch, Now, Trust};
use crate::terminal::store::{Seq, StoredKey};
use case::{Case, Waiting};
use display::{Display, DisplayState};
use keyring::Keyring;
use passage::Passage;
use scans::Scans;

/// The door.
#[derive(Debug)]
pub struct Door {
    rules: Rules,
    keys: Keyring,
    scans: Scans,
    waiting: VecDeque<Case>,
    step: Option<Waiting>,
    /// When the screen says that something is being waited for.
    checking_at: Option<Duration>,
    passage: Passage,
    display: Display,
    platform_up: bool,
    camera_streams: bool,
    imager_connected: bool,
    store_works: bool,
    /// The number of the last question.
    asked: u64,
    /// The number of the last claim.
    claims: u64,
    /// The ticket that is being decided is claimed at the other doors.
    claimed: bool,
    /// Whoever asks the other doors has not answered in time, and not since.
    neighbours_silent: bool,
    /// Admissions of this run, by the monotonic clock, while they may open again.
    recent: VecDeque<(Seq, Duration)>,
    first_of_run: Option<Seq>,
    /// Whose passage was seen last: a full disk does not keep the note of it.
    gone: VecDeque<Seq>,
    newest: Option<Timestamp>,
    watch: ClockWatch,
    reported_mark: Option<Option<ClockMark>>,
    reported_trust: Option<Trust>,
    /// By the monotonic clock.
    began: Option<Duration>,
}

impl Door {
    /// A locked door with the keys of the store; `newest` is the store's newest record.
    pub fn new(rules: Rules, keys: Vec<StoredKey>, newest: Option<Timestamp>) -> Self {
        Self {
            rules,
            keys: Keyring::new(keys),
            scans: Scans::default(),
            waiting: VecDeque::new(),
            step: None,
            checking_at: None,
            passage: Passage::new(),
            display: Display::default(),
            platform_up: true,
            camera_streams: true,
            imager_connected: false,
            store_works: true,
            asked: 0,
            claims: 0,
            claimed: false,
            neighbours_silent: false,
            recent: VecDeque::new(),
            first_of_run: None,
            gone: VecDeque::new(),
            newest,
            watch: ClockWatch::default(),
            reported_mark: None,
            reported_trust: None,
            began: None,
        }
    }

    /// What is to be done before the first input: the gate is locked whatever it was, and the
    /// first page is shown.
    pub fn begin(&mut self, now: Now) -> Vec<Effect> {
        let mut effects = vec![
            Effect::Gate(GateCommand::Lock),
            Effect::Report(DoorEvent::Gate { state: GateState::Locked, seq: None }),
        ];
        effects.extend(self.settle(now));
        effects
    }

    /// What is to be done after the last input: the gate does not stay open for a visitor, but
    /// for a fire alarm it does.
    pub fn end(&mut self) -> Vec<Effect> {
        self.passage.end()
    }

    /// Takes what happened and tells what is to be done, in this order. Once that is done,
    /// [`Door::go_on`] takes up whoever else waits.
    pub fn handle(&mut self, now: Now, input: Input, memory: &mut impl Memory) -> Vec<Effect> {
        self.look(now, memory);
        self.began.get_or_insert(now.mono);
        let mut effects = self.take(now, input, memory);
        // What comes of the input does not wait for another ticket's record.
        if effects.is_empty() {
            effects = self.take_up(now, memory);
        }
        self.conclude(effects, memory)
    }

    /// Goes on with the scan whose answer did not come in time, or takes up the next one; none:
    /// there is nothing to go on with.
    pub fn go_on(&mut self, now: Now, memory: &mut impl Memory) -> Option<Vec<Effect>> {
        let goes_on = match &self.step {
            // The loop has its turn first.
            Some(Waiting::Search(_)) => false,
            Some(step) => now.mono >= step.deadline(),
            None => self.is_behind(),
        };
        if !goes_on {
            return None;
        }
        self.look(now, memory);
        let mut effects = self.waited(now, memory);
        if effects.is_empty() {
            effects = self.take_up(now, memory);
        }
        Some(self.conclude(effects, memory))
    }

    fn conclude(&mut self, mut effects: Vec<Effect>, memory: &mut impl Memory) -> Vec<Effect> {
        let now = memory.now();
        // Before anything is noted.
        self.mark_times(now, memory);
        effects.extend(self.settle(now));
        // A note is a write to the disk: screen and lock do not wait for it.
        Effect::in_turn(&mut effects);
        effects
    }

    /// The moment of the monotonic clock at which the door wants an [`Input::Tick`] at the latest.
    pub fn next_due(&self, now: Duration) -> Option<Duration> {
        let step = self.step.as_ref().map(Waiting::deadline);
        let due = [step, self.checking_at, self.passage.due(), self.display.due(now)];
        due.into_iter().flatten().min()
    }

    /// Nothing is being decided, nobody is on the way through.
    pub fn is_idle(&self) -> bool {
        self.step.is_none() && self.waiting.is_empty() && self.passage.is_locked()
    }

    /// The fire alarm holds the gate open.
    pub fn is_released(&self) -> bool {
        self.passage.is_released()
    }

    /// A ticket is being decided, or waits to be.
    pub fn is_judging(&self) -> bool {
        self.step.is_some() || self.is_behind()
    }

    /// For how long the gate stays open, and for how long it opens; none while it does not lock by itself.
    pub fn gate_time(&self, now: Duration) -> Option<(Duration, Duration)> {
        self.passage.left(now).map(|left| (left, self.rules.unlock))
    }

    /// The gate's driver does not complain.
    pub fn gate_works(&self) -> bool {
        self.passage.works()
    }

    /// Scans wait for the one that is being decided.
    pub fn is_behind(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// What follows from the state alone: the page, and a change in the clock's trust.
    fn settle(&mut self, now: Now) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.step.is_none() {
            self.checking_at = None;
        }
        if self.checking_at.take_if(|at| now.mono >= *at).is_some() {
            self.display.checking();
        }
        if self.step.is_none() {
            self.display.decided();
        }
        let state = DisplayState {
            released: self.passage.is_released(),
            camera: self.camera_streams,
            imager: self.imager_connected,
            store: self.store_works,
            gate: self.passage.works(),
        };
        let (open, deciding) = (self.passage.due().is_some(), self.is_judging());
        effects.extend(self.display.refresh(state, open, deciding, now.mono));
        let trust = self.trust(now);
        if self.reported_trust != Some(trust) {
            self.reported_trust = Some(trust);
            effects.push(Effect::Report(DoorEvent::Clock(trust)));
        }
        effects
    }
}
