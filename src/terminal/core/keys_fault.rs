//! Why the cinema's keys stay as they are.

use crate::terminal::store::StoreError;
use crate::transport::Fault;
use crate::words::codes::{FaultCode, platform};
use crate::words::{Language, Message, display_in_english, fault as words};

/// Why a request brought no keys (SPEC §3): it is made again.
#[derive(Debug, thiserror::Error)]
pub enum KeysFault {
    /// The platform, or the way to it.
    Platform(#[from] Fault),
    /// The platform has none for this cinema.
    NoKeys,
    /// None of so many reads.
    Unreadable(usize),
    /// They are not on the disk.
    Store(#[from] StoreError),
}

display_in_english!(KeysFault);

impl Message for KeysFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Platform(fault) => fault.code(),
            Self::NoKeys => platform::NO_KEYS,
            Self::Unreadable(_) => platform::KEYS_UNREAD,
            Self::Store(fault) => fault.code(),
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Platform(fault) => fault.message(language),
            Self::NoKeys => words::Text::NoKeys.plain(language),
            Self::Unreadable(count) => words::KeysUnread { count }.text(language),
            Self::Store(fault) => fault.message(language),
        }
    }
}
