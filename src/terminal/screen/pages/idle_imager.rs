//! Waiting for a ticket at the imager; a quiet line tells staff why.

use super::{Setting, Sheet};
use crate::terminal::screen::colour::Tone;
use crate::terminal::screen::sign;
use crate::words::screen::Text;

pub fn sheet(setting: Setting) -> Sheet {
    Sheet {
        advice: vec![setting.text(Text::IdleImagerAdvice)],
        lines: vec![setting.text(Text::ClosedCamera)],
        brief: setting.text(Text::IdleImagerBrief),
        ..Sheet::of(Tone::Calm, sign::scan, setting.text(Text::Idle))
    }
}
