//! From light to a file: exposure, noise, tone curve, sharpening, eight bits, JPEG.

use std::f32::consts::TAU;

use anyhow::{Context, Result};
use fastrand::Rng;
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;

use super::raster::Raster;

/// One camera in one light.
#[derive(Debug, Clone, Copy)]
pub struct Sensor {
    /// The grey value of 0..=255 that white paper in full light is exposed to.
    pub white: f32,
    /// Standard deviation of that value; half as much where it is black.
    pub noise: f32,
    /// Sharpening by the camera itself: 0 is none, 1 doubles what stands out.
    pub sharpening: f32,
    /// Of the JPEG.
    pub quality: u8,
}

impl Sensor {
    /// What the camera hands over.
    pub fn shoot(&self, image: &Raster, rng: &mut Rng) -> Result<Vec<u8>> {
        let grey = self.develop(image, rng);
        let (width, height) = (u32::try_from(image.width)?, u32::try_from(image.height)?);
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, self.quality)
            .encode(&grey, width, height, ExtendedColorType::L8)
            .context("a frame could not be written as JPEG")?;
        Ok(file)
    }

    fn develop(&self, image: &Raster, rng: &mut Rng) -> Vec<u8> {
        let exposure = light_of(self.white);
        // The light's own noise grows with its root, the amplifier's is the same everywhere.
        let shot = (self.noise / 255.0 / slope(exposure)).powi(2) / exposure;
        let read = (self.noise / 2.0 / 255.0 / slope(0.0)).powi(2);
        let columns: Vec<f32> =
            (0..image.width).map(|_| read.sqrt() * 0.3 * gaussian(rng)).collect();
        let values = image.light.iter().enumerate().map(|(at, light)| {
            let light = light * exposure + BLACK_LEVEL;
            let noise = (shot * light + read).sqrt() * gaussian(rng);
            tone(light + noise + columns[at % image.width]) * 255.0
        });
        let values = Raster { width: image.width, height: image.height, light: values.collect() };
        sharpened(&values, self.sharpening)
    }
}

/// Light that scatters inside the camera: black is never quite black.
const BLACK_LEVEL: f32 = 0.001;

/// The curve of sRGB.
fn tone(light: f32) -> f32 {
    let light = light.clamp(0.0, 1.0);
    if light < 0.003_130_8 { 12.92 * light } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

/// How much the tone changes with the light.
fn slope(light: f32) -> f32 {
    if light < 0.003_130_8 { 12.92 } else { 1.055 / 2.4 * light.powf(1.0 / 2.4 - 1.0) }
}

/// The light that becomes a grey value.
fn light_of(value: f32) -> f32 {
    let tone = (value / 255.0).clamp(0.0, 1.0);
    if tone < 0.040_45 { tone / 12.92 } else { ((tone + 0.055) / 1.055).powf(2.4) }
}

pub fn gaussian(rng: &mut Rng) -> f32 {
    (-2.0 * (1.0 - rng.f32()).ln()).sqrt() * (TAU * rng.f32()).cos()
}

/// Adds to each pixel what it has more than its neighbours.
fn sharpened(values: &Raster, amount: f32) -> Vec<u8> {
    let (width, height) = (values.width, values.height);
    let mut grey = Vec::with_capacity(values.light.len());
    for y in 0..height {
        let rows = [y.saturating_sub(1), y, (y + 1).min(height - 1)];
        for x in 0..width {
            let columns = [x.saturating_sub(1), x, (x + 1).min(width - 1)];
            let value = values.light[y * width + x];
            let around: f32 =
                rows.iter().flat_map(|row| columns.map(|c| values.light[row * width + c])).sum();
            grey.push((value + amount * (value - around / 9.0)).round().clamp(0.0, 255.0) as u8);
        }
    }
    grey
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(white: f32, noise: f32) -> Sensor {
        Sensor { white, noise, sharpening: 0.0, quality: 95 }
    }

    #[test]
    fn white_paper_becomes_the_value_asked_for_with_the_noise_asked_for() {
        for (white, noise) in [(200.0, 2.0), (60.0, 4.0)] {
            let paper = Raster::filled(100, 100, 1.0);
            let grey = of(white, noise).develop(&paper, &mut Rng::with_seed(2));
            let mean = grey.iter().map(|value| f32::from(*value)).sum::<f32>() / 1e4;
            let spread = grey.iter().map(|v| (f32::from(*v) - mean).powi(2)).sum::<f32>() / 1e4;
            assert!((mean - white).abs() < 2.0, "{mean}");
            assert!((spread.sqrt() / noise - 1.0).abs() < 0.3, "{}", spread.sqrt());
        }
    }

    #[test]
    fn the_tone_curve_and_its_inverse_agree() {
        for value in [0.0, 5.0, 30.0, 128.0, 255.0] {
            assert!((tone(light_of(value)) * 255.0 - value).abs() < 0.01);
        }
    }

    #[test]
    fn sharpening_lifts_an_edge_and_leaves_a_plain() {
        let mut values = Raster::filled(8, 8, 100.0);
        values.rectangle((4.0, 0.0, 8.0, 8.0), 150.0);
        let grey = sharpened(&values, 0.6);
        assert!(grey[0] == 100 && grey[3] < 95 && grey[4] > 155);
    }
}
