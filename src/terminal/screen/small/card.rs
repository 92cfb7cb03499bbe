//! The pages of the menus in 64 lines: a title, and four lines below it. What is read and takes
//! more of them stands in several parts, a page each.

mod chart;
mod entry;
mod facts;
mod list;
mod say;
mod table;

use embedded_graphics::prelude::*;

use super::snap;
use crate::terminal::presentation::{Body, Card, Tone};
use crate::terminal::screen::canvas::Canvas;
use crate::terminal::screen::face::FontWeight;
use crate::terminal::screen::picture;
use crate::terminal::screen::plan::{Align, DisplayList, Letters, Rect};

/// Lines under the title.
const ROWS: usize = 4;

/// Lines of a table, of which each takes several of these.
pub const TABLE_ROWS: usize = ROWS / table::LINES;

const TONE: Tone = Tone::Dark;
/// The title's height with the thin line under it.
const TITLE: f32 = 13.0;
/// The em of all lines but the loudest: four fit, and smaller ones are not read.
const EM: f32 = 12.0;

/// How much of a pixel is covered where it is set, of 63: less than where words are larger, since
/// a thin stroke between two rows covers half of each.
const COVERED: u8 = 26;

/// Draws a card; so much is left free at the right end of its title.
pub fn draw(canvas: &mut Canvas, card: &Card, beside: f32) {
    if let Body::Pattern(pattern) = card.body {
        return picture::pattern(canvas, pattern, true);
    }
    let plan = plan(card, canvas.size(), beside);
    plan.draw(canvas);
    snap(canvas, TONE, COVERED);
    plan.invert_all(canvas);
}

/// How many pages a card takes.
pub fn pages(card: &Card, size: Size) -> usize {
    match &card.body {
        Body::Facts(facts) => facts::pages(facts, line_width(size)).len(),
        Body::Bars(bars) => bars.len().div_ceil(ROWS),
        _ => 1,
    }
    .max(1)
}

/// The room for the words of a line.
fn line_width(size: Size) -> f32 {
    line(Rect::of(size), 0).width
}

pub fn plan(card: &Card, size: Size, beside: f32) -> DisplayList {
    let mut plan = DisplayList::default();
    let all = Rect::of(size);
    plan.area(all, TONE.ground());
    let (title, body) = all.split_top(TITLE);
    // What hangs below a letter is not to touch the line.
    let inner = Rect { height: body.height / ROWS as f32 - 2.0, ..title };
    let inner = inner.within(1.0, 0.0).split_right(beside).0;
    let taken = plan.own(&card.aside, inner, letters(Align::Right));
    let (words, _) = inner.split_right(if taken > 0.0 { taken + 3.0 } else { 0.0 });
    plan.line(&card.title, words, letters(Align::Left));
    plan.area(title.split_bottom(1.0).1, TONE.ink());
    match &card.body {
        Body::List(items) => list::set(&mut plan, items, body),
        Body::Entry(entry) => entry::set(&mut plan, entry, body),
        Body::Ask(ask) => say::ask(&mut plan, ask, body),
        Body::Say(say) => say::set(&mut plan, say, body),
        Body::Facts(facts) => facts::set(&mut plan, facts, card.part, body),
        Body::Table(table) => table::set(&mut plan, table, body),
        Body::Columns(chart) => chart::columns(&mut plan, chart, body),
        Body::Histogram(chart) => chart::histogram(&mut plan, chart, body),
        Body::Bars(bars) => table::bars(&mut plan, bars, card.part, body),
        Body::Lines(lines) => facts::lines(&mut plan, lines, body),
        Body::Camera(camera) => chart::camera(&mut plan, camera, body),
        Body::Code(sheet) => say::set(&mut plan, &sheet.too_small, body),
        Body::Pattern(_) => {}
    }
    plan
}

fn letters(align: Align) -> Letters {
    Letters { most: EM, least: EM, weight: FontWeight::Regular, colour: TONE.ink(), align }
}

/// The line at this place of those under the title.
fn line(body: Rect, at: usize) -> Rect {
    row(body, at).within(1.0, 0.0)
}

/// The same from edge to edge. All begin on a whole pixel, so that all letters look alike.
fn row(body: Rect, at: usize) -> Rect {
    let frame = body.row(at, body.height / ROWS as f32);
    Rect { top: frame.top.round(), ..frame }
}
