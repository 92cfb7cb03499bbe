//! Whether anybody can sign in at the terminal.

use super::Finding;
use super::said::{Said, say};
use super::storage::Closed;
use crate::store::{Reader, Role, StoreError};

/// What asks for the first admin.
const FIRST_ADMIN: &str = "hallgate provision";

pub(super) fn check(database: &Result<Reader, Closed>) -> Finding {
    let none = || Finding::note(say!(NoOperators, FIRST_ADMIN));
    match database.as_ref().map(enabled) {
        Ok(Ok([0, 0, 0])) | Err(Closed::Store(StoreError::Missing(_))) => none(),
        Ok(Ok([admins, techs, staff])) => Finding::fine(say!(Operators, admins, techs, staff)),
        Ok(Err(fault)) => Finding::fault(Said::by(|language| fault.told(language))),
        Err(_) => Finding::note(say!(SeeStorage)),
    }
}

/// Enabled admins, techs and staff.
fn enabled(reader: &Reader) -> Result<[usize; 3], StoreError> {
    let all = reader.operators()?;
    let of = |role| all.iter().filter(|one| !one.disabled && one.role == role).count();
    Ok([Role::Admin, Role::Tech, Role::Staff].map(of))
}
