//! The autofocus.

use std::f32::consts::PI;

use fastrand::Rng;

use crate::scene::between;
use crate::scene::recipe::Recipe;

/// The autofocus: out at first, hunting, then as good as it gets.
pub struct Focus {
    out: f32,
    rest: f32,
    settles: f32,
    phase: f32,
}

impl Focus {
    pub fn of(recipe: &Recipe, rng: &mut Rng) -> Self {
        Self {
            out: recipe.pixels * between(rng, 0.4..1.6),
            rest: recipe.defocus,
            settles: between(rng, 4.0..11.0),
            phase: between(rng, -0.3..0.6),
        }
    }

    /// Of the disk that a point becomes, in pixels.
    pub fn radius(&self, time: f32) -> f32 {
        let hunting = (-time / self.settles).exp() * (time / 14.0 * PI + self.phase).cos();
        self.rest + self.out * hunting.abs()
    }
}
