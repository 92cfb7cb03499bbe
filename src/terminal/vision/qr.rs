//! One image in, the QR codes it holds out (ISO/IEC 18004).
//!
//! The stages, each in a file of its own: black and white ([`threshold`]), finder patterns
//! ([`finder`]), three that belong together ([`group`]), the number of modules ([`version`]), where
//! each module lies ([`lattice`], with [`template`], [`plane`], [`warp`] and [`drift`]), its level
//! ([`sample`]), dark or light, and the text; what is doubtful is repaired ([`soft`], [`symbol`],
//! [`reed_solomon`]).

mod attempt;
mod bits;
mod drift;
mod finder;
#[cfg(any(feature = "peer", feature = "fuzzing"))]
pub mod fuzzing;
mod group;
mod lattice;
mod look;
mod plane;
mod reed_solomon;
mod sample;
mod soft;
mod symbol;
mod template;
mod threshold;
mod trace;
mod version;
mod warp;

use std::time::Instant;

use super::Luma;
use super::stages::{ReadingStages, StageClock};
use attempt::TIMING;
pub use attempt::{Attempt, AttemptOutcome, Seen};
use bits::Bits;
pub use finder::Finder;
use group::Group;
use look::LookBuffers;
pub use look::ScanLook;
use threshold::Threshold;
pub use trace::Trace;
use version::Outline;

/// How far a scan goes. Without bounds a sheet full of finder patterns would hold the loop.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Follow bent paper, repair what can be.
    pub deep: bool,
    /// After this moment only the clearest codes are tried, and no deep stage is begun.
    pub until: Option<Instant>,
    /// After this one a deep stage gives up.
    pub end: Option<Instant>,
}

impl Effort {
    /// The correlation of both timing patterns from which on a try is worth while.
    pub fn least_timing(self) -> f32 {
        if self.deep { TIMING_DEEP } else { TIMING }
    }

    /// All that is worth while, however long it takes.
    pub fn unbounded(deep: bool) -> Self {
        Self { deep, until: None, end: None }
    }

    fn is_late(self) -> bool {
        self.until.is_some_and(|until| Instant::now() >= until)
    }

    fn is_over(self) -> bool {
        self.end.is_some_and(|end| Instant::now() >= end)
    }
}

/// Groups of finder patterns that are looked at, the likeliest first.
const GROUPS: usize = 60;

/// Sizes that are tried for each group: the second one is right in one of a hundred codes.
const SIZES: usize = 2;

/// Codes that are tried, those with the clearest timing patterns first.
const TRIES: usize = 8;

/// The correlation of both timing patterns that only a code has: it is tried before other groups
/// are looked at, and so are as many at the most.
const CLEAR: f32 = 1.6;
const CLEARLY: usize = 4;

/// Codes that are tried however late it is: on a slow machine two tickets are still read.
const ALWAYS: usize = 2;

/// Groups that are looked at for them, however late it is.
const ALWAYS_GROUPS: usize = 8;

/// The correlation of both timing patterns that is enough for a deep try: bent or half covered
/// codes have no more.
const TIMING_DEEP: f32 = 0.4;

/// What a look at an image showed, stage by stage, in pixels of the image looked at.
#[derive(Debug, Clone, Default)]
pub struct ImageScan {
    /// Places that look like a finder pattern.
    pub finders: Vec<Finder>,
    /// Threes of them that may belong together.
    pub groups: usize,
    /// Of those whose timing patterns alternate too little for a try, the one that came nearest.
    pub passed_over: Option<Attempt>,
    /// What was tried, and how far it came.
    pub tries: Vec<(Attempt, AttemptOutcome)>,
    /// A code was tried in all the ways there are, none cut short by the time, and not read.
    pub exhausted: bool,
    /// Pixels looked at for one of the image.
    pub scale: f32,
    /// What it took.
    pub stages: ReadingStages,
}

/// Looks at images; keeps its memory for the next one.
#[derive(Debug, Default)]
pub struct Scanner {
    buffers: LookBuffers,
    threshold: Threshold,
    bits: Bits,
}

/// Pixels along a side that the smallest code has.
const SMALLEST: u32 = 21;

/// Pixels along a side of what is looked at that a run's length can tell.
const LARGEST: u32 = u16::MAX as u32;

