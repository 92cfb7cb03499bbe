//! How far a neighbour's word goes: it can refuse a visitor whom it never saw. So a site may have it only
//! warn, and a neighbour that refuses too often only warns by itself.

use std::collections::VecDeque;
use std::time::Duration;

use crate::terminal::config::WordTrust;

const MINUTE: Duration = Duration::from_secs(60);

/// The refusals by one neighbour's word within the last minute.
#[derive(Debug, Default)]
pub(super) struct WordCount {
    refused: VecDeque<Duration>,
}

impl WordCount {
    /// Whether its word refuses once more, which is counted.
    pub fn refuses(&mut self, trust: WordTrust, most: u32, now: Duration) -> bool {
        self.refused.retain(|at| now.saturating_sub(*at) < MINUTE);
        let counts = trust == WordTrust::Refuse && !self.is_full(most);
        if counts {
            self.refused.push_back(now);
        }
        counts
    }

    /// Whether it has refused as often as it may.
    pub fn is_over(&self, most: u32, now: Duration) -> bool {
        let recent = self.refused.iter().filter(|at| now.saturating_sub(**at) < MINUTE).count();
        recent >= usize::try_from(most).unwrap_or(usize::MAX)
    }

    fn is_full(&self, most: u32) -> bool {
        self.refused.len() >= usize::try_from(most).unwrap_or(usize::MAX)
    }
}
