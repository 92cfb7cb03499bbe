//! What is to be said of a camera's picture: its light and its focus.

mod histogram;

use super::bilingual::bilingual;
use crate::terminal::vision::Luma;
use crate::words::Bilingual;
use crate::words::doctor::Text;
use histogram::GreyHistogram;

/// Every so many rows and columns are looked at.
const LINE_STEP: usize = 8;

/// Pixels over which an edge is measured: a code of small modules has its larger shapes in there,
/// too, so that its contrast is known however blurred it is.
const WINDOW: usize = 64;

/// Windows with an edge that a figure needs at least.
const FEW: usize = 8;

/// Grey levels between dark and light from which on there is an edge to be measured, without noise.
const EDGE: u32 = 24;

/// How many more for each grey level of noise: more than noise alone makes.
const EDGE_IN_NOISE: u32 = 16;

/// As dark as video gets, and as light; some cameras use 16 to 235 alone.
const BLACKEST: u8 = 18;
const WHITEST: u8 = 230;

/// Pixels within so many grey levels of the darkest or lightest one count as clipped.
const CLIPPED_WITHIN: u8 = 2;

/// Below this mean grey level the lens is covered.
const COVERED: u8 = 12;

/// Below this mean grey level, or above this share of clipped black, noise eats a code's contrast.
const DARK: u8 = 40;
const MUCH_BLACK: u8 = 60;

/// Above this mean grey level, or this share of clipped white, paper and ground are both white.
const BRIGHT: u8 = 225;
const MUCH_WHITE: u8 = 30;

/// Below this focus an edge takes so many pixels that a code's modules run together.
const BLURRED: u8 = 25;

/// The figures of one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PictureFigures {
    /// The mean grey level, 0 to 255.
    pub light: u8,
    /// Pixels that are as dark as the camera goes, in percent.
    pub black: u8,
    /// Pixels that are as light as the camera goes, in percent.
    pub white: u8,
    /// How much of an edge's contrast lies between two neighbouring pixels, in percent, for the
    /// sharpest tenth of the edges, whatever their contrast; none where there is no edge.
    pub focus: Option<u8>,
}

/// What the figures mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PictureFlaw {
    Covered,
    Dark,
    Bright,
    Blurred,
}

impl PictureFlaw {
    /// What it is, and what to do.
    pub fn advice(self) -> Text {
        match self {
            Self::Covered => Text::Covered,
            Self::Dark => Text::Dark,
            Self::Bright => Text::Bright,
            Self::Blurred => Text::Blurred,
        }
    }
}

impl PictureFigures {
    pub fn at(picture: &Luma) -> Self {
        let lines = lines(picture);
        let levels = GreyHistogram::of(lines.iter().flatten().copied());
        let (darkest, lightest) = (levels.percentile(0), levels.percentile(100));
        let black = (darkest <= BLACKEST).then_some(0..=darkest.saturating_add(CLIPPED_WITHIN));
        let white =
            (lightest >= WHITEST).then_some(lightest.saturating_sub(CLIPPED_WITHIN)..=u8::MAX);
        Self {
            light: levels.mean(),
            black: black.map_or(0, |range| levels.share(range)),
            white: white.map_or(0, |range| levels.share(range)),
            focus: focus(&lines),
        }
    }

    /// Pixels that are clipped, in percent.
    pub fn clipped(self) -> u8 {
        (self.black + self.white).min(100)
    }

    /// The first thing that is to be mended.
    pub fn flaw(self) -> Option<PictureFlaw> {
        match self {
            Self { light: ..COVERED, .. } => Some(PictureFlaw::Covered),
            Self { light: ..DARK, .. } | Self { black: MUCH_BLACK.., .. } => {
                Some(PictureFlaw::Dark)
            }
            Self { light: BRIGHT.., .. } | Self { white: MUCH_WHITE.., .. } => {
                Some(PictureFlaw::Bright)
            }
            Self { focus: Some(..BLURRED), .. } => Some(PictureFlaw::Blurred),
            _ => None,
        }
    }
}

impl From<PictureFigures> for Bilingual {
    fn from(look: PictureFigures) -> Self {
        let focus =
            look.focus.map_or(bilingual!(NothingToFocus), |focus| bilingual!(Focus { focus }));
        bilingual!(Light { light: look.light, clipped: format!("{} %", look.clipped()), focus })
    }
}

/// Rows and columns of the picture, some of each.
fn lines(picture: &Luma) -> Vec<Vec<u8>> {
    let rows: Vec<&[u8]> = picture.rows().collect();
    let across = rows.iter().step_by(LINE_STEP).map(|row| row.to_vec());
    let down = (0..picture.width() as usize).step_by(LINE_STEP);
    across.chain(down.map(|x| rows.iter().map(|row| row[x]).collect())).collect()
}

fn focus(lines: &[Vec<u8>]) -> Option<u8> {
    let steps = lines.iter().flat_map(|line| line.windows(2));
    // Most of a picture is even: a step there is noise.
    let noise = GreyHistogram::of(steps.map(|pair| pair[0].abs_diff(pair[1]))).percentile(25);
    let edge = EDGE + EDGE_IN_NOISE * u32::from(noise);
    let windows = lines.iter().flat_map(|line| line.chunks_exact(WINDOW.min(line.len().max(1))));
    let edges: Vec<u8> = windows.filter_map(|window| steepness(window, edge)).collect();
    (edges.len() >= FEW).then(|| GreyHistogram::of(edges.into_iter()).percentile(90))
}

