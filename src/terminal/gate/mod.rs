//! The gate's lines, out and in: simulated, or GPIO. Rules are the door's; here is only what a
//! line does.

mod alarm;
mod contacts;
mod driven;
mod gpio;
mod lock;
mod pattern;
mod plan;
mod safe;
mod simulated;
mod upkeep;

use std::os::fd::BorrowedFd;
use std::time::Duration;

use crate::terminal::config::{GateConfig, GateDriver};
use crate::terminal::door::{Cue, GateCommand};
use crate::terminal::lines::LineError;

pub use safe::{Left, leave_safe};

use gpio::Gpio;
use simulated::Simulated;

/// What the gate tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sense {
    /// Somebody walked through.
    Passage,
    /// The fire alarm's line.
    FireAlarm(bool),
    /// The lock or the inputs do not work, and why. They are tried again until they do.
    Fault(LineError),
    /// They work again; what was commanded meanwhile is to be commanded once more.
    Recovered,
}

/// The gate, chosen once from the configuration.
#[derive(Debug)]
pub enum Gate {
    Simulated(Simulated),
    Gpio(Box<Gpio>),
}

impl Gate {
    /// Takes hold of the lines.
    pub fn open(config: &GateConfig) -> Result<Self, LineError> {
        Ok(match config.driver {
            GateDriver::Simulated => Self::Simulated(Simulated::new(config.passage_after_ms)),
            GateDriver::Gpio => Self::Gpio(Box::new(Gpio::open(config)?)),
        })
    }

    /// Sets the lock. What comes of it is told by [`Gate::sense`].
    pub fn command(&mut self, command: GateCommand, now: Duration) {
        match self {
            Self::Simulated(gate) => gate.command(command, now),
            Self::Gpio(gate) => gate.command(command, now),
        }
    }

    /// Lamps and buzzer for a verdict.
    pub fn signal(&mut self, cue: Cue, now: Duration) {
        match self {
            Self::Simulated(_) => {}
            Self::Gpio(gate) => gate.signal(cue, now),
        }
    }

    /// Readable when there may be something for [`Gate::sense`].
    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        match self {
            Self::Simulated(_) => None,
            Self::Gpio(gate) => gate.descriptor(),
        }
    }

    /// The moment of the monotonic clock at which [`Gate::sense`] has something to do at the
    /// latest.
    pub fn due(&self) -> Option<Duration> {
        match self {
            Self::Simulated(gate) => gate.due(),
            Self::Gpio(gate) => gate.due(),
        }
    }

    /// Does what is due, and returns the next thing that the gate tells, if there is one. Never
    /// waits.
    pub fn sense(&mut self, now: Duration) -> Option<Sense> {
        match self {
            Self::Simulated(gate) => gate.sense(now),
            Self::Gpio(gate) => gate.sense(now),
        }
    }
}
