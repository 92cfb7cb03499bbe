//! Frames of a video: a ticket comes into view, is turned and tilted, and is then held.

use std::f32::consts::{PI, TAU};

use anyhow::Result;
use fastrand::Rng;

use super::backdrop::KINDS;
use super::exposure::{Glare, Held, RAYS, expose};
use super::optics::{Lens, Shade};
use super::pose::{Camera, Hold, Pose};
use super::recipe::Recipe;
use super::sensor::Sensor;
use super::still::{Ticket, behind, camera, glare, sensor};
use super::{Frame, between};

/// Frames of a clip, a thirtieth of a second each.
pub const LENGTH: usize = 30;

/// The clip of that number.
pub fn of(number: usize, rng: &mut Rng) -> Result<Vec<Frame>> {
    let recipe = recipe(rng);
    let camera = camera(recipe.hd, rng);
    let ticket = Ticket::draw(&recipe, rng)?;
    let way = Way::of(camera, &recipe, &ticket, rng);
    let focus = Focus::of(&recipe, rng);
    let held = way.hold(1e3);
    let glares: Vec<Glare> = (0..recipe.glares)
        .map(|_| glare(&Pose::new(camera, &held, ticket.bend), &ticket.sheet, &held, rng))
        .collect();
    let (backdrop, shade) = (behind(recipe.backdrop, camera, rng), Shade::of(recipe.shade, rng));
    let (settled, softness) = (sensor(&recipe, rng), between(rng, 0.4..0.75));
    // Seconds of exposure in frames: dim halls take nearly all of the time.
    let shutter = if recipe.white < 100.0 { 0.8 } else { between(rng, 0.15..0.7) };
    let note = format!("{} {}", recipe.note(), ticket.code.label);

    (0..LENGTH)
        .map(|index| {
            let poses = (0..RAYS).map(|ray| {
                let time = index as f32 + shutter * ray as f32 / (RAYS - 1) as f32;
                Pose::new(camera, &way.hold(time), ticket.bend)
            });
            let sheets = [Held {
                sheet: &ticket.sheet,
                path: poses.collect(),
                sidelight: 0.3,
                grid: ticket.grid(&recipe, &held),
            }];
            let mut exposed = expose(&backdrop, &sheets, &glares);
            shade.fall(&mut exposed.scene);
            Lens { softness, defocus: focus.radius(index as f32) }.image(&mut exposed.scene);
            // The exposure is still being found when something bright comes into view.
            let found = 1.0 - (-(index as f32) / 5.0).exp();
            let sensor = Sensor {
                white: settled.white * (0.75 + 0.25 * found),
                noise: settled.noise * (1.6 - 0.6 * found),
                ..settled
            };
            Ok(Frame {
                path: format!("img/clip{number:03}_{index:02}.jpg"),
                scenario: format!("clip{number:03}"),
                note: note.clone(),
                texts: vec![ticket.text.clone()],
                image: sensor.shoot(&exposed.sampled(), rng)?,
            })
        })
        .collect()
}

/// What stays the same over the clip: any of a stills' troubles, mostly few of them.
fn recipe(rng: &mut Rng) -> Recipe {
    let mut recipe = Recipe::usual(rng);
    recipe.hd = rng.f32() < 0.25;
    recipe.pixels = between(rng, 2.2..4.8);
    recipe.backdrop = rng.usize(..KINDS.len());
    recipe.tilt = between(rng, 0.05..0.5);
    if rng.f32() < 0.35 {
        recipe.white = between(rng, 28.0..90.0);
        recipe.noise = between(rng, 1.5..4.0);
    }
    let mut now_and_then = |chance: f32, most: f32| {
        if rng.f32() < chance { between(rng, 0.1..most) } else { 0.0 }
    };
    recipe.dirt = now_and_then(0.3, 0.5);
    recipe.shade = now_and_then(0.3, 0.85);
    recipe.curl = now_and_then(0.25, 1.0);
    recipe.defocus = recipe.pixels * now_and_then(0.4, 0.6);
    if rng.f32() < 0.2 {
        recipe.glares = 1;
    }
    if recipe.curl != 0.0 {
        recipe.medium = super::sheet::Medium::Paper;
    } else if recipe.medium == super::sheet::Medium::Phone {
        recipe.inverted = rng.f32() < 0.35;
        recipe.moire = if rng.f32() < 0.4 { between(rng, 0.1..0.3) } else { 0.0 };
        recipe.moire_beat = between(rng, 0.4..1.1);
    }
    recipe
}

/// The hand's way from beyond the frame to where it holds still, more or less.
struct Way {
    start: Hold,
    end: Hold,
    /// When the hand sets out and how long it takes, in frames.
    departure: f32,
    takes: f32,
    /// Of the held hand: pixels, and phases of its two swings.
    tremor: f32,
    phases: (f32, f32),
}

impl Way {
    fn of(camera: Camera, recipe: &Recipe, ticket: &Ticket, rng: &mut Rng) -> Self {
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
        }
    }

    /// How the sheet is held at a time in frames.
    fn hold(&self, time: f32) -> Hold {
        let part = ((time - self.departure) / self.takes).clamp(0.0, 1.0);
        // Slows down towards the end, as a hand does.
        let part = 1.0 - (1.0 - part).powi(3);
        let mix = |start: f32, end: f32| start + part * (end - start);
        let swing = |phase: f32, period: f32| self.tremor * (time / period * TAU + phase).sin();
        let (start, end) = (&self.start, &self.end);
        Hold {
            at: (
                mix(start.at.0, end.at.0) + swing(self.phases.0, 7.3),
                mix(start.at.1, end.at.1) + swing(self.phases.1, 5.9),
            ),
            pixels: mix(start.pixels, end.pixels),
            turn: mix(start.turn, end.turn) + 0.004 * swing(self.phases.1, 11.0),
            tilt: mix(start.tilt, end.tilt),
            hinge: end.hinge,
        }
    }
}

/// The autofocus: out at first, hunting, then as good as it gets.
struct Focus {
    out: f32,
    rest: f32,
    settles: f32,
    phase: f32,
}

impl Focus {
    fn of(recipe: &Recipe, rng: &mut Rng) -> Self {
        Self {
            out: recipe.pixels * between(rng, 0.4..1.6),
            rest: recipe.defocus,
            settles: between(rng, 4.0..11.0),
            phase: between(rng, -0.3..0.6),
        }
    }

    /// Of the disk that a point becomes, in pixels.
    fn radius(&self, time: f32) -> f32 {
        let hunting = (-time / self.settles).exp() * (time / 14.0 * PI + self.phase).cos();
        self.rest + self.out * hunting.abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hand_comes_from_outside_and_stays() {
        for seed in 0..20 {
            let mut rng = Rng::with_seed(seed);
            let recipe = recipe(&mut rng);
            let camera = camera(recipe.hd, &mut rng);
            let ticket = Ticket::draw(&recipe, &mut rng).unwrap();
            let way = Way::of(camera, &recipe, &ticket, &mut rng);
            let inside = |hold: Hold| {
                let (x, y) = hold.at;
                x > 0.0 && y > 0.0 && x < camera.width as f32 && y < camera.height as f32
            };
            assert!(!inside(way.hold(-9.0)), "{seed}");
            assert!((24..LENGTH).all(|frame| inside(way.hold(frame as f32))), "{seed}");
            let (then, later) = (way.hold(25.0).at, way.hold(29.0).at);
            assert!((then.0 - later.0).hypot(then.1 - later.1) < 7.0, "{seed}");
        }
    }
}
