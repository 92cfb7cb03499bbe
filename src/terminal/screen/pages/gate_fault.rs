//! The gate does not move. Tickets are decided and recorded as ever; staff opens by hand.

use super::{Setting, Sheet};
use crate::terminal::screen::colour::Tone;
use crate::terminal::screen::sign;
use crate::words::screen::Text;

pub fn sheet(setting: Setting) -> Sheet {
    Sheet {
        advice: vec![setting.text(Text::GateFaultAdvice)],
        brief: setting.text(Text::GateFaultBrief),
        ..Sheet::of(Tone::Caution, sign::warning, setting.text(Text::GateFault))
    }
}
