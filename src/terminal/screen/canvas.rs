//! The picture before it goes to a panel: RGB565, the format of the panels themselves.

use std::convert::Infallible;

use ab_glyph::{OutlineCurve, Point};
use ab_glyph_rasterizer::Rasterizer;
use embedded_graphics::pixelcolor::Rgb565;
use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder, ImageError};

/// A framebuffer in memory, row by row.
#[derive(Clone, PartialEq, Eq)]
pub struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<Rgb565>,
}

impl Canvas {
    /// A black picture of `width` by `height` pixels.
    pub fn new(width: u32, height: u32) -> Self {
        Self { width, height, pixels: vec![Rgb565::BLACK; width as usize * height as usize] }
    }

    /// All pixels, row by row from the top left.
    pub fn pixels(&self) -> &[Rgb565] {
        &self.pixels
    }

    /// All pixels, to be changed one by one.
    pub(super) fn pixels_mut(&mut self) -> &mut [Rgb565] {
        &mut self.pixels
    }

    /// The same as 8-bit RGB bytes.
    pub fn to_rgb8(&self) -> Vec<u8> {
        self.pixels.iter().flat_map(|pixel| eight_bits(*pixel)).collect()
    }

    /// The picture as the bytes of a PNG file.
    pub fn to_png(&self) -> Result<Vec<u8>, ImageError> {
        let mut file = Vec::new();
        // No filter: even areas beside few shades pack best so.
        PngEncoder::new_with_quality(&mut file, CompressionType::Best, FilterType::NoFilter)
            .write_image(&self.to_rgb8(), self.width, self.height, ExtendedColorType::Rgb8)?;
        Ok(file)
    }

    /// Fills the area that the outline encloses, its edge blended with what is there.
    pub(super) fn fill(&mut self, outline: &[OutlineCurve], colour: Rgb565) {
        let Some((low, high)) = bounds(outline) else { return };
        // A pixel of margin on every side: the rasteriser wants no coordinate below zero.
        let (left, top) = (low.x.floor() - 1.0, low.y.floor() - 1.0);
        let (across, down) = ((high.x - left).ceil() + 1.0, (high.y - top).ceil() + 1.0);
        let limit = 4.0 * self.width.max(self.height) as f32;
        if !(across <= limit && down <= limit) {
            return; // far larger than the picture, or not a number: nothing of ours
        }
        let mut raster = Rasterizer::new(across as usize, down as usize);
        let at = |p: Point| ab_glyph_rasterizer::point(p.x - left, p.y - top);
        for curve in outline {
            match *curve {
                OutlineCurve::Line(a, b) => raster.draw_line(at(a), at(b)),
                OutlineCurve::Quad(a, b, c) => raster.draw_quad(at(a), at(b), at(c)),
                OutlineCurve::Cubic(a, b, c, d) => raster.draw_cubic(at(a), at(b), at(c), at(d)),
            }
        }
        let (left, top) = (left as i32, top as i32);
        raster.for_each_pixel_2d(|x, y, coverage| {
            if coverage > 0.01 {
                self.blend(left + x as i32, top + y as i32, colour, coverage.min(1.0));
            }
        });
    }

    fn blend(&mut self, x: i32, y: i32, colour: Rgb565, coverage: f32) {
        let Some(pixel) = self.at(x, y) else { return };
        let mix = |from: u8, to: u8| {
            (f32::from(from) + (f32::from(to) - f32::from(from)) * coverage).round() as u8
        };
        *pixel = Rgb565::new(
            mix(pixel.r(), colour.r()),
            mix(pixel.g(), colour.g()),
            mix(pixel.b(), colour.b()),
        );
    }

    fn at(&mut self, x: i32, y: i32) -> Option<&mut Rgb565> {
        let (x, y) = (u32::try_from(x).ok()?, u32::try_from(y).ok()?);
        if x >= self.width {
            return None;
        }
        self.pixels.get_mut(y as usize * self.width as usize + x as usize)
    }
}

/// The 8-bit red, green and blue that a panel makes of a colour.
pub(super) fn eight_bits(colour: Rgb565) -> [u8; 3] {
    let (r, g, b) = (colour.r(), colour.g(), colour.b());
    [r << 3 | r >> 2, g << 2 | g >> 4, b << 3 | b >> 2]
}

fn bounds(outline: &[OutlineCurve]) -> Option<(Point, Point)> {
    let points = outline.iter().flat_map(|curve| match *curve {
        OutlineCurve::Line(a, b) => [a, b, b, b],
        OutlineCurve::Quad(a, b, c) => [a, b, c, c],
        OutlineCurve::Cubic(a, b, c, d) => [a, b, c, d],
    });
    points.fold(None, |bounds, p| {
        let (low, high) = bounds.unwrap_or((p, p));
        Some((
            Point { x: low.x.min(p.x), y: low.y.min(p.y) },
            Point { x: high.x.max(p.x), y: high.y.max(p.y) },
        ))
    })
}

impl std::fmt::Debug for Canvas {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Canvas({}×{})", self.width, self.height)
    }
}

impl OriginDimensions for Canvas {
    fn size(&self) -> Size {
        Size::new(self.width, self.height)
    }
}

impl DrawTarget for Canvas {
    type Color = Rgb565;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb565>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), Infallible> {
        for Pixel(place, colour) in pixels {
            if let Some(pixel) = self.at(place.x, place.y) {
                *pixel = colour;
            }
        }
        Ok(())
    }

    fn fill_solid(&mut self, area: &Rectangle, colour: Rgb565) -> Result<(), Infallible> {
        let area = area.intersection(&self.bounding_box());
        for row in area.rows() {
            let start = row as usize * self.width as usize + area.top_left.x as usize;
            self.pixels[start..start + area.size.width as usize].fill(colour);
        }
        Ok(())
    }
}
