//! The fire alarm holds the gate open: everybody leaves.

use super::{Setting, Sheet};
use crate::terminal::screen::colour::Tone;
use crate::terminal::screen::sign;
use crate::words::screen::Text;

pub fn sheet(setting: Setting) -> Sheet {
    Sheet {
        advice: vec![setting.text(Text::ReleasedAdvice)],
        brief: setting.text(Text::ReleasedBrief),
        ..Sheet::of(Tone::Admit, sign::running, setting.text(Text::Released))
    }
}
