//! The way out while the fire alarm stands: somebody running, an arrow and an open door over the whole page,
//! below them where one stands. Half of it is dark and half bright, as no other page is.

use embedded_graphics::prelude::*;

use super::face::FontWeight;
use super::layout::unit;
use super::plan::{Align, DisplayList, Letters, Rect};
use super::{mark, sign};
use crate::terminal::presentation::{MAY_END, Phrase, Poster};

/// The picture's part of the page's height.
pub const SCENE: f32 = 0.62;
/// Sizes in parts of the picture's unit.
const MARGIN: f32 = 0.05;
const HEADLINE: (f32, f32) = (0.24, 0.1);
const ADVICE: (f32, f32) = (0.105, 0.045);
/// The headline in the other language, and what to mind in it.
const SECOND: (f32, f32) = (0.11, 0.05);
const DETAIL: (f32, f32) = (0.075, 0.04);
/// What the headline may take of the width where the other language stands beside it.
const BESIDE: f32 = 0.68;
/// The open door: its width, in parts of the picture's height.
const DOOR: f32 = 0.62;

pub fn plan(poster: &Poster, size: Size) -> DisplayList {
    let (unit, tone) = (unit(size), poster.tone);
    let mut plan = DisplayList::default();
    plan.area(Rect::of(size), tone.ground());
    let (scene, words) = Rect::of(size).split_top((SCENE * size.height as f32).round());
    plan.area(scene, tone.accent());
    // The door stands on the bright floor below.
    let wide = (DOOR * scene.height).min(0.3 * scene.width);
    let (rest, right) = scene.split_right(wide + MARGIN * unit);
    let (_, door) = right.split_top(0.1 * scene.height);
    plan.area(Rect { width: wide, ..door }, tone.ground());
    let side = (0.92 * scene.height).min(0.5 * rest.width);
    let runner = Rect { left: rest.left + MARGIN * unit, ..rest }.square(side);
    plan.mark(sign::runner, runner, (tone.ground(), tone.accent()));
    let left = runner.right();
    let room = Rect { left, width: rest.right() - left, ..rest };
    let side = (0.6 * scene.height).min(0.86 * room.width);
    let arrow = Rect { left: left + (room.width - side) / 2.0, ..room }.square(side);
    plan.mark(mark::onward, arrow, (tone.ground(), tone.accent()));
    set_words(&mut plan, poster, words.within(MARGIN * unit, 0.025 * unit), unit);
    plan
}

/// The headline, and below it what to mind; each with the other language at its right.
fn set_words(plan: &mut DisplayList, poster: &Poster, frame: Rect, unit: f32) {
    let tone = poster.tone;
    let letters = |weight, (most, least): (f32, f32), align| Letters {
        most: most * unit,
        least: least * unit,
        weight,
        colour: tone.ink(),
        align,
    };
    let (bold, regular) = (FontWeight::Bold, FontWeight::Regular);
    let gap = 0.04 * unit;
    let (above, below) = frame.split_top(0.64 * frame.height);
    let second = poster.second.as_deref().unwrap_or_default();
    let part = if second.is_empty() { 1.0 } else { BESIDE };
    let headline = Phrase::own(poster.headline.replace(MAY_END, ""));
    let loud = letters(bold, HEADLINE, Align::Left);
    let taken = plan.line(&headline, above.split_left(part * above.width).0, loud) + gap;
    plan.own(second, above.split_left(taken).1, letters(regular, SECOND, Align::Right));
    let advice = poster.advice.join(" ");
    let detail = poster.second_detail.as_deref().unwrap_or_default();
    let part = if detail.is_empty() { 1.0 } else { 0.56 };
    let quiet = letters(regular, ADVICE, Align::Left);
    let taken = plan.own(&advice, below.split_left(part * below.width).0, quiet) + gap;
    plan.own(detail, below.split_left(taken).1, letters(regular, DETAIL, Align::Right));
}

#[cfg(test)]
mod tests;
