//! A ticket was read, an answer is being waited for.

use super::{Setting, Sheet};
use crate::terminal::screen::colour::Tone;
use crate::terminal::screen::sign;
use crate::words::screen::Text;

pub fn sheet(setting: Setting) -> Sheet {
    Sheet {
        advice: vec![setting.text(Text::CheckingAdvice)],
        brief: setting.text(Text::CheckingBrief),
        ..Sheet::of(Tone::Calm, sign::dots, setting.text(Text::Checking))
    }
}
