//! Why root's side did not do what was asked, as its state names it.

use crate::words::codes::{FaultCode, update as codes};
use crate::words::update::Text;
use crate::words::{Language, Message, display_in_english};

/// Why an update was refused, or not done.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    strum::IntoStaticStr,
    strum::EnumString,
    strum::VariantArray,
    thiserror::Error,
)]
#[strum(serialize_all = "snake_case")]
pub enum UpdateFault {
    NoFile,
    TooLarge,
    NoRoom,
    Copy,
    Signature,
    OtherDevice,
    Older,
    Same,
    Install,
    NothingInstalled,
    /// Somebody was at the door for as long as a restart was waited for.
    Visitors,
    /// Another one is under way.
    Busy,
    Fetch,
    /// Root's side names what this program does not know.
    Unknown,
}

display_in_english!(UpdateFault);

impl UpdateFault {
    pub(super) fn of_name(name: &str) -> Self {
        name.parse().unwrap_or(Self::Unknown)
    }
}

impl Message for UpdateFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::NoFile | Self::TooLarge | Self::NoRoom | Self::Copy => codes::COPY,
            Self::Signature => codes::SIGNATURE,
            Self::OtherDevice => codes::OTHER_DEVICE,
            Self::Older => codes::OLDER,
            Self::Same => codes::SAME,
            Self::Install | Self::Unknown => codes::INSTALL,
            Self::NothingInstalled => codes::NOTHING_INSTALLED,
            Self::Visitors => codes::NOT_QUIET,
            Self::Busy => codes::UPDATE_BUSY,
            Self::Fetch => codes::FETCH,
        }
    }

    fn message(&self, language: Language) -> String {
        let text = match self {
            Self::NoFile => Text::NoFile,
            Self::TooLarge => Text::TooLarge,
            Self::NoRoom => Text::NoRoom,
            Self::Copy => Text::Copy,
            Self::Signature => Text::Signature,
            Self::OtherDevice => Text::OtherDevice,
            Self::Older => Text::Older,
            Self::Same => Text::Same,
            Self::Install => Text::Install,
            Self::NothingInstalled => Text::NothingInstalled,
            Self::Visitors => Text::Visitors,
            Self::Busy => Text::UpdateBusy,
            Self::Fetch => Text::Fetch,
            Self::Unknown => Text::Unknown,
        };
        text.plain(language)
    }
}
