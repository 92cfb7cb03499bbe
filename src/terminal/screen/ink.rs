//! Drawing in a square of 100 by 100, wherever it lies and however large it is on the canvas.

use ab_glyph::{OutlineCurve, Point};
use embedded_graphics::pixelcolor::Rgb565;

use super::canvas::Canvas;

/// A square on the canvas, and the pen in it. All coordinates are hundredths of its side.
pub struct Ink<'a> {
    canvas: &'a mut Canvas,
    left: f32,
    top: f32,
    side: f32,
}

/// How far a Bézier curve's handle lies from its end, in radii, to make a quarter of a circle.
const QUARTER: f32 = 0.552_285;

impl<'a> Ink<'a> {
    /// The square whose top left corner is at `left`, `top` with edges of `side` pixels.
    pub fn new(canvas: &'a mut Canvas, left: f32, top: f32, side: f32) -> Self {
        Self { canvas, left, top, side }
    }

    /// A square within this one, to draw something smaller.
    pub fn part(&mut self, from: (f32, f32), side: f32) -> Ink<'_> {
        let Point { x, y } = self.place(from);
        Ink { canvas: self.canvas, left: x, top: y, side: self.side * side / 100.0 }
    }

    /// A filled circle.
    pub fn disc(&mut self, centre: (f32, f32), radius: f32, colour: Rgb565) {
        let mut outline = Vec::new();
        self.circle(&mut outline, centre, radius);
        self.canvas.fill(&outline, colour);
    }

    /// A filled polygon.
    pub fn polygon(&mut self, corners: &[(f32, f32)], colour: Rgb565) {
        let mut outline = Vec::new();
        self.closed(&mut outline, corners);
        self.canvas.fill(&outline, colour);
    }

    /// Slanted stripes over the square's height and so far to the right, as wide as the gaps between them.
    pub fn hatch(&mut self, width: f32, colour: Rgb565) {
        let mut outline = Vec::new();
        let mut left = -100.0;
        while left < width {
            let corners =
                [(left, 100.0), (left + 100.0, 0.0), (left + 220.0, 0.0), (left + 120.0, 100.0)];
            self.closed(&mut outline, &corners);
            left += 240.0;
        }
        self.canvas.fill(&outline, colour);
    }

    /// A line through all points, round at its ends and corners.
    pub fn stroke(&mut self, points: &[(f32, f32)], width: f32, colour: Rgb565) {
        let mut outline = Vec::new();
        for pair in points.windows(2) {
            let [(ax, ay), (bx, by)] = [pair[0], pair[1]];
            let (dx, dy) = (bx - ax, by - ay);
            let length = dx.hypot(dy).max(f32::EPSILON);
            let (nx, ny) = (-dy / length * width / 2.0, dx / length * width / 2.0);
            let corners =
                [(ax + nx, ay + ny), (ax - nx, ay - ny), (bx - nx, by - ny), (bx + nx, by + ny)];
            self.closed(&mut outline, &corners);
        }
        for point in points {
            self.circle(&mut outline, *point, width / 2.0);
        }
        self.canvas.fill(&outline, colour);
    }

    /// A part of a circle's line, clockwise; angles in degrees from the top.
    pub fn arc(
        &mut self,
        centre: (f32, f32),
        radius: f32,
        (from, to): (f32, f32),
        width: f32,
        colour: Rgb565,
    ) {
        let steps = ((to - from).abs() / 5.0).ceil().max(1.0);
        let points: Vec<_> = (0..=steps as u32)
            .map(|step| on_circle(centre, radius, from + (to - from) * step as f32 / steps))
            .collect();
        self.stroke(&points, width, colour);
    }

    /// A filled rectangle with round corners.
    pub fn plate(&mut self, from: (f32, f32), to: (f32, f32), radius: f32, colour: Rgb565) {
        let (left, top, right, bottom) =
            (from.0 + radius, from.1 + radius, to.0 - radius, to.1 - radius);
        let mut outline = Vec::new();
        for corner in [(left, top), (right, top), (left, bottom), (right, bottom)] {
            self.circle(&mut outline, corner, radius);
        }
        self.closed(&mut outline, &[(from.0, top), (from.0, bottom), (to.0, bottom), (to.0, top)]);
        self.closed(&mut outline, &[(left, from.1), (left, to.1), (right, to.1), (right, from.1)]);
        self.canvas.fill(&outline, colour);
    }

    fn place(&self, (x, y): (f32, f32)) -> Point {
        let unit = self.side / 100.0;
        Point { x: self.left + x * unit, y: self.top + y * unit }
    }

    /// Adds a polygon, always turning the same way, so that overlapping parts make one area.
    fn closed(&self, outline: &mut Vec<OutlineCurve>, corners: &[(f32, f32)]) {
        let next = |i: usize| corners[(i + 1) % corners.len()];
        let turn: f32 =
            corners.iter().enumerate().map(|(i, a)| a.0 * next(i).1 - next(i).0 * a.1).sum();
        for (i, corner) in corners.iter().enumerate() {
            let (a, b) = (self.place(*corner), self.place(next(i)));
            outline.push(if turn < 0.0 {
                OutlineCurve::Line(b, a)
            } else {
                OutlineCurve::Line(a, b)
            });
        }
    }

    fn circle(&self, outline: &mut Vec<OutlineCurve>, (x, y): (f32, f32), r: f32) {
        let k = r * QUARTER;
        let quarters = [
            [(x, y - r), (x + k, y - r), (x + r, y - k), (x + r, y)],
            [(x + r, y), (x + r, y + k), (x + k, y + r), (x, y + r)],
            [(x, y + r), (x - k, y + r), (x - r, y + k), (x - r, y)],
            [(x - r, y), (x - r, y - k), (x - k, y - r), (x, y - r)],
        ];
        outline.extend(quarters.map(|points| {
            let [a, b, c, d] = points.map(|point| self.place(point));
            OutlineCurve::Cubic(a, b, c, d)
        }));
    }
}

/// The point of a circle at an angle in degrees, clockwise from the top.
pub fn on_circle((x, y): (f32, f32), radius: f32, degrees: f32) -> (f32, f32) {
    let angle = degrees.to_radians();
    (x + radius * angle.sin(), y - radius * angle.cos())
}
