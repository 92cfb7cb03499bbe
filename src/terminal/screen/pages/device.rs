//! How the terminal itself fares, for staff who look it up.

use crate::terminal::presentation::{Poster, Scope, Sign, Tone, device_facts};
use crate::words::terms::Text as Term;

pub fn poster(scope: Scope) -> Poster {
    Poster {
        facts: device_facts(scope),
        ..Poster::new(Tone::Calm, Sign::Dots, scope.text(Term::ThisTerminal))
    }
}
