//! The stick that reports go onto.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{Clerk, Fault, Watch, told};
use crate::config::Language;
use crate::export::{self, ExportError, Stick};
use crate::menu::{Reply, Request};
use crate::people::{self, SignedIn};

impl Clerk {
    /// The stick that is plugged in, if there is one.
    pub(super) fn find_stick(&self) -> Result<Reply, Fault> {
        Ok(Reply::Stick(match export::find(&self.config.export.folder) {
            Ok(stick) => Some((stick.name().to_owned(), stick.free() >> 20)),
            Err(ExportError::NoStick { .. }) => None,
            Err(fault) => return Err(fault.into()),
        }))
    }

    pub(super) fn export_days(
        &self,
        by: &SignedIn,
        days: &[Date],
        now: Timestamp,
        watch: &mut Watch,
    ) -> Result<Reply, Fault> {
        let stick = export::find(&self.config.export.folder)?;
        self.write(&stick, by, days, now, watch)
    }

    /// [`Request::Export`] onto a stick that was found.
    pub fn export(
        &self,
        stick: &Stick,
        by: &SignedIn,
        days: Vec<Date>,
        language: Language,
        now: Timestamp,
        watch: &mut Watch,
    ) -> Reply {
        self.write(stick, by, &days, now, watch).unwrap_or_else(|fault| {
            Reply::Failed(Request::Export(days).task(), told(&fault, language))
        })
    }

    fn write(
        &self,
        stick: &Stick,
        by: &SignedIn,
        days: &[Date],
        now: Timestamp,
        watch: &mut Watch,
    ) -> Result<Reply, Fault> {
        let mut progress = |done: u64, all: u64| (watch.tell)(as_count(done), as_count(all));
        let reader = self.reader()?;
        let (config, _) = people::in_force(&reader, &self.config)?;
        let done = export::write(stick, &config, &reader, days, now, &mut progress)?;
        let who = by.name().as_str();
        self.office()?.change(|log| log.log(who, &done.detail(), now))?;
        Ok(Reply::Exported { files: done.files, stick: stick.name().to_owned() })
    }
}

fn as_count(lines: u64) -> usize {
    usize::try_from(lines).unwrap_or(usize::MAX)
}
