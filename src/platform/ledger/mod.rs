//! What the platform keeps, in either engine: terminals and keys, the check records that arrived and
//! what became of each, findings, people and their log. All SQL of the platform lives below here, a
//! file for each concern, written once for both engines.

pub mod admissions;
pub mod backlog;
pub mod backup;
pub mod cinemas;
pub mod copy;
pub mod facts;
mod fault;
pub mod fetch_fault;
pub mod findings;
mod lanes;
pub mod listing;
pub mod locks;
pub mod log;
mod log_detail;
mod log_fault;
pub mod notes;
pub mod outbox;
pub mod people;
pub mod postgres;
pub mod probe;
mod queue;
pub mod retention;
mod schema;
mod session;
pub mod sqlite;
pub mod sums;
pub mod take;
pub mod tallies;
pub mod terminals;
pub mod unproved;
pub mod web_sessions;

pub use fault::LedgerError;
pub use lanes::{Lane, Ledger};
pub use log_detail::{LogDetail, SignInPlace, SignInRefusal, SignOutBy};
pub use log_fault::LogFault;
pub use session::{Insert, Row, Session, SqlColumn, Value};

use std::path::PathBuf;

/// Where the ledger is, and what opens it.
#[derive(Clone)]
#[expect(clippy::large_enum_variant, reason = "a handful in the whole program")]
pub enum Place {
    Sqlite { path: PathBuf, key: sqlite::FileKey },
    Postgres(postgres::Server),
}

impl Place {
    /// A connection of its own, with the tables up to date.
    pub fn connect(&self) -> Result<Session, LedgerError> {
        match self {
            Self::Sqlite { path, key } => {
                sqlite::SqliteConnection::open(path, key).map(Session::Sqlite)
            }
            Self::Postgres(server) => {
                let mut engine = postgres::PostgresConnection::open(server)?;
                let wanted = schema::POSTGRES.len() as i64;
                match engine.schema_step()? {
                    Some(step) if step == wanted => {}
                    Some(step) if step > wanted => return Err(LedgerError::NewerSchema),
                    // Only where the role owns the database; else its owner is to be asked.
                    _ => engine.migrate().map_err(|fault| fault.of_the_schema())?,
                }
                Ok(Session::Postgres(engine))
            }
        }
    }
}
