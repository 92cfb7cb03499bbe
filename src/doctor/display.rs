//! Whether the display can be opened.

use super::said::{Said, say};
use super::{Finding, may_fill};
use crate::config::{Config, DisplayDriver};
use crate::screen::Screen;

pub(super) fn check(config: &Config) -> Finding {
    let display = &config.display;
    let device = display.device().display();
    match display.driver {
        DisplayDriver::None => Finding::note(say!(NoDisplay)),
        DisplayDriver::Terminal => Finding::note(say!(DisplayWindow)),
        // Opening it would make the folder, perhaps as another user than the terminal's.
        DisplayDriver::Png => match may_fill(display.device()) {
            Ok(()) => Finding::note(say!(DisplayPictures, device)),
            Err(cause) => Finding::fault(say!(DisplayFolder, device, Said::foreign(cause))),
        },
        _ => match Screen::inspect(display) {
            Ok(said) => Finding::fine(said),
            Err(fault) => Finding::fault(Said::by(|language| fault.told(language))),
        },
    }
}
