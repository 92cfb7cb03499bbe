//! The gate.

use serde::{Deserialize, Serialize};

use super::line::{ChipName, Line, LineName};
use crate::config::within;

/// Which hardware stands behind the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GateDriver {
    Gpio,
    Simulated,
}

/// How the unlock line lets a visitor through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unlock {
    /// Active for as long as the gate is unlocked.
    Level,
    /// Active for a moment: the turnstile unlocks, and locks behind the visitor by itself.
    Pulse,
}

/// How the gate is left when nobody is there to guard it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SafeState {
    Locked,
    Open,
}

/// The gate and its lines.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct GateConfig {
    pub driver: GateDriver,
    pub chip: ChipName,
    pub unlock_line: Line,
    pub unlock: Unlock,
    /// How long a pulse is, in milliseconds.
    #[serde(deserialize_with = "within::<20, 60_000, _, _>")]
    pub pulse_ms: u64,
    pub safe_state: SafeState,
    /// Input: somebody walked through.
    pub passage_line: Option<Line>,
    /// Input: the fire alarm.
    pub release_line: Option<Line>,
    /// How long an input has to stay as it is to be believed, in milliseconds; 0: not at all.
    #[serde(deserialize_with = "within::<0, 1_000, _, _>")]
    pub debounce_ms: u64,
    pub red: Option<Line>,
    pub green: Option<Line>,
    pub buzzer: Option<Line>,
    /// Output: shines on the ticket while the terminal runs.
    pub light: Option<Line>,
    /// How long the gate stays unlocked for one visitor, in milliseconds.
    #[serde(deserialize_with = "within::<100, 600_000, _, _>")]
    pub unlock_ms: u64,
    /// How long an admitted ticket whose passage was not seen opens again, in seconds.
    #[serde(deserialize_with = "within::<0, 3_600, _, _>")]
    pub reopen_within_s: u64,
    /// Simulated only: milliseconds from unlocking to passage; -1: nobody walks through.
    #[serde(deserialize_with = "within::<-1, 600_000, _, _>")]
    pub passage_after_ms: i64,
}

impl GateConfig {
    /// The inputs there are, each with its key.
    pub fn inputs(&self) -> Vec<(&'static str, &Line)> {
        let passage = self.passage_line.as_ref().map(|line| (Self::PASSAGE, line));
        let release = self.release_line.as_ref().map(|line| (Self::RELEASE, line));
        passage.into_iter().chain(release).collect()
    }

    /// The outputs there are, each with its key.
    pub fn outputs(&self) -> Vec<(&'static str, &Line)> {
        let signals = [
            ("gate.red", &self.red),
            ("gate.green", &self.green),
            ("gate.buzzer", &self.buzzer),
            ("gate.light", &self.light),
        ];
        let signals = signals.into_iter().filter_map(|(key, line)| Some((key, line.as_ref()?)));
        std::iter::once((Self::UNLOCK, &self.unlock_line)).chain(signals).collect()
    }

    /// The key of the passage sensor's line.
    pub const PASSAGE: &str = "gate.passage_line";
    /// The key of the fire alarm's line.
    pub const RELEASE: &str = "gate.release_line";
    /// The key of the lock's line.
    pub const UNLOCK: &str = "gate.unlock_line";
}

impl Default for GateConfig {
    fn default() -> Self {
        Self {
            driver: GateDriver::Gpio,
            chip: ChipName::Path("/dev/gpiochip0".into()),
            unlock_line: LineName::Number(17).into(),
            unlock: Unlock::Level,
            pulse_ms: 500,
            safe_state: SafeState::Locked,
            passage_line: None,
            release_line: None,
            debounce_ms: 20,
            red: None,
            green: None,
            buzzer: None,
            light: None,
            unlock_ms: 5000,
            reopen_within_s: 30,
            passage_after_ms: 200,
        }
    }
}