/// The steepest step of a window in percent of its contrast, if that is `edge` at least.
fn steepness(window: &[u8], edge: u32) -> Option<u8> {
    let contrast = u32::from(window.iter().max()? - window.iter().min()?);
    if contrast < edge {
        return None;
    }
    let step = window.windows(2).map(|pair| pair[0].abs_diff(pair[1])).max()?;
    Some((u32::from(step) * 100 / contrast) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 640;

    fn look(mut grey: impl FnMut(usize, usize) -> u8) -> PictureFigures {
        let pixels: Vec<u8> = (0..WIDTH * 480).map(|at| grey(at % WIDTH, at / WIDTH)).collect();
        PictureFigures::at(&Luma::new(&pixels, WIDTH as u32, 480, WIDTH).unwrap())
    }

    /// One pixel of bars of 24 pixels whose edges take `ramp` pixels.
    fn bar(at: usize, dark: u8, light: u8, ramp: usize) -> u8 {
        let (bar, at) = (at / 24 % 2, at % 24);
        let done = (at.min(ramp) * usize::from(light - dark) / ramp) as u8;
        if bar == 0 { dark + done } else { light - done }
    }

    fn bars(dark: u8, light: u8, ramp: usize) -> PictureFigures {
        look(|x, _| bar(x, dark, light, ramp))
    }

    /// From -`most` to `most`, mostly small.
    fn noise(most: i16) -> impl FnMut() -> i16 {
        let mut state = 1u64;
        move || {
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (state >> 48) as i16 % (most / 2 + 1)
            };
            next() + next()
        }
    }

    fn even(grey: u8) -> PictureFigures {
        look(|_, _| grey)
    }

    #[test]
    fn light_is_told() {
        assert_eq!(even(128), PictureFigures { light: 128, black: 0, white: 0, focus: None });
        assert_eq!(even(128).flaw(), None);
        assert_eq!(even(3).flaw(), Some(PictureFlaw::Covered));
        assert_eq!(even(30).flaw(), Some(PictureFlaw::Dark));
        assert_eq!(even(250).flaw(), Some(PictureFlaw::Bright));
    }

    #[test]
    fn clipped_pixels_are_told_and_advised_on() {
        // A third white: a lamp in view. Some cameras' white is 235.
        for whitest in [235, 255] {
            let lamp = look(|x, y| if x < WIDTH / 3 { whitest } else { 60 + (y % 64) as u8 });
            assert_eq!((lamp.black, lamp.white, lamp.clipped()), (0, 33, 33));
            assert_eq!(lamp.flaw(), Some(PictureFlaw::Bright));
        }
        let spot = look(|x, y| if x > WIDTH / 3 { 16 } else { 230 - (y % 64) as u8 });
        assert_eq!((spot.black, spot.flaw()), (66, Some(PictureFlaw::Dark)));
        // Light paper and dark ink that are not clipped.
        let paper = look(|x, y| if x / 8 % 2 == 0 { 30 } else { 190 + (y % 40) as u8 });
        assert!(paper.clipped() < 3 && paper.flaw().is_none(), "{paper:?}");
    }

    #[test]
    fn a_sharp_edge_is_told_from_a_blurred_one() {
        let figures: Vec<u8> = [1, 2, 4, 8].map(|ramp| bars(40, 200, ramp).focus.unwrap()).into();
        assert!(figures.is_sorted_by(|sharper, softer| sharper > softer), "{figures:?}");
        assert_eq!(figures[0], 100);
        assert_eq!(bars(40, 200, 2).flaw(), None);
        assert_eq!(bars(40, 200, 8).flaw(), Some(PictureFlaw::Blurred));
    }

    #[test]
    fn edges_count_in_both_directions() {
        let across = look(|x, _| bar(x, 40, 200, 4)).focus;
        assert_eq!(look(|_, y| bar(y, 40, 200, 4)).focus, across);
        assert!(across.is_some());
    }

    #[test]
    fn focus_is_the_same_whatever_the_contrast_and_the_noise() {
        for ramp in [1, 2, 4, 8] {
            let strong = bars(20, 230, ramp).focus.unwrap();
            for (dark, light) in [(40, 200), (80, 160), (100, 140)] {
                let weak = bars(dark, light, ramp).focus.unwrap();
                assert!(weak.abs_diff(strong) <= 3, "{dark} to {light}: {weak}, {strong}");
            }
            let mut noise = noise(6);
            let noisy = look(|x, _| (i16::from(bar(x, 40, 200, ramp)) + noise()) as u8);
            let noisy = noisy.focus.unwrap();
            assert!(noisy.abs_diff(strong) <= 8, "in noise: {noisy}, {strong}");
        }
    }

    #[test]
    fn noise_and_shades_are_no_edges() {
        for most in [4, 12, 40] {
            let mut noise = noise(most);
            assert_eq!(look(|_, _| (120 + noise()) as u8).focus, None, "{most}");
        }
        assert_eq!(look(|x, _| (x / 4) as u8).focus, None);
    }

    #[test]
    fn no_picture_is_no_panic() {
        let nothing = PictureFigures { light: 0, black: 0, white: 0, focus: None };
        assert_eq!(PictureFigures { black: 0, ..PictureFigures::at(&Luma::EMPTY) }, nothing);
        for (width, height) in [(1, 1), (3, 200), (200, 3), (63, 65)] {
            let pixels = vec![7; width * height];
            let luma = Luma::new(&pixels, width as u32, height as u32, width);
            assert_eq!(PictureFigures::at(&luma.unwrap()).focus, None);
        }
    }
}
