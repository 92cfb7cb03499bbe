//! The records onto a USB stick: for each business day the single records, the report's table and
//! its figures; how the terminal stands; the protected log; and the checksums of them all
//! (SPEC §7, §5.2.9).
//!
//! The system mounts the stick (`systemd/70-hallgate.rules`); nothing on it is ever read or run.
//! It may be pulled at any moment: each file is whole under its name or not there, `SHA256SUMS`
//! comes last, and success is told only when the stick itself has it all.
//!
//! Everything here waits for the stick, so it is not for the loop.

mod backup;
mod fault;
mod folder;
mod log;
mod name;
mod plan;
mod plugged;
mod stick;

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

pub use backup::{StickBackup, back_up, file_name, forget_older};
pub use fault::ExportError;
pub use plan::ExportProgress;
pub use stick::{Stick, find};

use crate::clock::{NamedDay, business_day};
use crate::terminal::config::Config;
use crate::terminal::operators::NOBODY;
use crate::terminal::report::{self, ReportError, ReportFormat, last_days};
use crate::terminal::store::{AdminStore, AuditDetail, DatabaseKey, StoreError, StoreReader};
use crate::words::ProgressLine;
use crate::words::colour::Palette;
use folder::{ExportFile, ExportFolder};
use plan::ExportPlan;

/// The checksums' file, as `sha256sum --check` reads it; written last.
pub const SUMS: &str = "SHA256SUMS";

/// What lies on the stick now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The export's own folder on the stick.
    pub folder: PathBuf,
    pub files: usize,
    pub bytes: u64,
    /// Check records of all days together.
    pub records: u64,
}

impl Exported {
    /// As the protected log tells it: of a stick, whose place is no matter, by the folder's name.
    pub fn detail(&self) -> AuditDetail {
        let folder = self.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        AuditDetail::Exported { files: self.files, records: self.records, folder }
    }
}

/// Writes the business days `days` as they stand at `now` into a new folder on the stick; what
/// was begun is taken away again where it can't be finished. `progress` hears how far it is, and
/// breaks it off: no sooner than the next line, and no later than before the checksums. It is
/// asked first when the folder is there, so that nothing was begun where it never was.
///
/// No ticket information code, key or password is in any of the files.
pub fn write(
    stick: &Stick,
    config: &Config,
    reader: &StoreReader,
    days: &[Date],
    now: Timestamp,
    progress: &mut dyn FnMut(ExportProgress) -> ControlFlow<()>,
) -> Result<Exported, ExportError> {
    let plan = ExportPlan::make(reader, config, days, now)?;
    stick.check_room(plan.bytes())?;
    let name = name::of(&config.terminal, now);
    let folder = ExportFolder::make(stick, &name)?;
    let so_far = plan.begin();
    let mut export = RunningExport { stick, config, reader, now, folder, plan, so_far, progress };
    export.all().map_err(|fault| {
        let gone = export.folder.discard();
        if !matches!(fault, ExportError::Stopped { .. }) {
            return fault;
        }
        // That nothing is left is told only where it is so.
        let gone = gone.map_err(|cause| stick.blame(cause)).and_then(|()| stick.check_there());
        gone.err().unwrap_or(fault)
    })
}

/// `hallgate export`: the business days, by default the current one, into the folder `to`, by
/// default onto the one USB stick that is mounted; tells where they are. The protected log keeps
/// that it was done, on the shell and so by nobody who is known.
pub fn run(
    config: &Config,
    days: &[NamedDay],
    to: Option<&Path>,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    let now = Timestamp::now();
    let today = business_day(config.terminal.timezone.0.to_datetime(now));
    let days: Vec<Date> = match days {
        [] => last_days(today).rev().collect(),
        named => named.iter().map(|day| day.on(today)).collect(),
    };
    let stick = match to {
        Some(folder) if !folder.is_dir() => {
            return Err(ExportError::NoFolder(folder.to_owned()));
        }
        Some(folder) => Stick::at(folder)?,
        None => find(&config.export.folder)?,
    };
    let reader = report::open(config)?;
    let key = DatabaseKey::load(&config.store.key).map_err(ReportError::from)?;
    let mut admin_store = AdminStore::open(&config.store.path, &key)?;
    let mut log = |detail: &AuditDetail| {
        admin_store.change::<_, StoreError>(|change| change.log(NOBODY, detail, now))
    };
    let (mut begun, line) = (false, ProgressLine::default());
    let mut progress = |ExportProgress { done, lines, .. }| {
        begun = true;
        line.show(format_args!("{done} / {lines}"));
        ControlFlow::Continue(())
    };
    let exported = write(&stick, config, &reader, &days, now, &mut progress);
    drop(line);
    if begun
        && let Some(detail) = exported.as_ref().err().and_then(ExportError::detail)
        && let Err(unlogged) = log(&detail)
    {
        ::log::error!("the log does not take that an export broke off: {unlogged}");
    }
    let Exported { files, records, folder, .. } = exported?;
    let folder = folder.display().to_string();
    log(&AuditDetail::Exported { files, records, folder: folder.clone() })?;
    writeln!(out, "{folder}").map_err(ReportError::from)?;
    Ok(())
}

