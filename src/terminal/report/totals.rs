//! The sums for spreadsheets: by business day as CSV, and a workbook with days, sessions and single records.

use std::io::Write;

use jiff::Timestamp;
use jiff::civil::Date;

use super::parts::Figures;
use super::{Daily, Period, ReportError, SessionFigures, Yuan, records};
use crate::clock::wire_time;
use crate::terminal::config::TerminalConfig;
use crate::terminal::store::{RecordFilter, StoreReader};
use crate::words::Language;
use crate::words::plain::guarded;
use crate::words::report::Text;
use crate::words::terms::Text as Term;
use crate::words::workbook::{BookSheet, Cell, workbook};

/// The columns of the CSV: a line for each business day on which anything happened. Amounts are yuan with two
/// decimals; `refused` are visitors not admitted, `manual` openings by hand.
pub const TOTALS_COLUMNS: [&str; 10] = [
    "business_day",
    "admitted",
    "reopened",
    "uploaded",
    "pending",
    "set_aside",
    "price",
    "service_fee",
    "refused",
    "manual",
];

/// Writes the header and a line for each day, oldest first.
pub(super) fn write_csv(
    reader: &StoreReader,
    terminal: &TerminalConfig,
    (first, last): (Date, Date),
    bom: bool,
    now: Timestamp,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    let period = Period::compute(reader, first, last, terminal, now)?;
    if bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(TOTALS_COLUMNS).map_err(std::io::Error::from)?;
    for day in &period.days {
        let cells = day_row(day);
        csv.write_record(cells.iter().map(|cell| guarded(cell.text()).into_owned()))
            .map_err(std::io::Error::from)?;
    }
    Ok(csv.flush()?)
}

/// Writes a workbook of the days, the sessions and, where `single`, each record.
pub(super) fn write_xlsx(
    reader: &StoreReader,
    terminal: &TerminalConfig,
    (first, last): (Date, Date),
    single: bool,
    now: Timestamp,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    let language = terminal.language;
    let period = Period::compute(reader, first, last, terminal, now)?;
    let totals = total_row(&period, language);
    let days: Vec<_> = period.days.iter().map(day_row).collect();
    let sessions: Vec<_> = period.sessions.iter().map(session_row).collect();
    let mut session_sums = vec![Cell::Text(Text::Total.plain(language))];
    session_sums.resize(SESSION.len(), Cell::Empty);
    session_sums.extend(figures(period.sums.totals));
    let single = match single {
        true => Some(records::rows(reader, &RecordFilter::of_days(first, last))?),
        false => None,
    };
    let (day_words, session_words) = (day_headings(language), session_headings(language));
    let record_words = records::headings(language);
    let sheet = |title, headings, rows, sums| BookSheet { title, headings, rows, sums };
    let mut sheets = vec![
        sheet(Text::TotalsSheet.form(language), &*day_words, &*days, Some(&*totals)),
        sheet(Text::SessionsSheet.form(language), &session_words, &sessions, Some(&session_sums)),
    ];
    if let Some(rows) = &single {
        sheets.push(sheet(Term::Records.form(language), &record_words, rows, None));
    }
    Ok(out.write_all(&workbook(&sheets)?)?)
}

/// What names a session, before its figures.
const SESSION: [Text; 5] =
    [Text::ScreenCode, Text::ScreenName, Text::SessionCode, Text::ShowTime, Text::FilmName];

fn figure_headings(language: Language) -> impl Iterator<Item = &'static str> {
    let counts = [Term::Admitted, Term::Reopened, Term::Uploaded, Term::Pending, Term::SetAside];
    let amounts = [Text::TicketPrice, Text::ServiceFee];
    counts.map(|it| it.form(language)).into_iter().chain(amounts.map(|it| it.form(language)))
}

fn day_headings(language: Language) -> Vec<&'static str> {
    let mut headings = vec![Text::Day.form(language)];
    headings.extend(figure_headings(language));
    headings.extend([Term::Refused, Term::ByHand].map(|it| it.form(language)));
    headings
}

fn session_headings(language: Language) -> Vec<&'static str> {
    SESSION.map(|it| it.form(language)).into_iter().chain(figure_headings(language)).collect()
}

fn day_row(day: &Daily) -> Vec<Cell> {
    let mut row = vec![Cell::Text(day.date.to_string())];
    row.extend(figures(day.figures));
    row.extend([number(day.refused), number(day.manual)]);
    row
}

fn total_row(period: &Period, language: Language) -> Vec<Cell> {
    let mut row = vec![Cell::Text(Text::Total.plain(language))];
    row.extend(figures(period.sums.totals));
    row.extend([number(period.sums.refused), number(period.sums.manual)]);
    row
}

fn session_row(session: &SessionFigures) -> Vec<Cell> {
    let name = |name: &Option<String>| name.clone().map_or(Cell::Empty, Cell::Text);
    let mut row = vec![
        Cell::Text(session.screen_code.to_string()),
        name(&session.screen_name),
        Cell::Text(session.session_code.to_string()),
        Cell::Text(wire_time(session.show_time)),
        name(&session.film_name),
    ];
    row.extend(figures(session.figures));
    row
}

fn figures(of: Figures) -> [Cell; 7] {
    let amount = |Yuan(fen): Yuan| Cell::Yuan(i64::try_from(fen).unwrap_or(i64::MAX));
    [
        number(of.admitted),
        number(of.reopened),
        number(of.uploaded),
        number(of.pending),
        number(of.set_aside),
        amount(of.price),
        amount(of.service_fee),
    ]
}

fn number(value: u64) -> Cell {
    Cell::Number(i64::try_from(value).unwrap_or(i64::MAX))
}
