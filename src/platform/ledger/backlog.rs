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
    let row = session.row(
        "SELECT
             CAST(coalesce(sum(CASE WHEN proved = 1 AND aside_at IS NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
             CAST(coalesce(sum(CASE WHEN due_at < $1 THEN 1 ELSE 0 END), 0) AS BIGINT),
             CAST(coalesce(sum(CASE WHEN proved = 0 THEN 1 ELSE 0 END), 0) AS BIGINT),
             CAST(coalesce(sum(CASE WHEN aside_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT),
             (SELECT count(*) FROM findings WHERE closed_at IS NULL)
         FROM outbox",
        &[now.as_second().into()],
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
