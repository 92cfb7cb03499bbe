//! What the serving program tells the commands beside it: how the way up stands.

use super::{LedgerError, Session};
use crate::platform::upstream::UpstreamStatus;

/// When the national platform last answered as it should, in seconds since 1970.
const OK_AT: &str = "upstream_ok_at";

/// What went wrong when it was last called; empty: nothing.
const ERROR: &str = "upstream_error";

/// How the way up stands, as it was last written down.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UpstreamNote {
    /// None: it never answered.
    pub ok_at: Option<i64>,
    pub error: Option<String>,
}

/// Writes down how the way up stands, where that is new.
pub fn keep_upstream(session: &mut Session, status: &UpstreamStatus) -> Result<(), LedgerError> {
    let Some(at) = status.at else { return Ok(()) };
    if status.ok {
        put(session, OK_AT, &at.as_second().to_string())?;
        return put(session, ERROR, "");
    }
    let error = status.last_error.as_ref().map(ToString::to_string).unwrap_or_default();
    put(session, ERROR, &error)
}

/// What was written down last.
pub fn upstream(session: &mut Session) -> Result<UpstreamNote, LedgerError> {
    let ok_at = get(session, OK_AT)?.and_then(|at| at.parse().ok());
    let error = get(session, ERROR)?.filter(|error| !error.is_empty());
    Ok(UpstreamNote { ok_at, error })
}

fn put(session: &mut Session, name: &str, value: &str) -> Result<(), LedgerError> {
    session
        .execute(
            "INSERT INTO notes (name, value) VALUES ($1, $2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value
             WHERE notes.value <> excluded.value",
            &[name.into(), value.into()],
        )
        .map(drop)
}

fn get(session: &mut Session, name: &str) -> Result<Option<String>, LedgerError> {
    let found = session.row("SELECT value FROM notes WHERE name = $1", &[name.into()])?;
    found.map(|row| row.text(0).map(ToOwned::to_owned)).transpose()
}
