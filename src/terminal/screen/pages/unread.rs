//! A code is seen but not read: what would help.

use crate::terminal::door::Advice;
use crate::terminal::presentation::{Poster, Scope, Sign, Tone};
use crate::words::screen::Text;

pub fn poster(advice: Advice, scope: Scope) -> Poster {
    let (sign, headline, words, brief) = wording(advice);
    Poster {
        advice: vec![scope.text(words)],
        brief: scope.text(brief),
        ..Poster::new(Tone::Calm, sign, scope.text(headline))
    }
}

/// Sign, headline, words and the briefest words of each advice.
fn wording(advice: Advice) -> (Sign, Text, Text, Text) {
    match advice {
        Advice::Nearer => (Sign::Nearer, Text::Nearer, Text::NearerAdvice, Text::NearerBrief),
        Advice::Further => (Sign::Further, Text::Further, Text::FurtherAdvice, Text::FurtherBrief),
        Advice::HoldStill => {
            (Sign::HoldStill, Text::HoldStill, Text::HoldStillAdvice, Text::HoldStillBrief)
        }
        Advice::LessGlare => {
            (Sign::LessGlare, Text::LessGlare, Text::LessGlareAdvice, Text::LessGlareBrief)
        }
        Advice::Brighter => {
            (Sign::Brighter, Text::Brighter, Text::BrighterAdvice, Text::BrighterBrief)
        }
    }
}
