//! How what was taken stands to the national platform, in figures.

use jiff::Timestamp;

use super::{LedgerError, Session};

/// Records that are not upstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backlog {
    /// Proved, and neither taken nor set aside by the national platform.
    pub waiting: i64,
    /// Not upstream an hour after their session's end, whatever keeps them.
    pub overdue: i64,
    pub unproved: i64,
    pub set_aside: i64,
    pub open_findings: i64,
}

/// The figures of this moment.
pub fn backlog(session: &mut Session, now: Timestamp) -> Result<Backlog, LedgerError> {
    of_cinema(session, now, "")
}

/// Likewise, of one cinema; of all where the code is empty.
pub fn of_cinema(
    session: &mut Session,
    now: Timestamp,
    cinema: &str,
) -> Result<Backlog, LedgerError> {
    let row = session.row(
        "SELECT
             CAST(coalesce(sum(CASE WHEN proved = 1 AND aside_at IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
             CAST(coalesce(sum(CASE WHEN due_at < $1 THEN 1 ELSE 0 END), 0) AS BIGINT),
             CAST(coalesce(sum(CASE WHEN proved = 0 THEN 1 ELSE 0 END), 0) AS BIGINT),
             CAST(coalesce(sum(CASE WHEN aside_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
             (SELECT count(*) FROM findings WHERE closed_at IS NULL AND ($2 = '' OR cinema = $2))
         FROM outbox WHERE $2 = '' OR cinema = $2",
        &[now.as_second().into(), cinema.into()],
    )?;
    let Some(row) = row else { return Ok(Backlog::default()) };
    Ok(Backlog {
        waiting: row.int(0)?,
        overdue: row.int(1)?,
        unproved: row.int(2)?,
        set_aside: row.int(3)?,
        open_findings: row.int(4)?,
    })
}

/// Cinemas and terminals, in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fleet {
    pub cinemas: i64,
    /// Seconds since the keys were last fetched, of the cinema of which that is longest ago.
    pub keys_age_s: i64,
    /// Those that are believed.
    pub terminals: i64,
    /// Of them those that were heard in the last ten minutes.
    pub heard: i64,
}

/// The figures of this moment.
pub fn fleet(session: &mut Session, now: Timestamp) -> Result<Fleet, LedgerError> {
    const LATELY_S: i64 = 600;
    let row = session.row(
        "SELECT (SELECT count(*) FROM cinemas),
             (SELECT min(good_at) FROM key_fetches),
             (SELECT count(*) FROM terminals WHERE revoked_at IS NULL),
             (SELECT count(*) FROM heard h JOIN terminals t ON t.name = h.terminal
                 WHERE h.last_at >= $1 AND t.revoked_at IS NULL)",
        &[(now.as_second() - LATELY_S).into()],
    )?;
    let Some(row) = row else { return Ok(Fleet::default()) };
    Ok(Fleet {
        cinemas: row.int(0)?,
        keys_age_s: row.maybe_int(1)?.map_or(0, |at| (now.as_second() - at).max(0)),
        terminals: row.int(2)?,
        heard: row.int(3)?,
    })
}
