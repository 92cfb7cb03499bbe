//! Why the ledger can't do something.

use std::path::PathBuf;

use super::Value;

/// Why the ledger can't do something.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    #[error("{}: {cause}", path.display())]
    File { path: PathBuf, cause: std::io::Error },
    #[error("the key does not open {}, or it is no database of this platform", .0.display())]
    Key(PathBuf),
    #[error("{} was written by a newer hallgate-platform: install that one", .0.display())]
    Newer(PathBuf),
    #[error("the database was made by a newer hallgate-platform: install that one")]
    NewerSchema,
    #[error(
        "the tables are not there or older, and this role may not make them: \
         hallgate-platform schema --url postgres://OWNER@… ({0})"
    )]
    Schema(Box<LedgerError>),
    #[error("the database: {0}")]
    Sqlite(#[from] rusqlite::Error),
    #[error("the database: {}", sentence(.0))]
    Postgres(#[from] postgres::Error),
    #[error("column {at} of the database is not {wanted}: {found}")]
    SqlColumn { at: usize, wanted: &'static str, found: String },
    #[error("the records are not on the disk: {0}")]
    NotTaken(String),
    #[error("the ledger has ended")]
    Ended,
}

impl LedgerError {
    pub(super) fn column(at: usize, wanted: &'static str, found: Option<&Value>) -> Self {
        Self::SqlColumn { at, wanted, found: format!("{found:?}") }
    }

    /// What came of making tables.
    pub(super) fn of_the_schema(self) -> Self {
        Self::Schema(Box::new(self))
    }

    /// Whether another connection may do better.
    pub(super) fn is_of_the_connection(&self) -> bool {
        match self {
            Self::Postgres(fault) => {
                // Shutdowns, take-overs and failures of the line; none of what a statement says.
                fault.as_db_error().is_none_or(|fault| {
                    ["57P", "08", "25006"].iter().any(|of| fault.code().code().starts_with(of))
                })
            }
            _ => false,
        }
    }
}

/// PostgreSQL's own sentence, which its client hides behind "db error".
fn sentence(fault: &postgres::Error) -> String {
    match fault.as_db_error() {
        Some(fault) => fault.message().to_owned(),
        None => {
            let cause = std::error::Error::source(fault).map(|cause| format!(": {cause}"));
            format!("{fault}{}", cause.unwrap_or_default())
        }
    }
}
