//! Whom to believe: the sum of an authority's certificate.

use std::fmt;

use crate::words::Language;
use crate::words::enrolment::Text;

/// SHA-256 of a certificate (DER).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sha256(pub(super) [u8; 32]);

impl Sha256 {
    /// 64 hexadecimal digits; capitals and colons, as other programs write them, do no harm.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits: String =
            text.chars().filter(|sign| !sign.is_whitespace() && *sign != ':').collect();
        let mut bytes = [0; 32];
        hex::decode_to_slice(digits, &mut bytes).ok()?;
        Some(Self(bytes))
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

/// Of a command line.
pub(super) fn sha256(text: &str) -> Result<Sha256, String> {
    Sha256::parse(text).ok_or_else(|| Text::NoSha256.plain(Language::of_shell()))
}
