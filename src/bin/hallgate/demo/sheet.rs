//! Codes as pictures: a frame as a camera would see it, and a sheet to hold before one.

use std::path::Path;

use anyhow::{Context, Result};
use hallgate::ticket::outline;
use image::{GrayImage, Luma, imageops};

/// A camera's frame.
const FRAME: (u32, u32) = (1280, 720);
/// Grey of the hall around a ticket.
const HALL: u8 = 96;

/// Writes a frame in which a code is held before the camera.
pub(super) fn write_frame(text: &str, path: &Path) -> Result<()> {
    let mut frame = GrayImage::from_pixel(FRAME.0, FRAME.1, Luma([HALL]));
    let code = draw(text, FRAME.1 * 3 / 4)?;
    let (left, top) = ((FRAME.0 - code.width()) / 2, (FRAME.1 - code.height()) / 2);
    imageops::replace(&mut frame, &code, left.into(), top.into());
    frame.save(path).with_context(|| format!("the frame {} can't be written", path.display()))
}

/// Writes codes below one another, each at the size of a hand.
pub(super) fn write_sheet(texts: &[&str], path: &Path) -> Result<()> {
    let codes: Vec<GrayImage> = texts.iter().map(|text| draw(text, 480)).collect::<Result<_>>()?;
    let width = codes.iter().map(GrayImage::width).max().unwrap_or(1);
    let height = codes.iter().map(GrayImage::height).sum::<u32>().max(1);
    let mut sheet = GrayImage::from_pixel(width, height, Luma([255]));
    let mut top = 0;
    for code in &codes {
        imageops::replace(&mut sheet, code, 0, top);
        top += i64::from(code.height());
    }
    sheet.save(path).with_context(|| format!("the sheet {} can't be written", path.display()))
}

/// A code in half blocks, for a terminal window with a light code on dark ground.
pub(super) fn as_text(text: &str) -> Result<String> {
    outline::in_blocks(text).context("the text is too long for a QR code")
}

/// A code with its quiet zone, at most `most` pixels wide.
fn draw(text: &str, most: u32) -> Result<GrayImage> {
    outline::picture(text, |side| most / side).context("the text is too long for a QR code")
}
