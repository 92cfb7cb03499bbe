//! The figures of business days (SPEC §7, §5.2.9), computed once as [`Day`] or [`Period`], told as
//! a table for people, as JSON for scripts, and record by record as CSV for checking against what
//! the platform received; the single records, searched. [`status`] tells how the terminal stands.
//!
//! Reads through a [`StoreReader`] of its own, so it works while the terminal runs.

mod business_days;
pub mod commands;
mod day;
mod inside;
mod listing;
mod moment;
pub(crate) mod openings;
mod parts;
mod period;
pub mod reconcile;
mod records;
mod sheet;
pub mod status;
mod summary;
mod sums;
mod totals;
mod typed;

use std::io::Write;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

pub use business_days::last_days;
pub use day::Day;
pub use inside::InsideNow;
pub(crate) use openings::open_reason;
pub use parts::{
    Apart, Figures, Hall, Hour, LatencyCount, OpeningCount, RefusalCount, SessionFigures, Yuan,
};
pub use period::{ClockHour, Daily, Period};
pub use records::COLUMNS;
pub use sums::{ReportCounts, Sums};
pub use totals::TOTALS_COLUMNS;
pub use typed::TypedCounts;
pub(crate) use typed::typed_reason;

use crate::clock::business_day;
use crate::terminal::config::{Config, TerminalConfig};
use crate::terminal::store::{
    DatabaseKey, DatabaseKeyError, RecordFilter, StoreError, StoreReader,
};
use crate::words::codes::{FaultCode, program, report};
use crate::words::report as words;
use crate::words::{Language, Message, display_in_english, errors, system};

/// A table without a limit of its own lists so many records.
const LISTED: usize = 200;

/// How a report is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportFormat {
    /// For people, at most 100 columns wide, in the terminal's language.
    #[default]
    Table,
    /// The day's single records, RFC 4180, UTF-8; the columns are [`COLUMNS`].
    Csv {
        /// Begin with a byte order mark, without which spreadsheets take UTF-8 for something else.
        bom: bool,
    },
    /// [`Day`] as one JSON object.
    Json,
    /// A workbook of days, sessions and single records, with headings in the terminal's language.
    Xlsx,
}

impl std::str::FromStr for ReportFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "table" => Ok(Self::Table),
            "csv" => Ok(Self::Csv { bom: false }),
            "json" => Ok(Self::Json),
            "xlsx" => Ok(Self::Xlsx),
            _ => Err(format!("{text:?} is none of table, csv, json and xlsx")),
        }
    }
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    Key(#[from] DatabaseKeyError),
    Store(#[from] StoreError),
    Output(#[from] std::io::Error),
    /// The file that `status --metrics` names.
    Metrics {
        path: PathBuf,
        cause: std::io::Error,
    },
    /// A time that is not after the one at which it should begin.
    Reversed {
        from: String,
        to: String,
    },
    /// A period that ends before it begins.
    DaysReversed {
        first: Date,
        last: Date,
    },
    /// Nothing can have been checked on that day.
    ToCome {
        day: Date,
        today: Date,
    },
}

display_in_english!(ReportError);

impl Message for ReportError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Key(cause) => cause.code(),
            Self::Store(cause) => cause.code(),
            Self::Output(_) | Self::Metrics { .. } => program::OUTPUT,
            Self::Reversed { .. } | Self::DaysReversed { .. } => report::REVERSED,
            Self::ToCome { .. } => report::TO_COME,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Key(cause) => {
                errors::DatabaseKey { fault: cause.message(language) }.text(language)
            }
            Self::Store(cause) => cause.message(language),
            Self::Reversed { from, to } => words::ReversedTimes { to, from }.text(language),
            Self::DaysReversed { first, last } => words::Reversed { last, first }.text(language),
            Self::ToCome { day, today } => words::ToCome { day, today }.text(language),
            Self::Metrics { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                errors::MetricsNotWritten { path, cause }.text(language)
            }
            Self::Output(cause) => {
                errors::ReportNotWritten { cause: system::io(cause, language) }.text(language)
            }
        }
    }
}

/// Writes the report of a business day, by default the current one by the terminal's time zone.
pub fn run(
    config: &Config,
    day: Option<Date>,
    format: ReportFormat,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    let now = Timestamp::now();
    let day = day.unwrap_or_else(|| today(&config.terminal, now));
    write(&open(config)?, &config.terminal, day, format, now, out)
}

