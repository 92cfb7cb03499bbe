//! How many modules a code has along a side: from the distances of its finder patterns, and from
//! its timing patterns, which alternate from one module to the next.

use super::bits::Bits;
use super::finder::Finder;
use super::group::Group;
use super::plane::{Anchor, Plane, Point};
use crate::terminal::vision::Luma;

/// What three finder patterns tell of the code between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outline {
    /// Where the three patterns' centres and, guessed from their sizes, the fourth corner's are.
    pub centres: [Point; 4],
    /// Modules along a side, hardly ever a whole number.
    pub side: f32,
    /// Pixels a module, at the top left.
    pub module: f32,
}

/// A size that a code may have, and how it would lie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Modules along a side.
    pub side: usize,
    pub plane: Plane,
    /// How well its timing patterns alternate: 2 at best, 0 for noise.
    pub timing: f32,
}

/// Modules from a pattern's centre to the symbol's edge.
const EDGE: f32 = 3.5;

/// Sizes of a pattern at one end of a side against the other's, as a ratio of square roots: beyond
/// this nothing is legible, and the measure is wrong.
const PERSPECTIVE: std::ops::RangeInclusive<f32> = 0.7..=1.4;

impl Outline {
    /// Measures the patterns along the sides they span; `None` if they do not look like patterns
    /// there.
    pub fn of(group: &Group, bits: &Bits) -> Option<Self> {
        let (corner, right, below) = (group.top_left, group.top_right, group.bottom_left);
        let top = Side::between(&corner, &right, bits)?;
        let left = Side::between(&corner, &below, bits)?;
        let (wide, tall) = (top.perspective(), left.perspective());
        let weight = wide + tall - 1.0;
        if weight < 0.3 {
            return None;
        }
        let across =
            |corner: f32, right: f32, below: f32| (right * wide + below * tall - corner) / weight;
        let opposite = (across(corner.x, right.x, below.x), across(corner.y, right.y, below.y));
        Some(Self {
            centres: [(corner.x, corner.y), (right.x, right.y), (below.x, below.y), opposite],
            side: (top.modules() + left.modules()) / 2.0 + 2.0 * EDGE,
            module: (top.near + left.near) / 2.0,
        })
    }

    /// The centres as anchors of a code with so many modules along a side.
    pub fn anchors(&self, side: usize) -> [Anchor; 4] {
        let far = side as f32 - EDGE;
        let modules = [(EDGE, EDGE), (far, EDGE), (EDGE, far), (far, far)];
        std::array::from_fn(|at| Anchor {
            module: modules[at],
            pixel: self.centres[at],
            weight: 1.0,
        })
    }

    /// The sizes that come into question, the best first; only one where that is beyond doubt.
    pub fn candidates(&self, image: &Luma, inverted: bool) -> Vec<Candidate> {
        let version = (self.side - 17.0) / 4.0;
        let first = (version - 2.4).floor().clamp(1.0, 40.0) as usize;
        let last = (version + 2.6).ceil().clamp(1.0, 40.0) as usize;
        let far = |version_here: &usize| (*version_here as f32 - version).abs();
        let mut versions: Vec<usize> = (first..=last).collect();
        versions.sort_by(|a, b| far(a).total_cmp(&far(b)));
        let mut candidates: Vec<(f32, Candidate)> = Vec::with_capacity(versions.len());
        for version_here in versions {
            let side = 17 + 4 * version_here;
            let Some(plane) = Plane::through(&self.anchors(side), side as f32) else { continue };
            let timing = timing(image, &plane, side, inverted);
            candidates
                .push((timing - 0.05 * far(&version_here), Candidate { side, plane, timing }));
            if timing >= BEYOND_DOUBT {
                break;
            }
        }
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
        candidates.into_iter().map(|(_, candidate)| candidate).collect()
    }
}

/// The correlation of both timing patterns that no wrong size reaches: one module too many and half
/// of them are out of step.
const BEYOND_DOUBT: f32 = 1.7;

/// One side of the code: two patterns, their modules' sizes along it.
struct Side {
    length: f32,
    near: f32,
    far: f32,
}

impl Side {
    fn between(near: &Finder, far: &Finder, bits: &Bits) -> Option<Self> {
        let length = near.distance(far);
        let direction = ((far.x - near.x) / length, (far.y - near.y) / length);
        Some(Self {
            length,
            near: extent(near, direction, bits)?,
            far: extent(far, direction, bits)?,
        })
    }

    fn perspective(&self) -> f32 {
        (self.near / self.far).sqrt().clamp(*PERSPECTIVE.start(), *PERSPECTIVE.end())
    }

    fn modules(&self) -> f32 {
        self.length / (self.near * self.far).sqrt()
    }
}

/// Pixels a module of a pattern along a direction. Where one half melts into what lies beside it,
/// the other one counts.
fn extent(finder: &Finder, (dx, dy): Point, bits: &Bits) -> Option<f32> {
    let forth = edge(finder, (dx, dy), bits);
    let back = edge(finder, (-dx, -dy), bits);
    match (forth, back) {
        (Some(a), Some(b)) if a < 1.5 * b && b < 1.5 * a => Some((a + b) / (2.0 * EDGE)),
        (Some(a), Some(b)) => Some(a.min(b) / EDGE),
        (one, other) => one.or(other).map(|half| half / EDGE),
    }
}

/// Pixels from a pattern's centre to its outer edge: the third change of colour.
fn edge(finder: &Finder, (dx, dy): Point, bits: &Bits) -> Option<f32> {
    const STEP: f32 = 0.5;
    let mut colour = !finder.inverted;
    let mut changes = 0;
    for step in 0..(7.0 * finder.module / STEP) as usize {
        let far = step as f32 * STEP;
        let (x, y) = (finder.x + dx * far, finder.y + dy * far);
        if bits.at(x.floor() as i32, y.floor() as i32)? != colour {
            colour = !colour;
            changes += 1;
            if changes == 3 {
                return Some(far - STEP / 2.0);
            }
        }
    }
    None
}

/// Correlates both timing patterns with light and dark in turns; the sum of both.
fn timing(image: &Luma, plane: &Plane, side: usize, inverted: bool) -> f32 {
    const LINE: f32 = 6.5;
    let turns = 8..side - 8;
    let along = |point: fn(f32) -> Point| {
        let (mut dark, mut light, mut squares) = (0.0, 0.0, 0.0);
        for at in turns.clone() {
            let level = image.level(plane.at(point(at as f32 + 0.5)));
            *if at % 2 == 0 { &mut dark } else { &mut light } += level;
            squares += level * level;
        }
        let all = turns.len() as f32;
        let (lights, darks) = ((turns.len() / 2) as f32, turns.len().div_ceil(2) as f32);
        let own = lights * darks / all;
        let sum: f32 = dark + light;
        let spread = squares - sum * sum / all;
        (light / lights - dark / darks) * own / (spread * own).max(1.0).sqrt()
    };
    let both = along(|at| (at, LINE)) + along(|at| (LINE, at));
    if inverted { -both } else { both }
}
