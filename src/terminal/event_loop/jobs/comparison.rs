//! A business day compared with what the platform accepted.

use std::sync::atomic::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{JobContext, JobFault, JobWatch};
use crate::terminal::menu::{BusyTask, MenuReply};
use crate::terminal::report::reconcile::{self, ReconcileError};
use crate::terminal::sync::Inquiry;
use crate::transport;
use crate::wire::calls::TicketQuery;

impl JobContext {
    /// Asks for one ticket after the other, until nobody wants to know any more.
    pub(super) fn reconcile(
        &self,
        day: Date,
        now: Timestamp,
        watch: &mut JobWatch,
    ) -> Result<MenuReply, JobFault> {
        let mut inquiry = Inquiry::new(&self.config.platform).map_err(ReconcileError::from)?;
        let stop = &watch.stop;
        let mut ask = |query: &TicketQuery| match stop.load(Ordering::Relaxed) {
            true => Err(transport::Fault::CutOff),
            false => inquiry.ask(query, Timestamp::now()),
        };
        let (reader, terminal) = (self.reader()?, &self.config.terminal);
        let mut progress = |done, total| (watch.report)(BusyTask::Reconciling { done, total });
        let day = (day, None);
        let reconciliation =
            reconcile::compare_day(&reader, terminal, day, now, &mut ask, &mut progress)?;
        Ok(MenuReply::Reconciled(reconciliation.into()))
    }
}
