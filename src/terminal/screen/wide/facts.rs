//! Lines with a label and a value.

use super::{BodyLayout, TONE, grid};
use crate::terminal::presentation::{Fact, Phrase};
use crate::terminal::screen::colour::{PANEL, WARN};
use crate::terminal::screen::face;
use crate::terminal::screen::plan::{DisplayList, Letters, Rect};

/// The height of a line in parts of the unit: at most, and what more lines are made of.
const MOST: f32 = 0.15;
const SPARE: f32 = 0.075;
/// Letters in parts of a line's height.
const EM: f32 = 0.7;
/// Lines that would be lower stand beside each other.
const HIGH: f32 = 0.095;
/// The most lines of one value.
pub const LINES: usize = 5;
/// What labels take, in parts of the width.
const LABELS: (f32, f32) = (0.3, 0.42);

/// Large figures stand beside each other, in so much of the body's height.
const FIGURES: f32 = 0.38;

pub fn set(plan: &mut DisplayList, facts: &[Fact], layout: &BodyLayout) {
    // What calls comes first.
    let mut facts: Vec<&Fact> = facts.iter().collect();
    facts.sort_by_key(|fact| !fact.calls);
    let (large, facts): (Vec<&Fact>, Vec<&Fact>) =
        facts.into_iter().partition(|fact| fact.large && layout.is_broad());
    let (figures, body) = match large.is_empty() {
        true => (layout.body, layout.body),
        false => layout.body.split_top(FIGURES * layout.body.height),
    };
    for (at, fact) in large.iter().enumerate() {
        let width = figures.width / large.len() as f32;
        let frame = Rect { left: figures.left + at as f32 * width, width, ..figures };
        set_figure(plan, fact, frame.within(0.012 * layout.unit, 0.012 * layout.unit), layout);
    }
    set_lines(plan, &facts, body, layout);
}

/// A figure, and below it what is counted.
fn set_figure(plan: &mut DisplayList, fact: &Fact, frame: Rect, layout: &BodyLayout) {
    let unit = layout.unit;
    let (ground, ink, soft) =
        if fact.calls { (WARN.0, WARN.1, WARN.1) } else { (PANEL, TONE.ink(), TONE.soft()) };
    plan.plate(frame, 0.025 * unit, ground);
    let inner = frame.within(0.02 * unit, 0.012 * unit);
    if frame.width > 0.6 * layout.body.width {
        // Alone it has its label before it, and all of the height.
        let inner = inner.within(0.02 * unit, 0.0);
        let letters = layout.letters(0.075, 0.05, soft);
        let room = inner.split_left(0.36 * inner.width).0;
        let taken = plan.own(&fact.label, room, letters) + 0.04 * unit;
        let (most, value) = (0.185, inner.split_left(taken).1);
        plan.line(&fact.value, value, layout.letters(most, 0.3 * most, ink).strong().right());
        return;
    }
    let (value, label) = inner.split_bottom(0.09 * unit);
    let most = (0.9 * value.height / unit.max(1.0)).min(0.2);
    plan.line(&fact.value, value, layout.letters(most, 0.4 * most, ink).strong().middle());
    plan.own(&fact.label, label, layout.letters(0.07, 0.04, soft).middle());
}

fn set_lines(plan: &mut DisplayList, facts: &[&Fact], body: Rect, layout: &BodyLayout) {
    let unit = layout.unit;
    let gap = 0.045 * unit;
    let widest = facts.iter().map(|fact| face::width(&fact.label, 1.0)).fold(0.1, f32::max);
    let spare = (body.height / (SPARE * unit).max(1.0)) as usize;
    let mut spare = spare.saturating_sub(facts.len());
    let room = (1.0 - LABELS.1) * body.width;
    // A sentence from outside stands in as many lines as are to spare.
    let values: Vec<Vec<Phrase>> = facts
        .iter()
        .map(|fact| {
            let lines = broken(&fact.value, EM * SPARE * unit, room, spare.min(LINES - 1));
            spare -= lines.len() - 1;
            lines
        })
        .collect();
    let lines: usize = values.iter().map(Vec::len).sum();
    let pitch = (body.height / lines.max(1) as f32).min(MOST * unit);
    let high = pitch >= HIGH * unit;
    if !high {
        return grid::set(plan, facts, body, layout);
    }
    let em = (EM * pitch).min(0.1 * unit);
    let label_em = em.min((LABELS.1 * body.width - gap) / widest);
    let labels = (widest * label_em + gap).max(LABELS.0 * body.width);
    let most = em / unit.max(1.0);
    let mut row = 0;
    for (fact, lines) in facts.iter().zip(&values) {
        let (label, _) = body.row(row, pitch).split_left(labels);
        let size = label_em / unit.max(1.0);
        plan.own(&fact.label, label, layout.letters(size, size, TONE.soft()));
        for line in lines {
            let (_, value) = body.row(row, pitch).split_left(labels);
            let letters = layout.letters(most, 0.62 * most, TONE.ink()).strong();
            set_value(plan, line, fact.calls, (value, letters), unit);
            row += 1;
        }
    }
}

pub fn set_value(
    plan: &mut DisplayList,
    value: &Phrase,
    calls: bool,
    (frame, letters): (Rect, Letters),
    unit: f32,
) {
    if !calls {
        plan.line(value, frame, letters);
        return;
    }
    let beside = 0.022 * unit;
    let wide = letters.weight.width(&value.words, letters.most) + 2.0 * beside;
    let plate = frame.within(0.0, 0.004 * unit);
    let plate = Rect { left: plate.left - beside, width: wide.min(plate.width + beside), ..plate };
    plan.plate(plate, 0.015 * unit, WARN.0);
    plan.line(value, plate.within(beside, 0.0), Letters { colour: WARN.1, ..letters });
}

/// A value in one line, or in several where it comes from outside and is too long for one.
pub fn broken(value: &Phrase, em: f32, width: f32, spare: usize) -> Vec<Phrase> {
    if !value.foreign || spare == 0 || face::width(&value.words, em) <= width {
        return vec![value.clone()];
    }
    let mut lines = face::wrap(&value.words, em, width);
    if lines.len() > spare + 1 {
        let rest = lines.split_off(spare).join(" ");
        lines.push(face::cut(&rest, em, width));
    }
    lines.into_iter().map(|words| Phrase { words, foreign: true }).collect()
}
