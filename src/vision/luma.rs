//! Grey images, wherever they lie.

use std::borrow::Cow;

/// A grey image borrowed from wherever it lies: 0 is black, 255 white.
#[derive(Debug, Clone, Copy)]
pub struct Luma<'a> {
    pixels: &'a [u8],
    width: u32,
    height: u32,
    stride: usize,
}

impl<'a> Luma<'a> {
    /// Nothing at all.
    pub const EMPTY: Self = Self { pixels: &[], width: 0, height: 0, stride: 0 };

    /// An image of `width` × `height` pixels whose rows begin `stride` bytes apart; `None` where
    /// `pixels` does not hold so much. The last row need not be padded.
    pub fn new(pixels: &'a [u8], width: u32, height: u32, stride: usize) -> Option<Self> {
        let row = usize::try_from(width).ok()?;
        let rows_before = usize::try_from(height.saturating_sub(1)).ok()?;
        let needed =
            if height == 0 { 0 } else { stride.checked_mul(rows_before)?.checked_add(row)? };
        (stride >= row && pixels.len() >= needed).then_some(Self { pixels, width, height, stride })
    }

    /// In pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// In pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The rows from the top, each `width` pixels long.
    pub fn rows(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let (pixels, width, stride) = (self.pixels, self.width as usize, self.stride);
        (0..self.height as usize).map(move |row| &pixels[row * stride..row * stride + width])
    }

    /// All pixels without gaps between the rows; a copy only where there are gaps.
    pub(super) fn packed(&self) -> Cow<'a, [u8]> {
        let width = self.width as usize;
        if self.stride == width {
            return Cow::Borrowed(&self.pixels[..width * self.height as usize]);
        }
        let mut packed = Vec::with_capacity(width * self.height as usize);
        self.rows().for_each(|row| packed.extend_from_slice(row));
        Cow::Owned(packed)
    }

    /// This image in another size, which lies in `memory`; `None` where that size makes no sense.
    pub(super) fn at_scale<'m>(&self, scale: Scale, memory: &'m mut Vec<u8>) -> Option<Luma<'m>>
    where
        'a: 'm,
    {
        let (width, height) = (self.width as usize, self.height as usize);
        let (width, height) = match scale {
            Scale::Full => return Some(*self),
            Scale::Half => (width / 2, height / 2),
            Scale::Double if width * height <= DOUBLED_AT_MOST => (width * 2, height * 2),
            Scale::Double => return None,
        };
        memory.clear();
        memory.reserve(width * height);
        let source: Vec<&[u8]> = self.rows().collect();
        match scale {
            Scale::Half => source.chunks_exact(2).for_each(|pair| halve(pair[0], pair[1], memory)),
            _ => (0..height).for_each(|row| double(&source, row, memory)),
        }
        Luma::new(memory, width as u32, height as u32, width)
    }
}

/// Larger images are not doubled: four times their memory, and their codes are large enough.
const DOUBLED_AT_MOST: usize = 1920 * 1080;

/// The sizes in which a single image is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    Full,
    /// Each pixel is the mean of four: takes away noise and a screen's own grid.
    Half,
    /// Each pixel becomes four: for codes whose modules are hardly two pixels wide.
    Double,
}

impl Scale {
    /// In the order in which they are tried.
    pub(super) const ALL: [Self; 3] = [Self::Full, Self::Half, Self::Double];

    /// Points found at this scale, in pixels of the original.
    pub(super) fn undo(self, points: [(f32, f32); 4]) -> [(f32, f32); 4] {
        let factor = match self {
            Self::Full => 1.0,
            Self::Half => 2.0,
            Self::Double => 0.5,
        };
        points.map(|(x, y)| (x * factor, y * factor))
    }
}

fn halve(upper: &[u8], lower: &[u8], out: &mut Vec<u8>) {
    let quads = upper.chunks_exact(2).zip(lower.chunks_exact(2));
    out.extend(quads.map(|(up, low)| {
        let sum: u16 = [up[0], up[1], low[0], low[1]].into_iter().map(u16::from).sum();
        (sum / 4) as u8
    }));
}

/// One row of the doubled image: between the centres of pixels, a quarter from the nearest.
fn double(source: &[&[u8]], row: usize, out: &mut Vec<u8>) {
    let near = source[row / 2];
    let far = beside(row, source.len()).map_or(near, |at| source[at]);
    for column in 0..near.len() * 2 {
        let x = column / 2;
        let aside = beside(column, near.len()).unwrap_or(x);
        let weigh = |line: &[u8]| 3 * u16::from(line[x]) + u16::from(line[aside]);
        out.push(((3 * weigh(near) + weigh(far) + 8) / 16) as u8);
    }
}

/// The pixel that lies next to the one under a doubled position, on that position's side.
fn beside(doubled: usize, length: usize) -> Option<usize> {
    let at = doubled / 2;
    if doubled.is_multiple_of(2) {
        at.checked_sub(1)
    } else {
        Some(at + 1).filter(|next| *next < length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_pixels_make_no_image() {
        assert!(Luma::new(&[0; 11], 4, 3, 4).is_none());
        assert!(Luma::new(&[0; 12], 4, 3, 4).is_some());
        assert!(Luma::new(&[0; 14], 4, 3, 5).is_some(), "the last row needs no padding");
        assert!(Luma::new(&[0; 12], 4, 3, 3).is_none(), "rows may not overlap");
        assert!(Luma::new(&[], u32::MAX, u32::MAX, usize::MAX).is_none());
        assert!(Luma::new(&[], 0, 0, 0).is_some());
        assert!(Luma::new(&[], 7, 0, 7).is_some());
        assert!(Luma::new(&[], 0, 7, 0).is_some());
    }

    #[test]
    fn padding_is_left_out() {
        let padded = Luma::new(&[1, 2, 9, 3, 4], 2, 2, 3).unwrap();
        assert_eq!(*padded.packed(), [1, 2, 3, 4]);
        let tight = [1, 2, 3, 4, 5];
        let image = Luma::new(&tight, 2, 2, 2).unwrap();
        assert!(matches!(image.packed(), Cow::Borrowed([1, 2, 3, 4])));
    }

    #[test]
    fn other_sizes_keep_the_picture() {
        let pixels = [0, 100, 200, 100, 200, 40, 0, 0, 0];
        let image = Luma::new(&pixels, 3, 3, 3).unwrap();
        let mut memory = Vec::new();
        let half = image.at_scale(Scale::Half, &mut memory).unwrap();
        assert_eq!((half.width(), half.height(), &*half.packed()), (1, 1, &[100u8][..]));
        let double = image.at_scale(Scale::Double, &mut memory).unwrap();
        assert_eq!((double.width(), double.height()), (6, 6));
        let rows: Vec<&[u8]> = double.rows().collect();
        assert_eq!(rows[0], [0, 25, 75, 125, 175, 200]);
        assert_eq!(rows[1][0], 25);
        assert_eq!(rows[5], [0; 6]);
    }

    #[test]
    fn points_come_back_to_the_originals_size() {
        let points = [(1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0)];
        assert_eq!(Scale::Full.undo(points), points);
        assert_eq!(Scale::Half.undo(points)[3], (14.0, 16.0));
        assert_eq!(Scale::Double.undo(points)[3], (3.5, 4.0));
    }
}
