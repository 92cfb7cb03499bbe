//! `hallgate report`, `records` and `reconcile`: what is asked for on the command line.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::business_days::begun;
use super::moment::Moment;
use super::reconcile::{self, ReconcileError, Reconciliation};
use super::{
    ReportError, ReportFormat, open, today, write, write_period, write_records, write_totals,
};
use crate::clock::{NamedDay, civil_time};
use crate::terminal::config::{Config, DEFAULT_FILE};
use crate::terminal::store::{RecordFilter, Seat, TicketEnd, UploadProgress};
use crate::ticket::{SeatCode, SessionCode};
use crate::words::report::{self as words, Text};
use crate::words::{Language, ProgressLine};

/// The words of a format, which completions offer.
fn formats() -> impl TypedValueParser<Value = ReportFormat> {
    let words = PossibleValuesParser::new(["table", "csv", "xlsx", "json"]);
    words.try_map(|word| word.parse::<ReportFormat>())
}

/// Likewise, of an upload's state.
fn states() -> impl TypedValueParser<Value = UploadProgress> {
    let words = UploadProgress::ALL.iter().map(|state| state.as_str());
    let words = PossibleValuesParser::new(words);
    words.try_map(|word| word.parse::<UploadProgress>())
}

/// How a report is to be told.
#[derive(Debug, Clone, Args)]
pub struct ReportOptions {
    /// The terminal's configuration
    #[arg(long, value_name = "FILE", default_value = DEFAULT_FILE)]
    pub config: PathBuf,
    /// table (for people), xlsx (for spreadsheets), csv or json (for scripts)
    #[arg(long, default_value = "table", value_parser = formats())]
    format: ReportFormat,
    /// Begin with a byte order mark, for programs that want one; for csv alone: a spreadsheet takes xlsx, and
    /// drops digits of ticket numbers from csv
    #[arg(long)]
    bom: bool,
}

/// `hallgate report`.
#[derive(Debug, Clone, Args)]
pub struct ReportArgs {
    /// The business day (06:00 to 06:00), today, yesterday or YYYY-MM-DD; the current one where left out
    #[arg(long, value_name = "DAY", conflicts_with_all = ["from", "to"])]
    day: Option<NamedDay>,
    /// The first business day of several, likewise
    #[arg(long, value_name = "DAY")]
    from: Option<NamedDay>,
    /// The last business day of several, likewise; the current one where left out
    #[arg(long, value_name = "DAY", requires = "from")]
    to: Option<NamedDay>,
    /// Only the sums, without the single records of csv and xlsx; table and json are sums anyway
    #[arg(long)]
    summary: bool,
    #[command(flatten)]
    pub options: ReportOptions,
}

/// `hallgate records`.
#[derive(Debug, Clone, Args)]
pub struct RecordsArgs {
    /// The ticket's number, or its last 4 digits or more
    #[arg(long, value_name = "DIGITS")]
    ticket: Option<TicketEnd>,
    /// Checked at this time or later: hh:mm of the business day, or YYYY-MM-DDThh:mm
    #[arg(long, value_name = "TIME")]
    from: Option<Moment>,
    /// Checked before this time
    #[arg(long, value_name = "TIME")]
    to: Option<Moment>,
    /// ROWxCOLUMN as on the chair (6x12), or the ticket's code for the seat
    #[arg(long, value_name = "SEAT", value_parser = seat)]
    seat: Option<Seat>,
    /// The session's code
    #[arg(long, value_name = "SESSION", value_parser = session)]
    session: Option<SessionCode>,
    /// How far the upload has come: pending, uploaded or set_aside
    #[arg(long, value_name = "STATE", value_parser = states())]
    upload: Option<UploadProgress>,
    /// The business day, today, yesterday or YYYY-MM-DD; where nothing but a seat, a time of day or `--upload uploaded`
    /// is given, the current one
    #[arg(long, value_name = "DAY")]
    day: Option<NamedDay>,
    /// At most so many: with --from the first ones, else the last ones; 200 in a table where left
    /// out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    #[command(flatten)]
    pub options: ReportOptions,
}

/// `hallgate reconcile`.
#[derive(Debug, Clone, Args)]
pub struct ReconcileArgs {
    /// The business day (06:00 to 06:00), today, yesterday or YYYY-MM-DD; the current one where left out
    #[arg(long, value_name = "DAY")]
    day: Option<NamedDay>,
    /// One session alone, by its code
    #[arg(long, value_name = "SESSION", value_parser = session)]
    session: Option<SessionCode>,
    #[command(flatten)]
    pub options: ReportOptions,
}

impl ReportOptions {
    /// What no single option can tell: a table or JSON takes no byte order mark, and nobody reads a workbook
    /// off a terminal.
    pub fn contradiction(&self, language: Language) -> Option<String> {
        let csv = matches!(self.format, ReportFormat::Csv { .. });
        if self.bom && !csv {
            return Some(Text::BomIsForCsv.plain(language));
        }
        let is_read = self.format == ReportFormat::Xlsx && std::io::stdout().is_terminal();
        is_read.then(|| Text::WorkbookIsAFile.plain(language))
    }

    fn format(&self) -> ReportFormat {
        match self.format {
            ReportFormat::Csv { .. } => ReportFormat::Csv { bom: self.bom },
            format => format,
        }
    }
}

