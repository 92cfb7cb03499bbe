//! Light that goes on and off faster than the shutter: a rolling one, which reads row after row,
//! sees bands that wander from frame to frame.

use std::f32::consts::TAU;

use fastrand::Rng;

use super::between;
use super::raster::Raster;

/// The bands in one frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bands {
    /// Rows from one to the next.
    period: f32,
    /// The part of the light that is missing in the darkest row.
    depth: f32,
    /// 1 is a sine, more has edges.
    hardness: f32,
    /// Of the first row, in periods, and how far it is on in the next frame.
    phase: f32,
    drift: f32,
}

impl Bands {
    /// Of a lamp on the mains, or of a display that is dimmed by switching it off and on, in a frame
    /// of so many rows.
    pub fn of(height: usize, rng: &mut Rng) -> Self {
        Self {
            period: height as f32 * between(rng, 0.12..0.7),
            depth: between(rng, 0.3..0.95),
            hardness: between(rng, 1.0..3.0),
            phase: rng.f32(),
            drift: between(rng, 0.06..0.5),
        }
    }

    /// The bands of a later frame.
    pub fn later(&self, frames: usize) -> Self {
        Self { phase: self.phase + self.drift * frames as f32, ..*self }
    }

    /// The part of the light that a row gets.
    pub fn passes(&self, row: f32) -> f32 {
        let wave = ((row / self.period + self.phase) * TAU).sin();
        1.0 - self.depth * ((wave * self.hardness).clamp(-1.0, 1.0) / 2.0 + 0.5)
    }

    /// Dims a scene that lies in the lamp's light.
    pub fn fall(&self, scene: &mut Raster) {
        for (row, light) in scene.light.chunks_exact_mut(scene.width).enumerate() {
            let part = self.passes(row as f32 + 0.5);
            light.iter_mut().for_each(|light| *light *= part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_even_along_a_row_and_wander_from_frame_to_frame() {
        for seed in 0..20 {
            let bands = Bands::of(120, &mut Rng::with_seed(seed));
            let dimmed = |frame: usize| {
                let mut scene = Raster::filled(4, 120, 1.0);
                bands.later(frame).fall(&mut scene);
                scene
            };
            let (one, next) = (dimmed(0), dimmed(1));
            assert!(one.light.chunks(4).all(|row| row.iter().all(|light| *light == row[0])));
            let darkest = one.light.iter().copied().fold(1.0, f32::min);
            let lightest = one.light.iter().copied().fold(0.0, f32::max);
            assert!(darkest > 0.0 && lightest <= 1.0 && darkest < 0.85 * lightest);
            assert_ne!(one, next);
            assert_eq!(one, dimmed(0));
        }
    }
}
