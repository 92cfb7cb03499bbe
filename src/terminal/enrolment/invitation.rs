//! What the platform's QR code says, and a code that is typed in its place.

use serde::{Deserialize, Deserializer, de};

use super::Sha256;
use crate::config::HttpsUrl;
use crate::ticket::{CinemaCode, ScreenCode};

/// Longer than any code that is given out, in characters.
const LONGEST: usize = 64;

/// The QR code's own form, of which this is the first (PLATFORM §7).
const VERSION: u32 = 1;

/// A code, and all that its QR code says beside it.
#[derive(Debug)]
pub(super) struct GivenCode {
    pub code: String,
    pub invitation: Option<ShownInvitation>,
}

/// What the QR code says.
#[derive(Debug, Deserialize)]
pub struct ShownInvitation {
    version: u32,
    pub url: HttpsUrl,
    #[serde(deserialize_with = "digest")]
    pub ca_sha256: Sha256,
    pub name: String,
    #[serde(deserialize_with = "code")]
    pub cinema: CinemaCode,
    #[serde(deserialize_with = "codes")]
    pub screens: Vec<ScreenCode>,
    pub code: String,
}

impl ShownInvitation {
    /// Of a QR code's text; none: that is another code, such as a ticket.
    pub fn of(text: &str) -> Option<Self> {
        let invitation: Self = serde_json::from_str(text).ok()?;
        (invitation.version == VERSION && is_code(&invitation.code)).then_some(invitation)
    }
}

fn digest<'de, D: Deserializer<'de>>(from: D) -> Result<Sha256, D::Error> {
    let text = String::deserialize(from)?;
    Sha256::parse(&text).ok_or_else(|| de::Error::custom("no SHA-256"))
}

fn code<'de, D: Deserializer<'de>>(from: D) -> Result<CinemaCode, D::Error> {
    String::deserialize(from)?.parse().map_err(de::Error::custom)
}

fn codes<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<ScreenCode>, D::Error> {
    let codes = Vec::<String>::deserialize(from)?;
    codes.iter().map(|code| code.parse().map_err(de::Error::custom)).collect()
}

impl GivenCode {
    /// Of a line that was typed; an imager types the QR code's own text. None: it is neither.
    pub fn typed(line: &str) -> Option<Self> {
        let line = line.trim();
        if line.starts_with('{') {
            return Self::shown(line);
        }
        let code = is_code(line).then(|| line.to_owned())?;
        Some(Self { code, invitation: None })
    }

    /// Of a QR code's text; none: that is another code, such as a ticket.
    pub fn shown(text: &str) -> Option<Self> {
        let invitation = ShownInvitation::of(text)?;
        Some(Self { code: invitation.code.clone(), invitation: Some(invitation) })
    }
}

/// Signs of a printed code, the hyphens between its groups left out.
const PRINTED: usize = 16;

/// Letters, digits and hyphens; the platform knows the rest.
fn is_code(text: &str) -> bool {
    let plain = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == ' ';
    (1..=LONGEST).contains(&text.len()) && text.chars().all(plain)
}

/// A code as the sheet has it, four groups of four, and not the pattern of the card's file left as it was.
pub fn is_printed_code(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|sign| !matches!(sign, '-' | ' ')).collect();
    is_code(text) && signs.len() == PRINTED && !signs.iter().all(|sign| *sign == 'X')
}

#[cfg(test)]
mod tests {
    use super::*;

    const QR: &str = r#"{"version":1,"url":"https://127.0.0.1:9000/","ca_sha256":"0505050505050505050505050505050505050505050505050505050505050505","name":"hall-1","cinema":"12345678","screens":["0000000000000001"],"code":"7K2M-0000-0000-0000"}"#;

    #[test]
    fn a_code_that_was_mistyped_or_left_as_the_pattern_is_none() {
        for code in ["7K2M-9PQR-3XYZ-5ABC", "7k2m 9pqr 3xyz 5abc", "7K2M9PQR3XYZ5ABC"] {
            assert!(is_printed_code(code), "{code}");
        }
        for code in ["1", "7K2M-9PQR-3XYZ", "XXXX-XXXX-XXXX-XXXX", "7K2M-9PQR-3XYZ-5AB\u{e9}", ""] {
            assert!(!is_printed_code(code), "{code}");
        }
    }

    #[test]
    fn what_is_shown_and_what_is_typed_are_read() {
        let shown = GivenCode::shown(QR).unwrap();
        assert_eq!(shown.code, "7K2M-0000-0000-0000");
        let invitation = shown.invitation.unwrap();
        assert_eq!((invitation.name.as_str(), invitation.cinema.as_str()), ("hall-1", "12345678"));
        assert_eq!(invitation.ca_sha256, Sha256([5; 32]));
        assert!(GivenCode::typed(&format!("{QR}\r\n")).unwrap().invitation.is_some());
        let typed = GivenCode::typed(" 7k2m 0000 \n").unwrap();
        assert_eq!((typed.code.as_str(), typed.invitation.is_none()), ("7k2m 0000", true));
    }

    #[test]
    fn whatever_else_is_shown_or_typed_is_no_code() {
        let without = |key: &str| QR.replacen(&format!("\"{key}\""), "\"x\"", 1);
        let keys = ["version", "url", "ca_sha256", "name", "cinema", "screens", "code"];
        for text in keys.map(without) {
            assert!(GivenCode::shown(&text).is_none(), "{text}");
        }
        for (part, other) in [
            ("\"version\":1", "\"version\":2"),
            ("https", "http"),
            ("0505", "05"),
            ("12345678", "1234"),
            ("[\"0000000000000001\"]", "[\"1\"]"),
            ("7K2M-0000-0000-0000", ""),
            ("7K2M-0000-0000-0000", "\\u0000"),
        ] {
            let text = QR.replacen(part, other, 1);
            assert!(text != QR && GivenCode::shown(&text).is_none(), "{text}");
        }
        let huge = "7".repeat(100_000);
        for line in ["", "  ", "{}", "{", "编码", "a;b", "[1]", huge.as_str()] {
            assert!(GivenCode::typed(line).is_none(), "{line:?}");
        }
        assert!(GivenCode::shown("7K2M-0000-0000-0000").is_none());
    }

    #[test]
    fn a_digest_is_read_as_other_programs_write_it() {
        let plain = "0a".repeat(32);
        let colons = ["0A"; 32].join(":");
        assert_eq!(Sha256::parse(&plain), Some(Sha256([10; 32])));
        assert_eq!(Sha256::parse(&colons), Sha256::parse(&plain));
        for text in ["", "0a", &"0g".repeat(32), &"0a".repeat(33)] {
            assert_eq!(Sha256::parse(text), None, "{text}");
        }
    }
}
