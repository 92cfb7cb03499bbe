//! The fire alarm holds the gate open: everybody leaves. It looks like nothing else, see [`super::super::exit`].

use crate::terminal::presentation::{Poster, Scope, Sign, Tone};
use crate::words::screen::Text;

pub fn poster(scope: Scope) -> Poster {
    Poster {
        advice: vec![scope.text(Text::ReleasedAdvice)],
        brief: scope.text(Text::ReleasedBrief),
        ..Poster::new(Tone::Exit, Sign::Running, scope.text(Text::Released))
    }
}
