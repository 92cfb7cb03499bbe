//! The panels: each only pushes a finished picture. Chosen once, from the configuration.

mod png;
mod terminal;

use super::{Canvas, ScreenError};
use crate::config::{DisplayConfig, DisplayDriver};

/// What stands around the picture: its name and its words.
#[derive(Debug, Clone, Copy)]
pub struct Caption<'a> {
    /// Such as `refused-wrong_hall`.
    pub name: &'a str,
    /// The page's words, from the loudest to the quietest.
    pub words: &'a [String],
    /// False when only the status bar differs from the picture before.
    pub turned: bool,
}

/// The panel that the configuration names.
#[derive(Debug)]
pub enum Panel {
    Png(png::Folder),
    Terminal(terminal::Window),
    None,
}

impl Panel {
    /// Opens the panel.
    pub fn open(config: &DisplayConfig) -> Result<Self, ScreenError> {
        match config.driver {
            DisplayDriver::Png => png::Folder::open(&config.device).map(Self::Png),
            DisplayDriver::Terminal => Ok(Self::Terminal(terminal::Window::open())),
            DisplayDriver::None => Ok(Self::None),
            driver @ (DisplayDriver::Framebuffer
            | DisplayDriver::St7789
            | DisplayDriver::Ili9341
            | DisplayDriver::Ssd1306) => Err(ScreenError::Undriven { driver }),
        }
    }

    /// Pushes a picture.
    pub fn push(&mut self, canvas: &Canvas, caption: Caption) -> Result<(), ScreenError> {
        match self {
            Self::Png(folder) => folder.push(canvas, caption),
            Self::Terminal(window) => window.push(canvas, caption),
            Self::None => Ok(()),
        }
    }
}
