//! Items to choose from, one a line; the chosen one on a plate of its own.

use super::{BodyLayout, TONE};
use crate::terminal::presentation::{Item, ItemList, Phrase};
use crate::terminal::screen::colour::{CHOSEN, PANEL, WARN};
use crate::terminal::screen::mark;
use crate::terminal::screen::plan::{DisplayList, Rect};

/// The least and the greatest height of a line, in parts of the unit.
const PITCH: (f32, f32) = (0.093, 0.135);

pub fn set(plan: &mut DisplayList, list: &ItemList, layout: &BodyLayout) {
    let unit = layout.unit;
    let room = ((layout.body.height / (PITCH.0 * unit).max(1.0)) as usize).max(1);
    let seen = window(list.items.len(), list.chosen, room);
    let pitch = (layout.body.height / seen.len().max(1) as f32).min(PITCH.1 * unit);
    let all = seen.len() == list.items.len();
    let (lines, marks) = layout.body.split_right(if all { 0.0 } else { 0.075 * unit });
    for (row, at) in seen.clone().enumerate() {
        let frame = lines.row(row, pitch);
        let number = (list.numbered && at < 9).then_some(at + 1);
        set_item(plan, &list.items[at], number, (at == list.chosen, frame), layout);
    }
    let side = 0.06 * unit;
    let mut arrow = |mark, top: f32| {
        let square = Rect::new(marks.right() - side, top, side, side);
        plan.mark(mark, square, (TONE.accent(), TONE.ground()));
    };
    if seen.start > 0 {
        arrow(mark::up, marks.top + 0.01 * unit);
    }
    if seen.end < list.items.len() {
        arrow(mark::down, marks.top + pitch * seen.len() as f32 - side - 0.01 * unit);
    }
}

/// Which items are seen: the chosen one, with one before and behind it where there is one.
pub fn window(items: usize, chosen: usize, room: usize) -> std::ops::Range<usize> {
    if items <= room {
        return 0..items;
    }
    let start = chosen.saturating_add(2).saturating_sub(room).min(items - room);
    start..start + room
}

fn set_item(
    plan: &mut DisplayList,
    item: &Item,
    number: Option<usize>,
    (chosen, frame): (bool, Rect),
    layout: &BodyLayout,
) {
    let unit = layout.unit;
    let (ground, ink) = CHOSEN;
    let frame = frame.within(0.0, 0.006 * unit);
    if chosen {
        plan.plate(frame, 0.02 * unit, ground);
    }
    let (ink, soft) = if chosen { (ink, ink) } else { (TONE.ink(), TONE.soft()) };
    let mut inner = frame.within(0.02 * unit, 0.0);
    if let Some(number) = number {
        let side = (0.074 * unit).min(0.82 * frame.height);
        let (cap, rest) = inner.split_left(side + 0.03 * unit);
        let cap = cap.square(side);
        let (plate, digit) = if chosen { (ink, ground) } else { (PANEL, soft) };
        plan.plate(cap, 0.16 * side, plate);
        plan.own(
            &number.to_string(),
            cap,
            layout.letters(0.78 * side / unit.max(1.0), 0.04, digit).middle(),
        );
        inner = rest;
    }
    // A tenth of the line is left free above and below.
    let most = (0.78 * frame.height / unit.max(1.0)).min(0.082);
    if !item.value.words.is_empty() {
        let room = Rect { width: 0.55 * inner.width, ..inner };
        let room = Rect { left: inner.right() - room.width, ..room };
        let colour = if item.changed && !chosen { WARN.0 } else { soft };
        let words = if item.changed {
            format!("● {}", item.value.words)
        } else {
            item.value.words.clone()
        };
        let value = Phrase { words, foreign: item.value.foreign };
        let taken = plan.line(&value, room, layout.letters(0.9 * most, 0.056, colour).right());
        inner.width -= taken + 0.03 * unit;
    }
    let letters = layout.letters(most, 0.064, ink);
    plan.line(&item.label, inner, if chosen { letters.strong() } else { letters });
}
