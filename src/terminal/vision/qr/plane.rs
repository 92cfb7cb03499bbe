//! From modules to pixels: the perspective in which a flat code is seen.

/// A point, in modules or in pixels.
pub type Point = (f32, f32);

/// A known place: (modules across, modules down) is seen at that point of the image.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anchor {
    pub module: Point,
    pub pixel: Point,
    /// How much it counts beside the others.
    pub weight: f32,
}

/// A perspective: `x = (au + bv + c) / (gu + hv + 1)`, `y` alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plane {
    of: [f32; 8],
}

/// Unknowns of a perspective.
const UNKNOWNS: usize = 8;

/// A pivot below this leaves a perspective open: all is scaled to about 1 beforehand.
const NOTHING: f64 = 1e-12;

impl Plane {
    /// The perspective that comes nearest to four or more anchors; `None` where they leave it open
    /// (three in a line). `side` is the code's, in modules: numbers of one size keep the
    /// equations sound.
    pub fn through(anchors: &[Anchor], side: f32) -> Option<Self> {
        let origin = anchors.first()?.pixel;
        let from_origin =
            |point: Point| (f64::from(point.0 - origin.0), f64::from(point.1 - origin.1));
        let largest = anchors.iter().map(|anchor| from_origin(anchor.pixel));
        let largest = largest.fold(1.0, |most: f64, (x, y)| most.max(x.abs()).max(y.abs()));
        let mut equations = [[0.0; UNKNOWNS + 1]; UNKNOWNS];
        for anchor in anchors {
            let (x, y) = from_origin(anchor.pixel);
            let (x, y) = (x / largest, y / largest);
            let u = f64::from(anchor.module.0 / side);
            let v = f64::from(anchor.module.1 / side);
            let weight = f64::from(anchor.weight);
            let across = [u, v, 1.0, 0.0, 0.0, 0.0, -u * x, -v * x, x];
            let down = [0.0, 0.0, 0.0, u, v, 1.0, -u * y, -v * y, y];
            for line in [across, down] {
                for (row, equation) in equations.iter_mut().enumerate() {
                    for (column, term) in equation.iter_mut().enumerate() {
                        *term += weight * line[row] * line[column];
                    }
                }
            }
        }
        let of = solve(&mut equations)?;
        let side = f64::from(side);
        // Back from scaled numbers; the denominator stays as it is.
        let (g, h) = (of[6] / side, of[7] / side);
        let row = |at: usize, origin: f32| {
            let origin = f64::from(origin);
            [
                of[at] / side * largest + origin * g,
                of[at + 1] / side * largest + origin * h,
                of[at + 2] * largest + origin,
            ]
        };
        let ([a, b, c], [d, e, f]) = (row(0, origin.0), row(3, origin.1));
        let of = [a, b, c, d, e, f, g, h].map(|number| number as f32);
        of.iter().all(|number| number.is_finite()).then_some(Self { of })
    }

    /// Where a point of the code is seen. Points behind the camera come out as some point.
    pub fn at(&self, (u, v): Point) -> Point {
        let [a, b, c, d, e, f, g, h] = self.of;
        let by = 1.0 / (g * u + h * v + 1.0);
        ((a * u + b * v + c) * by, (d * u + e * v + f) * by)
    }

    /// How a module lies at a point of the code: where the next one to the right and the next one
    /// below are seen from there.
    pub fn steps_at(&self, (u, v): Point) -> (Point, Point) {
        let (x, y) = self.at((u, v));
        let (right, down) = (self.at((u + 1.0, v)), self.at((u, v + 1.0)));
        ((right.0 - x, right.1 - y), (down.0 - x, down.1 - y))
    }
}

/// Solves linear equations, each with its right side behind it, by elimination with the largest
/// pivot; `None` if they leave the solution open.
pub(super) fn solve<const N: usize, const M: usize>(
    equations: &mut [[f64; M]; N],
) -> Option<[f64; N]> {
    const { assert!(M == N + 1) };
    for pivot in 0..N {
        let largest = (pivot..N)
            .max_by(|&a, &b| equations[a][pivot].abs().total_cmp(&equations[b][pivot].abs()))?;
        equations.swap(pivot, largest);
        let line = equations[pivot];
        if line[pivot].abs() <= NOTHING || line[pivot].is_nan() {
            return None;
        }
        for (row, equation) in equations.iter_mut().enumerate() {
            if row != pivot {
                let share = equation[pivot] / line[pivot];
                for column in pivot..M {
                    equation[column] -= share * line[column];
                }
            }
        }
    }
    Some(std::array::from_fn(|at| equations[at][N] / equations[at][at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORNERS: [Point; 4] = [(3.5, 3.5), (49.5, 3.5), (3.5, 49.5), (46.5, 46.5)];

    fn anchors(pixels: [Point; 4]) -> Vec<Anchor> {
        let pairs = CORNERS.into_iter().zip(pixels);
        pairs.map(|(module, pixel)| Anchor { module, pixel, weight: 1.0 }).collect()
    }

    fn is_near(a: Point, b: Point) -> bool {
        (a.0 - b.0).hypot(a.1 - b.1) < 0.01
    }

    #[test]
    fn four_corners_are_met() {
        let seen = [(900.0, 500.0), (1102.0, 540.0), (860.0, 690.0), (1070.0, 700.0)];
        let plane = Plane::through(&anchors(seen), 53.0).unwrap();
        for (module, pixel) in CORNERS.into_iter().zip(seen) {
            assert!(is_near(plane.at(module), pixel), "{:?} {pixel:?}", plane.at(module));
        }
    }

    #[test]
    fn straight_from_the_front_a_module_is_a_square() {
        let seen = CORNERS.map(|(u, v)| (10.0 + 4.0 * u, 20.0 + 4.0 * v));
        let plane = Plane::through(&anchors(seen), 53.0).unwrap();
        let (right, down) = plane.steps_at((20.0, 30.0));
        assert!(is_near(right, (4.0, 0.0)) && is_near(down, (0.0, 4.0)));
    }

    #[test]
    fn a_line_is_no_plane() {
        let line = [(0.0, 0.0), (10.0, 0.0), (20.0, 0.0), (30.0, 0.0)];
        assert_eq!(Plane::through(&anchors(line), 53.0), None);
        assert_eq!(Plane::through(&[], 53.0), None);
        assert_eq!(Plane::through(&anchors([(f32::NAN, 0.0); 4]), 53.0), None);
    }

    #[test]
    fn an_anchor_of_little_weight_gives_way() {
        let mut known: Vec<Anchor> =
            [(0.0, 0.0), (50.0, 0.0), (0.0, 50.0), (50.0, 50.0), (25.0, 25.0)]
                .map(|module| Anchor { module, pixel: module, weight: 1.0 })
                .to_vec();
        known[4].pixel = (35.0, 25.0);
        known[4].weight = 1e-6;
        let plane = Plane::through(&known, 50.0).unwrap();
        assert!(is_near(plane.at((25.0, 25.0)), (25.0, 25.0)));
    }
}
