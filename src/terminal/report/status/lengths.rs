//! How lengths of time are told.

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
    }
}
