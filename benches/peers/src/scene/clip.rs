//! Frames of a video: a ticket comes into view, is turned and tilted, and is then held; and what a
//! busy door makes of that.

mod brightness;
mod focus;
mod way;

use anyhow::Result;
use fastrand::Rng;

use super::backdrop::KINDS;
use super::exposure::{Glare, Held, RAYS, expose};
use super::flicker::Bands;
use super::optics::{Lens, Shade};
use super::pose::{Camera, Pose};
use super::recipe::Recipe;
use super::sensor::Sensor;
use super::sheet::Medium;
use super::still::{Ticket, behind, camera, glare, sensor};
use super::{Frame, between};
use brightness::Brightness;
use focus::Focus;
use way::Way;

/// Frames of a clip, a thirtieth of a second each.
pub const LENGTH: usize = 30;

/// What a clip shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// A ticket that is held still in the end.
    Held,
    /// A hand in a hurry, which shakes and passes.
    Hands,
    /// A phone that changes its brightness.
    Brightness,
    /// A lamp's or a display's flicker, in bands.
    Bands,
    /// A display whose pixels beat against the sensor's, never twice alike.
    Moire,
}

impl Door {
    /// As `meta.tsv` names them.
    pub const ALL: [(&str, Self); 5] = [
        ("held", Self::Held),
        ("hands", Self::Hands),
        ("brightness", Self::Brightness),
        ("bands", Self::Bands),
        ("moire", Self::Moire),
    ];
}

/// The clip of that number, of the kind of that place in `Door::ALL`.
pub fn of(place: usize, number: usize, rng: &mut Rng) -> Result<Vec<Frame>> {
    let (kind, door) = Door::ALL[place];
    let recipe = door.load(recipe(rng), rng);
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
    let way = door.lead(way, camera, rng);
    let light = Light::of(door, recipe.medium, camera, rng);
    let note = format!("clip={kind} {} {}", recipe.note(), ticket.code.label);

    (0..LENGTH)
        .map(|index| {
            let time = index as f32;
            let poses = (0..RAYS).map(|ray| {
                let time = time + shutter * ray as f32 / (RAYS - 1) as f32;
                Pose::new(camera, &way.hold(time), ticket.bend)
            });
            let sheets = [Held {
                sheet: &ticket.sheet,
                path: poses.collect(),
                sidelight: 0.3,
                grid: ticket.grid(&recipe, &held),
                bands: light.screen.map(|bands| bands.later(index)),
                power: light.brightness.screen(time),
            }];
            let mut exposed = expose(&backdrop, &sheets, &glares);
            shade.fall(&mut exposed.scene);
            Lens { softness, defocus: focus.radius(time) }.image(&mut exposed.scene);
            let mut scene = exposed.sampled();
            if let Some(bands) = light.lamp {
                bands.later(index).fall(&mut scene);
            }
            let gain = light.brightness.exposure(index);
            scene.light.iter_mut().for_each(|light| *light *= gain);
            // The exposure is still being found when something bright comes into view.
            let found = 1.0 - (-time / 5.0).exp();
            let sensor = Sensor {
                white: settled.white * (0.75 + 0.25 * found),
                noise: settled.noise * (1.6 - 0.6 * found) * gain.sqrt().max(1.0),
                ..settled
            };
            Ok(Frame {
                path: format!("img/clip{number:03}_{index:02}.jpg"),
                scenario: format!("clip{number:03}"),
                note: note.clone(),
                texts: vec![ticket.text.clone()],
                image: sensor.shoot(&scene, rng)?,
            })
        })
        .collect()
}

impl Door {
    /// Makes a usual clip's recipe one of this kind.
    fn load(self, mut recipe: Recipe, rng: &mut Rng) -> Recipe {
        match self {
            Self::Held | Self::Hands | Self::Bands => {}
            Self::Brightness | Self::Moire => {
                recipe.medium = Medium::Phone;
                recipe.curl = 0.0;
            }
        }
        if self == Self::Moire {
            recipe.moire = between(rng, 0.35..0.8);
            recipe.moire_beat =
                if rng.bool() { between(rng, 0.86..1.14) } else { between(rng, 0.28..0.52) };
        }
        recipe
    }

    /// Makes the hand's way one of this kind.
    fn lead(self, way: Way, camera: Camera, rng: &mut Rng) -> Way {
        match self {
            Self::Held | Self::Brightness | Self::Bands => way,
            Self::Hands => way.hurried(camera, rng),
            Self::Moire => way.swaying(rng),
        }
    }
}

/// Light that changes from frame to frame.
struct Light {
    brightness: Brightness,
    /// The ticket's display flickers.
    screen: Option<Bands>,
    /// The lamp does.
    lamp: Option<Bands>,
}

impl Light {
    fn of(door: Door, medium: Medium, camera: Camera, rng: &mut Rng) -> Self {
        let still = Self { brightness: Brightness::EVEN, screen: None, lamp: None };
        match (door, medium) {
            (Door::Brightness, _) => Self { brightness: Brightness::of(rng), ..still },
            (Door::Bands, Medium::Phone) => {
                Self { screen: Some(Bands::of(camera.height, rng)), ..still }
            }
            (Door::Bands, Medium::Paper) => {
                Self { lamp: Some(Bands::of(camera.height, rng)), ..still }
            }
            (Door::Held | Door::Hands | Door::Moire, _) => still,
        }
    }
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
        recipe.medium = Medium::Paper;
    } else if recipe.medium == Medium::Phone {
        recipe.inverted = rng.f32() < 0.35;
        recipe.moire = if rng.f32() < 0.4 { between(rng, 0.1..0.3) } else { 0.0 };
        recipe.moire_beat = between(rng, 0.4..1.1);
    }
    recipe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_comes_again_from_its_seed_and_is_its_own() {
        let clip = |place: usize| of(place, 3, &mut Rng::with_seed(8)).unwrap();
        let clips: Vec<_> = (0..Door::ALL.len()).map(clip).collect();
        for (place, frames) in clips.iter().enumerate() {
            let (kind, _) = Door::ALL[place];
            assert_eq!(frames.len(), LENGTH);
            assert!(frames.iter().all(|frame| frame.noted("clip") == Some(kind)));
            assert!(frames.iter().all(|frame| frame.scenario == "clip003"));
            let alike = clips.iter().filter(|other| other[20].image == frames[20].image).count();
            assert_eq!(alike, 1, "{kind}");
        }
        assert_eq!(clips[1], clip(1));
    }
}
