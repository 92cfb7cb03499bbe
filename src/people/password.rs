//! Passwords: kept as Argon2id alone.

use std::fmt;

use argon2::password_hash::{Error, PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::words::Message;
use crate::words::codes::{FaultCode, people};
use crate::words::{Language, display_in_english, errors};

/// Why a text is no password, or can't be hashed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordFault {
    TooLong,
    Hash(Error),
}

display_in_english!(PasswordFault);

impl Message for PasswordFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::TooLong => people::TOO_LONG,
            Self::Hash(_) => people::HASH,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::TooLong => errors::PasswordTooLong { longest: Password::LONGEST }.text(language),
            Self::Hash(cause) => errors::Hash { cause }.text(language),
        }
    }
}

/// A password in clear, on its way to be hashed; never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Bytes at most.
    pub const LONGEST: usize = 256;

    /// Takes a text as it was typed.
    pub fn new(text: String) -> Result<Self, PasswordFault> {
        if text.len() > Self::LONGEST { Err(PasswordFault::TooLong) } else { Ok(Self(text)) }
    }

    /// As it was typed.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Its hash with a fresh salt, a PHC string.
    pub fn hash(&self) -> Result<String, PasswordFault> {
        let hash = argon2()?.hash_password(self.0.as_bytes()).map_err(PasswordFault::Hash)?;
        Ok(hash.to_string())
    }

    /// Whether the hash was made of it.
    pub fn fits(&self, hash: &str) -> Result<bool, PasswordFault> {
        match argon2()?.verify_password(self.0.as_bytes(), hash) {
            Ok(()) => Ok(true),
            Err(Error::PasswordInvalid) => Ok(false),
            Err(fault) => Err(PasswordFault::Hash(fault)),
        }
    }

    /// Works as long as [`Password::fits`], so that time does not tell which names there are.
    pub fn fits_nobody(&self) -> Result<(), PasswordFault> {
        self.hash().map(drop)
    }
}

/// 19 MiB, two passes, one lane: OWASP's least, and what a small board can bear at its door.
fn argon2() -> Result<Argon2<'static>, PasswordFault> {
    let params =
        Params::new(19 * 1024, 2, 1, None).map_err(|fault| PasswordFault::Hash(fault.into()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_argon2id_salted_and_fits_its_password_alone() {
        let password = Password::new("Kinosaal 3 links".into()).unwrap();
        let hash = password.hash().unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, password.hash().unwrap());
        assert!(password.fits(&hash).unwrap());
        assert!(!Password::new("kinosaal 3 links".into()).unwrap().fits(&hash).unwrap());
        assert!(matches!(password.fits("$argon2id$torn"), Err(PasswordFault::Hash(_))));
        assert!(!format!("{password:?}").contains("Kino"));
        assert!(Password::new("x".repeat(257)).is_err());
    }
}
