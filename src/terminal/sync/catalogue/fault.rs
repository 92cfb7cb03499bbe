//! Why a list of the catalogue stays as it is, or is not believed.

use serde::{Deserialize, Serialize};

use crate::terminal::config::SecretError;
use crate::terminal::store::CredstoreError;
use crate::transport::{ChannelFault, RootsError};
use crate::words::catalogue::{self as words, Text};
use crate::words::codes::{FaultCode, catalogue};
use crate::words::{Language, Message, display_in_english};

/// What came of a request for a list: it is made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum CatalogueFault {
    /// The channel, or the way to it.
    Channel(ChannelFault),
    /// The configuration does not let it be called: the sentence in Chinese and English.
    Setup(String, String),
    /// `catalogue.cinema_id` is not there.
    NoCinema,
    /// Of so many items, no list is one.
    TooMany(usize),
    /// Items that do not read, or another count than was told: what is left out is not believed.
    Doubted,
    /// Nothing was in it, for the first time: that is not believed yet.
    Empty,
    /// The database does not read, or does not take it: the sentence in Chinese and English.
    Store(String, String),
    /// The program itself.
    Panicked,
}

display_in_english!(CatalogueFault);

/// Why the channel can't be called with this configuration.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueSetupFault {
    Unread(#[from] SecretError),
    Credstore(#[from] CredstoreError),
    /// It is empty or no text.
    Secret,
    Roots(#[from] RootsError),
}

display_in_english!(CatalogueSetupFault);

impl From<ChannelFault> for CatalogueFault {
    fn from(fault: ChannelFault) -> Self {
        Self::Channel(fault)
    }
}

impl From<CatalogueSetupFault> for CatalogueFault {
    fn from(fault: CatalogueSetupFault) -> Self {
        Self::Setup(fault.message(Language::Chinese), fault.message(Language::English))
    }
}

impl CatalogueFault {
    /// Of the database.
    pub fn of_store(fault: &crate::terminal::store::StoreError) -> Self {
        Self::Store(fault.message(Language::Chinese), fault.message(Language::English))
    }

    /// As it is kept, to be told later in either language.
    pub fn kept(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| self.to_string())
    }

    /// What was kept; none where it is no fault of this program, such as an older one's sentence.
    pub fn of_kept(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }
}

impl Message for CatalogueFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Channel(fault) => fault.code(),
            Self::Setup(..) => catalogue::SETUP,
            Self::NoCinema => catalogue::NO_CINEMA,
            Self::TooMany(_) => catalogue::TOO_MANY,
            Self::Doubted => catalogue::DOUBTED,
            Self::Empty => catalogue::EMPTY,
            Self::Store(..) | Self::Panicked => catalogue::NOT_TAKEN,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Channel(fault) => fault.message(language),
            Self::Setup(chinese, english) | Self::Store(chinese, english) => match language {
                Language::Chinese => chinese.clone(),
                Language::English => english.clone(),
            },
            Self::NoCinema => Text::NoCinema.plain(language),
            Self::TooMany(items) => words::TooMany { items }.text(language),
            Self::Doubted => Text::Doubted.plain(language),
            Self::Empty => Text::Empty.plain(language),
            Self::Panicked => Text::Panicked.plain(language),
        }
    }
}

impl Message for CatalogueSetupFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Unread(cause) => cause.code(),
            Self::Credstore(cause) => cause.code(),
            Self::Secret => catalogue::SETUP,
            Self::Roots(cause) => cause.code(),
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Unread(cause) => {
                words::SecretUnread { fault: cause.message(language) }.text(language)
            }
            Self::Credstore(cause) => {
                words::SecretUnread { fault: cause.message(language) }.text(language)
            }
            Self::Secret => Text::SecretNoText.plain(language),
            Self::Roots(cause) => cause.message(language),
        }
    }
}
