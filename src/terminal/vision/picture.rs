//! Image files as grey images.

mod large;

use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;

use image::{DynamicImage, ImageDecoder, ImageReader, Limits};

use super::Luma;
use super::guard::guard;
use crate::words::codes::{FaultCode, camera};
use crate::words::device::{self, Text};
use crate::words::{Language, Message, display_in_english, system};

/// Pixels along a side at most; no camera of today makes more.
const LONGEST_SIDE: u32 = 16_384;

/// Bytes at most that decoding may take: photographs of twelve megapixels in colour fit.
const MOST_MEMORY: u64 = 40 << 20;

/// Pixels at most: with the grey copy and all that reading needs, 64 MB are enough for so many. A
/// progressive JPEG alone takes more, for its coefficients.
const MOST_PIXELS: u64 = 12_600_000;

/// A grey image of its own.
#[derive(Debug, Clone)]
pub(super) struct FilePicture {
    pub(super) pixels: Vec<u8>,
    width: u32,
    height: u32,
}

/// Why a file gives no image.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    Unopened(#[from] io::Error),
    NoFile,
    NoImage(#[from] image::ImageError),
    /// Of more than [`MOST_PIXELS`], and made so that it can't be read in part.
    TooLarge,
    /// Its decoder gave up.
    Torn,
}

display_in_english!(PictureError);

impl Message for PictureError {
    fn code(&self) -> FaultCode {
        camera::NO_IMAGE
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Unopened(cause) => {
                device::FileUnopened { cause: system::io(cause, language) }.text(language)
            }
            Self::NoFile => Text::NoRegularFile.plain(language),
            // Decoders tell their causes in English alone.
            Self::NoImage(_) => Text::NoImage.plain(language),
            Self::TooLarge => Text::TooManyPixels.plain(language),
            Self::Torn => Text::TornImage.plain(language),
        }
    }
}

impl FilePicture {
    /// Reads a PNG, JPEG, WebP, GIF (its first picture), BMP or PNM file, told apart by content; large photographs at a
    /// fraction of their size.
    pub(super) fn open(path: &Path) -> Result<Self, PictureError> {
        // Opening a named pipe would wait for its other end.
        if !std::fs::metadata(path)?.is_file() {
            return Err(PictureError::NoFile);
        }
        let mut reader =
            ImageReader::new(BufReader::new(File::open(path)?)).with_guessed_format()?;
        let format = reader.format();
        let mut limits = Limits::default();
        limits.max_image_width = Some(LONGEST_SIDE);
        limits.max_image_height = Some(LONGEST_SIDE);
        limits.max_alloc = Some(MOST_MEMORY);
        reader.limits(limits);
        let decode = || {
            let decoder = reader.into_decoder()?;
            let (width, height) = decoder.dimensions();
            if u64::from(width) * u64::from(height) > MOST_PIXELS {
                let format = format.ok_or(PictureError::TooLarge)?;
                return large::open(BufReader::new(File::open(path)?), format, MOST_PIXELS);
            }
            Ok(Self::from_image(DynamicImage::from_decoder(decoder)?))
        };
        guard("an image decoder", decode).ok_or(PictureError::Torn)?
    }

    fn from_image(image: DynamicImage) -> Self {
        let (width, height) = (image.width(), image.height());
        let pixels = if image.color().has_alpha() {
            let grey = image.into_luma_alpha8();
            grey.pixels().map(|pixel| on_white(pixel.0[0], pixel.0[1])).collect()
        } else {
            image.into_luma8().into_raw()
        };
        Self { pixels, width, height }
    }

    pub(super) fn luma(&self) -> Luma<'_> {
        Luma::new(&self.pixels, self.width, self.height, self.width as usize)
            // The decoder gives one byte a pixel; an empty image stands in should it ever not.
            .unwrap_or(Luma::EMPTY)
    }
}

/// A code drawn on a transparent ground is meant to lie on paper.
fn on_white(grey: u8, alpha: u8) -> u8 {
    let (grey, alpha) = (u32::from(grey), u32::from(alpha));
    ((grey * alpha + 255 * (255 - alpha)) / 255) as u8
}
