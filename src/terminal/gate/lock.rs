//! The unlock line in time: a level, or pulses for a turnstile that locks by itself.

use std::time::Duration;

use crate::terminal::config::{GateConfig, Unlock};
use crate::terminal::door::GateCommand;

/// How long the line rests between two pulses, so that a turnstile sees two.
const GAP: Duration = Duration::from_millis(250);

/// The unlock line as it should be.
#[derive(Debug)]
pub(super) struct Lock {
    command: GateCommand,
    pulses: Option<Pulses>,
}

impl Lock {
    pub fn new(config: &GateConfig) -> Self {
        let pulses = (config.unlock == Unlock::Pulse).then(|| Pulses::new(config));
        Self { command: GateCommand::Lock, pulses }
    }

    pub fn command(&mut self, command: GateCommand, now: Duration) {
        self.command = command;
        let Some(pulses) = &mut self.pulses else { return };
        match command {
            GateCommand::Unlock => pulses.unlock(now),
            GateCommand::Lock | GateCommand::Release => pulses.stop(now),
        }
    }

    /// Somebody walked through.
    pub fn passed(&mut self) {
        if let Some(pulses) = &mut self.pulses {
            pulses.passed();
        }
    }

    /// What was given before is not known to have arrived: the line was lost meanwhile.
    pub fn forget(&mut self, now: Duration) {
        if let Some(pulses) = &mut self.pulses {
            pulses.stop(now);
        }
    }

    pub fn tick(&mut self, now: Duration) {
        if let Some(pulses) = &mut self.pulses {
            pulses.tick(now);
        }
    }

    pub fn is_active(&self) -> bool {
        match (self.command, &self.pulses) {
            (GateCommand::Release, _) => true,
            (_, Some(pulses)) => pulses.ends.is_some(),
            (command, None) => command == GateCommand::Unlock,
        }
    }

    /// When [`Lock::tick`] has something to do.
    pub fn due(&self) -> Option<Duration> {
        self.pulses.as_ref().and_then(Pulses::due)
    }
}

/// Pulses, one a visitor, with a gap between them.
///
/// Some turnstiles count pulses and some hear none while they are unlocked. With a passage sensor
/// both are served: the next visitor's pulse waits until the one before has walked, for whom the
/// door says [`GateCommand::Unlock`] again, or until that one's time is over. Without a sensor
/// there is only the gap.
#[derive(Debug)]
struct Pulses {
    length: Duration,
    /// How long a pulse is good for, where a sensor tells that it was used.
    good_for: Option<Duration>,
    waiting: u32,
    /// When the present pulse ends.
    ends: Option<Duration>,
    /// When the line has rested long enough since the last one.
    rested: Duration,
    /// Until when the last one's visitor may still walk.
    unused: Duration,
}

impl Pulses {
    fn new(config: &GateConfig) -> Self {
        let unlock = Duration::from_millis(config.unlock_ms);
        Self {
            length: Duration::from_millis(config.pulse_ms),
            good_for: config.passage_line.is_some().then_some(unlock),
            waiting: 0,
            ends: None,
            rested: Duration::ZERO,
            unused: Duration::ZERO,
        }
    }

    fn unlock(&mut self, now: Duration) {
        self.waiting = match self.good_for {
            // The door asks again behind each passage.
            Some(_) => 1,
            None => self.waiting.saturating_add(1),
        };
        self.tick(now);
    }

    fn passed(&mut self) {
        self.waiting = 0;
        self.unused = Duration::ZERO;
    }

    fn stop(&mut self, now: Duration) {
        self.passed();
        if self.ends.take().is_some() {
            self.rested = now + GAP;
        }
    }

    fn tick(&mut self, now: Duration) {
        if self.ends.take_if(|ends| now >= *ends).is_some() {
            self.rested = now + GAP;
        }
        if self.next().is_some_and(|next| now >= next) {
            self.waiting -= 1;
            self.ends = Some(now + self.length);
            self.unused = self.good_for.map_or(Duration::ZERO, |good_for| now + good_for);
        }
    }

    fn due(&self) -> Option<Duration> {
        self.ends.or(self.next())
    }

