//! A page with one fact on it: mark and headline above, the fact as large as there is room for, and a
//! foot. Not now has a hatched edge.

use embedded_graphics::prelude::*;

use super::canvas::Canvas;
use super::face::FontWeight;
use super::hero;
use super::ink::Ink;
use super::layout::{HATCH, unit};
use super::mark;
use super::plan::{Align, DisplayList, Letters, Rect};
use crate::terminal::presentation::{Foot, Hero, Phrase, Poster, Tone};

/// Sizes in parts of the picture's unit.
const MARGIN: f32 = 0.06;
const HEAD: f32 = 0.22;
const FOOT: f32 = 0.19;
const BAR: f32 = 0.04;
/// The hero in the other language, below it.
const DETAIL: f32 = 0.125;
/// Between headline, hero and foot.
const GAP: f32 = 0.03;
/// The headline's ems, the first that leaves room beside it for the second language; else that stands below.
const HEADLINE: [f32; 4] = [0.19, 0.17, 0.15, 0.13];
const SECOND: (f32, f32) = (0.095, 0.07);
/// The foot's ems: lead and rest, most and least.
const LEAD: (f32, f32) = (0.105, 0.06);
const REST: (f32, f32) = (0.095, 0.055);
/// The arrow's width.
const ARROW: f32 = 0.34;

/// Where the parts of a page stand.
#[derive(Debug, Clone, Copy)]
pub struct VerdictBoxes {
    pub head: Rect,
    pub hero: Rect,
    pub foot: Rect,
}

impl VerdictBoxes {
    pub fn of(size: Size) -> Self {
        let unit = unit(size);
        let (page, foot) = Rect::of(size).split_bottom(FOOT * unit);
        let (_, page) = page.split_top(HATCH * unit);
        let page = page.within(MARGIN * unit, 0.0);
        let (head, rest) = page.split_top(HEAD * unit);
        Self { head, hero: rest.within(0.0, GAP * unit), foot }
    }
}

/// Where the bar stands for the time in which the gate is open: what is let in has no hatched edge.
pub fn bar(size: Size) -> Rect {
    Rect::of(size).split_top((BAR * unit(size)).round().max(1.0)).0
}

/// Draws the whole page, without what moves.
pub fn draw(canvas: &mut Canvas, poster: &Poster, hero: &Hero) {
    plan(poster, hero, canvas.size()).draw(canvas);
    if poster.tone == Tone::Refuse {
        let (wide, edge) = (canvas.size().width as f32, HATCH * unit(canvas.size()));
        Ink::new(canvas, 0.0, 0.0, edge).hatch(100.0 * wide / edge.max(0.1), poster.tone.ink());
    }
}

pub fn plan(poster: &Poster, hero: &Hero, size: Size) -> DisplayList {
    let (unit, tone) = (unit(size), poster.tone);
    let boxes = VerdictBoxes::of(size);
    let mut plan = DisplayList::default();
    plan.area(Rect::of(size), tone.ground());
    head(&mut plan, poster, boxes.head, unit);
    let second = poster.second_detail.as_ref().map_or(0.0, |_| DETAIL * unit);
    let (room, below) = boxes.hero.split_bottom(second);
    let below = below.split_bottom(0.8 * below.height).1;
    // What hangs below the line of the figures is not to touch it.
    let hangs = second > 0.0 && hero.day.is_none();
    let room = room.split_bottom(if hangs { 0.03 * unit } else { 0.0 }).0;
    if let Some(words) = &poster.second_detail {
        let letters = Letters {
            most: 0.68 * DETAIL * unit,
            least: 0.5 * DETAIL * unit,
            weight: FontWeight::Regular,
            colour: tone.soft(),
            align: Align::Left,
        };
        plan.own(words, below, letters);
    }
    let (room, arrow) = room.split_right(if hero.arrow { ARROW * unit } else { 0.0 });
    hero::set(&mut plan, hero, room, unit, tone.ink());
    if hero.arrow {
        let side = (0.88 * arrow.width).min(arrow.height);
        let square = Rect { left: arrow.right() - side, ..arrow }.square(side);
        plan.mark(mark::onward, square, (tone.ink(), tone.ground()));
    }
    foot(&mut plan, &poster.foot, boxes.foot, (tone, unit));
    plan
}

