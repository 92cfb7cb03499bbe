//! A round of an upload (SPEC §5): those that stand aside have their turn first, oldest first, one
//! at a time; then come all others, until none is left. Pure.
//!
//! A platform that refuses whatever it is sent must not be asked about thousands of records one by
//! one, again and again: a round in which nothing is taken ends after [`MOST`] new ones that stand
//! aside, and the next one begins with a single record of them, until something is taken.

use std::collections::VecDeque;

/// Records that have their turn alone in a round, at most.
const MOST: usize = 100;

/// The round that is under way, and what the one before tells for the next.
#[derive(Debug)]
pub struct Round<T> {
    under_way: bool,
    /// Whose turn is still to come; the first one has it.
    standing: VecDeque<T>,
    taken: bool,
    /// Turns of those that stood aside before.
    turns: usize,
    /// Records that came to stand aside since something was taken.
    joined: usize,
    /// The last round was as long as one may be, and brought nothing.
    barren: bool,
}

impl<T> Default for Round<T> {
    fn default() -> Self {
        Self {
            under_way: false,
            standing: VecDeque::new(),
            taken: false,
            turns: 0,
            joined: 0,
            barren: false,
        }
    }
}

impl<T> Round<T> {
    /// Whether one is under way.
    pub fn is_under_way(&self) -> bool {
        self.under_way
    }

    /// How many of those that stand aside have their turn in the next round.
    pub fn turns(&self) -> usize {
        if self.barren { 1 } else { MOST }
    }

    /// Begins with these.
    pub fn begin(&mut self, standing: Vec<T>) {
        *self = Self {
            under_way: true,
            standing: standing.into(),
            barren: self.barren,
            ..Self::default()
        };
    }

    /// The record that stands aside whose turn it is; none: it is the others'.
    pub fn standing(&self) -> Option<&T> {
        self.standing.front()
    }

    /// Its turn is over.
    pub fn next(&mut self) {
        self.turns += 1;
        self.standing.pop_front();
    }

    /// The platform took something.
    pub fn took(&mut self) {
        self.taken = true;
        self.barren = false;
        self.joined = 0;
    }

    /// One more record stands aside, or is set aside. False where it is enough for this round.
    pub fn join(&mut self) -> bool {
        self.joined += 1;
        self.taken || self.joined < MOST
    }

    /// Ends it. True where it brought something, so that the next one need not wait for longer than
    /// the first one did.
    pub fn end(&mut self) -> bool {
        if !self.taken && self.turns.max(self.joined) >= MOST {
            self.barren = true;
        }
        self.under_way = false;
        self.standing.clear();
        self.taken || (self.joined > 0 && !self.barren)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(count: u32) -> Vec<u32> {
        (1..=count).collect()
    }

    #[test]
    fn a_round_begins_with_those_that_stand_aside_oldest_first() {
        let mut round = Round::<u32>::default();
        assert!(!round.is_under_way());
        round.begin(standing(3));
        let mut seen = Vec::new();
        while let Some(own) = round.standing() {
            seen.push(*own);
            round.next();
        }
        assert_eq!(seen, [1, 2, 3]);
        assert!(round.is_under_way());
        assert!(!round.end(), "nothing was taken: the next one may wait for longer");
        round.begin(Vec::new());
        assert!(round.join());
        assert!(round.end(), "a newcomer has not waited yet");
    }

    #[test]
    fn a_platform_that_refuses_everything_is_not_asked_about_everything_each_time() {
        let mut round = Round::<u32>::default();
        round.begin(Vec::new());
        let joined = (1..).take_while(|_| round.join()).count() + 1;
        assert_eq!(joined, MOST);
        assert!(!round.end());
        assert_eq!(round.turns(), 1);
        round.begin(standing(1));
        round.next();
        assert!(!round.end());
        assert_eq!(round.turns(), 1, "until something is taken");
        round.begin(standing(1));
        round.took();
        round.next();
        assert!(round.end());
        assert_eq!(round.turns(), MOST);
    }

    #[test]
    fn among_others_that_are_taken_any_number_may_stand_aside() {
        let mut round = Round::<u32>::default();
        round.begin(Vec::new());
        round.took();
        assert!((0..3 * MOST).all(|_| round.join()));
    }
}