/// Writes the report of `day` as it stands at `now`.
pub fn write(
    reader: &StoreReader,
    terminal: &TerminalConfig,
    day: Date,
    format: ReportFormat,
    now: Timestamp,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    match format {
        ReportFormat::Csv { bom } => {
            records::write_csv(reader, &RecordFilter::of_day(day), bom, out)?
        }
        ReportFormat::Xlsx => {
            totals::write_xlsx(reader, terminal, (day, day), true, now, out)?;
        }
        ReportFormat::Table => {
            let day = Day::compute(reader, day, terminal, now)?;
            out.write_all(sheet::set(&day, terminal.language).as_bytes())?;
        }
        ReportFormat::Json => write_json(&Day::compute(reader, day, terminal, now)?, out)?,
    }
    Ok(out.flush()?)
}

/// Writes the report of the business days from `first` to `last` as it stands at `now`.
pub fn write_period(
    reader: &StoreReader,
    terminal: &TerminalConfig,
    (first, last): (Date, Date),
    format: ReportFormat,
    now: Timestamp,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    let compute = || Period::compute(reader, first, last, terminal, now);
    match format {
        ReportFormat::Csv { bom } => {
            records::write_csv(reader, &RecordFilter::of_days(first, last), bom, out)?;
        }
        ReportFormat::Xlsx => {
            totals::write_xlsx(reader, terminal, (first, last), true, now, out)?;
        }
        ReportFormat::Table => {
            out.write_all(summary::set(&compute()?, terminal.language).as_bytes())?
        }
        ReportFormat::Json => write_json(&compute()?, out)?,
    }
    Ok(out.flush()?)
}

/// Writes the sums of the business days from `first` to `last` alone, as they stand at `now`: by day as CSV, days and
/// sessions as a workbook.
pub fn write_totals(
    reader: &StoreReader,
    terminal: &TerminalConfig,
    days: (Date, Date),
    format: ReportFormat,
    now: Timestamp,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    match format {
        ReportFormat::Csv { bom } => totals::write_csv(reader, terminal, days, bom, now, out)?,
        ReportFormat::Xlsx => totals::write_xlsx(reader, terminal, days, false, now, out)?,
        // These are sums in any case.
        _ => return write_period(reader, terminal, days, format, now, out),
    }
    Ok(out.flush()?)
}

/// Writes the records that the filter wants.
pub fn write_records(
    reader: &StoreReader,
    terminal: &TerminalConfig,
    filter: &RecordFilter,
    format: ReportFormat,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    match format {
        ReportFormat::Csv { bom } => records::write_csv(reader, filter, bom, out)?,
        ReportFormat::Json => records::write_json(reader, filter, out)?,
        ReportFormat::Xlsx => records::write_xlsx(reader, filter, terminal.language, out)?,
        ReportFormat::Table => {
            let limit = filter.limit.unwrap_or(LISTED);
            let one_more = RecordFilter { limit: Some(limit.saturating_add(1)), ..filter.clone() };
            let mut lines = reader.find_records(&one_more)?;
            let more = lines.len() > limit;
            if more {
                lines.remove(if filter.newest { 0 } else { limit });
            }
            let listing = listing::set(&lines, filter, more, terminal);
            out.write_all(listing.as_bytes())?;
            // No records, which go up: but whoever looks for the ticket wants to know.
            if let Some(end) = &filter.ticket {
                let used = reader.used_by_number(end)?;
                out.write_all(listing::let_in_by_number(&used, terminal).as_bytes())?;
            }
        }
    }
    Ok(out.flush()?)
}

fn write_json(report: &impl Serialize, out: &mut impl Write) -> Result<(), ReportError> {
    serde_json::to_writer_pretty(&mut *out, report).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

/// The business day of this moment.
pub(crate) fn today(terminal: &TerminalConfig, now: Timestamp) -> Date {
    business_day(terminal.timezone.0.to_datetime(now))
}

pub(crate) fn open(config: &Config) -> Result<StoreReader, ReportError> {
    let key = DatabaseKey::load(&config.store.key)?;
    Ok(StoreReader::open(&config.store.path, &key)?)
}
