//! From grey to black and white: what is dark is told by the neighbourhood, as light falls
//! unevenly on paper and screens.

mod ramp;

use super::bits::Bits;
use crate::terminal::vision::Luma;
use crate::terminal::vision::extremes::Extremes;
use ramp::Ramp;

/// Cells whose levels are taken together, to either side of a cell: with cells of eight pixels a
/// neighbourhood of 24, in which most codes show both of their colours; wider ones read fewer
/// codes in shade and glare.
const REACH: usize = 1;

/// The share of cells, in percent, that shows nothing but noise in any scene: background, paper.
const PLAIN: usize = 30;

/// Contrast that counts, by the contrast of plain cells: noise hardly doubles its own range.
const ABOVE_NOISE: f32 = 2.0;

/// Contrast that noise alone may reach in a camera that is still of use.
const LOUD: f32 = 14.0;

/// Grey levels that contrast must have at least, however quiet the camera.
const LEAST: u8 = 10;

/// Cells that make up the wider surroundings, to either side: where a neighbourhood has no
/// contrast, as inside a large module, its surroundings have.
const WIDE: usize = 8;

/// Weight of the surroundings: next to nothing where there is any contrast, all where there is none.
const LITTLE: f32 = 4.0;

/// The weight against its surroundings', a tenth and so a third of their contrast, below which a
/// neighbourhood says less and less for itself.
const FAINT: f32 =
    0.1 * ((2 * REACH + 1) * (2 * REACH + 1)) as f32 / ((2 * WIDE + 1) * (2 * WIDE + 1)) as f32;

/// A level and how much can be said for it: whole numbers, so that what was added can be taken
/// away again. A quarter of a cell's contrast squared is its weight, at most 16,256; 289 cells of
/// twice the level 255 stay below 2³².
#[derive(Debug, Clone, Copy, Default)]
struct Vote {
    weight: u32,
    /// Twice the level times the weight.
    level: u32,
}

/// Makes images black and white; keeps its memory for the next one.
#[derive(Debug, Default)]
pub(super) struct Threshold {
    extremes: Extremes,
    cells: Vec<ToneCell>,
    votes: Vec<Vote>,
    wide: Vec<Vote>,
    line: Vec<Vote>,
    /// In parts of a grey level, as the ramp has them.
    levels: Vec<i16>,
    ramp: Ramp,
}

/// Pixels along a cell's side.
const COARSE: usize = 8;
const FINE: usize = 4;

impl Threshold {
    /// Writes `image` as black and white into `bits`. `cell` is 8 or 4 pixels: the finer one
    /// follows sharper shadows and tells small modules better, the larger one is calmer.
    pub fn apply(&mut self, image: &Luma, cell: usize, bits: &mut Bits) {
        if cell == FINE {
            self.divide::<FINE>(image, bits)
        } else {
            self.divide::<COARSE>(image, bits)
        }
    }

    fn divide<const CELL: usize>(&mut self, image: &Luma, bits: &mut Bits) {
        let (width, height) = (image.width() as usize, image.height() as usize);
        let columns = width.div_ceil(CELL);
        let rows = height.div_ceil(CELL);
        self.survey::<CELL>(image);
        self.settle(columns, rows);
        if columns == 0 || rows == 0 {
            return bits.draw(width, height, |_, _| ());
        }
        let row = |cells: usize| {
            let cells = cells.min(rows - 1);
            &self.levels[cells * columns..(cells + 1) * columns]
        };
        self.ramp.begin::<CELL>(row(0));
        let mut known = 0;
        bits.draw(width, height, |y, out| {
            let below = (y + CELL / 2) / CELL;
            if below != known {
                known = below;
                self.ramp.go_on::<CELL>(row(below));
            }
            self.ramp.divide::<CELL>(image.row(y), out);
        });
    }

    /// Each cell's darkest and lightest pixel.
    fn survey<const CELL: usize>(&mut self, image: &Luma) {
        self.cells.clear();
        let (width, height) = (image.width() as usize, image.height() as usize);
        for top in (0..height).step_by(CELL) {
            let row = |row: usize| image.row((top + row).min(height - 1));
            let (dark, light) = self.extremes.of::<CELL>(width, row);
            let tones = dark.iter().zip(light);
            self.cells.extend(tones.map(|(&dark, &light)| ToneCell { dark, light }));
        }
    }

