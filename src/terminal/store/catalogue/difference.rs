//! What a reply differs in from what is here, by the cleaning rule (CHANNEL §3): in the reply and not here, insert;
//! here and not in the reply, disabled; in both, the reply's values.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use rusqlite::OptionalExtension;

use super::past::is_over;
use super::{
    CatalogueChange, CatalogueItems, CatalogueName, CataloguePart, CatalogueReply, CatalogueShow,
    Gone,
};
use crate::clock::china_civil;
use crate::terminal::store::record_row::parsed;
use crate::terminal::store::{StoreError, StoreReader};

impl StoreReader {
    /// What `reply`, which came at `at`, changes.
    pub fn catalogue_difference(
        &self,
        reply: CatalogueReply,
        at: Timestamp,
    ) -> Result<CatalogueChange, StoreError> {
        let CatalogueReply { part, items, whole } = reply;
        let empty = items.is_empty();
        let (put, mut gone) = match items {
            CatalogueItems::Names(names) => self.names_differ(part, names)?,
            CatalogueItems::Shows(shows) => self.shows_differ(shows, china_civil(at))?,
        };
        // Once may be a slip of theirs; where nothing is here nothing is lost by it.
        let empty_once = whole && empty && !gone.is_empty() && !self.was_empty(part)?;
        if !whole || empty_once {
            gone.clear();
        }
        Ok(CatalogueChange { part, put, gone, whole, empty_once, at })
    }

    fn was_empty(&self, part: CataloguePart) -> Result<bool, StoreError> {
        let mut get =
            self.db.prepare_cached("SELECT empty_once FROM catalogue_parts WHERE part = ?1")?;
        Ok(get.query_row([part.as_str()], |row| row.get(0)).optional()?.unwrap_or(false))
    }

    fn names_differ(
        &self,
        part: CataloguePart,
        names: Vec<CatalogueName>,
    ) -> Result<(CatalogueItems, Vec<Gone>), StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT id, name, minutes, enabled FROM catalogue_names WHERE part = ?1",
        )?;
        let rows = get.query_map([part.as_str()], |row| {
            Ok(CatalogueName {
                id: row.get(0)?,
                name: row.get(1)?,
                minutes: row.get(2)?,
                enabled: row.get(3)?,
            })
        })?;
        let mut here = HashMap::new();
        for row in rows {
            let row = row?;
            here.insert(row.id, row);
        }
        // Of one that stands there twice the last one counts.
        let listed: HashMap<i64, CatalogueName> =
            names.into_iter().map(|name| (name.id, name)).collect();
        let left_out = |own: &&CatalogueName| own.enabled && !listed.contains_key(&own.id);
        let mut gone: Vec<i64> = here.values().filter(left_out).map(|own| own.id).collect();
        let mut put: Vec<_> =
            listed.into_values().filter(|name| here.get(&name.id) != Some(name)).collect();
        put.sort_by_key(|name| name.id);
        gone.sort_unstable();
        Ok((CatalogueItems::Names(put), gone.into_iter().map(Gone::Name).collect()))
    }

    fn shows_differ(
        &self,
        shows: Vec<CatalogueShow>,
        now: DateTime,
    ) -> Result<(CatalogueItems, Vec<Gone>), StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT show_id, hall_id, movie_id, start, minutes, enabled FROM shows",
        )?;
        let rows = get.query_map([], |row| {
            Ok(CatalogueShow {
                id: row.get(0)?,
                hall: row.get(1)?,
                movie: row.get(2)?,
                start: parsed(row, 3)?,
                minutes: row.get(4)?,
                enabled: row.get(5)?,
            })
        })?;
        let mut here = HashMap::new();
        for row in rows {
            let row = row?;
            here.insert(row.id.clone(), row);
        }
        let listed: HashMap<String, CatalogueShow> =
            shows.into_iter().map(|show| (show.id.clone(), show)).collect();
        let left_out = |own: &&CatalogueShow| own.enabled && !listed.contains_key(&own.id);
        let mut gone: Vec<_> = here.values().filter(left_out).map(|own| own.id.clone()).collect();
        // One whose day is over would go again at once.
        let mut put: Vec<_> = listed
            .into_values()
            .filter(|show| match here.get(&show.id) {
                Some(own) => own != show,
                None => !is_over(show.start, now),
            })
            .collect();
        put.sort_by(|one, other| one.id.cmp(&other.id));
        gone.sort_unstable();
        Ok((CatalogueItems::Shows(put), gone.into_iter().map(Gone::Show).collect()))
    }
}
