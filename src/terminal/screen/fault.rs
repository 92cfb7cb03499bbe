//! Why a display shows nothing.

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};

use super::misfit::{BadSetting, BadShape};
use crate::terminal::lines::LineError;
use crate::words::codes::{FaultCode, display};
use crate::words::device::Text;
use crate::words::{Language, Message, display_in_english, system};

/// Why a page is not shown.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    Unopened { device: PathBuf, cause: io::Error },
    NoFramebuffer { device: PathBuf, cause: io::Error },
    Shape { device: PathBuf, why: BadShape },
    Setting(BadSetting),
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

impl Message for ScreenError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Unopened { .. } => display::UNOPENED,
            Self::NoFramebuffer { .. } => display::NO_FRAMEBUFFER,
            Self::Shape { .. } => display::SHAPE,
            Self::Setting(_) => display::SETTING,
            Self::Unsent { .. } => display::UNSENT,
            Self::Unanswered { .. } => display::UNANSWERED,
            Self::Light { .. } => display::LIGHT,
            Self::Line(cause) => cause.code(),
            Self::Folder { .. } => display::FOLDER,
            Self::Unwritten { .. } => display::UNWRITTEN,
            Self::Encode(_) => display::ENCODE,
            Self::Terminal(_) => display::WINDOW,
        }
    }

    fn message(&self, language: Language) -> String {
        let say = |text: Text, parts: &[&dyn Display]| text.of(language, parts);
        let of_path = |text: Text, path: &Path, cause: &io::Error| {
            text.of(language, &[&path.display(), &system::io(cause, language)])
        };
        match self {
            Self::Unopened { device, cause } => of_path(Text::DisplayUnopened, device, cause),
            Self::NoFramebuffer { device, cause } => of_path(Text::NoFramebuffer, device, cause),
            Self::Shape { device, why } => {
                say(Text::FramebufferShape, &[&device.display(), &why.message(language)])
            }
            Self::Setting(why) => say(Text::DisplaySetting, &[&why.key(), &why.message(language)]),
            Self::Unsent { device, cause } => of_path(Text::PictureUnsent, device, cause),
            Self::Unanswered { device, address, cause } => {
                let cause = system::io(cause, language);
                let address = format!("{address:#04x}");
                say(Text::DisplayUnanswered, &[&address, &device.display(), &cause])
            }
            Self::Light { folder, cause } => of_path(Text::Backlight, folder, cause),
            Self::Line(cause) => cause.message(language),
            Self::Folder { path, cause } => of_path(Text::PictureFolder, path, cause),
            Self::Unwritten { path, cause } => of_path(Text::PictureUnwritten, path, cause),
            Self::Encode(image::ImageError::IoError(cause)) => {
                say(Text::PictureUnmade, &[&system::io(cause, language)])
            }
            Self::Encode(cause) => say(Text::PictureUnmade, &[cause]),
            Self::Terminal(cause) => say(Text::NoWindow, &[&system::io(cause, language)]),
        }
    }
}