/// Tells what `hallgate report` asks for.
pub fn report(
    config: &Config,
    wanted: &ReportArgs,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    let now = Timestamp::now();
    let today = today(&config.terminal, now);
    let (reader, format) = (open(config)?, wanted.options.format());
    let on = |day: NamedDay| day.on(today);
    begun(&reader, wanted.from.or(wanted.day).map(on), today)?;
    let first = wanted.from.or(wanted.day).unwrap_or(NamedDay::Today).on(today);
    let last = match wanted.from {
        Some(_) => wanted.to.map_or(today.max(first), on),
        None => first,
    };
    if last < first {
        return Err(ReportError::DaysReversed { first, last });
    }
    let (reader, terminal) = (&reader, &config.terminal);
    let is_spreadsheet = matches!(format, ReportFormat::Csv { .. } | ReportFormat::Xlsx);
    match wanted.from {
        _ if wanted.summary && is_spreadsheet => {
            write_totals(reader, terminal, (first, last), format, now, out)
        }
        None => write(reader, terminal, first, format, now, out),
        Some(_) => write_period(reader, terminal, (first, last), format, now, out),
    }
}

/// An error where nothing lies between two moments.
fn in_order(
    from: Option<Timestamp>,
    to: Option<Timestamp>,
    zone: &TimeZone,
) -> Result<(), ReportError> {
    let civil = |moment| civil_time(moment, zone);
    match from.zip(to).filter(|(from, to)| to <= from) {
        Some((from, to)) => Err(ReportError::Reversed { from: civil(from), to: civil(to) }),
        None => Ok(()),
    }
}

/// Tells what `hallgate records` asks for.
pub fn records(
    config: &Config,
    wanted: &RecordsArgs,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    let today = today(&config.terminal, Timestamp::now());
    let filter = wanted.filter(today, &config.terminal.timezone.0);
    in_order(filter.from, filter.to, &config.terminal.timezone.0)?;
    let reader = open(config)?;
    begun(&reader, wanted.day.map(|day| day.on(today)), today)?;
    write_records(&reader, &config.terminal, &filter, wanted.options.format(), out)
}

/// Compares as `hallgate reconcile` asks for, tells it, and returns what was found out; how far it
/// has come stands on standard error where that is a terminal.
pub fn reconcile(
    config: &Config,
    wanted: &ReconcileArgs,
    out: &mut impl Write,
) -> Result<Reconciliation, ReconcileError> {
    let language = config.terminal.language;
    let line = ProgressLine::default();
    let mut progress = |done, total| line.show(words::Comparing { done, total }.text(language));
    let today = today(&config.terminal, Timestamp::now());
    let day = wanted.day.map(|day| day.on(today));
    begun(&open(config)?, day, today)?;
    let reconciliation = reconcile::run(config, day, wanted.session, &mut progress);
    drop(line);
    let reconciliation = reconciliation?;
    reconcile::write(&reconciliation, wanted.options.format(), language, out)?;
    Ok(reconciliation)
}

impl ReportArgs {
    /// What no single option can tell: the period ends before it begins.
    pub fn contradiction(&self, language: Language) -> Option<String> {
        // By their names alone the others can't be told apart.
        let reversed = match (self.from, self.to) {
            (Some(NamedDay::On(first)), Some(NamedDay::On(last))) if last < first => {
                Some(words::Reversed { last, first }.text(language))
            }
            _ => None,
        };
        reversed.or_else(|| self.options.contradiction(language))
    }
}

impl RecordsArgs {
    fn filter(&self, today: Date, zone: &TimeZone) -> RecordFilter {
        let is_daily = |moment: &Option<Moment>| matches!(moment, Some(Moment::Daily(_)));
        let is_once = |moment: &Option<Moment>| matches!(moment, Some(Moment::Once(_)));
        let daily = is_daily(&self.from) || is_daily(&self.to);
        let narrow = self.ticket.is_some()
            || self.session.is_some()
            || matches!(self.upload, Some(UploadProgress::Pending | UploadProgress::SetAside))
            || is_once(&self.from)
            || is_once(&self.to);
        let day = self.day.or((daily || !narrow).then_some(NamedDay::Today));
        let day = day.map(|day| day.on(today));
        let at =
            |moment: &Option<Moment>| moment.map(|moment| moment.on(day.unwrap_or(today), zone));
        RecordFilter {
            days: day.map(|day| (day, day)),
            from: at(&self.from),
            to: at(&self.to),
            ticket: self.ticket.clone(),
            seat: self.seat,
            session: self.session,
            stage: self.upload,
            limit: self.limit.map(|limit| limit as usize),
            newest: self.from.is_none(),
        }
    }
}

/// `6x12`, or a seat's code; a short code is filled up as on the ticket (§5.1.2).
fn seat(text: &str) -> Result<Seat, String> {
    let place =
        text.split_once(['x', 'X', '×', '*']).map(|(row, column)| (row.trim(), column.trim()));
    if let Some((row, column)) =
        place.and_then(|(row, column)| row.parse().ok().zip(column.parse().ok()))
    {
        return Ok(Seat::Place { row, column });
    }
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if place.is_some_and(|(row, column)| digits(row) && digits(column)) {
        return Err("is neither ROWxCOLUMN nor a seat's code: it lacks a number".to_owned());
    }
    let no_seat = |fault| format!("is neither ROWxCOLUMN nor a seat's code: {fault}");
    filled_up(text, SeatCode::WIDTH)
        .and_then(|code| code.parse().map(Seat::Code).map_err(|fault| format!("it {fault}")))
        .map_err(no_seat)
}

fn session(text: &str) -> Result<SessionCode, String> {
    filled_up(text, SessionCode::WIDTH)
        .and_then(|code| code.parse().map_err(|fault| format!("it {fault}")))
        .map_err(|fault| format!("is no session's code: {fault}"))
}

/// A code that was typed without the zeros that fill it up (§5.1.2).
fn filled_up(text: &str, width: usize) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err("a code has letters and digits".to_owned());
    }
    Ok(format!("{text:0<width$}"))
}
