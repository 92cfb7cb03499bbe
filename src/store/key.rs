//! The database's key: 256 raw bits, so that opening costs no key derivation.

use std::fmt;

use base64::prelude::{BASE64_STANDARD, Engine};
use hkdf::Hkdf;
use sha2::Sha256;

use crate::config::{Language, Secret, SecretError};
use crate::words::display_in_english;
use crate::words::errors::Text;

/// 256 bits.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseKey([u8; 32]);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseKeyError {
    Secret(#[from] SecretError),
    Form,
}

display_in_english!(DatabaseKeyError);

impl DatabaseKeyError {
    /// What is wrong with the key, and what to do.
    pub fn told(&self, language: Language) -> String {
        match self {
            Self::Secret(cause) => cause.told(language),
            Self::Form => Text::DatabaseKeyForm.plain(language),
        }
    }
}

impl DatabaseKey {
    /// Reads the key from where the configuration says; a file that others may read is refused.
    pub fn load(secret: &Secret) -> Result<Self, DatabaseKeyError> {
        Self::from_bytes(&secret.read_private()?).ok_or(DatabaseKeyError::Form)
    }

    /// Reads 64 hexadecimal digits, Base64 of 32 bytes, or 32 bytes as they are.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).map(str::trim).unwrap_or_default();
        let raw = |bytes: &[u8]| bytes.try_into().ok().map(Self);
        from_hex(text)
            .map(Self)
            .or_else(|| raw(bytes))
            .or_else(|| BASE64_STANDARD.decode(text).ok().and_then(|bytes| raw(&bytes)))
    }

    /// A key of its own for another purpose, which `label` names (HKDF-SHA-256); the database's
    /// key can't be found from it.
    pub fn derive(&self, label: &str) -> [u8; 32] {
        let mut out = [0; 32];
        // Fails only above 255 times the hash's length, and this is one time.
        Hkdf::<Sha256>::new(None, &self.0).expand(label.as_bytes(), &mut out).expect("32 bytes");
        out
    }

    /// The key itself, for the MACs of the database's pages.
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The form that `PRAGMA key` takes for a key that needs no derivation.
    pub(super) fn pragma(&self) -> String {
        let digits: String = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("x'{digits}'")
    }
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut out = [0; 32];
    for (at, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(out)
}

impl fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseKey(…)")
    }
}