    /// When the next pulse may begin, if one is wanted.
    fn next(&self) -> Option<Duration> {
        (self.waiting > 0 && self.ends.is_none()).then_some(self.rested.max(self.unused))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::config::LineName;

    fn at(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    fn pulsed(sensor: bool) -> Lock {
        let passage_line = sensor.then(|| LineName::Number(27).into());
        Lock::new(&GateConfig { unlock: Unlock::Pulse, passage_line, ..GateConfig::default() })
    }

    /// What the line does until `end`, looked at each time the lock wants to be.
    fn wire(lock: &mut Lock, end: u64) -> Vec<(u64, bool)> {
        let mut seen = Vec::new();
        while let Some(due) = lock.due().filter(|due| *due <= at(end)) {
            lock.tick(due);
            seen.push((due.as_millis() as u64, lock.is_active()));
            assert!(seen.len() < 100, "{seen:?}");
        }
        seen
    }

    #[test]
    fn a_level_is_active_from_unlock_to_lock() {
        let mut lock = Lock::new(&GateConfig::default());
        assert!(!lock.is_active() && lock.due().is_none());
        for (command, active) in [
            (GateCommand::Unlock, true),
            (GateCommand::Unlock, true),
            (GateCommand::Lock, false),
            (GateCommand::Release, true),
            (GateCommand::Lock, false),
        ] {
            lock.command(command, at(0));
            assert_eq!(lock.is_active(), active, "{command:?}");
        }
    }

    #[test]
    fn a_pulse_ends_by_itself_or_when_the_gate_locks() {
        let mut lock = pulsed(false);
        lock.command(GateCommand::Unlock, at(1000));
        assert!(lock.is_active());
        assert_eq!(wire(&mut lock, 9000), [(1500, false)]);
        lock.command(GateCommand::Unlock, at(2000));
        lock.command(GateCommand::Lock, at(2100));
        assert!(!lock.is_active());
        assert_eq!(wire(&mut lock, 9000), []);
    }

    #[test]
    fn without_a_sensor_each_visitor_has_a_pulse_with_a_gap_between() {
        let mut lock = pulsed(false);
        lock.command(GateCommand::Unlock, at(0));
        lock.command(GateCommand::Unlock, at(100));
        lock.command(GateCommand::Unlock, at(200));
        let expected = [(500, false), (750, true), (1250, false), (1500, true), (2000, false)];
        assert_eq!(wire(&mut lock, 9000), expected);
        lock.command(GateCommand::Unlock, at(2100));
        assert!(!lock.is_active(), "the gap counts for a visitor who comes later, too");
        assert_eq!(wire(&mut lock, 9000), [(2250, true), (2750, false)]);
    }

    #[test]
    fn with_a_sensor_the_second_pulse_waits_for_the_first_visitor() {
        let mut lock = pulsed(true);
        lock.command(GateCommand::Unlock, at(0));
        lock.command(GateCommand::Unlock, at(100));
        assert_eq!(wire(&mut lock, 2000), [(500, false)]);
        // The first walks; the door unlocks for the second.
        lock.passed();
        lock.command(GateCommand::Unlock, at(2000));
        assert!(lock.is_active());
        assert_eq!(wire(&mut lock, 2500), [(2500, false)]);
        // The second walks; nobody is owed any more.
        lock.passed();
        lock.command(GateCommand::Lock, at(3000));
        assert_eq!(wire(&mut lock, 9000), []);
    }

    #[test]
    fn who_walks_within_the_pulse_leaves_a_gap_to_the_next() {
        let mut lock = pulsed(true);
        lock.command(GateCommand::Unlock, at(0));
        lock.command(GateCommand::Unlock, at(100));
        lock.passed();
        lock.command(GateCommand::Unlock, at(300));
        assert_eq!(wire(&mut lock, 9000), [(500, false), (750, true), (1250, false)]);
    }

    #[test]
    fn a_pulse_that_nobody_used_does_not_hold_up_the_second_visitor_for_ever() {
        let mut lock = pulsed(true);
        lock.command(GateCommand::Unlock, at(0));
        assert_eq!(wire(&mut lock, 3000), [(500, false)]);
        lock.command(GateCommand::Unlock, at(3000));
        assert_eq!(wire(&mut lock, 9000), [(5000, true), (5500, false)]);
    }

    #[test]
    fn a_release_holds_the_line_of_a_turnstile_too_and_ends_what_was_waiting() {
        let mut lock = pulsed(false);
        lock.command(GateCommand::Unlock, at(0));
        lock.command(GateCommand::Unlock, at(0));
        lock.command(GateCommand::Release, at(100));
        assert!(lock.is_active());
        assert_eq!(wire(&mut lock, 100_000), []);
        assert!(lock.is_active());
        lock.command(GateCommand::Lock, at(100_000));
        assert!(!lock.is_active());
        assert_eq!(wire(&mut lock, 200_000), []);
    }

    #[test]
    fn a_line_that_was_lost_gives_no_pulse_of_before() {
        let mut lock = pulsed(false);
        lock.command(GateCommand::Unlock, at(0));
        lock.command(GateCommand::Unlock, at(0));
        lock.forget(at(100));
        assert!(!lock.is_active());
        assert_eq!(wire(&mut lock, 9000), []);
        // The door says it again once the line is back.
        lock.command(GateCommand::Unlock, at(1000));
        assert_eq!(wire(&mut lock, 9000), [(1500, false)]);
    }
}
