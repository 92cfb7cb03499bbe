//! Why a configuration is not taken.

use std::path::PathBuf;

use crate::config::{SecretError, ValueFault};
use crate::words::codes::{FaultCode, channel, hallgate_platform as codes};
use crate::words::config as forms;
use crate::words::platform::{self as words, Text};
use crate::words::{Language, Message, display_in_english, system};

/// Why a configuration is not taken, or what it names can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigFault {
    Unreadable {
        path: PathBuf,
        cause: std::io::Error,
    },
    Bad {
        path: PathBuf,
        /// From 1 on.
        line: usize,
        /// With its section; empty: the whole file.
        key: String,
        fault: Box<ValueFault>,
    },
    /// A certificate without a key, or the other way round.
    HalfCertificate,
    /// Of this key.
    NoSecret(&'static str),
    Secret {
        key: &'static str,
        cause: SecretError,
    },
    /// What this key names is empty or no text.
    NoText(&'static str),
    /// There is no `[channel]`.
    NoChannel,
    /// The database's key is no 32 bytes.
    KeyForm,
    /// An address of a server that does not read.
    Url(String),
    /// A server elsewhere whose certificate nobody could judge.
    NeedsRoot(String),
    RootUnreadable {
        path: PathBuf,
        cause: std::io::Error,
    },
    NoRoot(PathBuf),
    /// The folder of all that is kept.
    Data {
        path: PathBuf,
        cause: std::io::Error,
    },
}

display_in_english!(ConfigFault);

impl Message for ConfigFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Unreadable { .. } => codes::UNREADABLE,
            Self::Bad { .. } => codes::BAD,
            Self::HalfCertificate => codes::HALF_CERTIFICATE,
            Self::NoSecret(_) => codes::NO_SECRET,
            Self::Secret { cause, .. } => cause.code(),
            Self::NoText(_) => channel::SECRET_TEXT,
            Self::NoChannel => channel::NO_CHANNEL,
            Self::KeyForm => codes::KEY_FORM,
            Self::Url(_) => codes::URL,
            Self::NeedsRoot(_) => codes::NEEDS_ROOT,
            Self::RootUnreadable { .. } => codes::ROOT_UNREADABLE,
            Self::NoRoot(_) => codes::NO_ROOT,
            Self::Data { .. } => codes::DATA,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Unreadable { path, cause } => {
                let cause = system::io(cause, language);
                forms::Unreadable { path: path.display(), cause }.text(language)
            }
            Self::Bad { path, line, key, fault } => {
                let whole = forms::Text::File.form(language);
                let key = if key.is_empty() { whole } else { key.as_str() };
                let fault = fault.message(language);
                forms::Bad { path: path.display(), line, key, fault }.text(language)
            }
            Self::HalfCertificate => Text::HalfCertificate.plain(language),
            Self::NoSecret(key) => words::NoSecret { key }.text(language),
            Self::Secret { key, cause } => {
                words::SecretOf { key, cause: cause.message(language) }.text(language)
            }
            Self::NoText(key) => words::NoText { key }.text(language),
            Self::NoChannel => Text::NoChannel.plain(language),
            Self::KeyForm => Text::KeyForm.plain(language),
            Self::Url(url) => words::Url { url }.text(language),
            Self::NeedsRoot(host) => words::NeedsRoot { host }.text(language),
            Self::RootUnreadable { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::RootUnreadable { key: "store.ca", path, cause }.text(language)
            }
            Self::NoRoot(path) => words::NoRoot { path: path.display() }.text(language),
            Self::Data { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::Data { path, cause }.text(language)
            }
        }
    }
}
