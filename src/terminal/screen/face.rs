//! The typeface: measuring, breaking and drawing lines of text. All sizes are ems in pixels.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, GlyphId, OutlineCurve, Point};
use embedded_graphics::pixelcolor::Rgb565;

use super::canvas::Canvas;
use crate::terminal::presentation::MAY_END;
use crate::words::Language;
use crate::words::people;

static FILE: &[u8] = include_bytes!("../../../assets/fonts/hallgate-sans.ttf");

/// The file stays where the program's image is mapped; only its tables' places are noted here.
static FACE: LazyLock<FontRef<'static>> = LazyLock::new(|| {
    // Proof: FILE is part of the program, and the test below opens it.
    FontRef::try_from_slice(FILE).expect("the embedded typeface is whole")
});

/// The height of a Latin capital, in ems.
#[cfg(test)]
pub const CAP_HEIGHT: f32 = 0.714;
/// The height of a Chinese character's ink, in ems.
pub const HAN_HEIGHT: f32 = 0.898;
/// How far a Chinese character reaches above the base line, in ems.
const ABOVE: f32 = 0.809;
/// How much stronger the strokes of a strong line are, in ems.
const STRENGTH: f32 = 0.026;
/// What stands in for a character that the typeface does not have: the mark that printers set where a
/// type is missing.
const STAND_IN: char = '〓';

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Size in pixels.
    pub em: f32,
    /// Stronger strokes, for what is read from afar.
    pub strong: bool,
    pub colour: Rgb565,
}

/// Draws one line, the middle of its Chinese characters' height at `middle`.
pub fn draw(canvas: &mut Canvas, text: &str, left: f32, middle: f32, style: Style) {
    let unit = style.em / units();
    let base = middle + (ABOVE - HAN_HEIGHT / 2.0) * style.em;
    let mut x = left;
    let mut outline: Vec<OutlineCurve> = Vec::new();
    for glyph in text.chars().map(glyph) {
        if let Some(shape) = FACE.outline(glyph) {
            let at = |p: Point| Point { x: x + p.x * unit, y: base - p.y * unit };
            outline.extend(shape.curves.iter().map(|curve| match *curve {
                OutlineCurve::Line(a, b) => OutlineCurve::Line(at(a), at(b)),
                OutlineCurve::Quad(a, b, c) => OutlineCurve::Quad(at(a), at(b), at(c)),
                OutlineCurve::Cubic(a, b, c, d) => OutlineCurve::Cubic(at(a), at(b), at(c), at(d)),
            }));
        }
        x += FACE.h_advance_unscaled(glyph) * unit;
    }
    if style.strong {
        embolden(&mut outline, style.em * STRENGTH);
    }
    canvas.fill(&outline, style.colour);
}

/// Lays the outline four times, a little aside each time: the typeface has one weight only.
fn embolden(outline: &mut Vec<OutlineCurve>, by: f32) {
    let half = by / 2.0;
    let once = std::mem::take(outline);
    for (dx, dy) in [(-half, -half), (half, -half), (-half, half), (half, half)] {
        let at = |p: Point| Point { x: p.x + dx, y: p.y + dy };
        outline.extend(once.iter().map(|curve| match *curve {
            OutlineCurve::Line(a, b) => OutlineCurve::Line(at(a), at(b)),
            OutlineCurve::Quad(a, b, c) => OutlineCurve::Quad(at(a), at(b), at(c)),
            OutlineCurve::Cubic(a, b, c, d) => OutlineCurve::Cubic(at(a), at(b), at(c), at(d)),
        }));
    }
}

/// The width of a line in pixels.
pub fn width(text: &str, em: f32) -> f32 {
    let unit = em / units();
    text.chars().map(|sign| FACE.h_advance_unscaled(glyph(sign)) * unit).sum()
}

