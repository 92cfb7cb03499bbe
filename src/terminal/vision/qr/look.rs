//! The ways of looking at an image: what one does not show, another one may.

use crate::terminal::vision::Luma;

/// A way of looking at an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanLook {
    /// Patterns are searched in a smoothed copy, so that noise and a display's grid do not show.
    Calm,
    /// Half as large: texture, a display's grid and ink that has run vanish in large modules.
    Half,
    /// A quarter as large, for what is larger still.
    Quarter,
    /// As it is, with a threshold that follows sharp shadows.
    Fine,
    /// Twice as large, for modules of hardly two pixels.
    Double,
}

impl ScanLook {
    /// In the order in which they are tried, what reads most first.
    pub const ALL: [Self; 5] = [Self::Calm, Self::Half, Self::Quarter, Self::Fine, Self::Double];

    /// Pixels along a side of the squares in which contrast is measured.
    pub(super) fn cell(self) -> usize {
        match self {
            Self::Calm | Self::Half | Self::Quarter | Self::Double => 8,
            Self::Fine => 4,
        }
    }

    /// How much larger the image is looked at.
    pub fn scale(self) -> f32 {
        match self {
            Self::Quarter => 0.25,
            Self::Half => 0.5,
            Self::Calm | Self::Fine => 1.0,
            Self::Double => 2.0,
        }
    }
}

/// The images a look needs; keeps their memory.
#[derive(Debug, Default)]
pub(super) struct LookBuffers {
    smooth: Vec<u8>,
    column: Vec<u8>,
    half: Vec<u8>,
    quarter: Vec<u8>,
    double: Vec<u8>,
}

impl LookBuffers {
    /// What patterns are searched in, and what modules are sampled from; `None` where the image
    /// is too large for it.
    pub fn develop<'m>(
        &'m mut self,
        image: &Luma<'m>,
        look: ScanLook,
    ) -> Option<(Luma<'m>, Luma<'m>)> {
        match look {
            ScanLook::Calm => {
                smooth(image, &mut self.column, &mut self.smooth);
                let (width, height) = (image.width(), image.height());
                Some((Luma::new(&self.smooth, width, height, width as usize)?, *image))
            }
            ScanLook::Half => {
                let half = image.halved(&mut self.half)?;
                Some((half, half))
            }
            ScanLook::Quarter => {
                let quarter = image.halved(&mut self.half)?.halved(&mut self.quarter)?;
                Some((quarter, quarter))
            }
            ScanLook::Fine => Some((*image, *image)),
            ScanLook::Double => {
                let double = image.doubled(&mut self.double)?;
                Some((double, double))
            }
        }
    }
}

/// Each pixel with its neighbours, in quarters: 1 2 1, along and across.
fn smooth(image: &Luma, column: &mut Vec<u8>, out: &mut Vec<u8>) {
    let (width, height) = (image.width() as usize, image.height() as usize);
    out.resize(width * height, 0);
    column.resize(width, 0);
    for (y, out) in out.chunks_exact_mut(width.max(1)).enumerate() {
        let above = image.row(y.saturating_sub(1));
        let below = image.row((y + 1).min(height - 1));
        quarters(above, image.row(y), below, column);
        let inner = width.saturating_sub(2);
        if inner > 0 {
            quarters(&column[..inner], &column[1..=inner], &column[2..], &mut out[1..=inner]);
        }
        for end in [0, width - 1] {
            out[end] = column[end];
        }
    }
}

/// The mean of three pixels, the middle one twice. Of halves, as processors have an instruction
/// for those; their rounding up is undone.
fn quarters(left: &[u8], middle: &[u8], right: &[u8], out: &mut [u8]) {
    let quarter = |left: u8, middle: u8, right: u8| {
        let sides = ((u16::from(left) + u16::from(right) + 1) >> 1) as u8;
        // Rounded down: what both have, and half of what one has.
        (sides & middle) + ((sides ^ middle) >> 1)
    };
    let (lefts, left) = left.as_chunks::<TOGETHER>();
    let (middles, middle) = middle.as_chunks::<TOGETHER>();
    let (rights, right) = right.as_chunks::<TOGETHER>();
    let (outs, out) = out.as_chunks_mut::<TOGETHER>();
    for (((left, middle), right), out) in lefts.iter().zip(middles).zip(rights).zip(outs) {
        *out = std::array::from_fn(|at| quarter(left[at], middle[at], right[at]));
    }
    for (((&left, &middle), &right), out) in left.iter().zip(middle).zip(right).zip(out) {
        *out = quarter(left, middle, right);
    }
}

/// Pixels that are taken together.
const TOGETHER: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smoothing_keeps_what_is_even_and_spreads_what_is_not() {
        let mut out = Vec::new();
        for (width, height) in [(1, 1), (1, 5), (2, 2), (7, 3)] {
            let even = vec![77; width * height];
            smooth(
                &Luma::new(&even, width as u32, height as u32, width).unwrap(),
                &mut Vec::new(),
                &mut out,
            );
            assert_eq!(out, even);
        }
        let mut dot = [0; 25];
        dot[12] = 160;
        smooth(&Luma::new(&dot, 5, 5, 5).unwrap(), &mut Vec::new(), &mut out);
        assert_eq!(out[12], 40);
        assert_eq!((out[11], out[13], out[7], out[17]), (20, 20, 20, 20));
        assert_eq!((out[6], out[8], out[10]), (10, 10, 0));
        smooth(&Luma::EMPTY, &mut Vec::new(), &mut out);
        assert!(out.is_empty());
    }
}
