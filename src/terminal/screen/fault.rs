//! Why a display shows nothing.

use std::io;
use std::path::PathBuf;

use super::misfit::{BadSetting, BadShape};
use crate::terminal::lines::LineError;
use crate::words::codes::{FaultCode, display};
use crate::words::{Language, Message, device, display_in_english, system};

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
        let said = |cause: &io::Error| system::io(cause, language);
        match self {
            Self::Unopened { device, cause } => {
                let (device, cause) = (device.display(), said(cause));
                device::DisplayUnopened { device, cause }.text(language)
            }
            Self::NoFramebuffer { device, cause } => {
                let (device, cause) = (device.display(), said(cause));
                device::NoFramebuffer { device, cause }.text(language)
            }
            Self::Shape { device, why } => {
                let (device, fault) = (device.display(), why.message(language));
                device::FramebufferShape { device, fault }.text(language)
            }
            Self::Setting(why) => {
                device::DisplaySetting { key: why.key(), fault: why.message(language) }
                    .text(language)
            }
            Self::Unsent { device, cause } => {
                let (device, cause) = (device.display(), said(cause));
                device::PictureUnsent { device, cause }.text(language)
            }
            Self::Unanswered { device, address, cause } => {
                let address = format!("{address:#04x}");
                let (device, cause) = (device.display(), said(cause));
                device::DisplayUnanswered { address, device, cause }.text(language)
            }
            Self::Light { folder, cause } => {
                let (folder, cause) = (folder.display(), said(cause));
                device::Backlight { folder, cause }.text(language)
            }
            Self::Line(cause) => cause.message(language),
            Self::Folder { path, cause } => {
                let (folder, cause) = (path.display(), said(cause));
                device::PictureFolder { folder, cause }.text(language)
            }
            Self::Unwritten { path, cause } => {
                let (path, cause) = (path.display(), said(cause));
                device::PictureUnwritten { path, cause }.text(language)
            }
            Self::Encode(image::ImageError::IoError(cause)) => {
                device::PictureUnmade { cause: said(cause) }.text(language)
            }
            Self::Encode(cause) => device::PictureUnmade { cause }.text(language),
            Self::Terminal(cause) => device::NoWindow { cause: said(cause) }.text(language),
        }
    }
}
