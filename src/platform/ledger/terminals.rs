//! The terminals that may speak to the platform: made known by an operator, enrolled by a code that is
//! worth one use, their keys turned over with a day of overlap, revoked at once.

use jiff::Timestamp;

use super::{LedgerError, Row, Session};
use crate::ticket::{CinemaCode, ScreenCode};

/// A terminal as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    pub name: String,
    pub cinema: CinemaCode,
    /// The halls at its door; empty: every hall of the cinema.
    pub screens: Vec<String>,
    /// PEM; none: not enrolled yet.
    pub public_key: Option<String>,
    /// The key before, which holds too for a while.
    pub old_key: Option<String>,
    pub old_key_until_at: Option<i64>,
    pub signature: String,
    pub revoked_at: Option<i64>,
    /// When it was heard last.
    pub contact_at: Option<i64>,
    /// By how many seconds its clock was ahead then.
    pub offset_s: Option<i64>,
}

/// A terminal that is to be known.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    pub name: &'a str,
    pub cinema: CinemaCode,
    pub screens: &'a [ScreenCode],
    /// PEM; none: it enrols.
    pub public_key: Option<&'a str>,
    pub signature: &'a str,
}

/// What a code opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolled {
    pub name: String,
    pub cinema: CinemaCode,
}

/// For so long both keys hold when they turn over.
const OVERLAP_S: i64 = 24 * 3600;

/// Makes a terminal known; false: one of that name is known already.
pub fn add(session: &mut Session, entry: &Entry, at: Timestamp) -> Result<bool, LedgerError> {
    let fresh = session.execute(
        "INSERT INTO terminals (name, cinema, screens, public_key, signature, added_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
        &[
            entry.name.into(),
            entry.cinema.as_str().into(),
            screens(entry.screens).into(),
            entry.public_key.into(),
            entry.signature.into(),
            at.as_second().into(),
        ],
    )?;
    super::cinemas::add(session, entry.cinema, "", at)?;
    Ok(fresh > 0)
}

/// Changes the halls of a terminal that is renewed.
pub fn set_screens(
    session: &mut Session,
    name: &str,
    halls: &[ScreenCode],
) -> Result<(), LedgerError> {
    let sql = "UPDATE terminals SET screens = $1 WHERE name = $2";
    session.execute(sql, &[screens(halls).into(), name.into()]).map(drop)
}

fn screens(halls: &[ScreenCode]) -> String {
    let halls: Vec<&str> = halls.iter().map(ScreenCode::as_str).collect();
    serde_json::json!(halls).to_string()
}

/// The terminal of that name, whatever its state.
pub fn find(session: &mut Session, name: &str) -> Result<Option<Registered>, LedgerError> {
    let rows = session.query(
        "SELECT t.name, t.cinema, t.screens, t.public_key, t.old_key, t.old_key_until_at,
             t.signature, t.revoked_at, h.last_at, h.offset_s
         FROM terminals t LEFT JOIN heard h ON h.terminal = t.name WHERE t.name = $1",
        &[name.into()],
    )?;
    rows.first().map(registered).transpose()
}

/// All terminals by name, the revoked ones too.
pub fn list(session: &mut Session) -> Result<Vec<Registered>, LedgerError> {
    let rows = session.query(
        "SELECT t.name, t.cinema, t.screens, t.public_key, t.old_key, t.old_key_until_at,
             t.signature, t.revoked_at, h.last_at, h.offset_s
         FROM terminals t LEFT JOIN heard h ON h.terminal = t.name ORDER BY t.name",
        &[],
    )?;
    rows.iter().map(registered).collect()
}

fn registered(row: &Row) -> Result<Registered, LedgerError> {
    let text = |at| row.maybe_text(at).map(|text| text.map(ToOwned::to_owned));
    Ok(Registered {
        name: row.text(0)?.to_owned(),
        cinema: row.parsed(1)?,
        screens: serde_json::from_str(row.text(2)?).unwrap_or_default(),
        public_key: text(3)?,
        old_key: text(4)?,
        old_key_until_at: row.maybe_int(5)?,
        signature: row.text(6)?.to_owned(),
        revoked_at: row.maybe_int(7)?,
        contact_at: row.maybe_int(8)?,
        offset_s: row.maybe_int(9)?,
    })
}

/// Revokes a terminal: it is believed no more, and stays listed. False: there is none, or it is
/// revoked already.
pub fn revoke(session: &mut Session, name: &str, at: Timestamp) -> Result<bool, LedgerError> {
    let changed = session.execute(
        "UPDATE terminals SET revoked_at = $1, old_key = NULL, old_key_until_at = NULL
         WHERE name = $2 AND revoked_at IS NULL",
        &[at.as_second().into(), name.into()],
    )?;
    session.execute("DELETE FROM enrolments WHERE name = $1", &[name.into()])?;
    Ok(changed > 0)
}

/// Gives a terminal a code by which it may hand in a key, once; one it had before is worth nothing.
pub fn invite(
    session: &mut Session,
    name: &str,
    code_sha256: &str,
    expires: Timestamp,
) -> Result<(), LedgerError> {
    session
        .execute(
            "INSERT INTO enrolments (name, code_sha256, expires_at) VALUES ($1, $2, $3)
             ON CONFLICT (name) DO UPDATE SET code_sha256 = excluded.code_sha256,
                 expires_at = excluded.expires_at",
            &[name.into(), code_sha256.into(), expires.as_second().into()],
        )
        .map(drop)
}

/// Takes a terminal's key for a code; none: the code is wrong, used or expired. A key that it had
/// before holds for another day.
pub fn enrol(
    session: &mut Session,
    code_sha256: &str,
    public_key: &str,
    at: Timestamp,
) -> Result<Option<Enrolled>, LedgerError> {
    let used = session.query(
        "DELETE FROM enrolments WHERE code_sha256 = $1 AND expires_at > $2 RETURNING name",
        &[code_sha256.into(), at.as_second().into()],
    )?;
    let Some(used) = used.first() else { return Ok(None) };
    let changed = session.query(
        "UPDATE terminals SET old_key = public_key,
             old_key_until_at = CASE WHEN public_key IS NULL THEN NULL ELSE CAST($1 AS BIGINT) END,
             public_key = $2
         WHERE name = $3 AND revoked_at IS NULL RETURNING name, cinema",
        &[(at.as_second() + OVERLAP_S).into(), public_key.into(), used.text(0)?.into()],
    )?;
    let Some(row) = changed.first() else { return Ok(None) };
    Ok(Some(Enrolled { name: row.text(0)?.to_owned(), cinema: row.parsed(1)? }))
}

/// Keeps when terminals were heard, and how their clocks stood.
pub fn note_contact(
    session: &mut Session,
    name: &str,
    at: Timestamp,
    offset_s: i64,
) -> Result<(), LedgerError> {
    session
        .execute(
            "INSERT INTO heard (terminal, last_at, offset_s) VALUES ($1, $2, $3)
             ON CONFLICT (terminal) DO UPDATE SET last_at = excluded.last_at,
                 offset_s = excluded.offset_s",
            &[name.into(), at.as_second().into(), offset_s.into()],
        )
        .map(drop)
}
