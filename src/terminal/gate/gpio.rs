//! A gate on GPIO lines by the kernel's character device, uAPI v2. What fails is tried again until
//! it holds: the lock and the inputs are then the gate's fault, a lamp is only told of.

use std::collections::VecDeque;
use std::os::fd::BorrowedFd;
use std::time::Duration;

use super::Sense;
use super::contacts::{ContactEvent, Contacts};
use super::driven::Driven;
use super::plan::{INDICATORS, Levels, Plan};
use super::safe::HOLD;
use crate::terminal::config::GateConfig;
use crate::terminal::door::{Cue, GateCommand};
use crate::terminal::lines::{Chip, LineError};

/// A lamp, the buzzer or the light, and what it takes of the levels.
type DrivenIndicator = (Driven, fn(Levels) -> bool);

/// What becomes of the gate where a lamp, the buzzer or the light fails.
const WITHOUT: &str = "the gate goes on without it until it works again";

/// The lines of a gate.
#[derive(Debug)]
pub struct Gpio {
    config: GateConfig,
    plan: Plan,
    unlock: Driven,
    indicators: Vec<DrivenIndicator>,
    contacts: Option<Contacts>,
    /// Whether lock and inputs were told to work.
    reported_works: bool,
    /// What is still to be told.
    senses: VecDeque<Sense>,
}

impl Gpio {
    /// Takes all lines; one that only tells may be missing. The alarm is read before the lock is driven, so that a start during an
    /// alarm never locks.
    pub(super) fn open(config: &GateConfig) -> Result<Self, LineError> {
        let chip = Chip::find(&config.chip)?;
        let mut plan = Plan::new(config);
        let mut senses = VecDeque::new();
        let mut contacts = Contacts::request(&chip, config)?;
        if let Some(contacts) = &mut contacts {
            while let Some(event) = contacts.next(config, Duration::ZERO)? {
                take(event, &mut plan, &mut senses);
            }
        }
        let levels = plan.levels();
        let unlock = &config.unlock_line;
        let unlock = Driven::request(&chip, GateConfig::UNLOCK, unlock, levels.unlock)?;
        let mut indicators = Vec::new();
        for (key, line, level) in INDICATORS {
            let Some(line) = line(config) else { continue };
            let driven = Driven::request(&chip, key, line, level(levels)).unwrap_or_else(|fault| {
                log::error!("{fault}: {WITHOUT}");
                Driven::away(key, line)
            });
            indicators.push((driven, level));
        }
        let config = config.clone();
        Ok(Self { config, plan, unlock, indicators, contacts, reported_works: true, senses })
    }

    pub(super) fn command(&mut self, command: GateCommand, now: Duration) {
        self.plan.command(command, now);
        self.drive(now);
    }

    pub(super) fn signal(&mut self, cue: Cue, now: Duration) {
        self.plan.signal(cue, now);
        self.drive(now);
    }

    pub(super) fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        self.contacts.as_ref().and_then(Contacts::descriptor)
    }

    /// When [`Gpio::sense`] has something to do that no descriptor tells of.
    pub(super) fn due(&self) -> Option<Duration> {
        if !self.senses.is_empty() {
            return Some(Duration::ZERO);
        }
        let indicators = self.indicators.iter().map(|(driven, _)| driven.due());
        let inputs = self.contacts.as_ref().map(Contacts::due);
        indicators.chain([self.unlock.due()]).chain(inputs).chain(self.plan.due()).min()
    }

    pub(super) fn sense(&mut self, now: Duration) -> Option<Sense> {
        self.read(now);
        self.plan.tick(now);
        self.drive(now);
        let works = self.unlock.works() && self.contacts.as_ref().is_none_or(Contacts::works);
        if works && !self.reported_works {
            self.reported_works = true;
            // The door says again who is to go through.
            self.plan.forget(now);
            self.senses.push_back(Sense::Recovered);
        }
        self.senses.pop_front()
    }

    fn read(&mut self, now: Duration) {
        let Some(contacts) = &mut self.contacts else { return };
        match contacts.next(&self.config, now) {
            Ok(Some(event)) => take(event, &mut self.plan, &mut self.senses),
            Ok(None) => {}
            Err(fault) => self.fault(fault),
        }
    }

    /// Brings all outputs to what the plan says.
    fn drive(&mut self, now: Duration) {
        let (levels, chip) = (self.plan.levels(), &self.config.chip);
        let unlock = self.unlock.drive(chip, levels.unlock, now);
        for (driven, level) in &mut self.indicators {
            if let Err(fault) = driven.drive(chip, level(levels), now) {
                log::warn!("{fault}: {WITHOUT}");
            }
        }
        if let Err(fault) = unlock {
            self.fault(fault);
        }
    }

    fn fault(&mut self, fault: LineError) {
        self.reported_works = false;
        self.senses.push_back(Sense::Fault(fault));
    }
}

/// The lock follows the alarm at once, whatever the door is busy with.
fn take(event: ContactEvent, plan: &mut Plan, senses: &mut VecDeque<Sense>) {
    senses.push_back(match event {
        ContactEvent::Passage => {
            plan.passed();
            Sense::Passage
        }
        ContactEvent::FireAlarm(on) => {
            plan.alarm = on;
            Sense::FireAlarm(on)
        }
    });
}

/// However the terminal ends, short of a SIGKILL.
impl Drop for Gpio {
    fn drop(&mut self) {
        let levels = Levels::safe(self.config.safe_state, self.plan.alarm);
        self.unlock.leave(levels.unlock);
        for (driven, level) in &self.indicators {
            driven.leave(level(levels));
        }
        std::thread::sleep(HOLD);
    }
}
