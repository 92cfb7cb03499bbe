//! What is to be said of a camera's picture: its light and its focus.

use crate::vision::Luma;

/// Every so many rows are looked at.
const ROW_STEP: usize = 8;

/// Pixels over which an edge is measured.
const WINDOW: usize = 16;

/// Grey levels between dark and light from which on there is an edge to be measured.
const EDGE: u8 = 64;

/// Below this mean grey level the lens is covered.
const COVERED: u8 = 12;

/// Below this mean grey level noise eats a code's contrast.
const DARK: u8 = 40;

/// Above this mean grey level paper and ground are both white.
const BRIGHT: u8 = 225;

/// Below this sharpness an edge takes so many pixels that a code's modules run together.
const BLURRED: u8 = 25;

/// The figures of one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// The mean grey level, 0 to 255.
    pub light: u8,
    /// How much of an edge's contrast lies between two neighbouring pixels, in percent, for the
    /// sharpest quarter of the edges; none where there is no edge.
    pub sharpness: Option<u8>,
}

/// What the figures mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    Covered,
    Dark,
    Bright,
    Blurred,
}

impl Look {
    pub fn at(picture: &Luma) -> Self {
        let (mut sum, mut count) = (0u64, 0u64);
        let mut edges = Vec::new();
        for row in picture.rows().step_by(ROW_STEP) {
            sum += row.iter().map(|&pixel| u64::from(pixel)).sum::<u64>();
            count += row.len() as u64;
            edges.extend(row.chunks_exact(WINDOW).filter_map(steepness));
        }
        edges.sort_unstable();
        let sharpest = &edges[edges.len() - edges.len().div_ceil(4)..];
        let total: u32 = sharpest.iter().map(|&edge| u32::from(edge)).sum();
        Self {
            light: (sum / count.max(1)) as u8,
            sharpness: total.checked_div(sharpest.len() as u32).map(|mean| mean as u8),
        }
    }

    /// The first thing that is to be mended.
    pub fn flaw(self) -> Option<Flaw> {
        match self.light {
            ..COVERED => Some(Flaw::Covered),
            COVERED..DARK => Some(Flaw::Dark),
            BRIGHT.. => Some(Flaw::Bright),
            _ => self.sharpness.filter(|sharpness| *sharpness < BLURRED).map(|_| Flaw::Blurred),
        }
    }
}

/// The steepest step of a window in percent of its contrast.
fn steepness(window: &[u8]) -> Option<u8> {
    let (dark, light) = (*window.iter().min()?, *window.iter().max()?);
    let contrast = light - dark;
    if contrast < EDGE {
        return None;
    }
    let step = window.windows(2).map(|pair| pair[0].abs_diff(pair[1])).max()?;
    Some((u32::from(step) * 100 / u32::from(contrast)) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bars of 24 pixels whose edges take `ramp` pixels.
    fn bars(dark: u8, light: u8, ramp: usize) -> Look {
        let row: Vec<u8> = (0..640)
            .map(|x| {
                let (bar, at) = (x / 24 % 2, x % 24);
                let done = (at.min(ramp) * usize::from(light - dark) / ramp) as u8;
                if bar == 0 { dark + done } else { light - done }
            })
            .collect();
        let pixels = row.repeat(480);
        Look::at(&Luma::new(&pixels, 640, 480, 640).unwrap())
    }

    fn even(grey: u8) -> Look {
        Look::at(&Luma::new(&vec![grey; 640 * 480], 640, 480, 640).unwrap())
    }

    #[test]
    fn light_is_told() {
        assert_eq!(even(128), Look { light: 128, sharpness: None });
        assert_eq!(even(128).flaw(), None);
        assert_eq!(even(3).flaw(), Some(Flaw::Covered));
        assert_eq!(even(30).flaw(), Some(Flaw::Dark));
        assert_eq!(even(250).flaw(), Some(Flaw::Bright));
    }

    #[test]
    fn a_sharp_edge_is_told_from_a_blurred_one() {
        let figures: Vec<u8> =
            [1, 2, 4, 8].map(|ramp| bars(40, 200, ramp).sharpness.unwrap()).into();
        assert!(figures.is_sorted_by(|sharper, softer| sharper > softer), "{figures:?}");
        assert_eq!(figures[0], 100);
        assert_eq!(bars(40, 200, 2).flaw(), None);
        assert_eq!(bars(40, 200, 8).flaw(), Some(Flaw::Blurred));
        assert_eq!(bars(100, 140, 8).sharpness, None, "noise is no edge");
    }

    #[test]
    fn no_picture_is_no_panic() {
        assert_eq!(Look::at(&Luma::EMPTY), Look { light: 0, sharpness: None });
    }
}
