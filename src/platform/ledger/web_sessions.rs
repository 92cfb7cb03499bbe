//! Who is signed in to the pages, at whichever node: by the digest of what the browser holds alone.

use super::{LedgerError, Session};

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebSession {
    pub operator: String,
    /// What each form has to bring along.
    pub form_token: String,
    pub opened_at: i64,
    /// When something was last done, in seconds since 1970.
    pub seen_at: i64,
}

/// Opens a session.
pub fn open(
    session: &mut Session,
    token_sha256: &str,
    opened: &WebSession,
) -> Result<(), LedgerError> {
    session
        .execute(
            "INSERT INTO web_sessions (token_sha256, operator, form_token, opened_at, seen_at)
             VALUES ($1, $2, $3, $4, $5)",
            &[
                token_sha256.into(),
                opened.operator.as_str().into(),
                opened.form_token.as_str().into(),
                opened.opened_at.into(),
                opened.seen_at.into(),
            ],
        )
        .map(drop)
}

/// The session of a browser.
pub fn find(session: &mut Session, token_sha256: &str) -> Result<Option<WebSession>, LedgerError> {
    let row = session.row(
        "SELECT operator, form_token, opened_at, seen_at FROM web_sessions WHERE token_sha256 = $1",
        &[token_sha256.into()],
    )?;
    row.map(|row| {
        Ok(WebSession {
            operator: row.text(0)?.to_owned(),
            form_token: row.text(1)?.to_owned(),
            opened_at: row.int(2)?,
            seen_at: row.int(3)?,
        })
    })
    .transpose()
}

/// Something was done.
pub fn touch(session: &mut Session, token_sha256: &str, at: i64) -> Result<(), LedgerError> {
    let sql = "UPDATE web_sessions SET seen_at = $1 WHERE token_sha256 = $2 AND seen_at < $1";
    session.execute(sql, &[at.into(), token_sha256.into()]).map(drop)
}

/// Ends a session; false: it has ended.
pub fn end(session: &mut Session, token_sha256: &str) -> Result<bool, LedgerError> {
    let sql = "DELETE FROM web_sessions WHERE token_sha256 = $1";
    Ok(session.execute(sql, &[token_sha256.into()])? > 0)
}

/// Ends all of an operator's; how many there were.
pub fn end_of(session: &mut Session, operator: &str) -> Result<u64, LedgerError> {
    let sql = "DELETE FROM web_sessions WHERE lower(operator) = lower($1)";
    session.execute(sql, &[operator.into()])
}

/// Whether any has been idle since before the one time, or open since before the other.
pub fn any_over(
    session: &mut Session,
    idle_since: i64,
    open_since: i64,
) -> Result<bool, LedgerError> {
    let sql = "SELECT 1 FROM web_sessions WHERE seen_at <= $1 OR opened_at <= $2 LIMIT 1";
    Ok(session.row(sql, &[idle_since.into(), open_since.into()])?.is_some())
}

/// Ends those; their operators, one a session.
pub fn end_over(
    session: &mut Session,
    idle_since: i64,
    open_since: i64,
) -> Result<Vec<String>, LedgerError> {
    let rows = session.query(
        "DELETE FROM web_sessions WHERE seen_at <= $1 OR opened_at <= $2 RETURNING operator",
        &[idle_since.into(), open_since.into()],
    )?;
    rows.iter().map(|row| row.text(0).map(ToOwned::to_owned)).collect()
}
