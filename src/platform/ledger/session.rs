//! One connection to whichever engine keeps the ledger. The ledger's SQL is written once, in what
//! SQLite and PostgreSQL have in common: parameters are `$1`, `$2` …, whole numbers 64 bits wide, all
//! else text. Where the engines differ (opening, migrating, many rows at once) they stand side by side.

use super::{LedgerError, postgres, sqlite};

/// A parameter, or a column that was read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    Null,
    Int(i64),
    Text(String),
}

/// What a column of many rows holds; PostgreSQL wants to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SqlColumn {
    Int(&'static str),
    Text(&'static str),
}

/// A row that was read, a column by its place from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub(super) Vec<Value>);

/// Rows that go into a table together.
#[derive(Debug, Clone, Copy)]
pub struct Insert {
    pub table: &'static str,
    pub columns: &'static [SqlColumn],
    /// What stands behind the rows: `ON CONFLICT …`, `RETURNING …`.
    pub behind: &'static str,
}

/// A connection.
#[expect(clippy::large_enum_variant, reason = "one a thread, and never moved after that")]
pub enum Session {
    Sqlite(sqlite::SqliteConnection),
    Postgres(postgres::PostgresConnection),
}

impl Session {
    /// All rows of a query.
    pub fn query(&mut self, sql: &'static str, values: &[Value]) -> Result<Vec<Row>, LedgerError> {
        match self {
            Self::Sqlite(engine) => engine.query(sql, values),
            Self::Postgres(engine) => engine.query(sql, values),
        }
    }

    /// The only row, or none.
    pub fn row(&mut self, sql: &'static str, values: &[Value]) -> Result<Option<Row>, LedgerError> {
        Ok(self.query(sql, values)?.into_iter().next())
    }

    /// The number of rows that changed.
    pub fn execute(&mut self, sql: &'static str, values: &[Value]) -> Result<u64, LedgerError> {
        match self {
            Self::Sqlite(engine) => engine.execute(sql, values),
            Self::Postgres(engine) => engine.execute(sql, values),
        }
    }

    /// Puts many rows in; gives what `RETURNING` asks for, a row for each that went in, in no order
    /// that can be relied on.
    pub fn insert(
        &mut self,
        insert: &Insert,
        rows: &[Vec<Value>],
    ) -> Result<Vec<Row>, LedgerError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        match self {
            Self::Sqlite(engine) => engine.insert(insert, rows),
            Self::Postgres(engine) => engine.insert(insert, rows),
        }
    }

    /// Carries `work` out in one transaction; nothing of it stays where it fails.
    pub fn transaction<R>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<R, LedgerError>,
    ) -> Result<R, LedgerError> {
        self.command(Bracket::Begin)?;
        let done = work(self).and_then(|done| self.command(Bracket::Commit).map(|()| done));
        // SQLite stays within a transaction that it could not commit.
        if done.is_err()
            && let Err(further) = self.command(Bracket::Rollback)
        {
            // A connection that is gone has rolled back by itself.
            log::debug!("the transaction was not rolled back: {further}");
        }
        done
    }

    /// Tries whether `work` can be done, within a transaction of which nothing else is undone: nothing
    /// of it stays.
    pub(super) fn tried(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        self.command(Bracket::Mark)?;
        let done = work(self);
        let undone = self.command(Bracket::Forget);
        done.and(undone)
    }

    /// Makes room for the sessions of a month, `2026-11`, where the engine wants it.
    pub(super) fn make_month(&mut self, month: &str) -> Result<(), LedgerError> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(engine) => engine.make_month(month),
        }
    }

    /// Whether the connection is of no more use.
    pub(super) fn is_lost(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(engine) => engine.is_closed(),
        }
    }

    /// `store.key`, by which the log is chained; none: none is configured.
    pub(super) fn log_key(&self) -> Option<&sqlite::FileKey> {
        match self {
            Self::Sqlite(engine) => Some(engine.key()),
            Self::Postgres(engine) => engine.log_key(),
        }
    }

    fn command(&mut self, bracket: Bracket) -> Result<(), LedgerError> {
        match self {
            Self::Sqlite(engine) => engine.command(bracket),
            Self::Postgres(engine) => engine.command(bracket),
        }
    }

    /// The engine's name, as `status` has it.
    pub fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }
}

/// The ends of a transaction, and of a part of it that is undone by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    Begin,
    Commit,
    Rollback,
    Mark,
    Forget,
}

impl Bracket {
    /// SQLite has a `BEGIN` of its own.
    pub(super) fn sql(self) -> &'static str {
        match self {
            Self::Begin => "BEGIN",
            Self::Commit => "COMMIT",
            Self::Rollback => "ROLLBACK",
            Self::Mark => "SAVEPOINT mark",
            Self::Forget => "ROLLBACK TO SAVEPOINT mark",
        }
    }
}

impl Row {
    /// A column that is never null.
    pub fn int(&self, at: usize) -> Result<i64, LedgerError> {
        match self.0.get(at) {
            Some(Value::Int(number)) => Ok(*number),
            other => Err(LedgerError::column(at, "a number", other)),
        }
    }

    pub fn text(&self, at: usize) -> Result<&str, LedgerError> {
        match self.0.get(at) {
            Some(Value::Text(text)) => Ok(text),
            other => Err(LedgerError::column(at, "a text", other)),
        }
    }

    /// A condition, which SQLite has as a number and PostgreSQL as itself.
    pub fn is_true(&self, at: usize) -> Result<bool, LedgerError> {
        self.int(at).map(|number| number != 0)
    }

    pub fn maybe_int(&self, at: usize) -> Result<Option<i64>, LedgerError> {
        match self.0.get(at) {
            Some(Value::Null) => Ok(None),
            _ => self.int(at).map(Some),
        }
    }

    pub fn maybe_text(&self, at: usize) -> Result<Option<&str>, LedgerError> {
        match self.0.get(at) {
            Some(Value::Null) => Ok(None),
            _ => self.text(at).map(Some),
        }
    }

    /// A column that was a code, a time or the like when it was written.
    pub fn parsed<T: std::str::FromStr>(&self, at: usize) -> Result<T, LedgerError> {
        let text = self.text(at)?;
        text.parse()
            .map_err(|_| LedgerError::column(at, std::any::type_name::<T>(), self.0.get(at)))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl SqlColumn {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Int(name) | Self::Text(name) => name,
        }
    }
}
