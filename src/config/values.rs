//! Values with a form of their own: each checks itself while it is read, so that the error
//! stands at its line.

use std::path::PathBuf;
use std::str::FromStr;

use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

use super::read::wrong;
use super::value_fault::ValueFault;
use crate::ticket::CodeError;
use crate::words::codes::{FaultCode, config};
use crate::words::{Language, Message, display_in_english, errors, system};

/// A whole number within bounds, for `deserialize_with`.
pub(crate) fn within<'de, const MIN: i64, const MAX: i64, T, D>(from: D) -> Result<T, D::Error>
where
    T: TryFrom<i64>,
    D: Deserializer<'de>,
{
    let value = between(i64::deserialize(from)?, MIN, MAX).map_err(wrong)?;
    let fault = ValueFault::NotBetween { value, least: MIN, most: MAX };
    T::try_from(value).map_err(|_| wrong(fault))
}

pub(crate) fn between(value: i64, least: i64, most: i64) -> Result<i64, ValueFault> {
    match (least..=most).contains(&value) {
        true => Ok(value),
        false => Err(ValueFault::NotBetween { value, least, most }),
    }
}

/// A code of the ticket, for a key that names one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ConfigCode<T>(pub T);

impl<'de, T: FromStr<Err = CodeError>> Deserialize<'de> for ConfigCode<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map(Self).map_err(|fault| {
            wrong(match fault {
                CodeError::Width { wanted, found } => ValueFault::CodeWidth { text, found, wanted },
                // A code is no amount.
                CodeError::Character | CodeError::Amount => ValueFault::CodeSign(text),
            })
        })
    }
}

/// Where a secret comes from: it never stands in the configuration itself (SPEC §6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Secret {
    /// A file in the service manager's `$CREDENTIALS_DIRECTORY`.
    Credential(String),
    /// A file of its own.
    File(PathBuf),
}

/// Why a secret is not to be had.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    NoCredentials(String),
    Unreadable { path: PathBuf, cause: std::io::Error },
    Exposed { path: PathBuf, mode: u32 },
}

display_in_english!(SecretError);

impl Message for SecretError {
    fn code(&self) -> FaultCode {
        match self {
            Self::NoCredentials(_) => config::NO_CREDENTIALS,
            Self::Unreadable { .. } => config::SECRET_UNREADABLE,
            Self::Exposed { .. } => config::SECRET_EXPOSED,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::NoCredentials(name) => {
                errors::NoCredential { name: format!("{name:?}") }.text(language)
            }
            Self::Unreadable { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                errors::SecretUnreadable { path, cause }.text(language)
            }
            Self::Exposed { path, mode } => {
                let (path, mode) = (path.display(), format!("{mode:04o}"));
                errors::SecretExposed { path, mode }.text(language)
            }
        }
    }
}

impl Secret {
    /// The file behind it.
    pub fn path(&self) -> Result<PathBuf, SecretError> {
        match self {
            Self::File(path) => Ok(path.clone()),
            Self::Credential(name) => std::env::var_os("CREDENTIALS_DIRECTORY")
                .map(|folder| PathBuf::from(folder).join(name))
                .ok_or_else(|| SecretError::NoCredentials(name.clone())),
        }
    }

    /// Its bytes, whoever may read the file; they are wiped with what is returned.
    pub fn read(&self) -> Result<Zeroizing<Vec<u8>>, SecretError> {
        let path = self.path()?;
        std::fs::read(&path)
            .map(Zeroizing::new)
            .map_err(|cause| SecretError::Unreadable { path, cause })
    }

    /// Its bytes, refused when the file's mode lets group or others in. A credential is the
    /// service manager's to guard.
    pub fn read_private(&self) -> Result<Zeroizing<Vec<u8>>, SecretError> {
        use std::os::unix::fs::PermissionsExt;
        let path = self.path()?;
        let unreadable = |cause| SecretError::Unreadable { path: path.clone(), cause };
        let mode = std::fs::metadata(&path).map_err(unreadable)?.permissions().mode() & 0o7777;
        if matches!(self, Self::File(_)) && mode & 0o077 != 0 {
            return Err(SecretError::Exposed { path, mode });
        }
        self.read()
    }
}

impl FromStr for Secret {
    type Err = ValueFault;

    fn from_str(text: &str) -> Result<Self, ValueFault> {
        match text.split_once(':') {
            Some(("credential", name)) if !name.is_empty() && !name.contains('/') => {
                Ok(Self::Credential(name.to_owned()))
            }
            Some(("file", path)) if !path.is_empty() => Ok(Self::File(path.into())),
            _ => Err(ValueFault::NoSecret),
        }
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(wrong)
    }
}
