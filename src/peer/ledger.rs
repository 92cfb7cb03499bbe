//! What the platform keeps: terminals, cinema keys, tickets and the check records that arrived; what the channel keeps.
//! All SQL of the platform lives here and in the files below it.

mod channel;
mod keys;
mod records;
mod tickets;

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::DateTime;
use rsa::RsaPublicKey;
use rsa::pkcs1::DecodeRsaPublicKey;
use rsa::pkcs8::DecodePublicKey;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

pub use channel::{
    ChannelAccess, ChannelManner, ChannelOrder, HouseCinema, HouseFilm, HouseHall, HouseSeat,
    HouseShow, Minted, NewOrder, OrderedSeat, PlannedShow,
};
pub use keys::{IssuedKey, KeyId};
pub use records::{Counts, ReceivedRecord, Taken};
pub use tickets::Sale;

use super::{PeerError, PeerFault};
use crate::clock::parse_wire_time;
use crate::ticket::CinemaCode;
use crate::transport::server::ServerError;
use crate::wire::SignatureForm;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS terminals (
    username   TEXT PRIMARY KEY,
    cinema     TEXT,          -- none: a platform, which speaks for every cinema
    public_key TEXT NOT NULL,
    signature  TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS clocks (
    username   TEXT PRIMARY KEY,
    heard_at   INTEGER NOT NULL,  -- seconds since 1970
    offset_s   INTEGER NOT NULL   -- by how much its clock was ahead of this platform's
) STRICT;
CREATE TABLE IF NOT EXISTS cinema_keys (
    id          INTEGER PRIMARY KEY,
    cinema      TEXT NOT NULL,
    public_key  TEXT NOT NULL,
    start_time  TEXT NOT NULL,
    private_key TEXT              -- of keys that were made here, for trials
) STRICT;
CREATE TABLE IF NOT EXISTS tickets (
    cinema           TEXT NOT NULL,
    film_ticket_code TEXT NOT NULL,
    start_time       TEXT NOT NULL,
    code             TEXT NOT NULL,
    info             TEXT NOT NULL, -- ReplyData of GetTicketInfo as it was when it was sold
    checked          INTEGER NOT NULL DEFAULT 0,
    refund_time      TEXT,
    PRIMARY KEY (cinema, film_ticket_code)
) STRICT;
CREATE TABLE IF NOT EXISTS records (
    number           INTEGER PRIMARY KEY, -- in the order of arrival
    cinema           TEXT NOT NULL,
    film_ticket_code TEXT NOT NULL,
    check_time       TEXT NOT NULL,
    session_code     TEXT NOT NULL,
    start_time       TEXT NOT NULL,
    username         TEXT NOT NULL,
    received_at      TEXT NOT NULL,
    repeats          INTEGER NOT NULL DEFAULT 0,
    record           TEXT NOT NULL,       -- as it was sent
    UNIQUE (cinema, film_ticket_code, check_time)
) STRICT;
CREATE TABLE IF NOT EXISTS reports (
    id       INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    username TEXT NOT NULL,
    records  INTEGER NOT NULL,
    fresh    INTEGER NOT NULL,
    fault    TEXT                         -- why it was refused
) STRICT;
CREATE TABLE IF NOT EXISTS shown_fault (
    one   INTEGER PRIMARY KEY CHECK (one = 1),
    fault TEXT NOT NULL                   -- on purpose, by its name
) STRICT;
";

/// The platform's database.
#[derive(Debug)]
pub struct PeerLedger {
    connection: Connection,
}

/// Who may speak to the platform: a terminal, or a third-party platform.
#[derive(Debug, Clone)]
pub struct KnownUser {
    pub username: String,
    /// None: every cinema.
    pub cinema: Option<CinemaCode>,
    pub key: RsaPublicKey,
    pub signature: SignatureForm,
}

/// When a terminal was heard last, and how its clock stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerminalContact {
    pub username: String,
    /// None: every cinema.
    pub cinema: Option<CinemaCode>,
    /// Within a minute; none: never.
    pub at: Option<Timestamp>,
    /// By how many seconds its clock was ahead of the platform's then; negative: behind.
    pub offset_s: i64,
}

impl PeerLedger {
    /// Opens or makes the database. Without a path it is SQLite's private temporary one, which
    /// spills to disk: memory stays bounded however much arrives.
    pub fn open(path: Option<&Path>) -> Result<Self, PeerError> {
        if let Some(path) = path {
            close_to_others(path)?;
        }
        let connection = Connection::open(path.unwrap_or(Path::new("")))?;
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        // FULL: what was answered with true survives a power cut.
        connection.pragma_update(None, "journal_mode", "wal")?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.execute_batch(SCHEMA)?;
        connection.execute_batch(channel::SCHEMA)?;
        Ok(Self { connection })
    }

