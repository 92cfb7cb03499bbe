//! The comparison as people and scripts read it.

use std::io::Write;

use super::{Reconciliation, RecordDifference, page};
use crate::clock::wire_time;
use crate::terminal::report::{ReportError, ReportFormat, write_json};
use crate::words::Language;
use crate::words::plain::guarded;
use crate::words::report::Text;
use crate::words::workbook::{BookSheet, Cell, workbook};

/// The columns of the CSV, which has a line for each difference; as in the JSON.
pub const COLUMNS: [&str; 10] = [
    "seq",
    "film_ticket_code",
    "screen_code",
    "session_code",
    "show_time",
    "check_time",
    "upload",
    "difference",
    "here",
    "there",
];

/// The headings of [`COLUMNS`] for people.
const HEADINGS: [Text; COLUMNS.len()] = [
    Text::Number,
    Text::TicketNumber,
    Text::ScreenCode,
    Text::SessionCode,
    Text::ShowTime,
    Text::CheckTime,
    Text::UploadState,
    Text::Difference,
    Text::Here,
    Text::There,
];

/// Writes what was found out.
pub fn write(
    reconciliation: &Reconciliation,
    format: ReportFormat,
    language: Language,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    match format {
        ReportFormat::Table => out.write_all(page::set(reconciliation, language).as_bytes())?,
        ReportFormat::Json => write_json(reconciliation, out)?,
        ReportFormat::Csv { bom } => {
            if bom {
                out.write_all("\u{feff}".as_bytes())?;
            }
            let mut csv =
                csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut *out);
            csv.write_record(COLUMNS).map_err(std::io::Error::from)?;
            for finding in &reconciliation.differences {
                let cells = cells(finding);
                let guarded = cells.iter().map(|cell| guarded(cell.into()).into_owned());
                csv.write_record(guarded).map_err(std::io::Error::from)?;
            }
            csv.flush()?;
        }
        ReportFormat::Xlsx => {
            let headings = HEADINGS.map(|text| text.form(language));
            let rows: Vec<Vec<Cell>> = reconciliation
                .differences
                .iter()
                .map(|difference| cells(difference).map(Cell::Text).to_vec())
                .collect();
            let title = Text::Differences.form(language);
            let sheet = BookSheet { title, headings: &headings, rows: &rows, sums: None };
            out.write_all(&workbook(&[sheet])?)?;
        }
    }
    Ok(out.flush()?)
}

fn cells(finding: &RecordDifference) -> [String; COLUMNS.len()] {
    [
        finding.seq.to_string(),
        finding.film_ticket_code.to_string(),
        finding.screen_code.to_string(),
        finding.session_code.to_string(),
        wire_time(finding.show_time),
        wire_time(finding.check_time),
        finding.upload.to_owned(),
        finding.difference.as_str().to_owned(),
        finding.here.clone(),
        finding.there.clone(),
    ]
}