impl Scanner {
    /// Looks at an image in one way. An image that is too small for any code, or too large for
    /// this look, shows nothing.
    pub fn scan(&mut self, image: &Luma, look: ScanLook, effort: Effort) -> ImageScan {
        let sides = [image.width(), image.height()];
        let scale = look.scale();
        let mut scan = ImageScan { scale, ..ImageScan::default() };
        let largest = (LARGEST as f32 / scale) as u32;
        let smallest = (SMALLEST as f32 / scale.min(1.0)) as u32;
        if sides.into_iter().any(|side| !(smallest..=largest).contains(&side)) {
            return scan;
        }
        let mut clock = StageClock::start();
        let Some((seen, sampled)) = self.buffers.develop(image, look) else { return scan };
        clock.end(&mut scan.stages.images);
        self.threshold.apply(&seen, look.cell(), &mut self.bits);
        clock.end(&mut scan.stages.threshold);
        // However short the time, the usual look sees all of its image.
        let end = effort.end.filter(|_| look != ScanLook::Calm);
        finder::search(&self.bits, Effort { end, ..effort }, &mut scan.finders);
        let groups = group::groups(&scan.finders);
        scan.groups = groups.len();
        clock.end(&mut scan.stages.patterns);
        let mut attempts = Vec::new();
        let least = effort.least_timing();
        for (looked_at, group) in groups.into_iter().take(GROUPS).enumerate() {
            if scan.is_taken(&group) {
                continue;
            }
            let enough = scan.tries.len() + attempts.len() >= ALWAYS || looked_at >= ALWAYS_GROUPS;
            if enough && effort.is_over() {
                break;
            }
            let Some(outline) = Outline::of(&group, &self.bits) else { continue };
            let candidates = outline.candidates(&sampled, group.top_left.inverted);
            for candidate in candidates.into_iter().take(SIZES) {
                let attempt = Attempt { group, outline, candidate };
                if candidate.timing >= CLEAR && scan.tries.len() < CLEARLY {
                    // What it reads spares a look at all groups with a pattern within it.
                    clock.end(&mut scan.stages.sizes);
                    scan.attempt(attempt, &sampled, effort);
                    clock.end(&mut scan.stages.tries);
                    break;
                }
                if candidate.timing >= least {
                    attempts.push(attempt);
                } else {
                    scan.pass_over(attempt);
                }
            }
        }
        clock.end(&mut scan.stages.sizes);
        attempts.sort_by(|a, b| b.candidate.timing.total_cmp(&a.candidate.timing));
        for attempt in attempts {
            if scan.tries.len() >= TRIES || (effort.is_late() && scan.tries.len() >= ALWAYS) {
                break;
            }
            if !scan.is_taken(&attempt.group) {
                scan.attempt(attempt, &sampled, effort);
            }
        }
        clock.end(&mut scan.stages.tries);
        scan
    }
}

impl ImageScan {
    /// The codes that were read.
    pub fn read(&self) -> impl Iterator<Item = (&str, &Seen)> {
        self.tries.iter().filter_map(|(_, outcome)| match outcome {
            AttemptOutcome::Read { text, seen } => Some((text.as_str(), seen)),
            AttemptOutcome::NoLattice | AttemptOutcome::Unread(_) => None,
        })
    }

    fn attempt(&mut self, attempt: Attempt, image: &Luma, effort: Effort) {
        let outcome = attempt.carry_out(image, effort);
        if let AttemptOutcome::Unread(seen) = &outcome {
            let deep = effort.deep && seen.is_likely(attempt.candidate.timing);
            self.exhausted |= deep && !effort.is_late();
        }
        self.tries.push((attempt, outcome));
    }

    fn pass_over(&mut self, attempt: Attempt) {
        let timing = attempt.candidate.timing;
        if self.passed_over.is_none_or(|known| known.candidate.timing < timing) {
            self.passed_over = Some(attempt);
        }
    }

    /// Whether a finder pattern of the group is one of a code that was read, or lies in its modules
    /// by chance.
    fn is_taken(&self, group: &Group) -> bool {
        let read = self.tries.iter().filter_map(|(attempt, outcome)| match outcome {
            AttemptOutcome::Read { seen, .. } => Some((attempt, seen)),
            AttemptOutcome::NoLattice | AttemptOutcome::Unread(_) => None,
        });
        let finders = group.finders();
        read.into_iter().any(|(reader, seen)| {
            finders.iter().any(|finder| {
                let own = reader.group.finders();
                seen.holds((finder.x, finder.y))
                    || own.iter().any(|known| known.distance(finder) < 2.0 * finder.module)
            })
        })
    }
}

#[cfg(all(test, feature = "peer"))]
mod tests;
