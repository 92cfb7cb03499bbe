//! Operators: names, roles and hashes of passwords (SPEC §7). The schema keeps an admin enabled
//! and every name known; who may change what is decided in `people`.

use std::fmt;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row};

use super::admin_store::Change;
use super::record_row::parsed;
use super::{StoreError, StoreReader};
use crate::people::{Attempts, CalledName, OperatorName, Role, StaffNumber};

/// An operator as kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Operator {
    pub name: OperatorName,
    pub number: StaffNumber,
    pub called: CalledName,
    pub role: Role,
    /// A PHC string.
    pub hash: String,
    pub disabled: bool,
    pub attempts: Attempts,
}

impl Operator {
    /// The name that a screen shows.
    pub fn shown(&self) -> &str {
        match self.called.as_str() {
            "" => self.name.as_str(),
            called => called,
        }
    }
}

impl fmt::Debug for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, number, role, disabled, attempts, called: _, hash: _ } = self;
        write!(f, "Operator({name}, {number}, {role}, disabled: {disabled}, {attempts:?})")
    }
}

const COLUMNS: &str = "name, number, called, role, hash, disabled, failed, locked_until";

impl StoreReader {
    /// All operators by staff number.
    pub fn operators(&self) -> Result<Vec<Operator>, StoreError> {
        all(&self.db)
    }
}

fn all(db: &Connection) -> Result<Vec<Operator>, StoreError> {
    let mut get = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM operators ORDER BY length(number), number"
    ))?;
    let rows = get.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

impl Change<'_> {
    /// All operators by staff number.
    pub fn operators(&self) -> Result<Vec<Operator>, StoreError> {
        all(&self.db)
    }

    /// Looks up one operator.
    pub fn operator(&self, name: &OperatorName) -> Result<Option<Operator>, StoreError> {
        let mut get =
            self.db.prepare_cached(&format!("SELECT {COLUMNS} FROM operators WHERE name = ?1"))?;
        Ok(get.query_row([name.as_str()], read).optional()?)
    }

    /// Looks up the operator who goes by this name or staff number.
    pub fn operator_by(
        &self,
        name_or_number: &OperatorName,
    ) -> Result<Option<Operator>, StoreError> {
        let mut get = self.db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM operators WHERE name = ?1 OR number = ?1"
        ))?;
        Ok(get.query_row([name_or_number.as_str()], read).optional()?)
    }

    /// The first staff number from 101 on that nobody has.
    pub fn free_number(&self) -> Result<StaffNumber, StoreError> {
        let sql = "WITH RECURSIVE counted (number, n) AS (
                VALUES ('101', 101)
                UNION ALL SELECT CAST(n + 1 AS TEXT), n + 1 FROM counted WHERE n < 99999999)
            SELECT number FROM counted WHERE NOT EXISTS
                (SELECT 1 FROM operators o WHERE o.number = counted.number OR o.name = counted.number)
            LIMIT 1";
        Ok(self.db.query_row(sql, [], |row| parsed(row, 0))?)
    }

    /// Whether there is any operator yet.
    pub fn has_operators(&self) -> Result<bool, StoreError> {
        Ok(self.db.prepare_cached("SELECT 1 FROM operators")?.exists([])?)
    }

    /// How many admins are enabled.
    pub fn enabled_admins(&self) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM operators WHERE role = 'admin' AND NOT disabled";
        Ok(self.db.query_row(sql, [], |row| row.get(0))?)
    }

    /// Adds an operator whose name and number are not taken.
    pub fn add_operator(
        &self,
        name: &OperatorName,
        number: &StaffNumber,
        called: &CalledName,
        role: Role,
        hash: &str,
    ) -> Result<(), StoreError> {
        self.db.execute(
            "INSERT INTO operators (name, number, called, role, hash) VALUES (?1, ?2, ?3, ?4, ?5)",
            (name.as_str(), number.as_str(), called.as_str(), role.as_str(), hash),
        )?;
        Ok(())
    }

    /// Gives an operator another password; wrong attempts at the old one are forgotten.
    pub fn set_hash(&self, name: &OperatorName, hash: &str) -> Result<(), StoreError> {
        self.db.execute(
            "UPDATE operators SET hash = ?2, failed = 0, locked_until = NULL WHERE name = ?1",
            (name.as_str(), hash),
        )?;
        Ok(())
    }

    /// Gives an operator another name for the screen; an empty one: the operator's name.
    pub fn set_called(&self, name: &OperatorName, called: &CalledName) -> Result<(), StoreError> {
        self.db.execute(
            "UPDATE operators SET called = ?2 WHERE name = ?1",
            (name.as_str(), called.as_str()),
        )?;
        Ok(())
    }

    /// Disables or enables an operator.
    pub fn set_disabled(&self, name: &OperatorName, disabled: bool) -> Result<(), StoreError> {
        self.db.execute(
            "UPDATE operators SET disabled = ?2 WHERE name = ?1",
            (name.as_str(), disabled),
        )?;
        Ok(())
    }

    /// Keeps the attempts of an operator.
    pub fn set_attempts(&self, name: &OperatorName, attempts: Attempts) -> Result<(), StoreError> {
        let until = attempts.locked_until.map(|until| until.as_millisecond());
        self.db.execute(
            "UPDATE operators SET failed = ?2, locked_until = ?3 WHERE name = ?1",
            (name.as_str(), attempts.failed, until),
        )?;
        Ok(())
    }
}

fn read(row: &Row) -> rusqlite::Result<Operator> {
    let until: Option<i64> = row.get("locked_until")?;
    Ok(Operator {
        name: parsed(row, 0)?,
        number: parsed(row, 1)?,
        called: parsed(row, 2)?,
        role: parsed(row, 3)?,
        hash: row.get("hash")?,
        disabled: row.get("disabled")?,
        attempts: Attempts {
            failed: row.get("failed")?,
            locked_until: until.and_then(|until| Timestamp::from_millisecond(until).ok()),
        },
    })
}
