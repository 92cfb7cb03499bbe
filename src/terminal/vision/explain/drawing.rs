//! What a look saw, over the image.

use embedded_graphics::mono_font::{MonoFont, ascii};
use embedded_graphics::pixelcolor::Rgb888;
use embedded_graphics::prelude::*;
use embedded_graphics::primitives::{Circle, Line, PrimitiveStyle, Rectangle};

use super::sheet::ExplanationSheet;
use super::{ExplainedLook, colour};
use crate::terminal::vision::Luma;
use crate::terminal::vision::qr::{Attempt, AttemptOutcome, Finder, ImageScan, Trace};

/// Pixels of the sheet a module from which on each module has its dot.
const DOTTED: f32 = 4.0;

/// A line is drawn along every so many modules.
const RULED: usize = 5;

/// With more finder patterns their sizes would hide the image.
const LABELLED: usize = 40;

/// Modules from a finder pattern's centre to its edge.
const FINDER: f32 = 3.5;

/// Modules from a finder pattern's centre to the number of the try it belongs to.
const TAG: f32 = 8.0;

/// Modules along an alignment pattern.
const ALIGNMENT: f32 = 5.0;

/// Draws a look: what came farthest lies on top.
pub(super) fn draw(sheet: &mut ExplanationSheet, image: &Luma, glance: &ExplainedLook) {
    let scan = &glance.scan;
    let mut pen = Pen { sheet, scale: scan.scale };
    for finder in &scan.finders {
        pen.finder(finder, weight(finder, scan));
    }
    if let Some(attempt) = scan.passed_over.filter(|_| scan.tries.is_empty()) {
        pen.triangle(&attempt, colour::NO_LATTICE);
    }
    // The likeliest of those that came equally far on top.
    let mut tries: Vec<_> = scan.tries.iter().rev().collect();
    tries.sort_by_key(|(_, outcome)| rank(outcome));
    for (attempt, outcome) in tries {
        let colour = colour::of(outcome);
        match Trace::of(attempt, image, glance.look, glance.effort.deep) {
            Some(trace) => pen.lattice(&trace, colour),
            None => pen.outline(attempt, colour),
        }
        pen.triangle(attempt, colour);
    }
    for (at, (attempt, outcome)) in scan.tries.iter().enumerate() {
        pen.tag(attempt, at + 1, colour::of(outcome));
    }
}

/// How much of a finder pattern is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// One that lies among the modules of a code that was read.
    Stray,
    Plain,
    /// With its size beside it.
    Sized,
}

fn weight(finder: &Finder, scan: &ImageScan) -> Weight {
    let is_own = || scan.tries.iter().any(|(attempt, _)| attempt.group.finders().contains(finder));
    let is_stray = scan.read().any(|(_, seen)| seen.holds((finder.x, finder.y))) && !is_own();
    match (is_stray, scan.finders.len() <= LABELLED || is_own()) {
        (true, _) => Weight::Stray,
        (false, false) => Weight::Plain,
        (false, true) => Weight::Sized,
    }
}

/// A colour that lets what lies under it be seen.
fn faint(colour: Rgb888) -> Rgb888 {
    let fade = |part: u8| part / 5 * 3;
    Rgb888::new(fade(colour.r()), fade(colour.g()), fade(colour.b()))
}

/// How far a try came.
fn rank(outcome: &AttemptOutcome) -> u8 {
    match outcome {
        AttemptOutcome::NoLattice => 0,
        AttemptOutcome::Unread(_) => 1,
        AttemptOutcome::Read { .. } => 2,
    }
}

/// Draws in pixels of the image, or in those that were looked at.
struct Pen<'s> {
    sheet: &'s mut ExplanationSheet,
    /// Pixels looked at for one of the image.
    scale: f32,
}

