//! Where each module lies in the image: a perspective through the finder and alignment patterns,
//! and what bent paper adds to it.

use rxing::qrcode::common::Version;

use super::Effort;
use super::drift::Drift;
use super::plane::{Anchor, Plane, Point};
use super::template::{self, SquarePattern};
use super::version::{Candidate, Outline};
use super::warp::{Bend, Mesh};
use crate::terminal::vision::Luma;

/// Correlations from which on a pattern counts as found. A finder pattern has been seen already;
/// noise and data reach 0.5 in a search for an alignment pattern.
const FINDER: f32 = 0.5;
const ALIGNMENT: f32 = 0.62;

/// How far to look for a finder pattern around its known centre, in modules.
const AROUND_FINDER: f32 = 0.8;

/// The lattice of a code's modules.
#[derive(Debug, Clone)]
pub(super) struct Lattice {
    /// Modules along a side.
    pub side: usize,
    /// Pixels a module, at the top left.
    pub module: f32,
    pub plane: Plane,
    /// How far alignment patterns lie from where the perspective has them.
    pub mesh: Mesh,
    /// The same as a smooth curve, where enough of them were found.
    pub bend: Option<Bend>,
    /// Centres of the patterns that were found, in modules.
    pub anchors: Vec<Point>,
    /// Alignment patterns that were found, of how many.
    pub aligned: (usize, usize),
}

/// How paper is taken to be bent beyond the perspective.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Straight from one alignment pattern to the next.
    Mesh,
    /// A smooth curve; where too few patterns are known for one, as the mesh has it.
    Bend,
    /// A bend measured all over the code, corrected place by place.
    Drift(Drift, Option<Bend>),
}

impl Lattice {
    /// Fits the lattice to an outline, taking the code for one of the candidate's size.
    pub fn fit(
        image: &Luma,
        outline: &Outline,
        candidate: &Candidate,
        inverted: bool,
    ) -> Option<Self> {
        let side = candidate.side;
        let mut anchors = outline.anchors(side).to_vec();
        // The fourth one is guessed, and no pattern lies there.
        for anchor in &mut anchors[..3] {
            let module = anchor.module;
            let plane = &candidate.plane;
            let found = template::find(
                image,
                plane,
                (module, (0.0, 0.0)),
                SquarePattern::Finder,
                inverted,
                AROUND_FINDER,
            );
            if found.likeness > FINDER {
                anchor.pixel = found.pixel;
            }
        }
        let mut plane = Plane::through(&anchors, side as f32)?;
        let lines = alignment_lines(side);
        let mut found = 0;
        let mut nodes = vec![None; lines.len() * lines.len()];
        for (column, row) in outwards(lines.len()) {
            let module = (lines[column], lines[row]);
            let reach = reach(found, side);
            let at = (module, shift(&plane, &anchors, module));
            let fit = template::find(image, &plane, at, SquarePattern::Alignment, inverted, reach);
            if fit.likeness <= ALIGNMENT {
                continue;
            }
            found += 1;
            nodes[row * lines.len() + column] = Some(fit.pixel);
            anchors.push(Anchor { module, pixel: fit.pixel, weight: 1.0 });
            // The guessed fourth corner gives way to what was seen.
            let corner = (column, row) == (lines.len() - 1, lines.len() - 1);
            anchors[3].weight = if found >= 3 || corner { 1e-4 } else { 0.05 };
            plane = Plane::through(&anchors, side as f32).unwrap_or(plane);
        }
        let off = |anchor: &Anchor| {
            let (x, y) = plane.at(anchor.module);
            (anchor.pixel.0 - x, anchor.pixel.1 - y)
        };
        let known: Vec<(Point, Point)> = anchors
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != 3)
            .map(|(_, anchor)| (anchor.module, off(anchor)))
            .collect();
        Some(Self {
            side,
            module: outline.module,
            plane,
            anchors: known.iter().map(|(module, _)| *module).collect(),
            mesh: Mesh::new(
                &lines,
                &nodes,
                &plane,
                [off(&anchors[0]), off(&anchors[1]), off(&anchors[2])],
            ),
            bend: Bend::through(&known, side as f32),
            aligned: (found, (lines.len() * lines.len()).saturating_sub(3)),
        })
    }

    /// Where a point of the code is seen.
    pub fn place(&self, shape: &Shape, module: Point) -> Point {
        let (module, bend) = match shape {
            Shape::Mesh => (module, None),
            Shape::Bend => (module, self.bend.as_ref()),
            Shape::Drift(drift, bend) => (drift.moved(module), bend.as_ref()),
        };
        let (x, y) = self.plane.at(module);
        let (right, down) = bend.map_or_else(|| self.mesh.at(module), |bend| bend.at(module));
        (x + right, y + down)
    }

    /// The lattice followed from its patterns outwards: once to learn how the paper is bent, and
    /// once more along that bend; `None` if the time is over before.
    pub fn drift(&self, image: &Luma, effort: Effort) -> Option<Shape> {
        let follow = |bend: &Option<Bend>| {
            let place = |module: Point| {
                let (x, y) = self.plane.at(module);
                let by = bend.map_or_else(|| self.mesh.at(module), |bend| bend.at(module));
                (x + by.0, y + by.1)
            };
            let drift = Drift::follow(image, self.side, &place, &self.anchors, effort)?;
            let shifts = drift.measured().iter().map(|&(module, moved)| {
                let (x, y) = self.plane.at(module);
                let (to_x, to_y) = place((module.0 + moved.0, module.1 + moved.1));
                (module, (to_x - x, to_y - y))
            });
            let shifts: Vec<(Point, Point)> = shifts.collect();
            Some((Bend::through(&shifts, self.side as f32), drift))
        };
        let (bend, _) = follow(&self.bend)?;
        let (_, drift) = follow(&bend)?;
        Some(Shape::Drift(drift, bend))
    }

    /// The symbol's own top left, top right, bottom right and bottom left.
    pub fn corners(&self) -> [Point; 4] {
        let side = self.side as f32;
        [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)].map(|corner| self.plane.at(corner))
    }
}

