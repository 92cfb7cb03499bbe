//! A line that is typed: what is asked for, what was typed so far, what was wrong with it.

use super::touch::PAD;
use super::{BodyLayout, TONE};
use crate::terminal::keypad::Key;
use crate::terminal::presentation::{Dial, Phrase, TextEntry, Typed};
use crate::terminal::screen::colour::{BAR, CHOSEN, PANEL, WARN};
use crate::terminal::screen::face::FontWeight;
use crate::terminal::screen::mark;
use crate::terminal::screen::plan::{DisplayList, Rect};

/// Sizes in parts of the unit: the typed characters, a dot of a secret from the next.
const TYPED: f32 = 0.155;
const DOT: f32 = 0.075;

pub fn set(plan: &mut DisplayList, entry: &TextEntry, layout: &BodyLayout) {
    let unit = layout.unit;
    let (field, rest) = layout.body.split_top(0.135 * unit);
    plan.own(&entry.field, field, layout.letters(0.088, 0.06, TONE.soft()));
    let (line, rest) = rest.split_top(0.27 * unit);
    plan.plate(line, 0.03 * unit, BAR);
    let (_, under) = line.split_bottom((0.012 * unit).max(1.0));
    plan.area(under.within(0.03 * unit, 0.0), TONE.accent());
    let inner = line.within(0.04 * unit, 0.0);
    let dial = entry.dial.map_or(0.0, |dial| dial_width(dial, &entry.done, layout));
    let (room, _) = inner.split_right(dial + 0.03 * unit);
    let end = typed(plan, &entry.typed, room, layout);
    match entry.dial {
        Some(dial) => set_dial(
            plan,
            (dial, &entry.done),
            Rect { left: end + 0.02 * unit, width: dial_width(dial, &entry.done, layout), ..line },
            layout,
        ),
        None => {
            let caret = Rect::new(end + 0.012 * unit, line.top, 0.014 * unit, line.height);
            plan.area(caret.within(0.0, 0.055 * unit), TONE.accent());
        }
    }
    let (_, note) = rest.split_top(0.03 * unit);
    let (note, _) = note.split_top(0.13 * unit);
    if entry.wrong && !entry.note.is_empty() {
        let wide = FontWeight::Bold.width(&entry.note, 0.076 * unit) + 0.06 * unit;
        let plate = Rect { width: wide.min(note.width), ..note };
        plan.plate(plate, 0.02 * unit, WARN.0);
        let letters = layout.letters(0.076, 0.052, WARN.1).strong().middle();
        plan.own(&entry.note, plate.within(0.02 * unit, 0.0), letters);
    } else {
        plan.own(&entry.note, note, layout.letters(0.072, 0.052, TONE.soft()));
    }
}

/// The same with a pad of keys at the right.
pub fn set_with_pad(plan: &mut DisplayList, entry: &TextEntry, layout: &BodyLayout) {
    let (line, _) = halves(layout);
    set(plan, entry, &BodyLayout { body: line, ..*layout });
    for (key, frame) in pad(layout) {
        plan.plate(
            frame.within(0.008 * layout.unit, 0.008 * layout.unit),
            0.02 * layout.unit,
            PANEL,
        );
        let side = 0.5 * frame.height;
        let square =
            Rect::new(frame.left + (frame.width - side) / 2.0, frame.top, side, frame.height);
        match key {
            Key::Digit(digit) => {
                let letters = layout.letters(0.11, 0.06, TONE.ink()).strong().middle();
                plan.own(&digit.value().to_string(), frame, letters);
            }
            Key::Erase => plan.mark(mark::erase, square.square(side), (TONE.ink(), PANEL)),
            _ => plan.mark(mark::enter, square.square(side), (TONE.accent(), PANEL)),
        }
    }
}

/// The key of the pad at this place.
pub fn key_at(layout: &BodyLayout, at: (f32, f32)) -> Option<Key> {
    pad(layout).find(|(_, frame)| frame.holds(at)).map(|(key, _)| key)
}