    /// The contrast that noise reaches in this image.
    fn noise(&self) -> u8 {
        let mut counts = [0usize; 256];
        self.cells.iter().for_each(|cell| counts[usize::from(cell.contrast())] += 1);
        let at = |percent: usize| {
            let mut left = self.cells.len() * percent / 100;
            let found = counts.iter().position(|&count| {
                let enough = count > left;
                left = left.saturating_sub(count);
                enough
            });
            found.unwrap_or(usize::from(u8::MAX)) as f32
        };
        // Where everything has texture, the strongest contrast still has to count.
        (at(PLAIN) * ABOVE_NOISE).min((at(95) / 2.0).max(LOUD)).max(f32::from(LEAST)) as u8
    }

    /// One level a cell: its neighbourhood's, and where that has no contrast, its surroundings'.
    fn settle(&mut self, columns: usize, rows: usize) {
        let noise = self.noise();
        self.votes.clear();
        self.votes.extend(self.cells.iter().map(|cell| {
            let contrast = u32::from(cell.contrast().saturating_sub(noise));
            let weight = contrast * contrast / 4;
            Vote { weight, level: weight * (u32::from(cell.dark) + u32::from(cell.light)) }
        }));
        self.wide.clone_from(&self.votes);
        smear(&mut self.votes, &mut self.line, columns, rows, REACH);
        smear(&mut self.wide, &mut self.line, columns, rows, WIDE);
        let sum = |of: fn(&Vote) -> u32| self.votes.iter().map(|vote| u64::from(of(vote))).sum();
        let (weights, levels): (u64, u64) = (sum(|vote| vote.weight), sum(|vote| vote.level));
        let everywhere = levels as f32 / (2 * weights).max(1) as f32;
        self.levels.clear();
        let votes = self.votes.iter().zip(&self.wide).zip(&self.cells);
        self.levels.extend(votes.map(|((near, wide), cell)| {
            let level = near.among(*wide, wide.or(everywhere));
            let (dark, light) = (f32::from(cell.dark), f32::from(cell.light));
            // A plain cell is of one colour, not of both in specks.
            let is_plain = cell.contrast() <= noise && (dark..light).contains(&level);
            ramp::level(if is_plain { dark } else { level })
        }));
    }
}

/// The darkest and the lightest pixel of a square.
#[derive(Debug, Clone, Copy)]
struct ToneCell {
    dark: u8,
    light: u8,
}

impl ToneCell {
    fn contrast(self) -> u8 {
        self.light - self.dark
    }
}

impl Vote {
    /// The level; where little is said for it, that of the surroundings.
    fn or(self, surroundings: f32) -> f32 {
        (self.level as f32 / 2.0 + LITTLE * surroundings) / (self.weight as f32 + LITTLE)
    }

    /// The level of a neighbourhood; where it says little beside its surroundings, theirs: the
    /// texture within a large dark module is no reason to divide it.
    fn among(self, wide: Self, surroundings: f32) -> f32 {
        let lacking = wide.weight as f32 * FAINT - self.weight as f32;
        let weight = LITTLE + lacking.max(0.0);
        (self.level as f32 / 2.0 + weight * surroundings) / (self.weight as f32 + weight)
    }

    fn enter(&mut self, other: Self) {
        self.weight += other.weight;
        self.level += other.level;
    }

    fn leave(&mut self, other: Self) {
        self.weight -= other.weight;
        self.level -= other.level;
    }
}

/// Adds to each vote those up to `reach` to its sides, then those above and below.
fn smear(votes: &mut [Vote], line: &mut Vec<Vote>, columns: usize, rows: usize, reach: usize) {
    for row in votes.chunks_exact_mut(columns.max(1)) {
        line.clear();
        line.extend_from_slice(row);
        let mut sum = Vote::default();
        line.iter().take(reach).for_each(|&vote| sum.enter(vote));
        for (at, out) in row.iter_mut().enumerate() {
            if let Some(&enters) = line.get(at + reach) {
                sum.enter(enters);
            }
            if let Some(&leaves) = at.checked_sub(reach + 1).and_then(|left| line.get(left)) {
                sum.leave(leaves);
            }
            *out = sum;
        }
    }
    // Downwards a row at a time, so that memory is walked in order.
    line.clear();
    line.extend_from_slice(votes);
    let source = |row: usize| row * columns..(row + 1) * columns;
    let mut sums = vec![Vote::default(); columns];
    for row in 0..reach.min(rows) {
        sums.iter_mut().zip(&line[source(row)]).for_each(|(sum, &vote)| sum.enter(vote));
    }
    for row in 0..rows {
        if row + reach < rows {
            let enters = &line[source(row + reach)];
            sums.iter_mut().zip(enters).for_each(|(sum, &vote)| sum.enter(vote));
        }
        if let Some(left) = row.checked_sub(reach + 1) {
            let leaves = &line[source(left)];
            sums.iter_mut().zip(leaves).for_each(|(sum, &vote)| sum.leave(vote));
        }
        votes[source(row)].copy_from_slice(&sums);
    }
}
