//! Where a try took the modules and patterns of its code to be, for eyes: found once more, as an
//! ordinary look keeps none of it.

use super::Effort;
use super::attempt::{Attempt, AttemptOutcome};
use super::lattice::{Lattice, Shape, alignment_lines, outwards};
use super::look::{LookBuffers, ScanLook};
use super::plane::Point;
use crate::terminal::vision::Luma;

/// A code's lattice, in pixels of the image itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// Modules along a side.
    pub side: usize,
    /// The corners of all modules, row by row from the code's own top left: a row has one more
    /// than there are modules along a side.
    pub crossings: Vec<Point>,
    /// Where alignment patterns were looked for, and whether there was one.
    pub alignment: Vec<(Point, bool)>,
}

impl Trace {
    /// Fits a try's lattice again; `None` where there is none. A deep try of what is
    /// likely a code, but was not read at first sight, has followed bent paper: so does this.
    pub fn of(attempt: &Attempt, image: &Luma, look: ScanLook, deep: bool) -> Option<Self> {
        let mut buffers = LookBuffers::default();
        let (_, sampled) = buffers.develop(image, look)?;
        let inverted = attempt.group.top_left.inverted;
        let lattice = Lattice::fit(&sampled, &attempt.outline, &attempt.candidate, inverted)?;
        let bent = deep
            && match attempt.carry_out(&sampled, Effort::unbounded(false)) {
                AttemptOutcome::Unread(seen) => seen.is_likely(attempt.candidate.timing),
                AttemptOutcome::Read { .. } | AttemptOutcome::NoLattice => false,
            };
        let drift = || lattice.drift(&sampled, Effort::unbounded(true));
        let shape = bent.then(drift).flatten().unwrap_or(Shape::Mesh);
        let place = |module: Point| {
            let (x, y) = lattice.place(&shape, module);
            (x / look.scale(), y / look.scale())
        };
        let side = lattice.side;
        let rows = (0..=side).flat_map(|y| (0..=side).map(move |x| (x as f32, y as f32)));
        let lines = alignment_lines(side);
        let alignment = outwards(lines.len()).into_iter().map(|(column, row)| {
            let module = (lines[column], lines[row]);
            (place(module), lattice.anchors.contains(&module))
        });
        Some(Self { side, crossings: rows.map(place).collect(), alignment: alignment.collect() })
    }

    /// The corner above and left of a module; one beyond the last is the last one's other corner.
    pub fn crossing(&self, column: usize, row: usize) -> Point {
        self.crossings[row.min(self.side) * (self.side + 1) + column.min(self.side)]
    }
}
