//! Changes of the operators: each by an admin, each logged in the transaction that makes it.

use jiff::Timestamp;

use super::{NOBODY, PeopleError, SignedIn};
use crate::people::{CalledName, OperatorName, Password, Right, Role, StaffNumber, strength};
use crate::terminal::store::{AdminStore, AuditDetail, Change, Operator};

/// An operator who is to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOperator {
    pub name: OperatorName,
    /// None: the name where that is a number, else the next free one.
    pub number: Option<StaffNumber>,
    pub called: CalledName,
    pub role: Role,
}

/// Adds an operator and returns the staff number. Without anybody signed in only the first one,
/// who has to be an admin. Takes as long as a hash: not for the event loop.
pub fn add(
    admin_store: &mut AdminStore,
    by: Option<&SignedIn>,
    new_operator: &NewOperator,
    password: &Password,
    now: Timestamp,
) -> Result<StaffNumber, PeopleError> {
    let NewOperator { name, number, called, role } = new_operator;
    by.map_or(Ok(()), |by| by.demand(Right::Operators))?;
    if by.is_none() && *role != Role::Admin {
        return Err(PeopleError::FirstIsNoAdmin);
    }
    let number = number.clone().or_else(|| name.as_str().parse().ok());
    strength::check(password, name, number.as_ref(), role.least_password())?;
    let hash = password.hash()?;
    admin_store.change(|change| {
        match by {
            Some(by) => confirm(change, by)?,
            None if change.has_operators()? => return Err(PeopleError::NeedsAdmin),
            None => {}
        }
        if let Some(known) = change.operator(name)? {
            return Err(PeopleError::NameTaken(known.name));
        }
        let number = match &number {
            Some(number) if change.operator_by(&number.into())?.is_some() => {
                return Err(PeopleError::NumberTaken(number.clone()));
            }
            Some(number) => number.clone(),
            None => change.free_number()?,
        };
        // A name that is somebody else's number.
        if change.operator_by(name)?.is_some() {
            return Err(PeopleError::NameTaken(name.clone()));
        }
        demand_own(change, name, called)?;
        change.add_operator(name, &number, called, *role, &hash)?;
        let who = by.map_or(NOBODY, |by| by.name().as_str());
        let added =
            AuditDetail::OperatorAdded { name: name.clone(), role: *role, number: number.clone() };
        change.log(who, &added, now)?;
        Ok(number)
    })
}

/// Gives an operator another password, which also ends a lock: one's own, by which one stays
/// signed in, or as an admin anybody's. Takes as long as a hash: not for the event loop.
pub fn set_password(
    admin_store: &mut AdminStore,
    by: &mut SignedIn,
    name: &OperatorName,
    password: &Password,
    now: Timestamp,
) -> Result<(), PeopleError> {
    let own = by.name() == name;
    if !own {
        by.demand(Right::Operators)?;
    }
    let unknown = || PeopleError::Unknown(name.clone());
    let known = admin_store.operators()?.into_iter().find(|operator| operator.name == *name);
    let known = known.ok_or_else(unknown)?;
    strength::check(password, &known.name, Some(&known.number), known.role.least_password())?;
    let hash = password.hash()?;
    admin_store.change(|change| {
        confirm(change, by)?;
        // Roles never change and nobody is deleted: what was checked above still holds.
        change.set_hash(name, &hash)?;
        let changed = AuditDetail::PasswordChanged { name: known.name.clone() };
        Ok::<_, PeopleError>(change.log(by.name().as_str(), &changed, now)?)
    })?;
    if own {
        by.rekeyed(hash);
    }
    Ok(())
}

/// Gives an operator another name for the screen; an empty one: the operator's own name. The log
/// goes on telling the operator's name. What is so already is left and not logged; returns whether
/// anything changed.
pub fn set_called(
    admin_store: &mut AdminStore,
    by: &SignedIn,
    name: &OperatorName,
    called: &CalledName,
    now: Timestamp,
) -> Result<bool, PeopleError> {
    by.demand(Right::Operators)?;
    admin_store.change(|change| {
        confirm(change, by)?;
        let find = || change.operator(name)?.ok_or_else(|| PeopleError::Unknown(name.clone()));
        let before = find()?;
        if before.called == *called {
            return Ok(false);
        }
        demand_own(change, &before.name, called)?;
        change.set_called(&before.name, called)?;
        let (from, to) = (before.shown().to_owned(), find()?.shown().to_owned());
        let changed = AuditDetail::ShownNameChanged { name: before.name, from, to };
        change.log(by.name().as_str(), &changed, now)?;
        Ok(true)
    })
}

/// The screen tells by this name who is on shift: no two may have one, whatever its capitals.
fn demand_own(
    change: &Change<'_>,
    name: &OperatorName,
    called: &CalledName,
) -> Result<(), PeopleError> {
    let shown = if called.as_str().is_empty() { name.as_str() } else { called.as_str() };
    let alike = |other: &Operator| {
        other.name != *name && other.shown().to_lowercase() == shown.to_lowercase()
    };
    match change.operators()?.into_iter().find(alike) {
        Some(other) => Err(PeopleError::ShownTaken { shown: shown.to_owned(), by: other.name }),
        None => Ok(()),
    }
}

/// Disables an operator, or enables it again. What is so already is left and not logged; returns
/// whether anything changed.
pub fn set_disabled(
    admin_store: &mut AdminStore,
    by: &SignedIn,
    name: &OperatorName,
    disabled: bool,
    now: Timestamp,
) -> Result<bool, PeopleError> {
    by.demand(Right::Operators)?;
    admin_store.change(|change| {
        confirm(change, by)?;
        let operator = change.operator(name)?.ok_or_else(|| PeopleError::Unknown(name.clone()))?;
        if operator.disabled == disabled {
            return Ok(false);
        }
        if disabled && operator.role == Role::Admin && change.enabled_admins()? == 1 {
            return Err(PeopleError::LastAdmin(operator.name));
        }
        change.set_disabled(name, disabled)?;
        let name = operator.name;
        let done = match disabled {
            true => AuditDetail::OperatorDisabled { name },
            false => AuditDetail::OperatorEnabled { name },
        };
        change.log(by.name().as_str(), &done, now)?;
        Ok(true)
    })
}

/// That whoever signed in a moment ago is still that.
pub(super) fn confirm(change: &Change, by: &SignedIn) -> Result<(), PeopleError> {
    if by.stands(change.operator(by.name())?.as_ref()) {
        Ok(())
    } else {
        Err(PeopleError::Outdated(by.name().clone()))
    }
}
