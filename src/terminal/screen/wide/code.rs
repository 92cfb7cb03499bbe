//! A QR code, which takes the whole picture: the larger its modules, the surer it is read.

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;

use super::block::{self, Paragraph};
use super::say::PITCH;
use super::{BodyLayout, MARGIN, TONE};
use crate::terminal::presentation::{CodeSheet, Phrase};
use crate::terminal::screen::picture;
use crate::terminal::screen::plan::{DisplayList, Rect};

/// Less room beside the code is no room for words, in parts of the unit.
const NARROW: f32 = 0.2;

pub fn set(plan: &mut DisplayList, sheet: &CodeSheet, size: Size, layout: &BodyLayout) {
    let (all, unit) = (Rect::of(size), layout.unit);
    let side = all.width.min(all.height);
    let upright = all.width < all.height;
    let (ground, words) = if upright { all.split_top(side) } else { all.split_left(side) };
    plan.area(ground, Rgb565::WHITE);
    if let Some((frame, size, pixels)) = picture::enlarged(&sheet.code, ground) {
        plan.picture(frame, size, pixels);
    }
    let words = words.within(0.5 * MARGIN * unit, MARGIN * unit);
    if words.width < NARROW * unit || words.height < NARROW * unit {
        return;
    }
    let phrases: Vec<Phrase> = sheet.lines.iter().cloned().map(Phrase::own).collect();
    let letters = |at: usize| match at {
        0 => layout.letters(0.09, 0.045, TONE.ink()).strong(),
        _ => layout.letters(0.075, 0.045, TONE.soft()),
    };
    let paragraphs: Vec<Paragraph> = phrases
        .iter()
        .enumerate()
        .map(|(at, phrase)| Paragraph {
            phrase,
            letters: letters(at),
            before: if at == 0 { 0.0 } else { 0.5 },
            pitch: PITCH,
        })
        .collect();
    block::set(plan, words, &paragraphs);
}
