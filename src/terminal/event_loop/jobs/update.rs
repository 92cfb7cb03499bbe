//! Updates of the whole system, as the technician asks for them: root's side does them, and tells how far
//! it is.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::{JobContext, JobFault, JobWatch};
use crate::terminal::export::{self, ExportError};
use crate::terminal::menu::{BusyTask, MenuReply};
use crate::terminal::operators::SignedIn;
use crate::terminal::store::detail::UpdateStage;
use crate::terminal::store::{AuditDetail, StoreError};
use crate::terminal::update::{NotAsked, Places, UpdateRequest, UpdateStatus, UpdateStep, bundles};

/// How often it is looked how far root's side is.
const GLANCE: Duration = Duration::from_millis(500);

/// So long root's side may take to begin.
const HEARD: Duration = Duration::from_secs(20);

impl JobContext {
    /// What runs, how an update stands, and what is on the stick.
    pub(super) fn updates(&self) -> Result<MenuReply, JobFault> {
        let found = match export::find(&self.config.export.folder) {
            Ok(stick) => bundles(stick.folder()),
            Err(ExportError::NoStick { .. }) => Vec::new(),
            Err(fault) => return Err(fault.into()),
        };
        Ok(MenuReply::Updates(UpdateStatus::read(&Places::here()).into(), found))
    }

    /// Asks root's side, once it is in the log who wants it, and waits for what comes of it. Whoever leaves stops the waiting alone.
    pub(super) fn update(
        &self,
        by: &SignedIn,
        request: &UpdateRequest,
        now: Timestamp,
        watch: &mut JobWatch,
    ) -> Result<MenuReply, JobFault> {
        let places = Places::here();
        self.log_request(by, request, &places, now)?;
        request.leave(&places)?;
        let asked = Instant::now();
        loop {
            std::thread::sleep(GLANCE);
            let taken = !UpdateRequest::is_left(&places);
            if !taken && asked.elapsed() > HEARD {
                UpdateRequest::withdraw(&places);
                return Err(NotAsked::Unheard.into());
            }
            let status = UpdateStatus::read(&places);
            let step = status.state.step;
            let is_over = taken && (!step.is_work() || step == UpdateStep::Restarting);
            if is_over || watch.stop.load(Ordering::Relaxed) {
                return Ok(MenuReply::Update(status.into()));
            }
            if taken {
                let (done, total) = (usize::from(status.state.percent), 100);
                (watch.report)(BusyTask::Updating { step, done, total });
            }
        }
    }

    fn log_request(
        &self,
        by: &SignedIn,
        request: &UpdateRequest,
        places: &Places,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let what = match request {
            // That changes nothing.
            UpdateRequest::Check(_) => return Ok(()),
            UpdateRequest::Install => UpdateStage::Install,
            UpdateRequest::Restart => UpdateStage::Try,
        };
        let version = UpdateStatus::read(places).state.version.unwrap_or_else(|| "?".to_owned());
        let detail = AuditDetail::UpdateAsked { what, version };
        self.admin_store()?.change(|log| log.log(by.name().as_str(), &detail, now))
    }
}
