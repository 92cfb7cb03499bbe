//! Codes straight before the camera whose ink has texture, or runs out over its modules' edges or
//! falls short of them: tickets held close, and what too little and too much light make of dark
//! modules. Each table is of one trouble alone, over the sizes at which it tells.

use std::io::Cursor;

use anyhow::{Context, Result};
use fastrand::Rng;
use image::{GrayImage, ImageFormat};
use qrcode::EcLevel;

use super::Frame;
use super::optics::soften;
use super::payload::{Code, Kind};
use super::raster::Raster;
use super::sensor::gaussian;

/// The tables, as `meta.tsv` names them.
pub const INKS: [&str; 2] = ["texture", "bloom"];

/// The place of the first in all that goes by tables.
const TEXTURE: usize = 0;

/// One cell of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Of `INKS`.
    table: usize,
    /// Pixels a module.
    pixels: f32,
    /// Deviation of the grey level within dark modules; or the part of a module by which dark ones
    /// are wider, narrower where it is negative.
    amount: f32,
}

/// Of both tables: sizes and amounts.
const CELLS: [(&[f32], &[f32]); 2] = [
    (&[12.0, 14.0, 18.0], &[3.0, 6.0, 9.0, 12.0, 16.0]),
    (&[5.0, 7.0, 9.0], &[-0.6, -0.5, 0.5, 0.6]),
];

/// Grey levels.
const PAPER: f32 = 215.0;
const DARK: f32 = 40.0;

/// Modules of paper around the code.
const QUIET: usize = 4;

/// Of the texture's grains and of the lens, in pixels; by the tables.
const GRAIN: f32 = 1.5;
const SOFTNESS: [f32; 2] = [0.6, 1.0];

/// Grey levels of the sensor's own noise.
const NOISE: f32 = 1.5;

/// Samples along a pixel's side.
const FINE: usize = 4;

/// The cells of both tables, row by row.
pub fn cells() -> Vec<Cell> {
    let of = |table: usize| {
        let (sizes, amounts) = CELLS[table];
        let row = move |pixels: &f32| {
            let pixels = *pixels;
            amounts.iter().map(move |amount| Cell { table, pixels, amount: *amount })
        };
        sizes.iter().flat_map(row)
    };
    (0..CELLS.len()).flat_map(of).collect()
}

/// A frame of a cell.
pub fn of(cell: Cell, number: usize, rng: &mut Rng) -> Result<Frame> {
    let text = Kind::Ticket { bytes: 128 }.text(rng);
    let code = Code::of(&text, EcLevel::M).context("a ticket's text did not fit a code")?;
    let grey = cell.shoot(&code, rng);
    let (width, height) = (u32::try_from(grey.width)?, u32::try_from(grey.height)?);
    let levels = grey.light.iter().map(|level| level.round().clamp(0.0, 255.0) as u8).collect();
    let mut file = Cursor::new(Vec::new());
    // Lossless: the table is of this ink, not of a camera's compression.
    GrayImage::from_raw(width, height, levels)
        .context("a frame has fewer pixels than it says")?
        .write_to(&mut file, ImageFormat::Png)?;
    let Cell { table, pixels, amount } = cell;
    Ok(Frame {
        path: format!("img/{}_{number:05}.png", INKS[table]),
        scenario: INKS[table].to_owned(),
        note: format!("px={pixels} amount={amount} {}", code.label),
        texts: vec![text],
        image: file.into_inner(),
    })
}

impl Cell {
    pub fn is_texture(&self) -> bool {
        self.table == TEXTURE
    }

    /// The code in grey levels.
    fn shoot(&self, code: &Code, rng: &mut Rng) -> Raster {
        let growth = if self.is_texture() { 0.0 } else { self.amount };
        let mut image = cover(code, self.pixels, growth, (rng.f32(), rng.f32()));
        let grain = if self.is_texture() { self.grain(&image, rng) } else { Vec::new() };
        let grain = grain.into_iter().chain(std::iter::repeat(0.0));
        for (level, grain) in image.light.iter_mut().zip(grain) {
            *level = PAPER + *level * (DARK + grain - PAPER);
        }
        soften(&mut image, SOFTNESS[self.table]);
        image.light.iter_mut().for_each(|level| *level += NOISE * gaussian(rng));
        image
    }

    /// Noise whose neighbours are alike, all over an image of that size.
    fn grain(&self, image: &Raster, rng: &mut Rng) -> Vec<f32> {
        let mut grain = Raster::filled(image.width, image.height, 0.0);
        grain.light.iter_mut().for_each(|level| *level = gaussian(rng));
        soften(&mut grain, GRAIN);
        let squares: f32 = grain.light.iter().map(|level| level * level).sum();
        let scale = self.amount / (squares / grain.light.len() as f32).sqrt();
        grain.light.iter().map(|level| level * scale).collect()
    }
}

