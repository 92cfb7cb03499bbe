//! What is read line by line: facts, as many as fit, several in a line; tables, bars and findings
//! one in a line.

use super::say::paragraph;
use super::{EM, ROWS, letters, line};
use crate::screen::cards::{Bar, Fact, Phrase, Table};
use crate::screen::face;
use crate::screen::plan::{Align, Frame, Plan};
use crate::screen::wide::set_block;

/// Between two facts of a line, in characters.
const BETWEEN: &str = "  ";

pub fn set(plan: &mut Plan, facts: &[Fact], body: Frame) {
    for (at, words) in packed(facts, body.width - 2.0).iter().enumerate() {
        plan.line(words, line(body, at), letters(Align::Left));
    }
}

/// The facts in as many lines as there are, those that call first.
pub fn packed(facts: &[Fact], width: f32) -> Vec<Phrase> {
    let mut facts: Vec<&Fact> = facts.iter().collect();
    facts.sort_by_key(|fact| !fact.calls);
    let mut lines: Vec<Phrase> = Vec::new();
    for fact in facts {
        let mark = if fact.calls { "! " } else { "" };
        let words = format!("{mark}{} {}", fact.label, fact.value.words);
        let longer = lines.last().map(|line| format!("{}{BETWEEN}{words}", line.words));
        let fitting = longer.filter(|longer| face::width(longer, EM) <= width);
        if let (Some(longer), Some(last)) = (fitting, lines.last_mut()) {
            *last = Phrase { words: longer, foreign: last.foreign || fact.value.foreign };
            continue;
        }
        if lines.len() == ROWS {
            break;
        }
        // Where even one fact is too long for a line, its value says most.
        let whole = fact.value.foreign || face::width(&words, EM) <= width;
        let words = if whole { words } else { format!("{mark}{}", fact.value.words) };
        lines.push(Phrase { words, foreign: fact.value.foreign });
    }
    lines
}

/// The lines of a table without its heads.
pub fn table(plan: &mut Plan, table: &Table, body: Frame) {
    let shown: Vec<usize> =
        (0..table.columns.len()).filter(|at| !table.columns[*at].wide_only).collect();
    let rows = &table.rows[..table.rows.len().min(ROWS)];
    let cell = |row: &[Phrase], at: usize| row.get(at).cloned().unwrap_or_default();
    let widths: Vec<f32> = shown
        .iter()
        .map(|at| {
            let wide = |row: &Vec<Phrase>| face::width(&cell(row, *at).words, EM);
            rows.iter().map(wide).fold(0.0, f32::max) + 1.0
        })
        .collect();
    let gap = 4.0;
    let rest = shown.iter().position(|at| table.columns[*at].takes_rest);
    let others: f32 =
        (0..shown.len()).filter(|at| Some(*at) != rest).map(|at| widths[at] + gap).sum();
    for (number, row) in rows.iter().enumerate() {
        let mut frame = line(body, number);
        let left = (frame.width - others).max(0.0);
        for (at, column) in shown.iter().enumerate() {
            let width = if Some(at) == rest { left } else { widths[at] };
            let (place, behind) = frame.split_left(width);
            let align = if table.columns[*column].numbers { Align::Right } else { Align::Left };
            plan.line(&cell(row, *column), place, letters(align));
            frame = behind.split_left(gap).1;
        }
    }
}

/// The longest bars in words; the others added up in the last line.
pub fn bars(plan: &mut Plan, bars: &[Bar], body: Frame) {
    let (told, rest) = bars.split_at(if bars.len() > ROWS { ROWS - 1 } else { bars.len() });
    let mut lines: Vec<(Phrase, u64)> =
        told.iter().map(|bar| (bar.label.clone(), bar.count)).collect();
    if !rest.is_empty() {
        let sum = rest.iter().fold(0, |sum: u64, bar| sum.saturating_add(bar.count));
        lines.push((Phrase::own("…"), sum));
    }
    for (at, (label, count)) in lines.iter().enumerate() {
        let frame = line(body, at);
        let taken = plan.own(&count.to_string(), frame, letters(Align::Right));
        plan.line(label, frame.split_right(taken + 3.0).0, letters(Align::Left));
    }
}

/// Findings: the first thing that does not work in whole words; where all works, a line each.
pub fn lines(plan: &mut Plan, lines: &[(bool, Phrase)], body: Frame) {
    if let Some((_, phrase)) = lines.iter().find(|(works, _)| !works) {
        let fault = Phrase { words: format!("! {}", phrase.words), foreign: phrase.foreign };
        return set_block(plan, body.within(1.0, 0.0), &[paragraph(&fault, EM)]);
    }
    for (at, (_, phrase)) in lines.iter().take(ROWS).enumerate() {
        plan.line(phrase, line(body, at), letters(Align::Left));
    }
}
