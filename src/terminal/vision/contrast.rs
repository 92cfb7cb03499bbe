//! Whether a frame is worth a look: its contrast, tile by tile.

use super::Luma;

/// Pixels along a tile's side.
const TILE: usize = 16;

/// Only every so many rows and pixels are looked at: a module of three pixels is still met.
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
        let mut range = vec![(u8::MAX, u8::MIN); columns];
        let mut tiles = 0;
        let mut rows = frame.rows().step_by(STEP).peekable();
        while rows.peek().is_some() && tiles < TILES_OF_A_CODE {
            range.fill((u8::MAX, u8::MIN));
            for row in rows.by_ref().take(TILE / STEP) {
                for (tile, (dark, light)) in row.chunks(TILE).zip(&mut range) {
                    for &pixel in tile.iter().step_by(STEP) {
                        *dark = pixel.min(*dark);
                        *light = pixel.max(*light);
                    }
                }
            }
            tiles += range
                .iter()
                .filter(|(dark, light)| light.saturating_sub(*dark) >= SOMETHING)
                .count();
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
    fn a_pattern_of_a_codes_size_is_worth_a_look() {
        let pixels: Vec<u8> = (0..640 * 480)
            .map(|at| if at % 640 < 50 && at / 640 < 50 && at / 6 % 2 == 0 { 0 } else { 255 })
            .collect();
        assert!(scene(&pixels, 640).may_hold_a_code());
    }
}
