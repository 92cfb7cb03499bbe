//! Waiting: what to do here.

use super::{Setting, Sheet};
use crate::terminal::screen::colour::Tone;
use crate::terminal::screen::sign;
use crate::words::screen::Text;

pub fn sheet(setting: Setting) -> Sheet {
    Sheet {
        advice: vec![setting.text(Text::IdleAdvice)],
        brief: setting.text(Text::IdleBrief),
        ..Sheet::of(Tone::Calm, sign::scan, setting.text(Text::Idle))
    }
}
