//! Why something about people is not done.

use jiff::Timestamp;

use crate::people::{OperatorName, PasswordFault, PlatformRole, PromptFault, Weakness};
use crate::platform::ledger::LedgerError;
use crate::words::codes::{FaultCode, people as codes};
use crate::words::errors::{self, Text};
use crate::words::platform::{self as words, Text as PlatformText};
use crate::words::{Language, Message, display_in_english};

/// Why something about people is not done.
#[derive(Debug, thiserror::Error)]
pub enum PeopleFault {
    Ledger(#[from] LedgerError),
    Prompt(#[from] PromptFault),
    Password(#[from] PasswordFault),
    Weak(#[from] Weakness),
    NameTaken(OperatorName),
    Unknown(String),
    FirstIsNoAdmin,
    /// `--as` where there is nobody yet.
    NobodyYet,
    /// No `--as` where there are operators.
    NeedsName,
    Refused,
    Locked {
        name: OperatorName,
        until: Timestamp,
        now: Timestamp,
    },
    Disabled(OperatorName),
    NotAllowed {
        name: OperatorName,
        role: PlatformRole,
    },
    /// The role is bound to other cinemas.
    OtherCinemas {
        name: OperatorName,
    },
    Outdated(OperatorName),
    LastAdmin(OperatorName),
}

display_in_english!(PeopleFault);

impl Message for PeopleFault {
    fn code(&self) -> FaultCode {
        match self {
            Self::Ledger(cause) => cause.code(),
            Self::Prompt(cause) => cause.code(),
            Self::Password(cause) => cause.code(),
            Self::Weak(_) => codes::WEAK,
            Self::NameTaken(_) => codes::NAME_TAKEN,
            Self::Unknown(_) => codes::UNKNOWN,
            Self::FirstIsNoAdmin => codes::FIRST_IS_NO_ADMIN,
            Self::NobodyYet => codes::NOBODY_YET,
            Self::NeedsName => codes::NEEDS_ADMIN,
            Self::Refused => codes::REFUSED,
            Self::Locked { .. } => codes::LOCKED,
            Self::Disabled(_) => codes::DISABLED,
            Self::NotAllowed { .. } | Self::OtherCinemas { .. } => codes::NOT_ALLOWED,
            Self::Outdated(_) => codes::OUTDATED,
            Self::LastAdmin(_) => codes::LAST_ADMIN,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Ledger(cause) => cause.message(language),
            Self::Prompt(cause) => cause.message(language),
            Self::Password(cause) => cause.message(language),
            Self::Weak(cause) => errors::Weak { weakness: cause.message(language) }.text(language),
            Self::NameTaken(name) => errors::NameTaken { name }.text(language),
            Self::Unknown(name) => words::NoOperator { name }.text(language),
            Self::FirstIsNoAdmin => Text::FirstIsNoAdmin.plain(language),
            Self::NobodyYet => Text::NobodyYet.plain(language),
            Self::NeedsName => PlatformText::NeedsName.plain(language),
            Self::Refused => Text::SignInRefused.plain(language),
            Self::Locked { name, until, now } => {
                errors::Locked { name, wait: errors::wait(*now, *until, language) }.text(language)
            }
            Self::Disabled(name) => errors::OperatorDisabled { name }.text(language),
            Self::NotAllowed { name, role } => {
                errors::NotAllowed { name, role: role.shown(language) }.text(language)
            }
            Self::OtherCinemas { name } => words::OtherCinemas { name }.text(language),
            Self::Outdated(name) => errors::Outdated { name }.text(language),
            Self::LastAdmin(name) => errors::LastAdmin { name }.text(language),
        }
    }
}
