//! A line that is typed.

use super::{EM, TONE, letters, line};
use crate::terminal::presentation::{Dial, Phrase, TextEntry, Typed};
use crate::terminal::screen::face::{self, FontWeight};
use crate::terminal::screen::mark;
use crate::terminal::screen::plan::{Align, DisplayList, Letters, Rect};
use crate::terminal::screen::wide::tail;

/// The typed characters, and a dot of a secret from the next.
const TYPED: f32 = 20.0;
const DOT: f32 = 9.0;

pub fn set(plan: &mut DisplayList, entry: &TextEntry, body: Rect) {
    plan.own(&entry.field, line(body, 0), letters(Align::Left));
    let (above, below) = (line(body, 1), line(body, 2));
    let typed = Rect { height: below.bottom() - above.top, ..above };
    let wide = entry.dial.map_or(0.0, |dial| dial_width(dial, &entry.done));
    let (room, _) = typed.split_right(wide + 4.0);
    let end = set_typed(plan, &entry.typed, room);
    match entry.dial {
        Some(dial) => {
            let cell = Rect { left: end + 3.0, width: wide, ..typed }.within(0.0, 1.0);
            set_dial(plan, dial, &entry.done, cell);
        }
        None => {
            plan.area(Rect { left: end + 2.0, width: 2.0, ..typed }.within(0.0, 4.0), TONE.ink())
        }
    }
    let note = line(body, 3);
    if entry.wrong {
        plan.invert(Rect { left: 0.0, width: note.width + 2.0, ..note });
        plan.own(&entry.note, note, letters(Align::Middle));
    } else {
        plan.own(&entry.note, note, letters(Align::Left));
    }
}

/// Returns where the typed characters end.
fn set_typed(plan: &mut DisplayList, typed: &Typed, room: Rect) -> f32 {
    match typed {
        Typed::Shown(words) => {
            let shown = tail(words, (FontWeight::Regular, TYPED), room.width);
            let letters = Letters { most: TYPED, least: TYPED, ..letters(Align::Left) };
            room.left + plan.line(&Phrase::foreign(&shown), room, letters)
        }
        Typed::Hidden(count) => {
            let dots = (*count).min((room.width / DOT) as usize);
            for at in 0..dots {
                let dot = Rect { left: room.left + at as f32 * DOT, ..room }.square(5.0);
                plan.plate(dot, 2.5, TONE.ink());
            }
            room.left + dots as f32 * DOT
        }
    }
}

fn dial_width(dial: Dial, done: &str) -> f32 {
    match dial {
        Dial::Done => face::width(done, EM) + 6.0,
        Dial::Sign(_) | Dial::Erase => 20.0,
    }
}

fn set_dial(plan: &mut DisplayList, dial: Dial, done: &str, cell: Rect) {
    plan.invert(cell);
    let (ground, ink) = (TONE.ground(), TONE.ink());
    let inked = |most: f32| Letters { most, ..letters(Align::Middle) };
    match dial {
        Dial::Sign(' ') => plan.area(cell.split_bottom(5.0).1.within(4.0, 1.5), ink),
        Dial::Sign(sign) => {
            plan.own(&sign.to_string(), cell, inked(TYPED));
        }
        Dial::Erase => {
            let square = Rect { left: cell.left + 3.0, ..cell }.square(14.0);
            plan.mark(mark::erase, square, (ink, ground));
        }
        Dial::Done => {
            plan.own(done, cell, inked(EM));
        }
    }
}
