//! The records onto a USB stick: for each business day the single records, the report's table and
//! its figures; how the terminal stands; the protected log; and the checksums of them all
//! (SPEC §7, §5.2.9).
//!
//! The system mounts the stick (`systemd/70-hallgate.rules`); nothing on it is ever read or run.
//! It may be pulled at any moment: each file is whole under its name or not there, `SHA256SUMS`
//! comes last, and success is told only when the stick itself has it all.
//!
//! Everything here waits for the stick, so it is not for the loop.

mod fault;
mod folder;
mod log;
mod name;
mod plugged;
mod stick;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

pub use fault::ExportError;
pub use stick::{Stick, find};

use crate::clock::business_day;
use crate::config::Config;
use crate::people::NOBODY;
use crate::report::{self, Day, Format, ReportError};
use crate::store::{AuditFilter, DatabaseKey, Detail, Office, Reader, StoreError};
use folder::{Begun, Folder};

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
    pub fn detail(&self) -> Detail {
        let folder = self.folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Detail::Exported { files: self.files, records: self.records, folder }
    }
}

/// Writes the business days `days` as they stand at `now` into a new folder on the stick; what
/// was begun is taken away again where it can't be finished. `progress` gets lines written and
/// lines expected, the former never above the latter.
///
/// No ticket information code, key or password is in any of the files.
pub fn write(
    stick: &Stick,
    config: &Config,
    reader: &Reader,
    days: &[Date],
    now: Timestamp,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Exported, ExportError> {
    let plan = Plan::make(reader, config, days, now)?;
    stick.check_room(plan.bytes())?;
    let name = name::of(&config.terminal, now);
    let folder = Folder::make(stick, &name)?;
    let mut export = Export { stick, config, reader, now, folder, plan, done: 0, progress };
    match export.all() {
        Ok(exported) => Ok(exported),
        Err(fault) => {
            export.folder.discard();
            Err(fault)
        }
    }
}

/// `hallgate export`: the business days, by default the current one, into the folder `to`, by
/// default onto the one USB stick that is mounted; tells where they are. The protected log keeps
/// that it was done, on the shell and so by nobody who is known.
pub fn run(
    config: &Config,
    mut days: Vec<Date>,
    to: Option<&Path>,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    let now = Timestamp::now();
    if days.is_empty() {
        days.push(business_day(config.terminal.timezone.0.to_datetime(now)));
    }
    let stick = match to {
        Some(folder) => Stick::at(folder)?,
        None => find(&config.export.folder)?,
    };
    let reader = report::open(config)?;
    let exported = write(&stick, config, &reader, &days, now, &mut |_, _| {})?;
    let key = DatabaseKey::load(&config.store.key).map_err(ReportError::from)?;
    let mut office = Office::open(&config.store.path, &key)?;
    let Exported { files, records, folder, .. } = exported;
    let folder = folder.display().to_string();
    let detail = Detail::Exported { files, records, folder: folder.clone() };
    office.change::<_, StoreError>(|change| change.log(NOBODY, &detail, now))?;
    writeln!(out, "{folder}").map_err(ReportError::from)?;
    Ok(())
}

/// What is to be written, and how much of it there will be.
struct Plan {
    days: Vec<Date>,
    records: u64,
    log_entries: u64,
}

impl Plan {
    /// Bytes of a record's line, a log entry's line, and all that a day has besides; rather more.
    const RECORD: u64 = 300;
    const LOG_ENTRY: u64 = 220;
    const DAY: u64 = 32 << 10;

    fn make(
        reader: &Reader,
        config: &Config,
        days: &[Date],
        now: Timestamp,
    ) -> Result<Self, ExportError> {
        let mut days = days.to_vec();
        days.sort();
        days.dedup();
        if days.is_empty() {
            return Err(ExportError::NoDay);
        }
        let mut records = 0;
        for day in &days {
            records += Day::compute(reader, *day, &config.terminal, now)?.sums.totals.admitted;
        }
        let newest = AuditFilter { limit: Some(1), ..AuditFilter::default() };
        let newest = reader.audit(&newest)?.pop();
        let log_entries = newest.map_or(0, |entry| entry.id.unsigned_abs());
        Ok(Self { days, records, log_entries })
    }

    fn bytes(&self) -> u64 {
        let days = self.days.len() as u64 + 1;
        self.records * Self::RECORD + self.log_entries * Self::LOG_ENTRY + days * Self::DAY
    }

    /// Lines; tables and figures count little beside the records, and as a day's one.
    fn lines(&self) -> u64 {
        self.records + self.log_entries + self.days.len() as u64 + 1
    }
}

/// An export on its way.
struct Export<'a> {
    stick: &'a Stick,
    config: &'a Config,
    reader: &'a Reader,
    now: Timestamp,
    folder: Folder,
    plan: Plan,
    /// Lines.
    done: u64,
    progress: &'a mut dyn FnMut(u64, u64),
}

