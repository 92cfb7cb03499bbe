//! The search for the key that opens a ticket: one key, a look at the clock, the next key. However
//! many and large the keys are, the loop has its turn between them and the visitor a verdict.

use std::collections::VecDeque;
use std::time::Duration;

use super::case::{Case, Waiting};
use super::{Door, Effect, Memory, Reason, rules};
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
}

impl Search {
    /// When it goes on by itself: at once, once the loop has had its turn.
    pub fn due(&self) -> Duration {
        self.turn_ends
    }
}

impl Door {
    /// Begins a case, or begins it anew with other keys.
    pub(super) fn read(
        &mut self,
        mut case: Case,
        now: Now,
        memory: &mut impl Memory,
    ) -> Vec<Effect> {
        case.begin(now);
        case.keys_untried = false;
        let time = self.time(now);
        let refused = match &case.text {
            None => Some(Reason::Malformed),
            Some(text) => rules::refuse_shown(text, &self.rules, time),
        };
        if refused.is_some() {
            return self.read_through(case, refused, now, memory);
        }
        let left = self.left(&case, now);
        let (began, turn_ends) = (now.mono, now.mono + TURN);
        self.try_keys(Search { case, left, began, turn_ends }, now, memory)
    }

    /// A scan waits for newer keys.
    pub fn awaits_keys(&self) -> bool {
        match &self.step {
            Some(Waiting::Keys { .. }) => true,
            Some(Waiting::Search(search)) => search.case.keys_until.is_some(),
            _ => false,
        }
    }

    /// One key after the other until one opens the ticket, or the loop has to have its turn.
    fn try_keys(
        &mut self,
        mut search: Search,
        mut now: Now,
        memory: &mut impl Memory,
    ) -> Vec<Effect> {
        loop {
            let tried = search.left.pop_front().zip(search.case.text.as_ref());
            let Some((key, text)) = tried else {
                return self.read_through(search.case, Some(Reason::Forged), now, memory);
            };
            let message = key.recover(&text.block);
            now = memory.now();
            if let Some(message) = message {
                self.keys.opened_by(key);
                let (ticket, refused) = rules::read(&message, &self.rules);
                search.case.ticket = ticket;
                return self.read_through(search.case, refused, now, memory);
            }
            if search.left.is_empty() {
                continue;
            }
            if now.mono.saturating_sub(search.began) >= LONGEST {
                search.case.keys_untried = true;
                return self.read_through(search.case, Some(Reason::Forged), now, memory);
            }
            if now.mono >= search.turn_ends {
                self.checking_at = Some(search.began + QUIET);
                self.step = Some(Waiting::Search(search));
                return Vec::new();
            }
        }
    }

    /// The loop has had its turn.
    pub(super) fn search_again(
        &mut self,
        mut search: Search,
        now: Now,
        memory: &mut impl Memory,
    ) -> Vec<Effect> {
        search.turn_ends = now.mono + TURN;
        self.try_keys(search, now, memory)
    }

    /// Other keys are there in the middle of a search.
    pub(super) fn search_anew(&mut self, mut search: Search, now: Now) {
        search.left = self.left(&search.case, now);
        self.step = Some(Waiting::Search(search));
    }

    fn left(&self, case: &Case, now: Now) -> VecDeque<CinemaKey> {
        let bytes = case.text.as_ref().map_or(0, |text| text.block.len());
        self.keys.order(bytes, china_civil(now.wall))
    }
}

#[cfg(test)]
mod tests;
