//! The terminal window: two pixels a character, and the words as text below, since so few
//! pixels are coarse. Where the output is no terminal, a line for each page.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;

use super::Caption;
use crate::terminal::screen::canvas::eight_bits;
use crate::terminal::screen::{Canvas, ScreenError};

/// The other page of the terminal, cleared, without a cursor.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[2J";
const LEAVE: &str = "\x1b[0m\x1b[?25h\x1b[?1049l";
/// Lines below the picture.
const BELOW: usize = 2;

/// Standard output.
#[derive(Debug)]
pub struct Window {
    /// True once a picture was pushed to a terminal, so that it is to be left again.
    entered: bool,
    /// The window's columns and rows when last drawn.
    size: (usize, usize),
}

impl Window {
    /// Touches nothing before the first picture.
    pub fn open() -> Self {
        Self { entered: false, size: (0, 0) }
    }

    /// Shows the picture at the window's top left, or tells the page's words.
    pub fn push(&mut self, canvas: &Canvas, caption: Caption) -> Result<(), ScreenError> {
        let mut out = io::stdout().lock();
        let words = caption.words.join(" · ");
        let text = if !out.is_terminal() {
            if !caption.turned {
                return Ok(());
            }
            format!("[{}] {words}\n", caption.name)
        } else {
            let size = window_size();
            let mut text = String::new();
            if !std::mem::replace(&mut self.entered, true) {
                text.push_str(ENTER);
            } else if self.size != size {
                text.push_str("\x1b[2J"); // what the larger window showed would stay
            }
            self.size = size;
            let (columns, rows) = size;
            text.push_str("\x1b[H");
            text.push_str(&picture(canvas, columns, rows.saturating_sub(BELOW)));
            let _ = write!(text, "\x1b[0m\x1b[2K{}\r\n\x1b[2K", clip(&words, columns));
            text
        };
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(ScreenError::Terminal)
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if self.entered {
            let mut out = io::stdout().lock();
            let _ = out.write_all(LEAVE.as_bytes()).and_then(|()| out.flush());
        }
    }
}

/// Columns and rows; 80 by 24 where the terminal does not say.
fn window_size() -> (usize, usize) {
    match rustix::termios::tcgetwinsize(io::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => {
            (usize::from(size.ws_col), usize::from(size.ws_row))
        }
        _ => (80, 24),
    }
}

/// The picture in upper half blocks: the character's colour above, its ground's below.
fn picture(canvas: &Canvas, columns: usize, rows: usize) -> String {
    let Size { width, height } = canvas.size();
    let (width, height) = (width as usize, height as usize);
    if width == 0 || height == 0 || columns == 0 || rows == 0 {
        return String::new();
    }
    // The whole picture, undistorted: a half block is about as wide as it is high.
    let columns = columns.min((2 * rows * width / height).max(1));
    let rows = rows.min((columns * height).div_ceil(2 * width).max(1));
    let mean = |x: usize, y: usize| {
        area_mean(canvas, (x * width / columns, (x + 1) * width / columns), {
            (y * height / (2 * rows), (y + 1) * height / (2 * rows))
        })
    };
    let mut text = String::new();
    for row in 0..rows {
        let mut last = None;
        for column in 0..columns {
            let pair = (mean(column, 2 * row), mean(column, 2 * row + 1));
            if last.replace(pair) != Some(pair) {
                let ([r, g, b], [s, h, c]) = pair;
                let _ = write!(text, "\x1b[38;2;{r};{g};{b}m\x1b[48;2;{s};{h};{c}m");
            }
            text.push('▀');
        }
        text.push_str("\x1b[0m\r\n");
    }
    text
}

fn area_mean(
    canvas: &Canvas,
    (left, right): (usize, usize),
    (top, low): (usize, usize),
) -> [u8; 3] {
    let width = canvas.size().width as usize;
    let (right, low) = (right.max(left + 1), low.max(top + 1));
    let mut sum = [0u32; 3];
    for y in top..low {
        for pixel in canvas.pixels().get(y * width + left..y * width + right).unwrap_or_default() {
            let parts = eight_bits(*pixel as Rgb565);
            for (sum, part) in sum.iter_mut().zip(parts) {
                *sum += u32::from(part);
            }
        }
    }
    let count = ((right - left) * (low - top)) as u32;
    sum.map(|sum| (sum / count.max(1)).min(255) as u8)
}

/// As much of a line as fits, a Chinese character taking two columns; no control characters.
fn clip(line: &str, columns: usize) -> String {
    let mut room = columns;
    line.chars()
        .filter(|sign| !sign.is_control())
        .take_while(|sign| {
            let wide = if *sign >= '\u{1100}' { 2 } else { 1 };
            let fits = room >= wide;
            room = room.saturating_sub(wide);
            fits
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_keeps_its_shape_and_averages() {
        let mut canvas = Canvas::new(4, 4);
        let white = [0, 1, 4, 5].map(|i| Pixel(Point::new(i % 4, i / 4), Rgb565::WHITE));
        let Ok(()) =
            canvas.draw_iter(white.into_iter().chain([Pixel(Point::new(3, 3), Rgb565::WHITE)]));
        let text = picture(&canvas, 100, 1);
        assert_eq!(text.matches('▀').count(), 2, "two columns of a square in one row");
        assert!(text.starts_with("\x1b[38;2;255;255;255m\x1b[48;2;0;0;0m▀"));
        assert!(text.contains("\x1b[38;2;0;0;0m\x1b[48;2;63;63;63m▀"));
        assert_eq!(picture(&canvas, 0, 5), "");
        assert_eq!(picture(&Canvas::new(0, 0), 5, 5), "");
        assert_eq!(picture(&canvas, 300, 90).matches('▀').count(), 180 * 90);
    }

    #[test]
    fn a_line_is_clipped_by_columns_and_carries_no_controls() {
        assert_eq!(clip("请进 Welcome", 6), "请进 W");
        assert_eq!(clip("请进", 3), "请");
        assert_eq!(clip("a\x1b[2Jb", 80), "a[2Jb");
    }
}
