//! The panels: each only pushes a finished picture. Chosen once, from the configuration.

mod frame;
mod framebuffer;
mod glass;
mod light;
mod oled;
mod png;
mod spi;
mod terminal;

use std::time::Duration;

use embedded_graphics::prelude::*;
use embedded_graphics::primitives::Rectangle;

use super::rest::Rest;
use super::{BadSetting, Canvas, ScreenError};
use crate::terminal::config::{DisplayConfig, DisplayDriver};
use crate::terminal::lines::Chip;
use crate::words::Bilingual;
use frame::{Area, Frame, Grain};
use framebuffer::Framebuffer;
use glass::Glass;
use light::Light;
use oled::Oled;
use spi::Spi;

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

/// A panel that shows pixels of its own, as [`Glass`] drives it. No call may take longer than a
/// transfer over its bus.
pub trait Port: Sized {
    /// What can't be sent apart.
    const GRAIN: Grain;
    /// True where what stands for long burns in.
    const WANDERS: bool;

    /// Opens the device node; sends nothing that can be waited for.
    fn open(config: &DisplayConfig) -> Result<Self, ScreenError>;

    /// Width and height as the panel counts.
    fn size(&self) -> Size;

    /// Takes the next step of waking the panel up; how long to wait before the one after it, or
    /// nothing when it is awake.
    fn wake(&mut self) -> Result<Option<Duration>, ScreenError>;

    /// How many pixels go over its bus in some time.
    fn pixels_in(&self, time: Duration) -> u32;

    /// Sends one rectangle of the picture.
    fn send(&mut self, frame: &Frame, area: Area) -> Result<(), ScreenError>;

    /// The first picture is sent whole: it may be seen.
    fn complete(&mut self) -> Result<(), ScreenError> {
        Ok(())
    }

    /// The program ends: what is shown is true no longer.
    fn sleep(&mut self) {}

    /// Sets how much of the light is left, where the panel itself can.
    fn dim(&mut self, _percent: u8) -> Result<(), ScreenError> {
        Ok(())
    }
}

/// The panel that the configuration names.
#[derive(Debug)]
pub enum Panel {
    Png(png::PngFolder),
    Terminal(terminal::Window),
    Framebuffer(Box<Glass<Framebuffer>>),
    Spi(Box<Glass<Spi>>),
    Oled(Box<Glass<Oled>>),
    None,
}

/// Does the same with whichever glass there is.
macro_rules! on_glass {
    ($panel:expr, $glass:ident => $what:expr, else $else:expr) => {
        match $panel {
            Panel::Framebuffer($glass) => $what,
            Panel::Spi($glass) => $what,
            Panel::Oled($glass) => $what,
            Panel::Png(_) | Panel::Terminal(_) | Panel::None => $else,
        }
    };
}

impl Panel {
    /// Opens the panel. One that is not there is tried again for as long as it takes; settings
    /// that can never work are an error.
    pub fn open(config: &DisplayConfig) -> Result<Self, ScreenError> {
        Ok(match config.driver {
            DisplayDriver::Png => Self::Png(png::PngFolder::open(config.device())?),
            DisplayDriver::Terminal => Self::Terminal(terminal::Window::open()),
            DisplayDriver::None => Self::None,
            DisplayDriver::Framebuffer => Self::Framebuffer(Box::new(Glass::new(config))),
            DisplayDriver::St7789 | DisplayDriver::Ili9341 => {
                spi::check(config)?;
                Self::Spi(Box::new(Glass::new(config)))
            }
            DisplayDriver::Ssd1306 => {
                oled::check(config)?;
                Self::Oled(Box::new(Glass::new(config)))
            }
        })
    }

    /// Looks at the panel without sending it anything; what there is, in a few words each.
    pub fn inspect(config: &DisplayConfig) -> Result<Vec<Bilingual>, ScreenError> {
        let mut found = match config.driver {
            DisplayDriver::Framebuffer => framebuffer::inspect(config)?,
            DisplayDriver::St7789 | DisplayDriver::Ili9341 => vec![spi::inspect(config)?],
            DisplayDriver::Ssd1306 => vec![oled::inspect(config)?],
            DisplayDriver::Png | DisplayDriver::Terminal | DisplayDriver::None => Vec::new(),
        };
        found.extend(Light::inspect(config)?);
        Ok(found)
    }

    /// The size of the picture as far as a panel itself tells it; none where there is no glass.
    pub fn size(&self) -> Option<Size> {
        on_glass!(self, glass => Some(glass.size()), else None)
    }

    /// Whether it is there and takes pictures; none where there is no glass.
    pub fn works(&self) -> Option<bool> {
        on_glass!(self, glass => Some(glass.works()), else None)
    }

    /// True when the panel has no picture that it could show, or one of another size.
    pub fn lacks(&self) -> bool {
        match self {
            Self::Terminal(window) => window.is_resized(),
            _ => on_glass!(self, glass => glass.lacks(), else false),
        }
    }

    /// Pushes a picture, or hands it over to be sent a little at a time.
    pub fn push(&mut self, canvas: &Canvas, caption: Caption) -> Result<(), ScreenError> {
        match self {
            Self::Png(folder) => return folder.push(canvas, caption),
            Self::Terminal(window) => return window.push(caption),
            _ => {}
        }
        on_glass!(self, glass => glass.take(canvas), else {});
        Ok(())
    }

    /// Whether it shows what moves: files and lines of text do not.
    pub fn can_move(&self) -> bool {
        match self {
            Self::Terminal(window) => window.is_shown(),
            _ => on_glass!(self, glass => glass.works(), else false),
        }
    }

    /// Whether something of a picture is still on its way.
    pub fn is_sending(&self) -> bool {
        on_glass!(self, glass => glass.is_sending(), else false)
    }

    /// Hands over a picture that differs from the last one in this part alone.
    pub fn patch(&mut self, canvas: &Canvas, part: Rectangle) {
        on_glass!(self, glass => glass.patch(canvas, part), else {});
    }

    /// Does a little of what is left to do, for about `time`.
    pub fn go_on(&mut self, rest: &Rest, now: Duration, time: Duration) {
        on_glass!(self, glass => glass.go_on(rest, now, time), else {});
    }

    /// When there is something left to do; none while there is nothing.
    pub fn due(&self, rest: &Rest, now: Duration) -> Option<Duration> {
        on_glass!(self, glass => glass.due(rest, now), else None)
    }
}

/// The chip that has the display's lines.
fn chip(config: &DisplayConfig) -> Result<Chip, ScreenError> {
    let why = || ScreenError::Setting(BadSetting::NoChip);
    Ok(Chip::find(config.chip.as_ref().ok_or_else(why)?)?)
}
