//! A cinema's public key and message recovery: the RSA public operation and the removal of a
//! PKCS#1 v1.5 block type 1 (RFC 8017, section 9.2, without DigestInfo).

use base64::prelude::{BASE64_STANDARD, Engine};
use rsa::RsaPublicKey;
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::pkcs8::DecodePublicKey;
use rsa::traits::PublicKeyParts;

use super::layout::MESSAGE_LEN;
use super::power::{PublicOperation, unpadded};

/// A cinema's public key. It comes from the platform and from nowhere else (§5.2.6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CinemaKey(PublicOperation);

/// Why a key is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    #[error("reads neither as PEM nor as Base64 DER")]
    Encoding,
    #[error("is neither a SubjectPublicKeyInfo nor a PKCS#1 public key of RSA")]
    Structure,
    #[error("has {0} bits, where 1024 to 4096 are read")]
    Size(usize),
}

/// Bits of the keys that are read.
const BITS: std::ops::RangeInclusive<usize> = 1024..=4096;

impl CinemaKey {
    /// Reads what a platform's PublicKey may hold: PEM or Base64 DER, SubjectPublicKeyInfo or
    /// PKCS#1, with line breaks wherever they fell.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let base64: String = text
            .split("-----")
            .filter(|part| !part.contains("BEGIN") && !part.contains("END"))
            .flat_map(|part| part.chars().filter(|char| !char.is_ascii_whitespace()))
            .collect();
        // A PEM that went through JSON twice carries its line breaks as backslash and n.
        let base64 = base64.replace("\\n", "").replace("\\r", "");
        let der = BASE64_STANDARD.decode(base64).map_err(|_| KeyError::Encoding)?;
        Self::from_der(&der)
    }

    /// Reads DER, SubjectPublicKeyInfo or PKCS#1.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        let key = RsaPublicKey::from_public_key_der(der)
            .or_else(|_| RsaPublicKey::from_pkcs1_der(der))
            .map_err(|_| KeyError::Structure)?;
        let bits = key.n().bits();
        if BITS.contains(&bits) { Ok(Self::of(key)) } else { Err(KeyError::Size(bits)) }
    }

    /// Wraps a key that was made here, for minting and tests.
    #[cfg(any(test, feature = "peer"))]
    pub fn from_rsa(key: RsaPublicKey) -> Self {
        Self::of(key)
    }

    fn of(key: RsaPublicKey) -> Self {
        Self(PublicOperation::of(key))
    }

    /// The key as PKCS#1 DER, for the store.
    pub fn to_der(&self) -> Vec<u8> {
        use rsa::pkcs1::EncodeRsaPublicKey;
        self.0.key().to_pkcs1_der().map(|der| der.into_vec()).unwrap_or_default()
    }

    /// Whether recovering takes some tens of microseconds.
    pub fn is_usual(&self) -> bool {
        self.0.is_usual()
    }

    /// Bytes of the modulus, and so of every block made with the private key.
    pub fn len(&self) -> usize {
        self.0.key().size()
    }

    /// Never: a key has at least 1024 bits.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Recovers the message, if this key's private half made the block: exactly as long as the
    /// modulus, below it, padded with block type 1 throughout, 107 message bytes up to the end.
    pub fn recover(&self, block: &[u8]) -> Option<[u8; MESSAGE_LEN]> {
        let plain = self.0.apply(block)?;
        unpadded(&plain, MESSAGE_LEN)?.try_into().ok()
    }
}
