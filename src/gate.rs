//! The gate's lines, out and in: simulated, or GPIO. Rules are the door's; here is only what a
//! line does.

mod gpio;
mod simulated;

use std::os::fd::BorrowedFd;
use std::time::Duration;

use crate::config::{GateConfig, GateDriver};
use crate::door::{Cue, GateCommand};
use crate::lines::LineError;

use gpio::Gpio;
use simulated::Simulated;

/// What the gate's inputs tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Somebody walked through.
    Passage,
    /// The fire alarm's line.
    FireAlarm(bool),
}

/// What the loop waits for on behalf of the gate.
#[derive(Debug, Clone, Copy)]
pub enum Wake<'a> {
    Never,
    /// A moment of the monotonic clock.
    At(Duration),
    /// Until this can be read.
    Readable(BorrowedFd<'a>),
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

    /// Sets the lock.
    pub fn command(&mut self, command: GateCommand, now: Duration) -> Result<(), LineError> {
        match self {
            Self::Simulated(gate) => {
                gate.command(command, now);
                Ok(())
            }
            Self::Gpio(gate) => gate.command(command),
        }
    }

    /// Lamps and buzzer for a verdict.
    pub fn signal(&mut self, cue: Cue, now: Duration) -> Result<(), LineError> {
        match self {
            Self::Simulated(_) => Ok(()),
            Self::Gpio(gate) => gate.signal(cue, now),
        }
    }

    /// When there may be something for [`Gate::sense`].
    pub fn wake(&self) -> Wake<'_> {
        match self {
            Self::Simulated(gate) => gate.due().map_or(Wake::Never, Wake::At),
            Self::Gpio(gate) => gate.inputs().map_or(Wake::Never, Wake::Readable),
        }
    }

    /// When [`Gate::sense`] has a lamp or the buzzer to turn off.
    pub fn signal_due(&self) -> Option<Duration> {
        match self {
            Self::Simulated(_) => None,
            Self::Gpio(gate) => gate.signal_due(),
        }
    }

    /// The next thing the inputs tell; none when there is nothing. Never waits.
    pub fn sense(&mut self, now: Duration) -> Result<Option<Sense>, LineError> {
        match self {
            Self::Simulated(gate) => Ok(gate.sense(now)),
            Self::Gpio(gate) => gate.sense(now),
        }
    }
}
