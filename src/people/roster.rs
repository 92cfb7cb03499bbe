//! Changes of the operators: each by an admin, each logged in the transaction that makes it.

use jiff::Timestamp;

use super::{NOBODY, Password, PeopleError, Right, SignedIn, strength};
use crate::store::{Change, Office, OperatorName, Role};

/// Adds an operator. Without anybody signed in only the first one, who has to be an admin.
pub fn add(
    office: &mut Office,
    by: Option<&SignedIn>,
    name: &OperatorName,
    role: Role,
    password: &Password,
    now: Timestamp,
) -> Result<(), PeopleError> {
    by.map_or(Ok(()), |by| by.demand(Right::Operators))?;
    if by.is_none() && role != Role::Admin {
        return Err(PeopleError::FirstIsNoAdmin);
    }
    strength::check(password, name, role)?;
    let hash = password.hash()?;
    office.change(|change| {
        match by {
            Some(by) => confirm(change, by)?,
            None if change.has_operators()? => return Err(PeopleError::NeedsAdmin),
            None => {}
        }
        if let Some(known) = change.operator(name)? {
            return Err(PeopleError::NameTaken(known.name));
        }
        change.add_operator(name, role, &hash)?;
        let who = by.map_or(NOBODY, |by| by.name().as_str());
        Ok(change.log(who, "operator_added", &format!("{name} as {role}"), now)?)
    })
}

/// Gives an operator another password, which also ends a lock.
pub fn set_password(
    office: &mut Office,
    by: &SignedIn,
    name: &OperatorName,
    password: &Password,
    now: Timestamp,
) -> Result<(), PeopleError> {
    by.demand(Right::Operators)?;
    let unknown = || PeopleError::Unknown(name.clone());
    let known = office.operators()?.into_iter().find(|operator| operator.name == *name);
    let known = known.ok_or_else(unknown)?;
    strength::check(password, &known.name, known.role)?;
    let hash = password.hash()?;
    office.change(|change| {
        confirm(change, by)?;
        // Roles never change and nobody is deleted: what was checked above still holds.
        change.set_hash(name, &hash)?;
        Ok(change.log(by.name().as_str(), "password_changed", known.name.as_str(), now)?)
    })
}

/// Disables an operator, or enables it again. What is so already is left and not logged; returns
/// whether anything changed.
pub fn set_disabled(
    office: &mut Office,
    by: &SignedIn,
    name: &OperatorName,
    disabled: bool,
    now: Timestamp,
) -> Result<bool, PeopleError> {
    by.demand(Right::Operators)?;
    office.change(|change| {
        confirm(change, by)?;
        let operator = change.operator(name)?.ok_or_else(|| PeopleError::Unknown(name.clone()))?;
        if operator.disabled == disabled {
            return Ok(false);
        }
        if disabled && operator.role == Role::Admin && change.enabled_admins()? == 1 {
            return Err(PeopleError::LastAdmin(operator.name));
        }
        change.set_disabled(name, disabled)?;
        let what = if disabled { "operator_disabled" } else { "operator_enabled" };
        change.log(by.name().as_str(), what, operator.name.as_str(), now)?;
        Ok(true)
    })
}

/// That whoever signed in a moment ago is still that.
fn confirm(change: &Change, by: &SignedIn) -> Result<(), PeopleError> {
    if by.stands(change.operator(by.name())?.as_ref()) {
        Ok(())
    } else {
        Err(PeopleError::Outdated(by.name().clone()))
    }
}
