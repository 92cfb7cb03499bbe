//! What is wrong with links between doors, as it is kept and told.

use serde::{Deserialize, Serialize};

use super::NeighboursFault;
use crate::words::codes::neighbours as codes;
use crate::words::neighbours::{self as words, Text};
use crate::words::{Language, Message, system};

/// What is wrong with a link, or with listening.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "trouble", rename_all = "snake_case")]
pub enum LinkTrouble {
    /// What listens or calls there has another key, or is another program.
    OtherKey { address: String },
    /// So many addresses call with another key, or with another program; the newest of them.
    OtherKeys { addresses: usize, newest: String },
    /// What listens there is no door.
    NoDoor { address: String },
    /// What listens there hangs up without a word.
    HungUp { address: String },
    /// A door with this key, of another cinema.
    OtherCinema { address: String, cinema: String },
    /// A terminal with this one's user name.
    SameName { address: String, name: String },
    /// Another terminal than the one that was first heard by this user name.
    OtherTerminal { address: String, door: String, name: String },
    /// A door that does not hear this one, whose name is another terminal's there.
    NotHeard { address: String, door: String, name: String },
    /// A door that has no place for this one.
    NoPlace { address: String },
    /// A door whose program speaks another version of this.
    OtherVersion { address: String, version: u8 },
    /// A door that says what no door says.
    Unreadable { address: String },
    /// More doors than there can be.
    TooMany { address: String },
    /// A door of `neighbours.doors` that does not answer.
    Unreachable { address: String },
    /// Nothing listens here: the system's number of why.
    NotListening { address: String, error: Option<i32> },
    /// Nothing can be found by mDNS.
    NoDiscovery,
    /// There is no key: the fault's code.
    NoKey { code: String },
}

impl LinkTrouble {
    /// Where it is, if it is at an address.
    pub fn address(&self) -> Option<&str> {
        match self {
            Self::OtherKey { address }
            | Self::NotHeard { address, .. }
            | Self::NoPlace { address }
            | Self::NoDoor { address }
            | Self::HungUp { address }
            | Self::OtherCinema { address, .. }
            | Self::SameName { address, .. }
            | Self::OtherTerminal { address, .. }
            | Self::OtherVersion { address, .. }
            | Self::Unreadable { address }
            | Self::TooMany { address }
            | Self::Unreachable { address }
            | Self::NotListening { address, .. } => Some(address),
            Self::OtherKeys { .. } | Self::NoDiscovery | Self::NoKey { .. } => None,
        }
    }

    /// What is wrong, and what to do.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::NoDoor { address } => words::NoDoor { address }.text(language),
            Self::HungUp { address } => words::HungUp { address }.text(language),
            Self::OtherKey { address } => words::OtherKey { address }.text(language),
            Self::OtherKeys { addresses, newest } => {
                words::OtherKeys { addresses, newest }.text(language)
            }
            Self::NotHeard { address, name, .. } => {
                let code = codes::OTHER_TERMINAL.to_string();
                words::NotHeard { address, name, code: &code }.text(language)
            }
            Self::NoPlace { address } => words::NoPlace { address }.text(language),
            Self::OtherCinema { address, cinema } => {
                words::OtherCinema { address, cinema }.text(language)
            }
            Self::SameName { address, name } => words::SameName { address, name }.text(language),
            Self::OtherTerminal { address, door, name } => NeighboursFault::OtherTerminal {
                address: address.clone(),
                door: door.clone(),
                name: name.clone(),
            }
            .with_code(language),
            Self::OtherVersion { address, version } => {
                words::OtherVersion { address, version }.text(language)
            }
            Self::Unreadable { address } => words::Unreadable { address }.text(language),
            Self::TooMany { address } => words::TooMany { address }.text(language),
            Self::Unreachable { address } => words::Unreachable { address }.text(language),
            Self::NotListening { address, error } => {
                let cause = error.and_then(|number| system::errno(number, language));
                let cause = cause.unwrap_or_else(|| {
                    error.map_or_else(String::new, |it| {
                        std::io::Error::from_raw_os_error(it).to_string()
                    })
                });
                words::Listen { address, cause }.text(language)
            }
            Self::NoDiscovery => Text::NoDiscovery.plain(language),
            Self::NoKey { code } => words::NoKey { code }.text(language),
        }
    }
}
