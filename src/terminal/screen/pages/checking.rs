//! A ticket was read, an answer is being waited for.

use crate::terminal::presentation::{Poster, Scope, Sign, Tone};
use crate::words::screen::Text;

pub fn poster(scope: Scope) -> Poster {
    Poster {
        advice: vec![scope.text(Text::CheckingAdvice)],
        brief: scope.text(Text::CheckingBrief),
        ..Poster::new(Tone::Calm, Sign::Dots, scope.text(Text::Checking))
    }
}
