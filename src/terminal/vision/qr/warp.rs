//! What bent paper adds to a perspective.

use super::plane::{Plane, Point, solve};

/// Shifts in pixels at the crossings of the alignment lines; in between they are blended.
#[derive(Debug, Clone, Default)]
pub(super) struct Mesh {
    lines: Vec<f32>,
    shifts: Vec<Point>,
}

/// Beyond the outer lines a mesh goes on for so much of a cell.
const BEYOND: std::ops::RangeInclusive<f32> = -0.3..=1.3;

impl Mesh {
    /// `nodes` are the crossings, row by row, that were seen, and where; `corners` the shifts at the
    /// three finder patterns, top left, top right and bottom left, which lie at the other ones.
    pub fn new(lines: &[f32], nodes: &[Option<Point>], plane: &Plane, corners: [Point; 3]) -> Self {
        let count = lines.len();
        if count < 2 {
            return Self::default();
        }
        let seen = |column: usize, row: usize| {
            let (x, y) = nodes[row * count + column]?;
            let expected = plane.at((lines[column], lines[row]));
            Some((x - expected.0, y - expected.1))
        };
        let last = count - 1;
        let mut shifts = Vec::with_capacity(count * count);
        for row in 0..count {
            for column in 0..count {
                shifts.push(match (column, row) {
                    (0, 0) => corners[0],
                    (column, 0) if column == last => corners[1],
                    (0, row) if row == last => corners[2],
                    _ => seen(column, row).unwrap_or_else(|| {
                        let left = column.checked_sub(1).and_then(|left| seen(left, row));
                        let above = row.checked_sub(1).and_then(|above| seen(column, above));
                        let right = (column < last).then(|| seen(column + 1, row)).flatten();
                        let below = (row < last).then(|| seen(column, row + 1)).flatten();
                        mean([left, above, right, below])
                    }),
                });
            }
        }
        Self { lines: lines.to_vec(), shifts }
    }

    /// The shift at a point of the code.
    pub fn at(&self, (u, v): Point) -> Point {
        if self.lines.len() < 2 {
            return (0.0, 0.0);
        }
        let (column, right) = self.cell(u);
        let (row, down) = self.cell(v);
        let count = self.lines.len();
        let shift = |column: usize, row: usize| self.shifts[row * count + column];
        let blend =
            |a: Point, b: Point, part: f32| (a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part);
        let above = blend(shift(column, row), shift(column + 1, row), right);
        let below = blend(shift(column, row + 1), shift(column + 1, row + 1), right);
        blend(above, below, down)
    }

    /// The line before a place, and how far it is to the next one.
    fn cell(&self, at: f32) -> (usize, f32) {
        let inner = &self.lines[1..self.lines.len() - 1];
        let cell = inner.iter().take_while(|line| at > **line).count();
        let part = (at - self.lines[cell]) / (self.lines[cell + 1] - self.lines[cell]);
        (cell, part.clamp(*BEYOND.start(), *BEYOND.end()))
    }
}

fn mean(seen: [Option<Point>; 4]) -> Point {
    let count = seen.iter().flatten().count().max(1) as f32;
    let sum = seen.iter().flatten().fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
    (sum.0 / count, sum.1 / count)
}

/// A smooth curve of shifts: polynomials in the place, of as high an order as is known enough for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bend {
    side: f32,
    x: [f32; TERMS],
    y: [f32; TERMS],
}

const TERMS: usize = 12;

/// Known places, and how many terms they determine: the quadratic ones, those of a bend that grows
/// along its axis, and the cubic and quartic ones of a sheet that is rolled.
const DETERMINED: [(usize, usize); 3] = [(30, TERMS), (9, 8), (7, 6)];

impl Bend {
    /// The curve that comes nearest to known shifts, (module, shift in pixels) each.
    pub fn through(known: &[(Point, Point)], side: f32) -> Option<Self> {
        let (_, used) = *DETERMINED.iter().find(|(enough, _)| known.len() >= *enough)?;
        let fit = |shift: fn(Point) -> f32| {
            let mut equations = [[0.0; TERMS + 1]; TERMS];
            for &(module, seen) in known {
                let terms = terms(module, side);
                for row in 0..used {
                    for column in 0..used {
                        equations[row][column] += f64::from(terms[row] * terms[column]);
                    }
                    equations[row][TERMS] += f64::from(terms[row] * shift(seen));
                }
            }
            for (at, equation) in equations.iter_mut().enumerate() {
                equation[at] += if at < used { 1e-6 } else { 1.0 };
            }
            solve(&mut equations).map(|of| of.map(|number| number as f32))
        };
        Some(Self { side, x: fit(|at| at.0)?, y: fit(|at| at.1)? })
    }

    /// The shift at a point of the code.
    pub fn at(&self, module: Point) -> Point {
        let terms = terms(module, self.side);
        let sum = |of: &[f32; TERMS]| of.iter().zip(terms).map(|(of, term)| of * term).sum();
        (sum(&self.x), sum(&self.y))
    }
}

fn terms((u, v): Point, side: f32) -> [f32; TERMS] {
    let (u, v) = (u / side - 0.5, v / side - 0.5);
    let (uu, vv) = (u * u, v * v);
    [1.0, u, v, uu, u * v, vv, uu * v, u * vv, uu * u, vv * v, uu * uu, vv * vv]
}
