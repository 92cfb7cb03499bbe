//! Items to choose from: four at once, the chosen one black on white.

use super::{EM, ROWS, TONE, letters};
use crate::terminal::presentation::{Item, ItemList, Phrase};
use crate::terminal::screen::face;
use crate::terminal::screen::mark;
use crate::terminal::screen::plan::{Align, DisplayList, Rect};
use crate::terminal::screen::wide::window;

/// Between a label and its value.
const GAP: f32 = 4.0;

pub fn set(plan: &mut DisplayList, list: &ItemList, body: Rect) {
    let seen = window(list.items.len(), list.chosen, ROWS);
    let all = seen.len() == list.items.len();
    let (lines, marks) = body.split_right(if all { 0.0 } else { 9.0 });
    for (row, at) in seen.clone().enumerate() {
        let number = list.digit_of(at);
        set_item(plan, &list.items[at], number, (at == list.chosen, super::row(lines, row)));
    }
    let mut arrow = |mark, top: f32| {
        let square = Rect::new(marks.left + 2.0, top, 7.0, 7.0);
        plan.mark(mark, square, (TONE.ink(), TONE.ground()));
    };
    if seen.start > 0 {
        arrow(mark::up, marks.top + 3.0);
    }
    if seen.end < list.items.len() {
        arrow(mark::down, marks.bottom() - 10.0);
    }
}

fn set_item(
    plan: &mut DisplayList,
    item: &Item,
    number: Option<u8>,
    (chosen, frame): (bool, Rect),
) {
    if chosen {
        plan.invert(frame);
    }
    let mut inner = frame.within(1.0, 0.0);
    if let Some(number) = number {
        let (digit, rest) = inner.split_left(10.0);
        plan.own(&number.to_string(), digit, letters(Align::Left));
        inner = rest;
    }
    let changed = if item.changed { "*" } else { "" };
    let whole = Phrase { words: format!("{}{changed}", item.value.words), ..item.value.clone() };
    let wide = |words: &str| face::width(words, EM);
    let fits = wide(&item.label.words) + wide(&whole.words) + GAP <= inner.width;
    let (label, value) = match &item.brief {
        Some((label, value)) if !fits => (label, Phrase::own(value.clone())),
        _ => (&item.label, whole),
    };
    let (_, room) = inner.split_right(0.62 * inner.width);
    let taken = plan.line(&value, room, letters(Align::Right));
    let (words, _) = inner.split_right(if taken > 0.0 { taken + GAP } else { 0.0 });
    plan.line(label, words, letters(Align::Left));
}
