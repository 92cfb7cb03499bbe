//! What stands behind the sheet: five kinds of surroundings, straight in the frame's own pixels.

use std::f32::consts::{PI, TAU};

use fastrand::Rng;

use super::raster::{Ellipse, Raster};
use super::{between, lettering};

/// Draws over a frame that is of one light.
type Draw = fn(&mut Raster, &mut Rng);

/// The kinds, as `meta.tsv` names them.
pub const KINDS: [(&str, Draw); 5] = [
    ("plain", plain),
    ("texture", texture),
    ("stripes", stripes),
    ("busy", busy),
    ("crowd", crowd),
];

/// Draws the kind of that name over a whole frame.
pub fn draw(kind: usize, width: usize, height: usize, rng: &mut Rng) -> Raster {
    let mut raster = Raster::filled(width, height, between(rng, 0.03..0.35));
    KINDS[kind].1(&mut raster, rng);
    raster
}

fn each(raster: &mut Raster, mut light: impl FnMut(f32, f32, f32) -> f32) {
    let width = raster.width;
    for (at, pixel) in raster.light.iter_mut().enumerate() {
        *pixel = light((at % width) as f32, (at / width) as f32, *pixel).max(0.0);
    }
}

/// A wall: light that changes slowly.
fn plain(raster: &mut Raster, rng: &mut Rng) {
    let seed = rng.u32(..);
    let size = raster.width as f32 / between(rng, 1.5..4.0);
    let strength = between(rng, 0.2..0.9);
    each(raster, |x, y, light| light * (1.0 + strength * (noise(x / size, y / size, seed) - 0.5)));
}

/// Cloth, carpet, plaster: noise over several octaves.
fn texture(raster: &mut Raster, rng: &mut Rng) {
    let seed = rng.u32(..);
    let size = raster.width as f32 / between(rng, 3.0..14.0);
    let strength = between(rng, 0.5..1.6);
    each(raster, |x, y, light| {
        let mut sum = 0.0;
        for octave in 0..5_u32 {
            let scale = (1 << octave) as f32;
            let part = noise(x / size * scale, y / size * scale, seed.wrapping_add(octave));
            sum += (part - 0.5) / scale.sqrt();
        }
        light * (1.0 + strength * sum)
    });
}

/// Blinds, shirts, shelves: slanted bars, hard or soft.
fn stripes(raster: &mut Raster, rng: &mut Rng) {
    let period = between(rng, 5.0..34.0);
    let (sin, cos) = between(rng, 0.0..PI).sin_cos();
    let other = between(rng, 0.02..0.75);
    // Hardness 1 is a sine, 10 nearly a rectangle.
    let hardness = between(rng, 0.6..10.0);
    each(raster, |x, y, light| {
        let wave = ((x * cos + y * sin) / period * TAU).sin();
        let share = (wave * hardness).clamp(-1.0, 1.0) / 2.0 + 0.5;
        light + share * (other - light)
    });
}

/// Notices, shelves, cables: text, boxes, bars, checks, and squares in squares.
fn busy(raster: &mut Raster, rng: &mut Rng) {
    texture(raster, rng);
    let (wide, high) = (raster.width as f32, raster.height as f32);
    for _ in 0..rng.usize(45..110) {
        let (x, y) = (between(rng, -40.0..wide), between(rng, -20.0..high));
        let light = between(rng, 0.01..0.9);
        match rng.usize(..12) {
            0..=3 => {
                let turn = if rng.bool() { 0.0 } else { between(rng, -PI..PI) };
                let size = between(rng, 8.0..38.0);
                lettering::write(raster, &lettering::words(rng), size, (x, y), turn, light);
            }
            4..=6 => {
                let (w, h) = (between(rng, 6.0..130.0), between(rng, 6.0..70.0));
                raster.rectangle((x, y, x + w, y + h), light);
            }
            7 | 8 => {
                let (w, h) = (between(rng, 12.0..150.0), between(rng, 12.0..90.0));
                raster.outline((x, y, x + w, y + h), between(rng, 1.0..7.0), light);
            }
            9 => {
                let end = (between(rng, 0.0..wide), between(rng, 0.0..high));
                raster.line((x, y), end, between(rng, 1.0..6.0), light);
            }
            10 => bars(raster, (x, y), rng),
            _ if rng.bool() => checks(raster, (x, y), rng),
            _ => nested(raster, (x, y), rng),
        }
    }
}

