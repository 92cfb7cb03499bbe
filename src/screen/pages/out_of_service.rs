//! Nothing can be decided here; a quiet line tells staff why.

use super::{Setting, Sheet};
use crate::door::Outage;
use crate::screen::colour::Tone;
use crate::screen::sign;
use crate::screen::text::Text;

pub fn sheet(outage: Outage, setting: Setting) -> Sheet {
    let cause = match outage {
        Outage::Camera => Text::ClosedCamera,
        Outage::Store => Text::ClosedStore,
    };
    Sheet {
        advice: vec![setting.text(Text::ClosedAdvice)],
        lines: vec![setting.text(cause)],
        brief: setting.text(Text::ClosedBrief),
        ..Sheet::of(Tone::Closed, sign::barred, setting.text(Text::Closed))
    }
}
