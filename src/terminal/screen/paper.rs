//! A sheet to print: lines of text and a QR code, black on white, from the top.

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;
use image::ImageError;

use super::canvas::Canvas;
use super::face::{self, FontWeight, Style};
use crate::ticket::outline;

/// A5 at 150 dots an inch.
const SIZE: (u32, u32) = (874, 1240);
const MARGIN: f32 = 60.0;
const TITLE: f32 = 40.0;
const TEXT: f32 = 24.0;
const DIGITS: f32 = 34.0;
/// From line to line, in ems.
const LEADING: f32 = 1.45;
/// The code's side at most.
const CODE: u32 = 540;

/// A sheet, and how far down it is filled.
pub struct Paper {
    canvas: Canvas,
    down: f32,
}

impl Paper {
    /// A white sheet, A5 upright.
    pub fn new() -> Self {
        let mut canvas = Canvas::new(SIZE.0, SIZE.1);
        let all = canvas.bounding_box();
        let Ok(()) = canvas.fill_solid(&all, Rgb565::WHITE);
        Self { canvas, down: MARGIN }
    }

    /// A line in large type; what does not fit is cut.
    pub fn title(&mut self, text: &str) {
        self.line(&FontWeight::Bold.cut(text, TITLE, room()), TITLE, FontWeight::Bold);
    }

    /// A paragraph.
    pub fn text(&mut self, text: &str) {
        self.down += TEXT / 2.0;
        for line in face::wrap(text, TEXT, room()) {
            self.line(&face::cut(&line, TEXT, room()), TEXT, FontWeight::Regular);
        }
    }

    /// Digits in columns.
    pub fn columns(&mut self, columns: &[String]) {
        let wide = room() / columns.len().max(1) as f32;
        let middle = self.down + DIGITS / 2.0;
        let style = Style { em: DIGITS, weight: FontWeight::Regular, colour: Rgb565::BLACK };
        for (column, at) in columns.iter().zip(0u8..) {
            face::draw(&mut self.canvas, column, MARGIN + f32::from(at) * wide, middle, style);
        }
        self.down += DIGITS * LEADING;
    }

    /// A QR code in the middle; a text that is too long for any leaves nothing.
    pub fn code(&mut self, text: &str) {
        let Some(code) = outline::picture(text, |side| CODE / side) else { return };
        let (left, top) = ((SIZE.0.saturating_sub(code.width())) / 2, self.down as u32);
        for (x, y, _) in code.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[0] == 0) {
            let at = Point::new((left + x).cast_signed(), (top + y).cast_signed());
            let Ok(()) =
                self.canvas.fill_solid(&Rectangle::new(at, Size::new(1, 1)), Rgb565::BLACK);
        }
        self.down += code.height() as f32;
    }

    /// PNG.
    pub fn to_png(&self) -> Result<Vec<u8>, ImageError> {
        self.canvas.to_png()
    }

    fn line(&mut self, text: &str, em: f32, weight: FontWeight) {
        let style = Style { em, weight, colour: Rgb565::BLACK };
        face::draw(&mut self.canvas, text, MARGIN, self.down + em / 2.0, style);
        self.down += em * LEADING;
    }
}

impl Default for Paper {
    fn default() -> Self {
        Self::new()
    }
}

fn room() -> f32 {
    SIZE.0 as f32 - 2.0 * MARGIN
}
