//! Whether the database still has the rules that its schema gave it: triggers that refuse what must
//! not be done, tables and indexes whose constraints do, each word for word. What they are is read
//! off the schema's own files, by taking their steps in memory: nothing is written twice.

use rusqlite::Connection;

use super::steps::STEPS;
use super::verify::AuditFault;

/// A rule as SQLite keeps it.
#[derive(Debug, PartialEq, Eq)]
struct Rule {
    kind: String,
    name: String,
    /// The table that it guards.
    table: String,
    sql: String,
}

/// The first rule that is gone or says something else, then the first that is somebody else's.
pub(super) fn judge(db: &Connection) -> rusqlite::Result<Option<AuditFault>> {
    let (own, found) = (of_the_schema()?, rules(db)?);
    let namesake =
        |rule: &Rule| found.iter().find(|found| found.kind == rule.kind && found.name == rule.name);
    let at_fault = own.iter().find_map(|rule| match namesake(rule) {
        None => Some(AuditFault::GuardGone(rule.name.clone())),
        Some(found) if found != rule => Some(AuditFault::GuardAltered(rule.name.clone())),
        Some(_) => None,
    });
    // A table of somebody's own changes nothing; what hangs on one of the program's may.
    let strange = |found: &&Rule| {
        found.kind != "table"
            && own.iter().any(|rule| rule.kind == "table" && rule.name == found.table)
            && !own.iter().any(|rule| rule.kind == found.kind && rule.name == found.name)
    };
    Ok(at_fault.or_else(|| {
        let Rule { name, table, .. } = found.iter().find(strange)?;
        Some(AuditFault::GuardForeign { name: name.clone(), table: table.clone() })
    }))
}

/// What the schema's steps make, in the order in which they do.
fn of_the_schema() -> rusqlite::Result<Vec<Rule>> {
    let db = Connection::open_in_memory()?;
    for step in STEPS {
        db.execute_batch(step.forward)?;
    }
    rules(&db)
}

fn rules(db: &Connection) -> rusqlite::Result<Vec<Rule>> {
    // What has no text is SQLite's own: the index behind a UNIQUE.
    let mut get = db.prepare(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema
         WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid",
    )?;
    let rules = get.query_map([], |row| {
        Ok(Rule { kind: row.get(0)?, name: row.get(1)?, table: row.get(2)?, sql: row.get(3)? })
    })?;
    rules.collect()
}
