//! What is wrong with a value of those sections that a terminal's first boot reads beside its
//! configuration: enrolment, network, access.

use super::value_fault::quote;
use crate::words::Language;
use crate::words::setup::{self as words, Text};

/// What is wrong at a place of those sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SiteFault {
    /// No section is called so.
    UnknownSection {
        name: String,
        known: Vec<String>,
    },
    /// A key above the first section.
    OutsideSections,
    /// A key that another section has.
    OfSection(&'static str),
    /// A section that has to be there.
    NoSection(&'static str),
    NoCode,
    NoSha256,
    /// A code, and nothing that tells the platform's authority.
    NoAuthority,
    /// The file on the card has the mark of a code or a passphrase that was taken over, and here is none.
    NotKept,
    NoInterface(String),
    /// With the length of its prefix.
    NoSubnet(String),
    NoIpAddress(String),
    NoTimeServer(String),
    /// `mode = "static"` without an address.
    StaticWithoutAddress,
    /// An address beside `mode = "dhcp"`.
    AddressOfDhcp,
    /// A network's name of no byte, or more than 32.
    NoSsid,
    NoPassphrase,
    NoCountry(String),
    NoSshKey(String),
    /// A board that nothing is known of, and no `[gate]`.
    GateOfUnknownBoard(String),
}

impl SiteFault {
    /// What is wrong, without its place.
    pub fn message(&self, language: Language) -> String {
        match self {
            Self::UnknownSection { name, known } => {
                let known = known.join(Text::BetweenSections.form(language));
                words::UnknownSection { typed: quote(name), known }.text(language)
            }
            Self::OutsideSections => Text::OutsideSections.plain(language),
            Self::OfSection(section) => words::OfSection { section }.text(language),
            Self::NoSection(name) => words::NoSection { name }.text(language),
            Self::NoCode => Text::NoCode.plain(language),
            Self::NoSha256 => Text::NoSha256.plain(language),
            Self::NoAuthority => Text::NoAuthority.plain(language),
            Self::NotKept => Text::NotKept.plain(language),
            Self::NoInterface(typed) => words::NoInterface { typed: quote(typed) }.text(language),
            Self::NoSubnet(typed) => words::NoSubnet { typed: quote(typed) }.text(language),
            Self::NoIpAddress(typed) => words::NoIpAddress { typed: quote(typed) }.text(language),
            Self::NoTimeServer(typed) => words::NoTimeServer { typed: quote(typed) }.text(language),
            Self::StaticWithoutAddress => Text::StaticWithoutAddress.plain(language),
            Self::AddressOfDhcp => Text::AddressOfDhcp.plain(language),
            Self::NoSsid => Text::NoSsid.plain(language),
            Self::NoPassphrase => Text::NoPassphrase.plain(language),
            Self::NoCountry(typed) => words::NoCountry { typed: quote(typed) }.text(language),
            Self::NoSshKey(typed) => words::NoSshKey { typed: quote(typed) }.text(language),
            Self::GateOfUnknownBoard(model) => {
                words::GateOfUnknownBoard { model: quote(model) }.text(language)
            }
        }
    }
}
