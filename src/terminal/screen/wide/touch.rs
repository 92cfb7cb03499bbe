//! What a finger means on a card: the keys that do what stands there.

use super::{BodyLayout, MARGIN, entry, list, say};
use crate::terminal::keypad::{Digit, Key};
use crate::terminal::presentation::{Body, Cap, Card, KeyHint};
use crate::terminal::screen::face::FontWeight;
use crate::terminal::screen::plan::Rect;
use crate::words::Language;
use embedded_graphics::prelude::Size;

/// The keys for a tap at this place, in pixels; none where nothing stands that could be meant.
pub fn keys_at(card: &Card, size: Size, language: Language, at: (f32, f32)) -> Vec<Key> {
    let layout = BodyLayout::new(size, language);
    if card.is_bare() || card.keys.iter().any(|hint| hint.caps.is_empty()) {
        return vec![Key::Enter];
    }
    if layout.foot.holds(at) {
        return foot_key(&card.keys, &layout, at).into_iter().collect();
    }
    match &card.body {
        Body::List(items) => list::keys_at(items, &layout, at),
        Body::Ask(ask) => say::keys_at(ask, &layout, at),
        Body::Entry(_) => entry::key_at(&layout, at).into_iter().collect(),
        _ if !layout.body.holds(at) => Vec::new(),
        _ if !card.keys.contains(&KeyHint::PAGES) => Vec::new(),
        _ if at.0 < layout.body.left + layout.body.width / 2.0 => vec![Key::Up],
        _ => vec![Key::Down],
    }
}

/// From one hint to the next it is that one's; of two keys the left half is the first.
fn foot_key(hints: &[KeyHint], layout: &BodyLayout, at: (f32, f32)) -> Option<Key> {
    let unit = layout.unit;
    let (cap, gap) = (0.072 * unit, 0.014 * unit);
    let mut left = layout.foot.left + MARGIN * unit;
    for hint in hints {
        let words = FontWeight::Regular.width(&hint.does.plain(layout.language), 0.062 * unit);
        let width = hint.caps.len() as f32 * (cap + gap) + words + 4.0 * gap;
        if at.0 < left + width {
            let part = ((at.0 - left).max(0.0) / width * hint.caps.len() as f32) as usize;
            return hint.caps.get(part).or(hint.caps.last()).map(|cap| key(*cap));
        }
        left += width;
    }
    // A finger beside the last word means it, too.
    let last = hints.last().filter(|_| at.0 < left + 2.0 * (cap + gap))?;
    last.caps.last().map(|cap| key(*cap))
}

fn key(cap: Cap) -> Key {
    match cap {
        Cap::Up => Key::Up,
        Cap::Down => Key::Down,
        Cap::Enter => Key::Enter,
        Cap::Erase => Key::Erase,
        Cap::Back => Key::Back,
    }
}

/// The keys that choose an item of a list.
pub fn choose(item: usize, chosen: usize, digit: Option<u8>) -> Vec<Key> {
    if let Some(digit) = digit.and_then(Digit::new) {
        return vec![Key::Digit(digit)];
    }
    let (step, steps) =
        if item < chosen { (Key::Up, chosen - item) } else { (Key::Down, item - chosen) };
    std::iter::repeat_n(step, steps).chain([Key::Enter]).collect()
}

/// The pad that stands beside a line that is typed: three keys in a row.
pub const PAD: [[Key; 3]; 4] = [
    [digit(1), digit(2), digit(3)],
    [digit(4), digit(5), digit(6)],
    [digit(7), digit(8), digit(9)],
    [Key::Erase, digit(0), Key::Enter],
];

const fn digit(value: u8) -> Key {
    match Digit::new(value) {
        Some(digit) => Key::Digit(digit),
        None => Key::Other,
    }
}

impl Rect {
    /// Whether a place lies in it.
    pub fn holds(self, (x, y): (f32, f32)) -> bool {
        (self.left..self.right()).contains(&x) && (self.top..self.bottom()).contains(&y)
    }
}
