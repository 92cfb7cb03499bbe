//! How far a neighbour's word goes: it can refuse a visitor whom it never saw. So a site may have it only
//! warn, and a neighbour that refuses too often only warns by itself. So do all of them, as whoever has the key
//! may come by one name after the other.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use crate::terminal::config::WordTrust;
use crate::ticket::FilmTicketCode;

const MINUTE: Duration = Duration::from_secs(60);

/// All neighbours together may refuse so many times what one of them may.
const TOGETHER: u32 = 2;

/// So many tickets that were refused are known again: of a site that has no liar more than in a day.
const MOST_REFUSED: usize = 8192;

/// The refusals that are of no single neighbour.
#[derive(Debug, Default)]
pub(super) struct WordCounts {
    /// By the words of all.
    all: WordCount,
    /// By what doors told that are none any more.
    unknown: WordCount,
    /// What was refused: the same ticket shown again is no other visitor.
    tickets: RefusedTickets,
}

impl WordCounts {
    /// Whether a word refuses this ticket: of a neighbour, or of one that is none any more. Each ticket is
    /// counted once: whoever shows a used one again and again does not silence the door that told of it.
    pub fn refuse(
        &mut self,
        ticket: FilmTicketCode,
        of: Option<&mut WordCount>,
        trust: WordTrust,
        most: u32,
        now: Duration,
    ) -> bool {
        if trust == WordTrust::Warn {
            return false;
        }
        if self.tickets.has(ticket) {
            return true;
        }
        let of = of.unwrap_or(&mut self.unknown);
        let counts =
            !of.is_over(most, now) && !self.all.is_over(most.saturating_mul(TOGETHER), now);
        if counts {
            of.put(now);
            self.all.put(now);
            self.tickets.put(ticket);
        }
        counts
    }

    /// Whether this neighbour's word only warns now, as it or all have refused as often as they may.
    pub fn only_warns(&self, of: &WordCount, most: u32, now: Duration) -> bool {
        let all = self.all.is_over(most.saturating_mul(TOGETHER), now);
        of.is_over(most, now) || (all && !of.refused.is_empty())
    }
}

/// The tickets that were refused last.
#[derive(Debug, Default)]
struct RefusedTickets {
    known: BTreeSet<FilmTicketCode>,
    /// The first that was refused goes first.
    order: VecDeque<FilmTicketCode>,
}

impl RefusedTickets {
    fn has(&self, ticket: FilmTicketCode) -> bool {
        self.known.contains(&ticket)
    }

    fn put(&mut self, ticket: FilmTicketCode) {
        if !self.known.insert(ticket) {
            return;
        }
        self.order.push_back(ticket);
        if self.order.len() > MOST_REFUSED
            && let Some(first) = self.order.pop_front()
        {
            self.known.remove(&first);
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tickets_that_were_refused_are_bounded() {
        let mut tickets = RefusedTickets::default();
        let ticket = |number: usize| format!("{number:016}").parse().unwrap();
        for number in (0..=MOST_REFUSED).chain([5]) {
            tickets.put(ticket(number));
        }
        assert_eq!((tickets.known.len(), tickets.order.len()), (MOST_REFUSED, MOST_REFUSED));
        assert!(!tickets.has(ticket(0)) && tickets.has(ticket(1)));
    }
}
