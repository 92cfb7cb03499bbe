//! A black and white image, one bit a pixel.

/// Pixels in a word.
const WORD: usize = u64::BITS as usize;

/// A black and white image: a set bit is a dark pixel.
#[derive(Debug, Default)]
pub struct Bits {
    words: Vec<u64>,
    /// A row on its way to become bits.
    bytes: Vec<u8>,
    width: usize,
    height: usize,
}

impl Bits {
    /// Makes this an image of `width` × `height` pixels whose rows `fill` is to write: it is given
    /// a row's number and a byte for each pixel, 1 for dark.
    pub fn draw(&mut self, width: usize, height: usize, mut fill: impl FnMut(usize, &mut [u8])) {
        let words = width.div_ceil(WORD);
        (self.width, self.height) = (width, height);
        self.words.resize(words * height, 0);
        // What lies behind the last pixel of a row is light.
        self.bytes.clear();
        self.bytes.resize(words * WORD, 0);
        for (y, row) in self.words.chunks_exact_mut(words.max(1)).enumerate() {
            fill(y, &mut self.bytes[..width]);
            for (word, pixels) in row.iter_mut().zip(self.bytes.chunks_exact(WORD)) {
                *word = pack(pixels);
            }
        }
    }

    /// In pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// Whether a pixel is dark; `None` outside of the image.
    pub fn at(&self, x: i32, y: i32) -> Option<bool> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        if x >= self.width || y >= self.height {
            return None;
        }
        let word = self.words[y * self.width.div_ceil(WORD) + x / WORD];
        Some(word >> (x % WORD) & 1 == 1)
    }

    /// Writes where the runs of one colour begin in a row, from 0 on and with the width as its
    /// end. Tells whether the first run is dark.
    pub fn runs(&self, y: usize, starts: &mut Vec<u16>) -> bool {
        starts.clear();
        let words = self.width.div_ceil(WORD);
        let row = &self.words[y * words..(y + 1) * words];
        let first = row.first().is_some_and(|word| word & 1 == 1);
        starts.push(0);
        let mut before = u64::from(first);
        for (at, &word) in row.iter().enumerate() {
            let mut changes = word ^ (word << 1 | before);
            while changes != 0 {
                starts.push((at * WORD) as u16 + changes.trailing_zeros() as u16);
                changes &= changes - 1;
            }
            before = word >> (WORD - 1);
        }
        // What lies behind the last pixel of a row is light: a change there is its end.
        starts.pop_if(|start| usize::from(*start) >= self.width && self.width > 0);
        starts.push(self.width as u16);
        first
    }
}

/// 64 bytes of 0 or 1 as 64 bits, the first one lowest.
fn pack(pixels: &[u8]) -> u64 {
    // Each byte of the product gathers one more of the eight low bits; the highest has them all.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    pixels.as_chunks::<8>().0.iter().enumerate().fold(0, |word, (at, eight)| {
        let bits = u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56;
        word | bits << (8 * at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(rows: &[&str]) -> Bits {
        let mut bits = Bits::default();
        bits.draw(rows[0].len(), rows.len(), |y, row| {
            for (pixel, letter) in row.iter_mut().zip(rows[y].bytes()) {
                *pixel = u8::from(letter == b'#');
            }
        });
        bits
    }

    #[test]
    fn pixels_come_back_as_they_were_drawn() {
        let wide = "#.##".repeat(40);
        let bits = image(&[&wide, &".".repeat(160)]);
        for (x, letter) in wide.bytes().enumerate() {
            assert_eq!(bits.at(x as i32, 0), Some(letter == b'#'), "{x}");
        }
        assert_eq!(bits.at(159, 1), Some(false));
        for (x, y) in [(-1, 0), (0, -1), (160, 0), (0, 2)] {
            assert_eq!(bits.at(x, y), None);
        }
    }

    #[test]
    fn runs_begin_where_the_colour_changes() {
        let mut runs = Vec::new();
        for width in [1, 63, 64, 65, 130] {
            for dark in [false, true] {
                let row: String =
                    (0..width).map(|x| if (x / 7 % 2 == 0) == dark { '#' } else { '.' }).collect();
                assert_eq!(image(&[&row]).runs(0, &mut runs), dark);
                let expected: Vec<u16> = (0..width).step_by(7).chain([width]).collect();
                assert_eq!(runs, expected, "{row}");
            }
        }
    }
}