impl Pen<'_> {
    fn finder(&mut self, finder: &Finder, weight: Weight) {
        let Some(centre) = self.seen((finder.x, finder.y)) else { return };
        let zoom = self.sheet.zoom / self.scale;
        let colour = if finder.inverted { colour::LIGHT_ON_DARK } else { colour::DARK_ON_LIGHT };
        let radius = FINDER * finder.module * zoom;
        let circle = Circle::with_center(centre, (2.0 * radius) as u32);
        let width = if weight == Weight::Stray { 1 } else { 2 } * self.sheet.stroke;
        let Ok(()) =
            circle.into_styled(PrimitiveStyle::with_stroke(colour, width)).draw(self.sheet);
        if weight == Weight::Sized {
            let place = centre + Point::new(-9, radius as i32 + 2);
            self.label(&format!("{:.1}", finder.module / self.scale), place, colour);
        }
    }

    fn triangle(&mut self, attempt: &Attempt, colour: Rgb888) {
        let corners = attempt.group.finders().map(|finder| self.seen((finder.x, finder.y)));
        self.ring(&corners, colour);
    }

    /// Where the patterns of a code without a lattice have its corners.
    fn outline(&mut self, attempt: &Attempt, colour: Rgb888) {
        let [top_left, top_right, bottom_left, opposite] = attempt.outline.centres;
        let corners = [top_left, top_right, opposite, bottom_left].map(|point| self.seen(point));
        self.ring(&corners, colour);
    }

    fn lattice(&mut self, trace: &Trace, colour: Rgb888) {
        let side = trace.side;
        let module = self.module(trace);
        let thin = self.sheet.stroke;
        for rule in (0..=side).filter(|at| at % RULED == 0 || *at == side) {
            let edge = rule == 0 || rule == side;
            // Between dots, lines would hide what the modules are.
            if !edge && module >= DOTTED {
                continue;
            }
            let (colour, width) = if edge { (colour, 2 * thin) } else { (faint(colour), thin) };
            for at in 0..side {
                let across = [trace.crossing(at, rule), trace.crossing(at + 1, rule)];
                let down = [trace.crossing(rule, at), trace.crossing(rule, at + 1)];
                for [from, to] in [across, down] {
                    self.line(self.own(from), self.own(to), colour, width);
                }
            }
        }
        if module >= DOTTED {
            let size = Size::new_equal(((module / 4.0) as u32).clamp(1, 4 * thin));
            for (row, column) in (0..side).flat_map(|row| (0..side).map(move |at| (row, at))) {
                let (a, b) = (trace.crossing(column, row), trace.crossing(column + 1, row + 1));
                let middle = ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0);
                let Some(centre) = self.own(middle) else { continue };
                let dot = Rectangle::with_center(centre, size);
                let Ok(()) = self.sheet.fill_solid(&dot, colour);
            }
        }
        for &(point, found) in &trace.alignment {
            self.alignment(point, found, module);
        }
    }

    /// A square around an alignment pattern; a cross where there was none.
    fn alignment(&mut self, point: (f32, f32), found: bool, module: f32) {
        let Some(centre) = self.own(point) else { return };
        let reach = (ALIGNMENT * module / 2.0).clamp(4.0, 400.0) as i32;
        let width = 2 * self.sheet.stroke;
        let corner = |x: i32, y: i32| Some(centre + Point::new(x * reach, y * reach));
        if found {
            let corners = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
            self.ring(&corners, colour::WORDS);
        } else {
            self.line(corner(-1, -1), corner(1, 1), colour::NO_LATTICE, width);
            self.line(corner(-1, 1), corner(1, -1), colour::NO_LATTICE, width);
        }
    }

    /// A try's number, beyond the corner of its code.
    fn tag(&mut self, attempt: &Attempt, number: usize, colour: Rgb888) {
        let [corner, .., opposite] = attempt.outline.centres;
        let (dx, dy) = (corner.0 - opposite.0, corner.1 - opposite.1);
        let beyond = TAG * attempt.group.top_left.module / dx.hypot(dy).max(1.0);
        let Some(place) = self.seen((corner.0 + dx * beyond, corner.1 + dy * beyond)) else {
            return;
        };
        let words = format!("#{number}");
        let font = self.font();
        let letters = words.len() as u32;
        let size = font.character_size.component_mul(Size::new(letters, 1)) + Size::new_equal(4);
        let room = self.sheet.size().saturating_sub(size);
        let left = (place.x - size.width as i32 / 2).clamp(0, room.width as i32);
        let top = (place.y - size.height as i32 / 2).clamp(0, room.height as i32);
        let Ok(()) = self.sheet.fill_solid(&Rectangle::new(Point::new(left, top), size), colour);
        self.sheet.write(&words, Point::new(left + 2, top + 2), font, colour::GROUND);
    }

    fn label(&mut self, words: &str, place: Point, colour: Rgb888) {
        let font = self.font();
        for shadow in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
            self.sheet.write(words, place + Point::from(shadow), font, colour::GROUND);
        }
        self.sheet.write(words, place, font, colour);
    }

    fn font(&self) -> &'static MonoFont<'static> {
        if self.sheet.stroke > 1 { &ascii::FONT_10X20 } else { &ascii::FONT_7X13_BOLD }
    }

    fn ring(&mut self, corners: &[Option<Point>], colour: Rgb888) {
        for (at, corner) in corners.iter().enumerate() {
            let next = corners[(at + 1) % corners.len()];
            self.line(*corner, next, colour, self.sheet.stroke);
        }
    }

    fn line(&mut self, from: Option<Point>, to: Option<Point>, colour: Rgb888, width: u32) {
        if let (Some(from), Some(to)) = (from, to) {
            let style = PrimitiveStyle::with_stroke(colour, width);
            let Ok(()) = Line::new(from, to).into_styled(style).draw(self.sheet);
        }
    }

    /// Pixels of the sheet a module, in the code's middle.
    fn module(&self, trace: &Trace) -> f32 {
        let middle = trace.side / 2;
        let (a, b) = (trace.crossing(middle, middle), trace.crossing(middle + 1, middle));
        (b.0 - a.0).hypot(b.1 - a.1) * self.sheet.zoom
    }

    /// A point that was looked at, on the sheet.
    fn seen(&self, (x, y): (f32, f32)) -> Option<Point> {
        self.own((x / self.scale, y / self.scale))
    }

    /// A point of the image, on the sheet. A lattice gone astray may lie anywhere: what is far
    /// beyond the image is left out, or drawing it would take for ever.
    fn own(&self, (x, y): (f32, f32)) -> Option<Point> {
        let size = self.sheet.size();
        let within = |at: f32, side: u32| (-0.5..=1.5).contains(&(at / side.max(1) as f32));
        let (x, y) = (x * self.sheet.zoom, y * self.sheet.zoom);
        let kept = within(x, size.width) && within(y, size.height);
        kept.then(|| Point::new(x.floor() as i32, y.floor() as i32))
    }
}