impl Export<'_> {
    fn all(&mut self) -> Result<Exported, ExportError> {
        self.tell(0);
        for day in self.plan.days.clone() {
            self.report(&format!("records-{day}.csv"), day, Format::Csv { bom: true })?;
            self.report(&format!("report-{day}.json"), day, Format::Json)?;
            self.report(&format!("report-{day}.txt"), day, Format::Table)?;
            self.tell(1);
        }
        let (reader, config, now) = (self.reader, self.config, self.now);
        self.file("status.json", |out| {
            report::status::write(reader, config, true, now, out).map(|_well| ())
        })?;
        self.file("audit.jsonl", |out| log::write(reader, config, out))?;
        let sums = self.folder.sums();
        self.file(SUMS, |out| Ok(out.write_all(sums.as_bytes())?))?;
        self.folder.finish().map_err(|cause| self.stick.blame(cause))?;
        // Unmounted under our hands all of it went somewhere, but who knows where.
        self.stick.check_there()?;
        self.tell(u64::MAX);
        Ok(Exported {
            folder: self.stick.folder().join(self.folder.name()),
            files: self.folder.files(),
            bytes: self.folder.bytes(),
            records: self.plan.records,
        })
    }

    fn report(&mut self, name: &str, day: Date, format: Format) -> Result<(), ExportError> {
        let (reader, terminal, now) = (self.reader, &self.config.terminal, self.now);
        self.file(name, |out| report::write(reader, terminal, day, format, now, out))
    }

    /// One file: what `make` writes, on the disk of the stick, under its name.
    fn file(
        &mut self,
        name: &str,
        make: impl FnOnce(&mut Lines) -> Result<(), ReportError>,
    ) -> Result<(), ExportError> {
        let counted = name.ends_with(".csv") || name.ends_with(".jsonl");
        let begun = self.folder.begin(name).map_err(|cause| self.stick.blame(cause))?;
        let mut out = Lines {
            into: begun,
            tell: &mut |lines| {
                if counted {
                    self.done = (self.done + lines).min(self.plan.lines());
                    (self.progress)(self.done, self.plan.lines());
                }
            },
        };
        let made = make(&mut out);
        let begun = out.into;
        made.map_err(|fault| match fault {
            ReportError::Output(told) => self.stick.blame(begun.cause(told)),
            fault => fault.into(),
        })?;
        self.folder.put(begun).map_err(|cause| self.stick.blame(cause))
    }

    fn tell(&mut self, lines: u64) {
        self.done = self.done.saturating_add(lines).min(self.plan.lines());
        (self.progress)(self.done, self.plan.lines());
    }
}

/// Tells the lines that pass through.
struct Lines<'a> {
    into: Begun,
    tell: &'a mut dyn FnMut(u64),
}

impl Write for Lines<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.into.write(bytes)?;
        let lines = bytes[..taken].iter().filter(|byte| **byte == b'\n').count();
        if lines > 0 {
            (self.tell)(lines as u64);
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.into.flush()
    }
}
