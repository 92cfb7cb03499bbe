//! GPIO lines as the configuration names them: a chip by path or label, a line by number or name,
//! outputs and inputs on it. What a line means is told by whoever asks for it.

mod chip;
mod input;
mod output;

use std::path::PathBuf;

use gpiocdev::line::Config;

use crate::config::Line;

pub use chip::{Chip, Found};
pub use input::{Edge, Inputs, read};
pub use output::Output;

/// As whom the terminal holds its lines, for `gpioinfo` and `hallgate doctor`.
pub const HOLDER: &str = "hallgate";

/// Why a line is not to be had, or does not do what it should. Keys are those of the
/// configuration.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    #[error(
        "the GPIO chip {chip} does not open: {cause}: is the path right and may this user use it?"
    )]
    Chip { chip: String, cause: gpiocdev::Error },
    #[error("no GPIO chip is labelled {label:?}: {found} (`gpiodetect` lists them)")]
    NoSuchLabel { label: String, found: String },
    #[error("{} GPIO chips are labelled {label:?} ({}): name the one by its path", paths.len(), listed(paths))]
    ManyChips { label: String, paths: Vec<PathBuf> },
    #[error("{key}: {chip} has {lines} lines, no {number}: set it to one of them (`gpioinfo`)")]
    NoSuchNumber { key: &'static str, chip: String, number: u32, lines: u32 },
    #[error("{key}: {chip} has no line named {name:?}: set it to one of its lines (`gpioinfo`)")]
    NoSuchName { key: &'static str, chip: String, name: String },
    #[error("{key}: {count} lines of {chip} are named {name:?}: give the number of the one")]
    ManyNames { key: &'static str, chip: String, name: String, count: usize },
    #[error(
        "{key}: line {line} of {chip} is held by {holder:?}: stop that, or set {key} to another line"
    )]
    Held { key: &'static str, chip: String, line: u32, holder: String },
    #[error("{key}: line {line} of {chip} is not to be had: {cause}")]
    NotToBeHad { key: &'static str, chip: String, line: u32, cause: gpiocdev::Error },
    #[error("{key}: the line does not take a level: {cause}")]
    NotSet { key: &'static str, cause: gpiocdev::Error },
    #[error("{key}: the line can't be read: {cause}")]
    NotRead { key: &'static str, cause: gpiocdev::Error },
}

fn listed(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// How a line is wired, in gpiocdev's words.
fn wired(line: &Line) -> Config {
    Config { active_low: line.active_low, bias: line.bias.map(Into::into), ..Config::default() }
}
