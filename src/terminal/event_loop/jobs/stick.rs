//! The stick that reports go onto.

use std::ops::ControlFlow;
use std::sync::atomic::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{JobContext, JobFault, JobWatch};
use crate::terminal::export::{self, ExportError, ExportProgress, Stick};
use crate::terminal::menu::{BusyTask, MenuReply, MenuRequest};
use crate::terminal::operators::{self, SignedIn};
use crate::terminal::store::{AuditDetail, StoreError};
use crate::words::{Bilingual, MEGABYTE};

impl JobContext {
    /// The stick that is plugged in, if there is one.
    pub(super) fn find_stick(&self) -> Result<MenuReply, JobFault> {
        Ok(MenuReply::Stick(match export::find(&self.config.export.folder) {
            Ok(stick) => Some((stick.name().to_owned(), stick.free() / MEGABYTE)),
            Err(ExportError::NoStick { .. }) => None,
            Err(fault) => return Err(fault.into()),
        }))
    }

    pub(super) fn export_days(
        &self,
        by: &SignedIn,
        days: &[Date],
        now: Timestamp,
        watch: &mut JobWatch,
    ) -> Result<MenuReply, JobFault> {
        let stick = export::find(&self.config.export.folder)?;
        self.write(&stick, by, days, now, watch)
    }

    /// [`MenuRequest::Export`] onto a stick that was found.
    pub fn export(
        &self,
        stick: &Stick,
        by: &SignedIn,
        days: Vec<Date>,
        now: Timestamp,
        watch: &mut JobWatch,
    ) -> MenuReply {
        self.write(stick, by, &days, now, watch).unwrap_or_else(|fault| {
            MenuReply::Failed(MenuRequest::Export(days).task(), Bilingual::for_staff(&*fault))
        })
    }

    fn write(
        &self,
        stick: &Stick,
        by: &SignedIn,
        days: &[Date],
        now: Timestamp,
        watch: &mut JobWatch,
    ) -> Result<MenuReply, JobFault> {
        let (stop, mut begun) = (watch.stop, false);
        let mut progress = |so_far: ExportProgress| {
            begun = true;
            (watch.report)(task(so_far));
            match stop.load(Ordering::Relaxed) {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        };
        let reader = self.reader()?;
        let (config, _) = operators::in_force(&reader, &self.config)?;
        let written = export::write(stick, &config, &reader, days, now, &mut progress);
        let who = by.name().as_str();
        let log = |detail: &AuditDetail| {
            self.admin_store()?.change::<_, StoreError>(|log| log.log(who, detail, now))
        };
        let name = stick.name().to_owned();
        match written {
            Ok(done) => {
                log(&done.detail())?;
                Ok(MenuReply::Exported { files: done.files, stick: name })
            }
            Err(fault) => {
                if begun
                    && let Some(detail) = fault.detail()
                    && let Err(unlogged) = log(&detail)
                {
                    log::error!("the log does not take that an export broke off: {unlogged}");
                }
                match fault {
                    ExportError::Stopped { .. } => Ok(MenuReply::ExportStopped { stick: name }),
                    fault => Err(fault.into()),
                }
            }
        }
    }
}

fn task(so_far: ExportProgress) -> BusyTask {
    let ExportProgress { day, days, done, lines } = so_far;
    BusyTask::Exporting { day, days, done: as_count(done), total: as_count(lines) }
}

fn as_count(lines: u64) -> usize {
    usize::try_from(lines).unwrap_or(usize::MAX)
}
