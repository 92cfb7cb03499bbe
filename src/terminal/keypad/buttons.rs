//! Up to four buttons on GPIO lines: up, down, enter, back; and the staff button.

use std::os::fd::BorrowedFd;
use std::time::Duration;

use super::{InputKind, Key, KeypadError, Touch};
use crate::clock::Clock;
use crate::terminal::config::{ChipName, GateConfig, KeypadConfig, Line};
use crate::terminal::lines::{Chip, Inputs};

/// What the buttons mean, in the order of the configuration.
const MEANINGS: [Key; 4] = [Key::Up, Key::Down, Key::Enter, Key::Back];

/// How the configuration names them.
const KEY: &str = "keypad.buttons";
const STAFF_KEY: &str = "keypad.staff_button";

/// A contact rattles for some milliseconds; a quick thumb holds it for 50 and more.
const DEBOUNCE: Duration = Duration::from_millis(20);

/// How long to wait before lines that are not to be had are tried again.
const RETRY: Duration = Duration::from_secs(1);

/// Edges in one turn: more come only from a contact that is broken.
const MOST: usize = 64;

/// The buttons' lines.
#[derive(Debug)]
pub struct Buttons {
    chip: ChipName,
    /// Each with what it means.
    lines: Vec<(Key, Line)>,
    clock: Clock,
    inputs: Option<Inputs>,
    retry_at: Duration,
    reported: Option<bool>,
}

impl Buttons {
    /// None where none is configured.
    pub fn new(keypad: &KeypadConfig, gate: &GateConfig, clock: Clock) -> Option<Self> {
        let buttons = MEANINGS.into_iter().zip(keypad.buttons.iter().cloned());
        let staff = keypad.staff_button.iter().map(|line| (Key::Open, line.clone()));
        let lines: Vec<(Key, Line)> = buttons.chain(staff).collect();
        (!lines.is_empty()).then(|| Self {
            chip: gate.chip.clone(),
            lines,
            clock,
            inputs: None,
            retry_at: Duration::ZERO,
            reported: None,
        })
    }

    /// Takes the buttons that were pressed.
    pub fn look(&mut self, touches: &mut Vec<Touch>) {
        if let Err(fault) = self.press(touches) {
            self.inputs = None;
            self.retry_at = self.clock.mono() + RETRY;
            self.on_connection(false, Some(fault), touches);
        }
    }

    fn press(&mut self, touches: &mut Vec<Touch>) -> Result<(), KeypadError> {
        if self.inputs.is_none() {
            if self.clock.mono() < self.retry_at {
                return Ok(());
            }
            let named = |key: &Key| if *key == Key::Open { STAFF_KEY } else { KEY };
            let lines: Vec<_> = self.lines.iter().map(|(key, line)| (named(key), line)).collect();
            self.inputs = Some(Inputs::request(&Chip::find(&self.chip)?, &lines, DEBOUNCE)?);
            self.on_connection(true, None, touches);
        }
        let Some(inputs) = &mut self.inputs else { return Ok(()) };
        for _ in 0..MOST {
            let Some(edge) = inputs.next_edge()? else { break };
            let pressed = self.lines.get(edge.index).filter(|_| edge.active);
            touches.extend(pressed.map(|(key, _)| Touch::Key(*key)));
        }
        Ok(())
    }

    fn on_connection(
        &mut self,
        connected: bool,
        error: Option<KeypadError>,
        touches: &mut Vec<Touch>,
    ) {
        if self.reported != Some(connected) {
            self.reported = Some(connected);
            touches.push(Touch::Changed { part: InputKind::Buttons, connected, error });
        }
    }

    pub fn due(&self) -> Option<Duration> {
        self.inputs.is_none().then_some(self.retry_at)
    }

    pub fn descriptor(&self) -> Option<BorrowedFd<'_>> {
        self.inputs.as_ref().map(Inputs::descriptor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::config::LineName;

    #[test]
    fn each_line_has_its_meaning_and_the_staff_button_comes_last() {
        let line = |number| Line::from(LineName::Number(number));
        let meanings = |buttons: &[u32], staff: Option<u32>| -> Vec<Key> {
            let keypad = KeypadConfig {
                buttons: buttons.iter().map(|number| line(*number)).collect(),
                staff_button: staff.map(line),
                ..KeypadConfig::default()
            };
            let made = Buttons::new(&keypad, &GateConfig::default(), Clock::start());
            made.map_or_else(Vec::new, |made| made.lines.into_iter().map(|(key, _)| key).collect())
        };
        assert_eq!(meanings(&[5, 6], Some(26)), [Key::Up, Key::Down, Key::Open]);
        assert_eq!(meanings(&[], Some(26)), [Key::Open], "alone, too");
        assert_eq!(meanings(&[1, 2, 3, 4], None), MEANINGS);
        assert_eq!(meanings(&[], None), []);
    }
}
