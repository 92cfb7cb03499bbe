//! Why a display shows nothing.

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

use crate::terminal::lines::LineError;
use crate::words::Language;
use crate::words::device::Text;
use crate::words::{display_in_english, foreign};

/// Why a page is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    Unopened { device: PathBuf, cause: io::Error },
    NoFramebuffer { device: PathBuf, cause: io::Error },
    Shape { device: PathBuf, why: String },
    Setting { key: &'static str, why: String },
    Unsent { device: PathBuf, cause: io::Error },
    Unanswered { device: PathBuf, address: u8, cause: io::Error },
    Light { folder: PathBuf, cause: io::Error },
    Line(#[from] LineError),
    Folder { path: PathBuf, cause: io::Error },
    Unwritten { path: PathBuf, cause: io::Error },
    Encode(image::ImageError),
    Terminal(io::Error),
}

display_in_english!(ScreenError);

impl ScreenError {
    /// The sentence for whoever installs the display.
    pub fn message(&self, language: Language) -> String {
        let say = |text: Text, parts: &[&dyn Display]| text.of(language, parts);
        let of_path = |text: Text, path: &Path, cause: &dyn Display| {
            text.of(language, &[&path.display(), &foreign::message(cause, language)])
        };
        match self {
            Self::Unopened { device, cause } => of_path(Text::DisplayUnopened, device, cause),
            Self::NoFramebuffer { device, cause } => of_path(Text::NoFramebuffer, device, cause),
            Self::Shape { device, why } => of_path(Text::FramebufferShape, device, why),
            Self::Setting { key, why } => {
                say(Text::DisplaySetting, &[key, &foreign::message(why, language)])
            }
            Self::Unsent { device, cause } => of_path(Text::PictureUnsent, device, cause),
            Self::Unanswered { device, address, cause } => {
                let cause = foreign::message(cause, language);
                let address = format!("{address:#04x}");
                say(Text::DisplayUnanswered, &[&address, &device.display(), &cause])
            }
            Self::Light { folder, cause } => of_path(Text::Backlight, folder, cause),
            Self::Line(cause) => cause.message(language),
            Self::Folder { path, cause } => of_path(Text::PictureFolder, path, cause),
            Self::Unwritten { path, cause } => of_path(Text::PictureUnwritten, path, cause),
            Self::Encode(cause) => say(Text::PictureUnmade, &[cause]),
            Self::Terminal(cause) => say(Text::NoWindow, &[&foreign::message(cause, language)]),
        }
    }
}
