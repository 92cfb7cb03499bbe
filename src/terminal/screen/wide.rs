//! Where the parts of a card stand on pictures of some size: all in parts of the picture's height,
//! as on the pages for visitors. A title, what there is to read or to choose, and a line that
//! tells which keys do what.

mod block;
mod chart;
mod code;
mod entry;
mod facts;
mod grid;
mod list;
mod say;
mod table;
mod touch;
mod trial;

use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;

use super::canvas::Canvas;
use super::colour::PANEL;
use super::face::FontWeight;
use super::layout::{bar_height, unit};
use super::mark::{self, Mark};
use super::picture;
use super::plan::{Align, DisplayList, Letters, Rect};
use crate::terminal::presentation::{Body, Cap, Card, KeyHint, Phrase, Tone};
use crate::words::Language;
pub use block::{Paragraph, set as set_block};
pub use entry::tail;
pub use list::window;
pub use touch::keys_at;

/// Heights in parts of the unit.
const TITLE: f32 = 0.125;
const LOW_TITLE: f32 = 0.105;
const FOOT: f32 = 0.095;
/// What a finger meets: 12 mm on a panel of 7 inches with 800 by 480 pixels, of which the lowest ones sold, with
/// pixels that are no squares, are 85.9 mm high.
const TOUCHED: f32 = 0.14;
/// Left and right of everything.
const MARGIN: f32 = 0.045;
/// The least height of a line in lists and tables.
const PITCH: f32 = 0.109;

/// From this width on, in pixels, lists are tiles in columns and totals large figures.
const BROAD: f32 = 480.0;

/// Panels of this width and more, in pixels, may be touched.
const FINGERS: u32 = 640;

const TONE: Tone = Tone::Calm;

/// What a card's body is set with.
#[derive(Debug, Clone, Copy)]
struct BodyLayout {
    unit: f32,
    title: Rect,
    body: Rect,
    foot: Rect,
    is_touched: bool,
    language: Language,
}

impl BodyLayout {
    fn new(size: Size, language: Language) -> Self {
        let unit = unit(size);
        let (_, rest) = Rect::of(size).split_top(bar_height(size));
        let (title, foot) = if is_touched(size) { (LOW_TITLE, TOUCHED) } else { (TITLE, FOOT) };
        let (title, rest) = rest.split_top((title * unit).round());
        let (body, foot) = rest.split_bottom((foot * unit).round());
        let above = if is_touched(size) { 0.0 } else { 0.012 * unit };
        let body = body.within(MARGIN * unit, above);
        let is_touched = is_touched(size);
        Self { unit, title, body, foot, language, is_touched }
    }

    /// Large enough for fingers.
    fn is_touched(&self) -> bool {
        self.is_touched
    }

    /// Wide enough for parts beside each other.
    fn is_broad(&self) -> bool {
        self.body.width + 2.0 * MARGIN * self.unit >= BROAD
    }

    /// Letters between two sizes, in parts of the unit.
    fn letters(&self, most: f32, least: f32, colour: Rgb565) -> Letters {
        let (most, least) = (most * self.unit, least * self.unit);
        Letters { most, least, weight: FontWeight::Regular, colour, align: Align::Left }
    }
}

impl Letters {
    fn strong(self) -> Self {
        Self { weight: FontWeight::Bold, ..self }
    }

    fn right(self) -> Self {
        Self { align: Align::Right, ..self }
    }

    fn middle(self) -> Self {
        Self { align: Align::Middle, ..self }
    }
}

fn is_touched(size: Size) -> bool {
    size.width >= FINGERS && size.width > size.height
}

/// How many lines of a list or a table there is room for.
pub fn rows(size: Size) -> usize {
    rows_in(&BodyLayout::new(size, Language::Chinese))
}

/// Lines of a table under its heads.
fn rows_in(layout: &BodyLayout) -> usize {
    ((layout.body.height / (PITCH * layout.unit).max(1.0)) as usize).max(1)
}

