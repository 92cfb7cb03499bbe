//! The first line of a file that was taken over.

use jiff::Zoned;

use crate::words::Language;
use crate::words::setup as words;

/// No clock of a board that is set is before this program was written.
pub(super) const WRITTEN: i64 = 1_767_225_600;

/// The time, where the clock was set.
pub(super) fn clock_time() -> Option<String> {
    let now = Zoned::now();
    (now.timestamp().as_second() > WRITTEN).then(|| now.strftime("%Y-%m-%d %H:%M").to_string())
}

/// When it was taken over, and by which terminal.
pub(super) fn header(name: &str) -> String {
    let time = clock_time().unwrap_or_default();
    words::TakenOverBy { time, name }.text(Language::English)
}
