//! From one level a cell to one a pixel: between the centres of four cells, in between. Whole
//! numbers and no branches, so that processors take many pixels at once.

/// Sixteenths of a grey level.
const SCALE: u16 = 16;

/// A level, 0 to 255, in sixteenths.
pub(super) fn level(level: f32) -> i16 {
    (level * f32::from(SCALE) + 0.5) as i16
}

/// Pixels that are divided together.
const TOGETHER: usize = 16;

/// The threshold along a row of pixels, and how it goes on to the next one.
#[derive(Debug, Default)]
pub(super) struct Ramp {
    /// At the centres of the row of cells above and of the one below.
    upper: Vec<u16>,
    lower: Vec<u16>,
    /// In this row of pixels, in parts of a sixteenth, a cell's height of them, and rounded up.
    level: Vec<u16>,
    /// From one row to the next; below zero it wraps.
    step: Vec<u16>,
}

impl Ramp {
    /// Begins at the top, half a cell above the first centres: it is as there.
    pub fn begin<const CELL: usize>(&mut self, levels: &[i16]) {
        for line in [&mut self.upper, &mut self.lower, &mut self.level, &mut self.step] {
            line.clear();
            line.resize(levels.len() * CELL, 0);
        }
        spread::<CELL>(levels, &mut self.lower);
        self.go_on::<CELL>(levels);
    }

    /// Goes on from one row of cells' centres to the next.
    pub fn go_on<const CELL: usize>(&mut self, levels: &[i16]) {
        std::mem::swap(&mut self.upper, &mut self.lower);
        spread::<CELL>(levels, &mut self.lower);
        let lines = self.level.iter_mut().zip(&mut self.step).zip(&self.upper).zip(&self.lower);
        for (((level, step), &upper), &lower) in lines {
            // 255 levels in 128 parts, rounded up, fit.
            *level = upper * CELL as u16 + SCALE * CELL as u16 - 1;
            *step = lower.wrapping_sub(upper);
        }
    }

    /// Tells dark pixels, 1, from light ones in the next row.
    pub fn divide<const CELL: usize>(&mut self, pixels: &[u8], dark: &mut [u8]) {
        let parts = SCALE * CELL as u16;
        let whole = pixels.len() / TOGETHER * TOGETHER;
        let (levels, rest) = self.level.split_at_mut(whole);
        let (steps, rest_steps) = self.step.split_at(whole);
        let (blocks, pixels) = pixels.as_chunks::<TOGETHER>();
        let (darks, dark) = dark.as_chunks_mut::<TOGETHER>();
        let levels = levels.as_chunks_mut::<TOGETHER>().0;
        let lines = blocks.iter().zip(darks).zip(levels).zip(steps.as_chunks::<TOGETHER>().0);
        for (((pixels, dark), level), step) in lines {
            let bounds: [u8; TOGETHER] = std::array::from_fn(|at| (level[at] / parts) as u8);
            *dark = std::array::from_fn(|at| u8::from(pixels[at] < bounds[at]));
            *level = std::array::from_fn(|at| level[at].wrapping_add(step[at]));
        }
        for (((&pixel, dark), level), &step) in pixels.iter().zip(dark).zip(rest).zip(rest_steps) {
            *dark = u8::from(pixel < (*level / parts) as u8);
            *level = level.wrapping_add(step);
        }
    }
}

/// A row of cells' levels, a value for each pixel: between the centres of two cells, in between.
fn spread<const CELL: usize>(levels: &[i16], out: &mut [u16]) {
    let half = CELL / 2;
    let (first, last) = (levels[0], levels[levels.len() - 1]);
    out[..half].fill(first as u16);
    let end = out.len() - half;
    out[end..].fill(last as u16);
    let mut left = first;
    for (out, &right) in out[half..end].as_chunks_mut::<CELL>().0.iter_mut().zip(&levels[1..]) {
        // Seven times 255 levels fit.
        let step = right - left;
        *out = std::array::from_fn(|part| (left + ((step * part as i16) >> CELL.ilog2())) as u16);
        left = right;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pixel's threshold as it is meant: in floating point, one at a time.
    fn plain(cells: &[Vec<f32>], cell: usize, x: usize, y: usize) -> f32 {
        let place = |at: usize, count: usize| {
            let at = ((at as f32 - cell as f32 / 2.0) / cell as f32).clamp(0.0, (count - 1) as f32);
            let low = (at as usize).min(count.saturating_sub(2));
            (low, (low + 1).min(count - 1), at - low as f32)
        };
        let (left, right, across) = place(x, cells[0].len());
        let (up, down, along) = place(y, cells.len());
        let row = |row: usize| cells[row][left] + (cells[row][right] - cells[row][left]) * across;
        row(up) + (row(down) - row(up)) * along
    }

    fn assert_divided<const CELL: usize>(width: usize, height: usize) {
        let mut random = fastrand::Rng::with_seed((width * height) as u64);
        let (columns, rows) = (width.div_ceil(CELL), height.div_ceil(CELL));
        let mut any = || random.u8(..) as f32;
        let cells: Vec<Vec<f32>> =
            (0..rows).map(|_| (0..columns).map(|_| any()).collect()).collect();
        let row = |row: usize| cells[row].iter().copied().map(level).collect::<Vec<_>>();
        let mut ramp = Ramp::default();
        ramp.begin::<CELL>(&row(0));
        for y in 0..height {
            let below = (y + CELL / 2) / CELL;
            if y > 0 && (y + CELL / 2).is_multiple_of(CELL) {
                ramp.go_on::<CELL>(&row(below.min(rows - 1)));
            }
            let pixels: Vec<u8> = (0..width).map(|_| random.u8(..)).collect();
            let mut dark = vec![0; width];
            ramp.divide::<CELL>(&pixels, &mut dark);
            for (x, (&pixel, dark)) in pixels.iter().zip(dark).enumerate() {
                let bound = plain(&cells, CELL, x, y);
                // A sixteenth of a level is lost here and there.
                if (f32::from(pixel) - bound).abs() > 0.3 {
                    let meant = u8::from(f32::from(pixel) < bound);
                    assert_eq!(dark, meant, "{x}, {y} of {width} × {height}: {pixel}, {bound}");
                }
            }
        }
    }

    #[test]
    fn many_pixels_at_once_are_divided_as_one_at_a_time() {
        for (width, height) in [(1, 1), (7, 9), (16, 8), (33, 40), (100, 23), (64, 64)] {
            assert_divided::<8>(width, height);
            assert_divided::<4>(width, height);
        }
    }
}
