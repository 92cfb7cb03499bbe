//! What can be wrong with the protected log.

use crate::clock::CHINA;
use crate::people::ChainFault;
use crate::words::codes::{FaultCode, hallgate_platform as codes};
use crate::words::platform::Text;
use crate::words::{Language, Message, display_in_english, errors};

/// The first thing that is wrong with the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogFault {
    Chain(#[from] ChainFault),
    /// There are entries, and nothing tells by which key they are chained.
    NoKey,
}

display_in_english!(LogFault);

impl Message for LogFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Chain(fault) => fault.code(),
            Self::NoKey => codes::LOG_KEY,
        }
    }

    fn message(&self, language: Language) -> String {
        let fault = match self {
            Self::Chain(fault) => fault.message_in(&CHINA, language),
            Self::NoKey => Text::LogKeyGone.plain(language),
        };
        errors::LogBroken { fault }.text(language)
    }
}
