//! The finder patterns, the three large squares in a code's corners: rows are searched for the
//! run lengths 1:1:3:1:1 of both polarities, and what is found is looked at along its column.

use super::Effort;
use super::bits::Bits;

/// Every so many rows are searched: the centre square of the smallest legible pattern has five.
const ROW_STEP: usize = 2;

/// Rows that are searched before the time is looked at again.
const ROWS_IN_A_GO: usize = 64;

/// Pixels along the smallest pattern, seven modules, that can be told from noise.
const SMALLEST: i32 = 9;

/// Patterns that are kept at most.
const MOST: usize = 512;

/// A place that looks like a finder pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finder {
    /// Its centre in pixels; the first pixel has its centre at 0.5.
    pub x: f32,
    pub y: f32,
    /// Pixels a module.
    pub module: f32,
    /// How often it was met.
    pub hits: u32,
    /// Light modules on a dark ground.
    pub inverted: bool,
}

impl Finder {
    /// In pixels.
    pub fn distance(&self, other: &Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    fn is_near(&self, x: f32, y: f32, module: f32) -> bool {
        let reach = 2.0 * self.module;
        (self.x - x).abs() < reach
            && (self.y - y).abs() < reach
            && module < 1.6 * self.module
            && self.module < 1.6 * module
    }

    fn merge(&mut self, x: f32, y: f32, module: f32) {
        let hits = self.hits as f32;
        let mean = |old: f32, added: f32| (old * hits + added) / (hits + 1.0);
        self.x = mean(self.x, x);
        self.y = mean(self.y, y);
        self.module = mean(self.module, module);
        self.hits += 1;
    }
}

/// All places in the image that look like a finder pattern, either polarity. When the time is over,
/// those down to where the search has come.
pub(super) fn search(bits: &Bits, effort: Effort, found: &mut Vec<Finder>) {
    found.clear();
    let mut starts = Vec::new();
    for y in (ROW_STEP / 2..bits.height()).step_by(ROW_STEP) {
        if y % ROWS_IN_A_GO == ROW_STEP / 2 && y > ROWS_IN_A_GO && effort.is_over() {
            return;
        }
        let first_dark = bits.runs(y, &mut starts);
        for (run, window) in starts.windows(6).enumerate() {
            let &[a, b, c, d, e, f] = window else { continue };
            let runs = [b - a, c - b, d - c, e - d, f - e].map(i32::from);
            let Some(likeness) = Likeness::of(runs) else { continue };
            // The middle run has the colour of the window's first one.
            let dark = first_dark == (run % 2 == 0);
            let centre = i32::from(c) + runs[2] / 2;
            let across = (likeness, likeness.module(runs));
            look_closer(bits, (centre, y as i32), across, dark, found);
        }
        if found.len() >= MOST {
            thin_out(found, y as f32);
        }
    }
}

/// Leaves out what was met but once, unless the search is still near it; if that is not enough,
/// what was met least: noise at the top must not hide a code below it.
fn thin_out(found: &mut Vec<Finder>, y: f32) {
    found.retain(|finder| finder.hits > 1 || y - finder.y < 4.0 * finder.module);
    if found.len() > MOST / 2 {
        found.sort_by_key(|finder| std::cmp::Reverse(finder.hits));
        found.truncate(MOST / 2);
    }
}

/// What five runs along a line look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// A finder pattern.
    Pattern,
    /// A finder pattern whose dark modules have grown or shrunk: ink that has run, light that eats
    /// into it.
    Bloomed,
}

impl Likeness {
    fn of(runs: [i32; 5]) -> Option<Self> {
        if !may_be_pattern(runs) {
            None
        } else if is_pattern(runs) {
            Some(Self::Pattern)
        } else {
            is_bloomed(runs).then_some(Self::Bloomed)
        }
    }

    /// Pixels a module: the seventh of the pattern, set right by what its edges have moved.
    fn module(self, runs: [i32; 5]) -> f32 {
        let [a, b, _, d, e] = runs;
        let moved = if self == Self::Bloomed { (b + d - a - e) as f32 / 4.0 } else { 0.0 };
        (runs.iter().sum::<i32>() as f32 + moved) / 7.0
    }
}

/// What every pattern is, with moved edges too: its middle three quarters as long as the rings
/// together, two fifths at the least and four thirds at the most, and a few pixels for its edges.
/// Most of what any scene shows is told from it by so much.
fn may_be_pattern([a, b, c, d, e]: [i32; 5]) -> bool {
    let four = a + b + d + e;
    5 * c + 20 >= 2 * four && 3 * c <= 4 * four + 12
}

