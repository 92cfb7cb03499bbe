//! The grey part of a frame in memory of its own.

use super::mjpeg::Mjpeg;
use super::pixels::{Layout, Pixels};
use crate::terminal::vision::Luma;
use crate::terminal::vision::guard::guard;

/// The grey part of the last frame, without gaps between its rows. Its memory is kept from one
/// frame to the next.
#[derive(Debug, Default)]
pub(super) struct GreyCopy {
    pixels: Vec<u8>,
    width: u32,
    height: u32,
    mjpeg: Mjpeg,
}

impl GreyCopy {
    /// Takes the grey part of `buffer`; false if that holds no whole frame.
    pub(super) fn take(&mut self, layout: Layout, buffer: &[u8]) -> bool {
        self.pixels.clear();
        let size = match layout.pixels {
            Pixels::Grey | Pixels::Nv12 => self.take_plane(layout, buffer),
            Pixels::Yuyv => self.take_turns::<0>(layout, buffer),
            Pixels::Uyvy => self.take_turns::<1>(layout, buffer),
            Pixels::Mjpg => {
                guard("the JPEG decoder", || self.mjpeg.decode(buffer, &mut self.pixels)).flatten()
            }
        };
        // What was there before is not shown again.
        (self.width, self.height) = size.unwrap_or((0, 0));
        size.is_some()
    }

    pub(super) fn luma(&self) -> Luma<'_> {
        Luma::new(&self.pixels, self.width, self.height, self.width as usize).unwrap_or(Luma::EMPTY)
    }

    fn take_plane(&mut self, layout: Layout, buffer: &[u8]) -> Option<(u32, u32)> {
        layout.plane(buffer)?.rows().for_each(|row| self.pixels.extend_from_slice(row));
        Some((layout.width, layout.height))
    }

    /// Of each pair of bytes the one `AT`: a constant, and pairs instead of steps, so that the
    /// compiler takes sixteen at once.
    fn take_turns<const AT: usize>(&mut self, layout: Layout, buffer: &[u8]) -> Option<(u32, u32)> {
        for row in layout.turns(buffer)? {
            self.pixels.extend(row.chunks_exact(2).map(|pair| pair[AT]));
        }
        Some((layout.width, layout.height))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(pixels: Pixels, width: u32, height: u32, stride: usize) -> Layout {
        Layout { pixels, width, height, stride }
    }

    fn grey(layout: Layout, buffer: &[u8]) -> Option<Vec<u8>> {
        let mut copy = GreyCopy::default();
        copy.take(layout, buffer).then(|| copy.luma().rows().flatten().copied().collect())
    }

    #[test]
    fn the_grey_part_is_taken_without_padding_and_colour() {
        let grey_padded = [1, 2, 0, 3, 4, 0];
        assert_eq!(grey(layout(Pixels::Grey, 2, 2, 3), &grey_padded), Some(vec![1, 2, 3, 4]));
        let nv12 = [1, 2, 3, 4, 128, 128];
        assert_eq!(grey(layout(Pixels::Nv12, 2, 2, 2), &nv12), Some(vec![1, 2, 3, 4]));
        let yuyv = [1, 128, 2, 128, 0, 0, 3, 128, 4, 128];
        assert_eq!(grey(layout(Pixels::Yuyv, 2, 2, 6), &yuyv), Some(vec![1, 2, 3, 4]));
        let uyvy = [128, 1, 128, 2, 128, 3, 128, 4];
        assert_eq!(grey(layout(Pixels::Uyvy, 2, 2, 0), &uyvy), Some(vec![1, 2, 3, 4]));
    }

    #[test]
    fn an_odd_width_is_filled_up_to_the_pair() {
        let pixel = |at: u8| [at, 128];
        let row = |from: u8| [pixel(from), pixel(from + 1), pixel(from + 2), pixel(99)].concat();
        let whole = [row(1), row(4)].concat();
        for stride in [0, 6, 8] {
            let taken = grey(layout(Pixels::Yuyv, 3, 2, stride), &whole);
            assert_eq!(taken, Some(vec![1, 2, 3, 4, 5, 6]), "stride {stride}");
        }
        // The last pixel's partner need not be there.
        assert!(grey(layout(Pixels::Yuyv, 3, 2, 8), &whole[..14]).is_some());
        assert!(grey(layout(Pixels::Yuyv, 3, 2, 8), &whole[..13]).is_none());
    }

    /// All of the sizes that are promised, and strides with padding.
    #[test]
    fn every_size_is_taken_whole() {
        for (width, height) in [(320u32, 240u32), (640, 480), (1280, 720), (1921, 1081)] {
            for padding in [0, 64] {
                let stride = width as usize * 2 + 2 + padding;
                let mut buffer = vec![0; stride * height as usize];
                for (y, row) in buffer.chunks_mut(stride).enumerate() {
                    for x in 0..width as usize {
                        row[2 * x] = (x * 3 + y * 5) as u8;
                    }
                }
                let taken = grey(layout(Pixels::Yuyv, width, height, stride), &buffer).unwrap();
                assert_eq!(taken.len(), (width * height) as usize);
                let as_drawn = |(at, &pixel): (usize, &u8)| {
                    let (x, y) = (at % width as usize, at / width as usize);
                    pixel == (x * 3 + y * 5) as u8
                };
                assert!(taken.iter().enumerate().all(as_drawn), "{width}×{height}");
            }
        }
    }

    #[test]
    fn half_a_frame_is_lost_alone() {
        let mut copy = GreyCopy::default();
        assert!(copy.take(layout(Pixels::Grey, 2, 2, 2), &[9; 4]));
        assert!(!copy.take(layout(Pixels::Grey, 2, 2, 2), &[9; 3]));
        assert_eq!(copy.luma().width(), 0, "what was there before is not shown again");
        assert!(!copy.take(layout(Pixels::Mjpg, 2, 2, 0), &[0xff, 0xd8, 0xff, 0xe0]));
        assert!(copy.take(layout(Pixels::Grey, 2, 2, 2), &[9; 4]));
    }

    #[test]
    fn memory_is_kept_from_frame_to_frame() {
        let mut copy = GreyCopy::default();
        let large = layout(Pixels::Yuyv, 64, 48, 128);
        assert!(copy.take(large, &[1; 128 * 48]));
        let before = copy.pixels.as_ptr();
        assert!(copy.take(large, &[2; 128 * 48]));
        assert_eq!(copy.pixels.as_ptr(), before);
    }
}