/// The part of each pixel that is dark, where dark modules have grown by a part of a module, half
/// of it to each side; the code begins `shift` of a pixel beyond its quiet zone.
fn cover(code: &Code, pixels: f32, growth: f32, shift: (f32, f32)) -> Raster {
    let size = ((code.side + 2 * QUIET) as f32 * pixels).ceil() as usize + 1;
    let mut image = Raster::filled(size, size, 0.0);
    let module = |pixel: usize, sample: usize, shift: f32| {
        let at = pixel as f32 + (sample as f32 + 0.5) / FINE as f32 - shift;
        at / pixels - QUIET as f32
    };
    for (at, part) in image.light.iter_mut().enumerate() {
        let (x, y) = (at % size, at / size);
        let dark = (0..FINE * FINE).filter(|sample| {
            let u = module(x, sample % FINE, shift.0);
            let v = module(y, sample / FINE, shift.1);
            is_inked(code, (u, v), growth)
        });
        *part = dark.count() as f32 / (FINE * FINE) as f32;
    }
    image
}

/// Eight ways, a unit long.
const WAYS: [(f32, f32); 8] = {
    use std::f32::consts::FRAC_1_SQRT_2 as SLANTED;
    [
        (1.0, 0.0),
        (SLANTED, SLANTED),
        (0.0, 1.0),
        (-SLANTED, SLANTED),
        (-1.0, 0.0),
        (-SLANTED, -SLANTED),
        (0.0, -1.0),
        (SLANTED, -SLANTED),
    ]
};

/// Whether there is ink at a point of a code, in modules from its corner.
fn is_inked(code: &Code, (u, v): (f32, f32), growth: f32) -> bool {
    let dark = |u: f32, v: f32| {
        let inside = |at: f32| (0.0..code.side as f32).contains(&at);
        inside(u) && inside(v) && code.is_dark(u as usize, v as usize)
    };
    // What grows, the ink or the paper, is here, or near enough.
    let grows = growth > 0.0;
    let reach = growth.abs() / 2.0;
    let near = |(x, y): (f32, f32)| dark(u + reach * x, v + reach * y) == grows;
    if dark(u, v) == grows || (reach > 0.0 && WAYS.into_iter().any(near)) { grows } else { !grows }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> Code {
        Code::of("ink", EcLevel::M).unwrap()
    }

    /// How many modules wide the dark run is that begins the code's first row.
    fn run(growth: f32) -> f32 {
        let image = cover(&code(), 10.0, growth, (0.0, 0.0));
        let row = (QUIET * 10 + 5) * image.width;
        image.light[row..][..12 * 10].iter().sum::<f32>() / 10.0
    }

    #[test]
    fn growth_is_the_width_that_all_dark_parts_gain() {
        assert!((run(0.0) - 7.0).abs() < 0.01, "{}", run(0.0));
        assert!((run(0.6) - 7.6).abs() < 0.06, "{}", run(0.6));
        assert!((run(-0.6) - 6.4).abs() < 0.06, "{}", run(-0.6));
    }

    #[test]
    fn texture_lies_in_dark_modules_alone_and_is_as_strong_as_asked_for() {
        let code = code();
        let spread = |amount: f32, (column, row): (f32, f32)| {
            let cell = Cell { table: 0, pixels: 30.0, amount };
            let image = cell.shoot(&code, &mut Rng::with_seed(3));
            let start = |module: f32| ((module + QUIET as f32) * 30.0) as usize;
            let levels: Vec<f32> = (start(row) + 6..start(row) + 84)
                .flat_map(|y| (start(column) + 6..start(column) + 84).map(move |x| (x, y)))
                .map(|(x, y)| image.light[y * image.width + x])
                .collect();
            let mean = levels.iter().sum::<f32>() / levels.len() as f32;
            let squares: f32 = levels.iter().map(|level| (level - mean).powi(2)).sum();
            (mean, (squares / levels.len() as f32).sqrt())
        };
        // The middle of a finder pattern, and as much of the quiet zone.
        let (level, deviation) = spread(16.0, (2.0, 2.0));
        assert!(
            (level - DARK).abs() < 3.0 && (deviation - 15.0).abs() < 2.5,
            "{level} {deviation}"
        );
        let (level, deviation) = spread(16.0, (-3.5, -3.5));
        assert!((level - PAPER).abs() < 1.0 && deviation < 1.1 * NOISE, "{level} {deviation}");
    }

    #[test]
    fn every_cell_is_of_its_table_and_comes_again_from_its_seed() {
        let cells = cells();
        assert_eq!(cells.iter().map(|cell| cell.table).filter(|table| *table == 0).count(), 15);
        assert_eq!(cells.len(), 27);
        let frame = |seed| of(cells[15], 4, &mut Rng::with_seed(seed)).unwrap();
        assert_eq!(frame(1), frame(1));
        assert_ne!(frame(1).image, frame(2).image);
        assert_eq!(frame(1).noted("px"), Some("5"));
        assert_eq!(frame(1).noted("amount"), Some("-0.6"));
        assert_eq!(frame(1).noted("ver"), Some("9"));
    }
}
