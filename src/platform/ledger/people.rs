//! Who may sign in to the platform: rows alone; the rules are the platform's `people`.

use jiff::Timestamp;

use super::{LedgerError, Row, Session};
use crate::people::{Attempts, OperatorName, PlatformRight, PlatformRole};
use crate::ticket::CinemaCode;

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformOperator {
    pub name: OperatorName,
    pub role: PlatformRole,
    /// To which the role is bound; empty: all of them.
    pub cinemas: Vec<CinemaCode>,
    /// Argon2id.
    pub hash: String,
    pub disabled: bool,
    pub attempts: Attempts,
}

impl PlatformOperator {
    /// Whether the role has the right, for a cinema where one is concerned.
    pub fn may(&self, right: PlatformRight, cinema: Option<&str>) -> bool {
        self.role.may(right) && cinema.is_none_or(|cinema| self.sees(cinema))
    }

    /// Whether the role is not bound to other cinemas.
    pub fn sees(&self, cinema: &str) -> bool {
        self.cinemas.is_empty() || self.cinemas.iter().any(|own| own.as_str() == cinema)
    }

    /// Whether the role reaches as far as one that is bound to these; bound to none reaches everywhere.
    pub fn answers_for(&self, cinemas: &[CinemaCode]) -> bool {
        self.is_for_all()
            || (!cinemas.is_empty() && cinemas.iter().all(|it| self.cinemas.contains(it)))
    }

    /// The role for all cinemas, not for some.
    pub fn is_for_all(&self) -> bool {
        self.cinemas.is_empty()
    }

    /// Whether this is still the one who signed in: same role, cinemas and password, enabled.
    pub fn stands(&self, now: Option<&Self>) -> bool {
        now.is_some_and(|now| {
            now.role == self.role
                && now.cinemas == self.cinemas
                && now.hash == self.hash
                && !now.disabled
        })
    }
}

/// All of them, by name.
pub fn list(session: &mut Session) -> Result<Vec<PlatformOperator>, LedgerError> {
    let rows = session.query(
        "SELECT name, role, cinemas, password, disabled_at, wrong, locked_until_at
         FROM operators ORDER BY name",
        &[],
    )?;
    rows.iter().map(operator).collect()
}

/// The one of that name, whatever its capitals.
pub fn find(
    session: &mut Session,
    name: &OperatorName,
) -> Result<Option<PlatformOperator>, LedgerError> {
    let row = session.row(
        "SELECT name, role, cinemas, password, disabled_at, wrong, locked_until_at
         FROM operators WHERE lower(name) = lower($1)",
        &[name.as_str().into()],
    )?;
    row.as_ref().map(operator).transpose()
}

/// Whether there is anybody.
pub fn any(session: &mut Session) -> Result<bool, LedgerError> {
    Ok(session.row("SELECT 1 FROM operators LIMIT 1", &[])?.is_some())
}

fn operator(row: &Row) -> Result<PlatformOperator, LedgerError> {
    let cinemas = row.text(2)?;
    let cinemas: Vec<CinemaCode> = serde_json::from_str(cinemas)
        .map_err(|_| LedgerError::column(2, "a list of cinemas", None))?;
    let locked_until = row.maybe_int(6)?.and_then(|at| Timestamp::from_second(at).ok());
    Ok(PlatformOperator {
        name: row.parsed(0)?,
        role: row.parsed(1)?,
        cinemas,
        hash: row.text(3)?.to_owned(),
        disabled: row.maybe_int(4)?.is_some(),
        attempts: Attempts { failed: u32::try_from(row.int(5)?).unwrap_or(u32::MAX), locked_until },
    })
}

/// Adds one; whoever adds has looked whether the name is free, in the same transaction.
pub fn add(
    session: &mut Session,
    operator: &PlatformOperator,
    at: Timestamp,
) -> Result<bool, LedgerError> {
    let cinemas: Vec<&str> = operator.cinemas.iter().map(CinemaCode::as_str).collect();
    let fresh = session.execute(
        "INSERT INTO operators (name, role, cinemas, password, added_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        &[
            operator.name.as_str().into(),
            operator.role.as_str().into(),
            serde_json::json!(cinemas).to_string().into(),
            operator.hash.as_str().into(),
            at.as_second().into(),
        ],
    )?;
    Ok(fresh > 0)
}

/// Another password, which also ends a lock.
pub fn set_hash(session: &mut Session, name: &OperatorName, hash: &str) -> Result<(), LedgerError> {
    let sql = "UPDATE operators SET password = $1, wrong = 0, locked_until_at = NULL
         WHERE lower(name) = lower($2)";
    session.execute(sql, &[hash.into(), name.as_str().into()]).map(drop)
}

/// Disables at that time, or enables.
pub fn set_disabled(
    session: &mut Session,
    name: &OperatorName,
    disabled: Option<Timestamp>,
) -> Result<(), LedgerError> {
    let sql = "UPDATE operators SET disabled_at = $1 WHERE lower(name) = lower($2)";
    let at = disabled.map(Timestamp::as_second);
    session.execute(sql, &[at.into(), name.as_str().into()]).map(drop)
}

/// Keeps how often somebody tried.
pub fn set_attempts(
    session: &mut Session,
    name: &OperatorName,
    attempts: Attempts,
) -> Result<(), LedgerError> {
    let sql = "UPDATE operators SET wrong = $1, locked_until_at = $2 WHERE lower(name) = lower($3)";
    let until = attempts.locked_until.map(|until| {
        // To the full second: not before.
        until.as_second() + i64::from(until.subsec_nanosecond() > 0)
    });
    let failed = i64::from(attempts.failed);
    session.execute(sql, &[failed.into(), until.into(), name.as_str().into()]).map(drop)
}
