//! Whether a frame is worth a look: its contrast, tile by tile.

use super::Luma;

/// Pixels along a tile's side.
const TILE: usize = 16;

/// Only every so many rows and pixels are looked at, two as pairs of bytes make a number that
/// processors take eight of at once: a module of three pixels is still met.
const STEP: usize = 2;

/// Grey levels between a tile's darkest and lightest pixel that a camera's noise does not reach.
const SOMETHING: u8 = 24;

/// Tiles with contrast that the smallest legible code fills at least.
const TILES_OF_A_CODE: usize = 4;

/// How much there is to see in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FrameScene {
    tiles: usize,
    small: bool,
}

impl FrameScene {
    /// Looks at a frame; stops as soon as enough is seen.
    pub(super) fn of(frame: &Luma) -> Self {
        let small = (frame.width() as usize) < 4 * TILE || (frame.height() as usize) < 4 * TILE;
        let columns = (frame.width() as usize).div_ceil(TILE);
        // Of each second pixel, as only those are looked at.
        let places = columns * TILE / STEP;
        let (mut darks, mut lights) = (vec![u8::MAX; places], vec![u8::MIN; places]);
        let mut tiles = 0;
        let mut rows = frame.rows().step_by(STEP).peekable();
        while rows.peek().is_some() && tiles < TILES_OF_A_CODE {
            darks.fill(u8::MAX);
            lights.fill(u8::MIN);
            for row in rows.by_ref().take(TILE / STEP) {
                let (pairs, rest) = row.as_chunks::<STEP>();
                let firsts = pairs.iter().map(|pair| u16::from_le_bytes(*pair) as u8);
                for ((dark, light), pixel) in darks.iter_mut().zip(&mut lights).zip(firsts) {
                    *dark = pixel.min(*dark);
                    *light = pixel.max(*light);
                }
                if let Some(&pixel) = rest.first() {
                    darks[pairs.len()] = pixel.min(darks[pairs.len()]);
                    lights[pairs.len()] = pixel.max(lights[pairs.len()]);
                }
            }
            let tile = |(darks, lights): (&[u8; TILE / STEP], &[u8; TILE / STEP])| {
                let dark = darks.iter().fold(u8::MAX, |dark, &pixel| dark.min(pixel));
                lights.iter().fold(0, |light, &pixel| light.max(pixel)).saturating_sub(dark)
            };
            let all = darks.as_chunks().0.iter().zip(lights.as_chunks().0);
            tiles += all.filter(|both| tile(*both) >= SOMETHING).count();
        }
        Self { tiles, small }
    }

    /// No contrast anywhere.
    pub(super) fn is_blank(self) -> bool {
        self.tiles == 0
    }

    /// Enough contrast for a code; a small image is always worth a look if it is not blank.
    pub(super) fn may_hold_a_code(self) -> bool {
        self.tiles >= TILES_OF_A_CODE || (self.small && !self.is_blank())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(pixels: &[u8], width: u32) -> FrameScene {
        FrameScene::of(
            &Luma::new(pixels, width, pixels.len() as u32 / width.max(1), width as usize).unwrap(),
        )
    }

    #[test]
    fn an_even_frame_is_blank_and_a_gentle_gradient_too() {
        assert!(scene(&[128; 640 * 480], 640).is_blank());
        let gradient: Vec<u8> = (0..640 * 480).map(|at| (at % 640 / 4) as u8).collect();
        assert!(scene(&gradient, 640).is_blank());
        assert!(scene(&[], 0).is_blank());
        assert!(!scene(&[], 0).may_hold_a_code());
    }

    #[test]
    fn a_small_thing_in_view_is_seen_but_holds_no_code() {
        let mut pixels = vec![128; 640 * 480];
        pixels[200 * 640 + 300] = 0;
        let scene = scene(&pixels, 640);
        assert!(!scene.is_blank());
        assert!(!scene.may_hold_a_code());
    }

    #[test]
    fn many_pixels_at_once_are_as_one_at_a_time() {
        let mut random = fastrand::Rng::with_seed(4);
        for (width, height) in [(16, 16), (17, 9), (64, 33), (65, 1), (1, 65), (47, 48)] {
            for _ in 0..40 {
                let spread = random.u8(1..40);
                let pixels: Vec<u8> = (0..width * height).map(|_| random.u8(..spread)).collect();
                let tile = |left: usize, top: usize| {
                    let all = (top..height.min(top + TILE)).step_by(STEP).flat_map(|y| {
                        (left..width.min(left + TILE)).step_by(STEP).map(move |x| (x, y))
                    });
                    let levels: Vec<u8> = all.map(|(x, y)| pixels[y * width + x]).collect();
                    levels.iter().max().unwrap() - levels.iter().min().unwrap() >= SOMETHING
                };
                let mut expected = 0;
                for top in (0..height).step_by(TILE) {
                    if expected < TILES_OF_A_CODE {
                        expected +=
                            (0..width).step_by(TILE).filter(|&left| tile(left, top)).count();
                    }
                }
                assert_eq!(scene(&pixels, width as u32).tiles, expected, "{width} × {height}");
            }
        }
    }

    #[test]
    fn a_pattern_of_a_codes_size_is_worth_a_look() {
        let pixels: Vec<u8> = (0..640 * 480)
            .map(|at| if at % 640 < 50 && at / 640 < 50 && at / 6 % 2 == 0 { 0 } else { 255 })
            .collect();
        assert!(scene(&pixels, 640).may_hold_a_code());
    }
}
