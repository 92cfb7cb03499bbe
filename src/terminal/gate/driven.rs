//! An output that is brought to its level for as long as it takes.

use std::time::Duration;

use super::upkeep::LineHealth;
use crate::terminal::config::{ChipName, Line};
use crate::terminal::lines::{Chip, LineError, Output};

/// An output and the level it was told last.
#[derive(Debug)]
pub(super) struct Driven {
    key: &'static str,
    line: Line,
    output: Option<Output>,
    level: bool,
    upkeep: LineHealth,
}

impl Driven {
    /// Takes the line at this level.
    pub fn request(
        chip: &Chip,
        key: &'static str,
        line: &Line,
        level: bool,
    ) -> Result<Self, LineError> {
        let output = Some(Output::request(chip, key, line, level)?);
        Ok(Self { key, line: line.clone(), output, level, upkeep: LineHealth::default() })
    }

    /// A line that is not to be had yet, and is asked for again.
    pub fn away(key: &'static str, line: &Line) -> Self {
        let upkeep = LineHealth::begun_away();
        Self { key, line: line.clone(), output: None, level: false, upkeep }
    }

    pub fn works(&self) -> bool {
        self.upkeep.works()
    }

    /// When [`Driven::drive`] has something to do, whatever the level.
    pub fn due(&self) -> Duration {
        self.upkeep.due()
    }

    /// Brings the line to its level, from where it was given back if need be. A fault is told
    /// once, and tried again until it is over.
    pub fn drive(&mut self, chip: &ChipName, level: bool, now: Duration) -> Result<(), LineError> {
        let changed = level != self.level;
        self.level = level;
        // Nothing to say to a line that is away, nor twice to one that is there.
        if !(self.upkeep.is_due(now) || changed && self.output.is_some()) {
            return Ok(());
        }
        let done = match &self.output {
            Some(output) => output.set(level),
            None => Chip::find(chip)
                .and_then(|chip| Output::request(&chip, self.key, &self.line, level))
                .map(|output| self.output = Some(output)),
        };
        match done {
            Ok(()) => {
                self.upkeep.succeeded(now);
                Ok(())
            }
            Err(fault) => {
                let is_new = self.upkeep.failed(now);
                if !self.upkeep.works() {
                    self.output = None;
                }
                if is_new { Err(fault) } else { Ok(()) }
            }
        }
    }

    /// Leaves the line at a level, if it is held: nobody will be there to try again.
    pub fn leave(&self, level: bool) {
        if let Some(output) = &self.output
            && let Err(fault) = output.set(level)
        {
            log::error!("{fault}");
        }
    }
}
