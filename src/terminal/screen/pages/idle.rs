//! Waiting: what to do here, and what is on behind the door.

use super::{programme, programme_in_brief};
use crate::terminal::presentation::{Poster, Scope, Sign, Tone};
use crate::words::screen::Text;

pub fn poster(scope: Scope) -> Poster {
    Poster {
        advice: vec![scope.text(Text::IdleAdvice)],
        brief: scope.text(Text::IdleBrief),
        programme: programme(scope),
        programme_brief: programme_in_brief(scope),
        ..Poster::new(Tone::Calm, Sign::Scan, scope.text(Text::Idle))
    }
}
