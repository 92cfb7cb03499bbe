//! Settings as they were changed at the terminal. Which there are and what fits is the
//! configuration's to say.

use jiff::Timestamp;

use super::record_row::moment;
use super::{Change, StoreError, StoreReader};

/// A setting that was changed at the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The key in the file.
    pub key: String,
    /// As the file would write it.
    pub value: String,
    /// The operator's name.
    pub by: String,
    pub at: Timestamp,
}

impl StoreReader {
    /// All that was changed, by key.
    pub fn field_changes(&self) -> Result<Vec<FieldChange>, StoreError> {
        let mut get = self
            .db
            .prepare_cached("SELECT name, value, by, at FROM field_settings ORDER BY name")?;
        let rows = get.query_map([], |row| {
            Ok(FieldChange {
                key: row.get(0)?,
                value: row.get(1)?,
                by: row.get(2)?,
                at: moment(row, 3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Change<'_> {
    /// Keeps a change, in place of an earlier one.
    pub fn set_field(&self, change: &FieldChange) -> Result<(), StoreError> {
        let FieldChange { key, value, by, at } = change;
        self.db.execute(
            "INSERT OR REPLACE INTO field_settings VALUES (?1, ?2, ?3, ?4)",
            (key, value, by, at.as_millisecond()),
        )?;
        Ok(())
    }

    /// Takes a change back.
    pub fn clear_field(&self, key: &str) -> Result<(), StoreError> {
        self.db.execute("DELETE FROM field_settings WHERE name = ?1", [key])?;
        Ok(())
    }
}
