//! The envelope's signature (§7.5.2.5): an MD5 digest, "encrypted" with the caller's RSA private
//! key (PKCS#1 v1.5, block type 1), Base64-coded. The text leaves open in which form the digest
//! is encrypted, so that all four are offered.

use std::fmt;
use strum::VariantArray;

use base64::prelude::{BASE64_STANDARD, Engine};
use md5::{Digest, Md5};
use rsa::pkcs1::DecodeRsaPrivateKey;
use rsa::pkcs8::DecodePrivateKey;
use rsa::{Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};
use serde::{Deserialize, Serialize};

use crate::ticket::{PublicOperation, unpadded};
use crate::words::codes::{FaultCode, platform};
use crate::words::errors::Text;
use crate::words::{Language, Message, display_in_english};

/// What of the digest is encrypted.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    Deserialize,
    Serialize,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
)]
pub enum SignatureForm {
    /// 32 lower-case hexadecimal characters.
    #[default]
    #[serde(rename = "md5-hex")]
    #[strum(serialize = "md5-hex")]
    LowerHex,
    /// 32 upper-case hexadecimal characters.
    #[serde(rename = "MD5-HEX")]
    #[strum(serialize = "MD5-HEX")]
    UpperHex,
    /// The 16 bytes.
    #[serde(rename = "md5-raw")]
    #[strum(serialize = "md5-raw")]
    Raw,
    /// The 16 bytes behind a DigestInfo: the ordinary RSASSA-PKCS1-v1_5 with MD5.
    #[serde(rename = "md5-digestinfo")]
    #[strum(serialize = "md5-digestinfo")]
    DigestInfo,
}

/// Why something could not be signed or a signature is not good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum SignatureError {
    Key,
    Sign,
    Base64,
    Mismatch,
}

display_in_english!(SignatureError);

impl Message for SignatureError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Key => platform::KEY_UNREAD,
            Self::Sign => platform::KEY_TOO_SHORT,
            Self::Base64 => platform::SIGNATURE_FORM,
            Self::Mismatch => platform::SIGNATURE_MISMATCH,
        }
    }

    fn message(&self, language: Language) -> String {
        let text = match self {
            Self::Key => Text::KeyUnread,
            Self::Sign => Text::KeyTooShort,
            Self::Base64 => Text::SignatureForm,
            Self::Mismatch => Text::SignatureMismatch,
        };
        text.plain(language)
    }
}

/// DER of `DigestInfo { md5, … }` up to the digest (RFC 8017, section 9.2, note 1).
const MD5_DIGEST_INFO: [u8; 18] = [
    0x30, 0x20, 0x30, 0x0c, 0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05, 0x05, 0x00,
    0x04, 0x10,
];

impl SignatureForm {
    /// Every form.
    pub const ALL: &'static [Self] = Self::VARIANTS;

    /// The name in a configuration.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The form of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// The message that is encrypted for `signed_text`.
    fn message(self, signed_text: &str) -> Vec<u8> {
        let digest: [u8; 16] = Md5::digest(signed_text.as_bytes()).into();
        match self {
            Self::LowerHex => hex::encode(digest).into_bytes(),
            Self::UpperHex => hex::encode_upper(digest).into_bytes(),
            Self::Raw => digest.to_vec(),
            Self::DigestInfo => [&MD5_DIGEST_INFO[..], &digest[..]].concat(),
        }
    }
}

/// The caller's private key.
#[derive(Clone)]
pub struct TerminalKey(RsaPrivateKey);

impl TerminalKey {
    /// Reads PEM, PKCS#8 or PKCS#1.
    pub fn from_pem(pem: &str) -> Result<Self, SignatureError> {
        let pem = pem.trim();
        RsaPrivateKey::from_pkcs8_pem(pem)
            .or_else(|_| RsaPrivateKey::from_pkcs1_pem(pem))
            .map(Self)
            .map_err(|_| SignatureError::Key)
    }

    /// The public half, as the platform keeps it.
    pub fn public(&self) -> RsaPublicKey {
        self.0.to_public_key()
    }

    /// Signs the concatenation Version + Datetime + Username + Api + QueryData.
    pub fn sign(&self, form: SignatureForm, signed_text: &str) -> Result<String, SignatureError> {
        // With blinding: the timing of the private operation must tell nothing (RUSTSEC-2023-0071).
        self.0
            .sign_with_rng(
                &mut rand::rngs::OsRng,
                Pkcs1v15Sign::new_unprefixed(),
                &form.message(signed_text),
            )
            .map(|signature| BASE64_STANDARD.encode(signature))
            .map_err(|_| SignatureError::Sign)
    }
}

impl fmt::Debug for TerminalKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TerminalKey(…)")
    }
}

/// A caller's public key, prepared for all its requests.
#[derive(Debug, Clone)]
pub struct VerifyingKey(PublicOperation);

impl VerifyingKey {
    pub fn of(key: RsaPublicKey) -> Self {
        Self(PublicOperation::of(key))
    }

    /// Whether a check takes some tens of microseconds: the key has a usual size and a small exponent.
    pub fn is_usual(&self) -> bool {
        self.0.is_usual()
    }

    /// Checks a signature over `signed_text`.
    pub fn verify(
        &self,
        form: SignatureForm,
        signed_text: &str,
        signature: &str,
    ) -> Result<(), SignatureError> {
        let bytes = BASE64_STANDARD.decode(signature).map_err(|_| SignatureError::Base64)?;
        let message = form.message(signed_text);
        let plain = self.0.apply(&bytes).ok_or(SignatureError::Mismatch)?;
        match unpadded(&plain, message.len()) {
            Some(signed) if signed == message => Ok(()),
            _ => Err(SignatureError::Mismatch),
        }
    }
}

/// Checks one signature of a caller who is not kept.
pub fn verify(
    key: &RsaPublicKey,
    form: SignatureForm,
    signed_text: &str,
    signature: &str,
) -> Result<(), SignatureError> {
    VerifyingKey::of(key.clone()).verify(form, signed_text, signature)
}
