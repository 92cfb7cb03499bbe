//! A QR code as it is drawn: as an outline for a page, as a picture, or in letters.

use image::{GrayImage, Luma};
use qrcode::{Color, EcLevel, QrCode};

/// Modules of quiet around the code.
const QUIET: usize = 4;

/// A code with the quiet around it. `scale` gives the pixels of a module for the modules of a whole side.
/// None: the text is too long for any code.
pub fn picture(text: &str, scale: impl FnOnce(u32) -> u32) -> Option<GrayImage> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let side = u32::try_from(code.width() + 2 * QUIET).ok()?;
    let module = scale(side).max(1);
    let inside = |pixel: u32| {
        let at = (pixel / module) as usize;
        at.checked_sub(QUIET).filter(|at| *at < code.width())
    };
    Some(GrayImage::from_fn(side * module, side * module, |x, y| {
        let dark = inside(x).zip(inside(y)).is_some_and(|at| code[at] == Color::Dark);
        Luma([if dark { 0 } else { 255 }])
    }))
}

/// A code in half blocks, for a terminal window with light letters on dark ground. None: the text is too
/// long for any code.
pub fn in_blocks(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let side = code.width() + 2 * QUIET;
    let inside = |at: usize| at.checked_sub(QUIET).filter(|at| *at < code.width());
    let light =
        |x: usize, y: usize| inside(x).zip(inside(y)).is_none_or(|at| code[at] != Color::Dark);
    let row = |y: usize| -> String {
        (0..side)
            .map(|x| match (light(x, y), y + 1 < side && light(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            })
            .collect()
    };
    Some((0..side).step_by(2).map(|y| row(y) + "\n").collect())
}

/// The outline of a code's dark modules, for the `path` of an SVG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrOutline {
    /// Modules of the whole, with the quiet around it.
    pub side: usize,
    pub dark: String,
}

impl QrOutline {
    /// None: the text is too long for any code.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let modules = code.to_colors();
        let mut dark = String::new();
        for (y, row) in modules.chunks(width).enumerate() {
            let mut x = 0;
            // A stroke for each run of one colour.
            for run in row.chunk_by(|one, next| one == next) {
                if run.first() == Some(&Color::Dark) {
                    let (from, down, long) = (x + QUIET, y + QUIET, run.len());
                    dark.push_str(&format!("M{from} {down}h{long}v1H{from}z"));
                }
                x += run.len();
            }
        }
        Some(Self { side: width + 2 * QUIET, dark })
    }
}
