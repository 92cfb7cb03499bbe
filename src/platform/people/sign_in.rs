//! Signing in: name and password, counted, locked and logged.

use jiff::Timestamp;

use super::PeopleFault;
use crate::clock::{CHINA, civil_time};
use crate::people::{AttemptDecision, OperatorName, Password, decide_attempt};
use crate::platform::ledger::log::{self, Actor};
use crate::platform::ledger::people::{self, PlatformOperator};
use crate::platform::ledger::{LedgerError, LogDetail, Session, SignInPlace, SignInRefusal};

/// Where somebody signs in, and from which address.
#[derive(Debug, Clone)]
pub struct SigningIn<'a> {
    pub place: SignInPlace,
    pub address: Option<&'a str>,
    /// Under whom the log has it, beside the operator's name; none: under that name alone.
    pub actor: Option<&'a Actor>,
    pub now: Timestamp,
}

/// Who has proved who it is. A name that is not known costs the same work and gives the same fault as
/// a wrong password. Takes as long as a hash.
pub fn sign_in(
    session: &mut Session,
    typed: &str,
    password: &Password,
    signing: &SigningIn,
) -> Result<PlatformOperator, PeopleFault> {
    let operator = prove(session, typed, password, signing)?;
    enter(session, operator, signing, true)
}

/// Somebody who is signed in proves once more who it is; only what is wrong is logged.
pub fn confirm(
    session: &mut Session,
    name: &str,
    password: &Password,
    signing: &SigningIn,
) -> Result<PlatformOperator, PeopleFault> {
    let operator = prove(session, name, password, signing)?;
    enter(session, operator, signing, false)
}

fn prove(
    session: &mut Session,
    typed: &str,
    password: &Password,
    signing: &SigningIn,
) -> Result<PlatformOperator, PeopleFault> {
    let name: Option<OperatorName> = typed.parse().ok();
    let found = match &name {
        Some(name) => session.transaction(|it| take_turn(it, name, signing))?,
        None => SignInTurn::Unknown,
    };
    let operator = match found {
        SignInTurn::Taken(operator) => operator,
        SignInTurn::Locked(name, until) => {
            return Err(PeopleFault::Locked { name, until, now: signing.now });
        }
        SignInTurn::Unknown => {
            password.fits_nobody()?;
            // Not what was typed: that may be a password in the wrong field.
            let failed = signing.failed(SignInRefusal::UnknownName);
            let actor = signing.actor.cloned().unwrap_or_else(Actor::nobody);
            session.transaction(|it| log::write(it, &actor, &failed, signing.now))?;
            return Err(PeopleFault::Refused);
        }
    };
    if password.fits(&operator.hash)? { Ok(operator) } else { refuse(session, operator, signing) }
}

enum SignInTurn {
    Taken(PlatformOperator),
    Locked(OperatorName, Timestamp),
    Unknown,
}

/// Counts the attempt before the password is looked at.
fn take_turn(
    change: &mut Session,
    name: &OperatorName,
    signing: &SigningIn,
) -> Result<SignInTurn, LedgerError> {
    let Some(mut operator) = people::find(change, name)? else { return Ok(SignInTurn::Unknown) };
    match decide_attempt(operator.attempts, signing.now) {
        AttemptDecision::Counted(attempts) => {
            people::set_attempts(change, name, attempts)?;
            operator.attempts = attempts;
            Ok(SignInTurn::Taken(operator))
        }
        AttemptDecision::Locked(attempts, until) => {
            people::set_attempts(change, name, attempts)?;
            let failed = signing.failed(SignInRefusal::Locked);
            log::write(change, &signing.actor_of(&operator), &failed, signing.now)?;
            Ok(SignInTurn::Locked(operator.name, until))
        }
    }
}

fn enter(
    session: &mut Session,
    operator: PlatformOperator,
    signing: &SigningIn,
    is_logged: bool,
) -> Result<PlatformOperator, PeopleFault> {
    let actor = signing.actor_of(&operator);
    let fault = session.transaction(|change| {
        let current = people::find(change, &operator.name)?;
        if current.as_ref().is_some_and(|current| current.disabled) {
            log::write(change, &actor, &signing.failed(SignInRefusal::Disabled), signing.now)?;
            return Ok(Some(PeopleFault::Disabled(operator.name.clone())));
        }
        if !operator.stands(current.as_ref()) {
            return Ok(Some(PeopleFault::Outdated(operator.name.clone())));
        }
        people::set_attempts(change, &operator.name, Default::default())?;
        if is_logged {
            let address = signing.address.map(ToOwned::to_owned);
            let entered = LogDetail::SignIn { place: signing.place, address };
            log::write(change, &actor, &entered, signing.now)?;
        }
        Ok(None)
    })?;
    match fault {
        Some(fault) => Err(fault),
        None => Ok(operator),
    }
}

fn refuse(
    session: &mut Session,
    operator: PlatformOperator,
    signing: &SigningIn,
) -> Result<PlatformOperator, PeopleFault> {
    let (actor, locked) = (signing.actor_of(&operator), operator.attempts.locked_until);
    let (name, now) = (operator.name, signing.now);
    session.transaction(|change| {
        log::write(change, &actor, &signing.failed(SignInRefusal::WrongPassword), now)?;
        if let Some(until) = locked {
            let (until, failed) = (civil_time(until, &CHINA), operator.attempts.failed);
            let detail = LogDetail::Locked { name: name.to_string(), until, failed };
            log::write(change, &actor, &detail, now)?;
        }
        Ok(())
    })?;
    Err(match locked {
        Some(until) => PeopleFault::Locked { name, until, now },
        None => PeopleFault::Refused,
    })
}

impl SigningIn<'_> {
    fn failed(&self, why: SignInRefusal) -> LogDetail {
        let address = self.address.map(ToOwned::to_owned);
        LogDetail::SignInFailed { place: self.place, why, address }
    }

    fn actor_of(&self, operator: &PlatformOperator) -> Actor {
        let name = operator.name.to_string();
        match self.actor {
            Some(actor) => Actor { named: Some(name), ..actor.clone() },
            None => Actor::operator(&name),
        }
    }
}
