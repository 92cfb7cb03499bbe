//! The single records, for checking against what the platform received, and for finding one of
//! them: as CSV and JSON for scripts; [`super::listing`] sets them for people.

use std::borrow::Cow;
use std::convert::Infallible;
use std::io::Write;

use jiff::Timestamp;
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use super::{ReportError, Yuan};
use crate::clock::{china_civil, wire_time};
use crate::terminal::store::{RecordFilter, RecordLine, StoreReader};
use crate::words::Language;
use crate::words::plain::guarded;
use crate::words::report::Text;
use crate::words::terms::Text as Term;
use crate::words::workbook::{BookSheet, Cell, workbook};

/// The columns of the CSV, and the keys of the JSON. Times are `YYYY-MM-DDThh:mm:ss` in China
/// Standard Time, as the platform gets them; amounts are yuan with two decimals; `electronic` and
/// `double_admission` are `yes` or `no`; `upload` is `uploaded`, `pending` or `set_aside`; what is not known is empty, in
/// JSON null. The ticket information code is left out: a report must not serve to print a ticket
/// again.
pub const COLUMNS: [&str; 23] = [
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
    "double_admission",
];

/// The headings of [`COLUMNS`] for people.
const HEADINGS: [Text; COLUMNS.len()] = [
    Text::Number,
    Text::TicketNumber,
    Text::CinemaCode,
    Text::ScreenCode,
    Text::ScreenName,
    Text::FilmCode,
    Text::FilmName,
    Text::SessionCode,
    Text::ShowTime,
    Text::SeatCode,
    Text::SeatRow,
    Text::SeatColumn,
    Text::TicketType,
    Text::TicketPrice,
    Text::ServiceFee,
    Text::Electronic,
    Text::CheckTime,
    Text::Basis,
    Text::PassedAt,
    Text::Reopenings,
    Text::UploadState,
    Text::UploadedAt,
    Text::Doubled,
];

/// One value of a record.
enum RecordValue<'a> {
    Text(Cow<'a, str>),
    Number(u64),
    Yuan(Yuan),
    Unknown,
}

/// Writes the header and a line for each record, oldest first.
pub(super) fn write_csv(
    reader: &StoreReader,
    filter: &RecordFilter,
    bom: bool,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    if bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(COLUMNS).map_err(std::io::Error::from)?;
    reader
        .each_record(filter, |line| {
            csv.write_record(cells(&line).iter().map(|cell| guarded(cell.text()).into_owned()))
        })?
        .map_err(std::io::Error::from)?;
    Ok(csv.flush()?)
}

/// Writes a workbook with a row for each record, oldest first: the columns of the CSV, with headings for
/// people.
pub(super) fn write_xlsx(
    reader: &StoreReader,
    filter: &RecordFilter,
    language: Language,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    let (rows, headings) = (rows(reader, filter)?, headings(language));
    let title = Term::Records.form(language);
    let sheet = BookSheet { title, headings: &headings, rows: &rows, sums: None };
    Ok(out.write_all(&workbook(&[sheet])?)?)
}

/// The records as a sheet has them, oldest first.
pub(super) fn rows(
    reader: &StoreReader,
    filter: &RecordFilter,
) -> Result<Vec<Vec<Cell>>, ReportError> {
    let mut rows = Vec::new();
    let Ok(()) = reader.each_record(filter, |line| {
        rows.push(cells(&line).iter().map(Cell::from).collect());
        Ok::<(), Infallible>(())
    })?;
    Ok(rows)
}

/// What stands above them.
pub(super) fn headings(language: Language) -> [&'static str; COLUMNS.len()] {
    HEADINGS.map(|text| text.form(language))
}

/// Writes an array of objects whose keys are [`COLUMNS`], oldest first.
pub(super) fn write_json(
    reader: &StoreReader,
    filter: &RecordFilter,
    out: &mut impl Write,
) -> Result<(), ReportError> {
    let mut json = serde_json::Serializer::pretty(&mut *out);
    let mut lines = json.serialize_seq(None).map_err(std::io::Error::from)?;
    reader
        .each_record(filter, |line| lines.serialize_element(&RecordObject(cells(&line))))?
        .map_err(std::io::Error::from)?;
    SerializeSeq::end(lines).map_err(std::io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

fn cells(line: &RecordLine) -> [RecordValue<'_>; COLUMNS.len()] {
    let admission = &line.record.admission;
    let ticket = &admission.ticket;
    let (row, column) = line.seat.unzip();
    let number = |value: Option<u32>| {
        value.map_or(RecordValue::Unknown, |value| RecordValue::Number(value.into()))
    };
    let name = |value: &'_ Option<String>| match value {
        Some(name) => RecordValue::Text(name.clone().into()),
        None => RecordValue::Unknown,
    };
    [
        RecordValue::Number(line.record.seq.0.unsigned_abs()),
        text(ticket.film_ticket_code.as_str()),
        text(admission.cinema_code.as_str()),
        text(ticket.screen_code.as_str()),
        name(&line.screen_name),
        text(ticket.film_code.as_str()),
        name(&line.film_name),
        text(ticket.session_code.as_str()),
        RecordValue::Text(wire_time(ticket.show_time).into()),
        text(ticket.seat_code.as_str()),
        number(row),
        number(column),
        line.ticket_type.map_or(RecordValue::Unknown, |sold| text(sold.as_str())),
        RecordValue::Yuan(Yuan(ticket.price.0.into())),
        RecordValue::Yuan(Yuan(ticket.service_fee.0.into())),
        text(if admission.electronic { "yes" } else { "no" }),
        time(Some(admission.at)),
        text(admission.basis.as_str()),
        time(line.record.passed_at),
        RecordValue::Number(line.record.reopened.into()),
        text(line.stage().as_str()),
        time(line.uploaded_at),
        text(if line.doubled_at.is_some() { "yes" } else { "no" }),
    ]
}

fn text(text: &str) -> RecordValue<'_> {
    RecordValue::Text(text.into())
}

fn time(at: Option<Timestamp>) -> RecordValue<'static> {
    at.map_or(RecordValue::Unknown, |at| RecordValue::Text(wire_time(china_civil(at)).into()))
}

impl RecordValue<'_> {
    fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => text.as_ref().into(),
            Self::Number(number) => number.to_string().into(),
            Self::Yuan(amount) => amount.to_string().into(),
            Self::Unknown => "".into(),
        }
    }
}

impl From<&RecordValue<'_>> for Cell {
    fn from(value: &RecordValue) -> Self {
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        match value {
            RecordValue::Text(text) => Self::Text(text.clone().into_owned()),
            RecordValue::Number(number) => Self::Number(whole(*number)),
            RecordValue::Yuan(amount) => Self::Yuan(whole(amount.0)),
            RecordValue::Unknown => Self::Empty,
        }
    }
}

impl Serialize for RecordValue<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::Number(number) => to.serialize_u64(*number),
            Self::Yuan(amount) => amount.serialize(to),
            Self::Unknown => to.serialize_none(),
        }
    }
}

/// A record as a JSON object.
struct RecordObject<'a>([RecordValue<'a>; COLUMNS.len()]);

impl Serialize for RecordObject<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut object = to.serialize_map(Some(COLUMNS.len()))?;
        for (column, cell) in COLUMNS.iter().zip(&self.0) {
            object.serialize_entry(column, cell)?;
        }
        object.end()
    }
}
