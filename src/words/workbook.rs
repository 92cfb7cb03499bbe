//! Workbooks for spreadsheets: codes are texts that no spreadsheet takes for numbers,
//! figures are numbers, headings are in the reader's language.

use std::borrow::Cow;
use std::io;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
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

/// What a cell holds, in UTF-16 units: more of it, and there would be no sheet at all.
const FULL: usize = 32_767;

/// As much of a text as a cell holds; where it is more, a mark at its end says so.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.encode_utf16().count() <= FULL {
        return text.into();
    }
    let mut left = FULL - 1;
    let fits = |sign: &char| {
        let room = left.checked_sub(sign.len_utf16());
        left = room.unwrap_or(left);
        room.is_some()
    };
    let mut cut: String = text.chars().take_while(fits).collect();
    cut.push('…');
    cut.into()
}

/// A column is as wide as what stands in it, up to so many characters.
const WIDEST: usize = 60;

/// A sheet of a workbook.
#[derive(Debug, Clone, Copy)]
pub struct BookSheet<'a> {
    pub title: &'a str,
    pub headings: &'a [&'a str],
    pub rows: &'a [Vec<Cell>],
    pub sums: Option<&'a [Cell]>,
}

/// The workbook's file. An error where there are more rows than a sheet holds (1,048,575 below the
/// headings).
pub fn workbook(sheets: &[BookSheet]) -> io::Result<Vec<u8>> {
    let mut book = Workbook::new();
    let filled = sheets.iter().try_for_each(|sheet| sheet.fill(book.add_worksheet()));
    filled.and_then(|()| book.save_to_buffer()).map_err(io::Error::other)
}

impl BookSheet<'_> {
    fn fill(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (bold, money) = (Format::new().set_bold(), Format::new().set_num_format("0.00"));
        let bold_money = Format::new().set_bold().set_num_format("0.00");
        sheet.set_name(self.title)?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, heading) in (0..).zip(self.headings) {
            sheet.write_string_with_format(0, column, *heading, &bold)?;
            let widths = self.rows.iter().filter_map(|row| row.get(usize::from(column)));
            let widths = widths.map(|cell| cell.text().width()).chain([heading.width()]);
            let widest = widths.max().unwrap_or(0).min(WIDEST);
            sheet.set_column_width(column, widest as f64 + 2.0)?;
        }
        let rows = self.rows.iter().map(|row| (row.as_slice(), false));
        let all = rows.chain(self.sums.map(|sums| (sums, true)));
        for (line, (row, is_sum)) in (1..).zip(all) {
            for (column, cell) in (0..).zip(row) {
                let style = if is_sum { &bold } else { &Format::default() };
                match cell {
                    Cell::Text(text) => {
                        sheet.write_string_with_format(line, column, fitting(text), style)?
                    }
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
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_cell_holds_is_cut_and_the_sheet_is_there() {
        for (sign, count) in
            [("片", 1), ("片", FULL), ("片", FULL + 1), ("🎬", FULL), ("a", 200_000)]
        {
            let text = sign.repeat(count);
            let rows = [vec![Cell::Text(text.clone())]];
            let (title, headings) = ("记录", ["片名"].as_slice());
            let book = workbook(&[BookSheet { title, headings, rows: &rows, sums: None }]);
            assert!(book.is_ok_and(|book| book.starts_with(b"PK")), "{count} of {sign}");
            let cut = fitting(&text);
            let units = cut.encode_utf16().count();
            let whole = text.encode_utf16().count() <= FULL;
            assert!(units <= FULL && (whole == (cut == text)) && (whole != cut.ends_with('…')));
        }
    }
}
