//! Nothing can be decided here; a quiet line tells staff why.

use crate::terminal::door::Outage;
use crate::terminal::presentation::{Foot, Phrase, Poster, Scope, Sign, Tone};
use crate::words::screen::Text;

pub fn poster(outage: Outage, scope: Scope) -> Poster {
    let cause = scope.text(match outage {
        Outage::Camera => Text::ClosedCamera,
        Outage::Store => Text::ClosedStore,
    });
    Poster {
        advice: vec![scope.text(Text::ClosedAdvice)],
        // The sign alone sends visitors away; the few words are for staff.
        brief: cause.clone(),
        foot: Foot { rest: vec![Phrase::own(cause)], ..Foot::default() },
        ..Poster::new(Tone::Closed, Sign::Barred, scope.text(Text::Closed))
    }
}
