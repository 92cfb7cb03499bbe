//! Nothing can be decided here; a quiet line tells staff why.

use super::{Setting, Sheet};
use crate::terminal::door::Outage;
use crate::terminal::screen::colour::Tone;
use crate::terminal::screen::sign;
use crate::words::screen::Text;

pub fn sheet(outage: Outage, setting: Setting) -> Sheet {
    let cause = setting.text(match outage {
        Outage::Camera => Text::ClosedCamera,
        Outage::Store => Text::ClosedStore,
    });
    Sheet {
        advice: vec![setting.text(Text::ClosedAdvice)],
        // The sign alone sends visitors away; the few words are for staff.
        brief: cause.clone(),
        lines: vec![cause],
        ..Sheet::of(Tone::Closed, sign::barred, setting.text(Text::Closed))
    }
}
