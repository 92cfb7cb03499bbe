//! Whether the display can be opened.

use super::bilingual::bilingual;
use super::{Finding, may_fill};
use crate::terminal::config::{Config, DisplayConfig, DisplayDriver};
use crate::terminal::screen::{Screen, lacking_sentence};
use crate::words::Bilingual;
use crate::words::Language;

pub(super) fn check(config: &Config) -> Finding {
    lacking(&config.terminal.name).into_iter().fold(panel(&config.display), Finding::and)
}

/// Where the typeface has not all of a name.
pub(super) fn lacking(name: &str) -> Option<Finding> {
    lacking_sentence(name, Language::English)?;
    let message = |language| lacking_sentence(name, language).unwrap_or_default();
    Some(Finding::note(Bilingual::by(message)))
}

fn panel(display: &DisplayConfig) -> Finding {
    let device = display.device().display();
    match display.driver {
        DisplayDriver::None => Finding::note(bilingual!(NoDisplay)),
        DisplayDriver::Terminal => Finding::note(bilingual!(DisplayWindow)),
        // Opening it would make the folder, perhaps as another user than the terminal's.
        DisplayDriver::Png => match may_fill(display.device()) {
            Ok(()) => Finding::note(bilingual!(DisplayPictures { folder: device })),
            Err(cause) => Finding::fault(bilingual!(DisplayFolder {
                folder: device,
                cause: Bilingual::system(cause)
            })),
        },
        _ => match Screen::inspect(display) {
            Ok(found) => Finding::gravest(found.into_iter().map(Finding::fine).collect()),
            Err(fault) => Finding::fault(Bilingual::of(&fault)),
        },
    }
}
