//! Changes of the operators, each logged in the transaction that makes it. Whether somebody may make
//! them was asked before: at the command line by `acting`, in the pages by the session.

use jiff::Timestamp;

use super::PeopleFault;
use crate::people::strength::{self, LeastPassword};
use crate::people::{Attempts, OperatorName, Password, PlatformRole};
use crate::platform::ledger::log::{self, Actor};
use crate::platform::ledger::people::{self, PlatformOperator};
use crate::platform::ledger::{LedgerError, LogDetail, Session, SignOutBy, web_sessions};
use crate::ticket::CinemaCode;

/// An operator who is to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlatformOperator {
    pub name: OperatorName,
    pub role: PlatformRole,
    /// To which the role is bound; empty: all of them.
    pub cinemas: Vec<CinemaCode>,
}

/// Adds an operator. Takes as long as a hash.
pub fn add(
    session: &mut Session,
    by: &Actor,
    wanted: &NewPlatformOperator,
    password: &Password,
    now: Timestamp,
) -> Result<(), PeopleFault> {
    let NewPlatformOperator { name, role, cinemas } = wanted;
    strength::check(password, name, None, LeastPassword::Online)?;
    let operator = PlatformOperator {
        name: name.clone(),
        role: *role,
        cinemas: cinemas.clone(),
        hash: password.hash()?,
        disabled: false,
        attempts: Attempts::default(),
    };
    let taken = session.transaction(|change| {
        if let Some(known) = people::find(change, name)? {
            return Ok(Some(known.name));
        }
        if !people::add(change, &operator, now)? {
            return Ok(Some(name.clone()));
        }
        let added = LogDetail::OperatorAdded {
            name: name.to_string(),
            role: role.to_string(),
            cinemas: cinemas.iter().map(ToString::to_string).collect(),
        };
        log::write(change, by, &added, now)?;
        Ok(None)
    })?;
    taken.map_or(Ok(()), |name| Err(PeopleFault::NameTaken(name)))
}

/// Gives an operator another password, which also ends a lock. Takes as long as a hash.
pub fn set_password(
    session: &mut Session,
    by: &Actor,
    name: &OperatorName,
    password: &Password,
    now: Timestamp,
) -> Result<(), PeopleFault> {
    let unknown = || PeopleFault::Unknown(name.to_string());
    let known = people::find(session, name)?.ok_or_else(unknown)?;
    strength::check(password, &known.name, None, LeastPassword::Online)?;
    let hash = password.hash()?;
    session.transaction(|change| {
        people::set_hash(change, name, &hash)?;
        sign_out_everywhere(change, &known.name, now)?;
        let changed = LogDetail::PasswordChanged { name: known.name.to_string() };
        log::write(change, by, &changed, now)
    })?;
    Ok(())
}

/// Disables an operator, or enables it again. What is so already is left and not logged; returns
/// whether anything changed.
pub fn set_disabled(
    session: &mut Session,
    by: &Actor,
    name: &OperatorName,
    disabled: bool,
    now: Timestamp,
) -> Result<bool, PeopleFault> {
    session.transaction(|change| {
        let Some(known) = people::find(change, name)? else {
            return Ok(Err(PeopleFault::Unknown(name.to_string())));
        };
        if known.disabled == disabled {
            return Ok(Ok(false));
        }
        if disabled && is_last_admin(&known, &people::list(change)?) {
            return Ok(Err(PeopleFault::LastAdmin(known.name)));
        }
        people::set_disabled(change, name, disabled.then_some(now))?;
        sign_out_everywhere(change, &known.name, now)?;
        let name = known.name.to_string();
        let done = match disabled {
            true => LogDetail::OperatorDisabled { name },
            false => LogDetail::OperatorEnabled { name },
        };
        log::write(change, by, &done, now)?;
        Ok(Ok(true))
    })?
}

/// Whoever signed in as what the operator was is that no more.
fn sign_out_everywhere(
    change: &mut Session,
    name: &OperatorName,
    now: Timestamp,
) -> Result<(), LedgerError> {
    let by = Actor::operator(name.as_str());
    for _ in 0..web_sessions::end_of(change, name.as_str())? {
        log::write(change, &by, &LogDetail::SignOut { by: SignOutBy::Change }, now)?;
    }
    Ok(())
}

/// Nobody else could add or enable operators of every cinema.
fn is_last_admin(operator: &PlatformOperator, all: &[PlatformOperator]) -> bool {
    let answers =
        |it: &PlatformOperator| it.role == PlatformRole::Admin && it.is_for_all() && !it.disabled;
    answers(operator) && all.iter().filter(|it| answers(it)).count() == 1
}
