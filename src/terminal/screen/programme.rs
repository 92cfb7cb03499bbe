//! What is on behind the door, in a band below the invitation: the first show as large as a visitor reads it
//! from two metres away, the next one smaller.

use embedded_graphics::prelude::*;

use super::face::FontWeight;
use super::layout::unit;
use super::plan::{Align, DisplayList, Letters, Rect};
use crate::terminal::presentation::{Phrase, Poster, ProgrammeLine, Tone};

/// The height of the first show's row and of those that follow.
const ROWS: (f32, f32) = (0.175, 0.115);
const MARGIN: f32 = 0.05;
/// A show's letters: of its time, of the film, most and least, of the word before them.
const FIRST: ShowSizes = ShowSizes { time: 0.152, film: (0.125, 0.085), label: 0.062 };
const REST: ShowSizes = ShowSizes { time: 0.085, film: (0.08, 0.07), label: 0.055 };

struct ShowSizes {
    time: f32,
    film: (f32, f32),
    label: f32,
}

/// What the band takes of the picture, in pixels.
pub fn height(poster: &Poster, size: Size) -> f32 {
    let count = poster.programme.len();
    let rest = ROWS.1 * count.saturating_sub(1) as f32;
    if count == 0 { 0.0 } else { ((ROWS.0 + rest) * unit(size)).round() }
}

pub fn plan(poster: &Poster, size: Size) -> DisplayList {
    let (unit, tone) = (unit(size), poster.tone);
    let mut plan = DisplayList::default();
    let (_, band) = Rect::of(size).split_bottom(height(poster, size));
    plan.area(band, tone.foot().0);
    let (_, mut rest) = band.split_left(MARGIN * unit);
    rest.width = (rest.width - MARGIN * unit).max(0.0);
    let labels = poster.programme.iter().map(|show| label_width(&show.label, unit));
    let labels = labels.fold(0.0, f32::max);
    for (at, show) in poster.programme.iter().enumerate() {
        let (high, sizes) = if at == 0 { (ROWS.0, FIRST) } else { (ROWS.1, REST) };
        let (row, below) = rest.split_top(high * unit);
        set(&mut plan, show, row, (labels, unit), (tone, &sizes));
        rest = below;
    }
    plan
}

/// The word before a show, with the room behind it: as wide for each of them.
fn label_width(label: &str, unit: f32) -> f32 {
    FontWeight::Regular.width(label, FIRST.label * unit) + 0.03 * unit
}

fn set(
    plan: &mut DisplayList,
    show: &ProgrammeLine,
    row: Rect,
    (labels, unit): (f32, f32),
    (tone, sizes): (Tone, &ShowSizes),
) {
    let (_, loud, quiet) = tone.foot();
    let letters = |weight, (most, least): (f32, f32), colour| Letters {
        most: most * unit,
        least: least * unit,
        weight,
        colour,
        align: Align::Left,
    };
    let (label, words) = row.split_left(labels);
    let small = (sizes.label, 0.8 * sizes.label);
    plan.own(&show.label, label, letters(FontWeight::Regular, small, quiet));
    // A time with its day is long; the figures of one of today are never smaller.
    let room = words.split_left(0.75 * words.width).0;
    let time = (sizes.time, 0.4 * sizes.time);
    let taken = plan.own(&show.time, room, letters(FontWeight::Bold, time, loud));
    let (_, film) = words.split_left(taken + 0.04 * unit);
    let film_letters = letters(FontWeight::Bold, sizes.film, loud);
    plan.line(&Phrase::foreign(&show.film), film, film_letters);
}

#[cfg(test)]
mod tests;
