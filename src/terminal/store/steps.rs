//! The schema's steps, forwards and back. A program on trial after an update may have to give way to the
//! one before it, which knows nothing of newer steps: so each step leaves its way back in the database,
//! and is taken only once that way was proved on this very database. On a disk that takes no way back the
//! program before reads what is there: so no step takes a table or column away.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::connect::{connect_to_any, schema_step};
use super::files::Files;
use super::{DatabaseKey, StoreError, audit};
use crate::people::Chain;

/// A step of the schema.
pub(super) struct SchemaStep {
    pub forward: &'static str,
    /// None of those that were out before there were ways back.
    pub back: Option<&'static str>,
}

/// A step without a way back; there are no others of this kind to come.
const fn onward(forward: &'static str) -> SchemaStep {
    SchemaStep { forward, back: None }
}

/// All of them; the database's `user_version` counts those that were taken.
pub(super) const STEPS: &[SchemaStep] = &[
    onward(include_str!("schema/001.sql")),
    onward(include_str!("schema/002.sql")),
    onward(include_str!("schema/003.sql")),
    onward(include_str!("schema/004.sql")),
    onward(include_str!("schema/005.sql")),
    onward(include_str!("schema/006.sql")),
    onward(include_str!("schema/007.sql")),
    onward(include_str!("schema/008.sql")),
    SchemaStep {
        forward: include_str!("schema/009.sql"),
        back: Some(include_str!("schema/009.back.sql")),
    },
    SchemaStep {
        forward: include_str!("schema/010.sql"),
        back: Some(include_str!("schema/010.back.sql")),
    },
    SchemaStep {
        forward: include_str!("schema/011.sql"),
        back: Some(include_str!("schema/011.back.sql")),
    },
    SchemaStep {
        forward: include_str!("schema/012.sql"),
        back: Some(include_str!("schema/012.back.sql")),
    },
    SchemaStep {
        forward: include_str!("schema/013.sql"),
        back: Some(include_str!("schema/013.back.sql")),
    },
    SchemaStep {
        forward: include_str!("schema/014.sql"),
        back: Some(include_str!("schema/014.back.sql")),
    },
    SchemaStep {
        forward: include_str!("schema/015.sql"),
        back: Some(include_str!("schema/015.back.sql")),
    },
];

/// The schema that this program knows.
pub(super) const SCHEMA: i64 = STEPS.len() as i64;

/// The step that makes the audit log, whose head SQL alone can't seal.
const AUDIT_STEP: i64 = 2;

/// The ways back, for programs that do not know the steps.
const WAYS_BACK: &str = "CREATE TABLE IF NOT EXISTS steps_back (
    step INTEGER PRIMARY KEY,
    sql  TEXT NOT NULL
) STRICT";

/// Takes those of the `steps` that were not taken yet, each by itself: the power may go between two.
pub(super) fn take(
    db: &mut Connection,
    chain: &Chain,
    steps: &[SchemaStep],
) -> Result<(), StoreError> {
    let done = usize::try_from(schema_step(db)?).unwrap_or(0);
    for (number, step) in (1..).zip(steps).skip(done) {
        let change = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = step.back.map(|_| SchemaState::of(&change)).transpose()?;
        let columns_before = columns(&change)?;
        change.execute_batch(step.forward)?;
        if number == AUDIT_STEP {
            audit::begin(&change, chain)?;
        }
        if let (Some(back), Some(before)) = (step.back, before) {
            // Where it can't go back at once, the program before reads it as it is.
            if !columns_before.is_subset(&columns(&change)?) {
                return Err(StoreError::NoWayBack { step: number });
            }
            change.execute_batch(WAYS_BACK)?;
            change.execute("INSERT INTO steps_back VALUES (?1, ?2)", (number, back))?;
            prove(&change, number, back, &before)?;
        }
        change.pragma_update(None, "user_version", number)?;
        change.commit()?;
    }
    Ok(())
}

/// Goes back from the steps of a newer program to this one's, all at once. Without their ways back the
/// database is the newer program's alone.
pub(super) fn take_back(files: &Files, key: &DatabaseKey) -> Result<(), StoreError> {
    let db = connect_to_any(files, key)?;
    let change = Transaction::new_unchecked(&db, TransactionBehavior::Immediate)?;
    let found = schema_step(&change)?;
    for step in (SCHEMA + 1..=found).rev() {
        let Some(back) = way_back(&change, step)? else {
            let path = files.database().to_owned();
            return Err(StoreError::NewerSchema { path, found, known: SCHEMA });
        };
        change.execute_batch(&back)?;
        change.execute("DELETE FROM steps_back WHERE step = ?1", [step])?;
    }
    change.pragma_update(None, "user_version", SCHEMA)?;
    change.commit()?;
    log::warn!(
        "a newer program had brought the database to schema {found}: it is at {SCHEMA} again, with all its records"
    );
    db.close().map_err(|(_, fault)| fault.into())
}

fn way_back(db: &Connection, step: i64) -> rusqlite::Result<Option<String>> {
    let there: bool = db.query_row(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'steps_back'",
        [],
        |row| row.get(0),
    )?;
    if !there {
        return Ok(None);
    }
    db.query_row("SELECT sql FROM steps_back WHERE step = ?1", [step], |row| row.get(0)).optional()
}

/// Goes the way back, looks whether all is as `before`, and undoes that again.
fn prove(
    change: &Connection,
    step: i64,
    back: &str,
    before: &SchemaState,
) -> Result<(), StoreError> {
    change.execute_batch("SAVEPOINT way_back")?;
    let after = change.execute_batch(back).and_then(|()| SchemaState::of(change));
    change.execute_batch("ROLLBACK TO way_back; RELEASE way_back")?;
    match after {
        Ok(after) if after == *before => Ok(()),
        _ => Err(StoreError::NoWayBack { step }),
    }
}

/// Whether a database has every table and column that these steps make, whatever else it has: a program
/// that knows no others reads it, and must not write it.
pub(super) fn has_all_of(db: &Connection, steps: &[SchemaStep]) -> Result<bool, StoreError> {
    let known = Connection::open_in_memory()?;
    for step in steps {
        known.execute_batch(step.forward)?;
    }
    let there = columns(db)?;
    Ok(columns(&known)?.is_subset(&there))
}

/// Every column with its table.
fn columns(db: &Connection) -> rusqlite::Result<BTreeSet<(String, String)>> {
    let mut get = db.prepare(
        "SELECT tables.name, columns.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
         WHERE tables.type = 'table'",
    )?;
    get.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// What a database is made of, word for word, and how much lies in each table.
#[derive(Debug, PartialEq, Eq)]
struct SchemaState {
    /// Kind, name, table and text.
    parts: Vec<[String; 4]>,
    rows: Vec<(String, i64)>,
}

impl SchemaState {
    fn of(db: &Connection) -> rusqlite::Result<Self> {
        let mut get = db.prepare(
            "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema
             WHERE tbl_name <> 'steps_back' ORDER BY type, name",
        )?;
        let parts =
            get.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
        let parts = parts.collect::<rusqlite::Result<Vec<[String; 4]>>>()?;
        let tables = parts.iter().filter(|[kind, ..]| kind == "table");
        let count = |[_, name, ..]: &[String; 4]| {
            let sql = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
            Ok((name.clone(), db.query_row(&sql, [], |row| row.get(0))?))
        };
        let rows = tables.map(count).collect::<rusqlite::Result<_>>()?;
        Ok(Self { parts, rows })
    }
}
