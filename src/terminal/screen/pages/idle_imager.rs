//! Waiting for a ticket at the imager; a quiet line tells staff why.

use super::{programme, programme_in_brief};
use crate::terminal::presentation::{Foot, Poster, Scope, Sign, Tone};
use crate::words::screen::Text;

pub fn poster(scope: Scope) -> Poster {
    Poster {
        advice: vec![scope.text(Text::IdleImagerAdvice)],
        foot: Foot { rest: vec![scope.own(Text::ClosedCamera)], ..Foot::default() },
        brief: scope.text(Text::IdleImagerBrief),
        programme: programme(scope),
        programme_brief: programme_in_brief(scope),
        ..Poster::new(Tone::Calm, Sign::Scan, scope.text(Text::Idle))
    }
}
