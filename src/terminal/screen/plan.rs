//! What stands where on a card: a list of parts, made without drawing, so that it can be measured.

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;

use super::canvas::Canvas;
use super::face::{self, FontWeight, Style};
use super::ink::Ink;
use super::mark::Mark;
pub use super::rect::Rect;
use super::sign;
use crate::terminal::presentation::{MAY_END, Phrase, Sign, Tone};

/// Where a line stands in its frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Middle,
    Right,
}

/// How words are set: as large as there is room for between two sizes, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Letters {
    pub most: f32,
    pub least: f32,
    pub weight: FontWeight,
    pub colour: Rgb565,
    pub align: Align,
}

/// One thing on the picture.
#[derive(Debug, Clone)]
pub enum DisplayItem {
    Area(Rect, Rgb565),
    /// A plate whose corners have this radius.
    Plate(Rect, f32, Rgb565),
    Text(TextRun),
    /// A sign in a square.
    Sign(Sign, Tone, Rect),
    /// A mark in a square: colour and ground.
    Mark(Mark, Rect, (Rgb565, Rgb565)),
    /// Pixels row by row: width, height.
    Picture(Rect, (u32, u32), Vec<Rgb565>),
    /// Dark becomes light and light dark, on a panel whose pixels are lit or not.
    Invert(Rect),
}

/// A line of words.
#[derive(Debug, Clone)]
pub struct TextRun {
    pub words: String,
    /// What the words have to stay in.
    pub frame: Rect,
    pub left: f32,
    pub em: f32,
    pub weight: FontWeight,
    pub colour: Rgb565,
    /// It did not fit, and some is left away.
    #[cfg(test)]
    pub cut: bool,
    /// It may be.
    #[cfg(test)]
    pub foreign: bool,
}

/// Sums of widths are not exact, in pixels.
pub const SLACK: f32 = 0.5;

impl Letters {
    /// The size at which a line fits, and whether it does.
    fn fit(self, words: &str, frame: Rect) -> (f32, bool) {
        let most = self.most.min(frame.height / self.weight.han_height());
        let most = most.max(self.least.min(self.most));
        let wide = self.weight.width(words, 1.0).max(0.01);
        let em = ((frame.width + SLACK) / wide).clamp(self.least.min(most), most);
        // Back from the quotient it may be a little more than it was.
        (em, wide * em <= frame.width + 1.01 * SLACK)
    }
}

/// All parts of a picture, in the order in which they are drawn.
#[derive(Debug, Clone, Default)]
pub struct DisplayList(pub Vec<DisplayItem>);

impl DisplayList {
    pub fn area(&mut self, frame: Rect, colour: Rgb565) {
        self.0.push(DisplayItem::Area(frame, colour));
    }

    pub fn plate(&mut self, frame: Rect, radius: f32, colour: Rgb565) {
        self.0.push(DisplayItem::Plate(frame, radius, colour));
    }

    pub fn sign(&mut self, sign: Sign, tone: Tone, square: Rect) {
        self.0.push(DisplayItem::Sign(sign, tone, square));
    }

    pub fn mark(&mut self, mark: Mark, square: Rect, colours: (Rgb565, Rgb565)) {
        self.0.push(DisplayItem::Mark(mark, square, colours));
    }

    pub fn invert(&mut self, frame: Rect) {
        self.0.push(DisplayItem::Invert(frame));
    }

    /// Pixels row by row.
    pub fn picture(&mut self, frame: Rect, size: (u32, u32), pixels: Vec<Rgb565>) {
        self.0.push(DisplayItem::Picture(frame, size, pixels));
    }

    /// A line, cut where it does not fit; returns how wide it is.
    pub fn line(&mut self, phrase: &Phrase, frame: Rect, letters: Letters) -> f32 {
        let whole = phrase.words.replace(MAY_END, "");
        if whole.is_empty() {
            return 0.0;
        }
        let (em, fits) = letters.fit(&whole, frame);
        let words = if fits { whole } else { letters.weight.cut(&whole, em, frame.width + SLACK) };
        let width = letters.weight.width(&words, em);
        if !fits && width > frame.width + SLACK {
            return 0.0; // not even the ellipsis has room
        }
        let left = match letters.align {
            Align::Left => frame.left,
            Align::Middle => frame.left + (frame.width - width).max(0.0) / 2.0,
            Align::Right => frame.left + (frame.width - width).max(0.0),
        };
        self.0.push(DisplayItem::Text(TextRun {
            words,
            frame,
            left,
            em,
            weight: letters.weight,
            colour: letters.colour,
            #[cfg(test)]
            cut: !fits,
            #[cfg(test)]
            foreign: phrase.foreign,
        }));
        width
    }

