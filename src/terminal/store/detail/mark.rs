//! How the log names a cinema's key.

use std::fmt;
use std::str::FromStr;

use jiff::civil::DateTime;

use crate::clock::{parse_wire_time, wire_time};

/// The first sixteen digits of a key's SHA-256, by which people compare keys, and its start time:
/// `1a2b3c4d5e6f7a8b@2026-05-01T00:00:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyMark {
    pub digest: [u8; 8],
    /// China Standard Time, as the platform tells it.
    pub start_time: DateTime,
}

/// A text is no key's mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is no key's mark")]
pub struct BadKeyMark;

impl KeyMark {
    /// The digits alone.
    pub fn digits(&self) -> String {
        hex::encode(self.digest)
    }
}

impl fmt::Display for KeyMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.digits(), wire_time(self.start_time))
    }
}

impl FromStr for KeyMark {
    type Err = BadKeyMark;

    fn from_str(text: &str) -> Result<Self, BadKeyMark> {
        let read = || {
            let (digits, time) = text.split_once('@')?;
            let mut digest = [0; 8];
            hex::decode_to_slice(digits, &mut digest).ok()?;
            Some(Self { digest, start_time: parse_wire_time(time)? })
        };
        read().ok_or(BadKeyMark)
    }
}
