//! Grey images, wherever they lie.

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

    /// One row; `y` below the height.
    pub(super) fn row(&self, y: usize) -> &'a [u8] {
        &self.pixels[y * self.stride..y * self.stride + self.width as usize]
    }

    /// The grey level at a point, between the centres of pixels in between; pixel (0, 0) has its
    /// centre at (0.5, 0.5). Outside of the image its edge goes on. The image must have 2 × 2
    /// pixels at least.
    pub(super) fn level(&self, (x, y): (f32, f32)) -> f32 {
        // In 256ths of a pixel: whole numbers take half the time. What is no number counts as the
        // edge, too.
        let place = |at: f32, size: u32| {
            let last = (size as i32 - 2) * PARTS + PARTS - 1;
            let at = (((at - 0.5) * PARTS as f32) as i32).min(last).max(0);
            ((at / PARTS) as usize, at % PARTS)
        };
        let ((left, right), (top, down)) = (place(x, self.width), place(y, self.height));
        let at = top * self.stride + left;
        let upper = &self.pixels[at..at + 2];
        let lower = &self.pixels[at + self.stride..at + self.stride + 2];
        let between = |pair: &[u8]| {
            let (left, far) = (i32::from(pair[0]), i32::from(pair[1]));
            left * PARTS + (far - left) * right
        };
        let (up, low) = (between(upper), between(lower));
        (up * PARTS + (low - up) * down) as f32 * (1.0 / (PARTS * PARTS) as f32)
    }

    /// A part of the image, where it lies; what is beyond the image is left out.
    pub(super) fn part(&self, region: Region) -> Luma<'a> {
        let Some(region) = region.within(Region::of(self)) else { return Self::EMPTY };
        let from = region.top as usize * self.stride + region.left as usize;
        let pixels = self.pixels.get(from..).unwrap_or_default();
        Luma::new(pixels, region.width, region.height, self.stride).unwrap_or(Self::EMPTY)
    }

    /// This image half as large, in `memory`: each pixel the mean of four.
    pub(super) fn halved<'m>(&self, memory: &'m mut Vec<u8>) -> Option<Luma<'m>> {
        let (width, height) = (self.width as usize / 2, self.height as usize / 2);
        memory.resize(width * height, 0);
        for (row, out) in memory.chunks_exact_mut(width.max(1)).enumerate() {
            let (upper, lower) = (self.row(2 * row), self.row(2 * row + 1));
            let pairs = upper.as_chunks::<2>().0.iter().zip(lower.as_chunks::<2>().0);
            for (out, (upper, lower)) in out.iter_mut().zip(pairs) {
                // Of a pair as one number: processors add eight of those at once.
                let sum = |pair: &[u8; 2]| {
                    let both = u16::from_le_bytes(*pair);
                    (both & 0xFF) + (both >> 8)
                };
                *out = ((sum(upper) + sum(lower) + 2) >> 2) as u8;
            }
        }
        Luma::new(memory, width as u32, height as u32, width)
    }

    /// This image twice as large, in `memory`; `None` where it is too large for that.
    pub(super) fn doubled<'m>(&self, memory: &'m mut Vec<u8>) -> Option<Luma<'m>> {
        let (width, height) = (self.width as usize, self.height as usize);
        if width * height > DOUBLED_AT_MOST {
            return None;
        }
        memory.resize(4 * width * height, 0);
        let mut mixed = vec![0; width + 2];
        for (row, out) in memory.chunks_exact_mut((2 * width).max(1)).enumerate() {
            let near = row / 2;
            // The row that lies next to it on the other side; beyond the image its edge goes on.
            let far =
                if row % 2 == 0 { near.saturating_sub(1) } else { (near + 1).min(height - 1) };
            double(self.row(near), self.row(far), &mut mixed, out);
        }
        Luma::new(memory, 2 * self.width, 2 * self.height, 2 * width)
    }
}

/// Parts of a pixel in which places are told.
const PARTS: i32 = 256;

/// Larger images are not doubled: four times their memory, and their codes are large enough.
pub(super) const DOUBLED_AT_MOST: usize = 1920 * 1080;

/// A part of an image, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Region {
    /// All of an image.
    pub(super) fn of(image: &Luma) -> Self {
        Self { left: 0, top: 0, width: image.width, height: image.height }
    }

    /// What holds all points, and on each side `margin` of its own size.
    pub(super) fn around(points: &[(f32, f32)], margin: f32) -> Self {
        let span = |of: fn(&(f32, f32)) -> f32| {
            let least = points.iter().map(of).fold(f32::MAX, f32::min);
            let most = points.iter().map(of).fold(f32::MIN, f32::max);
            let margin = (most - least).max(0.0) * margin;
            // Out of range and NaN become 0 or the largest number: the image's edge ends both.
            let (from, to) = ((least - margin) as u32, (most + margin).ceil() as u32);
            (from, to.saturating_sub(from))
        };
        let ((left, width), (top, height)) = (span(|at| at.0), span(|at| at.1));
        Self { left, top, width, height }
    }

    /// Its middle, with a `share` of its pixels.
    pub(super) fn middle(self, share: f32) -> Self {
        let side = share.clamp(0.0, 1.0).sqrt();
        let (width, height) =
            ((self.width as f32 * side) as u32, (self.height as f32 * side) as u32);
        let (left, top) =
            (self.left + (self.width - width) / 2, self.top + (self.height - height) / 2);
        Self { left, top, width, height }
    }

    pub(super) fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// What of it lies within `whole`, which begins at the origin; `None` if nothing does.
    pub(super) fn within(self, whole: Self) -> Option<Self> {
        let left = self.left.min(whole.width);
        let top = self.top.min(whole.height);
        let width = self.width.min(whole.width - left);
        let height = self.height.min(whole.height - top);
        (width > 0 && height > 0).then_some(Self { left, top, width, height })
    }
}

