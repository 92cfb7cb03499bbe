//! The sheet that is drawn on: the image, dimmed, and words below it.

use std::convert::Infallible;

use embedded_graphics::mono_font::{MonoFont, MonoTextStyle, ascii};
use embedded_graphics::pixelcolor::Rgb888;
use embedded_graphics::prelude::*;
use embedded_graphics::text::{Baseline, Text};
use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};

use super::caption::CaptionLine;
use super::colour;
use crate::terminal::vision::Luma;

/// Images whose longer side is shorter are drawn twice as large.
const SMALL: u32 = 400;

/// Pixels along the longer side for each that a stroke is wide.
const STROKE: u32 = 1400;

/// Pixels at least for a line of words.
const NARROWEST: u32 = 640;

/// Between the words and the edge, in pixels.
const MARGIN: i32 = 8;

const FONT: MonoFont<'_> = ascii::FONT_9X15;

/// A picture to draw on.
pub(super) struct ExplanationSheet {
    picture: RgbImage,
    /// Pixels of the sheet for one of the image.
    pub zoom: f32,
    /// How wide a thin stroke is, in pixels.
    pub stroke: u32,
}

impl ExplanationSheet {
    /// An image, dimmed.
    pub fn of(image: &Luma) -> Self {
        let longest = image.width().max(image.height());
        let zoom = if longest < SMALL { 2 } else { 1 };
        let mut picture = RgbImage::new(image.width() * zoom, image.height() * zoom);
        let rows: Vec<&[u8]> = image.rows().collect();
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            let level = rows[(y / zoom) as usize][(x / zoom) as usize];
            *pixel = Rgb([level / 5 * 3; 3]);
        }
        Self { picture, zoom: zoom as f32, stroke: (longest / STROKE).max(1) }
    }

    /// The picture with words below, in a size to be read when all of it is in view.
    pub fn with_caption(self, lines: &[CaptionLine]) -> RgbImage {
        let (width, height) = self.picture.dimensions();
        let wide = (width / self.stroke).max(NARROWEST);
        let advance = FONT.character_size.width + FONT.character_spacing;
        let columns = (wide - 2 * MARGIN as u32) / advance;
        let lines: Vec<(String, Rgb888)> = lines
            .iter()
            .flat_map(|line| wrapped(&line.words, columns as usize).map(|it| (it, line.colour)))
            .collect();
        let step = FONT.character_size.height + 3;
        let tall = 2 * MARGIN as u32 + step * lines.len() as u32;
        let ground = Rgb([colour::GROUND.r(), colour::GROUND.g(), colour::GROUND.b()]);
        let words = RgbImage::from_pixel(wide, tall, ground);
        let mut words = Self { picture: words, zoom: 1.0, stroke: 1 };
        for (at, (line, colour)) in lines.iter().enumerate() {
            let place = Point::new(MARGIN, MARGIN + at as i32 * step as i32);
            words.write(line, place, &FONT, *colour);
        }
        let (wide, tall) = (wide * self.stroke, tall * self.stroke);
        let words = imageops::resize(&words.picture, wide, tall, FilterType::Nearest);
        let mut whole = RgbImage::from_pixel(width.max(wide), height + tall, ground);
        imageops::replace(&mut whole, &self.picture, 0, 0);
        imageops::replace(&mut whole, &words, 0, i64::from(height));
        whole
    }

    /// Writes words, their top left at a place.
    pub fn write(&mut self, words: &str, place: Point, font: &MonoFont, colour: Rgb888) {
        let style = MonoTextStyle::new(font, colour);
        let Ok(_) = Text::with_baseline(words, place, style, Baseline::Top).draw(self);
    }
}

impl OriginDimensions for ExplanationSheet {
    fn size(&self) -> Size {
        Size::new(self.picture.width(), self.picture.height())
    }
}

impl DrawTarget for ExplanationSheet {
    type Color = Rgb888;
    type Error = Infallible;

    fn draw_iter<I: IntoIterator<Item = Pixel<Rgb888>>>(
        &mut self,
        pixels: I,
    ) -> Result<(), Infallible> {
        for Pixel(place, colour) in pixels {
            let (Ok(x), Ok(y)) = (u32::try_from(place.x), u32::try_from(place.y)) else { continue };
            if let Some(pixel) = self.picture.get_pixel_mut_checked(x, y) {
                *pixel = Rgb([colour.r(), colour.g(), colour.b()]);
            }
        }
        Ok(())
    }
}

/// Words in lines of so many characters at the most, those after the first one set in.
fn wrapped(words: &str, columns: usize) -> impl Iterator<Item = String> + use<> {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let used = lines.last().map_or(0, String::len);
        if used > 0 && used + 1 + word.len() > columns {
            lines.push(format!("   {word}"));
        } else if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_images_are_drawn_twice_as_large_and_words_stand_below() {
        let pixels = [200; 30 * 20];
        let image = Luma::new(&pixels, 30, 20, 30).unwrap();
        let line = |words: &str| CaptionLine { words: words.into(), colour: colour::READ };
        let one = ExplanationSheet::of(&image).with_caption(&[line("no code")]);
        assert_eq!(one.get_pixel(59, 39).0, [120; 3]);
        assert_ne!(one.get_pixel(60, 39).0, [120; 3]);
        assert_ne!(one.get_pixel(59, 40).0, [120; 3]);
        assert!(one.enumerate_pixels().any(|(_, y, pixel)| y > 40 && pixel.0 == [60, 230, 90]));
        let many = ExplanationSheet::of(&image).with_caption(&[line(&"no code ".repeat(50))]);
        assert_eq!(many.width(), one.width());
        assert!(many.height() > one.height());
        assert_eq!(ExplanationSheet::of(&Luma::EMPTY).with_caption(&[]).width(), one.width());
    }

    #[test]
    fn lines_are_broken_between_words() {
        let lines: Vec<String> = wrapped("one two three four", 8).collect();
        assert_eq!(lines, ["one two", "   three", "   four"]);
        assert_eq!(wrapped("unbreakable", 4).collect::<Vec<_>>(), ["unbreakable"]);
    }
}
