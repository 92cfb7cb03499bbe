//! Items to choose from, one a line; the chosen one on a plate of its own.

use super::touch::choose;
use super::{BodyLayout, TONE, TOUCHED};
use crate::terminal::keypad::Key;
use crate::terminal::presentation::{Item, ItemList, Phrase};
use crate::terminal::screen::colour::{BAR, CHOSEN, PANEL, WARN};
use crate::terminal::screen::face::FontWeight;
use crate::terminal::screen::mark;
use crate::terminal::screen::plan::{DisplayList, Rect};

/// The least and the greatest height of a line, in parts of the unit.
const PITCH: (f32, f32) = (0.093, 0.135);

/// The least size of a tile's label, and of a value, likewise.
const SMALLEST: f32 = 0.044;
const VALUE: f32 = 0.056;
/// The greatest size of a label, likewise.
const LETTERS: f32 = 0.082;
/// The greatest height of a tile, likewise.
const TILE: f32 = 0.2;

pub fn set(plan: &mut DisplayList, list: &ItemList, layout: &BodyLayout) {
    if let Some(tiles) = tiles(list, layout) {
        let most = tile_letters(list, &tiles, layout);
        for (at, frame) in tiles.into_iter().enumerate() {
            let number = list.digit_of(at);
            let chosen = at == list.chosen;
            if !chosen {
                plan.plate(frame.within(0.0, 0.006 * layout.unit), 0.02 * layout.unit, BAR);
            }
            set_item(plan, &list.items[at], number, (chosen, frame, most), layout);
        }
        return;
    }
    let unit = layout.unit;
    let VisibleLines { items: seen, pitch, lines, marks } = VisibleLines::of(list, layout);
    for (row, at) in seen.clone().enumerate() {
        let frame = lines.row(row, pitch);
        let number = list.digit_of(at);
        set_item(plan, &list.items[at], number, (at == list.chosen, frame, LETTERS), layout);
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

/// Whether label and value have room beside each other; what has none of the latter may be cut.
fn fits(item: &Item, width: f32, layout: &BodyLayout) -> bool {
    let (label, value) = (&item.label.words, &item.value.words);
    let wide = |words: &str, size: f32| FontWeight::Bold.width(words, size * layout.unit);
    let taken = wide(label, SMALLEST) + wide("● ", VALUE) + wide(value, VALUE);
    value.is_empty() || (taken + 0.2 * layout.unit <= width && wide(value, VALUE) <= 0.4 * width)
}

/// Labels of tiles are of one size, in which the longest fits.
fn tile_letters(list: &ItemList, tiles: &[Rect], layout: &BodyLayout) -> f32 {
    let room = tiles.first().map_or(0.0, |tile| tile.width) - 0.17 * layout.unit;
    let plain = list.items.iter().filter(|item| item.value.words.is_empty());
    let widest = plain.map(|item| FontWeight::Bold.width(&item.label.words, 1.0));
    let widest = widest.fold(0.1, f32::max);
    (room / widest / layout.unit.max(1.0)).clamp(SMALLEST, LETTERS)
}

/// A finger needs more than an eye.
fn least(layout: &BodyLayout) -> f32 {
    if layout.is_touched() { TOUCHED } else { PITCH.0 }
}

/// Where each item stands on a screen with room for columns, down the first and then the next; none: a line
/// each, as they have values, are few, or do not all fit.
pub fn tiles(list: &ItemList, layout: &BodyLayout) -> Option<Vec<Rect>> {
    let count = list.items.len();
    let plain = list.items.iter().all(|item| item.value.words.is_empty());
    if !layout.is_broad() || count < 3 || !(plain || layout.is_touched()) {
        return None;
    }
    let body = layout.body;
    let columns = if count > 10 && plain && layout.is_touched() { 3 } else { 2 };
    let rows = count.div_ceil(columns);
    let pitch = (body.height / rows as f32).min(TILE * layout.unit);
    if pitch < least(layout) * layout.unit {
        return None;
    }
    let gap = 0.02 * layout.unit;
    let width = (body.width - gap * (columns - 1) as f32) / columns as f32;
    if !list.items.iter().all(|item| fits(item, width, layout)) {
        return None;
    }
    let tile = |at: usize| {
        let left = body.left + (at / rows) as f32 * (width + gap);
        Rect { left, width, ..body }.row(at % rows, pitch)
    };
    Some((0..count).map(tile).collect())
}

/// The keys that choose the item at this place, or bring others into view.
pub fn keys_at(list: &ItemList, layout: &BodyLayout, at: (f32, f32)) -> Vec<Key> {
    let keys = |item: usize| choose(item, list.chosen, list.digit_of(item));
    if let Some(tiles) = tiles(list, layout) {
        let item = tiles.into_iter().position(|tile| tile.holds(at));
        return item.map_or_else(Vec::new, keys);
    }
    let VisibleLines { items, pitch, lines, marks } = VisibleLines::of(list, layout);
    if marks.holds(at) && marks.width > 0.0 {
        let up = at.1 < marks.top + pitch * items.len() as f32 / 2.0;
        let step = if up { Key::Up } else { Key::Down };
        return vec![step; items.len().saturating_sub(1).max(1)];
    }
    let row = (0..items.len()).find(|row| lines.row(*row, pitch).holds(at));
    row.map_or_else(Vec::new, |row| keys(items.start + row))
}

/// The lines that are seen of a list.
struct VisibleLines {
    items: std::ops::Range<usize>,
    pitch: f32,
    lines: Rect,
    marks: Rect,
}

impl VisibleLines {
    fn of(list: &ItemList, layout: &BodyLayout) -> Self {
        let unit = layout.unit;
        let room = ((layout.body.height / (least(layout) * unit).max(1.0)) as usize).max(1);
        let items = window(list.items.len(), list.chosen, room);
        let most = PITCH.1.max(least(layout));
        let pitch = (layout.body.height / items.len().max(1) as f32).min(most * unit);
        let all = items.len() == list.items.len();
        let marks = if layout.is_touched() { TOUCHED } else { 0.075 };
        let (lines, marks) = layout.body.split_right(if all { 0.0 } else { marks * unit });
        Self { items, pitch, lines, marks }
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
    number: Option<u8>,
    (chosen, frame, most): (bool, Rect, f32),
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
    let most = (0.78 * frame.height / unit.max(1.0)).min(most);
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
        let taken = plan.line(&value, room, layout.letters(0.9 * most, VALUE, colour).right());
        inner.width -= taken + 0.03 * unit;
    }
    // A tile has no more room for a long label than this.
    let letters = layout.letters(most, if layout.is_broad() { SMALLEST } else { 0.064 }, ink);
    plan.line(&item.label, inner, if chosen { letters.strong() } else { letters });
}