/// The lines on whose crossings alignment patterns lie, in modules.
pub(super) fn alignment_lines(side: usize) -> Vec<f32> {
    let version = Version::getVersionForNumber(((side - 17) / 4) as u32);
    let centres = version.map_or(&[][..], |version| version.getAlignmentPatternCenters());
    centres.iter().map(|&line| line as f32 + 0.5).collect()
}

/// The crossings that have a pattern, from the finder patterns outwards: each one found tells
/// better where the next one lies.
pub(super) fn outwards(lines: usize) -> Vec<(usize, usize)> {
    let last = lines.saturating_sub(1);
    let mut crossings: Vec<(usize, usize)> = (0..lines)
        .flat_map(|row| (0..lines).map(move |column| (column, row)))
        .filter(|crossing| ![(0, 0), (last, 0), (0, last)].contains(crossing))
        .collect();
    crossings.sort_by_key(|&(column, row)| column + row + usize::from(column > 0 && row > 0));
    crossings
}

/// How far the patterns found around a place lie from where the perspective has them, the nearest
/// ones above all: on bent paper, so does the next one.
fn shift(plane: &Plane, anchors: &[Anchor], (u, v): Point) -> Point {
    let (mut sum, mut weights) = ((0.0, 0.0), 0.0);
    for anchor in anchors.iter().filter(|anchor| anchor.weight >= 1.0) {
        let (right, down) = (anchor.module.0 - u, anchor.module.1 - v);
        let far = right * right + down * down;
        let weight = 1.0 / (far * far);
        let (x, y) = plane.at(anchor.module);
        sum.0 += weight * (anchor.pixel.0 - x);
        sum.1 += weight * (anchor.pixel.1 - y);
        weights += weight;
    }
    (sum.0 / weights, sum.1 / weights)
}

/// How far to look for the next alignment pattern, in modules.
fn reach(found: usize, side: usize) -> f32 {
    match found {
        // Up to version 6 there is but the one in the far corner.
        0 if side < 45 => 4.0,
        0 => 2.5,
        1..3 => 2.0,
        _ => 1.5,
    }
}
