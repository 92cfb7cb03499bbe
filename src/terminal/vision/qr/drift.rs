//! Modules found again between the patterns: a lattice through a few anchors drifts off on bent
//! paper. Wherever it is right, the modules' levels differ most; so it is moved, place after place
//! from the anchors outwards, to where they do.

use super::Effort;
use super::plane::Point;
use crate::terminal::vision::Luma;

/// Modules from one place to the next.
const SPACING: f32 = 5.0;

/// Modules around a place whose levels are compared, to either side.
const REACH: i32 = 4;

/// Steps in which a place is moved, in modules: two rounds, and how many to either side.
const ROUNDS: [(f32, i32); 2] = [(0.3, 3), (0.1, 2)];

/// How much of the levels' spread a move by a module must gain.
const RELUCTANCE: f32 = 0.25;

/// How far the lattice has drifted, in modules.
#[derive(Debug, Clone)]
pub(super) struct Drift {
    across: usize,
    spacing: f32,
    moves: Vec<Point>,
    measured: Vec<(Point, Point)>,
}

impl Drift {
    /// Follows the drift of a lattice that `place` gives, from `anchors` outwards, all in modules;
    /// `None` if the time is over before.
    pub fn follow(
        image: &Luma,
        side: usize,
        place: &impl Fn(Point) -> Point,
        anchors: &[Point],
        effort: Effort,
    ) -> Option<Self> {
        let across = (side as f32 / SPACING).ceil() as usize + 1;
        let spacing = side as f32 / (across - 1) as f32;
        let at =
            |index: usize| ((index % across) as f32 * spacing, (index / across) as f32 * spacing);
        let to_anchor = |index: usize| {
            let near = anchors.iter().map(|&anchor| distance(at(index), anchor));
            near.fold(f32::MAX, f32::min)
        };
        let mut order: Vec<(f32, usize)> =
            (0..across * across).map(|index| (to_anchor(index), index)).collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut settled: Vec<(Point, Point, f32)> =
            anchors.iter().map(|&anchor| (anchor, (0.0, 0.0), 1.0)).collect();
        let mut moves = vec![(0.0, 0.0); across * across];
        for (_, index) in order {
            if effort.is_over() {
                return None;
            }
            let centre = at(index);
            let expected = blend(centre, &settled);
            let (home, found, weight) = settle(image, side, place, centre, expected);
            moves[index] = found;
            settled.push((home, found, weight));
        }
        let measured = settled.iter().map(|&(home, found, _)| (home, found)).collect();
        Some(Self { across, spacing, moves, measured }.calmed())
    }

    /// Places, and how far each of them has moved.
    pub fn measured(&self) -> &[(Point, Point)] {
        &self.measured
    }

    /// A point of the code as the lattice would have to have it.
    pub fn moved(&self, module: Point) -> Point {
        let by = self.at(module);
        (module.0 + by.0, module.1 + by.1)
    }

    fn at(&self, (u, v): Point) -> Point {
        let cell = |at: f32| {
            let cell = (at / self.spacing).clamp(0.0, (self.across - 1) as f32 - 0.001);
            (cell as usize, cell.fract())
        };
        let ((column, right), (row, down)) = (cell(u), cell(v));
        let at = |column: usize, row: usize| self.moves[row * self.across + column];
        let mix =
            |a: Point, b: Point, part: f32| (a.0 + (b.0 - a.0) * part, a.1 + (b.1 - a.1) * part);
        let above = mix(at(column, row), at(column + 1, row), right);
        let below = mix(at(column, row + 1), at(column + 1, row + 1), right);
        mix(above, below, down)
    }

    /// Each place with its neighbours: paper has no leaps.
    fn calmed(&self) -> Self {
        let across = self.across;
        let moves = (0..across * across).map(|index| {
            let (column, row) = (index % across, index / across);
            let (mut sum, mut count) = ((0.0, 0.0), 0.0);
            for (other, weight) in neighbours(column, row, across) {
                let by = self.moves[other];
                sum = (sum.0 + weight * by.0, sum.1 + weight * by.1);
                count += weight;
            }
            (sum.0 / count, sum.1 / count)
        });
        Self { moves: moves.collect(), measured: self.measured.clone(), ..*self }
    }
}

fn neighbours(column: usize, row: usize, across: usize) -> impl Iterator<Item = (usize, f32)> {
    [(0i32, 0i32, 2.0), (1, 0, 1.0), (-1, 0, 1.0), (0, 1, 1.0), (0, -1, 1.0)]
        .into_iter()
        .filter_map(move |(right, down, weight)| {
            let column = column.checked_add_signed(right as isize).filter(|at| *at < across)?;
            let row = row.checked_add_signed(down as isize).filter(|at| *at < across)?;
            Some((row * across + column, weight))
        })
}

fn distance(a: Point, b: Point) -> f32 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// The move that the settled places around suggest, the nearer ones more.
fn blend(at: Point, settled: &[(Point, Point, f32)]) -> Point {
    let (mut sum, mut weights) = ((0.0, 0.0), 0.0);
    for &(place, moved, trust) in settled {
        let far = distance(at, place) / SPACING;
        let weight = trust / (0.2 + far * far * far);
        sum = (sum.0 + weight * moved.0, sum.1 + weight * moved.1);
        weights += weight;
    }
    if weights > 0.0 { (sum.0 / weights, sum.1 / weights) } else { (0.0, 0.0) }
}

/// Moves a place to where the levels around it differ most; the move, and how much it can be
/// trusted.
fn settle(
    image: &Luma,
    side: usize,
    place: &impl Fn(Point) -> Point,
    centre: Point,
    expected: Point,
) -> (Point, Point, f32) {
    let middle = |at: f32| (at.floor() as i32).clamp(REACH, side as i32 - 1 - REACH);
    let (column, row) = (middle(centre.0), middle(centre.1));
    let home = (column as f32 + 0.5, row as f32 + 0.5);
    let (x, y) = place(home);
    let (right, down) = (place((home.0 + 1.0, home.1)), place((home.0, home.1 + 1.0)));
    let (right, down) = ((right.0 - x, right.1 - y), (down.0 - x, down.1 - y));
    let mut points = Vec::with_capacity(((2 * REACH + 1) * (2 * REACH + 1)) as usize);
    for v in -REACH..=REACH {
        for u in -REACH..=REACH {
            points.push(place((home.0 + u as f32, home.1 + v as f32)));
        }
    }
    let spread = |by: Point| {
        let aside = (by.0 * right.0 + by.1 * down.0, by.0 * right.1 + by.1 * down.1);
        let (sum, squares) = points.iter().fold((0.0, 0.0), |(sum, squares), point| {
            let level = image.level((point.0 + aside.0, point.1 + aside.1));
            (sum + level, squares + level * level)
        });
        let count = points.len() as f32;
        (squares - sum * sum / count) / count
    };
    let unmoved = spread(expected);
    let mut best = (unmoved, expected);
    let mut worst = unmoved;
    for (step, steps) in ROUNDS {
        let around = best.1;
        for v in -steps..=steps {
            for u in -steps..=steps {
                let by = (around.0 + u as f32 * step, around.1 + v as f32 * step);
                let found = spread(by);
                worst = worst.min(found);
                let held = found * (1.0 - RELUCTANCE * distance(by, expected));
                if held > best.0 {
                    best = (held, by);
                }
            }
        }
    }
    (home, best.1, 1.0 - (worst / best.0.max(1.0)).clamp(0.0, 0.95))
}
