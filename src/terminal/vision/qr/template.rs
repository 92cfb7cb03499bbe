//! Known squares found again in grey, to a fraction of a pixel: a finder pattern or an alignment
//! pattern is laid over the image and moved about until it fits best.

use super::plane::{Plane, Point};
use crate::terminal::vision::Luma;

/// A pattern of nested squares, seen by how far a module lies from its centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SquarePattern {
    /// Dark 7 × 7, light 5 × 5, dark 3 × 3.
    Finder,
    /// Dark 5 × 5, light 3 × 3, dark in the middle.
    Alignment,
}

impl SquarePattern {
    fn reach(self) -> i32 {
        match self {
            Self::Finder => 3,
            Self::Alignment => 2,
        }
    }

    fn is_light(self, ring: i32) -> bool {
        ring == self.reach() - 1
    }
}

/// How well a pattern fits a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    /// The correlation: 1 is perfect, 0 none.
    pub likeness: f32,
    pub pixel: Point,
}

/// Steps of the search, in modules; each one looks around the best place of the one before.
const STEPS: [f32; 2] = [0.6, 0.2];

/// Likeness, of the best one's, that counts as fitting as well.
const LEVEL: f32 = 0.98;

/// Searches around the point where `plane`, moved by `shift` pixels, expects the pattern, `reach`
/// modules far to all sides.
pub(super) fn find(
    image: &Luma,
    plane: &Plane,
    (at, shift): (Point, Point),
    pattern: SquarePattern,
    inverted: bool,
    reach: f32,
) -> Fit {
    let (right, down) = plane.steps_at(at);
    let (x, y) = plane.at(at);
    let centre = (x + shift.0, y + shift.1);
    let place =
        |(u, v): Point| (centre.0 + u * right.0 + v * down.0, centre.1 + u * right.1 + v * down.1);
    let template = Template::new(pattern, inverted, right, down);
    let mut best = (-1.0, (0.0, 0.0));
    let mut reach = reach;
    let mut tried = Vec::new();
    for step in STEPS {
        let around = best.1;
        let steps = (reach / step).round() as i32;
        tried.clear();
        for v in -steps..=steps {
            for u in -steps..=steps {
                let aside = (around.0 + u as f32 * step, around.1 + v as f32 * step);
                let likeness = template.likeness(image, place(aside));
                tried.push((likeness, aside));
                if likeness > best.0 {
                    best = (likeness, aside);
                }
            }
        }
        reach = step;
    }
    // Large crisp modules fit as well a little aside: the middle of all that do is the centre.
    let level = tried.iter().filter(|(likeness, _)| *likeness >= LEVEL * best.0);
    let (mut sum, mut count) = (best.1, 1.0);
    for (_, aside) in level {
        sum = (sum.0 + aside.0, sum.1 + aside.1);
        count += 1.0;
    }
    Fit { likeness: best.0, pixel: place((sum.0 / count, sum.1 / count)) }
}

/// A pattern as it is seen at a place: for each module how far it is from the centre, in pixels.
struct Template {
    lights: Vec<Point>,
    darks: Vec<Point>,
    inverted: bool,
}

impl Template {
    fn new(pattern: SquarePattern, inverted: bool, right: Point, down: Point) -> Self {
        let (mut lights, mut darks) = (Vec::with_capacity(16), Vec::with_capacity(33));
        let reach = pattern.reach();
        for v in -reach..=reach {
            for u in -reach..=reach {
                let (across, along) = (u as f32, v as f32);
                let aside = (across * right.0 + along * down.0, across * right.1 + along * down.1);
                let ring = u.abs().max(v.abs());
                if pattern.is_light(ring) { &mut lights } else { &mut darks }.push(aside);
            }
        }
        Self { lights, darks, inverted }
    }

    /// The correlation of the image with the pattern.
    fn likeness(&self, image: &Luma, centre: Point) -> f32 {
        let sums = |places: &[Point]| {
            places.iter().fold((0.0, 0.0), |(sum, squares), aside| {
                let level = image.level((centre.0 + aside.0, centre.1 + aside.1));
                (sum + level, squares + level * level)
            })
        };
        let (light, light_squares) = sums(&self.lights);
        let (dark, dark_squares) = sums(&self.darks);
        let (lights, darks) = (self.lights.len() as f32, self.darks.len() as f32);
        let all = lights + darks;
        let sum = light + dark;
        let spread = light_squares + dark_squares - sum * sum / all;
        // Of two levels, the template's own spread is as the product of their shares.
        let own = lights * darks / all;
        let together = (light / lights - dark / darks) * own;
        let likeness = together / (spread * own).max(1.0).sqrt();
        if self.inverted { -likeness } else { likeness }
    }
}
