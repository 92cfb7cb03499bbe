//! A code is seen but not read: what would help.

use super::{Setting, Sheet};
use crate::door::Advice;
use crate::screen::colour::Tone;
use crate::screen::sign::{self, Sign};
use crate::screen::text::Text;

pub fn sheet(advice: Advice, setting: Setting) -> Sheet {
    let (sign, headline, words) = wording(advice);
    Sheet {
        advice: vec![setting.text(words)],
        ..Sheet::of(Tone::Calm, sign, setting.text(headline))
    }
}

/// Sign, headline and words of each advice.
fn wording(advice: Advice) -> (Sign, Text, Text) {
    match advice {
        Advice::Nearer => (sign::nearer, Text::Nearer, Text::NearerAdvice),
        Advice::Further => (sign::further, Text::Further, Text::FurtherAdvice),
        Advice::HoldStill => (sign::hold_still, Text::HoldStill, Text::HoldStillAdvice),
        Advice::LessGlare => (sign::less_glare, Text::LessGlare, Text::LessGlareAdvice),
        Advice::Brighter => (sign::brighter, Text::Brighter, Text::BrighterAdvice),
    }
}
