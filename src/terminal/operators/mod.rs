//! Operators: who may do what at this terminal, and how they prove who they are (SPEC §7).
//!
//! Rules live here, rows in [`crate::terminal::store`]. Everything works through an [`AdminStore`], beside the
//! running terminal or without one.
//!
//! [`AdminStore`]: crate::terminal::store::AdminStore

pub mod commands;
mod first_admin;
mod roster;
mod settings;
mod shown;
mod sign_in;

use std::io;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::people::{
    BadName, OperatorName, PasswordFault, PromptFault, Role, StaffNumber, Weakness,
};
use crate::terminal::config::FieldFault;
use crate::terminal::store::{AuditFault, DatabaseKeyError, StoreError};
use crate::words::codes::{FaultCode, people, program, report};
use crate::words::errors::{self, Text};
use crate::words::{self, Language, Message, display_in_english, system};

pub use crate::terminal::store::detail::{Leaving, OperatorPlace};
pub use first_admin::{
    FirstAdminGrant, SheetAnswer, SheetHolder, add_by_sheet, grant_path, hold, takes_sheet,
};
pub use roster::{NewOperator, add, set_called, set_disabled, set_password};
pub use settings::{SettingState, in_force, reset_setting, set_setting, settings};
pub use shown::{who, who_is};
pub use sign_in::{SignedIn, is_for, sign_in};

/// Who stands in the log where nobody is signed in; no operator can have this name.
pub const NOBODY: &str = "(nobody)";

/// Why something about operators or their log is not done.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    Key(#[from] DatabaseKeyError),
    Store(#[from] StoreError),
    Name(#[from] BadName),
    NameTaken(OperatorName),
    NumberTaken(StaffNumber),
    ShownTaken { shown: String, by: OperatorName },
    Unknown(OperatorName),
    UnknownNumber(String),
    Weak(#[from] Weakness),
    FirstIsNoAdmin,
    NobodyYet,
    NeedsAdmin,
    Refused,
    Locked { name: OperatorName, until: Timestamp, now: Timestamp },
    Disabled(OperatorName),
    NotAllowed { name: OperatorName, role: Role },
    Setting(#[from] FieldFault),
    Outdated(OperatorName),
    LastAdmin(OperatorName),
    Password(#[from] PasswordFault),
    Prompt(#[from] PromptFault),
    NoName,
    Audit { fault: AuditFault, zone: TimeZone },
    Reversed { from: String, to: String },
    Output(#[source] io::Error),
}

display_in_english!(PeopleError);

impl Message for PeopleError {
    fn code(&self) -> FaultCode {
        match self {
            Self::Key(cause) => cause.code(),
            Self::Store(cause) => cause.code(),
            Self::Name(cause) => cause.code(),
            Self::NameTaken(_) => people::NAME_TAKEN,
            Self::NumberTaken(_) => people::NUMBER_TAKEN,
            Self::ShownTaken { .. } => people::SHOWN_TAKEN,
            Self::Unknown(_) | Self::UnknownNumber(_) => people::UNKNOWN,
            Self::Weak(_) => people::WEAK,
            Self::FirstIsNoAdmin => people::FIRST_IS_NO_ADMIN,
            Self::NobodyYet => people::NOBODY_YET,
            Self::NeedsAdmin => people::NEEDS_ADMIN,
            Self::Refused => people::REFUSED,
            Self::Locked { .. } => people::LOCKED,
            Self::Disabled(_) => people::DISABLED,
            Self::NotAllowed { .. } => people::NOT_ALLOWED,
            Self::Setting(cause) => cause.code(),
            Self::Outdated(_) => people::OUTDATED,
            Self::LastAdmin(_) => people::LAST_ADMIN,
            Self::Password(cause) => cause.code(),
            Self::Prompt(cause) => cause.code(),
            Self::NoName => people::NO_NAME,
            Self::Audit { fault, .. } => fault.code(),
            Self::Reversed { .. } => report::REVERSED,
            Self::Output(_) => program::OUTPUT,
        }
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Key(cause) => {
                errors::DatabaseKey { fault: cause.message(language) }.text(language)
            }
            Self::Store(cause) => cause.message(language),
            Self::Name(cause) => cause.message(language),
            Self::NameTaken(name) => errors::NameTaken { name }.text(language),
            Self::NumberTaken(number) => errors::NumberTaken { number }.text(language),
            Self::ShownTaken { shown, by } => errors::ShownTaken { shown, by }.text(language),
            Self::Unknown(name) => errors::UnknownOperator { name }.text(language),
            Self::UnknownNumber(number) => errors::UnknownOperator { name: number }.text(language),
            Self::Weak(cause) => errors::Weak { weakness: cause.message(language) }.text(language),
            Self::FirstIsNoAdmin => Text::FirstIsNoAdmin.plain(language),
            Self::NobodyYet => Text::NobodyYet.plain(language),
            Self::NeedsAdmin => Text::NeedsAdmin.plain(language),
            Self::Refused => Text::SignInRefused.plain(language),
            Self::Locked { name, until, now } => {
                errors::Locked { name, wait: errors::wait(*now, *until, language) }.text(language)
            }
            Self::Disabled(name) => errors::OperatorDisabled { name }.text(language),
            Self::NotAllowed { name, role } => {
                errors::NotAllowed { name, role: role.shown(language) }.text(language)
            }
            Self::Setting(cause) => cause.message(language),
            Self::Outdated(name) => errors::Outdated { name }.text(language),
            Self::LastAdmin(name) => errors::LastAdmin { name }.text(language),
            Self::Reversed { from, to } => words::report::ReversedTimes { to, from }.text(language),
            Self::Password(cause) => cause.message(language),
            Self::Prompt(cause) => cause.message(language),
            Self::NoName => Text::NoName.plain(language),
            Self::Audit { fault, zone } => {
                errors::LogBroken { fault: fault.message_in(zone, language) }.text(language)
            }
            Self::Output(cause) => {
                errors::NotWritten { cause: system::io(cause, language) }.text(language)
            }
        }
    }
}
