//! What to do about the other doors, beside what the line says of each.

use super::Status;
use crate::words::status::Text;

/// By what is wrong: only of a door that is not heard it matters whether it is on.
pub(super) fn neighbours_advice(status: &Status) -> Text {
    match &status.neighbours {
        Some(health) if health.has_not_begun() => Text::NeighboursKeyAdvice,
        Some(health) if health.has_silent() => Text::NeighboursSilentAdvice,
        _ => Text::NeighboursAdvice,
    }
}