    /// A line that stands on `base` from `left`, with room of this width.
    pub fn standing(
        &mut self,
        phrase: &Phrase,
        (left, base, width): (f32, f32, f32),
        (em, weight, colour): (f32, FontWeight, Rgb565),
    ) {
        let top = base - weight.above() * em;
        self.0.push(DisplayItem::Text(TextRun {
            words: phrase.words.clone(),
            frame: Rect::new(left, top, width, weight.han_height() * em),
            left,
            em,
            weight,
            colour,
            #[cfg(test)]
            cut: phrase.words.ends_with('…'),
            #[cfg(test)]
            foreign: phrase.foreign,
        }));
    }

    /// A line of this program's own words.
    pub fn own(&mut self, words: &str, frame: Rect, letters: Letters) -> f32 {
        self.line(&Phrase::own(words), frame, letters)
    }

    /// Makes light what is dark in all frames that are to be inverted, and the other way round.
    pub fn invert_all(&self, canvas: &mut Canvas) {
        let width = canvas.size().width as usize;
        let frames = self.0.iter().filter_map(|part| match part {
            DisplayItem::Invert(frame) => Some(frame.rectangle()),
            _ => None,
        });
        for frame in frames {
            for Point { x, y } in frame.intersection(&canvas.bounding_box()).points() {
                // Within the canvas, so neither is negative.
                let pixel = &mut canvas.pixels_mut()[y as usize * width + x as usize];
                *pixel = Rgb565::new(31 - pixel.r(), 63 - pixel.g(), 31 - pixel.b());
            }
        }
    }

    /// Draws all parts.
    pub fn draw(&self, canvas: &mut Canvas) {
        for part in &self.0 {
            draw_part(canvas, part);
        }
    }
}

fn draw_part(canvas: &mut Canvas, part: &DisplayItem) {
    match part {
        DisplayItem::Area(frame, colour) => {
            let Ok(()) = canvas.fill_solid(&frame.rectangle(), *colour);
        }
        DisplayItem::Plate(frame, radius, colour) => {
            // The pen draws in hundredths of a square's side.
            let side = frame.height.max(1.0);
            let wide = frame.width / side * 100.0;
            let round = (radius / side * 100.0).min(50.0).min(wide / 2.0);
            let mut ink = Ink::new(canvas, frame.left, frame.top, side);
            ink.plate((0.0, 0.0), (wide, 100.0), round, *colour);
        }
        DisplayItem::Text(text) => {
            let style = Style { em: text.em, weight: text.weight, colour: text.colour };
            let middle = text.frame.top + text.frame.height / 2.0;
            face::draw(canvas, &text.words, text.left, middle, style);
        }
        DisplayItem::Sign(sign, tone, square) => {
            let mut ink = Ink::new(canvas, square.left, square.top, square.height);
            sign::draw(*sign, &mut ink, *tone);
        }
        DisplayItem::Mark(mark, square, (colour, ground)) => {
            let mut ink = Ink::new(canvas, square.left, square.top, square.height);
            mark(&mut ink, *colour, *ground);
        }
        DisplayItem::Picture(frame, (width, height), pixels) => {
            let (left, top) = (frame.left.round() as i32, frame.top.round() as i32);
            let places = (0..*height as i32).flat_map(|y| (0..*width as i32).map(move |x| (x, y)));
            let dots = places
                .zip(pixels)
                .map(|((x, y), colour)| Pixel(Point::new(left + x, top + y), *colour));
            let Ok(()) = canvas.draw_iter(dots);
        }
        // Once no pixel is between dark and light any more.
        DisplayItem::Invert(_) => {}
    }
}
