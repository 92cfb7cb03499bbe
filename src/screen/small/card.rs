//! The pages of the menus in 64 lines: a title, and four lines below it.

mod chart;
mod entry;
mod facts;
mod list;
mod say;

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;

use super::snap;
use crate::screen::canvas::Canvas;
use crate::screen::cards::{Body, Card};
use crate::screen::colour::Tone;
use crate::screen::picture;
use crate::screen::plan::{Align, Frame, Letters, Plan};

/// Lines under the title.
pub const ROWS: usize = 4;

const TONE: Tone = Tone::Dark;
/// The title's height with the thin line under it.
const TITLE: f32 = 13.0;
/// Letters: the em of a line that has room, and the least.
const EM: (f32, f32) = (13.0, 12.0);

/// Draws a card.
pub fn draw(canvas: &mut Canvas, card: &Card) {
    if let Body::Pattern(pattern) = card.body {
        return picture::pattern(canvas, pattern, true);
    }
    plan(card, canvas.size()).draw(canvas);
    snap(canvas, TONE);
}

pub(super) fn plan(card: &Card, size: Size) -> Plan {
    let mut plan = Plan::default();
    let all = Frame::of(size);
    plan.area(all, TONE.ground());
    let (title, body) = all.split_top(TITLE);
    let inner = title.within(1.0, 0.5);
    let taken = plan.own(&card.aside, inner, letters(Align::Right));
    let (words, _) = inner.split_right(if taken > 0.0 { taken + 3.0 } else { 0.0 });
    plan.line(&card.title, words, letters(Align::Left));
    plan.area(title.split_bottom(1.0).1, TONE.ink());
    match &card.body {
        Body::List(items) => list::set(&mut plan, items, body),
        Body::Entry(entry) => entry::set(&mut plan, entry, body),
        Body::Ask(ask) => say::ask(&mut plan, ask, body),
        Body::Say(say) => say::set(&mut plan, say, body),
        Body::Facts(facts) => facts::set(&mut plan, facts, body),
        Body::Table(table) => facts::table(&mut plan, table, body),
        Body::Columns(chart) => chart::columns(&mut plan, chart, body),
        Body::Histogram(chart) => chart::histogram(&mut plan, chart, body),
        Body::Bars(bars) => facts::bars(&mut plan, bars, body),
        Body::Lines(lines) => facts::lines(&mut plan, lines, body),
        Body::Camera(camera) => chart::camera(&mut plan, camera, body),
        Body::Pattern(_) => {}
    }
    plan
}

fn letters(align: Align) -> Letters {
    Letters { most: EM.0, least: EM.1, strong: false, colour: TONE.ink(), align }
}

/// The line at this place of those under the title.
fn line(body: Frame, at: usize) -> Frame {
    body.row(at, body.height / ROWS as f32).within(1.0, 0.0)
}

/// White on black, or black on white.
fn colours(lit: bool) -> (Rgb565, Rgb565) {
    if lit { (TONE.ink(), TONE.ground()) } else { (TONE.ground(), TONE.ink()) }
}
