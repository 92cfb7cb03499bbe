//! The safe state, set from outside: for when the terminal itself was ended without a chance to.

use std::thread::sleep;
use std::time::{Duration, Instant};

use super::plan::{INDICATORS, Levels};
use crate::terminal::config::{GateConfig, GateDriver, Line};
use crate::terminal::lines::{self, Chip, LineError, Output};
use crate::words::errors::{self, Text};
use crate::words::{Language, Message, display_in_english};

/// How long a line may still be held by a terminal that is on its way out.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often such a line is asked for.
const PAUSE: Duration = Duration::from_millis(5);

/// How long the lines are held at what they were set to: a relay takes its time to let go.
pub(super) const HOLD: Duration = Duration::from_millis(20);

/// How the gate was left.
#[derive(Debug)]
pub enum Left {
    /// There are no lines.
    Simulated,
    Lines {
        open: bool,
        /// The fire alarm stands.
        alarm: bool,
        /// What could not be done beside it.
        faults: Vec<LineError>,
    },
}

impl Left {
    /// Nothing was left undone.
    pub fn is_whole(&self) -> bool {
        !matches!(self, Self::Lines { faults, .. } if !faults.is_empty())
    }
}

display_in_english!(Left);

impl Left {
    /// How the gate was left, and what could not be done beside it.
    pub fn message(&self, language: Language) -> String {
        let Self::Lines { open, alarm, faults } = self else {
            return Text::LeftSimulated.plain(language);
        };
        let gate = match (open, alarm) {
            (_, true) => Text::LeftByAlarm,
            (true, false) => Text::LeftOpen,
            (false, false) => Text::LeftLocked,
        };
        faults.iter().fold(gate.plain(language), |left, fault| {
            errors::And { left, fault: fault.message(language) }.text(language)
        })
    }
}

/// Puts the lock, then lamps, buzzer and light into the safe state. A line that is still held is
/// waited for, a moment in all.
pub fn leave_safe(config: &GateConfig) -> Result<Left, LineError> {
    if config.driver == GateDriver::Simulated {
        return Ok(Left::Simulated);
    }
    let chip = Chip::find(&config.chip)?;
    let give_up = Instant::now() + PATIENCE;
    let mut faults = Vec::new();
    let release = config.release_line.as_ref();
    let alarm =
        release.map(|line| once_free(give_up, || lines::read(&chip, GateConfig::RELEASE, line)));
    let alarm = match alarm.transpose() {
        Ok(level) => level.unwrap_or(false),
        Err(fault) => {
            faults.push(fault);
            false
        }
    };
    let levels = Levels::safe(config.safe_state, alarm);
    let set =
        |key, line: &Line, level| once_free(give_up, || Output::request(&chip, key, line, level));
    let mut held = vec![set(GateConfig::UNLOCK, &config.unlock_line, levels.unlock)?];
    for (key, line, level) in INDICATORS {
        let Some(line) = line(config) else { continue };
        match set(key, line, level(levels)) {
            Ok(output) => held.push(output),
            Err(fault) => faults.push(fault),
        }
    }
    sleep(HOLD);
    drop(held);
    Ok(Left::Lines { open: levels.unlock, alarm, faults })
}

/// Tries until the line is free. One that is let go between the request and the question who holds
/// it is not to be had by nobody's fault.
fn once_free<T>(
    give_up: Instant,
    mut take: impl FnMut() -> Result<T, LineError>,
) -> Result<T, LineError> {
    loop {
        match take() {
            Err(LineError::Held { .. } | LineError::NotToBeHad { .. })
                if Instant::now() < give_up =>
            {
                sleep(PAUSE);
            }
            done => return done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::config::ChipName;

    fn fault(label: &str) -> LineError {
        LineError::NoSuchLabel { label: label.into(), others: vec![], closed: vec![] }
    }

    #[test]
    fn how_the_gate_was_left_is_told_in_one_line() {
        let left = |open, alarm, labels: &[&str]| Left::Lines {
            open,
            alarm,
            faults: labels.iter().map(|label| fault(label)).collect(),
        };
        let [a, b] = ["a", "b"].map(|label| fault(label).to_string());
        let with_faults = format!("the gate is open, as the fire alarm stands; {a}; {b}");
        for (left, sentence) in [
            (Left::Simulated, "the gate is simulated: there is no line to set"),
            (left(false, false, &[]), "the gate is locked, its safe state"),
            (left(true, false, &[]), "the gate is open, its safe state"),
            (left(true, true, &["a", "b"]), with_faults.as_str()),
        ] {
            assert_eq!(left.to_string(), sentence);
            assert_eq!(left.is_whole(), !sentence.contains(';'), "{sentence}");
        }
    }

    #[test]
    fn a_chip_that_is_not_there_is_a_fault_and_a_simulated_gate_is_none() {
        let chip = ChipName::Path("/dev/null".into());
        let gone = GateConfig { chip, ..GateConfig::default() };
        assert!(matches!(leave_safe(&gone), Err(LineError::Chip { .. })));
        let simulated = GateConfig { driver: GateDriver::Simulated, ..gone };
        assert!(matches!(leave_safe(&simulated), Ok(Left::Simulated)));
    }

    #[test]
    fn a_held_line_is_waited_for_and_no_other_fault() {
        let held = || LineError::Held {
            key: GateConfig::UNLOCK,
            chip: "chip".into(),
            line: 17,
            holder: "hallgate".into(),
        };
        let mut tries = 0;
        let done = once_free(Instant::now() + Duration::from_secs(60), || {
            tries += 1;
            if tries < 3 { Err(held()) } else { Ok(tries) }
        });
        assert_eq!(done.unwrap(), 3);
        let mut tries = 0;
        let late = once_free(Instant::now(), || {
            tries += 1;
            Err::<(), _>(held())
        });
        assert!(late.is_err() && tries == 1);
    }
}
