//! The typeface in its two weights: measuring and drawing lines of text. All sizes are ems in pixels.

mod lines;

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, GlyphId, OutlineCurve, Point};
use embedded_graphics::pixelcolor::Rgb565;

use super::canvas::Canvas;
use crate::words::Language;
use crate::words::people;
pub use lines::{cut, pieces, wrap};

/// The files stay where the program's image is mapped; only their tables' places are noted here.
macro_rules! face {
    ($file:literal) => {
        LazyLock::new(|| {
            // Proof: the file is part of the program, and the tests below open it.
            FontRef::try_from_slice(include_bytes!(concat!("../../../assets/fonts/", $file)))
                .expect("the embedded typeface is whole")
        })
    };
}
static REGULAR: LazyLock<FontRef<'static>> = face!("hallgate-sans.ttf");
static BOLD: LazyLock<FontRef<'static>> = face!("hallgate-sans-bold.otf");

/// How strong the strokes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontWeight {
    Regular,
    /// For what is read from afar.
    Bold,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Size in pixels.
    pub em: f32,
    pub weight: FontWeight,
    pub colour: Rgb565,
}

impl FontWeight {
    /// The height of a Latin capital and of a digit, in ems.
    pub const fn cap_height(self) -> f32 {
        match self {
            Self::Regular => 0.714,
            Self::Bold => 0.74,
        }
    }

    /// The height of a Chinese character's ink, in ems.
    pub const fn han_height(self) -> f32 {
        match self {
            Self::Regular => 0.898,
            Self::Bold => 0.95,
        }
    }

    /// How far a Chinese character reaches above the base line, in ems.
    pub const fn above(self) -> f32 {
        match self {
            Self::Regular => 0.809,
            Self::Bold => 0.86,
        }
    }

    /// Where a character is drawn from; nothing for one that the typeface lacks: it is left out.
    fn glyph(self, sign: char) -> Option<(&'static FontRef<'static>, GlyphId)> {
        let of = |face: &'static FontRef<'static>| {
            let glyph = face.glyph_id(sign);
            (glyph != GlyphId(0)).then_some((face, glyph))
        };
        let bold = if self == Self::Bold { of(&BOLD) } else { None };
        bold.or_else(|| of(&REGULAR))
    }

    /// How far the line goes on behind a character, in ems.
    fn advance(self, sign: char) -> f32 {
        self.glyph(sign).map_or(0.0, |(face, glyph)| face.h_advance_unscaled(glyph) / units(face))
    }

    /// The width of a line in pixels.
    pub fn width(self, text: &str, em: f32) -> f32 {
        text.chars().map(|sign| self.advance(sign) * em).sum()
    }
}

/// Draws one line, the middle of its Chinese characters' height at `middle`.
pub fn draw(canvas: &mut Canvas, text: &str, left: f32, middle: f32, style: Style) {
    let base = middle + (style.weight.above() - style.weight.han_height() / 2.0) * style.em;
    let mut x = left;
    let mut outline: Vec<OutlineCurve> = Vec::new();
    for (face, glyph) in text.chars().filter_map(|sign| style.weight.glyph(sign)) {
        let unit = style.em / units(face);
        if let Some(shape) = face.outline(glyph) {
            let at = |p: Point| Point { x: x + p.x * unit, y: base - p.y * unit };
            outline.extend(shape.curves.iter().map(|curve| match *curve {
                OutlineCurve::Line(a, b) => OutlineCurve::Line(at(a), at(b)),
                OutlineCurve::Quad(a, b, c) => OutlineCurve::Quad(at(a), at(b), at(c)),
                OutlineCurve::Cubic(a, b, c, d) => OutlineCurve::Cubic(at(a), at(b), at(c), at(d)),
            }));
        }
        x += face.h_advance_unscaled(glyph) * unit;
    }
    canvas.fill(&outline, style.colour);
}

/// The width of a line of the regular weight in pixels.
pub fn width(text: &str, em: f32) -> f32 {
    FontWeight::Regular.width(text, em)
}

fn units(face: &FontRef) -> f32 {
    face.units_per_em().unwrap_or(1000.0)
}

/// Whether anything of the text is seen.
pub fn can_show(text: &str) -> bool {
    text.chars().any(|sign| !sign.is_whitespace() && FontWeight::Regular.glyph(sign).is_some())
}

/// The characters of the text that the typeface does not have, each once.
fn lacking(text: &str) -> String {
    let mut lacking = String::new();
    for sign in text.chars().filter(|sign| FontWeight::Regular.glyph(*sign).is_none()) {
        if !lacking.contains(sign) {
            lacking.push(sign);
        }
    }
    lacking
}

/// What is to be told of a name that is set for a screen, where the typeface lacks some of it.
pub fn lacking_sentence(name: &str, language: Language) -> Option<String> {
    let lacking = Some(lacking(name)).filter(|lacking| !lacking.is_empty())?;
    Some(people::FaceLacks { name, lacking }.text(language))
}

/// True when the typeface has every character of the text.
#[cfg(test)]
pub fn has(text: &str) -> bool {
    lacking(text).is_empty()
}

#[cfg(test)]
mod tests;
