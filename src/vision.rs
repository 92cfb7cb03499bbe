//! Frames in, texts out: where frames come from, and what QR codes they hold.
//!
//! Knows nothing of tickets: every text that a code carries is returned as it stands.

mod camera;
mod contrast;
mod decode;
mod files;
mod finder;
mod guard;
mod hint;
mod luma;
mod picture;

use std::time::{Duration, Instant};

pub use camera::{Camera, CameraError, Delivery, Wake};
pub use files::{ReadError, read_files};
pub use guard::guarding;
pub use hint::Hint;
pub use luma::Luma;

use finder::{Effort, Polarity};

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
#[derive(Debug, Clone, PartialEq)]
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
}

/// Reads frames.
#[derive(Debug, Default)]
pub struct Reader {
    /// A frame in another size, kept for its memory.
    scaled: Vec<u8>,
}

impl Reader {
    /// A reader that has seen nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads one frame of many: as much as fits before the next one comes.
    pub fn read(&mut self, frame: &Luma) -> Reading {
        self.timed(frame, |_, found| {
            for polarity in [Polarity::DarkOnLight, Polarity::LightOnDark] {
                if found.is_empty() {
                    finder::scan(frame, polarity, Effort::ONE_FRAME, found);
                }
            }
        })
    }

    /// Reads a frame that is the only one: both polarities, finer and coarser, until something
    /// is read.
    pub fn read_thoroughly(&mut self, frame: &Luma) -> Reading {
        self.timed(frame, |scaled, found| {
            for scale in luma::Scale::ALL {
                let Some(image) = frame.at_scale(scale, scaled) else { continue };
                for polarity in [Polarity::DarkOnLight, Polarity::LightOnDark] {
                    finder::scan(&image, polarity, Effort::THOROUGH, found);
                }
                if !found.is_empty() {
                    found.iter_mut().for_each(|code| code.corners = scale.undo(code.corners));
                    return;
                }
            }
        })
    }

    fn timed(&mut self, frame: &Luma, work: impl FnOnce(&mut Vec<u8>, &mut Vec<Found>)) -> Reading {
        let started = Instant::now();
        let mut found = Vec::new();
        let scene = contrast::Scene::of(frame);
        if scene.may_hold_a_code() {
            work(&mut self.scaled, &mut found);
        }
        Reading { found, blank: scene.is_blank(), hint: None, took: started.elapsed() }
    }
}

#[cfg(all(test, feature = "platform"))]
mod tests;
