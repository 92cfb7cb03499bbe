//! Where a page's parts stand: one layout for every size, in parts of the picture's height.
//!
//! The sign stands left and the words right of it; on an upright picture above and below.

use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;

use super::canvas::Canvas;
use super::face::{self, FontWeight, Style};
use super::ink::Ink;
use super::{mark, programme, sign};
use crate::terminal::config::CameraPlace;
use crate::terminal::presentation::Poster;
use crate::words::Language;

/// The status bar's height, in parts of the picture's.
const BAR: f32 = 0.1;

/// The hatched edge of what is not now.
pub const HATCH: f32 = 0.05;

/// Sizes in parts of the picture's height: (em, from line to line).
const ADVICE: (f32, f32) = (0.075, 0.098);
const SECOND: (f32, f32) = (0.125, 0.16);
const DETAIL: (f32, f32) = (0.06, 0.08);
/// No more lines of it.
const DETAIL_LINES: usize = 2;
const LINE: (f32, f32) = (0.068, 0.094);
/// The arrow to the camera, in parts of the sign's box.
const ARROW: f32 = 0.3;
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
    /// In the second language, below its headline.
    detail: bool,
}

/// The two boxes of a page: sign (a square) and words, in pixels; beside the sign the arrow that points to
/// the camera.
#[derive(Debug, Clone, Copy)]
struct Boxes {
    sign: (f32, f32, f32),
    arrow: Option<(CameraPlace, (f32, f32, f32))>,
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

/// The boxes of a picture of this size, between what stands above and below.
fn boxes(size: Size, (bar, below): (f32, f32), toward: Option<CameraPlace>) -> Boxes {
    let boxes = two_boxes(size, bar, below);
    let Some(place) = toward else { return boxes };
    let (left, top, side) = boxes.sign;
    let (gap, arrow) = (GAP * boxes.unit, ARROW * side);
    let middle = |whole: f32, part: f32| (whole - part) / 2.0;
    let beside = top + middle(side, arrow);
    if !is_lying(size) {
        // There is room beside the sign, and none above and below.
        let at = if place == CameraPlace::Left { left - gap - arrow } else { left + side + gap };
        return Boxes { arrow: Some((place, (at, beside, arrow))), ..boxes };
    }
    match place {
        CameraPlace::Left | CameraPlace::Right => {
            let sign = side - arrow - gap;
            let sign_top = top + middle(side, sign);
            if place == CameraPlace::Left {
                let sign = (left + arrow + gap, sign_top, sign);
                return Boxes { sign, arrow: Some((place, (left, beside, arrow))), ..boxes };
            }
            // The drawing stands on the side of what it points to.
            let start = left + boxes.width + 0.05 * boxes.unit;
            let arrow = (start + side - arrow, beside, arrow);
            Boxes { sign: (start, sign_top, sign), arrow: Some((place, arrow)), left, ..boxes }
        }
        CameraPlace::Above | CameraPlace::Below => {
            let whole = boxes.height.min(side + arrow + 2.0 * gap);
            let sign = (whole - arrow - 2.0 * gap).min(side);
            let over = top + middle(side, whole);
            let (sign_top, arrow_top) = match place {
                CameraPlace::Above => (over + whole - sign, over),
                _ => (over, over + whole - arrow),
            };
            let arrow = (left + middle(side, arrow), arrow_top, arrow);
            let sign = (left + middle(side, sign), sign_top, sign);
            Boxes { sign, arrow: Some((place, arrow)), ..boxes }
        }
    }
}

/// Wide enough for a sign beside the words.
fn is_lying(size: Size) -> bool {
    size.width as f32 >= 1.2 * size.height as f32
}

fn two_boxes(size: Size, bar: f32, below: f32) -> Boxes {
    let (w, h, unit) = (size.width as f32, size.height as f32, unit(size));
    let margin = 0.05 * unit;
    let (top, room) = (bar, (h - bar - below).max(0.0));
    if is_lying(size) {
        // The words have at least 0.82 of the height: the longest single word of a headline.
        let side = (0.36 * w).min(0.56 * h).min(w - 3.0 * margin - 0.82 * h);
        let side = side.min(room - 0.5 * margin).max(0.0);
        let left = 2.0 * margin + side;
        let sign = (margin, top + (room - side) / 2.0, side);
        let width = w - left - margin;
        Boxes { sign, arrow: None, left, top, width, height: room, unit }
    } else {
        let side = (0.4 * room).min(0.7 * w);
        let sign = ((w - side) / 2.0, top + margin, side);
        let words = top + 2.0 * margin + side;
        let (width, height) = (w - 2.0 * margin, h - below - words);
        Boxes { sign, arrow: None, left: margin, top: words, width, height, unit }
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
    if poster.second_detail.is_some() {
        // In the other language as well, where nothing else gets smaller for it.
        for (growth, rest) in TRIES.into_iter().filter(|(_, rest)| *rest >= 0.92) {
            let sizes = Sizes { scale: 1.0, growth, rest, may_cut: true };
            let (lines, advice) = lines(poster, language, boxes, sizes);
            let detail = lines.iter().filter(|line| line.detail).count();
            if fits(&lines) && advice <= ADVICE_LINES && detail <= DETAIL_LINES {
                return lines;
            }
        }
        let without = Poster { second_detail: None, ..poster.clone() };
        return set(&without, language, boxes);
    }
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
            detail: false,
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
            detail: false,
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
            detail: false,
        });
    }
    for text in
        poster.second_detail.iter().flat_map(|text| face::wrap(text, DETAIL.0 * unit, boxes.width))
    {
        let (em, pitch) = (DETAIL.0 * unit, DETAIL.1 * unit);
        let weight = FontWeight::Regular;
        let (before, soft) = (0.0, true);
        lines.push(TextLine { text, em, weight, soft, pitch, before, ruled: false, detail: true });
    }
    for (i, phrase) in poster.foot.phrases().enumerate() {
        let (em, pitch) = (LINE.0 * unit, LINE.1 * unit);
        let ruled = i == 0 && poster.second.is_none();
        let before = if ruled { 2.0 * gap(i) } else { 0.3 * gap(i) };
        let text = cut(FontWeight::Regular, &phrase.words, em, may_cut && phrase.foreign);
        let weight = FontWeight::Regular;
        lines.push(TextLine { text, em, weight, soft: true, pitch, before, ruled, detail: false });
    }
    (lines, count)
}

/// Draws the page's ground, sign and words below a bar of this height, without what moves; where the sign
/// is: left, top, side.
pub fn draw(canvas: &mut Canvas, poster: &Poster, language: Language, bar: f32) -> (f32, f32, f32) {
    let tone = poster.tone;
    let area = canvas.bounding_box();
    let Ok(()) = canvas.fill_solid(&area, tone.ground());
    let below = programme::height(poster, canvas.size());
    let boxes = boxes(canvas.size(), (bar, below), poster.toward);
    programme::plan(poster, canvas.size()).draw(canvas);
    let (left, top, side) = boxes.sign;
    sign::draw_ground(poster.sign, &mut Ink::new(canvas, left, top, side), tone);

    if let Some((place, (left, top, side))) = boxes.arrow {
        let mut ink = Ink::new(canvas, left, top, side);
        mark::toward(place)(&mut ink, tone.accent(), tone.ground());
    }
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
    boxes.sign
}

#[cfg(test)]
mod tests;
