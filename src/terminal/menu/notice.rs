//! What came of something, in large words; any key goes on.

use super::page::Step;
use crate::terminal::presentation::{Body, Card, KeyHint, Mood, Phrase, Say, Scope, Sign};
use crate::words::Words;
use crate::words::menu::Text;

/// It was done.
pub(super) fn good(headline: impl Words, scope: Scope) -> Say {
    Say::new(Mood::Good, Sign::Tick, scope.text(headline))
}

/// It was not.
pub(super) fn bad(headline: impl Words, scope: Scope) -> Say {
    Say::new(Mood::Bad, Sign::Warning, scope.text(headline))
}

/// The card of a notice that any key leaves.
pub(super) fn card(title: Phrase, say: Say) -> Card {
    Card::new(title, Body::Say(say), &[KeyHint::ANY])
}

/// Nothing can be written, as no stick is in the board.
pub(super) fn no_stick(title: Phrase, scope: Scope) -> Card {
    card(title, bad(Text::NoStick, scope).and(scope.own(Text::NoStickAdvice)))
}

/// Somebody has stopped what went onto this stick, and nothing of it is left there.
pub(super) fn stopped(title: Phrase, headline: Text, stick: &str, scope: Scope) -> Card {
    let say = Say::new(Mood::Plain, Sign::Stopped, scope.text(headline));
    let say = say.and(scope.own(Text::ExportStoppedAdvice));
    card(title, say.and(Phrase::foreign(stick)))
}

/// What any key does.
pub(super) fn left() -> Vec<Step> {
    vec![Step::Leave]
}
