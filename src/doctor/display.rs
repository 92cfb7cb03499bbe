//! Whether the display can be opened.

use super::{Finding, may_fill};
use crate::config::{Config, DisplayDriver};
use crate::screen::Screen;

pub(super) fn check(config: &Config) -> Finding {
    let display = &config.display;
    let device = display.device().display();
    match display.driver {
        DisplayDriver::None => Finding::note(
            "none, as display.driver says: visitors see nothing; name a driver where there is a panel",
        ),
        DisplayDriver::Terminal => {
            Finding::note("the terminal window: for trials; name a driver where there is a panel")
        }
        // Opening it would make the folder, perhaps as another user than the terminal's.
        DisplayDriver::Png => match may_fill(display.device()) {
            Ok(()) => Finding::note(format!(
                "pictures in {device}: for trials; name a driver where there is a panel"
            )),
            Err(cause) => Finding::fault(format!(
                "the folder {device} can't be written ({cause}): set display.device to one that can"
            )),
        },
        _ => Screen::inspect(display).map_or_else(Finding::fault, Finding::fine),
    }
}
