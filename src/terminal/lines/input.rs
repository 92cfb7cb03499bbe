//! Lines that are read, and their edges.

use std::os::fd::{AsFd, BorrowedFd};
use std::time::Duration;

use gpiocdev::Request;
use gpiocdev::line::{Config, EdgeDetection, EdgeKind, Offset, Value};

use super::chip::{Chip, FoundLine};
use super::{HOLDER, LineError, wired};
use crate::terminal::config::Line;

/// Some inputs of one chip behind one descriptor.
#[derive(Debug)]
pub struct Inputs {
    request: Request,
    lines: Vec<(&'static str, Offset)>,
    /// Room for one event: the kernel fills whatever it is given.
    event: Vec<u64>,
}

/// A change of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// Which of the lines, in the order in which they were asked for.
    pub index: usize,
    /// The level that it changed to, after `active_low`.
    pub active: bool,
}

impl Inputs {
    /// Takes the lines, each with its key in the configuration. The kernel passes on a change that
    /// has lasted for `debounce`; 0: every change.
    pub fn request(
        chip: &Chip,
        lines: &[(&'static str, &Line)],
        debounce: Duration,
    ) -> Result<Self, LineError> {
        let found = lines.iter().map(|(key, line)| chip.line(key, line));
        let found = found.collect::<Result<Vec<FoundLine>, _>>()?;
        let mut builder = Request::builder();
        builder.on_chip(chip.path()).with_consumer(HOLDER);
        for FoundLine { info, line, .. } in &found {
            builder.with_line(info.offset).from_line_config(&input(line, debounce));
        }
        let request = builder.request().map_err(|cause| chip.refused(&found, cause))?;
        let event = vec![0; request.edge_event_u64_size()];
        let lines = found.iter().map(|found| (found.key, found.info.offset)).collect();
        Ok(Self { request, lines, event })
    }

    /// Readable when there is an edge.
    pub fn descriptor(&self) -> BorrowedFd<'_> {
        self.request.as_fd()
    }

    /// The next edge that is there already.
    pub fn next_edge(&mut self) -> Result<Option<Edge>, LineError> {
        let key = self.lines.first().map_or("", |(key, _)| key);
        let fault = |cause| LineError::NotRead { key, cause };
        while self.request.has_edge_event().map_err(fault)? {
            let words = self.request.read_edge_events_into_slice(&mut self.event).map_err(fault)?;
            let event = self.event.get(..words).unwrap_or_default();
            let edge = self.request.edge_event_from_slice(event).map_err(fault)?;
            let index = self.lines.iter().position(|(_, offset)| *offset == edge.offset);
            if let Some(index) = index {
                return Ok(Some(Edge { index, active: edge.kind == EdgeKind::Rising }));
            }
        }
        Ok(None)
    }

    /// Whether the line is active now, whatever its edges told. `index` as in [`Edge`]; false for
    /// one that was not asked for.
    pub fn is_active(&self, index: usize) -> Result<bool, LineError> {
        let Some((key, offset)) = self.lines.get(index) else { return Ok(false) };
        let fault = |cause| LineError::NotRead { key, cause };
        Ok(self.request.value(*offset).map_err(fault)? == Value::Active)
    }
}

fn input(line: &Line, debounce: Duration) -> Config {
    let mut config = wired(line);
    config.with_edge_detection(EdgeDetection::BothEdges).with_debounce_period(debounce);
    config
}

/// How long a line takes to settle once a resistor within the chip pulls at it.
const SETTLE: Duration = Duration::from_millis(2);

/// Takes a line for a moment, to see whether it is active.
pub fn read(chip: &Chip, key: &'static str, line: &Line) -> Result<bool, LineError> {
    let found = chip.line(key, line)?;
    let mut config = wired(line);
    config.as_input();
    let request = chip.take(found, &config)?;
    if line.bias.is_some() {
        std::thread::sleep(SETTLE);
    }
    let level = request.lone_value().map_err(|cause| LineError::NotRead { key, cause })?;
    Ok(level == Value::Active)
}