/// One row of the doubled image: between the centres of pixels, a quarter from the nearest, so that
/// three parts are of the nearer row and column. `mixed` has a place more than a row on either side.
fn double(near: &[u8], far: &[u8], mixed: &mut [u16], out: &mut [u8]) {
    let width = near.len();
    for ((mixed, &near), &far) in mixed[1..=width].iter_mut().zip(near).zip(far) {
        *mixed = 3 * u16::from(near) + u16::from(far);
    }
    (mixed[0], mixed[width + 1]) = (mixed[1], mixed[width]);
    let (left, middle, right) = (&mixed[..width], &mixed[1..=width], &mixed[2..]);
    let pairs = out.as_chunks_mut::<2>().0.iter_mut();
    for (((pair, &left), &middle), &right) in pairs.zip(left).zip(middle).zip(right) {
        let (left, right) = ((3 * middle + left + 8) >> 4, (3 * middle + right + 8) >> 4);
        // As one number: processors make eight of those at once.
        *pair = (left | right << 8).to_le_bytes();
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
    fn rows_are_without_their_padding() {
        let padded = Luma::new(&[1, 2, 9, 3, 4], 2, 2, 3).unwrap();
        assert_eq!(padded.rows().collect::<Vec<_>>(), [[1, 2], [3, 4]]);
        assert_eq!(padded.row(1), [3, 4]);
    }

    #[test]
    fn levels_lie_between_the_centres_of_pixels() {
        let image = Luma::new(&[0, 100, 200, 40], 2, 2, 2).unwrap();
        assert_eq!(image.level((0.5, 0.5)), 0.0);
        assert_eq!(image.level((1.0, 0.5)), 50.0);
        assert_eq!(image.level((1.0, 1.0)), 85.0);
        assert!((image.level((9.0, 9.0)) - 40.0).abs() < 1.0, "the edge goes on");
        assert!(image.level((f32::NAN, -5.0)).is_finite());
    }

    #[test]
    fn the_middle_of_a_region_has_its_share() {
        let whole = Region { left: 10, top: 20, width: 400, height: 200 };
        assert_eq!(whole.middle(1.0), whole);
        assert_eq!(whole.middle(9.0), whole);
        let quarter = Region { left: 110, top: 70, width: 200, height: 100 };
        assert_eq!(whole.middle(0.25), quarter);
        assert_eq!(whole.middle(0.0).pixels(), 0);
    }

    #[test]
    fn parts_lie_in_the_image() {
        let pixels: Vec<u8> = (0..12).collect();
        let image = Luma::new(&pixels, 4, 3, 4).unwrap();
        let region = |left, top, width, height| Region { left, top, width, height };
        let rows = |part: Luma<'_>| part.rows().map(<[u8]>::to_vec).collect::<Vec<_>>();
        assert_eq!(rows(image.part(region(1, 1, 2, 2))), [[5, 6], [9, 10]]);
        assert_eq!(rows(image.part(region(3, 2, 9, 9))), [[11]]);
        assert_eq!(image.part(region(4, 0, 1, 1)).width(), 0);
        assert_eq!(Region::around(&[(1.0, 1.5), (3.0, 1.6)], 0.5), region(0, 1, 4, 1));
        assert_eq!(Region::around(&[(-5.0, f32::NAN), (3.0, 2.0)], 0.0).left, 0);
    }

    #[test]
    fn a_halved_image_keeps_the_picture() {
        let pixels = [0, 100, 200, 100, 9, 200, 40, 0, 3, 9, 9, 9, 9, 9, 9];
        let image = Luma::new(&pixels, 5, 3, 5).unwrap();
        let mut memory = Vec::new();
        let half = image.halved(&mut memory).unwrap();
        assert_eq!((half.width(), half.height()), (2, 1), "what is left over is left out");
        assert_eq!(half.row(0), [85, 76]);
        assert_eq!(Luma::EMPTY.halved(&mut memory).map(|it| it.width()), Some(0));
    }

    #[test]
    fn a_doubled_image_keeps_the_picture() {
        let pixels = [0, 100, 200, 100, 200, 40, 0, 0, 0];
        let image = Luma::new(&pixels, 3, 3, 3).unwrap();
        let mut memory = Vec::new();
        let double = image.doubled(&mut memory).unwrap();
        assert_eq!((double.width(), double.height()), (6, 6));
        let rows: Vec<&[u8]> = double.rows().collect();
        assert_eq!(rows[0], [0, 25, 75, 125, 175, 200]);
        assert_eq!(rows[1][0], 25);
        assert_eq!(rows[5], [0; 6]);
        let large = vec![0; 2000 * 1100];
        assert!(Luma::new(&large, 2000, 1100, 2000).unwrap().doubled(&mut memory).is_none());
    }
}
