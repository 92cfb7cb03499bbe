//! Devices that are tried: what the camera sees, pictures that show a display's faults, what the
//! check of the platform tells.

use super::block::{self, Paragraph};
use super::say::{PITCH, tile};
use super::{BodyLayout, TONE};
use crate::terminal::presentation::{CameraSheet, Mood, Phrase, Sign};
use crate::terminal::screen::colour::{PANEL, WARN};
use crate::terminal::screen::picture;
use crate::terminal::screen::plan::{DisplayList, Rect};

pub fn camera(plan: &mut DisplayList, camera: &CameraSheet, layout: &BodyLayout) {
    let unit = layout.unit;
    let upright = layout.body.width < layout.body.height;
    let (view, readings) = if upright {
        layout.body.split_top(0.65 * layout.body.height)
    } else {
        layout.body.split_right(0.36 * unit)
    };
    let Some(look) = &camera.look else {
        plan.plate(view, 0.02 * unit, PANEL);
        let letters = layout.letters(0.08, 0.06, TONE.soft()).middle();
        plan.own(&camera.waiting, view, letters);
        return;
    };
    if let Some((frame, size, pixels)) = picture::scaled(look, view) {
        plan.picture(frame, size, pixels);
    }
    let (_, readings) = readings.split_left(0.03 * unit);
    let (bar, figures) = readings.split_left(0.06 * unit);
    let bar = bar.within(0.0, 0.01 * unit);
    plan.area(bar, PANEL);
    let up = |part: u8| bar.height * f32::from(part.min(100)) / 100.0;
    let (_, full) = bar.split_bottom(up(look.focus));
    plan.area(full, TONE.accent());
    let best = bar.bottom() - up(look.best);
    let thick = (0.012 * unit).max(2.0);
    let best =
        Rect::new(bar.left - 0.01 * unit, best - thick / 2.0, bar.width + 0.02 * unit, thick);
    plan.area(best, WARN.0);
    let (_, figures) = figures.split_left(0.025 * unit);
    let pitch = figures.height / 5.0;
    let quiet = layout.letters(0.066, 0.05, TONE.soft());
    plan.own(&camera.focus, figures.row(0, pitch), quiet);
    let large = Rect { height: 1.4 * pitch, ..figures.row(1, pitch) };
    plan.own(&look.focus.to_string(), large, layout.letters(0.16, 0.1, TONE.ink()).strong());
    let best = format!("{} {}", camera.best, look.best);
    let amber = super::Letters { colour: WARN.0, ..quiet };
    plan.own(&best, Rect { top: large.bottom(), ..figures.row(2, pitch) }, amber);
    let last = figures.row(4, pitch);
    let code = if look.code { layout.letters(0.066, 0.045, TONE.accent()).strong() } else { quiet };
    plan.own(&camera.code, last, code);
}

/// The sign of a line, on its plate.
fn look(works: bool) -> (Sign, Mood) {
    if works { (Sign::Tick, Mood::Good) } else { (Sign::Warning, Mood::Bad) }
}

/// Whether all works, large, with what does not, or else was found last; the other lines smaller below.
pub fn lines(plan: &mut DisplayList, lines: &[(bool, Phrase)], layout: &BodyLayout) {
    let unit = layout.unit;
    let fault = lines.iter().position(|(works, _)| !works);
    let Some(first) = fault.or(lines.len().checked_sub(1)) else { return };
    let rest: Vec<_> = lines.iter().enumerate().filter(|(at, _)| *at != first).collect();
    let part = if rest.is_empty() {
        0.0
    } else {
        (0.11 * rest.len() as f32 * unit).min(0.46 * layout.body.height)
    };
    let (above, below) = layout.body.split_bottom(part);
    let (works, phrase) = &lines[first];
    let side = (0.3 * unit).min(0.26 * above.width).min(above.height);
    let (left, words) = above.split_left(side + 0.04 * unit);
    let (sign, mood) = look(*works);
    tile(plan, sign, mood, left.square(side));
    let letters = layout.letters(0.088, 0.05, TONE.ink()).strong();
    block::set(plan, words, &[Paragraph { phrase, letters, before: 0.0, pitch: PITCH }]);
    let pitch = below.height / rest.len().max(1) as f32;
    for (row, (_, (works, phrase))) in rest.into_iter().enumerate() {
        let row = below.row(row, pitch).within(0.0, 0.003 * unit);
        let side = row.height.min(0.075 * unit);
        let (left, words) = row.split_left(side + 0.03 * unit);
        let (sign, mood) = look(*works);
        tile(plan, sign, mood, left.square(side));
        let letters = layout.letters(0.058, 0.05, TONE.soft());
        block::set(plan, words, &[Paragraph { phrase, letters, before: 0.0, pitch: PITCH }]);
    }
}
