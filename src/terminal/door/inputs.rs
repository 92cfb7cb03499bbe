//! What each thing that happens does to the door.

use super::case::Waiting;
use super::{Cue, Door, Effect, Input, Memory};
use crate::clock::Now;

impl Door {
    pub(super) fn take(&mut self, now: Now, input: Input, memory: &mut impl Memory) -> Vec<Effect> {
        match input {
            Input::Frame(sighting) => {
                self.sight(sighting, now);
                Vec::new()
            }
            Input::Imaged(imaged) => {
                self.read_typed(imaged, now);
                Vec::new()
            }
            Input::OpenByHand => self.open_by_hand(now),
            Input::LockNow => self.passage.shut(now),
            Input::Rules(rules) => {
                self.rules = *rules;
                Vec::new()
            }
            Input::Answered(id, answer) => self.answered(id, answer, now, memory),
            Input::Neighbours(id, answer) => self.neighbours_answered(id, answer, now, memory),
            Input::ClaimTyped(ticket, session) => self.claim_typed(ticket, session, now),
            Input::Keys(keys) => {
                self.keys.replace(keys);
                self.keys_changed(now, memory)
            }
            Input::KeysAnswered => self.keys_over(now),
            Input::Platform { up } => {
                self.platform_up = up;
                if up {
                    self.watch.contact(now);
                }
                Vec::new()
            }
            Input::PlatformClock(platform) => {
                self.watch.on_platform_time(now, platform);
                if !self.watch.differs() {
                    // A record later than that was stamped by a clock that ran ahead.
                    self.newest = self.newest.min(Some(now.wall));
                }
                Vec::new()
            }
            Input::Passage => {
                let effects = self.passage.passed(now, self.rules.unlock);
                if effects.is_empty() && self.passage.is_locked() {
                    return vec![Effect::Sound(Cue::Attention)];
                }
                self.note_gone(&effects);
                effects
            }
            Input::FireAlarm(on) => {
                let mut effects = self.passage.fire_alarm(on);
                if on && !effects.is_empty() {
                    // Staff are waiting, and nobody else will answer them.
                    let typed = matches!(self.step, Some(Waiting::Typed { .. }));
                    effects.extend(typed.then_some(Effect::TypedAnswered(None)));
                    self.abandon();
                    effects.extend(self.release_claim());
                    effects.push(Effect::Sound(Cue::Attention));
                }
                effects
            }
            Input::Gate { works } => self.passage.works_now(works),
            Input::Camera { streaming } => {
                self.camera_streams = streaming;
                Vec::new()
            }
            Input::Imager { connected } => {
                self.imager_connected = connected;
                Vec::new()
            }
            Input::Store { works } => {
                self.store_works = works;
                Vec::new()
            }
            Input::Tick => {
                let effects = self.passage.tick(now);
                if effects.is_empty() { self.waited(now, memory) } else { effects }
            }
        }
    }

    fn open_by_hand(&mut self, now: Now) -> Vec<Effect> {
        let mut effects = self.passage.unlock(None, now, self.rules.unlock);
        if !effects.is_empty() {
            effects.push(Effect::Sound(Cue::Admit));
        }
        effects
    }
}
