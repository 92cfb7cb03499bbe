//! The hand's way before the camera.

use std::f32::consts::TAU;

use fastrand::Rng;

use crate::scene::between;
use crate::scene::pose::{Camera, Hold};
use crate::scene::recipe::Recipe;
use crate::scene::still::Ticket;

/// Frames in which a hand that passes is gone.
const LEAVING: f32 = 7.0;

/// The hand's way from beyond the frame to where it holds still, more or less, and on from there
/// if it does.
pub struct Way {
    start: Hold,
    end: Hold,
    /// When the hand sets out and how long it takes, in frames.
    departure: f32,
    takes: f32,
    /// Of the held hand: pixels, and phases of its two swings.
    tremor: f32,
    phases: (f32, f32),
    /// Where a hand that only passes goes on to, and when.
    leaves: Option<(Hold, f32)>,
    /// How much nearer the hand comes and goes while it holds still, as a part.
    sway: f32,
}

impl Way {
    pub fn of(camera: Camera, recipe: &Recipe, ticket: &Ticket, rng: &mut Rng) -> Self {
        let (width, height) = (camera.width as f32, camera.height as f32);
        let side = (ticket.code.side as f32 + 6.0) * recipe.pixels;
        let pixels = recipe.pixels * (0.86 * height / side).min(1.0);
        let room = |length: f32| (length - side.min(0.86 * height)).max(0.0) * 0.5 * 0.6;
        let mut near = |length: f32| length / 2.0 + room(length) * between(rng, -1.0..1.0);
        let at = (near(width), near(height));
        // From below, from the left, or from the right.
        let from = match rng.usize(..4) {
            0 => (-0.3 * width, at.1 + 0.2 * height),
            1 => (1.3 * width, at.1 + 0.2 * height),
            _ => (at.0 + between(rng, -0.3..0.3) * width, 1.45 * height),
        };
        let end = Hold { at, pixels, turn: recipe.turn, tilt: recipe.tilt, hinge: recipe.hinge };
        let start = Hold {
            at: from,
            pixels: pixels * between(rng, 0.7..1.15),
            turn: recipe.turn + between(rng, -0.9..0.9),
            tilt: recipe.tilt + between(rng, 0.2..0.6),
            hinge: recipe.hinge,
        };
        Self {
            start,
            end,
            departure: between(rng, -3.0..3.0),
            takes: between(rng, 9.0..21.0),
            tremor: between(rng, 0.2..2.2),
            phases: (between(rng, 0.0..TAU), between(rng, 0.0..TAU)),
            leaves: None,
            sway: 0.0,
        }
    }

    /// A hand in a hurry: it comes fast, shakes, and is gone again. It smears the code at its
    /// fastest and hardly at all where it turns.
    pub fn hurried(mut self, camera: Camera, rng: &mut Rng) -> Self {
        self.takes = between(rng, 5.0..9.0);
        self.tremor = between(rng, 5.0..16.0);
        let (width, height) = (camera.width as f32, camera.height as f32);
        let x = if rng.bool() { 1.4 * width } else { -0.4 * width };
        let onwards = Hold { at: (x, self.end.at.1 - between(rng, 0.0..0.3) * height), ..self.end };
        self.leaves = Some((onwards, between(rng, 12.0..19.0)));
        self
    }

    /// A hand that comes nearer and goes back while it holds the ticket out.
    pub fn swaying(mut self, rng: &mut Rng) -> Self {
        self.takes = between(rng, 6.0..12.0);
        self.tremor = between(rng, 0.6..2.6);
        self.sway = between(rng, 0.02..0.09);
        self
    }

