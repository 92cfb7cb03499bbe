//! The gate's life: locked, unlocked for so many visitors, released by the fire alarm.

use std::collections::VecDeque;
use std::time::Duration;

use super::{DoorEvent, Effect, GateCommand, GateState};
use crate::clock::Now;
use crate::terminal::store::Seq;

/// How long after the gate has locked a passage is still that of the visitor whose time was over:
/// somebody who stood in it when it locked.
const LATE: Duration = Duration::from_secs(2);

/// The gate as the door believes it to be.
#[derive(Debug)]
pub(super) struct Passage {
    state: PassageState,
    /// Whose time is just over, the first admitted in front, and until when they may be late.
    late: (VecDeque<OpenedFor>, Duration),
    works: bool,
}

/// For whom the gate opens: the record of a ticket; none where staff open by hand.
type OpenedFor = Option<Seq>;

#[derive(Debug, PartialEq, Eq)]
enum PassageState {
    Locked,
    /// Unlocked for these visitors, the first admitted in front, until a moment of the monotonic
    /// clock.
    Open {
        owed: VecDeque<OpenedFor>,
        until: Duration,
    },
    Released,
}

/// Somebody was seen to walk through.
fn seen(opened: OpenedFor, now: Now) -> Vec<Effect> {
    let note = opened.map(|seq| Effect::NotePassage(seq, now.wall));
    std::iter::once(gate_report(GateState::Passed, opened)).chain(note).collect()
}

fn gate_report(state: GateState, seq: Option<Seq>) -> Effect {
    Effect::Report(DoorEvent::Gate { state, seq })
}

impl Passage {
    pub fn new() -> Self {
        Self { state: PassageState::Locked, late: Default::default(), works: true }
    }

    /// Nobody is on the way through.
    pub fn is_locked(&self) -> bool {
        self.state == PassageState::Locked
    }

    pub fn is_released(&self) -> bool {
        self.state == PassageState::Released
    }

    /// The driver does not complain.
    pub fn works(&self) -> bool {
        self.works
    }

    /// When the gate locks again.
    pub fn due(&self) -> Option<Duration> {
        match self.state {
            PassageState::Open { until, .. } => Some(until),
            _ => None,
        }
    }

    /// How long it stays open.
    pub fn left(&self, now: Duration) -> Option<Duration> {
        self.due().map(|until| until.saturating_sub(now))
    }

    /// Lets one more visitor through; a visitor who is waited for already is counted once.
    pub fn unlock(&mut self, seq: OpenedFor, now: Now, unlock: Duration) -> Vec<Effect> {
        let mut owed = match std::mem::replace(&mut self.state, PassageState::Locked) {
            PassageState::Released => {
                self.state = PassageState::Released;
                return Vec::new();
            }
            PassageState::Open { owed, .. } => owed,
            PassageState::Locked => VecDeque::new(),
        };
        if !owed.contains(&seq) {
            owed.push_back(seq);
        }
        self.late.0.clear();
        self.state = PassageState::Open { owed, until: now.mono + unlock };
        vec![Effect::Gate(GateCommand::Unlock), gate_report(GateState::Unlocked, seq)]
    }

    /// The sensor saw somebody walk through; nothing where nobody was to.
    pub fn passed(&mut self, now: Now, unlock: Duration) -> Vec<Effect> {
        let PassageState::Open { owed, until } = &mut self.state else {
            return self.passed_late(now);
        };
        let Some(seq) = owed.pop_front() else { return Vec::new() };
        let mut effects = seen(seq, now);
        if owed.is_empty() {
            effects.extend(self.lock());
        } else {
            // A turnstile that locks behind each visitor is opened anew for the next.
            *until = now.mono + unlock;
            effects.push(Effect::Gate(GateCommand::Unlock));
        }
        effects
    }

