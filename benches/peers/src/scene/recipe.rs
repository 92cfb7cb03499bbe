//! What is drawn by lot for one frame, and how each scenario loads the dice.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use fastrand::Rng;
use qrcode::EcLevel;

use super::backdrop::KINDS;
use super::between;
use super::payload::Kind;
use super::sheet::Medium;

/// Everything that one frame is made from.
#[derive(Debug, Clone)]
pub struct Recipe {
    /// 1280 × 720 rather than 640 × 480.
    pub hd: bool,
    pub kind: Kind,
    pub level: EcLevel,
    pub medium: Medium,
    pub inverted: bool,
    /// Of the backdrop's kinds.
    pub backdrop: usize,
    /// Pixels a module, in the code's centre; smaller where the code would not fit the frame.
    pub pixels: f32,
    /// Angles in radians, as `Hold` has them.
    pub turn: f32,
    pub tilt: f32,
    pub hinge: f32,
    /// The angle from one edge of the code to the other, in radians, and the axis.
    pub curl: f32,
    pub curl_axis: f32,
    /// Radius in pixels.
    pub defocus: f32,
    /// The sheet's way while the shutter is open: pixels, and a direction in radians.
    pub motion: f32,
    pub motion_way: f32,
    /// As `Sensor` has them.
    pub white: f32,
    pub noise: f32,
    pub quality: u8,
    /// Of the darkest side; 0 is even light.
    pub shade: f32,
    /// Mirrored lamps.
    pub glares: usize,
    pub dirt: f32,
    /// Depth of the screen's pixels and their number in one of the frame's.
    pub moire: f32,
    pub moire_beat: f32,
    /// Other codes in view.
    pub extras: usize,
}

/// Makes a usual recipe one of a scenario.
type Loading = fn(&mut Recipe, &mut Rng);

/// The scenarios by name.
pub const SCENARIOS: [(&str, Loading); 17] = [
    ("clean", |_, _| {}),
    ("rot", |recipe, rng| recipe.turn = between(rng, 0.0..TAU)),
    ("tilt", |recipe, rng| {
        recipe.tilt = between(rng, 16.0..54.0_f32).to_radians();
        recipe.pixels = between(rng, 3.3..6.0);
    }),
    ("small", |recipe, rng| recipe.pixels = between(rng, 1.8..2.5)),
    ("defocus", |recipe, rng| {
        recipe.pixels = between(rng, 3.4..6.0);
        recipe.defocus = recipe.pixels * between(rng, 0.3..0.82);
    }),
    ("motion", |recipe, rng| {
        recipe.pixels = between(rng, 3.0..6.0);
        recipe.motion = recipe.pixels * between(rng, 0.4..1.7);
    }),
    ("lowlight", |recipe, rng| {
        // Either the camera leaves it dark, or it turns its gain up and the noise with it.
        if rng.f32() < 0.65 {
            recipe.white = between(rng, 14.0..60.0);
            recipe.noise = between(rng, 1.8..5.0);
        } else {
            recipe.white = between(rng, 110.0..200.0);
            recipe.noise = between(rng, 10.0..30.0);
        }
    }),
    ("shading", |recipe, rng| recipe.shade = between(rng, 0.6..0.985)),
    ("glare", |recipe, rng| recipe.glares = rng.usize(1..3)),
    ("curl", |recipe, rng| {
        recipe.medium = Medium::Paper;
        recipe.pixels = between(rng, 3.2..6.0);
        recipe.curl = signed(rng, 0.4..1.5);
    }),
    ("dirt", |recipe, rng| recipe.dirt = between(rng, 0.12..0.75)),
    ("inverted", invert),
    ("moire", |recipe, rng| moire(recipe, 0.2..0.75, rng)),
    ("jpeg", |recipe, rng| {
        recipe.pixels = between(rng, 2.6..5.0);
        recipe.quality = rng.u8(38..78);
    }),
    ("busy", |recipe, _| recipe.backdrop = BUSY),
    ("multi", |recipe, rng| {
        recipe.hd = true;
        recipe.pixels = between(rng, 2.4..4.2);
        recipe.extras = rng.usize(1..3);
    }),
    ("combo", combine),
];

/// The backdrop that holds text and boxes.
const BUSY: usize = 3;

impl Recipe {
    /// For a scenario of `SCENARIOS`.
    pub fn of(scenario: usize, rng: &mut Rng) -> Self {
        let mut recipe = Self::usual(rng);
        SCENARIOS[scenario].1(&mut recipe, rng);
        recipe
    }