/// Draws a card below the status bar.
pub fn draw(canvas: &mut Canvas, card: &Card, language: Language, touch: bool) {
    if let Body::Pattern(pattern) = card.body {
        return picture::pattern(canvas, pattern, false);
    }
    plan_for(card, canvas.size(), language, touch).draw(canvas);
}

#[cfg(test)]
pub fn plan(card: &Card, size: Size, language: Language) -> DisplayList {
    plan_for(card, size, language, false)
}

/// Where the panel is touched, what is typed has its keys beside it.
pub fn plan_for(card: &Card, size: Size, language: Language, touch: bool) -> DisplayList {
    let mut plan = DisplayList::default();
    let layout = BodyLayout::new(size, language);
    plan.area(Rect::of(size), TONE.ground());
    if let Body::Code(sheet) = &card.body {
        code::set(&mut plan, sheet, size, &layout);
        return plan;
    }
    title(&mut plan, card, &layout);
    match &card.body {
        Body::List(items) => list::set(&mut plan, items, &layout),
        Body::Entry(entry) if touch => entry::set_with_pad(&mut plan, entry, &layout),
        Body::Entry(entry) => entry::set(&mut plan, entry, &layout),
        Body::Ask(ask) => say::ask(&mut plan, ask, &layout),
        Body::Say(say) => say::set(&mut plan, say, &layout),
        Body::Facts(facts) => facts::set(&mut plan, facts, &layout),
        Body::Table(table) => table::set(&mut plan, table, &layout),
        Body::Columns(chart) => chart::columns(&mut plan, chart, &layout),
        Body::Histogram(chart) => chart::histogram(&mut plan, chart, &layout),
        Body::Bars(bars) => chart::bars(&mut plan, bars, &layout),
        Body::Lines(lines) => trial::lines(&mut plan, lines, &layout),
        Body::Camera(camera) => trial::camera(&mut plan, camera, &layout),
        Body::Code(_) | Body::Pattern(_) => {}
    }
    foot(&mut plan, &card.keys, &layout);
    plan
}

fn title(plan: &mut DisplayList, card: &Card, layout: &BodyLayout) {
    let unit = layout.unit;
    plan.area(layout.title, PANEL);
    let (_, rule) = layout.title.split_bottom((0.008 * unit).max(1.0));
    plan.area(rule, TONE.accent());
    let inner = layout.title.within(MARGIN * unit, 0.01 * unit);
    let quiet = layout.letters(0.07, 0.055, TONE.soft()).right();
    let taken = plan.own(&card.aside, inner, quiet);
    let (words, _) = inner.split_right(if taken > 0.0 { taken + 0.04 * unit } else { 0.0 });
    let most = if layout.is_touched() { 0.076 } else { 0.088 };
    plan.line(&card.title, words, layout.letters(most, 0.065, TONE.ink()).strong());
}

/// A cap with a mark, and what it does; smaller where there is not room enough.
fn foot(plan: &mut DisplayList, hints: &[KeyHint], layout: &BodyLayout) {
    let unit = layout.unit;
    plan.area(layout.foot, PANEL);
    let inner = layout.foot.within(MARGIN * unit, 0.012 * unit);
    let letters = layout.letters(0.062, 0.05, TONE.soft());
    let (cap, gap) = (0.072 * unit, 0.014 * unit);
    let mut left = inner.left;
    for hint in hints {
        for key in hint.caps {
            let square = Rect::new(left, inner.top, cap, inner.height).square(cap);
            plan.plate(square, 0.18 * cap, TONE.soft());
            plan.mark(cap_mark(*key), square.within(0.16 * cap, 0.16 * cap), (PANEL, TONE.soft()));
            left += cap + gap;
        }
        let words = hint.does.plain(layout.language);
        let room = Rect { left, width: inner.right() - left, ..inner };
        left += plan.line(&Phrase::own(words), room, letters) + 4.0 * gap;
    }
}

fn cap_mark(cap: Cap) -> Mark {
    match cap {
        Cap::Up => mark::up,
        Cap::Down => mark::down,
        Cap::Enter => mark::enter,
        Cap::Erase => mark::erase,
        Cap::Back => mark::back,
    }
}
