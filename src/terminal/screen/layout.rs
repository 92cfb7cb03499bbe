//! Where a page's parts stand: one layout for every size, in parts of the picture's height.
//!
//! The sign stands left and the words right of it; on an upright picture above and below.

use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;

use super::canvas::Canvas;
use super::face::{self, FontWeight, Style};
use super::ink::Ink;
use super::sign;
use crate::terminal::presentation::Poster;
use crate::words::Language;

/// The status bar's height, in parts of the picture's.
const BAR: f32 = 0.1;

/// The hatched edge of what is not now.
pub const HATCH: f32 = 0.05;

/// Sizes in parts of the picture's height: (em, from line to line).
const ADVICE: (f32, f32) = (0.075, 0.098);
const SECOND: (f32, f32) = (0.125, 0.16);
const LINE: (f32, f32) = (0.068, 0.094);
/// How large what is on is told, beside other lines.
const PROGRAMME: f32 = 0.8;
/// Between headline and what follows, and around the thin line.
const GAP: f32 = 0.035;
/// The least em of a headline: capitals and characters are at least 1/8 of the height.
fn headline_em(language: Language) -> f32 {
    match language {
        Language::Chinese => 0.150,
        Language::English => 0.170,
    }
}
/// A line of text and where it stands, in pixels.
#[derive(Debug, Clone)]
struct TextLine {
    text: String,
    em: f32,
    weight: FontWeight,
    soft: bool,
    /// Height that it takes.
    pitch: f32,
    /// Room above it.
    before: f32,
    /// A thin line in that room.
    ruled: bool,
}

/// The two boxes of a page: sign (a square) and words, in pixels.
#[derive(Debug, Clone, Copy)]
struct Boxes {
    sign: (f32, f32, f32),
    left: f32,
    top: f32,
    width: f32,
    height: f32,
    unit: f32,
}

/// What all sizes are parts of: the height, or less of it on an upright picture.
pub fn unit(size: Size) -> f32 {
    (size.height as f32).min(size.width as f32 * 0.75)
}

/// The status bar's height in pixels.
pub fn bar_height(size: Size) -> f32 {
    (BAR * unit(size)).round()
}

/// The boxes of a picture of this size.
fn boxes(size: Size, bar: f32) -> Boxes {
    let (w, h, unit) = (size.width as f32, size.height as f32, unit(size));
    let margin = 0.05 * unit;
    let (top, room) = (bar, h - bar);
    if w >= h {
        // The words have at least 0.82 of the height: the longest single word of a headline.
        let side = (0.36 * w).min(0.56 * h).min(w - 3.0 * margin - 0.82 * h).max(0.0);
        let left = 2.0 * margin + side;
        let sign = (margin, top + (room - side) / 2.0, side);
        Boxes { sign, left, top, width: w - left - margin, height: room, unit }
    } else {
        let side = (0.4 * room).min(0.7 * w);
        let sign = ((w - side) / 2.0, top + margin, side);
        let words = top + 2.0 * margin + side;
        Boxes { sign, left: margin, top: words, width: w - 2.0 * margin, height: h - words, unit }
    }
}

/// How large words are tried, the first that fits is taken: (growth of a headline with room beside
/// it, size of the rest).
const TRIES: [(f32, f32); 10] = [
    (1.4, 1.3),
    (1.4, 1.2),
    (1.3, 1.2),
    (1.3, 1.1),
    (1.2, 1.1),
    (1.2, 1.0),
    (1.0, 1.0),
    (1.0, 0.92),
    (1.0, 0.85),
    (1.0, 0.78),
];
/// More lines of advice than these are not read in passing.
const ADVICE_LINES: usize = 3;

/// Sets the words of a page as large as they fit; where even the least of [`TRIES`] does not fit,
/// all shrink by the same measure.
fn set(poster: &Poster, language: Language, boxes: &Boxes) -> Vec<TextLine> {
    let fits = |lines: &[TextLine]| {
        height(lines) <= boxes.height - 0.05 * boxes.unit
            && lines
                .iter()
                .all(|line| line.weight.width(&line.text, line.em) <= boxes.width + SLACK)
    };
    for may_cut in [false, true] {
        for (growth, rest) in TRIES {
            let sizes = Sizes { scale: 1.0, growth, rest, may_cut };
            let (lines, advice) = lines(poster, language, boxes, sizes);
            if fits(&lines) && (rest <= 1.0 || advice <= ADVICE_LINES) {
                return lines;
            }
        }
    }
    let mut scale = 1.0;
    loop {
        scale *= 0.96;
        let sizes = Sizes { scale, growth: 1.0, rest: 0.78, may_cut: true };
        let (lines, _) = lines(poster, language, boxes, sizes);
        if fits(&lines) || scale < 0.3 {
            return lines;
        }
    }
}

/// What a line may be wider than its box, in pixels: sums of widths are not exact.
const SLACK: f32 = 0.5;

fn height(lines: &[TextLine]) -> f32 {
    lines.iter().map(|line| line.before + line.pitch).sum()
}

