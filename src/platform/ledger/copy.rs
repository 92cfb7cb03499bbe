//! A whole ledger taken from SQLite over into PostgreSQL: all tables in one transaction, counted and
//! compared row by row before anything of it stays.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::session::Value;
use super::{LedgerError, Row, postgres, sqlite};

/// A table and how it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableShape {
    pub table: String,
    /// Name, and whether it holds numbers.
    pub columns: Vec<(String, bool)>,
    /// The columns of its key, in order.
    pub key: Vec<String>,
}

/// A table that was taken over: how many rows, and a sum over all of them that is the same there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenOver {
    pub table: String,
    pub rows: u64,
    pub sha256: String,
}

/// So many rows go over at a time.
const TOGETHER: usize = 1000;

/// Takes all over into a PostgreSQL whose tables are there and empty. Nobody may write meanwhile.
pub fn take_over(
    from: &mut sqlite::SqliteConnection,
    to: &mut postgres::PostgresConnection,
) -> Result<Vec<TakenOver>, LedgerError> {
    to.whole(|to| {
        let shapes = from.shapes()?;
        for shape in &shapes {
            if to.count(&shape.table)? > 0 {
                return Err(LedgerError::NotEmpty(shape.table.clone()));
            }
        }
        let mut taken = Vec::with_capacity(shapes.len());
        for shape in &shapes {
            let (rows, sum) = copy(shape, from, to)?;
            let (there, sum_there) = sum_of(shape, to)?;
            if (rows, &sum) != (there, &sum_there) {
                return Err(LedgerError::CopyDiffers(shape.table.clone()));
            }
            taken.push(TakenOver { table: shape.table.clone(), rows, sha256: sum });
        }
        to.go_on_counting(from.last_number("records")?, from.last_number("findings")?)?;
        Ok(taken)
    })
}

fn copy(
    shape: &TableShape,
    from: &mut sqlite::SqliteConnection,
    to: &mut postgres::PostgresConnection,
) -> Result<(u64, String), LedgerError> {
    let month = shape.columns.iter().position(|(name, _)| name == "start_time");
    let month = month.filter(|_| shape.table == "records");
    let (mut count, mut sum) = (0, Sha256::new());
    let mut together: Vec<Vec<Value>> = Vec::with_capacity(TOGETHER);
    from.each(&shape.select(false), &mut |row: Row| {
        count += 1;
        add(&mut sum, &row);
        together.push(row.0);
        if together.len() == TOGETHER {
            put(shape, month, to, &mut together)?;
        }
        Ok(())
    })?;
    put(shape, month, to, &mut together)?;
    Ok((count, hex::encode(sum.finalize())))
}

fn put(
    shape: &TableShape,
    month: Option<usize>,
    to: &mut postgres::PostgresConnection,
    rows: &mut Vec<Vec<Value>>,
) -> Result<(), LedgerError> {
    if let Some(at) = month {
        let months: BTreeSet<String> = rows
            .iter()
            .filter_map(|row| match row.get(at) {
                Some(Value::Text(start)) => start.get(..7).map(ToOwned::to_owned),
                _ => None,
            })
            .collect();
        months.iter().try_for_each(|month| to.make_month(month))?;
    }
    if !rows.is_empty() {
        to.copy_in(shape, rows)?;
    }
    rows.clear();
    Ok(())
}

fn sum_of(
    shape: &TableShape,
    to: &mut postgres::PostgresConnection,
) -> Result<(u64, String), LedgerError> {
    let (mut count, mut sum) = (0, Sha256::new());
    to.each(&shape.select(true), &mut |row: Row| {
        count += 1;
        add(&mut sum, &row);
        Ok(())
    })?;
    Ok((count, hex::encode(sum.finalize())))
}

/// A row as bytes that no other row has.
fn add(sum: &mut Sha256, row: &Row) {
    for value in &row.0 {
        match value {
            Value::Null => sum.update([0]),
            Value::Int(number) => {
                sum.update([1]);
                sum.update(number.to_be_bytes());
            }
            Value::Text(text) => {
                sum.update([2]);
                sum.update((text.len() as u64).to_be_bytes());
                sum.update(text.as_bytes());
            }
        }
    }
}

impl TableShape {
    /// All its rows, in the same order in either engine: texts by their bytes.
    fn select(&self, quoted: bool) -> String {
        let quote = |name: &String| if quoted { format!("\"{name}\"") } else { name.clone() };
        let columns: Vec<String> = self.columns.iter().map(|(name, _)| quote(name)).collect();
        let key: Vec<String> = self.key.iter().map(quote).collect();
        let table = quote(&self.table);
        format!("SELECT {} FROM {table} ORDER BY {}", columns.join(", "), key.join(", "))
    }
}
