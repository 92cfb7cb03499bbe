//! A code that a camera is to read off the display.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::Say;

/// The modules of a QR code, the quiet around it among them. What it holds may be a secret: it is never
/// told in words, and wiped with the last of its copies.
#[derive(Clone, PartialEq)]
pub struct QrPicture {
    /// Modules of a side.
    pub side: u32,
    /// Row by row; 0 is dark.
    pub modules: Arc<Zeroizing<Vec<u8>>>,
}

impl fmt::Debug for QrPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "QrPicture({0}×{0})", self.side)
    }
}

/// A code as large as the display allows, and what is told beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeSheet {
    pub code: QrPicture,
    /// The first is the loudest.
    pub lines: Vec<String>,
    /// In the code's place where it would be too fine to be read.
    pub too_small: Say,
}
