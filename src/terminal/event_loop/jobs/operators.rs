//! Signing in, and changes of the operators.

use jiff::Timestamp;

use super::{JobContext, JobFault, refused};
use crate::people::Password;
use crate::people::{CalledName, Role, StaffNumber};
use crate::terminal::menu::{
    ListedOperator, MenuReply, NotSignedIn, OperatorChange, OperatorState, Person,
};
use crate::terminal::operators::{self, NewOperator, OperatorPlace, PeopleError, SignedIn};
use crate::terminal::store::{self, AdminStore};

impl JobContext {
    pub(super) fn sign_in(
        &self,
        number: &str,
        password: &Password,
        now: Timestamp,
    ) -> Result<MenuReply, JobFault> {
        let why = match operators::sign_in(
            &mut self.admin_store()?,
            number,
            password,
            OperatorPlace::Screen,
            now,
        ) {
            Ok(by) => return Ok(MenuReply::SignedIn(by)),
            Err(PeopleError::Refused) => NotSignedIn::Refused,
            Err(PeopleError::Locked { until, .. }) => NotSignedIn::Locked { until },
            Err(PeopleError::Disabled(_)) => NotSignedIn::Disabled,
            Err(fault) => return Err(fault.into()),
        };
        Ok(MenuReply::NotSignedIn(why))
    }

    pub(super) fn operators(&self, now: Timestamp) -> Result<MenuReply, JobFault> {
        let known = self.reader()?.operators()?;
        Ok(MenuReply::Operators(known.iter().map(|one| listed(one, now)).collect()))
    }

    pub(super) fn add_operator(
        &self,
        by: SignedIn,
        number: &str,
        role: Role,
        password: &Password,
        now: Timestamp,
    ) -> Result<MenuReply, JobFault> {
        let staff_number: StaffNumber = number.parse()?;
        let new_operator = NewOperator {
            name: number.parse()?,
            number: Some(staff_number),
            called: CalledName::default(),
            role,
        };
        let mut admin_store = self.admin_store()?;
        let added = operators::add(&mut admin_store, Some(&by), &new_operator, password, now);
        changed(added.map(drop), by, &admin_store, number, OperatorChange::Added, now)
    }

    pub(super) fn set_password(
        &self,
        mut by: SignedIn,
        of: &ListedOperator,
        password: &Password,
        now: Timestamp,
    ) -> Result<MenuReply, JobFault> {
        let mut admin_store = self.admin_store()?;
        let number = &of.person.number;
        let name = known(&admin_store, number)?.name;
        let set = operators::set_password(&mut admin_store, &mut by, &name, password, now);
        changed(set, by, &admin_store, number, OperatorChange::NewPassword, now)
    }

    pub(super) fn set_disabled(
        &self,
        by: SignedIn,
        of: &ListedOperator,
        disabled: bool,
        now: Timestamp,
    ) -> Result<MenuReply, JobFault> {
        let mut admin_store = self.admin_store()?;
        let number = &of.person.number;
        let name = known(&admin_store, number)?.name;
        let set = operators::set_disabled(&mut admin_store, &by, &name, disabled, now);
        let change = if disabled { OperatorChange::Disabled } else { OperatorChange::Enabled };
        changed(set.map(drop), by, &admin_store, number, change, now)
    }
}

/// What came of a change, with the operator as it is now.
fn changed(
    done: Result<(), PeopleError>,
    by: SignedIn,
    admin_store: &AdminStore,
    number: &str,
    change: OperatorChange,
    now: Timestamp,
) -> Result<MenuReply, JobFault> {
    match done {
        Ok(()) => Ok(MenuReply::Operator(listed(&known(admin_store, number)?, now), change, by)),
        Err(fault) => refused(fault),
    }
}

fn known(admin_store: &AdminStore, number: &str) -> Result<store::Operator, JobFault> {
    let mut operators = admin_store.operators()?.into_iter();
    let known = operators.find(|operator| operator.number.as_str() == number);
    Ok(known.ok_or_else(|| PeopleError::UnknownNumber(number.to_owned()))?)
}

/// An operator as the admin's list shows it.
fn listed(operator: &store::Operator, now: Timestamp) -> ListedOperator {
    let state = match operator.attempts.locked_until {
        _ if operator.disabled => OperatorState::Disabled,
        Some(until) if until > now => OperatorState::Locked,
        _ => OperatorState::Enabled,
    };
    ListedOperator { person: Person::of(operator), role: operator.role, state }
}
