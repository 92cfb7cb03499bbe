//! A gate on GPIO lines by the kernel's character device, uAPI v2.

use std::os::fd::{AsFd, BorrowedFd};
use std::path::Path;
use std::time::Duration;

use gpiocdev::Request;
use gpiocdev::chip::Chip;
use gpiocdev::line::{EdgeDetection, EdgeKind, Offset, Value};

use super::{GateError, Sense};
use crate::config::{GateConfig, Line};
use crate::door::{Cue, GateCommand};

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
    red: Option<Output>,
    green: Option<Output>,
    buzzer: Option<Output>,
    inputs: Option<Inputs>,
}

#[derive(Debug)]
struct Output {
    what: &'static str,
    line: Request,
    /// When it goes off by itself.
    off_at: Option<Duration>,
}

#[derive(Debug)]
struct Inputs {
    lines: Request,
    passage: Option<Offset>,
    release: Option<Offset>,
    /// The fire alarm's level at the start, until it is told: an edge would never come.
    alarm_at_start: bool,
}

impl Gpio {
    pub(super) fn open(config: &GateConfig) -> Result<Self, GateError> {
        let chip = Chip::from_path(&config.chip)
            .map_err(|cause| GateError::Chip { chip: config.chip.display().to_string(), cause })?;
        let output = |what, line: &Option<Line>| {
            line.as_ref()
                .map(|line| Output::request(&config.chip, what, offset(&chip, line)?))
                .transpose()
        };
        Ok(Self {
            unlock: Output::request(&config.chip, "unlock", offset(&chip, &config.unlock_line)?)?,
            red: output("red", &config.red)?,
            green: output("green", &config.green)?,
            buzzer: output("buzzer", &config.buzzer)?,
            inputs: Inputs::request(config, &chip)?,
        })
    }

    pub(super) fn command(&mut self, command: GateCommand) -> Result<(), GateError> {
        self.unlock.set(command != GateCommand::Lock)
    }

    pub(super) fn signal(&mut self, cue: Cue, now: Duration) -> Result<(), GateError> {
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
        self.inputs.as_ref().map(|inputs| inputs.lines.as_fd())
    }

    pub(super) fn sense(&mut self, now: Duration) -> Result<Option<Sense>, GateError> {
        for output in [&mut self.red, &mut self.green, &mut self.buzzer].into_iter().flatten() {
            if output.off_at.is_some_and(|at| now >= at) {
                output.off_at = None;
                output.set(false)?;
            }
        }
        self.inputs.as_mut().map_or(Ok(None), Inputs::next)
    }
}

impl Output {
    fn request(chip: &Path, what: &'static str, line: Offset) -> Result<Self, GateError> {
        let line = Request::builder()
            .on_chip(chip)
            .with_consumer("hallgate")
            .with_line(line)
            .as_output(Value::Inactive)
            .request()
            .map_err(|cause| GateError::Line { what, cause })?;
        Ok(Self { what, line, off_at: None })
    }

    fn set(&self, on: bool) -> Result<(), GateError> {
        let value = if on { Value::Active } else { Value::Inactive };
        self.line.set_lone_value(value).map_err(|cause| GateError::Line { what: self.what, cause })
    }

    fn set_until(&mut self, off_at: Duration) -> Result<(), GateError> {
        self.off_at = Some(off_at);
        self.set(true)
    }
}

impl Inputs {
    fn request(config: &GateConfig, chip: &Chip) -> Result<Option<Self>, GateError> {
        let find = |line: &Option<Line>| line.as_ref().map(|line| offset(chip, line)).transpose();
        let (passage, release) = (find(&config.passage_line)?, find(&config.release_line)?);
        let offsets: Vec<Offset> = passage.into_iter().chain(release).collect();
        if offsets.is_empty() {
            return Ok(None);
        }
        let fault = |cause| GateError::Line { what: "passage or release", cause };
        let lines = Request::builder()
            .on_chip(&config.chip)
            .with_consumer("hallgate")
            .with_lines(&offsets)
            .as_input()
            .with_edge_detection(EdgeDetection::BothEdges)
            .with_debounce_period(DEBOUNCE)
            .request()
            .map_err(fault)?;
        let alarm_at_start = match release {
            Some(line) => lines.value(line).map_err(fault)? == Value::Active,
            None => false,
        };
        Ok(Some(Self { lines, passage, release, alarm_at_start }))
    }

    fn next(&mut self) -> Result<Option<Sense>, GateError> {
        if std::mem::take(&mut self.alarm_at_start) {
            return Ok(Some(Sense::FireAlarm(true)));
        }
        let fault = |cause| GateError::Line { what: "passage or release", cause };
        while self.lines.has_edge_event().map_err(fault)? {
            let edge = self.lines.read_edge_event().map_err(fault)?;
            let rising = edge.kind == EdgeKind::Rising;
            if Some(edge.offset) == self.release {
                return Ok(Some(Sense::FireAlarm(rising)));
            }
            if Some(edge.offset) == self.passage && rising {
                return Ok(Some(Sense::Passage));
            }
        }
        Ok(None)
    }
}

fn offset(chip: &Chip, line: &Line) -> Result<Offset, GateError> {
    match line {
        Line::Number(number) => Ok(*number),
        Line::Name(name) => chip
            .find_line_info(name)
            .map(|info| info.offset)
            .ok_or_else(|| GateError::NoSuchLine(name.clone())),
    }
}
