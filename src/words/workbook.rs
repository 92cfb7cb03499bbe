//! A workbook of one sheet for spreadsheets: codes are texts that no spreadsheet takes for numbers,
//! figures are numbers, headings are in the reader's language.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use unicode_width::UnicodeWidthStr;

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Codes and names, never taken for numbers.
    Text(String),
    Number(i64),
    /// Fen, told in yuan.
    Yuan(i64),
    /// Nothing is known.
    Empty,
}

impl Cell {
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => number.to_string().into(),
            Self::Yuan(fen) => yuan(*fen).into(),
            Self::Empty => "".into(),
        }
    }
}

/// Yuan with two decimals.
pub fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", fen.unsigned_abs() / 100, fen.unsigned_abs() % 100)
}

/// A column is as wide as what stands in it, up to so many characters.
const WIDEST: usize = 60;

/// The workbook's file. An error where there are more rows than a sheet holds (1,048,575 below the
/// headings).
pub fn workbook(
    title: &str,
    headings: &[&str],
    rows: &[Vec<Cell>],
    sums: Option<&[Cell]>,
) -> Result<Vec<u8>, XlsxError> {
    let (bold, money) = (Format::new().set_bold(), Format::new().set_num_format("0.00"));
    let bold_money = Format::new().set_bold().set_num_format("0.00");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(title)?;
    sheet.set_freeze_panes(1, 0)?;
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string_with_format(0, column, *heading, &bold)?;
        let widths = rows.iter().filter_map(|row| row.get(usize::from(column)));
        let widths = widths.map(|cell| cell.text().width()).chain([heading.width()]);
        let widest = widths.max().unwrap_or(0).min(WIDEST);
        sheet.set_column_width(column, widest as f64 + 2.0)?;
    }
    let all = rows.iter().map(|row| (row.as_slice(), false)).chain(sums.map(|sums| (sums, true)));
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
                Cell::Empty => continue,
            };
        }
    }
    book.save_to_buffer()
}
