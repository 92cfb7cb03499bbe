//! One try to read a code between three finder patterns.

use super::Effort;
use super::group::Group;
use super::lattice::{Lattice, Shape};
use super::plane::Point;
use super::sample::{self, ModuleCut, Modules};
use super::soft;
use super::version::{Candidate, Outline};
use crate::terminal::vision::{Luma, decode};

/// How modules are told dark from light. The first one reads 98 of 100 codes that are read at all,
/// sharpening most of the others: small or blurred ones.
const CUTS: [ModuleCut; 5] = [
    ModuleCut { reach: 4, sharpen: 0.0 },
    ModuleCut { reach: 4, sharpen: 0.15 },
    ModuleCut { reach: 3, sharpen: 0.3 },
    ModuleCut { reach: 8, sharpen: 0.1 },
    ModuleCut { reach: 2, sharpen: 0.2 },
];

/// Those that are worth a try for a code that is not pursued further.
const QUICK: usize = 2;

/// Those whose doubtful codewords are worth erasing.
const ERASED: usize = 3;

/// A code that may lie between three finder patterns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attempt {
    pub group: Group,
    pub outline: Outline,
    pub candidate: Candidate,
}

/// How far a try came.
#[derive(Debug, Clone, PartialEq)]
pub enum AttemptOutcome {
    /// The patterns do not lie as in any code.
    NoLattice,
    /// Its modules were sampled, but they make no text.
    Unread(Seen),
    /// It was read.
    Read { text: String, seen: Seen },
}

/// What a code that was sampled looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// Modules along a side.
    pub side: usize,
    /// Its own top left, top right, bottom right and bottom left, in pixels.
    pub corners: [Point; 4],
    /// Pixels a module.
    pub module: f32,
    /// Alignment patterns that were found, of how many.
    pub aligned: (usize, usize),
    /// Grey levels between a typical dark and a typical light module.
    pub contrast: f32,
    /// The share of modules that glare covers.
    pub glaring: f32,
}

impl Attempt {
    /// Samples and decodes. A deep try follows bent paper and repairs what can be: it takes some
    /// ten times as long, begins no further stage when it is late, and ends one that is under way
    /// when the time is over.
    pub fn carry_out(&self, image: &Luma, effort: Effort) -> AttemptOutcome {
        let in_time = || !effort.is_late();
        let inverted = self.group.top_left.inverted;
        let lattice = Lattice::fit(image, &self.outline, &self.candidate, inverted);
        let Some(lattice) = lattice else { return AttemptOutcome::NoLattice };
        let sample = |shape: &Shape| {
            sample::levels(image, lattice.side, lattice.module, |at| lattice.place(shape, at))
        };
        let levels = sample(&Shape::Mesh);
        let seen = Seen::of(&lattice, &levels);
        let quick = CUTS[..QUICK].iter().find_map(|cut| plain(&levels, *cut, inverted));
        let pursue = |levels: &Modules, cuts: &[ModuleCut]| {
            let mut erased = CUTS[..ERASED].iter().take_while(|_| in_time());
            let mut cuts = cuts.iter().take_while(|_| !effort.is_over());
            let read = cuts.find_map(|cut| plain(levels, *cut, inverted));
            read.or_else(|| erased.find_map(|cut| repaired(levels, *cut, inverted)))
        };
        let text = quick.or_else(|| {
            if !effort.deep || !in_time() || !seen.is_likely(self.candidate.timing) {
                return None;
            }
            pursue(&levels, &CUTS[QUICK..])
                .or_else(|| {
                    lattice.bend.filter(|_| in_time())?;
                    pursue(&sample(&Shape::Bend), &CUTS)
                })
                .or_else(|| {
                    let shape = in_time().then(|| lattice.drift(image, effort))??;
                    pursue(&sample(&shape), &CUTS)
                })
        });
        match text {
            Some(text) => AttemptOutcome::Read { text, seen },
            None => AttemptOutcome::Unread(seen),
        }
    }
}

fn plain(levels: &Modules, cut: ModuleCut, inverted: bool) -> Option<String> {
    decode::text(&levels.cut(cut, inverted).grid()?)
}

fn repaired(levels: &Modules, cut: ModuleCut, inverted: bool) -> Option<String> {
    let modules = levels.cut(cut, inverted).weighed(levels);
    decode::repaired_text(&soft::repair(&modules)?)
}

/// The correlation of both timing patterns, 2 at best, that what is no code hardly ever reaches.
pub(super) const TIMING: f32 = 0.9;

impl Seen {
    fn of(lattice: &Lattice, levels: &Modules) -> Self {
        let (dark, light) = levels.tones();
        Self {
            side: lattice.side,
            corners: lattice.corners(),
            module: lattice.module,
            aligned: lattice.aligned,
            contrast: light - dark,
            glaring: levels.glaring(),
        }
    }

    /// Whether there is a code at all: its timing patterns say so, or its alignment patterns, of
    /// which noise shows a third at the most.
    pub fn is_likely(&self, timing: f32) -> bool {
        let (found, all) = self.aligned;
        timing >= TIMING || (all > 1 && 2 * found >= all)
    }

    /// Whether a point lies within the code.
    pub fn holds(&self, (x, y): Point) -> bool {
        (0..4).all(|at| {
            let (from, to) = (self.corners[at], self.corners[(at + 1) % 4]);
            (to.0 - from.0) * (y - from.1) - (to.1 - from.1) * (x - from.0) >= 0.0
        })
    }
}
