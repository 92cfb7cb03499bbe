//! By what an operator goes: the name, the staff number, the name that a screen shows.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthChar;

use crate::words::codes::{FaultCode, people};
use crate::words::errors::Text;
use crate::words::plain::is_hidden;
use crate::words::{Language, Message, display_in_english};

/// An operator's name: 1 to 32 letters, digits, `-`, `_` or `.` (ASCII: it is typed at a keypad);
/// equal to another one ignoring case.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OperatorName(String);

/// A text is no operator's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct BadName;

display_in_english!(BadName);

impl Message for BadName {
    fn code(&self) -> FaultCode {
        people::BAD_NAME
    }

    fn message(&self, language: Language) -> String {
        Text::BadName.plain(language)
    }
}

impl OperatorName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OperatorName {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if (1..=32).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadName)
        }
    }
}

impl PartialEq for OperatorName {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for OperatorName {}

impl TryFrom<String> for OperatorName {
    type Error = BadName;

    fn try_from(text: String) -> Result<Self, BadName> {
        text.parse()
    }
}

impl From<OperatorName> for String {
    fn from(name: OperatorName) -> Self {
        name.0
    }
}

impl fmt::Display for OperatorName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A staff number: 1 to 8 digits, kept as text, so that `007` is not `7`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StaffNumber(String);

/// A text is no staff number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub struct BadNumber;

display_in_english!(BadNumber);

impl Message for BadNumber {
    fn code(&self) -> FaultCode {
        people::BAD_NUMBER
    }

    fn message(&self, language: Language) -> String {
        Text::BadNumber.plain(language)
    }
}

impl StaffNumber {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for StaffNumber {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let fits = (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if fits { Ok(Self(text.to_owned())) } else { Err(BadNumber) }
    }
}

impl TryFrom<String> for StaffNumber {
    type Error = BadNumber;

    fn try_from(text: String) -> Result<Self, BadNumber> {
        text.parse()
    }
}

impl From<StaffNumber> for String {
    fn from(number: StaffNumber) -> Self {
        number.0
    }
}

impl fmt::Display for StaffNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An operator that is added at a number pad has the staff number for a name.
impl From<&StaffNumber> for OperatorName {
    fn from(number: &StaffNumber) -> Self {
        Self(number.0.clone())
    }
}

/// The name that a screen shows: up to 16 characters of any script; empty: the operator's name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalledName(String);

/// A text can't be shown as a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a name to be shown has at most {} characters, none of which steers a line",
    CalledName::LONGEST
)]
pub struct BadCalledName;

impl CalledName {
    /// Characters at most.
    pub const LONGEST: usize = 16;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for CalledName {
    type Err = BadCalledName;

    fn from_str(text: &str) -> Result<Self, BadCalledName> {
        let text = text.trim();
        let hidden = |char: char| is_hidden(char) || char.width() == Some(0);
        if text.chars().count() <= Self::LONGEST && !text.contains(hidden) {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadCalledName)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_staff_number_is_digits_as_typed() {
        for (text, fits) in [
            ("7", true),
            ("007", true),
            ("12345678", true),
            ("123456789", false),
            ("", false),
            ("1o1", false),
            ("１０１", false),
            ("-1", false),
        ] {
            assert_eq!(text.parse::<StaffNumber>().is_ok(), fits, "{text}");
        }
        assert_ne!("007".parse::<StaffNumber>(), "7".parse());
    }

    #[test]
    fn a_shown_name_is_short_and_all_to_be_seen() {
        for (text, taken) in [
            ("王芳", Some("王芳")),
            ("  Wang Fang ", Some("Wang Fang")),
            ("", Some("")),
            (&"芳".repeat(16), Some(&*"芳".repeat(16))),
            (&"芳".repeat(17), None),
            ("wang\u{1b}[2J", None),
            ("wang\nfang", None),
            ("\u{202e}gnaw", None),
            ("wa\u{200b}ng", None),
            ("王芳\u{fe0f}", None),
            ("王\u{34f}芳", None),
            ("\u{3164}", None),
            ("\u{2800}", None),
        ] {
            let read = text.parse::<CalledName>();
            assert_eq!(read.as_ref().ok().map(CalledName::as_str), taken, "{text:?}");
        }
    }
}
