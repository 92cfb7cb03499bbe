//! The pixel formats a camera may speak, and their grey part.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::vision::Luma;
use crate::vision::guard::guard;

/// Pixels along a side at most, as in the configuration.
const LONGEST_SIDE: usize = 4096;

/// A format whose grey part can be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pixels {
    /// Grey alone.
    Grey,
    /// Grey, then colour in a plane of its own.
    Nv12,
    /// Grey and colour in turns.
    Yuyv,
    /// A JPEG for each frame.
    Mjpg,
}

impl Pixels {
    /// With their names in V4L2, those that cost least to read first.
    pub(super) const ALL: [(Self, [u8; 4]); 4] = [
        (Self::Grey, *b"GREY"),
        (Self::Nv12, *b"NV12"),
        (Self::Yuyv, *b"YUYV"),
        (Self::Mjpg, *b"MJPG"),
    ];

    /// Bytes from one grey pixel to the next; `None` for a compressed format.
    fn step(self) -> Option<usize> {
        match self {
            Self::Grey | Self::Nv12 => Some(1),
            Self::Yuyv => Some(2),
            Self::Mjpg => None,
        }
    }
}

/// How frames lie in the camera's buffers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) pixels: Pixels,
    pub(super) width: u32,
    pub(super) height: u32,
    /// Bytes from one row to the next; 0 where the driver does not say.
    pub(super) stride: usize,
}

impl std::fmt::Display for Layout {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}×{} pixels in {:?}", self.width, self.height, self.pixels)
    }
}

/// The grey part of the last frame, in memory of its own: a camera's buffers are uncached on
/// many boards, where reading them once, in order, is the only quick way.
#[derive(Debug, Default)]
pub(super) struct GreyCopy {
    pixels: Vec<u8>,
    width: u32,
    height: u32,
}

impl GreyCopy {
    /// Takes the grey part of `buffer`; false if that holds no whole frame.
    pub(super) fn take(&mut self, layout: Layout, buffer: &[u8]) -> bool {
        let taken = match layout.pixels.step() {
            Some(step) => self.take_rows(layout, step, buffer),
            None => guard("the JPEG decoder", || self.take_jpeg(buffer)).flatten(),
        };
        if taken.is_none() {
            (self.width, self.height) = (0, 0);
        }
        taken.is_some()
    }

    pub(super) fn luma(&self) -> Luma<'_> {
        Luma::new(&self.pixels, self.width, self.height, self.width as usize).unwrap_or(Luma::EMPTY)
    }

    fn take_rows(&mut self, layout: Layout, step: usize, buffer: &[u8]) -> Option<()> {
        let row = layout.width as usize * step;
        let stride = layout.stride.max(row);
        let rows_before = (layout.height as usize).checked_sub(1)?;
        if row == 0 || buffer.len() < stride * rows_before + row {
            return None;
        }
        self.pixels.clear();
        for row in buffer.chunks(stride).take(layout.height as usize).map(|line| &line[..row]) {
            match step {
                1 => self.pixels.extend_from_slice(row),
                _ => self.pixels.extend(row.iter().step_by(step)),
            }
        }
        (self.width, self.height) = (layout.width, layout.height);
        Some(())
    }

    fn take_jpeg(&mut self, buffer: &[u8]) -> Option<()> {
        let options = DecoderOptions::default()
            .jpeg_set_out_colorspace(ColorSpace::Luma)
            .set_max_width(LONGEST_SIDE)
            .set_max_height(LONGEST_SIDE);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(buffer), options);
        decoder.decode_headers().ok()?;
        let (width, height) = decoder.dimensions()?;
        self.pixels.resize(decoder.output_buffer_size()?, 0);
        decoder.decode_into(&mut self.pixels).ok()?;
        (self.width, self.height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(pixels: Pixels, stride: usize) -> Layout {
        Layout { pixels, width: 2, height: 2, stride }
    }

    fn grey(layout: Layout, buffer: &[u8]) -> Option<Vec<u8>> {
        let mut copy = GreyCopy::default();
        copy.take(layout, buffer).then(|| copy.luma().packed().into_owned())
    }

    #[test]
    fn the_grey_part_is_taken_without_padding_and_colour() {
        let grey_padded = [1, 2, 0, 3, 4, 0];
        assert_eq!(grey(layout(Pixels::Grey, 3), &grey_padded), Some(vec![1, 2, 3, 4]));
        assert_eq!(grey(layout(Pixels::Grey, 0), &[1, 2, 3, 4]), Some(vec![1, 2, 3, 4]));
        let nv12 = [1, 2, 3, 4, 128, 128];
        assert_eq!(grey(layout(Pixels::Nv12, 2), &nv12), Some(vec![1, 2, 3, 4]));
        let yuyv = [1, 128, 2, 128, 3, 128, 4, 128];
        assert_eq!(grey(layout(Pixels::Yuyv, 4), &yuyv), Some(vec![1, 2, 3, 4]));
    }

    #[test]
    fn half_a_frame_is_none() {
        assert_eq!(grey(layout(Pixels::Grey, 3), &[1, 2, 0, 3]), None);
        assert_eq!(grey(layout(Pixels::Yuyv, 4), &[0; 7]), None);
        assert_eq!(grey(layout(Pixels::Mjpg, 0), &[]), None);
        assert_eq!(grey(layout(Pixels::Mjpg, 0), &[0xff, 0xd8, 0xff, 0xe0]), None);
        let mut copy = GreyCopy::default();
        assert!(copy.take(layout(Pixels::Grey, 2), &[9; 4]));
        assert!(!copy.take(layout(Pixels::Grey, 2), &[9; 3]));
        assert_eq!(copy.luma().width(), 0, "what was there before is not shown again");
    }

    #[test]
    fn a_jpeg_frame_gives_its_own_size() {
        let mut jpeg = Vec::new();
        let picture = image::GrayImage::from_pixel(48, 32, image::Luma([200]));
        image::codecs::jpeg::JpegEncoder::new(&mut jpeg).encode_image(&picture).unwrap();
        let mut copy = GreyCopy::default();
        assert!(copy.take(layout(Pixels::Mjpg, 0), &jpeg));
        let luma = copy.luma();
        assert_eq!((luma.width(), luma.height()), (48, 32));
        assert!(luma.rows().flatten().all(|pixel| pixel.abs_diff(200) < 3));
        jpeg.truncate(20);
        assert!(!copy.take(layout(Pixels::Mjpg, 0), &jpeg));
    }
}
