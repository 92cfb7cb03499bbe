//! What the door remembers of its own last admissions: which may open the gate again.

use std::time::Duration;

use super::{Door, Effect};
use crate::clock::Now;
use crate::terminal::store::{Earlier, Seq};

/// Passages that are remembered: as many as happen in the longest time, an hour, in which a
/// ticket may open the gate again.
const MOST_GONE: usize = 2048;

impl Door {
    /// Notes an admission of this run.
    pub(super) fn remember(&mut self, seq: Seq, now: Now) {
        self.newest = self.newest.max(Some(now.wall));
        self.first_of_run.get_or_insert(seq);
        let window = self.rules.reopen_within;
        self.recent.retain(|(_, at)| now.mono.saturating_sub(*at) <= window);
        self.recent.push_back((seq, now.mono));
    }

    /// Notes whose passage was seen.
    pub(super) fn note_gone(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Effect::NotePassage(seq, _) = effect {
                if self.gone.len() == MOST_GONE {
                    self.gone.pop_front();
                }
                self.gone.push_back(*seq);
            }
        }
    }

    /// Whether an admission is young enough to open again. Of this run, by the monotonic clock;
    /// of an earlier one, by the wall clock, which is all that is left of it; and it is no younger
    /// than this run, however often a board's clock begins at the same moment.
    pub(super) fn is_recent(&self, earlier: Earlier, now: Now) -> bool {
        let window = self.rules.reopen_within;
        if self.first_of_run.is_some_and(|first| earlier.seq >= first) {
            let of_run = self.recent.iter().find(|(seq, _)| *seq == earlier.seq);
            return of_run.is_some_and(|(_, at)| now.mono.saturating_sub(*at) <= window);
        }
        if self.began.is_some_and(|began| now.mono.saturating_sub(began) > window) {
            return false;
        }
        Duration::try_from(now.wall.duration_since(earlier.at)).is_ok_and(|age| age <= window)
    }
}
