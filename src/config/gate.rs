//! The gate.

use serde::Deserialize;

use super::line::{ChipName, Line, LineName};
use super::values::within;

/// Which hardware stands behind the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GateDriver {
    Gpio,
    Simulated,
}

/// The gate and its lines.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GateConfig {
    pub driver: GateDriver,
    pub chip: ChipName,
    pub unlock_line: Line,
    /// Input: somebody walked through.
    pub passage_line: Option<Line>,
    pub red: Option<Line>,
    pub green: Option<Line>,
    pub buzzer: Option<Line>,
    /// Input: the fire alarm.
    pub release_line: Option<Line>,
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

impl Default for GateConfig {
    fn default() -> Self {
        Self {
            driver: GateDriver::Gpio,
            chip: ChipName::Path("/dev/gpiochip0".into()),
            unlock_line: LineName::Number(17).into(),
            passage_line: None,
            red: None,
            green: None,
            buzzer: None,
            release_line: None,
            unlock_ms: 5000,
            reopen_within_s: 30,
            passage_after_ms: 200,
        }
    }
}
