//! What would help a code that is seen but not read.

use super::qr::Seen;

/// What is in the way of a reading, told as what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// Its modules are too few pixels.
    Nearer,
    /// It is cut by the frame's edge, or too large.
    Further,
    /// It moves, or is unclear for a reason that can't be told.
    HoldStill,
    /// A saturated patch lies over it.
    LessGlare,
    /// Its contrast is too low: a dim display, or paper in the dark.
    Brighter,
}

/// Pixels a module below which codes are seen more often than read.
const SMALL: f32 = 2.3;

/// Grey levels between dark and light modules that noise hardly leaves legible.
const FAINT: f32 = 40.0;

/// The share of a code's modules under glare that no error correction makes up for.
const GLARE: f32 = 0.06;

/// The share of the frame's shorter side that a code fills when it is too large to be in focus.
const LARGE: f32 = 0.95;

impl Hint {
    /// What would help a code that was sampled and not read: the first thing that is clearly in
    /// the way, and if nothing is, a steady hand.
    pub(super) fn of(
        seen: &Seen,
        module: f32,
        corners: &[(f32, f32); 4],
        (width, height): (f32, f32),
    ) -> Self {
        let inside = |(x, y): (f32, f32)| (0.0..=width).contains(&x) && (0.0..=height).contains(&y);
        let extent = module * seen.side as f32;
        if !corners.iter().all(|corner| inside(*corner)) || extent > LARGE * width.min(height) {
            Self::Further
        } else if seen.glaring > GLARE {
            Self::LessGlare
        } else if seen.contrast < FAINT {
            Self::Brighter
        } else if module < SMALL {
            Self::Nearer
        } else {
            Self::HoldStill
        }
    }
}