    fn passed_late(&mut self, now: Now) -> Vec<Effect> {
        let (late, until) = &mut self.late;
        if self.state != PassageState::Locked || now.mono > *until {
            return Vec::new();
        }
        let Some(seq) = late.pop_front() else { return Vec::new() };
        seen(seq, now)
    }

    /// The time to walk through is over.
    pub fn tick(&mut self, now: Now) -> Vec<Effect> {
        match self.state {
            PassageState::Open { until, .. } if now.mono >= until => self.shut(now),
            _ => Vec::new(),
        }
    }

    /// Locks an open gate, whoever is still on the way; for a fire alarm it stays open.
    pub fn shut(&mut self, now: Now) -> Vec<Effect> {
        let PassageState::Open { owed, .. } = &mut self.state else { return Vec::new() };
        let mut effects: Vec<Effect> =
            owed.iter().map(|seq| gate_report(GateState::TimedOut, *seq)).collect();
        self.late = (std::mem::take(owed), now.mono + LATE);
        effects.extend(self.lock());
        effects
    }

    /// The fire alarm's line changed. While it is on nothing locks the gate.
    pub fn fire_alarm(&mut self, on: bool) -> Vec<Effect> {
        match (on, self.is_released()) {
            (true, false) => {
                self.state = PassageState::Released;
                self.late.0.clear();
                vec![Effect::Gate(GateCommand::Release), gate_report(GateState::Released, None)]
            }
            (false, true) => self.lock(),
            _ => Vec::new(),
        }
    }

    /// The driver failed or works again. A gate that comes back is set to what it should be.
    pub fn works_now(&mut self, works: bool) -> Vec<Effect> {
        if works == self.works {
            return Vec::new();
        }
        self.works = works;
        if !works {
            return vec![gate_report(GateState::Fault, None)];
        }
        match &self.state {
            PassageState::Locked => self.lock(),
            PassageState::Open { owed, .. } => vec![
                Effect::Gate(GateCommand::Unlock),
                gate_report(GateState::Unlocked, owed.front().copied().flatten()),
            ],
            PassageState::Released => {
                vec![Effect::Gate(GateCommand::Release), gate_report(GateState::Released, None)]
            }
        }
    }

    /// Nobody will be there to lock the gate later. One that is locked already is told so once
    /// more, but nobody has to hear of it.
    pub fn end(&mut self) -> Vec<Effect> {
        match self.state {
            PassageState::Released => Vec::new(),
            PassageState::Locked => vec![Effect::Gate(GateCommand::Lock)],
            PassageState::Open { .. } => self.lock(),
        }
    }

    fn lock(&mut self) -> Vec<Effect> {
        self.state = PassageState::Locked;
        vec![Effect::Gate(GateCommand::Lock), gate_report(GateState::Locked, None)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UNLOCK: Duration = Duration::from_secs(3);

    fn at(ms: u64) -> Now {
        Now { mono: Duration::from_millis(ms), wall: jiff::Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn what_is_left_of_the_time_goes_down_and_is_told_only_while_it_locks_by_itself() {
        let mut passage = Passage::new();
        let left = |passage: &Passage, ms| passage.left(at(ms).mono).map(|it| it.as_millis());
        assert_eq!(left(&passage, 0), None);
        passage.unlock(Some(Seq(1)), at(1000), UNLOCK);
        assert_eq!(
            [1000, 2500, 4000, 9000].map(|ms| left(&passage, ms)),
            [3000, 1500, 0, 0].map(Some)
        );
        passage.unlock(Some(Seq(2)), at(2000), UNLOCK);
        assert_eq!(left(&passage, 2000), Some(3000), "for the next visitor it begins anew");
        passage.passed(at(2500), UNLOCK);
        assert_eq!(left(&passage, 2500), Some(3000));
        passage.passed(at(2600), UNLOCK);
        assert_eq!(left(&passage, 2600), None, "it has locked behind the last");
        passage.fire_alarm(true);
        assert_eq!(left(&passage, 2700), None);
    }
}
