//! The search for the key that opens a ticket: one key, a look at the clock, the next key. However
//! many and large the keys are, the loop has its turn between them and the visitor a verdict.

use std::collections::VecDeque;
use std::time::Duration;

use super::case::{Case, Step};
use super::{Door, Effect, Reason, rules};
use crate::clock::{Now, china_civil};
use crate::ticket::CinemaKey;

/// How long keys are tried before the loop has its turn: gate, frames, display and the watchdog.
const TURN: Duration = Duration::from_millis(50);

/// How long keys are tried for one ticket. 64 keys of 4096 bits take 0.1 s on a desk's machine, and a
/// small board several times that.
const LONGEST: Duration = Duration::from_secs(2);

/// How long the search may take before the screen says so.
pub(super) const QUIET: Duration = Duration::from_millis(150);

/// A ticket whose key is looked for.
#[derive(Debug)]
pub(super) struct Search {
    pub case: Case,
    /// Keys that were not tried yet.
    left: VecDeque<CinemaKey>,
    began: Duration,
    turn_ends: Duration,
    /// The loop has its turn.
    rests: bool,
}

impl Search {
    /// When it goes on by itself: at once, once the loop has had its turn.
    pub fn due(&self) -> Option<Duration> {
        self.rests.then_some(self.turn_ends)
    }
}

impl Door {
    /// Begins a case, or begins it anew with other keys.
    pub(super) fn read(&mut self, mut case: Case, now: Now) -> Vec<Effect> {
        case.begin(now);
        case.keys_untried = false;
        let time = self.time(now);
        let refused = match &case.text {
            None => Some(Reason::Malformed),
            Some(text) => rules::refuse_shown(text, &self.rules, time),
        };
        if refused.is_some() {
            return self.found(case, refused);
        }
        let left = self.left(&case, now);
        let (began, turn_ends) = (now.mono, now.mono + TURN);
        self.try_next(Search { case, left, began, turn_ends, rests: false })
    }

    /// A scan waits for newer keys.
    pub fn awaits_keys(&self) -> bool {
        match &self.step {
            Some(Step::Keys { .. }) => true,
            Some(Step::Search(search)) => search.case.keys_until.is_some(),
            _ => false,
        }
    }

    /// The clock was looked at after a key that does not fit.
    pub(super) fn search_on(&mut self, mut search: Search, now: Now) -> Vec<Effect> {
        if now.mono.saturating_sub(search.began) >= LONGEST {
            search.case.keys_untried = true;
            return self.found(search.case, Some(Reason::Forged));
        }
        if now.mono < search.turn_ends {
            return self.try_next(search);
        }
        search.rests = true;
        self.checking_at = Some(search.began + QUIET);
        self.step = Some(Step::Search(search));
        Vec::new()
    }

    /// The loop has had its turn.
    pub(super) fn search_again(&mut self, now: Now) -> Vec<Effect> {
        let rests = |step: &mut Step| matches!(step, Step::Search(search) if search.rests);
        let Some(Step::Search(mut search)) = self.step.take_if(rests) else { return Vec::new() };
        search.rests = false;
        search.turn_ends = now.mono + TURN;
        self.try_next(search)
    }

    /// Other keys are there in the middle of a search.
    pub(super) fn search_anew(&mut self, mut search: Search, now: Now) {
        search.left = self.left(&search.case, now);
        self.step = Some(Step::Search(search));
    }

    fn left(&self, case: &Case, now: Now) -> VecDeque<CinemaKey> {
        let bytes = case.text.as_ref().map_or(0, |text| text.block.len());
        self.keys.order(bytes, china_civil(now.wall))
    }

    fn try_next(&mut self, mut search: Search) -> Vec<Effect> {
        let tried = search.left.pop_front().zip(search.case.text.as_ref());
        let opened = tried.and_then(|(key, text)| Some((key.recover(&text.block)?, key)));
        if let Some((message, key)) = opened {
            self.keys.opened_by(key);
            let (ticket, refused) = rules::read(&message, &self.rules);
            search.case.ticket = ticket;
            return self.found(search.case, refused);
        }
        if search.left.is_empty() {
            return self.found(search.case, Some(Reason::Forged));
        }
        self.step = Some(Step::Search(search));
        vec![Effect::Resume]
    }

    fn found(&mut self, case: Case, refused: Option<Reason>) -> Vec<Effect> {
        self.step = Some(Step::Resume { case, refused });
        vec![Effect::Resume]
    }
}

#[cfg(test)]
mod tests;