    /// A ticket held well in good light.
    pub fn usual(rng: &mut Rng) -> Self {
        let kind = match rng.f32() {
            ..0.62 => Kind::Ticket { bytes: 128 },
            ..0.82 => Kind::Ticket { bytes: 256 },
            _ => Kind::Address,
        };
        let level = match rng.f32() {
            ..0.2 => EcLevel::L,
            ..0.75 => EcLevel::M,
            _ => EcLevel::Q,
        };
        let backdrops = [0, 1, 2, 4];
        Self {
            hd: rng.f32() < 0.42,
            kind,
            level,
            medium: if rng.bool() { Medium::Paper } else { Medium::Phone },
            inverted: false,
            backdrop: backdrops[rng.usize(..backdrops.len())],
            pixels: between(rng, 2.6..6.0),
            turn: rng.usize(..4) as f32 * FRAC_PI_2 + between(rng, -0.2..0.2),
            tilt: between(rng, 0.0..0.21),
            hinge: between(rng, 0.0..TAU),
            curl: 0.0,
            curl_axis: between(rng, 0.0..PI),
            defocus: 0.0,
            motion: 0.0,
            motion_way: between(rng, 0.0..PI),
            white: between(rng, 150.0..250.0),
            noise: between(rng, 0.8..3.0),
            quality: rng.u8(86..95),
            shade: 0.0,
            glares: 0,
            dirt: 0.0,
            moire: 0.0,
            moire_beat: 0.0,
            extras: 0,
        }
    }

    /// The third column of `meta.tsv`; what is out of the ordinary is named where it is.
    pub fn note(&self) -> String {
        let mut note = format!(
            "hd={} kind={} px={:.2} rot={:.0} tilt={:.0} medium={} bg={} q={} noise={:.1} white={:.0}",
            self.hd,
            self.kind.name(),
            self.pixels,
            self.turn.to_degrees(),
            self.tilt.to_degrees(),
            self.medium.name(),
            KINDS[self.backdrop].0,
            self.quality,
            self.noise,
            self.white,
        );
        let more = [
            ("inverted", f32::from(u8::from(self.inverted))),
            ("curl", self.curl),
            ("defocus", self.defocus),
            ("motion", self.motion),
            ("shade", self.shade),
            ("glares", self.glares as f32),
            ("dirt", self.dirt),
            ("moire", self.moire),
            ("beat", self.moire_beat),
            ("extras", self.extras as f32),
        ];
        for (name, value) in more.into_iter().filter(|(_, value)| *value != 0.0) {
            note.push_str(&format!(" {name}={value:.2}"));
        }
        note
    }
}

fn signed(rng: &mut Rng, range: std::ops::Range<f32>) -> f32 {
    let value = between(rng, range);
    if rng.bool() { value } else { -value }
}

fn invert(recipe: &mut Recipe, _: &mut Rng) {
    recipe.medium = Medium::Phone;
    recipe.inverted = true;
}

fn moire(recipe: &mut Recipe, depth: std::ops::Range<f32>, rng: &mut Rng) {
    recipe.medium = Medium::Phone;
    recipe.moire = between(rng, depth);
    // A pixel of the screen on about one of the sensor's gives wide bands, on about two a fine grid.
    recipe.moire_beat =
        if rng.bool() { between(rng, 0.86..1.14) } else { between(rng, 0.28..0.52) };
}

/// Two to four troubles at once, each of them moderate.
fn combine(recipe: &mut Recipe, rng: &mut Rng) {
    const TROUBLES: [Loading; 12] = [
        |recipe, rng| recipe.turn = between(rng, 0.0..TAU),
        |recipe, rng| recipe.tilt = between(rng, 0.25..0.5),
        |recipe, rng| recipe.defocus = recipe.pixels * between(rng, 0.2..0.5),
        |recipe, rng| recipe.motion = recipe.pixels * between(rng, 0.3..0.9),
        |recipe, rng| {
            recipe.white = between(rng, 26.0..70.0);
            recipe.noise = between(rng, 1.5..4.0);
        },
        |recipe, rng| recipe.shade = between(rng, 0.4..0.8),
        |recipe, _| recipe.glares = 1,
        |recipe, rng| {
            if !recipe.inverted && recipe.moire == 0.0 {
                recipe.medium = Medium::Paper;
                recipe.curl = signed(rng, 0.3..0.8);
            }
        },
        |recipe, rng| recipe.dirt = between(rng, 0.1..0.4),
        |recipe, rng| {
            if recipe.curl == 0.0 {
                moire(recipe, 0.1..0.25, rng);
            }
        },
        |recipe, rng| recipe.quality = rng.u8(45..80),
        |recipe, rng| {
            if recipe.curl == 0.0 {
                invert(recipe, rng);
            }
        },
    ];
    recipe.backdrop = rng.usize(..KINDS.len());
    recipe.pixels = between(rng, 2.8..6.0);
    let mut chosen: Vec<usize> = (0..TROUBLES.len()).collect();
    rng.shuffle(&mut chosen);
    chosen.truncate(rng.usize(2..5));
    chosen.into_iter().for_each(|trouble| TROUBLES[trouble](recipe, rng));
}
