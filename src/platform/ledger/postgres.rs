//! PostgreSQL, for a chain or a country: whoever outgrows one machine. Its synchronous client, as
//! every connection belongs to a thread of the ledger's own.

mod values;

use std::collections::{HashMap, HashSet};

use jiff::{Span, Timestamp};
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::ToSql;
use postgres::{Client, Config, NoTls, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::copy::TableShape;
use super::session::{Bracket, Insert, Row, SqlColumn, Value};
use super::sqlite::FileKey;
use super::{LedgerError, schema};
use crate::clock::CHINA;

/// A connection to the server.
pub struct PostgresConnection {
    client: Client,
    statements: HashMap<String, Statement>,
    /// Months whose tables are there, for all that this connection committed.
    months: HashSet<String>,
    log_key: Option<FileKey>,
}

/// How the server is reached.
#[derive(Clone)]
pub struct Server {
    pub config: Config,
    /// None: on a socket or the loopback alone.
    pub tls: Option<rustls::ClientConfig>,
    /// By which the log is chained; none: by one that the ledger itself keeps.
    pub log_key: Option<FileKey>,
}

impl PostgresConnection {
    pub fn open(server: &Server) -> Result<Self, LedgerError> {
        let client = match &server.tls {
            Some(tls) => server.config.connect(MakeRustlsConnect::new(tls.clone())),
            None => server.config.connect(NoTls),
        };
        let (statements, months) = (HashMap::new(), HashSet::new());
        Ok(Self { client: client?, statements, months, log_key: server.log_key.clone() })
    }

    /// Makes the tables, or brings them up to date; the role must own them.
    pub fn migrate(&mut self) -> Result<(), LedgerError> {
        // One at a time, whoever else starts at this moment.
        let mut change = self.client.transaction()?;
        change.execute("SELECT pg_advisory_xact_lock($1)", &[&schema::LOCK])?;
        change
            .batch_execute("CREATE TABLE IF NOT EXISTS schema_steps (step BIGINT PRIMARY KEY)")?;
        let row = change.query_one("SELECT count(*) FROM schema_steps", &[])?;
        let done = usize::try_from(row.get::<_, i64>(0)).unwrap_or(0);
        let home = quoted(change.query_one("SELECT current_schema()", &[])?.get(0));
        for (at, step) in schema::POSTGRES.iter().enumerate().skip(done) {
            change.batch_execute(&step.replace(schema::HOME, &home))?;
            change.execute("INSERT INTO schema_steps VALUES ($1)", &[&(at as i64 + 1)])?;
        }
        Ok(change.commit()?)
    }

    /// How many of the schema's steps were taken; none: no tables are there.
    pub fn schema_step(&mut self) -> Result<Option<i64>, LedgerError> {
        let there = self.client.query_one("SELECT to_regclass('schema_steps') IS NOT NULL", &[])?;
        if !there.get::<_, bool>(0) {
            return Ok(None);
        }
        Ok(Some(self.client.query_one("SELECT count(*) FROM schema_steps", &[])?.get(0)))
    }

    pub(super) fn log_key(&self) -> Option<&FileKey> {
        self.log_key.as_ref()
    }

    pub(super) fn query(
        &mut self,
        sql: &'static str,
        values: &[Value],
    ) -> Result<Vec<Row>, LedgerError> {
        let statement = self.prepared(sql)?;
        let rows = self.client.query(&statement, &params(values))?;
        rows.iter().map(read).collect()
    }

    pub(super) fn execute(
        &mut self,
        sql: &'static str,
        values: &[Value],
    ) -> Result<u64, LedgerError> {
        let statement = self.prepared(sql)?;
        Ok(self.client.execute(&statement, &params(values))?)
    }

    pub(super) fn insert(
        &mut self,
        insert: &Insert,
        rows: &[Vec<Value>],
    ) -> Result<Vec<Row>, LedgerError> {
        let names: Vec<_> = insert.columns.iter().map(|column| column.name()).collect();
        let arrays: Vec<_> = insert
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| match column {
                SqlColumn::Int(_) => format!("${}::bigint[]", at + 1),
                SqlColumn::Text(_) => format!("${}::text[]", at + 1),
            })
            .collect();
        let (table, names, arrays) = (insert.table, names.join(", "), arrays.join(", "));
        let behind = insert.behind;
        let statement = self.prepared(&format!(
            "INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}) {behind}"
        ))?;
        let columns: Vec<Vec<&Value>> = (0..insert.columns.len())
            .map(|at| rows.iter().map(|row| row.get(at).unwrap_or(&Value::Null)).collect())
            .collect();
        let columns: Vec<&(dyn ToSql + Sync)> =
            columns.iter().map(|column| column as &(dyn ToSql + Sync)).collect();
        let rows = self.client.query(&statement, &columns)?;
        rows.iter().map(read).collect()
    }

    /// Hands over each row of a query, one at a time.
    pub(super) fn each(
        &mut self,
        sql: &str,
        shown: &mut dyn FnMut(Row) -> Result<(), LedgerError>,
    ) -> Result<(), LedgerError> {
        let mut rows = self.client.query_raw(sql, std::iter::empty::<&Value>())?;
        while let Some(row) = rows.next()? {
            shown(read(&row)?)?;
        }
        Ok(())
    }

    /// How many rows a table has.
    pub(super) fn count(&mut self, table: &str) -> Result<i64, LedgerError> {
        Ok(self.client.query_one(&format!("SELECT count(*) FROM \"{table}\""), &[])?.get(0))
    }

    /// Carries `work` out in one transaction, in which every query sees the same state.
    pub(super) fn whole<R>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<R, LedgerError>,
    ) -> Result<R, LedgerError> {
        self.client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ")?;
        let done = work(self);
        self.command(if done.is_ok() { Bracket::Commit } else { Bracket::Rollback })?;
        done
    }

    /// Puts rows of a table in as they are.
    pub(super) fn copy_in(
        &mut self,
        shape: &TableShape,
        rows: &[Vec<Value>],
    ) -> Result<(), LedgerError> {
        let names: Vec<_> = shape.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let arrays: Vec<_> = shape
            .columns
            .iter()
            .enumerate()
            .map(|(at, (_, is_int))| {
                format!("${}::{}[]", at + 1, if *is_int { "bigint" } else { "text" })
            })
            .collect();
        let (table, names, arrays) = (&shape.table, names.join(", "), arrays.join(", "));
        let statement = self.prepared(&format!(
            "INSERT INTO \"{table}\" ({names}) SELECT * FROM unnest({arrays})"
        ))?;
        let columns: Vec<Vec<&Value>> = (0..shape.columns.len())
            .map(|at| rows.iter().map(|row| row.get(at).unwrap_or(&Value::Null)).collect())
            .collect();
        let columns: Vec<&(dyn ToSql + Sync)> =
            columns.iter().map(|column| column as &(dyn ToSql + Sync)).collect();
        self.client.execute(&statement, &columns)?;
        Ok(())
    }

    /// Numbers that were given are not given again.
    pub(super) fn go_on_counting(
        &mut self,
        records: i64,
        findings: i64,
    ) -> Result<(), LedgerError> {
        for (sequence, last) in
            [("record_numbers", records), ("pg_get_serial_sequence('findings', 'id')", findings)]
        {
            let sequence = match sequence.contains('(') {
                true => sequence.to_owned(),
                false => format!("'{sequence}'"),
            };
            if last > 0 {
                self.client.query_one(&format!("SELECT setval({sequence}, $1)"), &[&last])?;
            }
        }
        Ok(())
    }

    /// Gives a role what serving takes and no more: records, proofs, what was forwarded and the log can be
    /// added to and not changed.
    pub fn grant(&mut self, role: &str) -> Result<(), LedgerError> {
        let row = self.client.query_one("SELECT current_schema()", &[])?;
        let (role, schema) = (quoted(role), quoted(row.get(0)));
        let grants = schema::GRANTS.replace(schema::HOME, &schema).replace("SERVING", &role);
        Ok(self.client.batch_execute(&grants)?)
    }

    /// Who this is, and whether this role could take the guards of the tables away.
    pub fn owns_the_tables(&mut self) -> Result<bool, LedgerError> {
        let row = self.client.query_one(
            "SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class
             WHERE oid = 'records'::regclass",
            &[],
        )?;
        Ok(row.get(0))
    }

    pub(super) fn command(&mut self, bracket: Bracket) -> Result<(), LedgerError> {
        if matches!(bracket, Bracket::Rollback | Bracket::Forget) {
            // With what is undone goes what was made in it.
            self.months.clear();
        }
        Ok(self.client.batch_execute(bracket.sql())?)
    }

    pub(super) fn make_month(&mut self, month: &str) -> Result<(), LedgerError> {
        if !self.months.contains(month) {
            self.client.execute("SELECT make_month($1)", &[&month])?;
            // One that is old may be taken away again, by another node too.
            let lately = Timestamp::now().to_zoned(CHINA).saturating_sub(Span::new().days(1000));
            if month > lately.strftime("%Y-%m").to_string().as_str() {
                self.months.insert(month.to_owned());
            }
        }
        Ok(())
    }

    /// Whether the connection is of no more use.
    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    fn prepared(&mut self, sql: &str) -> Result<Statement, LedgerError> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// A name as SQL has it.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn params(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn read(row: &postgres::Row) -> Result<Row, LedgerError> {
    let values = (0..row.len()).map(|at| Ok(row.try_get::<_, Value>(at)?));
    values.collect::<Result<_, LedgerError>>().map(Row)
}
