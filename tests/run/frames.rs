//! Codes as a camera would see them.

use std::path::Path;

use image::{GrayImage, Luma, imageops};
use qrcode::{EcLevel, QrCode};

/// Light modules around a code.
const QUIET: usize = 4;

/// A frame with codes side by side on grey.
pub fn frame(texts: &[&str]) -> GrayImage {
    let codes: Vec<GrayImage> = texts.iter().map(|text| code(text)).collect();
    let width: u32 = codes.iter().map(|code| code.width() + 40).sum::<u32>() + 40;
    let height = codes.iter().map(GrayImage::height).max().unwrap_or(0) + 80;
    let mut frame = GrayImage::from_pixel(width.max(640), height.max(480), Luma([96]));
    let mut left = 40;
    for code in &codes {
        imageops::replace(&mut frame, code, left, 40);
        left += i64::from(code.width()) + 40;
    }
    frame
}

/// Writes it.
pub fn write(texts: &[&str], path: &Path) {
    frame(texts).save(path).unwrap();
}

/// A code, five pixels a module, with its quiet zone.
fn code(text: &str) -> GrayImage {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).unwrap();
    let side = code.width() + 2 * QUIET;
    let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < code.width());
    GrayImage::from_fn(5 * side as u32, 5 * side as u32, |x, y| {
        let dark = match (inside(x as usize / 5), inside(y as usize / 5)) {
            (Some(x), Some(y)) => code[(x, y)] == qrcode::Color::Dark,
            _ => false,
        };
        Luma([if dark { 0 } else { 255 }])
    })
}
