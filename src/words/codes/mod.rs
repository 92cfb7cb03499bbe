//! The faults' codes, each with its cause and its remedy in both languages: one table, a file a
//! group. The first two digits are the group's.
//!
//! A code is printed behind the fault, looked up with `hallgate explain`, named on the telephone
//! and in letters. So a number that is out keeps its meaning and is never given again: the row of
//! a fault that is gone stays.

pub mod camera;
pub mod catalogue;
pub mod channel;
pub mod config;
pub mod display;
pub mod gate;
pub mod hallgate_platform;
pub mod keypad;
pub mod log;
pub mod neighbours;
pub mod people;
pub mod platform;
pub mod program;
pub mod report;
pub mod setup;
pub mod sound;
pub mod store;
pub mod update;
pub mod web;

use std::fmt;
use std::str::FromStr;

use crate::words::Language;

/// A row of the table.
#[derive(Debug)]
struct CodeRow {
    number: u16,
    /// Chinese, English.
    cause: (&'static str, &'static str),
    /// Likewise.
    remedy: (&'static str, &'static str),
}

/// What a fault is called wherever it is told: `HG` and four digits.
#[derive(Clone, Copy)]
pub struct FaultCode(&'static CodeRow);

/// Makes a group of the table: `NAME = number: cause; remedy;`, each in Chinese and English.
macro_rules! codes {
    ($($name:ident = $number:literal:
        $cause_zh:literal, $cause_en:literal;
        $remedy_zh:literal, $remedy_en:literal;)*) => {
        $(pub const $name: $crate::words::codes::FaultCode =
            $crate::words::codes::FaultCode(&$crate::words::codes::CodeRow {
                number: $number,
                cause: ($cause_zh, $cause_en),
                remedy: ($remedy_zh, $remedy_en),
            });)*

        /// The group, in the table's order.
        pub(super) const ALL: &[$crate::words::codes::FaultCode] = &[$($name),*];
    };
}
use codes;

/// The groups, by their numbers.
const GROUPS: [&[FaultCode]; 19] = [
    program::ALL,
    config::ALL,
    store::ALL,
    people::ALL,
    log::ALL,
    platform::ALL,
    gate::ALL,
    keypad::ALL,
    display::ALL,
    camera::ALL,
    report::ALL,
    hallgate_platform::ALL,
    sound::ALL,
    channel::ALL,
    catalogue::ALL,
    update::ALL,
    setup::ALL,
    web::ALL,
    neighbours::ALL,
];

impl FaultCode {
    /// The whole table, by number.
    pub fn all() -> impl Iterator<Item = Self> {
        GROUPS.into_iter().flatten().copied()
    }

    /// How it comes to this fault, in a sentence.
    pub fn cause(self, language: Language) -> &'static str {
        in_language(self.0.cause, language)
    }

    /// What to do.
    pub fn remedy(self, language: Language) -> &'static str {
        in_language(self.0.remedy, language)
    }
}

fn in_language(
    (chinese, english): (&'static str, &'static str),
    language: Language,
) -> &'static str {
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

impl fmt::Display for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HG{:04}", self.0.number)
    }
}

impl fmt::Debug for FaultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for FaultCode {
    fn eq(&self, other: &Self) -> bool {
        self.0.number == other.0.number
    }
}

impl Eq for FaultCode {}

/// A text is no fault's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchCode;

impl FromStr for FaultCode {
    type Err = NoSuchCode;

    /// Reads a code as it was printed or as somebody told it: `[HG0204]`, `hg0204`, `HG-0204`, `204`.
    fn from_str(text: &str) -> Result<Self, NoSuchCode> {
        let text = text.trim().trim_start_matches('[').trim_end_matches(']').to_ascii_uppercase();
        let digits = match text.strip_prefix("HG") {
            Some(rest) => rest.trim_start_matches(['-', ' ']),
            None => &text,
        };
        let is_number =
            (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        let number: u16 =
            Some(digits).filter(|_| is_number).and_then(|it| it.parse().ok()).ok_or(NoSuchCode)?;
        Self::all().find(|code| code.0.number == number).ok_or(NoSuchCode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_given_once_and_stands_in_its_group() {
        let all: Vec<u16> = FaultCode::all().map(|code| code.0.number).collect();
        assert!(all.is_sorted_by(|one, next| one < next), "{all:?}");
        for (number, group) in GROUPS.into_iter().enumerate() {
            for code in group {
                assert_eq!(usize::from(code.0.number) / 100, number, "{code}");
            }
        }
    }

    #[test]
    fn cause_and_remedy_are_there_in_both_languages() {
        let has_han = |text: &str| text.contains(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign));
        for code in FaultCode::all() {
            for (chinese, english) in [code.0.cause, code.0.remedy] {
                assert!(has_han(chinese), "{code}: {chinese}");
                assert!(english.is_ascii() && english.contains(' '), "{code}: {english}");
                for text in [chinese, english] {
                    assert!(text.trim() == text && text.len() > 8, "{code}: {text}");
                    // A row of a table in Markdown holds it, and nothing is filled in.
                    assert!(!text.contains(['|', '\n']) && !text.contains("{}"), "{code}: {text}");
                }
                assert!(chinese.ends_with('。'), "{code}: {chinese}");
                assert!(english.ends_with('.'), "{code}: {english}");
                assert!(
                    english.starts_with(|sign: char| !sign.is_lowercase()),
                    "{code}: {english}"
                );
            }
        }
    }

    #[test]
    fn no_two_faults_are_explained_alike() {
        let mut causes: Vec<&str> =
            FaultCode::all().flat_map(|code| [code.0.cause.0, code.0.cause.1]).collect();
        let count = causes.len();
        causes.sort_unstable();
        causes.dedup();
        assert_eq!(causes.len(), count);
    }

    #[test]
    fn a_code_is_read_as_it_is_told() {
        for text in ["HG0204", "hg0204", "[HG0204]", "HG-0204", " 0204 ", "204", "Hg 204"] {
            assert_eq!(text.parse(), Ok(store::DAMAGED), "{text}");
        }
        for code in FaultCode::all() {
            assert_eq!(code.to_string().parse(), Ok(code));
        }
        let long = "1".repeat(100_000);
        for text in ["", "HG", "HG0000", "9999", "00204", "+204", "-1", "204x", "二百零四", &long]
        {
            assert_eq!(text.parse::<FaultCode>(), Err(NoSuchCode), "{text}");
        }
    }
}
