//! The claim that the door makes at the other doors of the cinema before it admits a ticket, and what they
//! say to it.

use std::time::Duration;

use jiff::Timestamp;

use crate::terminal::store::{DoorId, DoorName};
use crate::ticket::{FilmTicketCode, SessionCode};

/// Tells one claim from another; answers may come late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub u64);

/// What the other doors are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimRequest {
    pub id: ClaimId,
    pub ticket: FilmTicketCode,
    pub session: SessionCode,
    pub at: Timestamp,
    /// By the monotonic clock; the door goes on then, whatever has been answered.
    pub deadline: Duration,
}

/// What they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NeighbourAnswer {
    /// Nobody who answered has anything against it.
    Free,
    /// Another door has admitted it, or is about to.
    Taken(Elsewhere),
}

/// Where and when a ticket was admitted, or claimed, elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elsewhere {
    pub door: DoorId,
    pub name: DoorName,
    /// By the clock of that door.
    pub at: Timestamp,
}
