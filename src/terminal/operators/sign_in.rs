//! Signing in and out: name or staff number and password, counted, locked and logged.

use jiff::Timestamp;

use super::{NOBODY, PeopleError};
use crate::people::{AttemptDecision, Password, Right, decide_attempt};
use crate::people::{OperatorName, Role, StaffNumber};
use crate::terminal::store::detail::{OperatorPlace, WhyNot};
use crate::terminal::store::{AdminStore, AuditDetail, Operator, StoreError, StoreReader};

/// An operator who has proved who it is; nothing but [`sign_in`] makes one.
#[derive(Debug, Clone)]
pub struct SignedIn {
    operator: Operator,
}

impl SignedIn {
    /// The operator, as it was when it signed in.
    pub fn operator(&self) -> &Operator {
        &self.operator
    }

    pub fn name(&self) -> &OperatorName {
        &self.operator.name
    }

    pub fn number(&self) -> &StaffNumber {
        &self.operator.number
    }

    /// The name that a screen shows.
    pub fn shown(&self) -> &str {
        self.operator.shown()
    }

    pub fn role(&self) -> Role {
        self.operator.role
    }

    /// Whether the role has the right, for a menu that shows no more than that.
    pub fn may(&self, right: Right) -> bool {
        self.role().may(right)
    }

    /// An error that names operator and role where the role has not the right.
    pub fn demand(&self, right: Right) -> Result<(), PeopleError> {
        if self.may(right) {
            return Ok(());
        }
        Err(PeopleError::NotAllowed { name: self.name().clone(), role: self.role() })
    }

    /// As [`Self::stands`], by what the store knows now.
    pub fn stands_in(&self, store: &StoreReader) -> Result<bool, StoreError> {
        let operators = store.operators()?;
        Ok(self.stands(operators.iter().find(|operator| operator.name == *self.name())))
    }

    /// Whether the operator is still the one who signed in: same role and password, enabled.
    pub(super) fn stands(&self, now: Option<&Operator>) -> bool {
        let same = |now: &Operator| {
            now.role == self.operator.role && now.hash == self.operator.hash && !now.disabled
        };
        now.is_some_and(same)
    }

    /// Takes over the hash of a password of one's own choice: one stays signed in.
    pub(super) fn rekeyed(&mut self, hash: String) {
        self.operator.hash = hash;
    }
}

/// Signs an operator in by name or staff number. One that is not known costs the same work and
/// gives the same error as a wrong password. Tries on a phone's page neither count against the name nor clear it, as
/// anybody on the network may try: whoever serves the page bounds them. Takes as long as a hash: not for the event loop.
pub fn sign_in(
    admin_store: &mut AdminStore,
    name_or_number: &str,
    password: &Password,
    place: OperatorPlace,
    now: Timestamp,
) -> Result<SignedIn, PeopleError> {
    // A staff number has the form of a name too.
    let found = match name_or_number.parse() {
        Ok(typed) => take_turn(admin_store, &typed, place, now)?,
        Err(_) => None,
    };
    let Some(operator) = found else {
        password.fits_nobody()?;
        // Not what was typed: that may be a password in the wrong field.
        let failed = AuditDetail::SignInFailed { place, why: WhyNot::UnknownName };
        admin_store.change(|change| change.log(NOBODY, &failed, now))?;
        return Err(PeopleError::Refused);
    };
    if password.fits(&operator.hash)? {
        enter(admin_store, operator, place, now)
    } else {
        refuse(admin_store, &operator, place, now)
    }
}

/// Counts the attempt before the password is looked at; none for a name that is not known.
fn take_turn(
    admin_store: &mut AdminStore,
    typed: &OperatorName,
    place: OperatorPlace,
    now: Timestamp,
) -> Result<Option<Operator>, PeopleError> {
    admin_store.change(|change| {
        let Some(mut operator) = change.operator_by(typed)? else { return Ok(Ok(None)) };
        let taken = decide_attempt(operator.attempts, now);
        if counts(place) {
            let (AttemptDecision::Counted(attempts) | AttemptDecision::Locked(attempts, _)) = taken;
            change.set_attempts(&operator.name, attempts)?;
            operator.attempts = attempts;
        }
        Ok::<_, PeopleError>(match taken {
            AttemptDecision::Counted(_) => Ok(Some(operator)),
            AttemptDecision::Locked(_, until) => {
                Err(PeopleError::Locked { name: operator.name, until, now })
            }
        })
    })?
}

/// Whether wrong passwords there lock the name.
fn counts(place: OperatorPlace) -> bool {
    place != OperatorPlace::Phone
}

/// Whether there is anything at that place for somebody.
pub fn is_for(place: OperatorPlace, operator: &SignedIn) -> bool {
    match place {
        OperatorPlace::Phone => operator.may(Right::Devices) && operator.may(Right::Reports),
        OperatorPlace::Screen | OperatorPlace::CommandLine => true,
    }
}

fn enter(
    admin_store: &mut AdminStore,
    operator: Operator,
    place: OperatorPlace,
    now: Timestamp,
) -> Result<SignedIn, PeopleError> {
    let signed_in = SignedIn { operator };
    let name = signed_in.name();
    admin_store.change(|change| {
        let current = change.operator(name)?;
        if current.as_ref().is_some_and(|current| current.disabled) {
            let failed = AuditDetail::SignInFailed { place, why: WhyNot::Disabled };
            change.log(name.as_str(), &failed, now)?;
            return Ok(Err(PeopleError::Disabled(name.clone())));
        }
        if !is_for(place, &signed_in) {
            let failed = AuditDetail::SignInFailed { place, why: WhyNot::NotAllowed };
            change.log(name.as_str(), &failed, now)?;
            let (name, role) = (name.clone(), signed_in.role());
            return Ok(Err(PeopleError::NotAllowed { name, role }));
        }
        if !signed_in.stands(current.as_ref()) {
            return Ok(Err(PeopleError::Outdated(name.clone())));
        }
        if counts(place) {
            change.set_attempts(name, Default::default())?;
        }
        change.log(name.as_str(), &AuditDetail::SignIn { place }, now)?;
        Ok::<_, PeopleError>(Ok(()))
    })??;
    Ok(signed_in)
}

fn refuse(
    admin_store: &mut AdminStore,
    operator: &Operator,
    place: OperatorPlace,
    now: Timestamp,
) -> Result<SignedIn, PeopleError> {
    let name = &operator.name;
    let locked = operator.attempts.locked_until.filter(|_| counts(place));
    admin_store.change(|change| {
        let failed = AuditDetail::SignInFailed { place, why: WhyNot::WrongPassword };
        change.log(name.as_str(), &failed, now)?;
        if let Some(until) = locked {
            let detail = AuditDetail::Locked { until, failed: operator.attempts.failed };
            change.log(name.as_str(), &detail, now)?;
        }
        Ok::<_, PeopleError>(())
    })?;
    Err(match locked {
        Some(until) => PeopleError::Locked { name: name.clone(), until, now },
        None => PeopleError::Refused,
    })
}
