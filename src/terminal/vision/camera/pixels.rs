//! The pixel formats a camera may speak, and where the grey part of a frame lies in them.

use crate::terminal::vision::Luma;

/// A format whose grey part can be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pixels {
    /// Grey alone.
    Grey,
    /// Grey, then colour in a plane of its own with half as many rows.
    Nv12,
    /// Grey and colour in turns.
    Yuyv,
    /// Colour and grey in turns.
    Uyvy,
    /// A JPEG for each frame.
    Mjpg,
}

impl Pixels {
    /// With their names in V4L2, those that cost least to read first.
    pub(super) const ALL: [(Self, [u8; 4]); 5] = [
        (Self::Grey, *b"GREY"),
        (Self::Nv12, *b"NV12"),
        (Self::Yuyv, *b"YUYV"),
        (Self::Uyvy, *b"UYVY"),
        (Self::Mjpg, *b"MJPG"),
    ];
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

impl Layout {
    /// Whether the grey pixels lie side by side, so that they can be read where they are.
    pub(super) fn has_plane(&self) -> bool {
        matches!(self.pixels, Pixels::Grey | Pixels::Nv12)
    }

    /// The grey plane of `buffer`, where it lies; `None` where there is none, or no whole frame.
    pub(super) fn plane<'a>(&self, buffer: &'a [u8]) -> Option<Luma<'a>> {
        let width = self.width as usize;
        let rows = match self.pixels {
            Pixels::Grey => self.height,
            // Of an odd height some drivers round the colour's half up, some down.
            Pixels::Nv12 => self.height.checked_add(self.height / 2)?,
            Pixels::Yuyv | Pixels::Uyvy | Pixels::Mjpg => return None,
        };
        // Colour counts too: what a frame is short of may be missing anywhere in it.
        let frame = Rows::of(buffer, width, self.stride.max(width), rows)?;
        Luma::new(buffer, self.width, self.height, frame.stride)
    }

    /// The rows of `buffer` in which grey and colour take turns, two bytes a pixel; `None` where
    /// they do not, or where there is no whole frame.
    pub(super) fn turns<'a>(&self, buffer: &'a [u8]) -> Option<impl Iterator<Item = &'a [u8]>> {
        if !matches!(self.pixels, Pixels::Yuyv | Pixels::Uyvy) {
            return None;
        }
        let row = (self.width as usize).checked_mul(2)?;
        // Two pixels share their colour: an odd width is filled up.
        let stride = self.stride.max(row.checked_next_multiple_of(4)?);
        let rows = Rows::of(buffer, row, stride, self.height)?;
        Some(rows.buffer.chunks(rows.stride).map(move |line| &line[..rows.row]))
    }
}

/// The rows of a whole frame.
struct Rows<'a> {
    /// From the first pixel to the last.
    buffer: &'a [u8],
    /// Bytes of pixels in a row.
    row: usize,
    stride: usize,
}

impl<'a> Rows<'a> {
    /// `None` if `buffer` does not hold them all. The last one need not be padded.
    fn of(buffer: &'a [u8], row: usize, stride: usize, rows: u32) -> Option<Self> {
        let before = stride.checked_mul((rows as usize).checked_sub(1)?)?;
        let buffer = buffer.get(..before.checked_add(row)?)?;
        (row > 0).then_some(Self { buffer, row, stride })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(pixels: Pixels, width: u32, height: u32, stride: usize) -> Layout {
        Layout { pixels, width, height, stride }
    }

    fn rows(layout: Layout, buffer: &[u8]) -> Option<Vec<Vec<u8>>> {
        layout.plane(buffer).map(|luma| luma.rows().map(<[u8]>::to_vec).collect())
    }

    #[test]
    fn a_grey_plane_is_lent_where_it_lies() {
        let buffer = [1, 2, 0, 3, 4, 0];
        let luma = layout(Pixels::Grey, 2, 2, 3).plane(&buffer).unwrap();
        assert!(std::ptr::eq(luma.rows().nth(1).unwrap(), &buffer[3..5]), "no copy");
        for (stride, buffer) in [(3, &[1, 2, 0, 3, 4][..]), (2, &[1, 2, 3, 4]), (0, &[1, 2, 3, 4])]
        {
            let lent = rows(layout(Pixels::Grey, 2, 2, stride), buffer);
            assert_eq!(lent, Some(vec![vec![1, 2], vec![3, 4]]), "stride {stride}");
        }
        let nv12 = [1, 2, 3, 4, 5, 6, 128, 128, 128];
        let lent = rows(layout(Pixels::Nv12, 3, 2, 3), &nv12);
        assert_eq!(lent, Some(vec![vec![1, 2, 3], vec![4, 5, 6]]));
    }

    #[test]
    fn an_odd_height_has_half_a_row_of_colour_more_or_less() {
        let odd = layout(Pixels::Nv12, 2, 3, 2);
        assert!(odd.plane(&[7; 8]).is_some() && odd.plane(&[7; 10]).is_some());
        assert!(odd.plane(&[7; 7]).is_none());
    }

    #[test]
    fn what_is_not_whole_or_has_no_size_is_no_frame() {
        assert!(layout(Pixels::Grey, 2, 2, 3).plane(&[1, 2, 0, 3]).is_none());
        assert!(layout(Pixels::Nv12, 2, 2, 2).plane(&[1, 2, 3, 4, 128]).is_none(), "no colour");
        assert!(layout(Pixels::Yuyv, 2, 2, 4).turns(&[0; 7]).is_none());
        assert!(layout(Pixels::Grey, 2, 2, 2).turns(&[0; 8]).is_none());
        assert!(layout(Pixels::Uyvy, 2, 2, 4).plane(&[0; 8]).is_none());
        for (width, height) in [(0, 0), (0, 4), (4, 0), (u32::MAX, u32::MAX)] {
            for (pixels, _) in Pixels::ALL {
                for stride in [0, 4, usize::MAX] {
                    let odd = layout(pixels, width, height, stride);
                    assert!(odd.plane(&[0; 64]).is_none() && odd.turns(&[0; 64]).is_none());
                }
            }
        }
    }
}