/// The line, or as much of it as fits with an ellipsis behind.
pub fn cut(text: &str, em: f32, limit: f32) -> String {
    if width(text, em) <= limit {
        return text.to_owned();
    }
    let mut room = limit - width("…", em);
    let kept: String = text
        .chars()
        .take_while(|sign| {
            room -= width(sign.encode_utf8(&mut [0; 4]), em);
            room >= 0.0
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// Breaks a text into the fewest lines that fit, all about equally long.
pub fn wrap(text: &str, em: f32, limit: f32) -> Vec<String> {
    let lines = greedy(text, em, limit);
    let mut best = lines;
    let mut narrower = limit;
    while best.len() > 1 {
        narrower -= em / 4.0;
        let lines = greedy(text, em, narrower);
        if lines.len() > best.len() || lines.iter().any(|line| width(line, em) > narrower) {
            break;
        }
        best = lines;
    }
    best
}

fn greedy(text: &str, em: f32, limit: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let longer = format!("{line}{piece}");
        if !line.is_empty() && width(longer.trim_end(), em) > limit {
            lines.push(line.trim_end().to_owned());
            line = piece.to_owned();
        } else {
            line = longer;
        }
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Splits a text where a line may end: where it says so, else after a space and beside Chinese
/// characters, but not before a mark that closes.
fn pieces(text: &str) -> Vec<&str> {
    if text.contains(MAY_END) {
        return text.split(MAY_END).collect();
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, sign) in text.char_indices() {
        let may_break = before.is_some_and(|before: char| {
            before == ' ' || ((is_han(before) || is_han(sign)) && sign != ' ')
        }) && !"，。！？、：；）》”…,.!?:;)".contains(sign)
            && before.is_none_or(|before| !"（《“(".contains(before));
        if may_break {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(sign);
    }
    pieces.push(&text[start..]);
    pieces
}

fn is_han(sign: char) -> bool {
    sign >= '\u{2E80}'
}

fn units() -> f32 {
    FACE.units_per_em().unwrap_or(2048.0)
}

/// The glyph of a character, or of what stands in for it.
fn glyph(sign: char) -> GlyphId {
    let found = FACE.glyph_id(sign);
    if found == GlyphId(0) { FACE.glyph_id(STAND_IN) } else { found }
}

/// The characters of the text that the typeface does not have, each once.
fn lacking(text: &str) -> String {
    let mut lacking = String::new();
    for sign in text.chars().filter(|sign| FACE.glyph_id(*sign) == GlyphId(0)) {
        if !lacking.contains(sign) {
            lacking.push(sign);
        }
    }
    lacking
}

/// What is to be told of a name that is set for a screen, where the typeface lacks some of it.
pub fn lacking_sentence(name: &str, language: Language) -> Option<String> {
    let lacking = Some(lacking(name)).filter(|lacking| !lacking.is_empty())?;
    Some(people::FaceLacks { name, lacking, stand_in: STAND_IN }.text(language))
}

/// True when the typeface has every character of the text.
#[cfg(test)]
pub fn has(text: &str) -> bool {
    lacking(text).is_empty()
}

#[cfg(test)]
mod tests {
    use embedded_graphics::prelude::*;

    use super::*;

    #[test]
    fn rare_characters_of_titles_and_names_are_there() {
        assert!(has("囍喆堃龘镕祎珺骉□〓…·—“”《》Ⅱ②é"));
        assert!(!has("\u{1F3AC}"), "and it can tell");
    }

    #[test]
    fn capitals_and_characters_are_as_high_as_the_layout_takes_them() {
        let height = |text: &str| {
            let mut canvas = Canvas::new(300, 300);
            let style = Style { em: 200.0, strong: false, colour: Rgb565::WHITE };
            draw(&mut canvas, text, 20.0, 150.0, style);
            let rows = canvas.pixels().chunks(300);
            rows.filter(|row| row.iter().any(|p| p.g() > 31)).count() as f32 / 200.0
        };
        assert!((height("H") - CAP_HEIGHT).abs() < 0.01, "{}", height("H"));
        assert!((height("检") - HAN_HEIGHT).abs() < 0.01, "{}", height("检"));
    }

    #[test]
    fn another_stands_in_for_a_character_that_is_missing() {
        let style = Style { em: 30.0, strong: true, colour: Rgb565::WHITE };
        let picture = |text: &str| {
            let mut canvas = Canvas::new(60, 40);
            draw(&mut canvas, text, 2.0, 20.0, style);
            canvas
        };
        for sign in ["\u{1F3AC}", "㐂", "\u{20BB7}"] {
            assert!(picture(sign) == picture("〓"), "{sign}");
            assert_eq!(lacking(&format!("王{sign}芳{sign}")), sign);
        }
        assert!(picture("〓") != picture("□") && picture("〓") != picture(" "));
        assert_eq!(lacking("王芳 Wang"), "");
    }

    #[test]
    fn long_texts_are_cut_and_broken_within_their_width() {
        assert_eq!(cut("流浪地球", 10.0, 40.0), "流浪地球");
        assert_eq!(cut("流浪地球", 10.0, 35.0), "流浪…");
        assert_eq!(cut("流浪地球", 10.0, 0.0), "…");
        assert_eq!(wrap("请联系，工作人员", 10.0, 40.0), ["请联系，", "工作人员"]);
        assert_eq!(wrap("请联系店，工作", 10.0, 40.0), ["请联系", "店，工作"]);
        assert_eq!(wrap("请|联系|工作人员", 10.0, 55.0), ["请联系", "工作人员"]);
        assert_eq!(wrap("ask our staff now", 10.0, 60.0).len(), 2);
        assert_eq!(wrap("", 10.0, 60.0), Vec::<String>::new());
        assert_eq!(wrap("incomprehensible", 10.0, 20.0), ["incomprehensible"]);
    }
}
