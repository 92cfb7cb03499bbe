//! Small facts about the platform itself, each by its name: what a serving process leaves for the
//! commands beside it.

use super::{LedgerError, Session};
use crate::platform::upstream::NationalStatus;
use crate::transport::Fault;

/// When the national platform last answered, in seconds since 1970.
pub const UPSTREAM_OK_AT: &str = "upstream_ok_at";

/// Why it last did not; empty since it answered again.
pub const UPSTREAM_ERROR: &str = "upstream_error";

/// When it was last tried whether records can be taken, in milliseconds since 1970.
pub const HEALTH: &str = "health_at_ms";

/// Where terminals reach the process that served last.
pub const URL: &str = "url";

/// What is noted under a name.
pub fn get(session: &mut Session, name: &str) -> Result<Option<String>, LedgerError> {
    let row = session.row("SELECT value FROM notes WHERE name = $1", &[name.into()])?;
    row.map(|row| row.text(0).map(ToOwned::to_owned)).transpose()
}

/// Notes something in the place of what was noted under that name.
pub fn set(session: &mut Session, name: &str, value: &str) -> Result<(), LedgerError> {
    session
        .execute(
            "INSERT INTO notes (name, value) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value
             WHERE notes.value <> excluded.value",
            &[name.into(), value.into()],
        )
        .map(drop)
}

/// Notes how the way up stands.
pub fn set_upstream(session: &mut Session, status: &NationalStatus) -> Result<(), LedgerError> {
    let Some(at) = status.at else { return Ok(()) };
    if status.ok {
        set(session, UPSTREAM_OK_AT, &at.as_second().to_string())?;
        return set(session, UPSTREAM_ERROR, "");
    }
    let error = status.last_error.as_ref().map(Fault::kept).unwrap_or_default();
    set(session, UPSTREAM_ERROR, &error)
}
