//! Several lines below each other, broken where they are too long, as large as they fit.

use crate::terminal::presentation::Phrase;
use crate::terminal::screen::plan::{DisplayList, Letters, Rect};

/// A text of a block.
#[derive(Debug, Clone)]
pub struct Paragraph<'a> {
    pub phrase: &'a Phrase,
    pub letters: Letters,
    /// Room above it, in parts of its size.
    pub before: f32,
    /// From line to line, likewise.
    pub pitch: f32,
}

/// Sizes that are tried, in parts of the wished ones.
const TRIES: [f32; 6] = [1.0, 0.93, 0.86, 0.8, 0.74, 0.68];
/// What is told in so many lines is not cut yet.
const LINES: usize = 4;

/// One broken paragraph.
struct Broken<'a> {
    paragraph: &'a Paragraph<'a>,
    em: f32,
    lines: Vec<String>,
}

impl Broken<'_> {
    fn height(&self) -> f32 {
        self.em * (self.paragraph.pitch * self.lines.len() as f32 + self.paragraph.before)
    }
}

/// Sets the paragraphs in the middle of the frame's height. Where even the smallest try is too
/// high, names from outside lose lines, and then whatever stands last.
pub fn set(plan: &mut DisplayList, frame: Rect, paragraphs: &[Paragraph]) {
    let breaking = |scale: f32| -> Vec<Broken> {
        let broken = paragraphs.iter().filter(|one| !one.phrase.words.is_empty());
        broken.map(|paragraph| break_up(paragraph, scale, frame.width)).collect()
    };
    let height = |all: &[Broken]| all.iter().map(Broken::height).sum::<f32>();
    let fits = |all: &[Broken]| {
        height(all) <= frame.height
            && all.iter().all(|one| {
                one.lines.len() <= LINES
                    && one.lines.iter().all(|line| {
                        one.paragraph.letters.weight.width(line, one.em) <= frame.width + 0.5
                    })
            })
    };
    let tried = TRIES.into_iter().map(breaking).find(|all| fits(all));
    let mut all = tried.unwrap_or_else(|| breaking(TRIES[TRIES.len() - 1]));
    while height(&all) > frame.height {
        let long = |one: &Broken| one.paragraph.phrase.foreign && one.lines.len() > 1;
        match all.iter().rposition(long) {
            Some(at) => shorten(&mut all[at]),
            None if all.len() > 1 => drop(all.pop()),
            None => break,
        }
    }
    let mut top = frame.top + (frame.height - height(&all)).max(0.0) / 2.0;
    for one in &all {
        top += one.em * one.paragraph.before;
        for line in &one.lines {
            let height = one.em * one.paragraph.pitch;
            let room = Rect { top, height, ..frame };
            let letters = Letters { most: one.em, least: one.em, ..one.paragraph.letters };
            let phrase = Phrase { words: line.clone(), foreign: one.paragraph.phrase.foreign };
            plan.line(&phrase, room, letters);
            top += height;
        }
    }
}

fn break_up<'a>(paragraph: &'a Paragraph<'a>, scale: f32, width: f32) -> Broken<'a> {
    let em = (paragraph.letters.most * scale).max(paragraph.letters.least);
    let weight = paragraph.letters.weight;
    Broken { paragraph, em, lines: weight.wrap(&paragraph.phrase.words, em, width) }
}

/// Sets the last two lines into one, which is cut where its room ends.
fn shorten(one: &mut Broken) {
    let rest = one.lines.pop();
    if let (Some(last), Some(rest)) = (one.lines.last_mut(), rest) {
        let is_word = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii());
        if is_word(last.chars().next_back()) && is_word(rest.chars().next()) {
            last.push(' ');
        }
        last.push_str(&rest);
    }
}
