//! The embedded engine: SQLCipher, for one cinema or a small chain, a file that nobody reads without
//! its key.

use std::collections::HashMap;
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, ToSql, params_from_iter};
use zeroize::Zeroizing;

use super::copy::TableShape;
use super::session::{Bracket, Insert, Row, Value};
use super::{LedgerError, schema};

/// How long a command waits for a platform that is just writing, and the other way round.
const PATIENCE: Duration = Duration::from_secs(10);

/// A connection to the file.
pub struct SqliteConnection {
    db: Connection,
    /// Statements as SQLite writes them, by the ledger's own text.
    texts: HashMap<&'static str, String>,
    key: FileKey,
}

/// The key of the file, 32 bytes.
pub type FileKey = Zeroizing<[u8; 32]>;

impl SqliteConnection {
    /// Opens the file with its key, makes it where there is none, and brings its tables up to date.
    pub fn open(path: &Path, key: &FileKey) -> Result<Self, LedgerError> {
        let unreachable = |cause| LedgerError::File { path: path.to_owned(), cause };
        // Made here, so that it is this user's alone from its first byte.
        let made = OpenOptions::new().append(true).create(true).mode(0o600).open(path);
        drop(made.map_err(unreachable)?);
        let db = keyed(path, key)?;
        // FULL: what was answered with true survives a power cut.
        let opened = db.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA recursive_triggers = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;",
        );
        opened.map_err(|fault| match fault {
            rusqlite::Error::SqliteFailure(cause, _) if cause.code == ErrorCode::NotADatabase => {
                LedgerError::Key(path.to_owned())
            }
            fault => fault.into(),
        })?;
        db.set_prepared_statement_cache_capacity(128);
        let mut connected = Self { db, texts: HashMap::new(), key: key.clone() };
        connected.migrate(path)?;
        Ok(connected)
    }

    fn migrate(&mut self, path: &Path) -> Result<(), LedgerError> {
        let version = |db: &Connection| db.query_row("PRAGMA user_version", (), |row| row.get(0));
        let mut done: usize = version(&self.db)?;
        if done > schema::SQLITE.len() {
            return Err(LedgerError::Newer(path.to_owned()));
        }
        while let Some(step) = schema::SQLITE.get(done) {
            let change =
                self.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            // Another process may have taken it meanwhile.
            if version(&change)? == done {
                change.execute_batch(step)?;
                change.pragma_update(None, "user_version", done + 1)?;
                change.commit()?;
            }
            done += 1;
        }
        Ok(())
    }

    pub(super) fn key(&self) -> &FileKey {
        &self.key
    }

    pub(super) fn query(
        &mut self,
        sql: &'static str,
        values: &[Value],
    ) -> Result<Vec<Row>, LedgerError> {
        let Self { db, texts, .. } = self;
        let mut statement = db.prepare_cached(text(texts, sql))?;
        let width = statement.column_count();
        let rows = statement.query_map(params_from_iter(values), |row| read(row, width))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub(super) fn execute(
        &mut self,
        sql: &'static str,
        values: &[Value],
    ) -> Result<u64, LedgerError> {
        let Self { db, texts, .. } = self;
        Ok(db.prepare_cached(text(texts, sql))?.execute(params_from_iter(values))? as u64)
    }

    pub(super) fn insert(
        &mut self,
        insert: &Insert,
        rows: &[Vec<Value>],
    ) -> Result<Vec<Row>, LedgerError> {
        let names: Vec<_> = insert.columns.iter().map(|column| column.name()).collect();
        let places: Vec<_> = (1..=names.len()).map(|at| format!("?{at}")).collect();
        let (table, names, places) = (insert.table, names.join(", "), places.join(", "));
        let sql = format!("INSERT INTO {table} ({names}) VALUES ({places}) {}", insert.behind);
        let mut statement = self.db.prepare_cached(&sql)?;
        let width = statement.column_count();
        let mut returned = Vec::new();
        for row in rows {
            let back = statement.query_map(params_from_iter(row), |row| read(row, width))?;
            for row in back {
                returned.push(row?);
            }
        }
        Ok(returned)
    }

    /// Hands over each row of a query, one at a time.
    pub(super) fn each(
        &mut self,
        sql: &str,
        shown: &mut dyn FnMut(Row) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        let mut statement = self.db.prepare(sql)?;
        let width = statement.column_count();
        let mut rows = statement.query(())?;
        while let Some(row) = rows.next()? {
            shown(read(row, width)?)?;
        }
        Ok(())
    }

    /// All tables, by name.
    pub(super) fn shapes(&mut self) -> Result<Vec<TableShape>, LedgerError> {
        let mut tables = self.db.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
             ORDER BY name",
        )?;
        let tables: Vec<String> =
            tables.query_map((), |row| row.get(0))?.collect::<Result<_, _>>()?;
        tables
            .into_iter()
            .map(|table| {
                let mut info = self.db.prepare(
                    "SELECT name, type = 'INTEGER', pk FROM pragma_table_info(?1) ORDER BY cid",
                )?;
                let columns: Vec<(String, bool, i64)> = info
                    .query_map([&table], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                    .collect::<Result<_, _>>()?;
                let mut key: Vec<_> = columns.iter().filter(|(.., place)| *place > 0).collect();
                key.sort_by_key(|(.., place)| *place);
                let key = key.into_iter().map(|(name, ..)| name.clone()).collect();
                let columns = columns.into_iter().map(|(name, is_int, _)| (name, is_int));
                Ok(TableShape { table, columns: columns.collect(), key })
            })
            .collect()
    }

    /// The number that was given last in a table that never gives one again.
    pub(super) fn last_number(&mut self, table: &str) -> Result<i64, LedgerError> {
        let sql = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?1";
        Ok(self.db.query_row(sql, [table], |row| row.get(0))?)
    }

    pub(super) fn command(&mut self, bracket: Bracket) -> Result<(), LedgerError> {
        let sql = match bracket {
            // A transaction that reads first would fail where it can wait.
            Bracket::Begin => "BEGIN IMMEDIATE",
            bracket => bracket.sql(),
        };
        Ok(self.db.prepare_cached(sql)?.execute(()).map(drop)?)
    }
}

/// A connection with its key, before anything is read.
pub(super) fn keyed(path: &Path, key: &FileKey) -> Result<Connection, LedgerError> {
    let db = Connection::open(path)?;
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "cipher_log_level", "NONE")?;
    let digits = Zeroizing::new(hex::encode(**key));
    let quoted = Zeroizing::new(format!("x'{}'", *digits));
    db.pragma_update(None, "key", &*quoted)?;
    Ok(db)
}

/// SQLite's own form of the parameters: `?1` for `$1`.
fn text<'a>(texts: &'a mut HashMap<&'static str, String>, sql: &'static str) -> &'a str {
    texts.entry(sql).or_insert_with(|| sql.replace('$', "?"))
}

fn read(row: &rusqlite::Row, width: usize) -> rusqlite::Result<Row> {
    let values = (0..width).map(|at| match row.get_ref(at)? {
        ValueRef::Integer(number) => Ok(Value::Int(number)),
        ValueRef::Text(text) => Ok(Value::Text(String::from_utf8_lossy(text).into_owned())),
        ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => Ok(Value::Null),
    });
    values.collect::<rusqlite::Result<_>>().map(Row)
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}
