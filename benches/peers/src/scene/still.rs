//! One frame from a recipe.

use std::f32::consts::{PI, TAU};

use anyhow::{Context, Result};
use fastrand::Rng;
use qrcode::EcLevel;

use super::backdrop::{self, KINDS};
use super::exposure::{Glare, Grid, Held, RAYS, expose};
use super::optics::{Lens, Shade, soften};
use super::payload::{Code, Kind};
use super::pose::{Bend, Camera, Hold, Pose};
use super::raster::{Ellipse, Raster};
use super::recipe::{Recipe, SCENARIOS};
use super::sensor::Sensor;
use super::sheet::{Medium, Sheet};
use super::{Frame, between};

/// The frame of a scenario of `SCENARIOS`.
pub fn of(scenario: usize, number: usize, rng: &mut Rng) -> Result<Frame> {
    let mut recipe = Recipe::of(scenario, rng);
    let ticket = Ticket::draw(&recipe, rng)?;
    let camera = camera(recipe.hd, rng);
    let hold = place(camera, &mut recipe, &ticket, rng);
    let pose = Pose::new(camera, &hold, ticket.bend);

    let mut texts = vec![ticket.text.clone()];
    let others = others(camera, &recipe, &pose, &ticket, &mut texts, rng)?;
    let mut sheets: Vec<Held> = others.iter().map(|(sheet, pose)| still(sheet, *pose)).collect();
    sheets.push(Held {
        sheet: &ticket.sheet,
        path: path(camera, &recipe, &hold, ticket.bend),
        sidelight: between(rng, -0.5..0.5),
        grid: ticket.grid(&recipe, &hold),
        bands: None,
        power: 1.0,
    });
    let glares: Vec<Glare> =
        (0..recipe.glares).map(|_| glare(&pose, &ticket.sheet, &hold, rng)).collect();

    let backdrop = behind(recipe.backdrop, camera, rng);
    let mut exposed = expose(&backdrop, &sheets, &glares);
    Shade::of(recipe.shade, rng).fall(&mut exposed.scene);
    Lens { softness: between(rng, 0.4..0.75), defocus: recipe.defocus }.image(&mut exposed.scene);
    let image = sensor(&recipe, rng).shoot(&exposed.sampled(), rng)?;
    let name = SCENARIOS[scenario].0;
    Ok(Frame {
        path: format!("img/{name}_{number:05}.jpg"),
        scenario: name.to_owned(),
        note: format!("{} {}", recipe.note(), ticket.code.label),
        texts,
        image,
    })
}

/// A frame without any code; `kind` is of the backdrop's.
pub fn empty(kind: usize, number: usize, rng: &mut Rng) -> Result<Frame> {
    let recipe = Recipe::usual(rng);
    let camera = camera(recipe.hd, rng);
    let mut scene = behind(kind, camera, rng);
    Shade::of(between(rng, 0.0..0.6), rng).fall(&mut scene);
    Lens { softness: between(rng, 0.4..0.75), defocus: 0.0 }.image(&mut scene);
    let image = sensor(&recipe, rng).shoot(&scene, rng)?;
    let name = format!("empty-{}", KINDS[kind].0);
    Ok(Frame {
        path: format!("img/{name}_{number:05}.jpg"),
        scenario: name,
        note: format!("hd={}", recipe.hd),
        texts: Vec::new(),
        image,
    })
}

/// The ticket that a recipe asks for.
pub struct Ticket {
    pub text: String,
    pub code: Code,
    pub sheet: Sheet,
    pub bend: Bend,
}

impl Ticket {
    pub fn draw(recipe: &Recipe, rng: &mut Rng) -> Result<Self> {
        let text = recipe.kind.text(rng);
        let code = Code::of(&text, recipe.level).context("a ticket's text did not fit a code")?;
        let mut sheet = Sheet::draw(&code, recipe.medium, recipe.inverted, rng);
        sheet.soil(recipe.dirt, rng);
        let bend = Bend { curvature: recipe.curl / code.side as f32, axis: recipe.curl_axis };
        Ok(Self { text, code, sheet, bend })
    }

    pub fn grid(&self, recipe: &Recipe, hold: &Hold) -> Option<Grid> {
        let pitch = 1.0 / (recipe.moire_beat * hold.pixels);
        (recipe.moire > 0.0).then_some(Grid { pitch, depth: recipe.moire })
    }
}

/// Either resolution, through one of the usual lenses.
pub fn camera(hd: bool, rng: &mut Rng) -> Camera {
    let (width, height) = if hd { (1280, 720) } else { (640, 480) };
    Camera { width, height, focal: width as f32 * between(rng, 0.75..1.1) }
}

/// What is behind the sheet, mostly a little out of focus.
pub fn behind(kind: usize, camera: Camera, rng: &mut Rng) -> Raster {
    let mut raster = backdrop::draw(kind, camera.width, camera.height, rng);
    let deviation = between(rng, -0.6..1.6);
    if deviation > 0.3 {
        soften(&mut raster, deviation);
    }
    raster
}

pub fn sensor(recipe: &Recipe, rng: &mut Rng) -> Sensor {
    Sensor {
        white: recipe.white,
        noise: recipe.noise,
        sharpening: between(rng, -0.3..0.7).max(0.0),
        quality: recipe.quality,
    }
}

