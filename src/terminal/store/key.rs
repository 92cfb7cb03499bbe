//! The database's key: 256 raw bits, so that opening costs no key derivation. There is one copy of
//! it in memory, beside those that SQLCipher keeps under a mask; what is read or written on the way
//! is wiped.

use std::fmt::{self, Write};
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine};
use hkdf::Hkdf;
use rusqlite::Connection;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::credstore::{CredstoreError, open_secret};
use crate::people::Chain;
use crate::terminal::config::{Secret, SecretError};
use crate::words::codes::{FaultCode, store};
use crate::words::errors::Text;
use crate::words::{Language, Message, display_in_english};

/// 256 bits. A clone shares them; with the last one they are wiped.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseKey(Arc<Zeroizing<[u8; 32]>>);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseKeyError {
    Secret(#[from] SecretError),
    Credstore(#[from] CredstoreError),
    Form,
}

display_in_english!(DatabaseKeyError);

impl Message for DatabaseKeyError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Secret(cause) => cause.code(),
            Self::Credstore(cause) => cause.code(),
            Self::Form => store::KEY_FORM,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Secret(cause) => cause.message(language),
            Self::Credstore(cause) => cause.message(language),
            Self::Form => Text::DatabaseKeyForm.plain(language),
        }
    }
}

impl DatabaseKey {
    /// Reads the key from where the configuration says; a file that others may read is refused. A
    /// command that systemd passes no credential opens the service's, as far as it may.
    pub fn load(secret: &Secret) -> Result<Self, DatabaseKeyError> {
        let bytes = open_secret::<DatabaseKeyError>(secret)?;
        Self::from_bytes(&bytes).ok_or(DatabaseKeyError::Form)
    }

    /// 64 hexadecimal digits, to be kept elsewhere.
    pub fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(self.bytes()))
    }

    /// Eight digits by which people compare keys; the key can't be found from them.
    pub fn check(&self) -> String {
        hex::encode(&self.derive("hallgate key check")[..4])
    }

    /// Reads 64 hexadecimal digits, Base64 of 32 bytes, or 32 bytes as they are.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).map(str::trim).unwrap_or_default();
        if let Some(bits) = from_hex(text) {
            return Self::of(&*bits);
        }
        Self::of(bytes).or_else(|| {
            let bits = Zeroizing::new(BASE64_STANDARD.decode(text).ok()?);
            Self::of(&bits)
        })
    }

    /// The chain of the log in a database under this key.
    pub(super) fn chain(&self) -> Chain {
        Chain::new(|label| self.derive(label))
    }

    /// A key of its own for another purpose, which `label` names (HKDF-SHA-256); the database's
    /// key can't be found from it.
    pub fn derive(&self, label: &str) -> Zeroizing<[u8; 32]> {
        let mut out = Zeroizing::new([0; 32]);
        // Fails only above 255 times the hash's length, and this is one time.
        Hkdf::<Sha256>::new(None, self.bytes())
            .expand(label.as_bytes(), &mut *out)
            .expect("32 bytes");
        out
    }

    /// The key itself, for the MACs of the database's pages, and its sheet.
    pub(in crate::terminal) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Gives the key to a connection. `PRAGMA key` would do the same by the text of a statement, which
    /// is copied on its way and given back as it is.
    #[allow(unsafe_code)]
    pub(super) fn open(&self, db: &Connection) -> rusqlite::Result<()> {
        // The form for a key that needs no derivation; in its full length, so that it never moves.
        let mut text = Zeroizing::new(String::with_capacity(2 * self.0.len() + 3));
        text.push_str("x'");
        for byte in self.0.iter() {
            // A string takes what is written.
            let _ = write!(text, "{byte:02x}");
        }
        text.push('\'');
        let length = i32::try_from(text.len()).unwrap_or(i32::MAX);
        // SAFETY: the connection is open for as long as it is borrowed; the text outlives the call,
        // which copies it.
        let code = unsafe { rusqlite::ffi::sqlite3_key(db.handle(), text.as_ptr().cast(), length) };
        if code == rusqlite::ffi::SQLITE_OK {
            return Ok(());
        }
        Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None))
    }

    /// Where the bits will stay is made first, so that they are written nowhere else.
    fn of(bits: &[u8]) -> Option<Self> {
        let mut key = Arc::new(Zeroizing::new([0; 32]));
        let place = Arc::get_mut(&mut key)?;
        if bits.len() != place.len() {
            return None;
        }
        place.copy_from_slice(bits);
        Some(Self(key))
    }
}

fn from_hex(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let mut out = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text, &mut *out).ok()?;
    Some(out)
}

impl fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseKey(…)")
    }
}
