//! A code's modules as grey levels, and from those as dark and light.

use rxing::common::BitMatrix;

use super::plane::Point;
use crate::terminal::vision::Luma;

/// A square of numbers, one a module.
#[derive(Debug, Clone, Default)]
pub(super) struct Modules {
    pub side: usize,
    pub values: Vec<f32>,
}

/// How modules become dark or light.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct ModuleCut {
    /// Modules to either side whose mean is the threshold.
    pub reach: usize,
    /// How much a module is set off against its four neighbours, to undo blur.
    pub sharpen: f32,
}

/// Contrast against the code's mean below which a place counts as faint.
const FAINT: f32 = 0.35;

/// How much a module in glare counts: light comes from it whatever is printed there.
const GLARING: f32 = 0.2;

/// The sensor's own end, and a white from which on it is no sign of glare.
const SATURATED: f32 = 252.0;
const WHITE: f32 = 235.0;

/// How far beside a module's centre it is looked at too, in modules, and in pixels at the most:
/// noise is averaged, the neighbours are kept out.
const ASIDE: f32 = 0.22;
const ASIDE_AT_MOST: f32 = 1.5;

/// The grey level of each module: the centre counts twice, four points around it once. `place` is
/// where a point of the code is seen, `module` the size of a module in pixels.
pub(super) fn levels(
    image: &Luma,
    side: usize,
    module: f32,
    place: impl Fn(Point) -> Point,
) -> Modules {
    let aside = (module * ASIDE).min(ASIDE_AT_MOST);
    let around = [(aside, 0.0), (-aside, 0.0), (0.0, aside), (0.0, -aside)];
    let mut values = Vec::with_capacity(side * side);
    for row in 0..side {
        for column in 0..side {
            let (x, y) = place((column as f32 + 0.5, row as f32 + 0.5));
            let around: f32 = around.iter().map(|by| image.level((x + by.0, y + by.1))).sum();
            values.push((2.0 * image.level((x, y)) + around) / 6.0);
        }
    }
    Modules { side, values }
}

impl Modules {
    /// For each module how dark it is, above 0, or how light, below.
    pub fn cut(&self, cut: ModuleCut, inverted: bool) -> Self {
        let sharp = self.sharpened(cut.sharpen);
        let means = sharp.local_means(cut.reach);
        let sign = if inverted { -1.0 } else { 1.0 };
        let values =
            sharp.values.iter().zip(means).map(|(value, mean)| (mean - value) * sign).collect();
        Self { side: self.side, values }
    }

    /// The modules that are dark, after [`Modules::cut`].
    pub fn grid(&self) -> Option<BitMatrix> {
        let side = self.side as u32;
        let mut grid = BitMatrix::new(side, side).ok()?;
        for (at, _) in self.values.iter().enumerate().filter(|(_, level)| **level > 0.0) {
            grid.set((at % self.side) as u32, (at / self.side) as u32);
        }
        Some(grid)
    }

    /// How dark a module is, after [`Modules::cut`].
    pub fn darkness(&self, (column, row): (usize, usize)) -> f32 {
        self.values[row * self.side + column]
    }

    /// The same, so that modules count 1 on average all over the code, whatever its contrast there;
    /// but where there is next to no contrast they count little. `levels` are those it was cut from.
    pub fn weighed(&self, levels: &Self) -> Self {
        let strengths =
            Self { side: self.side, values: self.values.iter().map(|value| value.abs()).collect() };
        let count = strengths.values.len().max(1) as f32;
        let mean = strengths.values.iter().sum::<f32>() / count;
        let around = strengths.local_means(4);
        let glare = levels.glare();
        let values = self.values.iter().zip(around).zip(&levels.values);
        let values = values.map(|((value, around), level)| {
            let scaled = value / around.max(FAINT * mean).max(f32::MIN_POSITIVE);
            if *level > glare { GLARING * scaled } else { scaled }
        });
        Self { side: self.side, values: values.collect() }
    }

    /// The level above which a module is brighter than paper and screen are elsewhere in the code.
    fn glare(&self) -> f32 {
        let (dark, light) = self.tones();
        let brighter = light + 0.5 * (light - dark);
        if light < WHITE { brighter.min(SATURATED) } else { brighter }
    }

    /// The levels of a typical dark and a typical light module: half of all are either.
    pub fn tones(&self) -> (f32, f32) {
        let mut levels = self.values.clone();
        let mut at = |quarter: usize| {
            let place = levels.len() * quarter / 4;
            let chosen = place < levels.len();
            if chosen { *levels.select_nth_unstable_by(place, f32::total_cmp).1 } else { 0.0 }
        };
        (at(1), at(3))
    }

    /// The share of modules that glare covers.
    pub fn glaring(&self) -> f32 {
        let glare = self.glare();
        let count = self.values.iter().filter(|level| **level > glare).count();
        count as f32 / self.values.len().max(1) as f32
    }

    fn sharpened(&self, by: f32) -> Self {
        if by == 0.0 {
            return self.clone();
        }
        let side = self.side;
        let last = side - 1;
        let mut values = Vec::with_capacity(side * side);
        for row in 0..side {
            let (above, below) = (row.saturating_sub(1), (row + 1).min(last));
            for column in 0..side {
                let at = |column: usize, row: usize| self.values[row * side + column];
                let (left, right) = (column.saturating_sub(1), (column + 1).min(last));
                let own = at(column, row);
                let others = at(left, row) + at(right, row) + at(column, above) + at(column, below);
                values.push(own + by * (4.0 * own - others));
            }
        }
        Self { side, values }
    }

    /// The mean of the modules up to `reach` around each one.
    fn local_means(&self, reach: usize) -> Vec<f32> {
        let side = self.side;
        let stride = side + 1;
        let mut sums = vec![0.0f32; stride * stride];
        for row in 0..side {
            let mut sum = 0.0;
            for column in 0..side {
                sum += self.values[row * side + column];
                sums[(row + 1) * stride + column + 1] = sums[row * stride + column + 1] + sum;
            }
        }
        let span = |at: usize| (at.saturating_sub(reach), (at + reach + 1).min(side));
        let mut means = Vec::with_capacity(side * side);
        for row in 0..side {
            let (top, bottom) = span(row);
            for column in 0..side {
                let (left, right) = span(column);
                let sum = sums[bottom * stride + right] + sums[top * stride + left]
                    - sums[top * stride + right]
                    - sums[bottom * stride + left];
                means.push(sum / ((bottom - top) * (right - left)) as f32);
            }
        }
        means
    }
}