/// An export on its way.
struct RunningExport<'a> {
    stick: &'a Stick,
    config: &'a Config,
    reader: &'a StoreReader,
    now: Timestamp,
    folder: ExportFolder,
    plan: ExportPlan,
    so_far: ExportProgress,
    progress: &'a mut dyn FnMut(ExportProgress) -> ControlFlow<()>,
}

impl RunningExport<'_> {
    fn all(&mut self) -> Result<Exported, ExportError> {
        for (at, day) in self.plan.days.clone().into_iter().enumerate() {
            self.so_far.day = at + 1;
            self.report(&format!("records-{day}.csv"), day, ReportFormat::Csv { bom: true })?;
            self.report(&format!("records-{day}.xlsx"), day, ReportFormat::Xlsx)?;
            self.report(&format!("report-{day}.json"), day, ReportFormat::Json)?;
            self.report(&format!("report-{day}.txt"), day, ReportFormat::Table)?;
            self.so_far.add(1);
        }
        let (reader, config, now) = (self.reader, self.config, self.now);
        self.file("status.json", |out| {
            report::status::write(reader, config, true, Palette::Plain, now, out).map(|_well| ())
        })?;
        self.file("audit.jsonl", |out| log::write(reader, config, out))?;
        let sums = self.folder.sums();
        self.file(SUMS, |out| Ok(out.write_all(sums.as_bytes())?))?;
        self.folder.finish().map_err(|cause| self.stick.blame(cause))?;
        // Unmounted under our hands all of it went somewhere, but who knows where.
        self.stick.check_there()?;
        self.so_far.add(u64::MAX);
        // Too late to break it off: all of it is there.
        let _ = (self.progress)(self.so_far);
        Ok(Exported {
            folder: self.stick.folder().join(self.folder.name()),
            files: self.folder.files(),
            bytes: self.folder.bytes(),
            records: self.plan.records,
        })
    }

    fn report(&mut self, name: &str, day: Date, format: ReportFormat) -> Result<(), ExportError> {
        let (reader, terminal, now) = (self.reader, &self.config.terminal, self.now);
        self.file(name, |out| report::write(reader, terminal, day, format, now, out))
    }

    /// One file: what `make` writes, on the disk of the stick, under its name.
    fn file(
        &mut self,
        name: &str,
        make: impl FnOnce(&mut CountingWriter) -> Result<(), ReportError>,
    ) -> Result<(), ExportError> {
        let stopped = || ExportError::Stopped { name: self.stick.name().to_owned() };
        if (self.progress)(self.so_far).is_break() {
            return Err(stopped());
        }
        let counted = name.ends_with(".csv") || name.ends_with(".jsonl");
        let begun = self.folder.begin(name).map_err(|cause| self.stick.blame(cause))?;
        let mut stop = false;
        let mut out = CountingWriter {
            into: begun,
            go_on: &mut |lines| {
                if counted {
                    self.so_far.add(lines);
                }
                // The checksums are a moment's work, and with them all is there.
                stop = name != SUMS && (self.progress)(self.so_far).is_break();
                !stop
            },
        };
        let made = make(&mut out);
        let begun = out.into;
        if stop {
            return Err(stopped());
        }
        made.map_err(|fault| match fault {
            ReportError::Output(cause) => self.stick.blame(begun.cause(cause)),
            fault => fault.into(),
        })?;
        self.folder.put(begun).map_err(|cause| self.stick.blame(cause))
    }
}

/// Tells the lines that pass through, and lets no more through where it shall not go on.
struct CountingWriter<'a> {
    into: ExportFile,
    go_on: &'a mut dyn FnMut(u64) -> bool,
}

impl Write for CountingWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.into.write(bytes)?;
        let lines = bytes[..taken].iter().filter(|byte| **byte == b'\n').count();
        if lines > 0 && !(self.go_on)(lines as u64) {
            return Err(io::Error::other("stopped"));
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.into.flush()
    }
}
