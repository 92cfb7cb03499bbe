//! A gate on GPIO lines by the kernel's character device, uAPI v2.

use std::os::fd::BorrowedFd;
use std::time::Duration;

use super::Sense;
use crate::config::{GateConfig, Line};
use crate::door::{Cue, GateCommand};
use crate::lines::{Chip, Inputs, LineError, Output};

/// A contact that bounces is one contact.
const DEBOUNCE: Duration = Duration::from_millis(20);

/// How long a lamp stays on after a verdict.
const LAMP: Duration = Duration::from_secs(2);

/// How long the buzzer sounds for an admission, a refusal, a call for attention.
const BUZZ: [Duration; 3] =
    [Duration::from_millis(80), Duration::from_millis(600), Duration::from_millis(1500)];

/// The lines of a gate.
#[derive(Debug)]
pub struct Gpio {
    unlock: Output,
    red: Option<Lamp>,
    green: Option<Lamp>,
    buzzer: Option<Lamp>,
    inputs: Option<Contacts>,
}

/// An output that goes off by itself.
#[derive(Debug)]
struct Lamp {
    line: Output,
    off_at: Option<Duration>,
}

#[derive(Debug)]
struct Contacts {
    lines: Inputs,
    passage: Option<usize>,
    release: Option<usize>,
    /// The fire alarm's level at the start, until it is told: an edge would never come.
    alarm_at_start: bool,
}

impl Gpio {
    pub(super) fn open(config: &GateConfig) -> Result<Self, LineError> {
        let chip = Chip::find(&config.chip)?;
        let lamp = |key, line: &Option<Line>| {
            line.as_ref()
                .map(|line| {
                    let line = Output::request(&chip, key, line, false)?;
                    Ok(Lamp { line, off_at: None })
                })
                .transpose()
        };
        Ok(Self {
            unlock: Output::request(&chip, "gate.unlock_line", &config.unlock_line, false)?,
            red: lamp("gate.red", &config.red)?,
            green: lamp("gate.green", &config.green)?,
            buzzer: lamp("gate.buzzer", &config.buzzer)?,
            inputs: Contacts::request(config, &chip)?,
        })
    }

    pub(super) fn command(&mut self, command: GateCommand) -> Result<(), LineError> {
        self.unlock.set(command != GateCommand::Lock)
    }

    pub(super) fn signal(&mut self, cue: Cue, now: Duration) -> Result<(), LineError> {
        let (lamp, buzz) = match cue {
            Cue::Admit => (&mut self.green, BUZZ[0]),
            Cue::Refuse => (&mut self.red, BUZZ[1]),
            Cue::Attention => (&mut self.red, BUZZ[2]),
        };
        if let Some(lamp) = lamp {
            lamp.set_until(now + LAMP)?;
        }
        if let Some(buzzer) = &mut self.buzzer {
            buzzer.set_until(now + buzz)?;
        }
        Ok(())
    }

    pub(super) fn signal_due(&self) -> Option<Duration> {
        [&self.red, &self.green, &self.buzzer]
            .into_iter()
            .flatten()
            .filter_map(|out| out.off_at)
            .min()
    }

    pub(super) fn inputs(&self) -> Option<BorrowedFd<'_>> {
        self.inputs.as_ref().map(|inputs| inputs.lines.descriptor())
    }

    pub(super) fn sense(&mut self, now: Duration) -> Result<Option<Sense>, LineError> {
        for output in [&mut self.red, &mut self.green, &mut self.buzzer].into_iter().flatten() {
            if output.off_at.is_some_and(|at| now >= at) {
                output.off_at = None;
                output.line.set(false)?;
            }
        }
        self.inputs.as_mut().map_or(Ok(None), Contacts::next)
    }
}

impl Lamp {
    fn set_until(&mut self, off_at: Duration) -> Result<(), LineError> {
        self.off_at = Some(off_at);
        self.line.set(true)
    }
}

impl Contacts {
    fn request(config: &GateConfig, chip: &Chip) -> Result<Option<Self>, LineError> {
        let passage = config.passage_line.as_ref().map(|line| ("gate.passage_line", line));
        let release = config.release_line.as_ref().map(|line| ("gate.release_line", line));
        let lines: Vec<_> = passage.into_iter().chain(release).collect();
        if lines.is_empty() {
            return Ok(None);
        }
        let passage = passage.map(|_| 0);
        let release = release.map(|_| lines.len() - 1);
        let lines = Inputs::request(chip, &lines, DEBOUNCE)?;
        let alarm_at_start = match release {
            Some(index) => lines.is_active(index)?,
            None => false,
        };
        Ok(Some(Self { lines, passage, release, alarm_at_start }))
    }

    fn next(&mut self) -> Result<Option<Sense>, LineError> {
        if std::mem::take(&mut self.alarm_at_start) {
            return Ok(Some(Sense::FireAlarm(true)));
        }
        while let Some(edge) = self.lines.next_edge()? {
            if Some(edge.index) == self.release {
                return Ok(Some(Sense::FireAlarm(edge.active)));
            }
            if Some(edge.index) == self.passage && edge.active {
                return Ok(Some(Sense::Passage));
            }
        }
        Ok(None)
    }
}
