//! The day's single records as CSV, for checking against what the platform received.

use std::borrow::Cow;
use std::io::Write;

use jiff::Timestamp;
use jiff::civil::Date;

use super::ReportError;
use crate::clock::{china_civil, wire_time};
use crate::store::{Reader, RecordLine};

/// The columns. Times are `YYYY-MM-DDThh:mm:ss` in China Standard Time, as the platform gets
/// them; amounts are yuan with two decimals; `electronic` is `yes` or `no`; `upload` is
/// `uploaded`, `pending` or `set_aside`; what is not known is empty. The ticket information code
/// is left out: a report must not serve to print a ticket again.
pub const COLUMNS: [&str; 22] = [
    "seq",
    "film_ticket_code",
    "cinema_code",
    "screen_code",
    "screen_name",
    "film_code",
    "film_name",
    "session_code",
    "show_time",
    "seat_code",
    "seat_row",
    "seat_column",
    "ticket_type",
    "price",
    "service_fee",
    "electronic",
    "check_time",
    "basis",
    "passed_at",
    "reopened",
    "upload",
    "uploaded_at",
];

/// Writes the header and a line for each record, oldest first.
pub(super) fn write(
    reader: &Reader,
    day: Date,
    bom: bool,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    if bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(COLUMNS).map_err(std::io::Error::from)?;
    reader
        .records_of(day, |line| {
            csv.write_record(cells(&line).iter().map(|cell| guarded(cell).into_owned()))
        })?
        .map_err(std::io::Error::from)?;
    Ok(csv.flush()?)
}

fn cells(line: &RecordLine) -> [String; COLUMNS.len()] {
    let admission = &line.record.admission;
    let ticket = &admission.ticket;
    let (row, column) = line.seat.unzip();
    let upload = match line {
        RecordLine { set_aside: true, .. } => "set_aside",
        RecordLine { done: true, .. } => "uploaded",
        _ => "pending",
    };
    [
        line.record.seq.to_string(),
        ticket.film_ticket_code.to_string(),
        admission.cinema_code.to_string(),
        ticket.screen_code.to_string(),
        told(line.screen_name.as_ref()),
        ticket.film_code.to_string(),
        told(line.film_name.as_ref()),
        ticket.session_code.to_string(),
        wire_time(ticket.show_time),
        ticket.seat_code.to_string(),
        told(row),
        told(column),
        told(line.ticket_type.map(|sold| sold.as_str())),
        ticket.price.to_string(),
        ticket.service_fee.to_string(),
        (if admission.electronic { "yes" } else { "no" }).to_owned(),
        time(Some(admission.at)),
        admission.basis.as_str().to_owned(),
        time(line.record.passed_at),
        line.record.reopened.to_string(),
        upload.to_owned(),
        time(line.uploaded_at),
    ]
}

fn told(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn time(at: Option<Timestamp>) -> String {
    told(at.map(|at| wire_time(china_civil(at))))
}

/// A spreadsheet runs a cell that begins like a formula, and names come from elsewhere: such a
/// cell is made text by an apostrophe before it.
fn guarded(cell: &str) -> Cow<'_, str> {
    const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if cell.starts_with(FORMULA) { format!("'{cell}").into() } else { cell.into() }
}
