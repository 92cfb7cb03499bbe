//! How far a neighbour's word goes: it can refuse a visitor whom it never saw. So a site may have it only
//! warn, and a neighbour that refuses too often only warns by itself. So do all of them, as whoever has the key
//! may come by one name after the other.

use std::collections::VecDeque;
use std::time::Duration;

use crate::terminal::config::WordTrust;

const MINUTE: Duration = Duration::from_secs(60);

/// All neighbours together may refuse so many times what one of them may.
const TOGETHER: u32 = 2;

/// The refusals that are of no single neighbour.
#[derive(Debug, Default)]
pub(super) struct WordCounts {
    /// By the words of all.
    all: WordCount,
    /// By what doors told that are none any more.
    unknown: WordCount,
}

impl WordCounts {
    /// Whether a word refuses once more, which is counted: of a neighbour, or of one that is none any more.
    pub fn refuse(
        &mut self,
        of: Option<&mut WordCount>,
        trust: WordTrust,
        most: u32,
        now: Duration,
    ) -> bool {
        let of = of.unwrap_or(&mut self.unknown);
        let counts = trust == WordTrust::Refuse
            && !of.is_over(most, now)
            && !self.all.is_over(most.saturating_mul(TOGETHER), now);
        if counts {
            of.put(now);
            self.all.put(now);
        }
        counts
    }

    /// Whether this neighbour's word only warns now, as it or all have refused as often as they may.
    pub fn only_warns(&self, of: &WordCount, most: u32, now: Duration) -> bool {
        let all = self.all.is_over(most.saturating_mul(TOGETHER), now);
        of.is_over(most, now) || (all && !of.refused.is_empty())
    }
}

/// The refusals by one neighbour's word within the last minute.
#[derive(Debug, Default)]
pub(super) struct WordCount {
    refused: VecDeque<Duration>,
}

impl WordCount {
    fn put(&mut self, now: Duration) {
        self.refused.retain(|at| now.saturating_sub(*at) < MINUTE);
        self.refused.push_back(now);
    }

    /// Whether it has refused as often as it may.
    fn is_over(&self, most: u32, now: Duration) -> bool {
        let recent = self.refused.iter().filter(|at| now.saturating_sub(**at) < MINUTE).count();
        recent >= usize::try_from(most).unwrap_or(usize::MAX)
    }
}