/// Whether five runs are as 1:1:3:1:1, each half a module off at the most, and half a pixel for
/// its edges.
fn is_pattern(runs: [i32; 5]) -> bool {
    let all: i32 = runs.iter().sum();
    // In 14ths of a module, so that integers do.
    let off = |at: usize, modules: i32| (14 * runs[at] - 2 * modules * all).abs();
    all >= SMALLEST
        && off(2, 3) <= 2 * all + 11
        && [0, 1, 3, 4].into_iter().all(|at| off(at, 1) <= all + 8)
}

/// The same for dark modules that have grown or shrunk. What one colour gains along an edge the
/// other one loses: a dark and a light ring together are still two modules, and the middle is as
/// wide as two of its own rings and one of the others.
fn is_bloomed([a, b, c, d, e]: [i32; 5]) -> bool {
    let four = a + b + d + e;
    let bloom = b + d - a - e;
    let is_small = |by: i32| 12 * by.abs() <= four + 12;
    four >= BLOOMED_AT_LEAST
        && 100 * bloom.abs() >= LEAST_BLOOM * four
        && 100 * bloom.abs() <= MOST_BLOOM * four
        && is_small(a - e)
        && is_small(b - d)
        && is_small(c - (b + d) / 2 - (a + e))
}

/// Percent of a module by which dark ones may have shrunk or grown. Less than the least is within
/// what any pattern's runs may be off.
const LEAST_BLOOM: i32 = 35;
const MOST_BLOOM: i32 = 75;

/// Pixels along the four rings below which a moved edge can't be told from a coarse one.
const BLOOMED_AT_LEAST: i32 = 12;

/// Looks along the column, then along the row through the centre that gives. Edges move alike in
/// all directions: only where they have along the row, they may have along the others.
fn look_closer(
    bits: &Bits,
    (x, y): (i32, i32),
    (likeness, across): (Likeness, f32),
    dark: bool,
    found: &mut Vec<Finder>,
) {
    let longest = (across * 2.6 + 2.0) as i32;
    let profile = |at, direction| profile(bits, at, direction, dark, longest, likeness);
    let Some((middle, down)) = profile((x, y), (0, 1)) else { return };
    // Seen at a slant one side is shorter; by more than this nothing is legible.
    if down > 2.2 * across || across > 2.2 * down {
        return;
    }
    let row = y as f32 + middle;
    let Some((aside, across)) = profile((x, row as i32), (1, 0)) else { return };
    let (x, y, module) = (x as f32 + aside, row, (across + down) / 2.0);
    let known =
        found.iter_mut().rev().find(|known| known.inverted != dark && known.is_near(x, y, module));
    match known {
        Some(known) => known.merge(x, y, module),
        None => found.push(Finder { x, y, module, hits: 1, inverted: !dark }),
    }
}

/// The five runs around a pixel of the middle one, along a direction: how far the middle's centre
/// lies from the pixel's corner, and the size of a module.
fn profile(
    bits: &Bits,
    (x, y): (i32, i32),
    (dx, dy): (i32, i32),
    dark: bool,
    longest: i32,
    across: Likeness,
) -> Option<(f32, f32)> {
    let is = |at: i32, colour: bool| bits.at(x + dx * at, y + dy * at) == Some(colour);
    if !is(0, dark) {
        return None;
    }
    let side = |sign: i32| {
        let mut at = 1;
        let mut ends = [0; 3];
        for (end, colour) in ends.iter_mut().zip([dark, !dark, dark]) {
            let limit = at + longest;
            while at < limit && is(sign * at, colour) {
                at += 1;
            }
            *end = at;
        }
        ends
    };
    let (back, forth) = (side(-1), side(1));
    let runs = [
        back[2] - back[1],
        back[1] - back[0],
        back[0] + forth[0] - 1,
        forth[1] - forth[0],
        forth[2] - forth[1],
    ];
    // An outer ring that melts into what lies around it counts as long as the ring inside it.
    let runs = [
        if runs[0] >= longest { runs[1] } else { runs[0] },
        runs[1],
        runs[2],
        runs[3],
        if runs[4] >= longest { runs[3] } else { runs[4] },
    ];
    let likeness = Likeness::of(runs).filter(|it| *it == Likeness::Pattern || *it == across)?;
    Some(((forth[0] - back[0] + 1) as f32 / 2.0, likeness.module(runs)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_any_pattern_is_every_one_is() {
        let mut random = fastrand::Rng::with_seed(3);
        let mut patterns = 0;
        for at in 0..2_000_000 {
            let module = 1 + at % 25;
            let mut run = |modules: i32| random.i32(module * modules / 2..=module * modules * 2);
            let runs = [run(1), run(1), run(3), run(1), run(1)];
            if is_pattern(runs) || is_bloomed(runs) {
                patterns += 1;
                assert!(may_be_pattern(runs), "{runs:?}");
            }
        }
        assert!(patterns > 10_000, "{patterns}: else it proves nothing");
        assert!(!may_be_pattern([9; 5]) && !may_be_pattern([3, 3, 30, 3, 3]));
    }
}
