//! Frames in, texts out: where frames come from, and what QR codes they hold.
//!
//! Knows nothing of tickets: every text that a code carries is returned as it stands.

mod camera;
mod contrast;
mod decode;
mod explain;
mod extremes;
mod files;
mod guard;
mod hint;
mod luma;
mod memory;
mod picture;
mod qr;
mod reader;
mod sketch;
mod stages;

use std::time::Duration;

pub use camera::{Camera, CameraError, Delivery, Wake};
pub use files::{ReadError, read_files, texts_of};
pub use guard::guarding;
pub use hint::Hint;
pub use luma::Luma;
pub use picture::PictureError;
#[cfg(any(feature = "peer", feature = "fuzzing"))]
#[doc(hidden)]
pub use qr::fuzzing;
pub use reader::Reader;
pub use stages::ReadingStages;

/// A code that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What it holds; bytes that are no UTF-8 are read lossily.
    pub text: String,
    /// The code's own top left, top right, bottom right and bottom left, in pixels of the frame.
    pub corners: [(f32, f32); 4],
    /// Modules along a side.
    pub modules: u32,
}

/// What one frame holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Every code that was read, each text once.
    pub found: Vec<Found>,
    /// Nothing at all is in view: no contrast anywhere.
    pub blank: bool,
    /// What would help a code that is seen but not read; none where nothing like a code is in
    /// view, or one was read.
    pub hint: Option<Hint>,
    /// Finding and decoding alone.
    pub took: Duration,
    /// The same by stage.
    pub stages: ReadingStages,
}

#[cfg(all(test, feature = "peer"))]
mod tests;
