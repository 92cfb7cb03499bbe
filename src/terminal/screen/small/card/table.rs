//! Tables: what stands in a line of a wider one takes two here, its numbers behind their heads.
//! And bars, in words.

use super::{EM, ROWS, TABLE_ROWS, letters, line};
use crate::terminal::presentation::{Bar, ColumnHeader, Phrase, ScreenTable};
use crate::terminal::screen::face;
use crate::terminal::screen::plan::{Align, DisplayList, Rect};

/// Lines for one of a wider table.
pub const LINES: usize = 2;

/// Between two cells, and between two numbers with their heads.
const GAP: f32 = 4.0;
const APART: f32 = 7.0;

/// What is left of a name in less room says nothing.
const LEAST: f32 = 2.5 * EM;

pub fn set(plan: &mut DisplayList, table: &ScreenTable, body: Rect) {
    for (at, row) in table.rows.iter().take(TABLE_ROWS).enumerate() {
        let cells: Vec<(&ColumnHeader, &Phrase)> = table.columns.iter().zip(row).collect();
        let (above, below) = (line(body, LINES * at), line(body, LINES * at + 1));
        let (numbers, words): (Vec<_>, Vec<_>) =
            cells.into_iter().partition(|(head, _)| head.numbers);
        if numbers.is_empty() {
            in_words(plan, &words, (above, below));
            continue;
        }
        let (aside, words): (Vec<_>, Vec<_>) =
            words.into_iter().partition(|(head, _)| head.wide_only);
        beside(plan, &words, above);
        let mut room = below;
        for (head, cell) in numbers.iter().rev().filter(|(head, _)| !head.wide_only) {
            let pair =
                Phrase { words: format!("{} {}", head.words, cell.words), ..(*cell).clone() };
            let taken = plan.line(&pair, room, letters(Align::Right));
            room = room.split_right(taken + APART).0;
        }
        if let Some((_, cell)) = aside.first().filter(|_| room.width >= LEAST) {
            plan.line(cell, room, letters(Align::Left));
        }
    }
}

/// Cells next to each other; the one that takes the rest is cut.
fn beside(plan: &mut DisplayList, cells: &[(&ColumnHeader, &Phrase)], frame: Rect) {
    let wide = |cell: &Phrase| face::width(&cell.words, EM) + 1.0;
    let fixed = cells.iter().filter(|(head, _)| !head.takes_rest);
    let others: f32 = fixed.map(|(_, cell)| wide(cell) + GAP).sum();
    let mut room = frame;
    for (head, cell) in cells {
        let width = if head.takes_rest { frame.width - others } else { wide(cell) };
        let (place, behind) = room.split_left(width);
        plan.line(cell, place, letters(Align::Left));
        room = behind.split_left(GAP).1;
    }
}

/// A line without numbers: the first cell behind its head, the last in a line of its own.
fn in_words(
    plan: &mut DisplayList,
    cells: &[(&ColumnHeader, &Phrase)],
    (above, below): (Rect, Rect),
) {
    let [(head, first), .., (_, last)] = cells else { return beside(plan, cells, above) };
    let first = Phrase { words: format!("{} {}", head.words, first.words), ..(*first).clone() };
    plan.line(&first, above, letters(Align::Left));
    plan.line(last, below, letters(Align::Left));
}

/// One page of bars, in words.
pub fn bars(plan: &mut DisplayList, bars: &[Bar], part: usize, body: Rect) {
    let pages: Vec<_> = bars.chunks(ROWS).collect();
    let Some(page) = pages.get(part).or(pages.last()) else { return };
    for (at, bar) in page.iter().enumerate() {
        let frame = line(body, at);
        let taken = plan.own(&bar.count.to_string(), frame, letters(Align::Right));
        plan.line(&bar.label, frame.split_right(taken + 3.0).0, letters(Align::Left));
    }
}
