//! Cells of a window, and what a terminal is told to show them.

use std::fmt::Write as _;

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::terminal::presentation::MAY_END;
use crate::terminal::screen::canvas::{Canvas, eight_bits};

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    ink: [u8; 3],
    ground: [u8; 3],
    bold: bool,
}

impl Look {
    pub fn of(ink: Rgb565, ground: Rgb565) -> Self {
        Self { ink: eight_bits(ink), ground: eight_bits(ground), bold: false }
    }

    pub fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}

/// One column of one row. The right half of a wide character has no sign of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CharacterCell {
    sign: Option<char>,
    look: Look,
}

/// All cells of a window, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    columns: usize,
    cells: Vec<CharacterCell>,
}

/// How many columns a line takes.
pub fn width(words: &str) -> usize {
    words.width()
}

/// As much of a line as fits, with an ellipsis where that is not all.
pub fn clip(words: &str, columns: usize) -> String {
    if words.width() <= columns {
        return words.to_owned();
    }
    let mut room = columns.saturating_sub(1);
    let kept = words.chars().take_while(|sign| {
        let wide = sign.width().unwrap_or(0);
        let fits = wide <= room;
        room = room.saturating_sub(wide);
        fits
    });
    let kept: String = kept.collect();
    if columns == 0 { String::new() } else { format!("{}…", kept.trim_end()) }
}

