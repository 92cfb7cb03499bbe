//! Rows of a report or a list, written for people, for scripts and for spreadsheets: the same cells
//! whichever way.

use std::io::Write;

use super::CommandFault;
use crate::words::Language;
use crate::words::plain::{guarded, plain};
use crate::words::platform::Text;
use crate::words::table::{Column, ReportTable};
use crate::words::workbook::{BookSheet, workbook};
pub(super) use crate::words::workbook::{Cell, yuan};

/// How a sheet is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum SheetFormat {
    Table,
    Csv,
    Json,
    Xlsx,
}

/// A column: its key for scripts, its heading for people.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heading {
    pub key: &'static str,
    pub words: Text,
    /// Names may be cut in a table.
    pub flexible: bool,
}

impl Heading {
    pub const fn of(key: &'static str, words: Text) -> Self {
        Self { key, words, flexible: false }
    }
}

/// A table for a terminal, with a line of sums below it.
pub(super) fn write_table(
    headings: &[Heading],
    rows: &[Vec<Cell>],
    sums: Option<&[Cell]>,
    language: Language,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let first = rows.first().map(Vec::as_slice).or(sums);
    let columns: Vec<Column> = headings
        .iter()
        .enumerate()
        .map(|(at, heading)| {
            let words = heading.words.form(language);
            match first.and_then(|row| row.get(at)) {
                Some(Cell::Number(_) | Cell::Yuan(_)) => Column::Right(words),
                _ if heading.flexible => Column::Flexible(words),
                _ => Column::Left(words),
            }
        })
        .collect();
    let line = |row: &[Cell]| row.iter().map(|cell| plain(&cell.text())).collect::<Vec<_>>();
    let table = ReportTable {
        columns: &columns,
        rows: rows.iter().map(|row| line(row)).collect(),
        sums: sums.map(line),
    };
    Ok(out.write_all(table.set().as_bytes())?)
}

/// CSV as spreadsheets take it (RFC 4180), with the keys as headings.
pub(super) fn write_csv(
    headings: &[Heading],
    rows: impl IntoIterator<Item = Vec<Cell>>,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    csv.write_record(headings.iter().map(|it| it.key)).map_err(std::io::Error::from)?;
    for row in rows {
        let cells = row.iter().map(|cell| guarded(cell.text()).into_owned());
        csv.write_record(cells).map_err(std::io::Error::from)?;
    }
    Ok(csv.flush()?)
}

/// A workbook of one sheet: codes are texts, figures are numbers, headings are in the reader's language.
pub(super) fn write_xlsx(
    title: Text,
    headings: &[Heading],
    rows: &[Vec<Cell>],
    sums: Option<&[Cell]>,
    language: Language,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let words: Vec<&str> = headings.iter().map(|it| it.words.form(language)).collect();
    let sheet = BookSheet { title: title.form(language), headings: &words, rows, sums };
    Ok(out.write_all(&workbook(&[sheet])?)?)
}
