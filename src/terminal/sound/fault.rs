//! Why no sound is heard.

use std::io;

use crate::words::codes::{FaultCode, sound};
use crate::words::device::{self, Text};
use crate::words::{Language, Message, display_in_english, system};

/// Why a card or its player plays nothing.
#[derive(Debug, thiserror::Error)]
pub enum SoundFault {
    /// There is no `aplay` on this machine.
    NoPlayer,
    NotBegun(io::Error),
    NotWaited(io::Error),
    /// The player ended with a fault: its own first line, if it said one.
    Ended(Option<String>),
    /// The card takes no sound in the time that it is given.
    Hangs,
    /// Players before this one have not ended.
    Waiting,
}

display_in_english!(SoundFault);

impl SoundFault {
    /// What kept `aplay` from beginning.
    pub(super) fn not_begun(cause: io::Error) -> Self {
        match cause.kind() {
            io::ErrorKind::NotFound => Self::NoPlayer,
            _ => Self::NotBegun(cause),
        }
    }
}

impl Message for SoundFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::NoPlayer => sound::NO_PLAYER,
            Self::NotBegun(_) | Self::NotWaited(_) => sound::NOT_BEGUN,
            Self::Ended(_) => sound::ENDED,
            Self::Hangs | Self::Waiting => sound::HANGS,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::NoPlayer => Text::NoAplay.plain(language),
            Self::NotBegun(cause) => {
                device::AplayNotBegun { cause: system::io(cause, language) }.text(language)
            }
            Self::NotWaited(cause) => {
                device::AplayNotWaited { cause: system::io(cause, language) }.text(language)
            }
            Self::Ended(Some(line)) => device::AplaySaid { line }.text(language),
            Self::Ended(None) => Text::AplaySilent.plain(language),
            Self::Hangs => Text::SoundHangs.plain(language),
            Self::Waiting => Text::SoundsWait.plain(language),
        }
    }
}
