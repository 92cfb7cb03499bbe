//! The business day's figures (SPEC §7, §5.2.9), computed once as [`Day`], told as a table for
//! people, as JSON for scripts, and record by record as CSV for checking against what the
//! platform received. [`status`] tells how the terminal stands.
//!
//! Reads through a [`Reader`] of its own, so it works while the terminal runs.

mod day;
mod parts;
mod records;
mod sheet;
pub mod status;
pub(crate) mod table;
mod words;

use std::io::Write;

use jiff::Timestamp;
use jiff::civil::Date;

pub use day::Day;
pub use parts::{Figures, Hall, Hour, Opened, Refused, Session, Wait, Yuan};
pub use records::COLUMNS;

use crate::clock::business_day;
use crate::config::{Config, Terminal};
use crate::store::{DatabaseKey, DatabaseKeyError, Reader, StoreError};

/// How a report is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
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
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "table" => Ok(Self::Table),
            "csv" => Ok(Self::Csv { bom: false }),
            "json" => Ok(Self::Json),
            _ => Err(format!("{text:?} is none of table, csv and json")),
        }
    }
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    #[error("store.key: {0}")]
    Key(#[from] DatabaseKeyError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the report could not be written out: {0}")]
    Output(#[from] std::io::Error),
}

/// Writes the report of a business day, by default the current one by the terminal's time zone.
pub fn run(
    config: &Config,
    day: Option<Date>,
    format: Format,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    let now = Timestamp::now();
    let zone = &config.terminal.timezone.0;
    let day = day.unwrap_or_else(|| business_day(zone.to_datetime(now)));
    write(&open(config)?, &config.terminal, day, format, now, out)
}

/// Writes the report of `day` as it stands at `now`.
pub fn write(
    reader: &Reader,
    terminal: &Terminal,
    day: Date,
    format: Format,
    now: Timestamp,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    match format {
        Format::Csv { bom } => records::write(reader, day, bom, out)?,
        Format::Table => {
            let day = Day::compute(reader, day, terminal, now)?;
            out.write_all(sheet::set(&day, terminal.language).as_bytes())?;
        }
        Format::Json => {
            let day = Day::compute(reader, day, terminal, now)?;
            serde_json::to_writer_pretty(&mut *out, &day).map_err(std::io::Error::from)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(out.flush()?)
}

pub(crate) fn open(config: &Config) -> Result<Reader, ReportError> {
    let key = DatabaseKey::load(&config.store.key)?;
    Ok(Reader::open(&config.store.path, &key)?)
}
