//! Many lines with a label and a value: two beside each other where both are short, as large as all of them
//! fit.

use super::facts::{LINES, broken, set_value};
use super::{BodyLayout, TONE};
use crate::terminal::presentation::{Fact, Phrase};
use crate::terminal::screen::face::{self, FontWeight};
use crate::terminal::screen::plan::{DisplayList, Rect};

/// Letters that are tried, in parts of the unit.
const TRIES: [f32; 14] = [
    0.08, 0.075, 0.07, 0.065, 0.0625, 0.06, 0.0575, 0.055, 0.0525, 0.05, 0.048, 0.046, 0.044, 0.042,
];
/// From line to line, in ems; the most that lines spread where there is room.
const PITCH: (f32, f32) = (1.24, 1.6);
/// Between a label and its value, and between the columns, in ems.
const NEAR: f32 = 0.8;
const APART: f32 = 1.0;
/// What labels of whole lines take of the width at most.
const LABELS: f32 = 0.42;

/// A fact and where it stands.
struct FactCell<'a> {
    fact: &'a Fact,
    row: usize,
    /// 0 or 1; none: over both columns.
    column: Option<usize>,
    lines: Vec<Phrase>,
}

/// All facts in letters of one size.
struct FactGrid<'a> {
    cells: Vec<FactCell<'a>>,
    rows: usize,
    em: f32,
    /// What labels take, with the room behind them, in pixels.
    labels: f32,
}

pub fn set(plan: &mut DisplayList, facts: &[&Fact], body: Rect, layout: &BodyLayout) {
    let unit = layout.unit;
    let mut tried = TRIES.iter().map(|em| packed(facts, body, em * unit, true));
    let fits = |grid: &FactGrid| grid.rows as f32 * PITCH.0 * grid.em <= body.height;
    let least = || packed(facts, body, TRIES[TRIES.len() - 1] * unit, false);
    let found = tried.find(fits).unwrap_or_else(least);
    let em = found.em;
    let pitch = (body.height / found.rows.max(1) as f32).min(PITCH.1 * em);
    let (label_size, wide) = (em / unit.max(1.0), column_width(body, em));
    for cell in &found.cells {
        let frame = match cell.column {
            Some(at) => {
                let left = body.left + at as f32 * (wide + APART * em);
                Rect { left, width: wide, ..body }
            }
            None => body,
        };
        let label = frame.row(cell.row, pitch).split_left(found.labels - 0.8 * NEAR * em).0;
        let letters = layout.letters(label_size, 0.62 * label_size, TONE.soft());
        plan.own(&cell.fact.label, label, letters);
        for (at, line) in cell.lines.iter().enumerate() {
            let (_, value) = frame.row(cell.row + at, pitch).split_left(found.labels);
            let letters = layout.letters(label_size, 0.62 * label_size, TONE.ink()).strong();
            set_value(plan, line, cell.fact.calls, (value, letters), unit);
        }
    }
}

fn column_width(body: Rect, em: f32) -> f32 {
    (body.width - APART * em).max(0.0) / 2.0
}

/// The facts in letters of this size, in their order; values from outside may take several lines.
fn packed<'a>(facts: &[&'a Fact], body: Rect, em: f32, in_whole: bool) -> FactGrid<'a> {
    let wide = column_width(body, em);
    let label = |fact: &Fact| face::width(&fact.label, em) + NEAR * em;
    let value = |fact: &Fact| FontWeight::Bold.width(&fact.value.words, em) + 0.1 * em;
    let short = |fact: &&&Fact| label(fact) + value(fact) <= wide;
    let of_short = facts.iter().filter(short).map(|fact| label(fact));
    let longest = facts.iter().map(|fact| label(fact)).fold(0.0, f32::max);
    let labels = of_short.fold(0.0, f32::max).max(longest.min(LABELS * wide));
    let (mut row, mut half) = (0, false);
    let mut cells = Vec::new();
    for fact in facts {
        if labels + value(fact) <= wide && label(fact) <= labels + 0.1 {
            cells.push(FactCell {
                fact,
                row,
                column: Some(usize::from(half)),
                lines: vec![fact.value.clone()],
            });
            row += usize::from(half);
            half = !half;
            continue;
        }
        row += usize::from(std::mem::take(&mut half));
        let spare = if in_whole { LINES - 1 } else { 0 };
        let lines = broken(&fact.value, 1.08 * em, body.width - labels, spare);
        let count = lines.len();
        cells.push(FactCell { fact, row, column: None, lines });
        row += count;
    }
    FactGrid { cells, rows: row + usize::from(half), em, labels }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::screen::plan::DisplayItem;
    use crate::words::Language;
    use embedded_graphics::prelude::Size;

    fn labels(facts: &[Fact], size: Size) -> Vec<(String, Rect)> {
        let layout = BodyLayout::new(size, Language::English);
        let mut plan = DisplayList::default();
        set(&mut plan, &facts.iter().collect::<Vec<_>>(), layout.body, &layout);
        let texts = plan.0.into_iter().filter_map(|item| match item {
            DisplayItem::Text(run) => Some((run.words, run.frame)),
            _ => None,
        });
        texts.filter(|(words, _)| words.starts_with('L')).collect()
    }

    fn fact(label: &str, value: &str) -> Fact {
        let value = Phrase::foreign(value);
        Fact { label: label.to_owned(), value, ..Fact::default() }
    }

    #[test]
    fn short_facts_stand_beside_each_other_in_their_order_and_a_long_one_alone() {
        let facts =
            [fact("La", "1"), fact("Lb", "2"), fact("Lc", &"long ".repeat(20)), fact("Ld", "4")];
        let found = labels(&facts, Size::new(480, 320));
        let at = |label: &str| found.iter().find(|(words, _)| words == label).unwrap().1;
        assert_eq!(at("La").top, at("Lb").top);
        assert!(at("La").right() <= at("Lb").left);
        assert!(at("Lc").top > at("La").top && at("Ld").top > at("Lc").top);
        assert_eq!(at("Ld").left, at("La").left);
    }

    #[test]
    fn no_fact_is_left_out_however_many_there_are() {
        let many: Vec<Fact> =
            (0..60).map(|at| fact(&format!("L{at}"), &"value ".repeat(at % 9))).collect();
        for size in [(320, 240), (480, 320), (800, 480), (240, 320)] {
            let found = labels(&many, Size::new(size.0, size.1));
            assert_eq!(found.len(), many.len(), "{size:?}");
        }
        assert_eq!(labels(&[], Size::new(320, 240)), []);
    }
}
