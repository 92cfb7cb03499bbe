//! Whose turn it is, where several nodes share a ledger: a lock for each cinema and duty, which its
//! holder loses with its connection. An embedded ledger has one node, which needs none.

use super::{LedgerError, Session};
use crate::ticket::CinemaCode;

/// What one node at a time does for a cinema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Fetching its keys.
    Keys,
    /// Sending its records up.
    Forward,
}

/// Takes the lock; false: another connection has it.
pub fn take(session: &mut Session, duty: Duty, cinema: CinemaCode) -> Result<bool, LedgerError> {
    if let Session::Sqlite(_) = session {
        return Ok(true);
    }
    let taken = session.row("SELECT pg_try_advisory_lock($1)", &[number(duty, cinema).into()])?;
    taken.map_or(Ok(false), |row| row.is_true(0))
}

/// Gives it back.
pub fn give_back(session: &mut Session, duty: Duty, cinema: CinemaCode) -> Result<(), LedgerError> {
    if let Session::Sqlite(_) = session {
        return Ok(());
    }
    session.row("SELECT pg_advisory_unlock($1)", &[number(duty, cinema).into()]).map(drop)
}

/// Fails where the connection is gone, and the locks with it.
pub fn hold(session: &mut Session) -> Result<(), LedgerError> {
    session.row("SELECT 1", &[]).map(drop)
}

/// A cinema's code is eight digits or letters, which fit into the number of a lock; its sign tells
/// the duty.
fn number(duty: Duty, cinema: CinemaCode) -> i64 {
    let bytes = cinema.as_str().bytes();
    let code = bytes.fold(0_i64, |number, byte| (number << 8) | i64::from(byte));
    match duty {
        Duty::Forward => code,
        Duty::Keys => !code,
    }
}
