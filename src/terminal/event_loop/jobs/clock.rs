//! The board's clock, set by hand.

use jiff::Timestamp;

use super::{JobContext, JobFault, JobWatch};
use crate::terminal::menu::MenuReply;
use crate::terminal::operators::SignedIn;
use crate::terminal::site_clock::ClockPlaces;
use crate::terminal::store::{AuditDetail, StoreError};

impl JobContext {
    /// Asks root's side, once it is in the log who wants it.
    pub(super) fn set_clock(
        &self,
        by: &SignedIn,
        to: Timestamp,
        now: Timestamp,
        watch: &JobWatch,
    ) -> Result<MenuReply, JobFault> {
        self.log_clock(by, to, now)?;
        Ok(MenuReply::Clock(ClockPlaces::here().set(to, watch.stop)))
    }

    /// That somebody wants the clock set.
    pub fn log_clock(
        &self,
        by: &SignedIn,
        to: Timestamp,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let detail = AuditDetail::ClockAsked { to };
        self.admin_store()?.change(|log| log.log(by.name().as_str(), &detail, now))
    }
}
