//! Where a page's parts stand: one layout for every size, in parts of the picture's height.
//!
//! The sign stands left and the words right of it; on an upright picture above and below.

use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;

use super::canvas::Canvas;
use super::face::{self, Style};
use super::ink::Ink;
use super::pages::Sheet;
use crate::config::Language;

/// The status bar's height, in parts of the picture's.
const BAR: f32 = 0.1;

/// Sizes in parts of the picture's height: (em, from line to line).
const ADVICE: (f32, f32) = (0.075, 0.098);
const FACT: (f32, f32) = (0.125, 0.16);
const LINE: (f32, f32) = (0.068, 0.094);
/// Between headline and what follows, and around the thin line.
const GAP: f32 = 0.035;
/// The least em of a headline: capitals and characters are at least 1/8 of the height.
fn headline_em(language: Language) -> f32 {
    match language {
        Language::Chinese => 0.150,
        Language::English => 0.178,
    }
}
/// How much a headline may grow that has the room for it.
const GROWTH: f32 = 1.4;

/// A line of text and where it stands, in pixels.
#[derive(Debug, Clone)]
struct Line {
    text: String,
    em: f32,
    strong: bool,
    soft: bool,
    /// Height that it takes.
    pitch: f32,
    /// Room above it.
    before: f32,
    /// A thin line in that room.
    ruled: bool,
}

/// The words of a page, set for a box.
#[derive(Debug)]
pub struct Words {
    lines: Vec<Line>,
    /// 1 where everything has its proper size; less where it had to shrink.
    pub scale: f32,
}

/// The two boxes of a page: sign (a square) and words, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Boxes {
    sign: (f32, f32, f32),
    left: f32,
    top: f32,
    width: f32,
    height: f32,
    unit: f32,
}

/// What all sizes are parts of: the height, or less of it on an upright picture.
fn unit(size: Size) -> f32 {
    (size.height as f32).min(size.width as f32 * 0.75)
}

/// The status bar's height in pixels.
pub fn bar_height(size: Size) -> f32 {
    (BAR * unit(size)).round()
}

/// The boxes of a picture of this size.
pub fn boxes(size: Size) -> Boxes {
    let (w, h, unit) = (size.width as f32, size.height as f32, unit(size));
    let margin = 0.05 * unit;
    let (top, room) = (bar_height(size), h - bar_height(size));
    if w >= h {
        let side = (0.36 * w).min(0.56 * h);
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

/// Sets the words of a page: everything as large as it should be, or smaller by the same measure
/// until it fits.
pub fn set(sheet: &Sheet, language: Language, boxes: &Boxes) -> Words {
    let mut scale = 1.0;
    loop {
        let lines = lines(sheet, language, boxes, scale * boxes.unit);
        let fits = height(&lines) <= boxes.height - 0.04 * boxes.unit
            && lines.iter().all(|line| face::width(&line.text, line.em) <= boxes.width + 0.5);
        if fits || scale < 0.3 {
            return Words { lines, scale };
        }
        scale *= 0.96;
    }
}

fn height(lines: &[Line]) -> f32 {
    lines.iter().map(|line| line.before + line.pitch).sum()
}

fn lines(sheet: &Sheet, language: Language, boxes: &Boxes, unit: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut em = headline_em(language) * unit;
    let parts = face::wrap(&sheet.headline, em, boxes.width);
    if parts.len() == 1 {
        em *= (boxes.width / face::width(&sheet.headline, em)).clamp(1.0, GROWTH);
    }
    for text in parts {
        let pitch = em * if language == Language::Chinese { 1.15 } else { 1.0 };
        lines.push(Line { text, em, strong: true, soft: false, pitch, before: 0.0, ruled: false });
    }
    let gap = |i: usize| if i == 0 { GAP * unit } else { 0.0 };
    let (em, pitch) = (ADVICE.0 * unit, ADVICE.1 * unit);
    let advice = sheet.advice.iter().flat_map(|advice| face::wrap(advice, em, boxes.width));
    for (i, text) in advice.enumerate() {
        lines.push(Line {
            text,
            em,
            strong: false,
            soft: false,
            pitch,
            before: gap(i),
            ruled: false,
        });
    }
    if let Some(fact) = &sheet.fact {
        // A hall may have a long name: it shrinks a little before it is cut.
        let wished = FACT.0 * unit;
        let em = wished * (boxes.width / face::width(fact, wished)).clamp(0.6, 1.0);
        let text = face::cut(fact, em, boxes.width);
        let (pitch, before) = (FACT.1 * unit, 2.0 * GAP * unit);
        lines.push(Line { text, em, strong: true, soft: false, pitch, before, ruled: true });
    }
    for (i, text) in sheet.lines.iter().enumerate() {
        let (em, pitch) = (LINE.0 * unit, LINE.1 * unit);
        let ruled = i == 0 && sheet.fact.is_none();
        let before = if ruled { 2.0 * gap(i) } else { 0.0 };
        let text = face::cut(text, em, boxes.width);
        lines.push(Line { text, em, strong: false, soft: true, pitch, before, ruled });
    }
    lines
}

/// Draws the page's ground, sign and words; the bar is drawn over it.
pub fn draw(canvas: &mut Canvas, sheet: &Sheet, language: Language) {
    let tone = sheet.tone;
    let area = canvas.bounding_box();
    let Ok(()) = canvas.fill_solid(&area, tone.ground());
    let boxes = boxes(canvas.size());
    let (left, top, side) = boxes.sign;
    (sheet.sign)(&mut Ink::new(canvas, left, top, side), tone);

    let words = set(sheet, language, &boxes);
    let mut y = boxes.top + (boxes.height - height(&words.lines)).max(0.0) / 2.0;
    for line in &words.lines {
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
        let style = Style { em: line.em, strong: line.strong, colour };
        face::draw(canvas, &line.text, boxes.left, y + line.pitch / 2.0, style);
        y += line.pitch;
    }
}
