//! The cinemas that the platform knows, their keys, and how it went to fetch them. Keys come from the
//! national platform alone: nothing else writes them.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::fetch_fault::FetchFault;
use super::{Insert, LedgerError, Session, SqlColumn};
use crate::clock::{parse_wire_time, wire_time};
use crate::ticket::CinemaCode;

/// A cinema and how its keys stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cinema {
    pub code: CinemaCode,
    pub name: String,
    /// Keys that are handed to terminals.
    pub keys: i64,
    /// When the national platform was last asked for them.
    pub asked_at: Option<i64>,
    /// When a reply that reads was last there.
    pub good_at: Option<i64>,
    /// What was wrong with the last answer, if something was.
    pub fault: Option<FetchFault>,
}

/// A cinema key as it came.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyEntry {
    pub start_time: DateTime,
    /// Base64, as it goes over the wire.
    pub public_key: String,
}

/// What a fetch brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// The reply read in whole: these and no others are handed out.
    Whole(Vec<KeyEntry>),
    /// Some of it read: these are added, nothing goes.
    Part(Vec<KeyEntry>, FetchFault),
    /// Nothing: all stays as it was.
    Failed(FetchFault),
}

/// In a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum FetchOutcome {
    Whole,
    Part,
    Failed,
}

impl FetchOutcome {
    /// The name in the database and in events.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl Fetched {
    pub fn outcome(&self) -> FetchOutcome {
        match self {
            Self::Whole(_) => FetchOutcome::Whole,
            Self::Part(..) => FetchOutcome::Part,
            Self::Failed(_) => FetchOutcome::Failed,
        }
    }
}

/// The most keys that a terminal gets.
const HANDED_OUT: i64 = 64;

/// Makes a cinema known; false: it was, and has that name now where one is given.
pub fn add(
    session: &mut Session,
    code: CinemaCode,
    name: &str,
    at: Timestamp,
) -> Result<bool, LedgerError> {
    let fresh = session.execute(
        "INSERT INTO cinemas (code, name, added_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        &[code.as_str().into(), name.into(), at.as_second().into()],
    )?;
    if fresh == 0 && !name.is_empty() {
        session.execute(
            "UPDATE cinemas SET name = $1 WHERE code = $2",
            &[name.into(), code.as_str().into()],
        )?;
    }
    Ok(fresh > 0)
}

/// A cinema's name, empty where it has none; none: it is not known.
pub fn name(session: &mut Session, code: CinemaCode) -> Result<Option<String>, LedgerError> {
    let row = session.row("SELECT name FROM cinemas WHERE code = $1", &[code.as_str().into()])?;
    row.map(|row| row.text(0).map(ToOwned::to_owned)).transpose()
}

/// All cinemas, by code.
pub fn list(session: &mut Session) -> Result<Vec<Cinema>, LedgerError> {
    let rows = session.query(
        "SELECT c.code, c.name,
             (SELECT count(*) FROM cinema_keys k WHERE k.cinema = c.code AND k.served = 1),
             f.asked_at, f.good_at, coalesce(f.message, '')
         FROM cinemas c LEFT JOIN key_fetches f ON f.cinema = c.code ORDER BY c.code",
        &[],
    )?;
    rows.iter()
        .map(|row| {
            Ok(Cinema {
                code: row.parsed(0)?,
                name: row.text(1)?.to_owned(),
                keys: row.int(2)?,
                asked_at: row.maybe_int(3)?,
                good_at: row.maybe_int(4)?,
                fault: FetchFault::of_kept(row.text(5)?),
            })
        })
        .collect()
}

/// When the keys of a cinema were last asked for.
pub fn asked_at(session: &mut Session, cinema: CinemaCode) -> Result<Option<i64>, LedgerError> {
    let sql = "SELECT asked_at FROM key_fetches WHERE cinema = $1";
    session.row(sql, &[cinema.as_str().into()])?.map(|row| row.int(0)).transpose()
}

/// When the keys of a cinema were asked for last, and what came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Last {
    pub cinema: CinemaCode,
    pub asked_at: Option<i64>,
    /// When a reply that reads was last there.
    pub good_at: Option<i64>,
    /// Nothing came of the last question.
    pub failed: bool,
}

/// Of every cinema.
pub fn last_fetches(session: &mut Session) -> Result<Vec<Last>, LedgerError> {
    let rows = session.query(
        "SELECT c.code, f.asked_at, f.good_at, coalesce(f.result, '') = 'failed'
         FROM cinemas c LEFT JOIN key_fetches f ON f.cinema = c.code",
        &[],
    )?;
    rows.iter().map(last).collect()
}

