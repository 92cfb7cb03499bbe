//! The protected log: who did what and when. Entries are added at its end and never altered: the tables
//! refuse it, the rights of the role that serves do not reach so far, and the chain tells of what was
//! done around both.

use std::fmt;

use hkdf::Hkdf;
use jiff::Timestamp;
use rand::RngCore;
use rand::rngs::OsRng;
use serde_json::{Map, json};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::sqlite::FileKey;
use super::{LedgerError, LogDetail, LogFault, Row, Session, notes};
use crate::people::{Chain, ChainFault, ChainHead, ChainWalk, Content, entry_time};

/// Under which name the notes tell where the log's key is.
const LOG_KEY: &str = "log_key";

/// The note of a log whose key is `store.key`, before the mark of that key.
const OUTSIDE: &str = "store.key:";

/// The note of a log whose key lies in the ledger itself, before the key.
const INSIDE: &str = "ledger:";

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// As the log has it: an operator's name, or `cli:` and a user of the machine.
    pub who: String,
    /// The operator in whose name somebody at the command line does it.
    pub named: Option<String>,
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    pub id: i64,
    pub at: Timestamp,
    pub who: String,
    pub kind: String,
    /// An object.
    pub detail: serde_json::Value,
}

/// What an unbroken log holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogSpan {
    pub entries: u64,
    /// Times of the first and the last entry.
    pub times: Option<(Timestamp, Timestamp)>,
    /// The beginning of the last entry's chain.
    pub mark: String,
}

impl Actor {
    /// Somebody who is signed in.
    pub fn operator(name: impl Into<String>) -> Self {
        Self { who: name.into(), named: None }
    }

    /// The platform by itself; no operator can have this name.
    pub fn platform() -> Self {
        Self::operator("(platform)")
    }

    /// Nobody who is known.
    pub fn nobody() -> Self {
        Self::operator("(nobody)")
    }

    /// A terminal, by the code that it was given.
    pub fn terminal(name: &str) -> Self {
        Self::operator(format!("terminal:{name}"))
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.named {
            Some(named) => write!(f, "{named} ({})", self.who),
            None => f.write_str(&self.who),
        }
    }
}

/// Adds an entry; within the transaction of what it tells of.
pub fn write(
    session: &mut Session,
    actor: &Actor,
    detail: &LogDetail,
    at: Timestamp,
) -> Result<(), LedgerError> {
    let (key, is_first) = log_key(session)?;
    let chain = Chain::new(key);
    if is_first {
        begin(session, &chain)?;
    }
    // The row is held until the transaction ends, so that two writers never follow the same entry.
    let held = "UPDATE log_head SET id = id WHERE one = 1 RETURNING id, chain, seal";
    let head = session.row(held, &[])?;
    let newest = session.row("SELECT coalesce(max(id), 0) FROM log", &[])?;
    let newest = newest.map_or(Ok(0), |row| row.int(0))?;
    let head = head.as_ref().map(read_head).transpose()?.flatten();
    let head = head.as_ref().map(|(head, seal)| (head, seal.as_slice()));
    let (kind, mut parts) = detail.parts()?;
    if let Some(named) = &actor.named {
        parts.insert("as".to_owned(), json!(named));
    }
    let (who, detail, at) =
        (actor.who.as_str(), serde_json::Value::Object(parts).to_string(), at.as_millisecond());
    let content = |id| Content { id, at, who, what: &kind, detail: &detail };
    let (id, link) = chain.follow(head, newest, content);
    session.execute(
        "INSERT INTO log (id, at_ms, who, kind, detail, chain) VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            id.into(),
            at.into(),
            who.into(),
            kind.as_str().into(),
            detail.as_str().into(),
            hex::encode(link).into(),
        ],
    )?;
    put_head(session, &chain, &ChainHead { id, chain: link.to_vec() })
}

