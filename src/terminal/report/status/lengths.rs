//! How lengths of time and sizes are told.

use crate::words::Language;
use crate::words::status::{self as words, Text};

/// How long ago that was.
pub fn ago(seconds: i64, language: Language) -> String {
    if seconds < 10 {
        return Text::JustNow.plain(language);
    }
    words::Ago { duration: span(seconds, language) }.text(language)
}

/// A length of time in its largest unit of which there are two.
pub fn span(seconds: i64, language: Language) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    match seconds {
        _ if seconds >= 2 * DAY => words::Days { days: seconds / DAY }.text(language),
        _ if seconds >= 2 * HOUR => words::Hours { hours: seconds / HOUR }.text(language),
        _ if seconds >= 2 * MINUTE => words::Minutes { minutes: seconds / MINUTE }.text(language),
        _ => words::Seconds { seconds }.text(language),
    }
}

/// A size in its largest unit.
pub fn size(bytes: u64) -> String {
    let units = [(1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "kB")];
    match units.into_iter().find(|(length, _)| bytes >= *length) {
        Some((length, unit)) => {
            format!("{}.{} {unit}", bytes / length, bytes % length * 10 / length)
        }
        None => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_in_a_unit_that_says_enough() {
        for (seconds, expected) in [
            (0, "0 s"),
            (119, "119 s"),
            (120, "2 min"),
            (7199, "119 min"),
            (7200, "2 h"),
            (172_800, "2 days"),
        ] {
            assert_eq!(span(seconds, Language::English), expected);
        }
        assert_eq!(size(1023), "1023 B");
        assert_eq!(size(1536), "1.5 kB");
        assert_eq!(size((200 << 20) - 1), "199.9 MB");
    }
}
