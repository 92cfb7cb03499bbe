//! Values with a form of their own: each checks itself while it is read, so that the error
//! stands at its line.

use std::path::PathBuf;

use jiff::tz::TimeZone;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use ureq::http::Uri;

/// A whole number within bounds, for `deserialize_with`.
pub(super) fn within<'de, const MIN: i64, const MAX: i64, T, D>(from: D) -> Result<T, D::Error>
where
    T: TryFrom<i64>,
    D: Deserializer<'de>,
{
    let value = i64::deserialize(from)?;
    let fault = || D::Error::custom(format!("{value} is not between {MIN} and {MAX}"));
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
    #[error(
        "no credential {0:?}: the service manager passes none; start it by systemd with LoadCredential= or use \"file:PATH\""
    )]
    NoCredentials(String),
    #[error("cannot read the secret {}: {cause}", path.display())]
    Unreadable { path: PathBuf, cause: std::io::Error },
    #[error("others may read the secret {} (mode {mode:04o}): chmod 600 it", path.display())]
    Exposed { path: PathBuf, mode: u32 },
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

    /// Its bytes, whoever may read the file.
    pub fn read(&self) -> Result<Vec<u8>, SecretError> {
        let path = self.path()?;
        std::fs::read(&path).map_err(|cause| SecretError::Unreadable { path, cause })
    }

    /// Its bytes, refused when the file's mode lets group or others in. A credential is the
    /// service manager's to guard.
    pub fn read_private(&self) -> Result<Vec<u8>, SecretError> {
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
            _ => Err(D::Error::custom("is neither \"credential:NAME\" nor \"file:PATH\"")),
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
            _ => Err(D::Error::custom("is neither \"v4l:/dev/videoN\" nor \"replay:FOLDER\"")),
        }
    }
}

/// A time zone of the tz database.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone(pub TimeZone);

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = String::deserialize(from)?;
        TimeZone::get(&name).map(Self).map_err(|_| {
            D::Error::custom(format!("{name:?} is no time zone such as \"Asia/Shanghai\""))
        })
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
        let uri: Uri = text.parse().map_err(|fault| format!("{text:?} is no address: {fault}"))?;
        if uri.scheme_str() != Some("https") {
            return Err(format!(
                "{text:?} does not begin with https://, and nothing else is spoken"
            ));
        }
        let host = uri.host().filter(|host| !host.is_empty());
        let host = host.ok_or_else(|| format!("{text:?} names no host"))?;
        if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
            return Err(
                "an address with a user name in it is not used: the signature is the proof".into(),
            );
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
