//! A visitor at a simulated door: claimed, asked about, committed, told.

use std::time::Duration;

use jiff::Timestamp;

use crate::terminal::door::{ClaimId, NeighbourAnswer};
use crate::ticket::FilmTicketCode;

/// A visitor whom a door judges.
#[derive(Debug, Clone)]
pub struct Visit {
    pub id: ClaimId,
    pub ticket: FilmTicketCode,
    pub at: Timestamp,
    pub since: Duration,
    /// Doors that this one heard well when it claimed.
    pub calm: Vec<usize>,
    pub neighbours: Option<NeighbourAnswer>,
    /// Whether the platform has said, and what.
    pub platform: Option<bool>,
    pub committing: bool,
}

/// What a visit comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitStep {
    Waits,
    Refused,
    /// By the platform: what was claimed is let go.
    Released,
    Commits,
}

impl Visit {
    /// What is next.
    pub fn step(&self) -> VisitStep {
        match (self.neighbours, self.platform) {
            _ if self.committing => VisitStep::Waits,
            (Some(NeighbourAnswer::Taken(_)), _) => VisitStep::Refused,
            (Some(NeighbourAnswer::Free), Some(true)) => VisitStep::Commits,
            (Some(NeighbourAnswer::Free), Some(false)) => VisitStep::Released,
            _ => VisitStep::Waits,
        }
    }
}
