//! The gate does not move. Tickets are decided and recorded as ever; staff opens by hand.

use crate::terminal::presentation::{Poster, Scope, Sign, Tone};
use crate::words::screen::Text;

pub fn poster(scope: Scope) -> Poster {
    Poster {
        advice: vec![scope.text(Text::GateFaultAdvice)],
        brief: scope.text(Text::GateFaultBrief),
        ..Poster::new(Tone::Caution, Sign::Warning, scope.text(Text::GateFault))
    }
}
