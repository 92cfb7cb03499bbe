//! Values with a form of their own: each checks itself while it is read, so that the error
//! stands at its line.

use std::fmt::Display;
use std::path::PathBuf;

use jiff::tz::TimeZone;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use ureq::http::Uri;
use zeroize::Zeroizing;

use crate::words::codes::{FaultCode, config};
use crate::words::config::Text;
use crate::words::{Language, Message, display_in_english, errors, system};

/// What is wrong with a value, for the reader of the file. It carries text alone, so it is put
/// into English here, and known again by its form where it is told in another language.
pub(super) fn wrong<E: serde::de::Error>(text: Text, parts: &[&dyn Display]) -> E {
    E::custom(english(text, parts))
}

fn english(text: Text, parts: &[&dyn Display]) -> String {
    text.of(Language::English, parts)
}

/// A whole number within bounds, for `deserialize_with`.
pub(super) fn within<'de, const MIN: i64, const MAX: i64, T, D>(from: D) -> Result<T, D::Error>
where
    T: TryFrom<i64>,
    D: Deserializer<'de>,
{
    let value = i64::deserialize(from)?;
    let fault = || wrong::<D::Error>(Text::NotBetween, &[&value, &MIN, &MAX]);
    if !(MIN..=MAX).contains(&value) {
        return Err(fault());
    }
    T::try_from(value).map_err(|_| fault())
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

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        match text.split_once(':') {
            Some(("credential", name)) if !name.is_empty() && !name.contains('/') => {
                Ok(Self::Credential(name.to_owned()))
            }
            Some(("file", path)) if !path.is_empty() => Ok(Self::File(path.into())),
            _ => Err(wrong(Text::NoSecret, &[])),
        }
    }
}

/// Where frames come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CameraSource {
    /// A V4L2 device node.
    V4l(PathBuf),
    /// The image files of a folder, by name, once each.
    Replay(PathBuf),
}

impl<'de> Deserialize<'de> for CameraSource {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        match text.split_once(':') {
            Some(("v4l", path)) if !path.is_empty() => Ok(Self::V4l(path.into())),
            Some(("replay", path)) if !path.is_empty() => Ok(Self::Replay(path.into())),
            _ => Err(wrong(Text::NoSource, &[])),
        }
    }
}

/// A time zone of the tz database.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone(pub TimeZone);

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        TimeZone::get(&name).map(Self).map_err(|_| wrong(Text::NoZone, &[&format!("{name:?}")]))
    }
}

/// The platform's address: HTTPS only, port 9000 where none is named (§7.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpsUrl(Uri);

impl HttpsUrl {
    /// The address, always with a port and a path.
    pub fn uri(&self) -> &Uri {
        &self.0
    }

    /// Reads an address; the error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let quoted = format!("{text:?}");
        let uri: Uri =
            text.parse().map_err(|fault| english(Text::NoAddress, &[&quoted, &fault]))?;
        if uri.scheme_str() != Some("https") {
            return Err(english(Text::NoHttps, &[&quoted]));
        }
        let host = uri.host().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| english(Text::NoHost, &[&quoted]))?;
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(english(Text::UserInAddress, &[]));
        }
        let port = uri.port_u16().unwrap_or(9000);
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        format!("https://{host}:{port}{path}").parse().map(Self).map_err(|fault| format!("{fault}"))
    }
}

impl<'de> Deserialize<'de> for HttpsUrl {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}