/// The first entries behind a number, oldest first; none: there are no more.
pub fn after(session: &mut Session, id: i64) -> Result<Vec<LogEntry>, LedgerError> {
    let rows = session.query(
        "SELECT id, at_ms, who, kind, detail FROM log WHERE id > $1 ORDER BY id LIMIT $2",
        &[id.into(), STRIDE.into()],
    )?;
    rows.iter().map(entry).collect()
}

/// The newest entries before a number, newest first.
pub fn before(session: &mut Session, id: i64, most: i64) -> Result<Vec<LogEntry>, LedgerError> {
    let rows = session.query(
        "SELECT id, at_ms, who, kind, detail FROM log WHERE id < $1 ORDER BY id DESC LIMIT $2",
        &[id.into(), most.into()],
    )?;
    rows.iter().map(entry).collect()
}

/// The number behind which the newest so many entries stand.
pub fn before_the_newest(session: &mut Session, count: i64) -> Result<i64, LedgerError> {
    let sql = "SELECT id FROM log ORDER BY id DESC LIMIT 1 OFFSET $1";
    let row = session.row(sql, &[count.into()])?;
    row.map_or(Ok(i64::MIN), |row| row.int(0))
}

fn entry(row: &Row) -> Result<LogEntry, LedgerError> {
    let detail =
        serde_json::from_str(row.text(4)?).unwrap_or(serde_json::Value::Object(Map::new()));
    Ok(LogEntry {
        id: row.int(0)?,
        at: entry_time(row.int(1)?),
        who: row.text(2)?.to_owned(),
        kind: row.text(3)?.to_owned(),
        detail,
    })
}

/// So many entries are read at a time.
const STRIDE: i64 = 1000;

/// Walks the whole log; what it spans, or the first thing that is wrong with it. Nothing is held
/// meanwhile: what is added while it walks is walked too.
pub fn verify(session: &mut Session) -> Result<Result<LogSpan, LogFault>, LedgerError> {
    let Some(note) = notes::get(session, LOG_KEY)? else {
        let any = session.row("SELECT 1 FROM log UNION ALL SELECT 1 FROM log_head", &[])?;
        return Ok(match any {
            Some(_) => Err(LogFault::NoKey),
            None => Ok(LogSpan { entries: 0, times: None, mark: String::new() }),
        });
    };
    let chain = Chain::new(known_key(session, &note)?);
    let mut walk = ChainWalk::new(&chain);
    loop {
        let after = if walk.last().id == 0 { i64::MIN } else { walk.last().id };
        let rows = session.query(
            "SELECT id, at_ms, who, kind, detail, chain FROM log WHERE id > $1 ORDER BY id LIMIT $2",
            &[after.into(), STRIDE.into()],
        )?;
        for row in &rows {
            if let Err(fault) = step(&mut walk, row)? {
                return Ok(Err(fault.into()));
            }
        }
        // Read behind the entries: it is never older than what was walked.
        let head = session.row("SELECT id, chain, seal FROM log_head WHERE one = 1", &[])?;
        let head = head.as_ref().map(read_head).transpose()?.flatten();
        let more = head.as_ref().is_some_and(|(head, _)| head.id > walk.last().id);
        if more && !rows.is_empty() {
            continue;
        }
        if let Err(fault) = walk.judge(head.as_ref().map(|(head, seal)| (head, seal.as_slice()))) {
            return Ok(Err(fault.into()));
        }
        let entries = walk.last().id.unsigned_abs();
        return Ok(Ok(LogSpan { entries, times: walk.times(), mark: walk.mark() }));
    }
}

fn step(walk: &mut ChainWalk<'_>, row: &Row) -> Result<Result<(), ChainFault>, LedgerError> {
    let (id, at) = (row.int(0)?, row.int(1)?);
    let content = Content { id, at, who: row.text(2)?, what: row.text(3)?, detail: row.text(4)? };
    // What is no hexadecimal number fits nothing.
    let chain = hex::decode(row.text(5)?).unwrap_or_default();
    Ok(walk.step(content, &chain))
}

