//! Waiting for a ticket at the imager; a quiet line tells staff why.

use super::programme;
use crate::terminal::presentation::{Poster, Scope, Sign, Tone};
use crate::words::screen::Text;

pub fn poster(scope: Scope) -> Poster {
    Poster {
        advice: vec![scope.text(Text::IdleImagerAdvice)],
        lines: vec![scope.text(Text::ClosedCamera)],
        brief: scope.text(Text::IdleImagerBrief),
        programme: programme(scope),
        ..Poster::new(Tone::Calm, Sign::Scan, scope.text(Text::Idle))
    }
}
