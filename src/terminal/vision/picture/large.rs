//! Photographs of more pixels than are worth holding: JPEG and PNG made smaller while they are decoded, so that a
//! 50-megapixel photograph takes no more memory than a small one. A code that was large enough to be
//! photographed stays large enough to be read.

use std::fs::File;
use std::io::BufReader;

use image::{ImageError, ImageFormat};
use jpeg_decoder::{CodingProcess, PixelFormat};

use super::{FilePicture, PictureError};

/// Bytes at most that one row of a PNG takes.
const MOST_ROW: usize = 1 << 20;

/// The picture at a whole fraction of its size, of `most` pixels at the most. An interlaced PNG and a progressive JPEG have
/// to be held whole, and are too large.
pub(super) fn open(
    file: BufReader<File>,
    format: ImageFormat,
    most: u64,
) -> Result<FilePicture, PictureError> {
    match format {
        ImageFormat::Jpeg => jpeg(file, most),
        ImageFormat::Png => png(file, most),
        _ => Err(PictureError::TooLarge),
    }
}

fn jpeg(file: BufReader<File>, most: u64) -> Result<FilePicture, PictureError> {
    let broken = |fault| PictureError::NoImage(decoding(ImageFormat::Jpeg, fault));
    let mut decoder = jpeg_decoder::Decoder::new(file);
    decoder.read_info().map_err(broken)?;
    let info = decoder.info().ok_or(PictureError::Torn)?;
    if info.coding_process != CodingProcess::DctSequential {
        return Err(PictureError::TooLarge);
    }
    // Halves, quarters, eighths: what its transform gives without more work.
    let scale = |shift: u32| (info.width >> shift, info.height >> shift);
    let shift = (1..=3).find(|shift| pixels(scale(*shift)) <= most);
    let (width, height) = scale(shift.ok_or(PictureError::TooLarge)?);
    let (width, height) = decoder.scale(width, height).map_err(broken)?;
    let (width, height) = (u32::from(width), u32::from(height));
    if u64::from(width) * u64::from(height) > most {
        return Err(PictureError::TooLarge);
    }
    let bytes = decoder.decode().map_err(broken)?;
    let format = decoder.info().ok_or(PictureError::Torn)?.pixel_format;
    let pixels = match format {
        PixelFormat::L8 => bytes,
        PixelFormat::RGB24 => bytes.chunks_exact(3).map(grey).collect(),
        PixelFormat::L16 | PixelFormat::CMYK32 => return Err(PictureError::TooLarge),
    };
    Ok(FilePicture { pixels, width, height })
}

fn png(file: BufReader<File>, most: u64) -> Result<FilePicture, PictureError> {
    let broken = |fault| PictureError::NoImage(decoding(ImageFormat::Png, fault));
    let mut decoder = png::Decoder::new_with_limits(file, png::Limits { bytes: 8 * MOST_ROW });
    decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
    let mut reader = decoder.read_info().map_err(broken)?;
    let (width, height) = (reader.info().width, reader.info().height);
    if reader.info().interlaced {
        return Err(PictureError::TooLarge);
    }
    let by = (2..=8).find(|by| u64::from(width / by) * u64::from(height / by) <= most);
    let by = by.ok_or(PictureError::TooLarge)?;
    let samples = reader.output_color_type().0.samples();
    let mut small = Shrink::new(width, height, by);
    while let Some(row) = reader.next_row().map_err(broken)? {
        small.take(row.data().chunks_exact(samples).map(|pixel| match pixel {
            [level] => *level,
            [level, alpha] => super::on_white(*level, *alpha),
            [red, green, blue, alpha] => super::on_white(grey(&[*red, *green, *blue]), *alpha),
            other => grey(other),
        }));
    }
    Ok(small.done())
}

/// Squares of pixels become their mean, row by row; what is left over at the edges is left out.
struct Shrink {
    by: u32,
    sums: Vec<u32>,
    rows: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl Shrink {
    fn new(width: u32, height: u32, by: u32) -> Self {
        let (width, height) = (width / by, height / by);
        let pixels = Vec::with_capacity(width as usize * height as usize);
        Self { by, sums: vec![0; width as usize], rows: 0, height, pixels }
    }

    fn take(&mut self, row: impl Iterator<Item = u8>) {
        let mut row = row;
        for sum in &mut self.sums {
            *sum += row.by_ref().take(self.by as usize).map(u32::from).sum::<u32>();
        }
        self.rows += 1;
        if self.rows == self.by {
            self.rows = 0;
            let area = self.by * self.by;
            // A mean of bytes is a byte.
            self.pixels.extend(self.sums.iter_mut().map(|sum| (std::mem::take(sum) / area) as u8));
        }
    }

    /// A file that ends early leaves its last rows white.
    fn done(mut self) -> FilePicture {
        self.pixels.resize(self.sums.len() * self.height as usize, u8::MAX);
        FilePicture { pixels: self.pixels, width: self.sums.len() as u32, height: self.height }
    }
}

fn pixels((width, height): (u16, u16)) -> u64 {
    u64::from(width) * u64::from(height)
}

/// Rec. 709's weights of 256; another number of samples than three is dark.
fn grey(rgb: &[u8]) -> u8 {
    let &[red, green, blue] = rgb else { return 0 };
    ((54 * u32::from(red) + 183 * u32::from(green) + 19 * u32::from(blue)) / 256) as u8
}

fn decoding(
    format: ImageFormat,
    fault: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> ImageError {
    ImageError::Decoding(image::error::DecodingError::new(format.into(), fault))
}

#[cfg(test)]
mod tests;
