//! Signing in, and changes of the operators.

use jiff::Timestamp;

use super::{JobContext, JobFault, refused};
use crate::people::Password;
use crate::people::{CalledName, Role, StaffNumber};
use crate::terminal::menu::{
    ListedOperator, MenuReply, NotSignedIn, OperatorChange, OperatorState, Person, WhoSignsIn,
};
use crate::terminal::operators::{
    self, NewOperator, OperatorPlace, PeopleError, SheetAnswer, SheetHolder, SignedIn,
};
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

    pub(super) fn who_signs_in(&self, now: Timestamp) -> Result<WhoSignsIn, JobFault> {
        let reader = self.reader()?;
        let grant = self.config.operators.first_admin.as_ref();
        Ok(match () {
            () if !reader.operators()?.is_empty() => WhoSignsIn::Operators,
            () if operators::takes_sheet(&reader, grant, now)? => WhoSignsIn::SheetHolder,
            () => WhoSignsIn::Nobody,
        })
    }

    pub(super) fn hold_sheet(
        &self,
        number: &Password,
        now: Timestamp,
    ) -> Result<MenuReply, JobFault> {
        let grant = self.config.operators.first_admin.as_ref();
        Ok(match operators::hold(&mut self.admin_store()?, grant, number, now)? {
            SheetAnswer::Holder(holder) => MenuReply::SheetHeld(holder),
            SheetAnswer::Wrong => MenuReply::NotSignedIn(NotSignedIn::Refused),
            SheetAnswer::Locked { until } => MenuReply::NotSignedIn(NotSignedIn::Locked { until }),
            SheetAnswer::Over => MenuReply::NotSignedIn(NotSignedIn::SheetOver),
        })
    }

    pub(super) fn add_first(
        &self,
        holder: &SheetHolder,
        number: &str,
        password: &Password,
        now: Timestamp,
    ) -> Result<MenuReply, JobFault> {
        let staff_number: StaffNumber = number.parse()?;
        let mut admin_store = self.admin_store()?;
        match operators::add_by_sheet(&mut admin_store, holder, &staff_number, password, now) {
            Ok(()) => self.sign_in(number, password, now),
            // Somebody else was quicker, or the day is over.
            Err(PeopleError::NeedsAdmin) => Ok(MenuReply::NotSignedIn(NotSignedIn::SheetOver)),
            Err(fault) => refused(fault),
        }
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