/// A bar code, upright or lying.
fn bars(raster: &mut Raster, (x, y): (f32, f32), rng: &mut Rng) {
    let (length, unit, lying) = (between(rng, 20.0..80.0), between(rng, 1.2..3.5), rng.bool());
    let mut offset = 0.0;
    for bar in 0..rng.usize(20..60) {
        let width = unit * rng.usize(1..4) as f32;
        let light = if bar % 2 == 0 { 0.04 } else { 0.85 };
        if lying {
            raster.rectangle((x, y + offset, x + length, y + offset + width), light);
        } else {
            raster.rectangle((x + offset, y, x + offset + width, y + length), light);
        }
        offset += width;
    }
}

/// A patch of random squares that holds nothing.
fn checks(raster: &mut Raster, (x, y): (f32, f32), rng: &mut Rng) {
    let (count, unit) = (rng.usize(8..24), between(rng, 2.0..7.0));
    for cell in 0..count * count {
        let (left, top) = (x + (cell % count) as f32 * unit, y + (cell / count) as f32 * unit);
        let light = if rng.bool() { 0.04 } else { 0.85 };
        raster.rectangle((left, top, left + unit, top + unit), light);
    }
}

/// Squares in one another: what a code's corners look like, without a code.
fn nested(raster: &mut Raster, (x, y): (f32, f32), rng: &mut Rng) {
    let unit = between(rng, 2.0..8.0);
    for (inset, light) in [(0.0, 0.05), (unit, 0.8), (2.0 * unit, 0.05)] {
        let end = 7.0 * unit - inset;
        raster.rectangle((x + inset, y + inset, x + end, y + end), light);
    }
}

/// People: shoulders, faces, hair and eyes, the nearer ones larger and drawn last.
fn crowd(raster: &mut Raster, rng: &mut Rng) {
    texture(raster, rng);
    let (wide, high) = (raster.width as f32, raster.height as f32);
    let count = rng.usize(14..44);
    for person in 0..count {
        let nearness = 0.25 + person as f32 / count as f32;
        let size = high * 0.11 * nearness * between(rng, 0.6..1.3);
        let (x, y) = (between(rng, 0.0..wide), between(rng, 0.0..high));
        let skin = between(rng, 0.12..0.7);
        let (hair, coat) = (between(rng, 0.01..0.4), between(rng, 0.01..0.8));
        let mut part = |dx: f32, dy: f32, rx: f32, ry: f32, turn: f32, light: f32| {
            let centre = (x + dx * size, y + dy * size);
            let radii = ((rx * size).max(0.6), (ry * size).max(0.6));
            raster.ellipse(Ellipse { centre, radii, turn }, 1.5, light);
        };
        let nod = between(rng, -0.4..0.4);
        part(0.0, 2.3, 1.7, 1.4, 0.0, coat);
        part(0.0, -0.2, 0.95, 1.15, nod, hair);
        part(0.0, 0.1, 0.75, 0.95, nod, skin);
        for side in [-0.32, 0.32] {
            part(side, -0.05, 0.17, 0.1, nod, 0.75);
            part(side, -0.05, 0.08, 0.08, 0.0, 0.02);
        }
        part(0.0, 0.55, 0.3, 0.07, nod, skin * 0.4);
    }
}

/// Smooth value noise of 0..=1 over a lattice of unit squares.
fn noise(x: f32, y: f32, seed: u32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let ease = |f: f32| f * f * (3.0 - 2.0 * f);
    let (fx, fy) = (ease(x - left), ease(y - top));
    let corner = |dx: i32, dy: i32| {
        let mut hash = (left as i32 + dx) as u32;
        hash =
            hash.wrapping_mul(0x9e37_79b1) ^ ((top as i32 + dy) as u32).wrapping_mul(0x85eb_ca77);
        hash = (hash ^ seed).wrapping_mul(0xc2b2_ae3d);
        hash = (hash ^ (hash >> 15)).wrapping_mul(0x27d4_eb2f);
        ((hash ^ (hash >> 13)) & 0xffff) as f32 / 65535.0
    };
    let row = |dy: i32| corner(0, dy) + fx * (corner(1, dy) - corner(0, dy));
    let (above, below) = (row(0), row(1));
    above + fy * (below - above)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_its_own_and_comes_again_from_its_seed() {
        let draws: Vec<Raster> =
            (0..KINDS.len()).map(|kind| draw(kind, 64, 48, &mut Rng::with_seed(9))).collect();
        for (kind, drawn) in draws.iter().enumerate() {
            assert_eq!(*drawn, draw(kind, 64, 48, &mut Rng::with_seed(9)), "{}", KINDS[kind].0);
            assert_ne!(*drawn, draw(kind, 64, 48, &mut Rng::with_seed(10)), "{}", KINDS[kind].0);
            assert!(
                drawn.light.iter().all(|light| (0.0..2.0).contains(light)),
                "{}",
                KINDS[kind].0
            );
            assert!(draws.iter().filter(|other| *other == drawn).count() == 1);
        }
    }
}
