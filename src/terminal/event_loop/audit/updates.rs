//! What became of updates of the whole system, as root's side leaves it on the disk: each is logged once,
//! by whichever of the two sides' programs runs then.

use jiff::Timestamp;

use super::AuditTrail;
use crate::terminal::store::{AuditDetail, Setting, Store, StoreError};
use crate::terminal::update::{Milestone, NotKept, Places, UpdateOutcome};

/// The marks of what the log knows of.
#[derive(Debug, Default)]
pub(super) struct LoggedUpdates {
    installed: Option<String>,
    outcome: Option<String>,
}

impl LoggedUpdates {
    pub(super) fn known(store: &Store) -> Result<Self, StoreError> {
        Ok(Self {
            installed: store.get(Setting::UpdateInstalled)?,
            outcome: store.get(Setting::UpdateOutcome)?,
        })
    }
}

impl AuditTrail {
    /// Notes what has become of updates since the last look.
    pub(super) fn take_updates(&mut self, places: &Places, at: Timestamp) {
        if let Some(Milestone { what: version, mark }) = Milestone::installed(places)
            && self.updates.installed.as_ref() != Some(&mark)
        {
            self.note(AuditDetail::UpdateInstalled { version }, at);
            self.facts.push((Setting::UpdateInstalled, mark.clone()));
            self.updates.installed = Some(mark);
        }
        if let Some(Milestone { what: outcome, mark }) = Milestone::outcome(places)
            && self.updates.outcome.as_ref() != Some(&mark)
        {
            self.note(detail(outcome), at);
            self.facts.push((Setting::UpdateOutcome, mark.clone()));
            self.updates.outcome = Some(mark);
        }
    }
}

fn detail(outcome: UpdateOutcome) -> AuditDetail {
    match outcome {
        UpdateOutcome::Kept { version } => AuditDetail::UpdateKept { version },
        UpdateOutcome::NotKept(NotKept { version, back, why }) => {
            AuditDetail::UpdateNotKept { version, back, why: why.name() }
        }
    }
}
