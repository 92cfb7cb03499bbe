//! What is read line by line: facts, several in a line where they are short, and findings.

use super::say::paragraph;
use super::{EM, ROWS, letters, line};
use crate::terminal::presentation::{Fact, Phrase};
use crate::terminal::screen::face;
use crate::terminal::screen::plan::{Align, DisplayList, Rect, SLACK};
use crate::terminal::screen::wide::set_block;

/// Between two facts of a line, in characters.
const BETWEEN: &str = "  ";

/// The most lines of one fact: two pages.
const LINES: usize = 2 * ROWS;

/// One page of the facts; the last one where there are not so many.
pub fn set(plan: &mut DisplayList, facts: &[Fact], part: usize, body: Rect) {
    let pages = pages(facts, line(body, 0).width);
    let Some(page) = pages.get(part).or(pages.last()) else { return };
    for (at, words) in page.iter().enumerate() {
        plan.line(words, line(body, at), letters(Align::Left));
    }
}

/// The lines of each page, those that call first. A fact in several lines stands on one page,
/// unless it is longer than that.
pub fn pages(facts: &[Fact], width: f32) -> Vec<Vec<Phrase>> {
    let mut pages: Vec<Vec<Phrase>> = Vec::new();
    for lines in packed(facts, width) {
        let room = pages.last().map_or(0, |page| ROWS.saturating_sub(page.len()));
        if lines.len() <= ROWS && lines.len() > room {
            pages.push(Vec::new());
        }
        for line in lines {
            match pages.last_mut().filter(|page| page.len() < ROWS) {
                Some(page) => page.push(line),
                None => pages.push(vec![line]),
            }
        }
    }
    pages
}

/// The lines of each fact; one line for several of them that are short.
fn packed(facts: &[Fact], width: f32) -> Vec<Vec<Phrase>> {
    let fits = |words: &str| face::width(words, EM) <= width;
    let mut facts: Vec<&Fact> = facts.iter().collect();
    facts.sort_by_key(|fact| !fact.calls);
    let mut packed: Vec<Vec<Phrase>> = Vec::new();
    for fact in facts {
        let mark = if fact.calls { "! " } else { "" };
        let words = format!("{mark}{} {}", fact.label, fact.value.words);
        let foreign = fact.value.foreign;
        if let Some(brief) = &fact.brief {
            let words = if fits(&words) { words } else { format!("{mark}{brief}") };
            packed.push(vec![Phrase { words, foreign }]);
            continue;
        }
        if let Some([last]) = packed.last_mut().map(Vec::as_mut_slice) {
            let longer = format!("{}{BETWEEN}{words}", last.words);
            if fits(&longer) {
                *last = Phrase { words: longer, foreign: last.foreign || foreign };
                continue;
            }
        }
        packed.push(broken(&words, foreign, width));
    }
    packed
}

/// A fact in as many lines as it takes.
fn broken(words: &str, foreign: bool, width: f32) -> Vec<Phrase> {
    let lines = face::wrap(words, EM, width);
    let mut lines: Vec<String> = lines.iter().flat_map(|line| torn(line, width)).collect();
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).join(" ");
        lines.push(face::cut(&rest, EM, width));
    }
    lines.into_iter().map(|words| Phrase { words, foreign }).collect()
}

/// A line in which one word alone is too long, torn where it has to be.
fn torn(line: &str, width: f32) -> Vec<String> {
    let mut torn = vec![String::new()];
    let mut room = width;
    for sign in line.chars() {
        let wide = face::width(sign.encode_utf8(&mut [0; 4]), EM);
        if wide > room + SLACK {
            torn.push(String::new());
            room = width;
        }
        room -= wide;
        if let Some(last) = torn.last_mut() {
            last.push(sign);
        }
    }
    torn
}

/// Findings: the first thing that does not work in whole words; where all works, a line each.
pub fn lines(plan: &mut DisplayList, lines: &[(bool, Phrase)], body: Rect) {
    if let Some((_, phrase)) = lines.iter().find(|(works, _)| !works) {
        let fault = Phrase { words: format!("! {}", phrase.words), foreign: phrase.foreign };
        return set_block(plan, body.within(1.0, 0.0), &[paragraph(&fault, EM)]);
    }
    for (at, (_, phrase)) in lines.iter().take(ROWS).enumerate() {
        plan.line(phrase, line(body, at), letters(Align::Left));
    }
}