/// Gives a log that never had an entry its head. One that was emptied is not begun anew: its next entry
/// follows nothing.
fn begin(session: &mut Session, chain: &Chain) -> Result<(), LedgerError> {
    let head = ChainHead { id: 0, chain: Vec::new() };
    session
        .execute(
            "INSERT INTO log_head (one, id, chain, seal) VALUES (1, 0, '', $1)
             ON CONFLICT DO NOTHING",
            &[hex::encode(chain.seal(&head)).into()],
        )
        .map(drop)
}

fn put_head(session: &mut Session, chain: &Chain, head: &ChainHead) -> Result<(), LedgerError> {
    session
        .execute(
            "INSERT INTO log_head (one, id, chain, seal) VALUES (1, $1, $2, $3)
             ON CONFLICT (one) DO UPDATE SET id = excluded.id, chain = excluded.chain,
                 seal = excluded.seal",
            &[
                head.id.into(),
                hex::encode(&head.chain).into(),
                hex::encode(chain.seal(head)).into(),
            ],
        )
        .map(drop)
}

/// The head and its seal; none where it does not read.
fn read_head(row: &Row) -> Result<Option<(ChainHead, Vec<u8>)>, LedgerError> {
    let id = row.int(0)?;
    let (chain, seal) = (hex::decode(row.text(1)?).ok(), hex::decode(row.text(2)?).ok());
    Ok(chain.zip(seal).map(|(chain, seal)| (ChainHead { id, chain }, seal)))
}

type Derive = Box<dyn Fn(&str) -> Zeroizing<[u8; 32]>>;

/// The log's key, and whether the log begins with that. The first entry decides: `store.key`, where one
/// is configured, and always with SQLite; else one that the ledger keeps, behind the wall of roles alone.
fn log_key(session: &mut Session) -> Result<(Derive, bool), LedgerError> {
    if let Some(note) = notes::get(session, LOG_KEY)? {
        return Ok((known_key(session, &note)?, false));
    }
    let note = match session.log_key() {
        Some(key) => format!("{OUTSIDE}{}", mark(key)),
        None => {
            let mut key = Zeroizing::new([0; 32]);
            OsRng.fill_bytes(&mut *key);
            format!("{INSIDE}{}", hex::encode(*key))
        }
    };
    // Somebody else may have decided meanwhile.
    let put = "INSERT INTO notes (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    let is_first = session.execute(put, &[LOG_KEY.into(), note.as_str().into()])? > 0;
    let note = notes::get(session, LOG_KEY)?.unwrap_or(note);
    // Where entries are here already somebody took the note away, and they tell so.
    let any = session.row("SELECT 1 FROM log UNION ALL SELECT 1 FROM log_head", &[])?;
    Ok((known_key(session, &note)?, is_first && any.is_none()))
}

fn known_key(session: &Session, note: &str) -> Result<Derive, LedgerError> {
    let key = match (note.strip_prefix(OUTSIDE), session.log_key()) {
        (Some(marked), Some(key)) if marked == mark(key) => key.clone(),
        (Some(_), _) => return Err(LedgerError::LogKey),
        (None, _) => {
            let mut key: FileKey = Zeroizing::new([0; 32]);
            let digits = note.strip_prefix(INSIDE).unwrap_or_default();
            hex::decode_to_slice(digits, &mut *key).map_err(|_| LedgerError::LogKey)?;
            key
        }
    };
    Ok(Box::new(move |label| derived(&key, label)))
}

/// By what a key is known again; the key can't be found from it.
fn mark(key: &FileKey) -> String {
    hex::encode(&derived(key, "hallgate platform log key's mark")[..8])
}

fn derived(key: &FileKey, label: &str) -> Zeroizing<[u8; 32]> {
    let mut out = Zeroizing::new([0; 32]);
    // Fails only above 255 times the hash's length, and this is one time.
    Hkdf::<Sha256>::new(None, &**key).expand(label.as_bytes(), &mut *out).expect("32 bytes");
    out
}
