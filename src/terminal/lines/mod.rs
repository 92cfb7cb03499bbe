//! GPIO lines as the configuration names them: a chip by path or label, a line by number or name,
//! outputs and inputs on it. What a line means is told by whoever asks for it.

mod chip;
mod input;
mod output;

use std::path::PathBuf;

use gpiocdev::line::Config;

use crate::terminal::config::Line;
use crate::words::codes::{FaultCode, gate};
use crate::words::{Language, Message, device, display_in_english, system};

pub use chip::{Chip, FoundLine};
pub use input::{Edge, Inputs, read};
pub use output::Output;

/// As whom the terminal holds its lines, for `gpioinfo` and `hallgate doctor`.
pub const HOLDER: &str = "hallgate";

/// Why a line is not to be had, or does not do what it should. Keys are those of the
/// configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    Chip {
        chip: String,
        cause: gpiocdev::Error,
    },
    NoSuchLabel {
        label: String,
        /// Labels of the chips that there are.
        others: Vec<String>,
        /// Chips that this user may not ask for their label.
        closed: Vec<PathBuf>,
    },
    ManyChips {
        label: String,
        paths: Vec<PathBuf>,
    },
    NoSuchNumber {
        key: &'static str,
        chip: String,
        number: u32,
        lines: u32,
    },
    NoSuchName {
        key: &'static str,
        chip: String,
        name: String,
    },
    ManyNames {
        key: &'static str,
        chip: String,
        name: String,
        count: usize,
    },
    Held {
        key: &'static str,
        chip: String,
        line: u32,
        holder: String,
    },
    NotToBeHad {
        key: &'static str,
        chip: String,
        line: u32,
        cause: gpiocdev::Error,
    },
    NotSet {
        key: &'static str,
        cause: gpiocdev::Error,
    },
    NotRead {
        key: &'static str,
        cause: gpiocdev::Error,
    },
}

display_in_english!(LineError);

impl Message for LineError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Chip { .. } => gate::CHIP,
            Self::NoSuchLabel { .. } => gate::NO_SUCH_LABEL,
            Self::ManyChips { .. } => gate::MANY_CHIPS,
            Self::NoSuchNumber { .. } => gate::NO_SUCH_NUMBER,
            Self::NoSuchName { .. } => gate::NO_SUCH_NAME,
            Self::ManyNames { .. } => gate::MANY_NAMES,
            Self::Held { .. } => gate::HELD,
            Self::NotToBeHad { .. } => gate::NOT_TO_BE_HAD,
            Self::NotSet { .. } => gate::NOT_SET,
            Self::NotRead { .. } => gate::NOT_READ,
        }
    }

    fn message(&self, language: Language) -> String {
        let said = |cause: &gpiocdev::Error| system::gpio(cause, language);
        match self {
            Self::Chip { chip, cause } => device::Chip { chip, cause: said(cause) }.text(language),
            Self::NoSuchLabel { label, others, closed } => {
                let (label, chips) = (format!("{label:?}"), chips_found(others, closed, language));
                device::NoSuchLabel { label, chips }.text(language)
            }
            Self::ManyChips { label, paths } => {
                let label = format!("{label:?}");
                let (count, paths) = (paths.len(), listed(paths));
                device::ManyChips { count, label, paths }.text(language)
            }
            Self::NoSuchNumber { key, chip, number, lines } => {
                device::NoSuchNumber { key, chip, lines, number }.text(language)
            }
            Self::NoSuchName { key, chip, name } => {
                device::NoSuchName { key, chip, name: format!("{name:?}") }.text(language)
            }
            Self::ManyNames { key, chip, name, count } => {
                device::ManyNames { key, count, chip, name: format!("{name:?}") }.text(language)
            }
            Self::Held { key, chip, line, holder } => {
                device::LineHeld { key, line, chip, holder: format!("{holder:?}") }.text(language)
            }
            Self::NotToBeHad { key, chip, line, cause } => {
                device::LineNotToBeHad { key, line, chip, cause: said(cause) }.text(language)
            }
            Self::NotSet { key, cause } => {
                device::LineNotSet { key, cause: said(cause) }.text(language)
            }
            Self::NotRead { key, cause } => {
                device::LineNotRead { key, cause: said(cause) }.text(language)
            }
        }
    }
}

/// What there is instead of a chip that is looked for.
fn chips_found(others: &[String], closed: &[PathBuf], language: Language) -> String {
    let labels: Vec<_> = others.iter().map(|label| format!("{label:?}")).collect();
    let chips = match labels.is_empty() {
        true => device::Text::NoChipAllowed.plain(language),
        false => device::ChipsLabelled { labels: labels.join(", ") }.text(language),
    };
    match closed.is_empty() {
        true => chips,
        false => device::AndClosedChips { chips, paths: listed(closed) }.text(language),
    }
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// How a line is wired, in gpiocdev's words.
fn wired(line: &Line) -> Config {
    Config { active_low: line.active_low, bias: line.bias.map(Into::into), ..Config::default() }
}
