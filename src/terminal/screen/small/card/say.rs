//! What is told in large words, and what is asked.

use super::{EM, TONE, letters, line};
use crate::terminal::presentation::{Ask, Phrase, Say};
use crate::terminal::screen::plan::{Align, DisplayList, Letters, Rect};
use crate::terminal::screen::wide::{Paragraph, set_block};

/// A headline, and the sign before it.
const HEADLINE: f32 = 17.0;
const SIGN: f32 = 20.0;
/// The headline's height where lines stand below it: most, and least.
const HIGH: f32 = 24.0;
const LEAST: f32 = 16.0;
/// From line to line, in ems.
const PITCH: f32 = 1.05;

pub fn paragraph(phrase: &Phrase, em: f32) -> Paragraph<'_> {
    let letters = Letters { most: em, least: EM, ..letters(Align::Left) };
    Paragraph { phrase, letters, before: 0.0, pitch: PITCH }
}

pub fn set(plan: &mut DisplayList, say: &Say, body: Rect) {
    let body = match say.progress {
        Some((done, total)) => {
            let (words, bar) = body.split_bottom(8.0);
            let bar = bar.within(1.0, 1.0);
            plan.area(bar, TONE.ink());
            plan.area(bar.within(1.0, 1.0), TONE.ground());
            let part = (done as f32 / total.max(1) as f32).clamp(0.0, 1.0);
            plan.area(Rect { width: part * bar.width, ..bar }, TONE.ink());
            words
        }
        None => body,
    };
    let headline = Phrase::own(say.headline.clone());
    let alone = say.lines.is_empty();
    // Over a bar the headline makes room for every line.
    let lower = body.height - say.lines.len() as f32 * PITCH * EM;
    let high = if say.progress.is_some() { lower.clamp(LEAST, HIGH) } else { HIGH };
    let (above, below) = if alone { (body, body) } else { body.split_top(high) };
    let (left, words) = above.within(1.0, 0.0).split_left(SIGN + 4.0);
    plan.sign(say.sign, TONE, left.square(SIGN.min(above.height)));
    set_block(plan, words, &[paragraph(&headline, HEADLINE)]);
    if !alone {
        let lines: Vec<_> = say.lines.iter().map(|line| paragraph(line, EM)).collect();
        set_block(plan, below.within(2.0, 0.0), &lines);
    }
}

/// The question in the first lines, the answers beside each other in the last.
pub fn ask(plan: &mut DisplayList, ask: &Ask, body: Rect) {
    let answers = line(body, 3);
    let words = Rect { height: answers.top - body.top, ..body }.within(1.0, 0.0);
    let question = Phrase::own(ask.question.clone());
    let mut paragraphs = vec![paragraph(&question, EM)];
    paragraphs.extend(ask.lines.iter().map(|line| paragraph(line, EM)));
    set_block(plan, words, &paragraphs);
    let wide = answers.width / ask.answers.len() as f32;
    for (at, answer) in ask.answers.iter().enumerate() {
        let cell = Rect { left: answers.left + at as f32 * wide, width: wide, ..answers };
        if at == ask.chosen {
            plan.invert(cell.within(1.0, 0.0));
        }
        plan.own(answer, cell, letters(Align::Middle));
    }
}