/// Breaks a text into lines of so many columns: where it says so, else after spaces and beside wide
/// characters.
pub fn wrap(words: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for piece in pieces(words) {
        let last = lines.len() - 1;
        let longer = lines[last].width() + piece.trim_end().width();
        if longer > columns && !lines[last].is_empty() {
            lines.push(piece.to_owned());
        } else {
            lines[last].push_str(piece);
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

fn pieces(words: &str) -> Vec<&str> {
    if words.contains(MAY_END) {
        return words.split(MAY_END).collect();
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, sign) in words.char_indices() {
        let wide = |sign: char| sign.width() == Some(2);
        let closes = "，。！？、：；）》”…,.!?:;)".contains(sign);
        if before.is_some_and(|before| before == ' ' || wide(before) || wide(sign)) && !closes {
            pieces.push(&words[start..at]);
            start = at;
        }
        before = Some(sign);
    }
    pieces.push(&words[start..]);
    pieces
}

impl Grid {
    /// An empty window.
    pub fn new(columns: usize, rows: usize, look: Look) -> Self {
        Self { columns, cells: vec![CharacterCell { sign: Some(' '), look }; columns * rows] }
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn rows(&self) -> usize {
        self.cells.len() / self.columns.max(1)
    }

    /// Fills a part; what lies outside the window is left out.
    pub fn fill(&mut self, (x, y): (usize, usize), (columns, rows): (usize, usize), look: Look) {
        for row in y..(y + rows).min(self.rows()) {
            for column in x..(x + columns).min(self.columns) {
                self.cells[row * self.columns + column] = CharacterCell { sign: Some(' '), look };
            }
        }
    }

    /// Writes one line, cut where it does not fit; how many columns it took.
    pub fn write(&mut self, (x, y): (usize, usize), room: usize, words: &str, look: Look) -> usize {
        if y >= self.rows() {
            return 0;
        }
        let room = room.min(self.columns.saturating_sub(x));
        let words: String = words.chars().filter(|sign| *sign != MAY_END).collect();
        let mut column = x;
        for sign in clip(&words, room).chars() {
            let wide = sign.width().unwrap_or(0);
            if wide == 0 {
                continue;
            }
            let at = y * self.columns + column;
            self.cells[at] = CharacterCell { sign: Some(sign), look };
            for half in 1..wide {
                self.cells[at + half] = CharacterCell { sign: None, look };
            }
            column += wide;
        }
        column - x
    }

    /// Writes a text in as many lines as it takes, of `most`; how many it took.
    pub fn paragraph(
        &mut self,
        (x, y): (usize, usize),
        (room, most): (usize, usize),
        words: &str,
        look: Look,
    ) -> usize {
        let lines = wrap(words, room);
        let count = lines.len().min(most);
        for (row, line) in lines.iter().take(count).enumerate() {
            self.write((x, y + row), room, line, look);
        }
        count
    }

    /// A picture in half blocks: the character's colour above, its ground's below.
    pub fn picture(
        &mut self,
        (x, y): (usize, usize),
        (columns, rows): (usize, usize),
        canvas: &Canvas,
    ) {
        let Size { width, height } = canvas.size();
        let (width, height) = (width as usize, height as usize);
        if width == 0 || height == 0 || columns == 0 || rows == 0 {
            return;
        }
        let part = |column: usize, half: usize| {
            let across = (column * width / columns, (column + 1) * width / columns);
            let down = (half * height / (2 * rows), (half + 1) * height / (2 * rows));
            mean(canvas, across, down)
        };
        for row in 0..rows.min(self.rows().saturating_sub(y)) {
            for column in 0..columns.min(self.columns.saturating_sub(x)) {
                let (ink, ground) = (part(column, 2 * row), part(column, 2 * row + 1));
                let sign = Some(if ink == ground { ' ' } else { '▀' });
                let look = Look { ink, ground, bold: false };
                self.cells[(y + row) * self.columns + x + column] = CharacterCell { sign, look };
            }
        }
    }

    /// Leaves away what a smaller window has no room for.
    pub fn cut(&mut self, (columns, rows): (usize, usize)) {
        let before = self.columns.max(1);
        let kept = self.cells.chunks(before).take(rows);
        self.cells = kept.flat_map(|row| row[..columns.min(before)].to_vec()).collect();
        self.columns = columns.min(before);
    }

    /// What a terminal is told so that it shows this where it shows `before`; all where that is another
    /// size or unknown.
    pub fn changes(&self, before: Option<&Self>) -> String {
        let before = before.filter(|it| it.columns == self.columns && it.rows() == self.rows());
        let mut sequence = String::new();
        let mut look = None;
        let mut next = None;
        for (at, cell) in self.cells.iter().enumerate() {
            let known = before.is_some_and(|before| before.cells[at] == *cell);
            let Some(sign) = cell.sign.filter(|_| !known) else { continue };
            if next != Some(at) {
                let (row, column) = (at / self.columns, at % self.columns);
                let _ = write!(sequence, "\x1b[{};{}H", row + 1, column + 1);
            }
            if look.replace(cell.look) != Some(cell.look) {
                let ([r, g, b], [s, h, c]) = (cell.look.ink, cell.look.ground);
                let weight = if cell.look.bold { "1" } else { "22" };
                let _ = write!(sequence, "\x1b[{weight};38;2;{r};{g};{b};48;2;{s};{h};{c}m");
            }
            sequence.push(sign);
            let wide = sign.width().unwrap_or(1);
            // A terminal that has reached its edge stands on it.
            let edge = (at % self.columns) + wide >= self.columns;
            next = (!edge).then_some(at + wide);
        }
        sequence
    }

    /// The rows in plain letters, half blocks as they are.
    #[cfg(test)]
    pub fn text(&self) -> Vec<String> {
        let row =
            |row: &[CharacterCell]| row.iter().filter_map(|cell| cell.sign).collect::<String>();
        self.cells.chunks(self.columns.max(1)).map(|it| row(it).trim_end().to_owned()).collect()
    }
}

fn mean(canvas: &Canvas, (left, right): (usize, usize), (top, low): (usize, usize)) -> [u8; 3] {
    let width = canvas.size().width as usize;
    let (right, low) = (right.max(left + 1), low.max(top + 1));
    let mut sum = [0u32; 3];
    for y in top..low {
        for pixel in canvas.pixels().get(y * width + left..y * width + right).unwrap_or_default() {
            for (sum, part) in sum.iter_mut().zip(eight_bits(*pixel as Rgb565)) {
                *sum += u32::from(part);
            }
        }
    }
    let count = ((right - left) * (low - top)) as u32;
    sum.map(|sum| (sum / count.max(1)).min(255) as u8)
}