/// The mark, the headline, and the same in the other language smaller beside it.
fn head(plan: &mut DisplayList, poster: &Poster, frame: Rect, unit: f32) {
    let tone = poster.tone;
    let side = 0.86 * frame.height;
    plan.sign(poster.sign, tone, frame.square(side));
    let (_, words) = frame.split_left(side + 0.05 * unit);
    let headline = Phrase::own(poster.headline.clone());
    let second = poster.second.as_deref().unwrap_or_default();
    let bold = FontWeight::Bold;
    let gap = 0.05 * unit;
    let wide = |em: f32| bold.width(&headline.words, em * unit);
    let beside = FontWeight::Regular.width(second, SECOND.1 * unit) + gap;
    let with_second = HEADLINE.into_iter().find(|em| wide(*em) + beside <= words.width);
    let align = Align::Left;
    let letters = |weight, (most, least): (f32, f32), colour| Letters {
        most: most * unit,
        least: least * unit,
        weight,
        colour,
        align,
    };
    let quiet = letters(FontWeight::Regular, SECOND, tone.soft());
    let loud = |most: f32| letters(bold, (most, 0.05), tone.ink());
    match with_second {
        _ if second.is_empty() => {
            plan.line(&headline, words, loud(HEADLINE[0]));
        }
        Some(most) => {
            let taken = plan.line(&headline, words, loud(most));
            plan.own(second, words.split_left(taken + gap).1, quiet);
        }
        None => {
            let (above, below) = words.split_bottom(0.4 * words.height);
            let (_, above) = above.split_top(0.02 * unit); // off the hatched edge
            plan.line(&headline, above, loud(HEADLINE[0]));
            plan.own(second, below, Letters { most: SECOND.1 * unit, ..quiet });
        }
    }
}

/// One line: the lead, and what follows it.
fn foot(plan: &mut DisplayList, foot: &Foot, frame: Rect, (tone, unit): (Tone, f32)) {
    let (ground, ink, soft) = tone.foot();
    plan.area(frame, ground);
    let inner = frame.within(MARGIN * unit, 0.02 * unit);
    let gap = 0.06 * unit;
    let phrases: Vec<&Phrase> = foot.phrases().collect();
    let lead = usize::from(!foot.lead.words.is_empty());
    let weight = |at: usize| if at < lead { FontWeight::Bold } else { FontWeight::Regular };
    let size = |at: usize| if at < lead { LEAD } else { REST };
    let wide =
        |at: usize, shrink: f32| weight(at).width(&phrases[at].words, size(at).0 * unit * shrink);
    let total: f32 = (0..phrases.len()).map(|at| wide(at, 1.0)).sum();
    let gaps = gap * phrases.len().saturating_sub(1) as f32;
    let shrink = ((inner.width - gaps) / total.max(0.1)).clamp(LEAD.1 / LEAD.0, 1.0);
    let mut room = inner;
    for (at, phrase) in phrases.iter().enumerate() {
        // What follows keeps its room; a name from outside that is too long is cut.
        let after: f32 = (at + 1..phrases.len()).map(|at| wide(at, shrink) + gap).sum();
        let frame =
            if phrase.foreign { room.split_right(after.min(0.7 * room.width)).0 } else { room };
        let em = size(at).0 * unit * shrink;
        if !phrase.foreign
            && weight(at).width(&phrase.words, em.min(size(at).1 * unit)) > room.width
        {
            continue;
        }
        let letters = Letters {
            most: em,
            least: (size(at).1 * unit).min(em),
            weight: weight(at),
            colour: if at < lead { ink } else { soft },
            align: Align::Left,
        };
        let taken = plan.line(phrase, frame, letters);
        room = room.split_left(taken + gap).1;
    }
}

#[cfg(test)]
mod tests;
