//! What is told in large words, and what is asked: a sign, the words, how far it is.

use super::block::{self, Paragraph};
use super::touch::choose;
use super::{BodyLayout, TONE};
use crate::terminal::keypad::Key;
use crate::terminal::presentation::{Ask, Mood, Phrase, Say, Sign, Tone};
use crate::terminal::screen::colour::{CHOSEN, PANEL};
use crate::terminal::screen::plan::{DisplayList, Rect};

/// The height of an answer in parts of the unit.
const ANSWER: f32 = 0.145;

/// From line to line, in ems.
pub const PITCH: f32 = 1.22;

/// The tone of the tile on which a mood's sign stands.
fn tile_tone(mood: Mood) -> Tone {
    match mood {
        Mood::Plain => TONE,
        Mood::Good => Tone::Admit,
        Mood::Bad | Mood::Beacon => Tone::Caution,
    }
}

/// How loud a headline is: its letters' sizes in parts of the unit, and the room between the lines
/// below it, in parts of their size.
struct HeadlineSize {
    letters: (f32, f32),
    before: f32,
    tone: Tone,
}

const NOTICE: HeadlineSize = HeadlineSize { letters: (0.125, 0.085), before: 0.35, tone: TONE };
const QUESTION: HeadlineSize = HeadlineSize { letters: (0.115, 0.08), before: 0.2, tone: TONE };

/// A headline over its lines, in the middle of the frame's height.
fn headed(
    plan: &mut DisplayList,
    frame: Rect,
    (headline, lines): (&str, &[Phrase]),
    size: &HeadlineSize,
    layout: &BodyLayout,
) {
    let (most, least) = size.letters;
    let headline = Phrase::own(headline);
    let mut paragraphs = vec![Paragraph {
        phrase: &headline,
        letters: layout.letters(most, least, size.tone.ink()).strong(),
        before: 0.0,
        pitch: PITCH,
    }];
    paragraphs.extend(lines.iter().map(|phrase| Paragraph {
        phrase,
        letters: layout.letters(0.08, 0.058, size.tone.soft()),
        before: size.before,
        pitch: PITCH,
    }));
    block::set(plan, frame, &paragraphs);
}

/// A sign on a plate of its mood's colour.
pub fn tile(plan: &mut DisplayList, sign: Sign, mood: Mood, square: Rect) {
    let tone = tile_tone(mood);
    if mood != Mood::Plain {
        plan.plate(square, 0.12 * square.width, tone.ground());
    }
    let margin = 0.12 * square.width;
    plan.sign(sign, tone, square.within(margin, margin));
}

pub fn set(plan: &mut DisplayList, say: &Say, layout: &BodyLayout) {
    let unit = layout.unit;
    let tone = if say.mood == Mood::Beacon { Tone::Caution } else { TONE };
    if say.mood == Mood::Beacon {
        let top = layout.title.bottom();
        plan.area(Rect { top, height: layout.foot.top - top, ..layout.title }, tone.ground());
    }
    let side = (0.42 * unit).min(0.3 * layout.body.width).min(layout.body.height);
    let (square, words) = if layout.body.width >= layout.body.height {
        let (left, words) = layout.body.split_left(side + 0.05 * unit);
        (left.square(side), words)
    } else {
        let (above, words) = layout.body.split_top(side + 0.08 * unit);
        let left = above.left + (above.width - side) / 2.0;
        (Rect::new(left, above.top + 0.05 * unit, side, side), words)
    };
    tile(plan, say.sign, say.mood, square);
    let words = match say.progress {
        Some((done, total)) => {
            let (words, bar) = words.split_bottom(0.13 * unit);
            let bar = bar.within(0.0, 0.035 * unit);
            plan.plate(bar, 0.02 * unit, PANEL);
            let part = (done as f32 / total.max(1) as f32).clamp(0.0, 1.0);
            plan.plate(Rect { width: part * bar.width, ..bar }, 0.02 * unit, TONE.accent());
            words
        }
        None => words,
    };
    headed(plan, words, (&say.headline, &say.lines), &HeadlineSize { tone, ..NOTICE }, layout);
}

/// A question over its answers.
/// The keys that take the answer at this place.
pub fn keys_at(ask: &Ask, layout: &BodyLayout, at: (f32, f32)) -> Vec<Key> {
    let pitch = ANSWER * layout.unit;
    let (_, answers) = layout.body.split_bottom(pitch * ask.answers.len() as f32);
    let answer = (0..ask.answers.len()).find(|row| answers.row(*row, pitch).holds(at));
    answer.map_or_else(Vec::new, |answer| choose(answer, ask.chosen, None))
}

pub fn ask(plan: &mut DisplayList, ask: &Ask, layout: &BodyLayout) {
    let unit = layout.unit;
    let pitch = ANSWER * unit;
    let (words, answers) = layout.body.split_bottom(pitch * ask.answers.len() as f32);
    headed(plan, words, (&ask.question, &ask.lines), &QUESTION, layout);
    for (at, answer) in ask.answers.iter().enumerate() {
        let plate = answers.row(at, pitch).within(0.0, 0.012 * unit);
        let chosen = at == ask.chosen;
        let (ground, ink) = if chosen { CHOSEN } else { (PANEL, TONE.soft()) };
        plan.plate(plate, 0.025 * unit, ground);
        let letters = layout.letters(0.09, 0.07, ink).middle();
        plan.own(answer, plate, if chosen { letters.strong() } else { letters });
    }
}
