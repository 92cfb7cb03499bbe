//! What happens to the light before the sensor: shade over the scene, and the lens.

use fastrand::Rng;
use std::f32::consts::TAU;

use super::between;
use super::raster::Raster;

/// How sharp the picture on the sensor is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Lens {
    /// Of the sharpest focus: standard deviation in pixels.
    pub softness: f32,
    /// Radius of the disk that a point out of focus becomes, in pixels.
    pub defocus: f32,
}

/// Uneven light over the scene.
#[derive(Debug, Clone, Copy)]
pub struct Shade {
    /// 0 is even light, 1 leaves the darkest side none.
    pub strength: f32,
    /// Towards the darkness.
    direction: (f32, f32),
    /// Where the shadow begins and how wide its edge is, in parts of the frame's diagonal.
    edge: (f32, f32),
}

impl Shade {
    /// A hard shadow or a soft gradient, from any side.
    pub fn of(strength: f32, rng: &mut Rng) -> Self {
        let (sin, cos) = between(rng, 0.0..TAU).sin_cos();
        let edge = if rng.bool() {
            (between(rng, -0.18..0.12), between(rng, 0.004..0.06))
        } else {
            (between(rng, -0.45..-0.25), between(rng, 0.5..0.9))
        };
        Self { strength, direction: (cos, sin), edge }
    }

    /// Dims the scene, and its corners a little as any lens does.
    pub fn fall(&self, scene: &mut Raster) {
        let (cx, cy) = (scene.width as f32 / 2.0, scene.height as f32 / 2.0);
        let diagonal = 2.0 * cx.hypot(cy);
        let width = scene.width;
        for (at, light) in scene.light.iter_mut().enumerate() {
            let x = ((at % width) as f32 - cx) / diagonal;
            let y = ((at / width) as f32 - cy) / diagonal;
            let way = (x * self.direction.0 + y * self.direction.1 - self.edge.0) / self.edge.1;
            let way = way.clamp(0.0, 1.0);
            let shadow = self.strength * way * way * (3.0 - 2.0 * way);
            *light *= (1.0 - shadow) * (1.0 - 0.8 * (x * x + y * y));
        }
    }
}

impl Lens {
    /// The scene as it falls on the sensor.
    pub fn image(&self, scene: &mut Raster) {
        if self.defocus > 0.3 {
            spread(scene, &disk(self.defocus));
        }
        if self.softness > 0.1 {
            soften(scene, self.softness);
        }
    }
}

/// A Gaussian blur, rows first and columns then.
pub fn soften(raster: &mut Raster, deviation: f32) {
    let reach = (3.0 * deviation).ceil() as i32;
    let weight = |way: i32| (-0.5 * (way as f32 / deviation).powi(2)).exp();
    let sum: f32 = (-reach..=reach).map(weight).sum();
    for (dx, dy) in [(1, 0), (0, 1)] {
        let taps: Vec<Tap> = (-reach..=reach)
            .map(|way| Tap { dx: way * dx, dy: way * dy, weight: weight(way) / sum })
            .collect();
        spread(raster, &taps);
    }
}

struct Tap {
    dx: i32,
    dy: i32,
    weight: f32,
}

/// An even disk with a smooth rim.
fn disk(radius: f32) -> Vec<Tap> {
    let reach = radius.ceil() as i32;
    let square = || (-reach..=reach).flat_map(|dy| (-reach..=reach).map(move |dx| (dx, dy)));
    let cover = |dx: i32, dy: i32| (radius + 0.5 - (dx as f32).hypot(dy as f32)).clamp(0.0, 1.0);
    let sum: f32 = square().map(|(dx, dy)| cover(dx, dy)).sum();
    square()
        .map(|(dx, dy)| Tap { dx, dy, weight: cover(dx, dy) / sum })
        .filter(|tap| tap.weight > 0.0)
        .collect()
}

/// Each pixel becomes the weighted sum of its neighbours; the edge goes on as it is.
fn spread(raster: &mut Raster, taps: &[Tap]) {
    let (width, height) = (raster.width as i32, raster.height as i32);
    let mut sums = vec![0.0; raster.light.len()];
    for (y, row) in sums.chunks_exact_mut(raster.width).enumerate() {
        for tap in taps {
            let source = (y as i32 + tap.dy).clamp(0, height - 1) as usize * raster.width;
            let source = &raster.light[source..source + raster.width];
            let (from, to) = ((-tap.dx).clamp(0, width), (width - tap.dx).clamp(0, width));
            for (x, sum) in row.iter_mut().enumerate().take(from as usize) {
                *sum += tap.weight * source[(x as i32 + tap.dx).clamp(0, width - 1) as usize];
            }
            let inner = &source[(from + tap.dx) as usize..(to + tap.dx) as usize];
            for (sum, light) in row[from as usize..to as usize].iter_mut().zip(inner) {
                *sum += tap.weight * light;
            }
            for sum in &mut row[to as usize..] {
                *sum += tap.weight * source[width as usize - 1];
            }
        }
    }
    raster.light = sums;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lens_spreads_light_and_loses_none() {
        let mut raster = Raster::filled(41, 31, 0.0);
        raster.light[15 * 41 + 20] = 1.0;
        Lens { softness: 0.7, defocus: 4.0 }.image(&mut raster);
        assert!((raster.light.iter().sum::<f32>() - 1.0).abs() < 1e-4);
        let area = std::f32::consts::PI * 16.0;
        assert!((raster.light[15 * 41 + 20] * area - 1.0).abs() < 0.1);
        assert!(raster.light[15 * 41 + 27] < 1e-3);
    }

    #[test]
    fn the_edge_of_the_frame_stays_as_light_as_it_was() {
        let mut raster = Raster::filled(20, 10, 0.6);
        Lens { softness: 1.0, defocus: 3.0 }.image(&mut raster);
        assert!(raster.light.iter().all(|light| (light - 0.6).abs() < 1e-4));
    }

    #[test]
    fn a_shadow_leaves_one_side_lit() {
        let mut raster = Raster::filled(64, 48, 1.0);
        Shade::of(0.9, &mut Rng::with_seed(4)).fall(&mut raster);
        let darkest = raster.light.iter().copied().fold(1.0, f32::min);
        let lightest = raster.light.iter().copied().fold(0.0, f32::max);
        assert!(darkest < 0.2 && lightest > 0.8, "{darkest} {lightest}");
    }
}
