//! What the door remembers, and how it learns what time it has become meanwhile.

use crate::clock::{ClockMark, Now};
use crate::terminal::store::{Admission, Recollection, Seq};
use crate::ticket::Ticket;

/// What the door asks and has kept before it goes on. Each returns when it is done, so that commit
/// before unlock is the order of the program.
pub trait Memory {
    /// What is known of a ticket; none: it can't be looked up.
    fn recall(&mut self, ticket: &Ticket) -> Option<Recollection>;

    /// Records an admission. With `Ok` it is on the disk.
    fn admit(&mut self, admission: &Admission) -> Result<Seq, NotCommitted>;

    /// From now on times are to be marked like this; none: the platform has confirmed the clock.
    fn mark_times(&mut self, mark: Option<ClockMark>);

    /// Both clocks, after something that takes time: a key that was tried, a look at the disk.
    fn now(&mut self) -> Now;
}

/// Why an admission is not on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCommitted {
    /// The schema's own constraint: this ticket was admitted before.
    AlreadyAdmitted,
    /// The store does not take it.
    StoreFailed,
}
