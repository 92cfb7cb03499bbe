//! Findings about a terminal's clock, of which each terminal has one.

use jiff::Timestamp;

use super::{Kind, Opened, id, reopen};
use crate::platform::ledger::{LedgerError, Session};

/// A terminal's clock may be off by so many seconds (rule 9 of the platform).
pub const CLOCK_OFF_S: i64 = 300;

/// Opens a finding about a terminal's clock, or brings its offset up to date. A closed one keeps the
/// offset that it was closed with, and is open again where this one is another, or the clock was right
/// in between.
pub fn note_clock(
    session: &mut Session,
    cinema: &str,
    terminal: &str,
    offset_s: i64,
    at: Timestamp,
) -> Result<Opened, LedgerError> {
    let (id, fresh) = id(session, Kind::Clock, cinema, terminal, "", "", at)?;
    let found = session
        .row("SELECT closed_at, offset_s, clock_right FROM findings WHERE id = $1", &[id.into()])?;
    let found = found.ok_or_else(|| LedgerError::column(0, "a finding", None))?;
    let is_closed = found.maybe_int(0)?.is_some();
    let moved = (found.maybe_int(1)?.unwrap_or(0) - offset_s).abs() > CLOCK_OFF_S;
    if is_closed && !moved && !found.is_true(2)? {
        return Ok(Opened { id, is_new: false });
    }
    session.execute(
        "UPDATE findings SET offset_s = $1, clock_right = 0 WHERE id = $2",
        &[offset_s.into(), id.into()],
    )?;
    if is_closed {
        reopen(session, id)?;
    }
    Ok(Opened { id, is_new: fresh || is_closed })
}

/// The clock of a terminal is right: another offset after this one is news.
pub fn note_clock_right(
    session: &mut Session,
    cinema: &str,
    terminal: &str,
) -> Result<(), LedgerError> {
    session
        .execute(
            "UPDATE findings SET clock_right = 1
             WHERE kind = $1 AND cinema = $2 AND subject = $3 AND start_time = ''
                 AND clock_right = 0",
            &[Kind::Clock.as_str().into(), cinema.into(), terminal.into()],
        )
        .map(drop)
}
