//! Why nobody is served.

use std::net::SocketAddr;
use std::path::PathBuf;

use rustls::pki_types::pem;

use crate::words::codes::{FaultCode, hallgate_platform as codes};
use crate::words::server as words;
use crate::words::{Language, Message, display_in_english, system};

/// Why nobody is served.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    Listen(SocketAddr, std::io::Error),
    File {
        path: PathBuf,
        cause: std::io::Error,
    },
    Pem {
        path: PathBuf,
        cause: pem::Error,
    },
    /// The key of this certificate.
    PrivateKey {
        certificate: PathBuf,
        cause: pem::Error,
    },
    Certificate(#[from] rcgen::Error),
    /// Certificate and key do not make an identity.
    Tls(#[from] rustls::Error),
}

display_in_english!(ServerError);

impl Message for ServerError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Listen(..) => codes::LISTEN,
            Self::File { .. } => codes::FILE,
            Self::Pem { .. } | Self::PrivateKey { .. } => codes::NO_PEM,
            Self::Certificate(_) => codes::NOT_ISSUED,
            Self::Tls(_) => codes::NO_IDENTITY,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Listen(address, cause) => {
                words::Listen { address, cause: system::io(cause, language) }.text(language)
            }
            Self::File { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::ServerFile { path, cause }.text(language)
            }
            Self::Pem { path, cause } => {
                words::NoPem { path: path.display(), cause }.text(language)
            }
            Self::PrivateKey { certificate, cause } => {
                words::NoPrivateKey { path: certificate.display(), cause }.text(language)
            }
            Self::Certificate(cause) => words::NotIssued { cause }.text(language),
            Self::Tls(cause) => words::NoUse { cause }.text(language),
        }
    }
}
