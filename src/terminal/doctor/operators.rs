//! Whether anybody can sign in at the terminal.

use super::Finding;
use super::bilingual::bilingual;
use super::display::lacking;
use super::storage::Closed;
use crate::people::Role;
use crate::terminal::store::{Operator, StoreError, StoreReader};
use crate::words::Bilingual;

/// What asks for the first admin.
const FIRST_ADMIN: &str = "hallgate provision";

pub(super) fn check(database: &Result<StoreReader, Closed>) -> Finding {
    let none = || Finding::note(bilingual!(NoOperators { command: FIRST_ADMIN }));
    match database.as_ref().map(enabled) {
        Ok(Ok(all)) if all.is_empty() => none(),
        Err(Closed::Store(StoreError::Missing(_))) => none(),
        Ok(Ok(all)) => judge(&all),
        Ok(Err(fault)) => Finding::fault(Bilingual::of(&fault)),
        Err(_) => Finding::note(bilingual!(SeeStorage)),
    }
}

fn enabled(reader: &StoreReader) -> Result<Vec<Operator>, StoreError> {
    Ok(reader.operators()?.into_iter().filter(|one| !one.disabled).collect())
}

fn judge(all: &[Operator]) -> Finding {
    let of = |role| all.iter().filter(|one| one.role == role).count();
    let [admins, techs, staff] = [Role::Admin, Role::Tech, Role::Staff].map(of);
    let counts = Finding::fine(bilingual!(Operators { admins, techs, staff }));
    all.iter().filter_map(|one| lacking(one.shown())).fold(counts, Finding::and)
}
