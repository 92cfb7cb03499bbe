//! What the national platform itself says of each ticket (§6.6.3), for a comparison that does not take
//! its own notes for granted. Bounded: so many questions at most, each as long as a terminal's may
//! take, and none any more once several in a row had no answer.

use std::time::Duration;

use jiff::Timestamp;

use super::RecordGap;
use crate::platform::commands::CommandFault;
use crate::platform::commands::serve::national_key;
use crate::platform::config::NodeConfig;
use crate::platform::ledger::listing::Listed;
use crate::platform::{NodeError, upstream};
use crate::transport::{Caller, Fault};
use crate::wire::calls::TicketQuery;

/// The most questions of one comparison.
const MOST: u64 = 100_000;

/// After so many in a row without an answer of sense no more are put.
const PATIENCE: u32 = 3;

/// Questions to the national platform, one after the other.
pub(super) struct Asking {
    caller: Caller,
    limit: Duration,
    asked: u64,
    passed_over: u64,
    failed: u32,
    fault: Option<Fault>,
}

impl Asking {
    /// Needs a national platform.
    pub fn of(config: &NodeConfig) -> Result<Self, CommandFault> {
        let national = config.national.as_ref().ok_or(CommandFault::NobodyToAsk)?;
        let caller =
            upstream::caller(national, national_key(national)?).map_err(NodeError::from)?;
        let limit = Duration::from_millis(national.question_timeout_ms);
        Ok(Self { caller, limit, asked: 0, passed_over: 0, failed: 0, fault: None })
    }

    /// How its word on a record's ticket differs from what is noted here.
    pub fn gap(&mut self, listed: &Listed, now: Timestamp) -> Option<RecordGap> {
        if self.failed >= PATIENCE || self.asked >= MOST {
            self.passed_over += 1;
            return None;
        }
        let query = TicketQuery {
            cinema_code: listed.cinema.parse().ok()?,
            film_ticket_code: listed.record.film_ticket_code,
            start_time: listed.record.start_time,
        };
        let said = match self.caller.call(&query, now, Some(self.limit)) {
            Ok(said) => said.data.ticket.map(|ticket| ticket.check_status == Some(true)),
            Err(fault) => {
                self.failed += 1;
                self.passed_over += 1;
                self.fault = Some(fault);
                return None;
            }
        };
        self.failed = 0;
        self.asked += 1;
        match (listed.forwarded_at, said) {
            (Some(_), Some(false)) => Some(RecordGap::NotChecked),
            (Some(_), None) => Some(RecordGap::UnknownThere),
            (None, Some(true)) => Some(RecordGap::CheckedThere),
            _ => None,
        }
    }

    /// Questions that were answered.
    pub fn asked(&self) -> u64 {
        self.asked
    }

    /// Records of which nothing was said.
    pub fn passed_over(&self) -> u64 {
        self.passed_over
    }

    /// How many could not be asked for, where there are any, and why.
    pub fn unasked(self) -> Option<(u64, Option<Fault>)> {
        (self.passed_over > 0).then_some((self.passed_over, self.fault))
    }
}