    /// How the sheet is held at a time in frames.
    pub fn hold(&self, time: f32) -> Hold {
        let part = ((time - self.departure) / self.takes).clamp(0.0, 1.0);
        // Slows down towards the end, as a hand does.
        let part = 1.0 - (1.0 - part).powi(3);
        let mix = |start: f32, end: f32| start + part * (end - start);
        let swing = |phase: f32, period: f32| self.tremor * (time / period * TAU + phase).sin();
        let (start, end) = (&self.start, &self.end);
        let (onwards, left) = match &self.leaves {
            // Slow at first, and faster and faster.
            Some((onwards, after)) => (onwards, ((time - after) / LEAVING).max(0.0).powi(2)),
            None => (end, 0.0),
        };
        let on = |end: f32, onwards: f32| left * (onwards - end);
        let nearer = 1.0 + self.sway * (time / 13.0 * TAU + self.phases.0).sin();
        Hold {
            at: (
                mix(start.at.0, end.at.0) + swing(self.phases.0, 7.3) + on(end.at.0, onwards.at.0),
                mix(start.at.1, end.at.1) + swing(self.phases.1, 5.9) + on(end.at.1, onwards.at.1),
            ),
            pixels: mix(start.pixels, end.pixels) * nearer,
            turn: mix(start.turn, end.turn) + 0.004 * swing(self.phases.1, 11.0),
            tilt: mix(start.tilt, end.tilt),
            hinge: end.hinge,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::clip::{LENGTH, recipe};
    use crate::scene::still::camera;

    fn ways(change: fn(Way, Camera, &mut Rng) -> Way) -> impl Iterator<Item = (Way, Camera)> {
        (0..20).map(move |seed| {
            let mut rng = Rng::with_seed(seed);
            let recipe = recipe(&mut rng);
            let camera = camera(recipe.hd, &mut rng);
            let ticket = Ticket::draw(&recipe, &mut rng).unwrap();
            let way = Way::of(camera, &recipe, &ticket, &mut rng);
            (change(way, camera, &mut rng), camera)
        })
    }

    fn is_inside(hold: &Hold, camera: Camera) -> bool {
        let (x, y) = hold.at;
        x > 0.0 && y > 0.0 && x < camera.width as f32 && y < camera.height as f32
    }

    fn distance(one: &Hold, other: &Hold) -> f32 {
        (one.at.0 - other.at.0).hypot(one.at.1 - other.at.1)
    }

    #[test]
    fn the_hand_comes_from_outside_and_stays() {
        for (way, camera) in ways(|way, _, _| way) {
            assert!(!is_inside(&way.hold(-9.0), camera));
            assert!((24..LENGTH).all(|frame| is_inside(&way.hold(frame as f32), camera)));
            assert!(distance(&way.hold(25.0), &way.hold(29.0)) < 7.0);
        }
    }

    #[test]
    fn a_hurried_hand_passes_and_is_fast_and_slow_on_its_way() {
        for (way, camera) in ways(Way::hurried) {
            assert!(!is_inside(&way.hold(-9.0), camera) && !is_inside(&way.hold(32.0), camera));
            assert!((10..12).all(|frame| is_inside(&way.hold(frame as f32), camera)));
            let steps = (32..48).map(|quarter| {
                let time = quarter as f32 / 4.0;
                distance(&way.hold(time), &way.hold(time + 0.25))
            });
            let (slow, fast) = steps.fold((f32::MAX, 0.0), |(slow, fast): (f32, f32), step| {
                (slow.min(step), fast.max(step))
            });
            assert!(fast > 1.4 * slow && fast > 0.5, "{slow} {fast}");
        }
    }

    #[test]
    fn a_swaying_hand_changes_the_size_of_what_it_holds() {
        for (way, camera) in ways(|way, _, rng| way.swaying(rng)) {
            let sizes = (14..LENGTH).map(|frame| way.hold(frame as f32).pixels);
            let (small, large) = sizes.fold((f32::MAX, 0.0), |(small, large): (f32, f32), size| {
                (small.min(size), large.max(size))
            });
            assert!(large > 1.03 * small && large < 1.25 * small, "{small} {large}");
            assert!((20..LENGTH).all(|frame| is_inside(&way.hold(frame as f32), camera)));
        }
    }
}
