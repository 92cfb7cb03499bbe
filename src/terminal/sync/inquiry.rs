//! Questions about tickets over a connection of their own, for whoever compares what this
//! terminal recorded with what the platform knows.

use jiff::Timestamp;

use super::{SyncError, call};
use crate::terminal::config::PlatformConfig;
use crate::transport::Caller;
use crate::transport::Fault;
use crate::wire::calls::{TicketInfo, TicketQuery};

/// One connection to the platform, kept from question to question; signed, pinned and limited in
/// time as the worker's.
#[derive(Debug)]
pub struct Inquiry {
    transport: Caller,
}

impl Inquiry {
    /// Reads key and certificates; connects with the first question.
    pub fn new(platform: &PlatformConfig) -> Result<Self, SyncError> {
        Ok(Self { transport: call::platform(platform)? })
    }

    /// What the platform knows of a ticket (§7.6.3); none: nothing. `now` is signed into the
    /// request.
    pub fn ask(
        &mut self,
        query: &TicketQuery,
        now: Timestamp,
    ) -> Result<Option<TicketInfo>, Fault> {
        Ok(self.transport.call(query, now, None)?.data.ticket)
    }
}