/// Somewhere in the frame, the whole code in view; a code too large for that is held farther away.
fn place(camera: Camera, recipe: &mut Recipe, ticket: &Ticket, rng: &mut Rng) -> Hold {
    let (width, height) = (camera.width as f32, camera.height as f32);
    loop {
        for _ in 0..30 {
            let hold = Hold {
                at: (between(rng, 0.2..0.8) * width, between(rng, 0.2..0.8) * height),
                pixels: recipe.pixels,
                turn: recipe.turn,
                tilt: recipe.tilt,
                hinge: recipe.hinge,
            };
            if in_view(camera, &Pose::new(camera, &hold, ticket.bend), &ticket.sheet) {
                return hold;
            }
        }
        recipe.pixels *= 0.94;
    }
}

fn in_view(camera: Camera, pose: &Pose, sheet: &Sheet) -> bool {
    let (width, height) = (camera.width as f32, camera.height as f32);
    edge(sheet).all(|(u, v)| {
        let seen = pose.project(u, v);
        seen.is_some_and(|(x, y)| x > 3.0 && y > 3.0 && x < width - 3.0 && y < height - 3.0)
    })
}

/// Points on the edge of the code and a module of its quiet zone: corners and middles.
fn edge(sheet: &Sheet) -> impl Iterator<Item = (f32, f32)> {
    let half = sheet.side as f32 / 2.0 + 1.0;
    let ways = [-1.0, 0.0, 1.0];
    ways.into_iter().flat_map(move |u| ways.map(move |v| (u * half, v * half)))
}

/// The poses of the exposure: one where nothing moves.
fn path(camera: Camera, recipe: &Recipe, hold: &Hold, bend: Bend) -> Vec<Pose> {
    if recipe.motion == 0.0 {
        return vec![Pose::new(camera, hold, bend)];
    }
    let (sin, cos) = recipe.motion_way.sin_cos();
    (0..RAYS)
        .map(|ray| {
            let way = recipe.motion * (ray as f32 / (RAYS - 1) as f32 - 0.5);
            let at = (hold.at.0 + way * cos, hold.at.1 + way * sin);
            Pose::new(camera, &Hold { at, ..*hold }, bend)
        })
        .collect()
}

/// A lamp mirrored somewhere on the code.
pub fn glare(pose: &Pose, sheet: &Sheet, hold: &Hold, rng: &mut Rng) -> Glare {
    let half = sheet.side as f32 / 2.0;
    let mut part = || half * between(rng, -0.9..0.9);
    let centre = pose.project(part(), part()).unwrap_or(hold.at);
    let reach = 2.0 * half * hold.pixels * between(rng, 0.05..0.24);
    let radii = (reach, reach * between(rng, 0.4..1.0));
    let spot = Ellipse { centre, radii, turn: between(rng, 0.0..PI) };
    Glare { spot, power: between(rng, 0.8..4.0) }
}

fn still(sheet: &Sheet, pose: Pose) -> Held<'_> {
    Held { sheet, path: vec![pose], sidelight: 0.0, grid: None, bands: None, power: 1.0 }
}

/// Other codes in view: posters mostly, a second ticket sometimes, beside the first.
fn others(
    camera: Camera,
    recipe: &Recipe,
    first: &Pose,
    ticket: &Ticket,
    texts: &mut Vec<String>,
    rng: &mut Rng,
) -> Result<Vec<(Sheet, Pose)>> {
    let mut placed: Vec<(Sheet, Pose)> = Vec::new();
    for _ in 0..recipe.extras {
        let kind = if rng.f32() < 0.25 { Kind::Ticket { bytes: 128 } } else { Kind::Poster };
        let text = kind.text(rng);
        let code = Code::of(&text, EcLevel::M).context("a poster's text did not fit a code")?;
        let sheet = Sheet::draw(&code, Medium::Paper, false, rng);
        for _ in 0..60 {
            let hold = Hold {
                at: (
                    between(rng, 0.1..0.9) * camera.width as f32,
                    between(rng, 0.1..0.9) * camera.height as f32,
                ),
                pixels: recipe.pixels * between(rng, 0.8..1.5),
                turn: recipe.turn + between(rng, -0.4..0.4),
                tilt: between(rng, 0.0..0.3),
                hinge: between(rng, 0.0..TAU),
            };
            let pose = Pose::new(camera, &hold, Bend::default());
            let covered = |over: &Sheet, by: &Pose, (u, v): (f32, f32)| {
                let seen = pose.project(u, v);
                seen.is_some_and(|(x, y)| by.spot(x, y, |u, v| over.holds(u, v)).is_some())
            };
            let free = edge(&sheet).all(|point| {
                !covered(&ticket.sheet, first, point)
                    && !placed.iter().any(|(over, by)| covered(over, by, point))
            });
            // Sheets that were placed before must not be covered either: this one lies below them.
            if free && in_view(camera, &pose, &sheet) {
                texts.push(text);
                placed.insert(0, (sheet, pose));
                break;
            }
        }
    }
    Ok(placed)
}
