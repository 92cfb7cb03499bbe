//! Rows of a report or a list, written for people, for scripts and for spreadsheets: the same cells
//! whichever way.

use std::borrow::Cow;
use std::io::Write;

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::CommandFault;
use crate::words::Language;
use crate::words::plain::{guarded, plain};
use crate::words::platform::Text;
use crate::words::table::{Column, ReportTable};

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

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    /// Codes and names, never taken for numbers.
    Text(String),
    Number(i64),
    /// Fen, told in yuan.
    Yuan(i64),
}

impl Heading {
    pub const fn of(key: &'static str, words: Text) -> Self {
        Self { key, words, flexible: false }
    }
}

impl Cell {
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => number.to_string().into(),
            Self::Yuan(fen) => yuan(*fen).into(),
        }
    }
}

/// Yuan with two decimals.
pub(super) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.unsigned_abs() / 100, fen.unsigned_abs() % 100)
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
    sums: &[Cell],
    language: Language,
    out: &mut impl Write,
) -> Result<(), CommandFault> {
    let bytes = workbook(title, headings, rows, sums, language);
    let bytes = bytes.map_err(|fault| std::io::Error::other(fault.to_string()))?;
    Ok(out.write_all(&bytes)?)
}

fn workbook(
    title: Text,
    headings: &[Heading],
    rows: &[Vec<Cell>],
    sums: &[Cell],
    language: Language,
) -> Result<Vec<u8>, XlsxError> {
    let (bold, money) = (Format::new().set_bold(), Format::new().set_num_format("0.00"));
    let bold_money = Format::new().set_bold().set_num_format("0.00");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(title.form(language))?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, heading) in headings.iter().enumerate() {
        let words = heading.words.form(language);
        sheet.write_string_with_format(0, column as u16, words, &bold)?;
        let widest = rows.iter().filter_map(|row| row.get(column)).map(|it| it.text().width());
        let widest = widest.chain([words.width()]).max().unwrap_or(0);
        sheet.set_column_width(column as u16, widest.min(60) as f64 + 2.0)?;
    }
    let all = rows.iter().map(|row| (row.as_slice(), false)).chain([(sums, true)]);
    for (line, (row, is_sum)) in (1..).zip(all) {
        for (column, cell) in (0..).zip(row) {
            let style = if is_sum { &bold } else { &Format::default() };
            match cell {
                Cell::Text(text) => sheet.write_string_with_format(line, column, text, style)?,
                Cell::Number(number) => {
                    sheet.write_number_with_format(line, column, *number as f64, style)?
                }
                Cell::Yuan(fen) => {
                    let style = if is_sum { &bold_money } else { &money };
                    sheet.write_number_with_format(line, column, *fen as f64 / 100.0, style)?
                }
            };
        }
    }
    book.save_to_buffer()
}
