//! Signing in: name and password, counted, locked and logged.

use jiff::Timestamp;

use super::lock::{Turn, turn};
use super::{NOBODY, Password, PeopleError, Right};
use crate::store::{Office, Operator, OperatorName, Role};

/// Where somebody signs in; stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    CommandLine,
    Screen,
}

impl Place {
    fn as_str(self) -> &'static str {
        match self {
            Self::CommandLine => "at the command line",
            Self::Screen => "at the screen",
        }
    }
}

/// An operator who has proved who it is; nothing but [`sign_in`] makes one.
#[derive(Debug, Clone)]
pub struct SignedIn {
    operator: Operator,
}

impl SignedIn {
    pub fn name(&self) -> &OperatorName {
        &self.operator.name
    }

    pub fn role(&self) -> Role {
        self.operator.role
    }

    /// An error that names operator and role where the role has not the right.
    pub fn demand(&self, right: Right) -> Result<(), PeopleError> {
        if self.role().may(right) {
            return Ok(());
        }
        Err(PeopleError::NotAllowed { name: self.name().clone(), role: self.role() })
    }

    /// Whether the operator is still the one who signed in: same role and password, enabled.
    pub(super) fn stands(&self, now: Option<&Operator>) -> bool {
        let same = |now: &Operator| {
            now.role == self.operator.role && now.hash == self.operator.hash && !now.disabled
        };
        now.is_some_and(same)
    }
}

/// Signs an operator in. A name that is not known costs the same work and gives the same error
/// as a wrong password. Takes as long as a hash: not for the event loop.
pub fn sign_in(
    office: &mut Office,
    name: &str,
    password: &Password,
    place: Place,
    now: Timestamp,
) -> Result<SignedIn, PeopleError> {
    let name: Option<OperatorName> = name.parse().ok();
    let found = match &name {
        Some(name) => take_turn(office, name, now)?,
        None => None,
    };
    let Some(operator) = found else {
        password.fits_nobody()?;
        // Not what was typed: that may be a password in the wrong field.
        let detail = format!("{}, a name that is not known", place.as_str());
        office.change(|change| change.log(NOBODY, "sign_in_failed", &detail, now))?;
        return Err(PeopleError::Refused);
    };
    if password.fits(&operator.hash)? {
        enter(office, operator, place, now)
    } else {
        refuse(office, &operator, place, now)
    }
}

/// Counts the attempt before the password is looked at; none for a name that is not known.
fn take_turn(
    office: &mut Office,
    name: &OperatorName,
    now: Timestamp,
) -> Result<Option<Operator>, PeopleError> {
    office.change(|change| {
        let Some(mut operator) = change.operator(name)? else { return Ok(Ok(None)) };
        let taken = turn(operator.attempts, now);
        let (Turn::Counted(attempts) | Turn::Locked(attempts, _)) = taken;
        change.set_attempts(name, attempts)?;
        operator.attempts = attempts;
        Ok::<_, PeopleError>(match taken {
            Turn::Counted(_) => Ok(Some(operator)),
            Turn::Locked(_, until) => Err(PeopleError::Locked { name: operator.name, until, now }),
        })
    })?
}

fn enter(
    office: &mut Office,
    operator: Operator,
    place: Place,
    now: Timestamp,
) -> Result<SignedIn, PeopleError> {
    let signed_in = SignedIn { operator };
    let name = signed_in.name();
    office.change(|change| {
        let current = change.operator(name)?;
        if current.as_ref().is_some_and(|current| current.disabled) {
            let detail = format!("{}, though disabled", place.as_str());
            change.log(name.as_str(), "sign_in_failed", &detail, now)?;
            return Ok(Err(PeopleError::Disabled(name.clone())));
        }
        if !signed_in.stands(current.as_ref()) {
            return Ok(Err(PeopleError::Outdated(name.clone())));
        }
        change.set_attempts(name, Default::default())?;
        change.log(name.as_str(), "sign_in", place.as_str(), now)?;
        Ok::<_, PeopleError>(Ok(()))
    })??;
    Ok(signed_in)
}

fn refuse(
    office: &mut Office,
    operator: &Operator,
    place: Place,
    now: Timestamp,
) -> Result<SignedIn, PeopleError> {
    let name = &operator.name;
    let locked = operator.attempts.locked_until;
    office.change(|change| {
        let detail = format!("{}, wrong password", place.as_str());
        change.log(name.as_str(), "sign_in_failed", &detail, now)?;
        if let Some(until) = locked {
            let detail =
                format!("until {until} after {} wrong passwords", operator.attempts.failed);
            change.log(name.as_str(), "locked", &detail, now)?;
        }
        Ok::<_, PeopleError>(())
    })?;
    Err(match locked {
        Some(until) => PeopleError::Locked { name: name.clone(), until, now },
        None => PeopleError::Refused,
    })
}
