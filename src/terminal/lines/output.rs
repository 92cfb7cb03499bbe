//! A line that is driven.

use gpiocdev::Request;
use gpiocdev::line::Value;

use super::chip::Chip;
use super::{LineError, wired};
use crate::terminal::config::Line;

/// One output. Dropped, it goes back to the kernel, and what level it has then is the chip
/// driver's to decide.
#[derive(Debug)]
pub struct Output {
    key: &'static str,
    request: Request,
}

impl Output {
    /// Takes the line and drives it at once: `active` is the logical level, before `active_low`.
    pub fn request(
        chip: &Chip,
        key: &'static str,
        line: &Line,
        active: bool,
    ) -> Result<Self, LineError> {
        let found = chip.line(key, line)?;
        let mut config = wired(line);
        config.as_output(value(active));
        let request = chip.take(found, &config)?;
        Ok(Self { key, request })
    }

    /// Drives it.
    pub fn set(&self, active: bool) -> Result<(), LineError> {
        let fault = |cause| LineError::NotSet { key: self.key, cause };
        self.request.set_lone_value(value(active)).map_err(fault)
    }
}

fn value(active: bool) -> Value {
    if active { Value::Active } else { Value::Inactive }
}
