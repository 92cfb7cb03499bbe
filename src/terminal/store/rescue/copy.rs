//! Reads a table of which some pages may be damaged, and puts what reads into another database.
//! SQLCipher gives a connection up at the first page that does not carry its MAC: it is opened anew,
//! and the damaged place is closed in on.

use std::path::{Path, PathBuf};
use std::time::Instant;

use rusqlite::types::Value;
use rusqlite::{Connection, Rows, Statement, params_from_iter};

use crate::terminal::store::connect::connect_to_any;
use crate::terminal::store::files::Files;
use crate::terminal::store::{DatabaseKey, StoreError};

/// Rows that are put into the database in one transaction.
const AT_ONCE: usize = 1000;

/// So many damaged places of a table are closed in on.
const MOST_PLACES: usize = 2000;

/// Where the table does not even tell its ends.
const FEW_PLACES: usize = 64;

/// As far as numbers are tried where the table does not tell its last one.
const FURTHEST: i64 = 1 << 20;

/// A damaged database.
pub(super) struct DamagedDatabase<'a> {
    path: PathBuf,
    key: &'a DatabaseKey,
    db: Option<Connection>,
}

/// What is copied from where to where.
struct CopiedTable<'a> {
    into: &'a Connection,
    name: &'a str,
    /// The columns that both have, with commas between them, and how many.
    columns: (String, usize),
    /// A condition.
    wanted: &'a str,
    until: Option<Instant>,
}

/// How a reading ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    Whole,
    /// At a page that does not read.
    Damage,
    /// The time was over.
    Late,
}

impl<'a> DamagedDatabase<'a> {
    pub fn open(path: &Path, key: &'a DatabaseKey) -> Self {
        let mut source = Self { path: path.to_owned(), key, db: None };
        source.renew();
        source
    }

    fn renew(&mut self) {
        self.db = None; // closed before it is opened anew
        self.db = connect_to_any(&Files::of(&self.path), self.key).ok();
        if let Some(db) = &self.db {
            // Without these it only reads more slowly.
            let _ = db.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -2000;");
        }
    }

    /// A single number; none where it does not read.
    pub fn number(&mut self, sql: &str) -> Option<i64> {
        let number = self.db.as_ref()?.query_row(sql, [], |row| row.get(0)).ok();
        if number.is_none() {
            self.renew();
        }
        number
    }

    /// Copies the wanted rows that `into` lacks; whether all of them were read.
    pub fn copy(
        &mut self,
        into: &Connection,
        name: &str,
        wanted: &str,
        until: Option<Instant>,
    ) -> Result<bool, StoreError> {
        let Some(columns) = self.columns(into, name)? else { return Ok(false) };
        let table = CopiedTable { into, name, columns, wanted, until };
        if has_numbers(into, name)? { self.by_number(&table) } else { self.by_both_ends(&table) }
    }

    /// Copies rows in the order of `key`, up to the first that does not read.
    pub fn copy_until_damage(
        &mut self,
        into: &Connection,
        name: &str,
        key: &str,
    ) -> Result<bool, StoreError> {
        let Some(columns) = self.columns(into, name)? else { return Ok(false) };
        let table = CopiedTable { into, name, columns, wanted: "true", until: None };
        Ok(self.pour(&table, &format!("ORDER BY {key}"))? == Ended::Whole)
    }

    /// The columns that both have; none where the table can't be read at all.
    fn columns(
        &mut self,
        into: &Connection,
        name: &str,
    ) -> Result<Option<(String, usize)>, StoreError> {
        let theirs = self.db.as_ref().and_then(|db| columns(db, name, "true").ok());
        if theirs.is_none() {
            self.renew();
        }
        let Some(theirs) = theirs.filter(|names| !names.is_empty()) else { return Ok(None) };
        let mut both = columns(into, name, "true")?;
        both.retain(|column| theirs.contains(column));
        Ok(Some((both.join(", "), both.len())))
    }

