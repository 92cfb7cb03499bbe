//! The open shutter: what each pixel sees of the sheets and of what is behind them, many rays a
//! pixel, spread over its area and over the time of the exposure.

use std::f32::consts::TAU;

use super::flicker::Bands;
use super::pose::Pose;
use super::raster::{Ellipse, Raster};
use super::sheet::Sheet;

/// Rays a pixel, and the number of poses that a moving sheet passes while the shutter is open.
pub const RAYS: usize = 16;

/// A sheet in the scene.
pub struct Held<'a> {
    pub sheet: &'a Sheet,
    /// One pose where it is still, `RAYS` where it moves.
    pub path: Vec<Pose>,
    /// How far the light comes from the side: what a bent sheet's slopes make of it.
    pub sidelight: f32,
    /// A screen's own pixels.
    pub grid: Option<Grid>,
    /// A screen's own flicker.
    pub bands: Option<Bands>,
    /// Its light, where paper in full light has 1.
    pub power: f32,
}

/// A screen's pixels, which the sensor's beat against.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    /// Modules from one to the next.
    pub pitch: f32,
    /// How much of the light they take away at their darkest.
    pub depth: f32,
}

/// A lamp mirrored by a glossy sheet.
#[derive(Debug, Clone, Copy)]
pub struct Glare {
    pub spot: Ellipse,
    /// In its middle; white paper has 1.
    pub power: f32,
}

/// What the shutter let through.
pub struct Exposed {
    pub scene: Raster,
    /// What the screens' pixels and their flicker leave of it where the sensor samples them, after the lens.
    pub beat: Option<Raster>,
}

/// Lets the sheets, the last one on top, cover the backdrop.
pub fn expose(backdrop: &Raster, sheets: &[Held], glares: &[Glare]) -> Exposed {
    let mut scene = backdrop.clone();
    let mut beat = None;
    for held in sheets {
        let (left, top, right, bottom) = bounds(held, backdrop);
        for y in top..bottom {
            for x in left..right {
                let (light, cover) = look(held, x as f32, y as f32);
                let at = y * scene.width + x;
                if cover == 0.0 {
                    continue;
                }
                let (x, y) = (x as f32 + 0.5, y as f32 + 0.5);
                let mirrored: f32 = glares.iter().map(|glare| glare.at(x, y)).sum();
                scene.light[at] = scene.light[at] * (1.0 - cover) + light + mirrored * cover;
                if held.grid.is_some() || held.bands.is_some() {
                    let beat: &mut Raster = beat.get_or_insert_with(|| {
                        Raster::filled(backdrop.width, backdrop.height, 1.0)
                    });
                    let pixels = held.grid.map_or(1.0, |grid| grid.passes(held, x, y));
                    beat.light[at] = pixels * held.bands.map_or(1.0, |bands| bands.passes(y));
                }
            }
        }
    }
    Exposed { scene, beat }
}

impl Exposed {
    /// Samples the screens' pixels; after the lens.
    pub fn sampled(mut self) -> Raster {
        if let Some(beat) = &self.beat {
            self.scene.light.iter_mut().zip(&beat.light).for_each(|(light, part)| *light *= part);
        }
        self.scene
    }
}

impl Held<'_> {
    /// How much light falls on paper that the bend has turned so far.
    fn lit(&self, lean: f32) -> f32 {
        if lean == 0.0 { 1.0 } else { lean.cos().sqrt() * (1.0 + self.sidelight * lean.sin()) }
    }
}

/// The light through a pixel and how much of the pixel the sheet covers.
fn look(held: &Held, x: f32, y: f32) -> (f32, f32) {
    const ACROSS: usize = 4;
    const SHARE: f32 = 1.0 / RAYS as f32;
    let (mut light, mut cover) = (0.0, 0.0);
    for ray in 0..RAYS {
        // Rays that are neighbours in time lie apart in the pixel: 7 and 16 have no factor in common.
        let place = ray * 7 % RAYS;
        let dx = (place % ACROSS) as f32 + 0.5;
        let dy = (place / ACROSS) as f32 + 0.5;
        let pose = &held.path[ray % held.path.len()];
        let (x, y) = (x + dx / ACROSS as f32, y + dy / ACROSS as f32);
        if let Some(spot) = pose.spot(x, y, |u, v| held.sheet.holds(u, v)) {
            light += SHARE * held.power * held.lit(spot.lean) * held.sheet.light(spot.u, spot.v);
            cover += SHARE;
        } else if ray == 5 && cover == 0.0 && held.path.len() == 1 {
            // Six rays all over the pixel miss a still sheet: a sliver of it is here at most.
            return (0.0, 0.0);
        }
    }
    (light, cover)
}

