//! Setting tables for a terminal: Chinese characters are two columns wide. By hand: a line is never wider
//! than [`WIDTH`], which column gives way is the table's to say, and `unicode-width` does the rest.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub(crate) use super::plain::line as plain;

/// The widest line.
pub(crate) const WIDTH: usize = 100;

/// Between two columns.
const GAP: usize = 2;

/// A column's heading, and on which side its cells stand.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Column {
    /// Words.
    Left(&'static str),
    /// Words that may be cut where the table would be wider than [`WIDTH`].
    Flexible(&'static str),
    /// Figures.
    Right(&'static str),
}

/// A table with a line of sums, or without one.
#[derive(Debug)]
pub(crate) struct ReportTable<'a> {
    pub columns: &'a [Column],
    pub rows: Vec<Vec<String>>,
    pub sums: Option<Vec<String>>,
}

impl Column {
    fn heading(self) -> &'static str {
        match self {
            Self::Left(words) | Self::Flexible(words) | Self::Right(words) => words,
        }
    }
}

impl ReportTable<'_> {
    /// The table's lines.
    pub fn set(&self) -> String {
        let headings: Vec<String> =
            self.columns.iter().map(|column| column.heading().to_owned()).collect();
        let widths = self.widths(&headings);
        let rule = "─".repeat(widths.iter().sum::<usize>() + GAP * (widths.len() - 1)) + "\n";
        let mut out = self.line(&headings, &widths) + &rule;
        for row in &self.rows {
            out += &self.line(row, &widths);
        }
        if let Some(sums) = &self.sums {
            out += &rule;
            out += &self.line(sums, &widths);
        }
        out
    }

    fn widths(&self, headings: &[String]) -> Vec<usize> {
        let lines = || self.rows.iter().chain(&self.sums).map(Vec::as_slice).chain([headings]);
        let widest =
            |at| lines().filter_map(|line| line.get(at)).map(|cell: &String| cell.width()).max();
        let mut widths: Vec<usize> =
            (0..self.columns.len()).map(|at| widest(at).unwrap_or(0)).collect();
        let whole = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let flexible = self.columns.iter().position(|column| matches!(column, Column::Flexible(_)));
        if let Some(at) = flexible {
            let least = headings[at].width().max(8);
            widths[at] = widths[at].saturating_sub(whole.saturating_sub(WIDTH)).max(least);
        }
        widths
    }

    fn line(&self, cells: &[String], widths: &[usize]) -> String {
        let mut out = String::new();
        for ((cell, width), column) in cells.iter().zip(widths).zip(self.columns) {
            let cell = cut(cell, *width);
            let room = " ".repeat(width.saturating_sub(cell.width()));
            out += &match column {
                Column::Right(_) => room + &cell,
                Column::Left(_) | Column::Flexible(_) => cell + &room,
            };
            out += &" ".repeat(GAP);
        }
        out.truncate(out.trim_end().len());
        out + "\n"
    }
}

/// The words with room after them up to a width.
pub(crate) fn padded(words: &str, width: usize) -> String {
    words.to_owned() + &" ".repeat(width.saturating_sub(words.width()))
}

/// The words, cut with an ellipsis where they are wider than `width`.
pub(crate) fn cut(words: &str, width: usize) -> String {
    if words.width() <= width {
        return words.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for char in words.chars() {
        used += char.width().unwrap_or(0);
        if used > width {
            break;
        }
        out.push(char);
    }
    out.truncate(out.trim_end().len());
    out + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_whatever_the_script() {
        let table = ReportTable {
            columns: &[Column::Left("影厅"), Column::Flexible("Film"), Column::Right("人数")],
            rows: vec![
                vec!["3号厅".into(), "流浪地球".into(), "7".into()],
                vec!["IMAX".into(), "The Wandering Earth ".repeat(9), "12".into()],
                vec!["1".into(), "很长的片名".repeat(20), "1234".into()],
            ],
            sums: Some(vec!["合计".into(), String::new(), "1253".into()]),
        };
        let set = table.set();
        let widths: Vec<usize> = set.lines().map(UnicodeWidthStr::width).collect();
        assert!(widths.iter().all(|width| *width == WIDTH), "{widths:?}\n{set}");
        assert_eq!(set.matches('…').count(), 2, "{set}");
    }

    #[test]
    fn words_are_cut_between_characters() {
        for (width, expected) in [(8, "流浪地球"), (7, "流浪地…"), (6, "流浪…"), (2, "…"), (1, "…")]
        {
            assert_eq!(cut("流浪地球", width), expected);
        }
    }

    #[test]
    fn a_name_steers_no_terminal() {
        assert_eq!(plain("a\u{1b}[2Jb\r\nc\u{202e}d\u{0}"), "a[2Jb cd");
        assert_eq!(plain(" \n\t "), "");
    }
}
