//! What a reply changes, taken in one transaction.

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::{CatalogueChange, CatalogueItems, CatalogueName, CataloguePart, Gone};
use crate::clock::wire_time;
use crate::terminal::store::{Change, Store, StoreError, StoreReader};

/// What came of a request for one of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum CatalogueOutcome {
    Updated,
    Unchanged,
    /// What it told was taken, and what it left out was not believed.
    Doubted,
    /// There was no reply of sense; all stays as it was.
    Failed,
}

impl CatalogueOutcome {
    /// The name in events.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

impl CatalogueChange {
    /// What it comes to.
    pub fn outcome(&self) -> CatalogueOutcome {
        if !self.whole || self.empty_once {
            CatalogueOutcome::Doubted
        } else if self.put.is_empty() && self.gone.is_empty() && self.forgotten.is_empty() {
            CatalogueOutcome::Unchanged
        } else {
            CatalogueOutcome::Updated
        }
    }
}

impl Store {
    /// Takes what a reply changes, all or nothing.
    pub fn take_catalogue(&self, change: &CatalogueChange) -> Result<(), StoreError> {
        let db = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        take(&db, change)?;
        Ok(db.commit()?)
    }

    /// Keeps why a list was not to be had, or not believed.
    pub fn note_catalogue_error(
        &self,
        part: CataloguePart,
        error: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        note_error(&self.db, part, error, at)
    }
}

impl Change<'_> {
    /// As [`Store::take_catalogue`], beside a running terminal.
    pub fn take_catalogue(&self, change: &CatalogueChange) -> Result<(), StoreError> {
        take(&self.db, change)
    }

    /// As [`Store::note_catalogue_error`], beside a running terminal.
    pub fn note_catalogue_error(
        &self,
        part: CataloguePart,
        error: &str,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        note_error(&self.db, part, error, at)
    }
}

impl StoreReader {
    /// How many items of a list are enabled.
    pub fn catalogue_count(&self, part: CataloguePart) -> Result<u64, StoreError> {
        let sql = match part {
            CataloguePart::Shows => "SELECT count(*) FROM shows WHERE enabled AND ?1 IS NOT NULL",
            _ => "SELECT count(*) FROM catalogue_names WHERE enabled AND part = ?1",
        };
        let mut get = self.db.prepare_cached(sql)?;
        Ok(get.query_row([part.as_str()], |row| row.get(0))?)
    }
}

fn take(db: &Connection, change: &CatalogueChange) -> Result<(), StoreError> {
    let (part, at) = (change.part.as_str(), change.at.as_millisecond());
    forget(db, change)?;
    match &change.put {
        CatalogueItems::Names(names) => {
            let mut put = db.prepare_cached(
                "INSERT INTO catalogue_names VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET name = excluded.name, minutes = excluded.minutes,
                     enabled = excluded.enabled, seats = excluded.seats",
            )?;
            for name in names {
                let CatalogueName { id, name, minutes, seats, enabled } = name;
                put.execute(params![part, id, name, minutes, enabled, seats])?;
            }
        }
        CatalogueItems::Shows(shows) => {
            let mut put = db.prepare_cached(
                "INSERT INTO shows VALUES (?1, ?2, ?3, ?4, ?5, ?6, CASE WHEN NOT ?6 THEN ?7 END)
                 ON CONFLICT DO UPDATE SET hall_id = excluded.hall_id, movie_id = excluded.movie_id,
                     start = excluded.start, minutes = excluded.minutes, enabled = excluded.enabled,
                     gone_at = CASE WHEN NOT excluded.enabled THEN coalesce(gone_at, ?7) END",
            )?;
            for show in shows {
                let start = wire_time(show.start);
                put.execute(params![
                    show.id,
                    show.hall,
                    show.movie,
                    start,
                    show.minutes,
                    show.enabled,
                    at
                ])?;
            }
        }
    }
    let mut name_gone =
        db.prepare_cached("UPDATE catalogue_names SET enabled = 0 WHERE part = ?1 AND id = ?2")?;
    let mut show_gone = db.prepare_cached(
        "UPDATE shows SET enabled = 0, gone_at = ?2 WHERE show_id = ?1 AND enabled",
    )?;
    for gone in &change.gone {
        match gone {
            Gone::Name(id) => name_gone.execute((part, id))?,
            Gone::Show(id) => show_gone.execute((id, at))?,
        };
    }
    note_reply(db, change)
}

/// Deletes what has to make room.
fn forget(db: &Connection, change: &CatalogueChange) -> Result<(), StoreError> {
    let mut name = db.prepare_cached("DELETE FROM catalogue_names WHERE part = ?1 AND id = ?2")?;
    let mut show = db.prepare_cached("DELETE FROM shows WHERE show_id = ?1")?;
    for forgotten in &change.forgotten {
        match forgotten {
            Gone::Name(id) => name.execute((change.part.as_str(), id))?,
            Gone::Show(id) => show.execute([id])?,
        };
    }
    Ok(())
}

/// A reply that is not whole says nothing of how the list stands.
fn note_reply(db: &Connection, change: &CatalogueChange) -> Result<(), StoreError> {
    if !change.whole {
        return Ok(());
    }
    let (part, at) = (change.part.as_str(), change.at.as_millisecond());
    let mut note = db
        .prepare_cached("INSERT OR REPLACE INTO catalogue_parts VALUES (?1, ?2, ?3, NULL, NULL)")?;
    note.execute((part, at, change.empty_once))?;
    Ok(())
}

fn note_error(
    db: &Connection,
    part: CataloguePart,
    error: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    let mut note = db.prepare_cached(
        "INSERT INTO catalogue_parts VALUES (?1, NULL, 0, ?2, ?3)
         ON CONFLICT DO UPDATE SET error_at = excluded.error_at, error = excluded.error",
    )?;
    note.execute((part.as_str(), at.as_millisecond(), error))?;
    Ok(())
}