/// The part of the frame that the sheet may be seen in: left, top, right, bottom.
fn bounds(held: &Held, frame: &Raster) -> (usize, usize, usize, usize) {
    let corners = held.sheet.corners();
    let sides = corners.iter().zip(corners.iter().cycle().skip(1));
    let outline = sides.flat_map(|(a, b)| {
        (0..8).map(move |part| {
            let part = part as f32 / 8.0;
            (a.0 + part * (b.0 - a.0), a.1 + part * (b.1 - a.1))
        })
    });
    let (mut left, mut top, mut right, mut bottom) = (f32::MAX, f32::MAX, f32::MIN, f32::MIN);
    for (u, v) in outline {
        for pose in &held.path {
            let Some((x, y)) = pose.project(u, v) else {
                return (0, 0, frame.width, frame.height);
            };
            (left, right) = (left.min(x), right.max(x));
            (top, bottom) = (top.min(y), bottom.max(y));
        }
    }
    // A bent edge may bulge a little beyond the points that were looked at.
    let margin = 0.03 * (right - left).max(bottom - top) + 2.0;
    let to = |value: f32, end: usize| (value.max(0.0) as usize).min(end);
    (
        to(left - margin, frame.width),
        to(top - margin, frame.height),
        to(right + margin, frame.width),
        to(bottom + margin, frame.height),
    )
}

impl Glare {
    fn at(&self, x: f32, y: f32) -> f32 {
        // Flat in the middle, with a halo that fades out.
        let reach = self.spot.reach(x, y);
        self.power * ((-reach.powi(4)).exp() + 0.12 * (-0.5 * reach).exp())
    }
}

impl Grid {
    /// The part of the light that passes at one point: the sensor samples it there alone.
    fn passes(&self, held: &Held, x: f32, y: f32) -> f32 {
        let pose = &held.path[held.path.len() / 2];
        let Some(spot) = pose.spot(x, y, |u, v| held.sheet.holds(u, v)) else { return 1.0 };
        let wave = |along: f32| (along / self.pitch * TAU).cos();
        1.0 - self.depth * (0.5 - 0.25 * (wave(spot.u) + wave(spot.v)))
    }
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;
    use qrcode::EcLevel;

    use super::*;
    use crate::scene::payload::Code;
    use crate::scene::pose::{Bend, Camera, Hold};
    use crate::scene::sheet::Medium;

    const CAMERA: Camera = Camera { width: 160, height: 120, focal: 140.0 };

    fn pose(at: (f32, f32)) -> Pose {
        let hold = Hold { at, pixels: 1.5, turn: 0.2, tilt: 0.3, hinge: 1.0 };
        Pose::new(CAMERA, &hold, Bend::default())
    }

    fn still(sheet: &Sheet) -> Held<'_> {
        Held { sheet, path: Vec::new(), sidelight: 0.0, grid: None, bands: None, power: 1.0 }
    }

    #[test]
    fn a_screen_flickers_and_shines_for_itself() {
        let code = Code::of("exposed", EcLevel::M).unwrap();
        let sheet = Sheet::draw(&code, Medium::Phone, false, &mut Rng::with_seed(1));
        let backdrop = Raster::filled(160, 120, 0.5);
        let of = |bands, power| {
            let held = Held { path: vec![pose((80.0, 60.0))], bands, power, ..still(&sheet) };
            expose(&backdrop, &[held], &[]).sampled()
        };
        let (plain, bright) = (of(None, 1.0), of(None, 2.0));
        let bands = Bands::of(120, &mut Rng::with_seed(4));
        let banded = of(Some(bands), 1.0);
        for (x, y) in [(60, 50), (80, 60), (95, 70)] {
            let at = y * 160 + x;
            assert!((bright.light[at] - 2.0 * plain.light[at]).abs() < 1e-4);
            let part = bands.passes(y as f32 + 0.5);
            assert!((banded.light[at] - part * plain.light[at]).abs() < 1e-4);
        }
        assert_eq!([bright.light[0], banded.light[0]], [0.5, 0.5], "the room has its own light");
    }

    #[test]
    fn a_sheet_covers_what_is_behind_it_and_nothing_else() {
        let code = Code::of("exposed", EcLevel::M).unwrap();
        let sheet = Sheet::draw(&code, Medium::Paper, false, &mut Rng::with_seed(1));
        let backdrop = Raster::filled(160, 120, 5.0);
        let held = Held { sheet: &sheet, path: vec![pose((80.0, 60.0))], ..still(&sheet) };
        let exposed = expose(&backdrop, &[held], &[]);
        assert!(exposed.scene.light[60 * 160 + 80] < 1.2);
        assert_eq!(exposed.scene.light[0], 5.0);
    }

    #[test]
    fn a_moving_sheet_is_smeared_along_its_way_alone() {
        let code = Code::of("exposed", EcLevel::M).unwrap();
        let sheet = Sheet::draw(&code, Medium::Paper, false, &mut Rng::with_seed(1));
        let backdrop = Raster::filled(160, 120, 0.0);
        let path: Vec<Pose> = (0..RAYS).map(|i| pose((70.0 + i as f32, 60.0))).collect();
        let contrast = |path: Vec<Pose>, step: usize| {
            let held = Held { path, ..still(&sheet) };
            let scene = expose(&backdrop, &[held], &[]).scene;
            let inner = (50..70).flat_map(|y| (70..90).map(move |x| y * 160 + x));
            inner.map(|at| (scene.light[at] - scene.light[at + step]).abs()).sum::<f32>()
        };
        let still = contrast(vec![pose((78.0, 60.0))], 1);
        assert!(contrast(path, 1) < 0.35 * still);
    }
}
