//! What every output should be at a moment. Pure: what becomes of it on the wires is the
//! driver's matter.

use std::time::Duration;

use super::lock::Lock;
use super::pattern::Buzzer;
use crate::terminal::config::{GateConfig, Line, SafeState};
use crate::terminal::door::{Cue, GateCommand};

/// How long a lamp stays on after a verdict.
const LAMP: Duration = Duration::from_secs(2);

/// The outputs' logical levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Levels {
    pub unlock: bool,
    pub red: bool,
    pub green: bool,
    pub buzzer: bool,
    pub light: bool,
}

/// An output that only tells: its key, its line where it has one, its level.
pub(super) type IndicatorOutput =
    (&'static str, fn(&GateConfig) -> Option<&Line>, fn(Levels) -> bool);

/// All outputs but the lock.
pub(super) const INDICATORS: [IndicatorOutput; 4] = [
    ("gate.red", |config| config.red.as_ref(), |levels| levels.red),
    ("gate.green", |config| config.green.as_ref(), |levels| levels.green),
    ("gate.buzzer", |config| config.buzzer.as_ref(), |levels| levels.buzzer),
    ("gate.light", |config| config.light.as_ref(), |levels| levels.light),
];

impl Levels {
    /// How the outputs are left when nobody is there to guard the gate: a fire alarm comes before
    /// what is configured.
    pub fn safe(safe_state: SafeState, alarm: bool) -> Self {
        Self { unlock: alarm || safe_state == SafeState::Open, ..Self::default() }
    }
}

/// What the outputs should be.
#[derive(Debug)]
pub(super) struct Plan {
    lock: Lock,
    buzzer: Buzzer,
    /// Which lamp is on, and until when.
    lamp: Option<(Lamp, Duration)>,
    /// While it stands nothing locks the gate, whatever is commanded.
    pub alarm: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lamp {
    Red,
    Green,
}

impl Plan {
    pub fn new(config: &GateConfig) -> Self {
        Self { lock: Lock::new(config), buzzer: Buzzer::default(), lamp: None, alarm: false }
    }

    pub fn command(&mut self, command: GateCommand, now: Duration) {
        self.lock.command(command, now);
    }

    /// Lamps and buzzer for a cue, in the place of those for the one before.
    pub fn signal(&mut self, cue: Cue, now: Duration) {
        let lamp = if cue == Cue::Admit { Lamp::Green } else { Lamp::Red };
        self.lamp = Some((lamp, now + LAMP));
        self.buzzer.play(cue, now);
    }

    /// Somebody walked through.
    pub fn passed(&mut self) {
        self.lock.passed();
    }

    /// The unlock line was lost.
    pub fn forget(&mut self, now: Duration) {
        self.lock.forget(now);
    }

    pub fn tick(&mut self, now: Duration) {
        self.lock.tick(now);
        self.buzzer.tick(now);
        self.lamp.take_if(|(_, until)| now >= *until);
    }

    pub fn levels(&self) -> Levels {
        let lamp = self.lamp.map(|(lamp, _)| lamp);
        Levels {
            unlock: self.alarm || self.lock.is_active(),
            red: lamp == Some(Lamp::Red),
            green: lamp == Some(Lamp::Green),
            buzzer: self.buzzer.is_on(),
            light: true,
        }
    }

    /// When [`Plan::tick`] has something to do.
    pub fn due(&self) -> Option<Duration> {
        let lamp = self.lamp.map(|(_, until)| until);
        [self.lock.due(), self.buzzer.due(), lamp].into_iter().flatten().min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::config::Unlock;

    fn at(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn nothing_locks_the_gate_while_the_alarm_stands() {
        for unlock in [Unlock::Level, Unlock::Pulse] {
            let mut plan = Plan::new(&GateConfig { unlock, ..GateConfig::default() });
            plan.alarm = true;
            for command in [GateCommand::Lock, GateCommand::Unlock, GateCommand::Release] {
                plan.command(command, at(0));
                plan.command(GateCommand::Lock, at(0));
                plan.signal(Cue::Refuse, at(0));
                plan.forget(at(0));
                plan.tick(at(60_000));
                assert!(plan.levels().unlock, "{unlock:?}, {command:?}");
            }
            plan.alarm = false;
            assert!(!plan.levels().unlock, "locked as it was told last");
        }
    }

    #[test]
    fn one_lamp_is_on_for_a_while_and_the_light_always() {
        let mut plan = Plan::new(&GateConfig::default());
        let dark = Levels { light: true, ..Levels::default() };
        assert_eq!(plan.levels(), dark);
        plan.signal(Cue::Admit, at(0));
        assert_eq!(plan.levels(), Levels { green: true, buzzer: true, ..dark });
        plan.tick(at(80));
        assert_eq!(plan.levels(), Levels { green: true, ..dark });
        plan.signal(Cue::Refuse, at(1000));
        while let Some(due) = plan.due() {
            assert!(due <= at(3000), "{due:?}");
            assert!(plan.levels().red && !plan.levels().green, "{due:?}");
            plan.tick(due);
        }
        assert_eq!(plan.levels(), dark);
        plan.signal(Cue::Attention, at(5000));
        assert!(plan.levels().red);
    }

    #[test]
    fn the_safe_state_is_the_configured_one_but_for_an_alarm() {
        let unlocked = Levels { unlock: true, ..Levels::default() };
        for (safe_state, alarm, levels) in [
            (SafeState::Locked, false, Levels::default()),
            (SafeState::Locked, true, unlocked),
            (SafeState::Open, false, unlocked),
            (SafeState::Open, true, unlocked),
        ] {
            assert_eq!(Levels::safe(safe_state, alarm), levels);
        }
    }
}
