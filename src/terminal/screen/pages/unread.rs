//! A code is seen but not read: what would help.

use super::{Setting, Sheet};
use crate::terminal::door::Advice;
use crate::terminal::screen::colour::Tone;
use crate::terminal::screen::sign::{self, Sign};
use crate::words::screen::Text;

pub fn sheet(advice: Advice, setting: Setting) -> Sheet {
    let (sign, headline, words, brief) = wording(advice);
    Sheet {
        advice: vec![setting.text(words)],
        brief: setting.text(brief),
        ..Sheet::of(Tone::Calm, sign, setting.text(headline))
    }
}

/// Sign, headline, words and the briefest words of each advice.
fn wording(advice: Advice) -> (Sign, Text, Text, Text) {
    match advice {
        Advice::Nearer => (sign::nearer, Text::Nearer, Text::NearerAdvice, Text::NearerBrief),
        Advice::Further => (sign::further, Text::Further, Text::FurtherAdvice, Text::FurtherBrief),
        Advice::HoldStill => {
            (sign::hold_still, Text::HoldStill, Text::HoldStillAdvice, Text::HoldStillBrief)
        }
        Advice::LessGlare => {
            (sign::less_glare, Text::LessGlare, Text::LessGlareAdvice, Text::LessGlareBrief)
        }
        Advice::Brighter => {
            (sign::brighter, Text::Brighter, Text::BrighterAdvice, Text::BrighterBrief)
        }
    }
}
