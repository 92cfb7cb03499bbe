//! Why the way up can't be opened.

use crate::transport::RootsError;
use crate::words::codes::{FaultCode, hallgate_platform as codes, program};
use crate::words::platform as words;
use crate::words::{Language, Message, display_in_english, system};

/// Why the way up can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum UpstreamError {
    /// `national.url`.
    Address(String),
    /// `national.signature`.
    Signature(String),
    /// `national.ca`.
    Roots(#[from] RootsError),
    Thread(#[from] std::io::Error),
}

display_in_english!(UpstreamError);

impl Message for UpstreamError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Address(_) | Self::Signature(_) => codes::BAD,
            Self::Roots(RootsError::Unreadable { .. }) => codes::ROOT_UNREADABLE,
            Self::Roots(RootsError::NoCertificate(_)) => codes::NO_ROOT,
            Self::Thread(_) => program::THREAD,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Address(url) => words::NationalUrl { url }.text(language),
            Self::Signature(form) => words::NationalSignature { form }.text(language),
            Self::Roots(RootsError::Unreadable { path, cause }) => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::RootUnreadable { key: "national.ca", path, cause }.text(language)
            }
            Self::Roots(RootsError::NoCertificate(path)) => {
                let cause = words::NoRoot { path: path.display() }.text(language);
                words::SecretOf { key: "national.ca", cause }.text(language)
            }
            Self::Thread(cause) => {
                words::NoThread { cause: system::io(cause, language) }.text(language)
            }
        }
    }
}