/// Of one cinema, known or not.
pub fn last_fetch(session: &mut Session, cinema: CinemaCode) -> Result<Last, LedgerError> {
    let row = session.row(
        "SELECT cinema, asked_at, good_at, result = 'failed' FROM key_fetches WHERE cinema = $1",
        &[cinema.as_str().into()],
    )?;
    let none = Last { cinema, asked_at: None, good_at: None, failed: false };
    row.as_ref().map_or(Ok(none), last)
}

fn last(row: &super::Row) -> Result<Last, LedgerError> {
    Ok(Last {
        cinema: row.parsed(0)?,
        asked_at: row.maybe_int(1)?,
        good_at: row.maybe_int(2)?,
        failed: row.is_true(3)?,
    })
}

/// The keys that terminals get, the most recently started first.
pub fn handed_out(session: &mut Session, cinema: CinemaCode) -> Result<Vec<KeyEntry>, LedgerError> {
    entries(
        session,
        "SELECT start_time, public_key FROM cinema_keys WHERE cinema = $1 AND served = 1
         ORDER BY start_time DESC, public_key LIMIT $2",
        &[cinema.as_str().into(), HANDED_OUT.into()],
    )
}

/// Every key ever seen, the most recently started first: records may be late.
pub fn every_key(session: &mut Session, cinema: CinemaCode) -> Result<Vec<KeyEntry>, LedgerError> {
    entries(
        session,
        "SELECT start_time, public_key FROM cinema_keys WHERE cinema = $1
         ORDER BY start_time DESC, public_key",
        &[cinema.as_str().into()],
    )
}

fn entries(
    session: &mut Session,
    sql: &'static str,
    values: &[super::Value],
) -> Result<Vec<KeyEntry>, LedgerError> {
    let rows = session.query(sql, values)?;
    rows.iter()
        .map(|row| {
            let start_time = parse_wire_time(row.text(0)?);
            let start_time = start_time.ok_or_else(|| LedgerError::column(0, "a time", None))?;
            Ok(KeyEntry { start_time, public_key: row.text(1)?.to_owned() })
        })
        .collect()
}

/// Keeps what a fetch brought; whether what is handed out changed by it.
pub fn keep(
    session: &mut Session,
    cinema: CinemaCode,
    fetched: &Fetched,
    at: Timestamp,
) -> Result<bool, LedgerError> {
    const KEYS: Insert = Insert {
        table: "cinema_keys",
        columns: &[
            SqlColumn::Text("cinema"),
            SqlColumn::Text("public_key"),
            SqlColumn::Text("start_time"),
            SqlColumn::Int("first_at"),
            SqlColumn::Int("served"),
        ],
        behind: "ON CONFLICT (cinema, public_key, start_time) DO UPDATE SET served = 1",
    };
    let before = handed_out(session, cinema)?;
    let result = fetched.outcome().as_str();
    let (entries, message, good) = match fetched {
        Fetched::Whole(entries) => (entries.as_slice(), String::new(), true),
        Fetched::Part(entries, fault) => (entries.as_slice(), fault.kept(), true),
        Fetched::Failed(fault) => (&[][..], fault.kept(), false),
    };
    if matches!(fetched, Fetched::Whole(_)) {
        session.execute(
            "UPDATE cinema_keys SET served = 0 WHERE cinema = $1",
            &[cinema.as_str().into()],
        )?;
    }
    // Each once: a reply may name a key twice.
    let each: BTreeSet<&KeyEntry> = entries.iter().collect();
    let rows: Vec<_> = each
        .into_iter()
        .map(|entry| {
            vec![
                cinema.as_str().into(),
                entry.public_key.as_str().into(),
                wire_time(entry.start_time).into(),
                at.as_second().into(),
                1.into(),
            ]
        })
        .collect();
    session.insert(&KEYS, &rows)?;
    let good_at = good.then_some(at.as_second());
    session.execute(
        "INSERT INTO key_fetches (cinema, asked_at, good_at, result, message)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (cinema) DO UPDATE SET asked_at = excluded.asked_at,
             good_at = coalesce(excluded.good_at, key_fetches.good_at),
             result = excluded.result, message = excluded.message",
        &[
            cinema.as_str().into(),
            at.as_second().into(),
            good_at.into(),
            result.into(),
            message.into(),
        ],
    )?;
    Ok(before != handed_out(session, cinema)?)
}
