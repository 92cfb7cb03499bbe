//! Why a terminal is not enrolled.

use std::io;
use std::path::PathBuf;

use super::exchange::TrustAnchor;
use crate::terminal::vision::ReadError;
use crate::ticket::CinemaCode;
use crate::transport::{Fault, RootsError};
use crate::words::codes::{FaultCode, platform as codes, program};
use crate::words::enrolment::{self as words, Text};
use crate::words::{Language, Message, display_in_english, errors, system};

/// Why a terminal is not enrolled.
#[derive(Debug, thiserror::Error)]
pub enum EnrolmentError {
    /// `platform.private_key` is the service manager's, of this name.
    KeyIsCredential(String),
    /// What was typed is no code.
    NoCode,
    /// Nothing was typed, and nothing shown.
    NothingCame,
    /// The picture has no code for enrolment.
    NoInvitation(PathBuf),
    Picture(#[from] ReadError),
    /// The QR code is of another terminal than this one.
    OtherTerminal {
        found: String,
        name: String,
    },
    OtherCinema {
        found: CinemaCode,
        own: CinemaCode,
    },
    /// There is a digest, and `platform.ca` does not say where its certificate goes.
    NoPlaceForAuthority,
    /// `platform.ca` is not there yet, and no digest was given.
    NobodyToBelieve(PathBuf),
    /// What answers is not of the authority that was meant.
    OtherAuthority,
    /// A key is there, or the address is another one, and nobody was there to be asked.
    NotAsked,
    Declined,
    /// The code is wrong, used or expired.
    Refused,
    /// Too many wrong codes came from here; the seconds to wait.
    Later(u64),
    /// The code was of another terminal, which the key is of now.
    EnrolledAs {
        name: String,
        own: String,
    },
    Exchange(#[from] Fault),
    Roots(#[from] RootsError),
    KeyMaking,
    NotStored {
        path: PathBuf,
        cause: io::Error,
    },
    Output(#[from] io::Error),
}

display_in_english!(EnrolmentError);

impl EnrolmentError {
    /// Of an exchange that failed.
    pub(super) fn of_exchange(fault: Fault, trust: &TrustAnchor) -> Self {
        match (fault, trust) {
            (Fault::TlsUntrusted, TrustAnchor::Introduced { .. }) => Self::OtherAuthority,
            (fault, _) => Self::Exchange(fault),
        }
    }
}

impl Message for EnrolmentError {
    fn code(&self) -> FaultCode {
        match self {
            Self::KeyIsCredential(_) => codes::KEY_IS_CREDENTIAL,
            Self::NoCode | Self::NoInvitation(_) | Self::NothingCame => codes::NO_CODE,
            Self::Picture(cause) => cause.code(),
            Self::OtherTerminal { .. } | Self::OtherCinema { .. } | Self::EnrolledAs { .. } => {
                codes::OTHER_TERMINAL
            }
            Self::NoPlaceForAuthority | Self::NobodyToBelieve(_) => codes::NOBODY_TO_BELIEVE,
            Self::OtherAuthority => codes::OTHER_AUTHORITY,
            Self::NotAsked | Self::Declined => codes::REPLACE_NOT_ASKED,
            Self::Refused => codes::CODE_REFUSED,
            Self::Later(_) => codes::TOO_MANY_CODES,
            Self::Exchange(cause) => cause.code(),
            Self::Roots(cause) => cause.code(),
            Self::KeyMaking => codes::KEY_NOT_MADE,
            Self::NotStored { .. } => codes::ENROLMENT_NOT_STORED,
            Self::Output(_) => program::OUTPUT,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::KeyIsCredential(name) => words::KeyIsCredential { name }.text(language),
            Self::NoCode => Text::NoCode.plain(language),
            Self::NothingCame => Text::NothingCame.plain(language),
            Self::NoInvitation(path) => words::NoInvitation { path: path.display() }.text(language),
            Self::Picture(cause) => cause.message(language),
            Self::OtherTerminal { found, name } => {
                words::OtherTerminal { found, name }.text(language)
            }
            Self::OtherCinema { found, own } => words::OtherCinema { found, own }.text(language),
            Self::NoPlaceForAuthority => Text::NoPlaceForAuthority.plain(language),
            Self::NobodyToBelieve(path) => {
                words::NobodyToBelieve { path: path.display() }.text(language)
            }
            Self::OtherAuthority => Text::OtherAuthority.plain(language),
            Self::NotAsked => Text::NotAsked.plain(language),
            Self::Declined => Text::Declined.plain(language),
            Self::Refused => Text::Refused.plain(language),
            Self::Later(seconds) => words::Later { seconds }.text(language),
            Self::EnrolledAs { name, own } => words::EnrolledAs { name, own }.text(language),
            Self::Exchange(cause) => cause.message(language),
            Self::Roots(cause) => cause.message(language),
            Self::KeyMaking => Text::KeyMaking.plain(language),
            Self::NotStored { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                words::NotStored { path, cause }.text(language)
            }
            Self::Output(cause) => {
                errors::NotWritten { cause: system::io(cause, language) }.text(language)
            }
        }
    }
}