    /// Halves what is left around each damaged place, until single rows are tried.
    fn by_number(&mut self, table: &CopiedTable) -> Result<bool, StoreError> {
        let name = table.name;
        let first = self.number(&format!("SELECT coalesce(min(rowid), 1) FROM {name}"));
        let last = self.number(&format!("SELECT coalesce(max(rowid), 0) FROM {name}"));
        let mut ranges = vec![(first.unwrap_or(1), last.unwrap_or(FURTHEST))];
        let (mut whole, mut places) = (first.is_some() && last.is_some(), 0);
        let most = if whole { MOST_PLACES } else { FEW_PLACES };
        while let Some((from, to)) = ranges.pop() {
            let range = format!("AND rowid BETWEEN {from} AND {to} ORDER BY rowid DESC");
            match self.pour(table, &range)? {
                Ended::Whole => {}
                Ended::Late => return Ok(false),
                Ended::Damage if from >= to => whole = false,
                Ended::Damage if places == most => return Ok(false),
                Ended::Damage => {
                    places += 1;
                    let middle = from + (to - from) / 2;
                    ranges.extend([(from, middle), (middle + 1, to)]);
                }
            }
        }
        Ok(whole)
    }

    /// A table without numbers: from its beginning, then from its end.
    fn by_both_ends(&mut self, table: &CopiedTable) -> Result<bool, StoreError> {
        let key = columns(table.into, table.name, "pk > 0")?;
        for order in ["ASC", "DESC"] {
            let by: Vec<String> = key.iter().map(|column| format!("{column} {order}")).collect();
            match self.pour(table, &format!("ORDER BY {}", by.join(", ")))? {
                Ended::Whole => return Ok(true),
                Ended::Late => return Ok(false),
                Ended::Damage => {}
            }
        }
        Ok(false)
    }

    /// Puts the wanted rows, within `rest` of a query, into the table.
    fn pour(&mut self, table: &CopiedTable, rest: &str) -> Result<Ended, StoreError> {
        let CopiedTable { into, name, columns: (columns, count), wanted, .. } = table;
        let marks = vec!["?"; *count].join(", ");
        let put = format!("INSERT OR IGNORE INTO {name} ({columns}) VALUES ({marks})");
        let get = format!("SELECT {columns} FROM {name} WHERE ({wanted}) {rest}");
        let ended = match self.db.as_ref().map(|db| db.prepare(&get)) {
            Some(Ok(mut get)) => match get.query([]) {
                Ok(mut rows) => move_rows(&mut rows, &mut into.prepare(&put)?, table)?,
                Err(_) => Ended::Damage,
            },
            _ => Ended::Damage,
        };
        if ended == Ended::Damage {
            self.renew();
        }
        Ok(ended)
    }
}

fn move_rows(
    rows: &mut Rows,
    put: &mut Statement,
    table: &CopiedTable,
) -> Result<Ended, StoreError> {
    loop {
        if table.until.is_some_and(|until| Instant::now() >= until) {
            return Ok(Ended::Late);
        }
        let change = table.into.unchecked_transaction()?;
        let mut ended = None;
        for _ in 0..AT_ONCE {
            match rows.next() {
                Ok(Some(row)) => {
                    let values: Result<Vec<Value>, _> =
                        (0..table.columns.1).map(|at| row.get(at)).collect();
                    put.execute(params_from_iter(values?))?;
                }
                Ok(None) => ended = Some(Ended::Whole),
                Err(_) => ended = Some(Ended::Damage),
            }
            if ended.is_some() {
                break;
            }
        }
        change.commit()?;
        if let Some(ended) = ended {
            return Ok(ended);
        }
    }
}

/// The table's columns that fulfil a condition, in the order of its key.
fn columns(db: &Connection, table: &str, which: &str) -> Result<Vec<String>, StoreError> {
    let mut get = db.prepare(&format!(
        "SELECT name FROM pragma_table_info(?1) WHERE {which} ORDER BY pk, cid"
    ))?;
    let names = get.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

fn has_numbers(db: &Connection, table: &str) -> Result<bool, StoreError> {
    let without: bool =
        db.query_row("SELECT wr FROM pragma_table_list(?1)", [table], |row| row.get(0))?;
    Ok(!without)
}