/// How large words are tried.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    /// Of everything.
    scale: f32,
    /// Of a headline that has room beside it, at most.
    growth: f32,
    /// Of all but the headline.
    rest: f32,
    /// True when names from outside may be cut.
    may_cut: bool,
}

/// All lines, and how many of them are advice.
fn lines(
    poster: &Poster,
    language: Language,
    boxes: &Boxes,
    Sizes { scale, growth, rest, may_cut }: Sizes,
) -> (Vec<TextLine>, usize) {
    let cut = |weight: FontWeight, text: &str, em: f32, may_cut: bool| {
        if may_cut { weight.cut(text, em, boxes.width + SLACK) } else { text.to_owned() }
    };
    let mut lines = Vec::new();
    let mut em = headline_em(language) * scale * boxes.unit;
    let parts = FontWeight::Bold.wrap(&poster.headline, em, boxes.width);
    if parts.len() == 1 {
        em *= (boxes.width / FontWeight::Bold.width(&poster.headline, em)).clamp(1.0, growth);
    }
    for text in parts {
        let pitch = em * if language == Language::Chinese { 1.15 } else { 1.0 };
        lines.push(TextLine {
            text,
            em,
            weight: FontWeight::Bold,
            soft: false,
            pitch,
            before: 0.0,
            ruled: false,
        });
    }

    let unit = scale * rest * boxes.unit;
    let gap = |i: usize| if i == 0 { GAP * unit } else { 0.0 };
    let (em, pitch) = (ADVICE.0 * unit, ADVICE.1 * unit);
    let advice: Vec<_> =
        poster.advice.iter().flat_map(|advice| face::wrap(advice, em, boxes.width)).collect();
    let count = advice.len();
    for (i, text) in advice.into_iter().enumerate() {
        let before = gap(i);
        lines.push(TextLine {
            text,
            em,
            weight: FontWeight::Regular,
            soft: false,
            pitch,
            before,
            ruled: false,
        });
    }
    if let Some(second) = &poster.second {
        let full = SECOND.0 * unit;
        let em = full * (boxes.width / FontWeight::Bold.width(second, full)).clamp(0.6, 1.0);
        let text = cut(FontWeight::Bold, second, em, may_cut);
        let (pitch, before) = (SECOND.1 * unit, 2.0 * GAP * unit);
        lines.push(TextLine {
            text,
            em,
            weight: FontWeight::Bold,
            soft: false,
            pitch,
            before,
            ruled: true,
        });
    }
    for (i, phrase) in poster.foot.phrases().enumerate() {
        let (em, pitch) = (LINE.0 * unit, LINE.1 * unit);
        let ruled = i == 0 && poster.second.is_none();
        let before = if ruled { 2.0 * gap(i) } else { 0.3 * gap(i) };
        let text = cut(FontWeight::Regular, &phrase.words, em, may_cut && phrase.foreign);
        let weight = FontWeight::Regular;
        lines.push(TextLine { text, em, weight, soft: true, pitch, before, ruled });
    }
    // No larger where there is room: the invitation is what counts, and a film's name needs the width.
    let unit = PROGRAMME * scale * boxes.unit;
    for (i, text) in poster.programme.iter().enumerate() {
        let (em, pitch) = (LINE.0 * unit, LINE.1 * unit);
        let ruled = i == 0;
        let before = if ruled { 2.0 * GAP * unit } else { 0.0 };
        let text = cut(FontWeight::Regular, text, em, true);
        lines.push(TextLine {
            text,
            em,
            weight: FontWeight::Regular,
            soft: true,
            pitch,
            before,
            ruled,
        });
    }
    (lines, count)
}

/// Draws the page's ground, sign and words below a bar of this height.
pub fn draw(canvas: &mut Canvas, poster: &Poster, language: Language, bar: f32) {
    let tone = poster.tone;
    let area = canvas.bounding_box();
    let Ok(()) = canvas.fill_solid(&area, tone.ground());
    let boxes = boxes(canvas.size(), bar);
    let (left, top, side) = boxes.sign;
    sign::draw(poster.sign, &mut Ink::new(canvas, left, top, side), tone);

    let lines = set(poster, language, &boxes);
    let mut y = boxes.top + (boxes.height - height(&lines)).max(0.0) / 2.0;
    for line in &lines {
        if line.ruled {
            let thick = (0.008 * boxes.unit).max(1.0);
            let rule = Rectangle::new(
                Point::new(boxes.left as i32, (y + line.before / 2.0 - thick / 2.0) as i32),
                Size::new(boxes.width as u32, thick.round() as u32),
            );
            let Ok(()) = canvas.fill_solid(&rule, tone.accent());
        }
        y += line.before;
        let colour = if line.soft { tone.soft() } else { tone.ink() };
        let style = Style { em: line.em, weight: line.weight, colour };
        face::draw(canvas, &line.text, boxes.left, y + line.pitch / 2.0, style);
        y += line.pitch;
    }
}

#[cfg(test)]
mod tests;