    /// Makes a terminal known, or without a cinema a platform; or changes the one of that name. `public_key` is PEM.
    pub fn add_user(
        &self,
        username: &str,
        public_key: &str,
        cinema: Option<CinemaCode>,
        signature: SignatureForm,
    ) -> Result<(), PeerError> {
        terminal_key(public_key).ok_or_else(|| PeerError::TerminalKey(username.to_owned()))?;
        self.connection.execute(
            "INSERT OR REPLACE INTO terminals (username, cinema, public_key, signature)
             VALUES (:username, :cinema, :public_key, :signature)",
            named_params! {
                ":username": username,
                ":cinema": cinema.map(|cinema| cinema.to_string()),
                ":public_key": public_key,
                ":signature": signature.as_str(),
            },
        )?;
        Ok(())
    }

    /// Who has that name.
    pub fn user(&self, username: &str) -> Result<Option<KnownUser>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT cinema, public_key, signature FROM terminals WHERE username = ?1",
        )?;
        let row = query.query_row([username], |row| {
            Ok((any_cinema(row, 0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        });
        let Some((cinema, public_key, form)) = row.optional()? else { return Ok(None) };
        let fault = || PeerError::TerminalKey(username.to_owned());
        let key = terminal_key(&public_key).ok_or_else(fault)?;
        let signature = SignatureForm::from_name(&form).ok_or_else(fault)?;
        Ok(Some(KnownUser { username: username.to_owned(), cinema, key, signature }))
    }

    /// Keeps when a terminal was heard, and how its clock stood. Costs a write only where a minute
    /// has passed or the clock has changed.
    pub fn note_contact(
        &self,
        username: &str,
        at: Timestamp,
        offset_s: i64,
    ) -> Result<(), PeerError> {
        let mut put = self.connection.prepare_cached(
            "INSERT INTO clocks VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE
             SET heard_at = excluded.heard_at, offset_s = excluded.offset_s
             WHERE abs(offset_s - excluded.offset_s) > 1
                 OR abs(heard_at - excluded.heard_at) >= 60",
        )?;
        put.execute((username, at.as_second(), offset_s))?;
        Ok(())
    }

    /// All terminals by name, and when each was heard last.
    pub fn contacts(&self) -> Result<Vec<TerminalContact>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT username, cinema, heard_at, coalesce(offset_s, 0)
             FROM terminals LEFT JOIN clocks USING (username) ORDER BY username",
        )?;
        let rows = query.query_map((), |row| {
            let at: Option<i64> = row.get(2)?;
            Ok(TerminalContact {
                username: row.get(0)?,
                cinema: any_cinema(row, 1)?,
                at: at.and_then(|at| Timestamp::from_second(at).ok()),
                offset_s: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The fault that is shown on purpose.
    pub fn fault(&self) -> Result<PeerFault, PeerError> {
        let mut query = self.connection.prepare_cached("SELECT fault FROM shown_fault")?;
        Ok(query.query_row((), |row| parsed(row, 0)).optional()?.unwrap_or_default())
    }

    /// Has a fault shown from now on.
    pub fn set_fault(&self, fault: PeerFault) -> Result<(), PeerError> {
        self.connection.execute(
            "INSERT INTO shown_fault VALUES (1, ?1) ON CONFLICT DO UPDATE SET fault = excluded.fault",
            [fault.to_string()],
        )?;
        Ok(())
    }
}

/// Makes the file, if there is none, with mode 0600: private keys for trials are in it.
fn close_to_others(path: &Path) -> Result<(), PeerError> {
    let made = OpenOptions::new().append(true).create(true).mode(0o600).open(path);
    made.map(drop).map_err(|cause| ServerError::File { path: path.to_owned(), cause }.into())
}

fn terminal_key(pem: &str) -> Option<RsaPublicKey> {
    let pem = pem.trim();
    RsaPublicKey::from_public_key_pem(pem).or_else(|_| RsaPublicKey::from_pkcs1_pem(pem)).ok()
}

/// A column that was a cinema, or none, when it was written.
fn any_cinema(row: &Row, at: usize) -> rusqlite::Result<Option<CinemaCode>> {
    let text: Option<String> = row.get(at)?;
    text.map(|text| text.parse().map_err(|fault| damaged(at, fault))).transpose()
}

/// A column that was a code when it was written.
fn parsed<T>(row: &Row, at: usize) -> rusqlite::Result<T>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let text: String = row.get(at)?;
    text.parse().map_err(|fault| damaged(at, fault))
}

/// A column that was a time when it was written.
fn time(row: &Row, at: usize) -> rusqlite::Result<DateTime> {
    let text: String = row.get(at)?;
    parse_wire_time(&text).ok_or_else(|| damaged(at, std::fmt::Error))
}

fn damaged(at: usize, fault: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, rusqlite::types::Type::Text, Box::new(fault))
}
