//! The key that the doors of a cinema share: 256 bits, of which a key for the links alone is made.

use zeroize::Zeroizing;

use super::NeighboursFault;
use crate::terminal::config::Secret;
use crate::terminal::store::{DatabaseKey, open_secret};

/// What both ends of a link have to know. Wiped with the last of it.
pub struct NeighbourKey {
    link: Zeroizing<[u8; 32]>,
    fingerprint: String,
}

impl NeighbourKey {
    /// Reads the key from where the configuration says: 64 hexadecimal digits, Base64 of 32 bytes, or 32
    /// bytes as they are. A file that others may read is refused.
    pub fn load(secret: &Secret) -> Result<Self, NeighboursFault> {
        let bytes = open_secret::<NeighboursFault>(secret)?;
        Self::from_bytes(&bytes).ok_or(NeighboursFault::KeyForm)
    }

    /// The same of what was read.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        // As the database's key is written, so is this one: people make both with the same command.
        let key = DatabaseKey::from_bytes(bytes)?;
        let fingerprint = key.derive("hallgate neighbours fingerprint");
        let fingerprint = hex::encode(&fingerprint[..8]);
        Some(Self { link: key.derive("hallgate neighbours link"), fingerprint })
    }

    /// Tells this key from another one, and nothing of it.
    pub(super) fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.link
    }
}

impl std::fmt::Debug for NeighbourKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NeighbourKey(…)")
    }
}
