//! A QR code as it is drawn on a page.

use qrcode::{Color, EcLevel, QrCode};

/// Modules of quiet around the code.
const QUIET: usize = 4;

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
