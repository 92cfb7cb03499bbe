//! Faults of a first boot.

use std::path::PathBuf;

use super::{Faults, Message, io};
use crate::terminal::setup::{CardFault, SetupError};
use crate::words::Bilingual;

pub(super) fn of_the_first_boot() -> Faults {
    let path = || PathBuf::from("/card/it.toml");
    let sentence =
        || Bilingual::by(|language| CardFault::Utf16(PathBuf::from("/it.toml")).message(language));
    faults![
        CardFault::Gone(path()) => "/card/it.toml",
        CardFault::NoFile(path()) => "/card/it.toml",
        CardFault::TooBig { path: path(), bytes: 700_000 } => "/card/it.toml" "700000" "262144",
        CardFault::Utf16(path()) => "/card/it.toml" "UTF-8",
        CardFault::NoText { path: path(), line: 7 } => "/card/it.toml" "7" "UTF-8",
        CardFault::Unreadable { path: path(), cause: io() } => "/card/it.toml" "13",
        SetupError::Card(CardFault::Utf16(path())) => "/card/it.toml",
        SetupError::Mistakes(sentence()) => "/it.toml",
        SetupError::Board { path: path(), cause: io() } => "/card/it.toml" "13",
        SetupError::NotStored { path: path(), cause: io() } => "/card/it.toml" "13",
        SetupError::NoCreds(io()) => "systemd-creds" "--plain" "13",
        SetupError::CredsFailed { name: "hallgate-db".into(), said: "no key".into() } => "hallgate-db" "no key",
        SetupError::DatabaseWithoutKey(path()) => "/card/it.toml",
        SetupError::NoKeyFile(path()) => "/card/it.toml" "store.key",
        SetupError::NoData =>,
        SetupError::NotReady(sentence()) => "/it.toml",
    ]
}
