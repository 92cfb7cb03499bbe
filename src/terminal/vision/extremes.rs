//! The darkest and the lightest pixel of each square of an image, many at once: a blank frame and
//! black and white both begin with them.

/// Gathers rows of squares; keeps its memory for the next one.
#[derive(Debug, Default)]
pub(super) struct Extremes {
    dark: Vec<u8>,
    light: Vec<u8>,
    half: Vec<u8>,
}

impl Extremes {
    /// The darkest and the lightest pixel of each square of `SIDE` × `SIDE` pixels, a power of two,
    /// in a row of them. `row` gives the rows of pixels, `width` long; the last square has what is
    /// left.
    pub fn of<'r, const SIDE: usize>(
        &mut self,
        width: usize,
        row: impl Fn(usize) -> &'r [u8],
    ) -> (&[u8], &[u8]) {
        let rows: [&[u8]; SIDE] = std::array::from_fn(row);
        // A place for each pixel of the last square: what it lacks is neither dark nor light.
        let places = width.next_multiple_of(SIDE);
        self.dark.resize(places, 0);
        self.light.resize(places, 0);
        self.dark[width..].fill(u8::MAX);
        self.light[width..].fill(u8::MIN);
        for (at, four) in rows.as_chunks::<4>().0.iter().enumerate() {
            self.enter(*four, at == 0);
        }
        let halvings = SIDE.ilog2();
        for _ in 0..halvings {
            halve(&self.dark, &mut self.half, u16::min);
            std::mem::swap(&mut self.dark, &mut self.half);
            halve(&self.light, &mut self.half, u16::max);
            std::mem::swap(&mut self.light, &mut self.half);
        }
        (&self.dark, &self.light)
    }
}

impl Extremes {
    /// Takes in four rows of pixels, the first ones or more.
    fn enter(&mut self, [a, b, c, d]: [&[u8]; 4], is_first: bool) {
        let lines = self.dark.iter_mut().zip(&mut self.light);
        let pixels = a.iter().zip(b).zip(c.iter().zip(d));
        for ((dark, light), ((a, b), (c, d))) in lines.zip(pixels) {
            let (low, high) = (*a.min(b).min(c.min(d)), *a.max(b).max(c.max(d)));
            *dark = if is_first { low } else { low.min(*dark) };
            *light = if is_first { high } else { high.max(*light) };
        }
    }
}

/// Writes what is chosen of each pair of pixels.
fn halve(line: &[u8], out: &mut Vec<u8>, choose: impl Fn(u16, u16) -> u16) {
    out.clear();
    out.extend(line.as_chunks::<2>().0.iter().map(|pair| {
        // As one number: processors take eight of those at once.
        let pair = u16::from_le_bytes(*pair);
        choose(pair & 0xFF, pair >> 8) as u8
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_at_once_are_as_one_at_a_time() {
        fn assert_found<const SIDE: usize>(width: usize, random: &mut fastrand::Rng) {
            let pixels: Vec<u8> = (0..width * SIDE).map(|_| random.u8(..)).collect();
            let mut extremes = Extremes::default();
            // Whatever was there before.
            extremes.of::<SIDE>(width + 3, |_| &[77; 200][..width + 3]);
            let rows: Vec<&[u8]> = pixels.chunks(width.max(1)).collect();
            let (dark, light) = extremes.of::<SIDE>(width, |row| rows[row]);
            assert_eq!((dark.len(), light.len()), (width.div_ceil(SIDE), width.div_ceil(SIDE)));
            for (at, (&dark, &light)) in dark.iter().zip(light).enumerate() {
                let square = |row: &&[u8]| row[at * SIDE..width.min((at + 1) * SIDE)].to_vec();
                let square: Vec<u8> = rows.iter().flat_map(square).collect();
                assert_eq!(Some(&dark), square.iter().min(), "{width}, {at}");
                assert_eq!(Some(&light), square.iter().max(), "{width}, {at}");
            }
        }
        let mut random = fastrand::Rng::with_seed(5);
        for width in (1..40).chain([63, 64, 65, 100, 130, 160]) {
            assert_found::<4>(width, &mut random);
            assert_found::<8>(width, &mut random);
        }
    }
}
