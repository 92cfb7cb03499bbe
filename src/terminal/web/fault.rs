//! Why there are no pages.

use crate::config::SecretError;
use crate::terminal::report::ReportError;
use crate::transport::server::ServerError;
use crate::words::codes::{FaultCode, web};
use crate::words::web::{self as words, Text};
use crate::words::{Language, Message, display_in_english, system};

/// Why there are no pages.
#[derive(Debug, thiserror::Error)]
pub enum WebFault {
    /// `[web] address` is left out.
    Off,
    Server(#[from] ServerError),
    Report(#[from] ReportError),
    /// `web.private_key` or `web.metrics_token`.
    Secret(#[from] SecretError),
    /// `web.metrics_token` is shorter than this.
    ShortToken(usize),
    /// `web.certificate` without `web.private_key`.
    NoPrivateKey,
    /// Signals and loop of the program itself.
    Own(#[from] std::io::Error),
}

display_in_english!(WebFault);

impl Message for WebFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Off => web::OFF,
            Self::Server(cause) => cause.code(),
            Self::Report(cause) => cause.code(),
            Self::Secret(cause) => cause.code(),
            Self::ShortToken(_) => web::SHORT_TOKEN,
            Self::NoPrivateKey => web::NO_PRIVATE_KEY,
            Self::Own(_) => web::OWN,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Off => Text::Off.plain(language),
            Self::Server(cause) => cause.message(language),
            Self::Report(cause) => cause.message(language),
            Self::Secret(cause) => cause.message(language),
            Self::ShortToken(least) => words::ShortToken { least }.text(language),
            Self::NoPrivateKey => Text::NoPrivateKey.plain(language),
            Self::Own(cause) => words::Own { cause: system::io(cause, language) }.text(language),
        }
    }
}
