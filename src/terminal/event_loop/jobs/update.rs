//! Updates of the whole system, as the technician asks for them: root's side does them, and tells how far
//! it is.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::{JobContext, JobFault, JobWatch};
use crate::terminal::export::{self, ExportError};
use crate::terminal::menu::{BusyTask, MenuReply};
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

    /// Asks root's side, and waits for what comes of it. Whoever leaves stops the waiting alone.
    pub(super) fn update(
        &self,
        request: &UpdateRequest,
        watch: &mut JobWatch,
    ) -> Result<MenuReply, JobFault> {
        let places = Places::here();
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
}
