//! A phone that finds its brightness anew under the door's lamps, and the camera's exposure, which
//! follows late and not all the way.

use fastrand::Rng;

use crate::scene::between;

/// The display's light over the clip's time; 1 is what the exposure is set for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brightness {
    before: f32,
    after: f32,
    /// When the phone begins to change it and how long it takes, in frames.
    turns: f32,
    takes: f32,
    /// Frames until the exposure has followed by two thirds.
    follows: f32,
}

/// The part of a change, as a power, that the exposure makes up for.
const FOLLOWED: f32 = 0.8;

impl Brightness {
    /// Of paper, and of a phone that is left alone.
    pub const EVEN: Self = Self { before: 1.0, after: 1.0, turns: 0.0, takes: 1.0, follows: 1.0 };

    /// Dim in a pocket and then bright, or bright outdoors and then dim.
    pub fn of(rng: &mut Rng) -> Self {
        let (dim, bright) = (between(rng, 0.06..0.3), between(rng, 1.6..4.5));
        let usual = between(rng, 0.7..1.4);
        let (before, after) = match rng.usize(..4) {
            0 => (dim, bright),
            1 => (dim, usual),
            2 => (bright, usual),
            _ => (bright, dim),
        };
        Self {
            before,
            after,
            turns: between(rng, 6.0..17.0),
            takes: between(rng, 2.0..9.0),
            follows: between(rng, 2.5..8.0),
        }
    }

    /// The display's light.
    pub fn screen(&self, time: f32) -> f32 {
        let part = ((time - self.turns) / self.takes).clamp(0.0, 1.0);
        // Even steps to the eye, which is even factors.
        self.before * (self.after / self.before).powf(part)
    }

    /// The factor that the exposure has found by that frame: it has seen the display come into view.
    pub fn exposure(&self, frame: usize) -> f32 {
        let mut found = 1.0_f32;
        for frame in 0..=frame {
            let wanted = self.screen(frame as f32).powf(-FOLLOWED);
            found *= (wanted / found).powf(1.0 / self.follows);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exposure_follows_the_display_late() {
        for seed in 0..20 {
            let phone = Brightness::of(&mut Rng::with_seed(seed));
            let seen: Vec<f32> =
                (0..90).map(|frame| phone.screen(frame as f32) * phone.exposure(frame)).collect();
            let jump = |pair: &[f32]| pair[0].max(pair[1]) / pair[0].min(pair[1]);
            let change = phone.before.max(phone.after) / phone.before.min(phone.after);
            let moved = seen[..30].iter().copied().fold(0.0, f32::max)
                / seen[..30].iter().copied().fold(f32::MAX, f32::min);
            assert!(moved > change.powf(0.25), "{seed}: seen to change by {moved} of {change}");
            assert!(jump(&seen[88..]) < 1.01, "{seed}: it comes to rest");
            let left = (phone.after.powf(1.0 - FOLLOWED) / seen[89] - 1.0).abs();
            assert!(left < 0.05, "{seed}: {left}");
        }
    }

    #[test]
    fn what_is_even_stays_so() {
        for frame in [0, 7, 29] {
            let even = Brightness::EVEN;
            assert_eq!((even.screen(frame as f32), even.exposure(frame)), (1.0, 1.0));
        }
    }
}
