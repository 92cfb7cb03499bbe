//! A table: a line of heads, and as many lines as [`super::rows`] tells.

use super::{BodyLayout, TONE, rows_in};
use crate::terminal::presentation::{Phrase, ScreenTable};
use crate::terminal::screen::colour::PANEL;
use crate::terminal::screen::face;
use crate::terminal::screen::plan::{DisplayList, Rect};

/// Heights in parts of the unit: the heads, and a line at most.
const HEADS: f32 = 0.085;
const MOST: f32 = 0.125;
/// Letters in parts of the unit: those of the heads, of cells at most and at least.
const HEAD: f32 = 0.056;
const CELL: (f32, f32) = (0.068, 0.05);
/// Between columns.
const GAP: f32 = 0.035;
/// What the column that takes the rest has at least, in parts of the width.
const REST: f32 = 0.25;

pub fn set(plan: &mut DisplayList, table: &ScreenTable, layout: &BodyLayout) {
    let unit = layout.unit;
    let (heads, body) = layout.body.split_top(HEADS * unit);
    let lines = table.rows.len().max(rows_in(layout));
    let pitch = (body.height / lines.max(1) as f32).min(MOST * unit);
    let mut em = CELL.0.min(0.78 * pitch / unit.max(1.0));
    let mut widths = widths(table, em, layout);
    while widths.is_none() && em > CELL.1 {
        em = (em * 0.95).max(CELL.1);
        widths = self::widths(table, em, layout);
    }
    let widths = widths.unwrap_or_else(|| {
        let even = layout.body.width / table.columns.len().max(1) as f32 - GAP * unit;
        vec![even; table.columns.len()]
    });
    let mut left = layout.body.left;
    for (column, (head, width)) in table.columns.iter().zip(widths).enumerate() {
        let aligned =
            |letters: super::Letters| if head.numbers { letters.right() } else { letters };
        let place = |row: Rect| Rect { left, width, ..row };
        let quiet = aligned(layout.letters(HEAD, 0.8 * HEAD, TONE.soft()));
        plan.own(&head.words, place(heads), quiet);
        for (row, cells) in table.rows.iter().enumerate() {
            let Some(cell) = cells.get(column) else { continue };
            let letters = layout.letters(em, em, TONE.ink());
            plan.line(cell, place(body.row(row, pitch)), aligned(letters));
        }
        left += width + GAP * unit;
    }
    for row in 0..=table.rows.len() {
        let thin = Rect { height: (0.004 * unit).max(1.0), ..body.row(row, pitch) };
        plan.area(thin, if row == 0 { TONE.accent() } else { PANEL });
    }
}

/// What each column takes; nothing where the letters are too large for it.
fn widths(table: &ScreenTable, em: f32, layout: &BodyLayout) -> Option<Vec<f32>> {
    let unit = layout.unit;
    let wide = |phrase: &Phrase| face::width(&phrase.words, em * unit);
    let mut widths: Vec<f32> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, head)| {
            let least = face::width(&head.words, HEAD * unit);
            let cells = table.rows.iter().filter_map(|row| row.get(at));
            let widest = cells.map(|cell| {
                // A name does not crowd out the others.
                let most = if cell.foreign { 0.21 * layout.body.width } else { f32::MAX };
                wide(cell).min(most)
            });
            widest.fold(least, f32::max) + 1.0
        })
        .collect();
    let rest = table.columns.iter().position(|head| head.takes_rest);
    let gaps = GAP * unit * widths.len().saturating_sub(1) as f32;
    let fixed: f32 =
        widths.iter().enumerate().filter(|(at, _)| Some(*at) != rest).map(|(_, width)| width).sum();
    let left = layout.body.width - gaps - fixed;
    match rest {
        Some(rest) if left >= REST * layout.body.width => widths[rest] = left,
        None if left >= 0.0 => {}
        _ => return None,
    }
    Some(widths)
}
