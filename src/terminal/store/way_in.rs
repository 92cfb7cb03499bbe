//! How a ticket was let in: each way has numbers of its own, by which neighbours ask for what they lack.

use super::Seq;

/// How a ticket was let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WayIn {
    /// Its code was read: there is a record.
    Scanned,
    /// Staff have typed its number: no record, as a report to the platform takes the code.
    ByHand,
}

impl WayIn {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Scanned, Self::ByHand];

    /// A number of this way as it is kept beside the others': those by hand below 0.
    pub(super) fn signed(self, seq: Seq) -> i64 {
        match self {
            Self::Scanned => seq.0,
            Self::ByHand => -seq.0,
        }
    }
}

/// One for each way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PerWay<T> {
    pub scanned: T,
    pub by_hand: T,
}

impl<T> std::ops::Index<WayIn> for PerWay<T> {
    type Output = T;

    fn index(&self, way: WayIn) -> &T {
        match way {
            WayIn::Scanned => &self.scanned,
            WayIn::ByHand => &self.by_hand,
        }
    }
}

impl<T> std::ops::IndexMut<WayIn> for PerWay<T> {
    fn index_mut(&mut self, way: WayIn) -> &mut T {
        match way {
            WayIn::Scanned => &mut self.scanned,
            WayIn::ByHand => &mut self.by_hand,
        }
    }
}

impl<T> PerWay<T> {
    /// Made of what `of` tells of each way.
    pub fn of(mut of: impl FnMut(WayIn) -> T) -> Self {
        Self { scanned: of(WayIn::Scanned), by_hand: of(WayIn::ByHand) }
    }
}
