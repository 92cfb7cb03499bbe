//! The inputs: the passage sensor and the fire alarm, held for as long as it takes.

use std::os::fd::BorrowedFd;
use std::time::Duration;

use super::alarm::AlarmInput;
use super::upkeep::LineHealth;
use crate::terminal::config::GateConfig;
use crate::terminal::lines::{Chip, Inputs, LineError};

/// What the inputs told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContactEvent {
    Passage,
    FireAlarm(bool),
}

/// The inputs there are.
#[derive(Debug)]
pub(super) struct Contacts {
    /// Their keys, in the order in which they are asked for.
    keys: Vec<&'static str>,
    inputs: Option<Inputs>,
    alarm: AlarmInput,
    upkeep: LineHealth,
}

impl Contacts {
    /// Takes the lines; none where none is configured.
    pub fn request(chip: &Chip, config: &GateConfig) -> Result<Option<Self>, LineError> {
        let keys: Vec<_> = config.inputs().into_iter().map(|(key, _)| key).collect();
        if keys.is_empty() {
            return Ok(None);
        }
        let inputs = Some(inputs(chip, config)?);
        Ok(Some(Self { keys, inputs, alarm: AlarmInput::default(), upkeep: LineHealth::default() }))
    }

    pub fn works(&self) -> bool {
        self.upkeep.works()
    }

    /// Readable when an input has changed.
    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        self.inputs.as_ref().map(Inputs::descriptor)
    }

    /// When [`Contacts::next`] has something to do that no edge tells of.
    pub fn due(&self) -> Duration {
        if self.upkeep.is_well() { self.alarm.due() } else { self.upkeep.due() }
    }

    /// The next thing that the inputs tell. A fault is told once; the lines are tried again, or
    /// asked for anew, until it is over.
    pub fn next(
        &mut self,
        config: &GateConfig,
        now: Duration,
    ) -> Result<Option<ContactEvent>, LineError> {
        if !self.upkeep.is_well() && !self.upkeep.is_due(now) {
            return Ok(None);
        }
        match self.read(config, now) {
            Ok(event) => {
                self.upkeep.succeeded(now);
                Ok(event)
            }
            Err(fault) => {
                let is_new = self.upkeep.failed(now);
                if !self.upkeep.works() {
                    self.inputs = None;
                }
                if is_new { Err(fault) } else { Ok(None) }
            }
        }
    }

    /// Edges first, in their order; then the alarm's level itself.
    fn read(
        &mut self,
        config: &GateConfig,
        now: Duration,
    ) -> Result<Option<ContactEvent>, LineError> {
        let lost = !self.upkeep.is_well();
        let inputs = match &mut self.inputs {
            Some(inputs) => inputs,
            gone @ None => {
                let chip = Chip::find(&config.chip)?;
                gone.insert(inputs(&chip, config)?)
            }
        };
        while let Some(edge) = inputs.next_edge()? {
            let event = match self.keys.get(edge.index) {
                Some(&GateConfig::PASSAGE) => edge.active.then_some(ContactEvent::Passage),
                Some(_) => self.alarm.on_level(edge.active).map(ContactEvent::FireAlarm),
                None => None,
            };
            if event.is_some() {
                return Ok(event);
            }
        }
        if !(self.alarm.looks(now) || lost) {
            return Ok(None);
        }
        // Without a fire alarm this only finds out whether the chip is there.
        let watched = self.keys.iter().position(|key| *key == GateConfig::RELEASE);
        let level = inputs.is_active(watched.unwrap_or(0))?;
        Ok(watched.and_then(|_| self.alarm.on_level(level)).map(ContactEvent::FireAlarm))
    }
}

fn inputs(chip: &Chip, config: &GateConfig) -> Result<Inputs, LineError> {
    Inputs::request(chip, &config.inputs(), Duration::from_millis(config.debounce_ms))
}
