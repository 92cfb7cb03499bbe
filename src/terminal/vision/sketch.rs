//! Whether anything has changed since the frame before.

use super::Luma;

/// Pixels along the side of a square whose mean is compared. Of two codes with modules of four
/// pixels, one held where the other was, such means differ by some ten levels.
const SQUARE: usize = 16;

/// Only every so many rows are looked at.
const STEP: usize = 4;

/// Grey levels by which the mean of a square's 64 pixels may differ: noise reaches two.
const NOISE: u8 = 4;

/// The means of a frame's squares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    size: (u32, u32),
    means: Vec<u8>,
}

impl Sketch {
    pub(super) fn of(frame: &Luma) -> Self {
        let columns = (frame.width() as usize).div_ceil(SQUARE);
        let mut means = Vec::with_capacity(columns * (frame.height() as usize).div_ceil(SQUARE));
        let mut sums = vec![0u32; columns];
        let mut rows = frame.rows().step_by(STEP).peekable();
        while rows.peek().is_some() {
            sums.fill(0);
            let mut count = 0;
            for row in rows.by_ref().take(SQUARE / STEP) {
                count += 1;
                for (square, sum) in row.chunks(SQUARE).zip(&mut sums) {
                    *sum += square.iter().map(|&pixel| u32::from(pixel)).sum::<u32>();
                }
            }
            let width = |column: usize| SQUARE.min(frame.width() as usize - column * SQUARE) as u32;
            means.extend(
                sums.iter().enumerate().map(|(at, sum)| (sum / (width(at) * count).max(1)) as u8),
            );
        }
        Self { size: (frame.width(), frame.height()), means }
    }

    /// Whether both may be of one scene that nothing moves in.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let mut pairs = self.means.iter().zip(&other.means);
        self.size == other.size && pairs.all(|(a, b)| a.abs_diff(*b) <= NOISE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(pixels: &[u8], width: u32) -> Sketch {
        let height = pixels.len() as u32 / width;
        Sketch::of(&Luma::new(pixels, width, height, width as usize).unwrap())
    }

    #[test]
    fn noise_is_no_change_and_another_code_is_one() {
        let code = |seed: usize| -> Vec<u8> {
            let dark = |x: usize, y: usize| (x / 4 * 31 + y / 4 * 17 + seed * x * y / 16) % 7 < 3;
            (0..320 * 240).map(|at| if dark(at % 320, at / 320) { 20 } else { 220 }).collect()
        };
        let first = sketch(&code(1), 320);
        let noisy: Vec<u8> =
            code(1).iter().enumerate().map(|(at, pixel)| pixel + (at * 7 % 11) as u8).collect();
        let quiet: Vec<u8> = code(1).iter().map(|pixel| pixel + 5).collect();
        assert!(sketch(&noisy, 320).is_like(&sketch(&quiet, 320)));
        assert!(first.is_like(&first));
        assert!(!sketch(&code(2), 320).is_like(&first));
        assert!(!sketch(&code(1), 640).is_like(&first), "another size");
        assert!(!first.is_like(&Sketch::default()));
    }

    #[test]
    fn a_small_thing_that_comes_is_a_change() {
        let mut pixels = vec![128; 643 * 479];
        let before = sketch(&pixels, 643);
        (0..12).for_each(|at| pixels[(470 + at % 3) * 643 + 630 + at] = 0);
        (0..20).for_each(|row| pixels[(100 + row) * 643 + 630..][..10].fill(0));
        assert!(!sketch(&pixels, 643).is_like(&before));
    }
}
