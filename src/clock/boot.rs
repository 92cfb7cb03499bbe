//! Which start of the machine this is: a later run of the same start knows how its clock and the
//! clock of an earlier run stood to each other.

use std::time::Duration;

use super::Clock;

/// The unit names the machine's start here: under it the program sees nothing of `/proc/sys`.
const VARIABLE: &str = "HALLGATE_BOOT";

const FILE: &str = "/proc/sys/kernel/random/boot_id";

/// A start of the machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boot {
    /// No other start has the same. Where the machine does not tell one, no other run has it.
    pub id: String,
    /// How long after the start of the machine the zero of [`Clock::mono`] lies.
    pub before: Duration,
}

impl Boot {
    /// The start during which this clock runs.
    pub fn of(clock: &Clock) -> Self {
        let read = std::env::var(VARIABLE).ok().or_else(|| std::fs::read_to_string(FILE).ok());
        let id: String =
            read.unwrap_or_default().chars().filter(char::is_ascii_hexdigit).take(32).collect();
        let id = if id.len() == 32 { id.to_ascii_lowercase() } else { Self::of_this_run() };
        Self { id, before: clock.zero() }
    }

    /// A name that no other run shares.
    fn of_this_run() -> String {
        format!("run-{:016x}", fastrand::u64(..))
    }
}
