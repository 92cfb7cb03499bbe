//! How the log names a cinema's key.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// The first sixteen digits of a key's SHA-256, by which people compare keys, and its start time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KeyMark {
    #[serde(rename = "sha256", with = "hex::serde")]
    pub digest: [u8; 8],
    /// China Standard Time, as the platform tells it.
    pub start_time: DateTime,
}

impl KeyMark {
    /// The digits alone.
    pub fn digits(&self) -> String {
        hex::encode(self.digest)
    }
}
