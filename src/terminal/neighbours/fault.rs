//! Why doors do not hear of each other, as data until people see it.

use crate::terminal::config::SecretError;
use crate::terminal::store::{CredstoreError, DoorName};
use crate::words::codes::{FaultCode, neighbours as codes};
use crate::words::neighbours::{self as words, Text};
use crate::words::{Language, Message, display_in_english, system};

/// Why this door has no neighbours, or does not hear all of one.
#[derive(Debug, thiserror::Error)]
pub enum NeighboursFault {
    Secret(#[from] SecretError),
    Credstore(#[from] CredstoreError),
    KeyForm,
    Thread(std::io::Error),
    /// More was told of this door today than is kept of one.
    TellsTooMuch {
        door: DoorName,
        most: u64,
    },
    /// Who comes by this door's user name is not the terminal that was first heard by it.
    OtherTerminal {
        address: String,
        door: String,
        name: String,
    },
}

display_in_english!(NeighboursFault);

impl Message for NeighboursFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Secret(cause) => cause.code(),
            Self::Credstore(cause) => cause.code(),
            Self::KeyForm => codes::KEY_FORM,
            Self::Thread(_) => codes::THREAD,
            Self::TellsTooMuch { .. } => codes::TELLS_TOO_MUCH,
            Self::OtherTerminal { .. } => codes::OTHER_TERMINAL,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Secret(cause) => cause.message(language),
            Self::Credstore(cause) => cause.message(language),
            Self::KeyForm => Text::KeyForm.plain(language),
            Self::TellsTooMuch { door, most } => {
                words::TellsTooMuch { door: door.as_str(), most: *most }.text(language)
            }
            Self::OtherTerminal { address, door, name } => {
                words::OtherTerminal { address, door, name }.text(language)
            }
            Self::Thread(cause) => {
                words::Thread { cause: system::io(cause, language) }.text(language)
            }
        }
    }
}
