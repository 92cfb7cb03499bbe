//! Operators: who may do what at this terminal, and how they prove who they are (SPEC §7).
//!
//! Rules live here, rows in [`crate::store`]. Everything works through an [`Office`], beside the
//! running terminal or without one.
//!
//! [`Office`]: crate::store::Office

pub mod commands;
mod lock;
mod password;
mod prompt;
mod rights;
mod roster;
mod settings;
mod sign_in;
mod strength;

use std::io;

use jiff::{Timestamp, Unit};

use crate::config::FieldFault;
use crate::store::{
    AuditFault, BadName, DatabaseKeyError, OperatorName, Role, StaffNumber, StoreError,
};

pub use crate::store::detail::{Leaving, Place};
pub use lock::{ATTEMPTS, lock_minutes};
pub use password::Password;
pub use prompt::Passwords;
pub use rights::Right;
pub use roster::{Newcomer, add, set_disabled, set_password};
pub use settings::{SettingState, in_force, reset_setting, set_setting, settings};
pub use sign_in::{SignedIn, sign_in};
pub use strength::Weakness;

/// Who stands in the log where nobody is signed in; no operator can have this name.
pub const NOBODY: &str = "(nobody)";

/// Why something about operators or their log is not done.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    #[error("store.key: {0}")]
    Key(#[from] DatabaseKeyError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Name(#[from] BadName),
    #[error("there is an operator {0} already: choose another name")]
    NameTaken(OperatorName),
    #[error("the staff number {0} is taken: choose another one")]
    NumberTaken(StaffNumber),
    #[error("there is no operator {0}: `hallgate operator list` names them")]
    Unknown(OperatorName),
    #[error("the new password {0}: choose another one")]
    Weak(#[from] Weakness),
    #[error("the two passwords differ: begin again")]
    NotRepeated,
    #[error("there are no operators yet: the first one has to be an admin (--role admin)")]
    FirstIsNoAdmin,
    #[error("there are no operators yet: leave --as out to add the first admin")]
    NobodyYet,
    #[error("operators are an admin's to change: name who does it with --as NAME")]
    NeedsAdmin,
    #[error("the name or the password is wrong")]
    Refused,
    #[error("too many wrong passwords: {name} is locked for {}", wait(.now, .until))]
    Locked { name: OperatorName, until: Timestamp, now: Timestamp },
    #[error("the operator {0} is disabled: an admin can enable it")]
    Disabled(OperatorName),
    #[error("{name} is {role} and may not do this: ask an admin", role = .role.as_str())]
    NotAllowed { name: OperatorName, role: Role },
    #[error(transparent)]
    Setting(#[from] FieldFault),
    #[error("{0} was changed by somebody else meanwhile: sign in again")]
    Outdated(OperatorName),
    #[error("{0} is the last enabled admin: add another one first")]
    LastAdmin(OperatorName),
    #[error("the password's hash failed: {0}: give the machine more memory, or set a new password")]
    Hash(argon2::password_hash::Error),
    #[error("cannot ask for a password: {0}: run it in a terminal, or give --password-stdin")]
    Prompt(io::Error),
    #[error("no name came: run it in a terminal, or give --admin NAME")]
    NoName,
    #[error("no password came for {0}: --password-stdin takes one in a line of its own")]
    NoPassword(String),
    #[error("a password of more than {} bytes is not taken", Password::LONGEST)]
    TooLong,
    #[error("the password is not UTF-8: type it anew")]
    NotText,
    #[error(
        "the audit log is not as it was written: {0}: keep the database and find out who had it"
    )]
    Audit(#[from] AuditFault),
    #[error("cannot write: {0}")]
    Output(io::Error),
}

fn wait(now: &Timestamp, until: &Timestamp) -> String {
    let seconds = now.until((Unit::Second, *until)).map_or(0, |span| span.get_seconds());
    match seconds {
        ..=90 => format!("another {} s", seconds.max(1)),
        _ => format!("another {} min", (seconds + 59) / 60),
    }
}