/// For the line, and for the pad.
fn halves(layout: &BodyLayout) -> (Rect, Rect) {
    let (line, pad) = layout.body.split_right(0.48 * layout.body.width);
    (line.split_right(0.03 * layout.unit).0, pad)
}

fn pad(layout: &BodyLayout) -> impl Iterator<Item = (Key, Rect)> {
    let (_, frame) = halves(layout);
    let (width, height) = (frame.width / 3.0, frame.height / PAD.len() as f32);
    PAD.into_iter().enumerate().flat_map(move |(row, keys)| {
        keys.into_iter().enumerate().map(move |(at, key)| {
            let left = frame.left + at as f32 * width;
            (key, Rect { left, width, ..frame }.row(row, height))
        })
    })
}

/// The typed characters, or the last of them; returns where they end.
fn typed(plan: &mut DisplayList, typed: &Typed, room: Rect, layout: &BodyLayout) -> f32 {
    let unit = layout.unit;
    match typed {
        Typed::Shown(words) => {
            let em = TYPED * unit;
            let shown = tail(words, (FontWeight::Bold, em), room.width);
            let letters = layout.letters(TYPED, TYPED, TONE.ink()).strong();
            room.left + plan.line(&Phrase::foreign(&shown), room, letters)
        }
        Typed::Hidden(count) => {
            let pitch = DOT * unit;
            let dots = (*count).min((room.width / pitch.max(1.0)) as usize);
            let radius = 0.022 * unit;
            for at in 0..dots {
                let left = room.left + at as f32 * pitch;
                let dot = Rect::new(left, room.top, 2.0 * radius, room.height);
                plan.plate(dot.square(2.0 * radius), radius, TONE.ink());
            }
            room.left + dots as f32 * pitch
        }
    }
}

/// As much of the end as fits.
pub fn tail(words: &str, (weight, em): (FontWeight, f32), room: f32) -> String {
    if weight.width(words, em) <= room {
        return words.to_owned();
    }
    let mut left = room - weight.width("…", em);
    let kept = words.chars().rev().take_while(|sign| {
        left -= weight.width(sign.encode_utf8(&mut [0; 4]), em);
        left >= 0.0
    });
    let kept = kept.count();
    let skipped = words.chars().count() - kept;
    format!("…{}", words.chars().skip(skipped).collect::<String>())
}

fn dial_width(dial: Dial, done: &str, layout: &BodyLayout) -> f32 {
    match dial {
        Dial::Done => FontWeight::Bold.width(done, 0.1 * layout.unit) + 0.08 * layout.unit,
        Dial::Sign(_) | Dial::Erase => 0.17 * layout.unit,
    }
}

/// The character that is turned to, between two arrows.
fn set_dial(plan: &mut DisplayList, (dial, done): (Dial, &str), frame: Rect, layout: &BodyLayout) {
    let unit = layout.unit;
    let (ground, ink) = CHOSEN;
    let cell = frame.within(0.0, 0.055 * unit);
    plan.plate(cell, 0.025 * unit, ground);
    let side = 0.036 * unit;
    let middle = frame.left + (frame.width - side) / 2.0;
    let arrows = [
        (mark::up as mark::Mark, frame.top + 0.011 * unit),
        (mark::down, cell.bottom() + 0.008 * unit),
    ];
    for (mark, top) in arrows {
        plan.mark(mark, Rect::new(middle, top, side, side), (TONE.accent(), BAR));
    }
    let letters = |size: f32| layout.letters(size, 0.06, ink).strong().middle();
    match dial {
        Dial::Sign(' ') => plan.area(
            Rect::new(cell.left, cell.bottom() - 0.045 * unit, cell.width, 0.012 * unit)
                .within(0.04 * unit, 0.0),
            ink,
        ),
        Dial::Sign(sign) => {
            plan.own(&sign.to_string(), cell, letters(0.14));
        }
        Dial::Erase => {
            let side = 0.1 * unit;
            let left = cell.left + (cell.width - side) / 2.0;
            plan.mark(mark::erase, Rect { left, ..cell }.square(side), (ink, ground));
        }
        Dial::Done => {
            plan.own(done, cell, letters(0.1));
        }
    }
}
