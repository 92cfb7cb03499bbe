//! What a reply differs in from what is here, by the cleaning rule (CHANNEL §3): in the reply and not here, insert;
//! here and not in the reply, disabled; in both, the reply's values.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use rusqlite::OptionalExtension;

use super::past::{is_far_ahead, is_over};
use super::{
    CatalogueChange, CatalogueItems, CatalogueName, CataloguePart, CatalogueReply, CatalogueShow,
    Gone, MOST_ITEMS,
};
use crate::clock::china_civil;
use crate::terminal::store::record_row::parsed;
use crate::terminal::store::{StoreError, StoreReader};

/// Where a reply and what is here differ.
struct Differing<T> {
    /// What is here as something else.
    changed: Vec<T>,
    /// What is not here.
    added: Vec<T>,
    /// What is here, enabled, and not in the reply.
    left_out: Vec<Gone>,
    /// What is here, disabled, and not in the reply; first what is to go first.
    disabled: Vec<Gone>,
    /// How many rows are here.
    here: usize,
    /// An item is passed over.
    in_doubt: bool,
}

impl StoreReader {
    /// What `reply`, which came at `at`, changes. Of a list no more is kept than [`MOST_ITEMS`].
    pub fn catalogue_difference(
        &self,
        reply: CatalogueReply,
        at: Timestamp,
    ) -> Result<CatalogueChange, StoreError> {
        let CatalogueReply { part, items, whole } = reply;
        let (empty, whole) = (items.is_empty(), whole && items.len() <= MOST_ITEMS);
        match items {
            CatalogueItems::Names(names) => {
                let differing = self.names_differ(part, names)?;
                self.change(part, differing, CatalogueItems::Names, (whole, empty), at)
            }
            CatalogueItems::Shows(shows) => {
                let differing = self.shows_differ(shows, china_civil(at))?;
                self.change(part, differing, CatalogueItems::Shows, (whole, empty), at)
            }
        }
    }

    /// What goes makes room for what comes, first what was disabled before. A whole reply's items fit in, as all
    /// others go; what has no room of another one is passed over.
    fn change<T>(
        &self,
        part: CataloguePart,
        differing: Differing<T>,
        items: impl Fn(Vec<T>) -> CatalogueItems,
        (whole, empty): (bool, bool),
        at: Timestamp,
    ) -> Result<CatalogueChange, StoreError> {
        let Differing { changed, mut added, left_out: mut gone, mut disabled, here, in_doubt } =
            differing;
        let whole = whole && !in_doubt;
        // Once may be a slip of theirs; where nothing is here nothing is lost by it.
        let empty_once = whole && empty && !gone.is_empty() && !self.was_empty(part)?;
        if !whole || empty_once {
            gone.clear();
        }
        let staying = here.saturating_sub(disabled.len() + gone.len());
        added.truncate(MOST_ITEMS.saturating_sub(staying));
        let surplus = (here + added.len()).saturating_sub(MOST_ITEMS);
        let mut forgotten: Vec<Gone> = disabled.drain(..surplus.min(disabled.len())).collect();
        let of_gone = (surplus - forgotten.len()).min(gone.len());
        forgotten.extend(gone.drain(..of_gone));
        let put = items(changed.into_iter().chain(added).collect());
        Ok(CatalogueChange { part, put, gone, forgotten, whole, empty_once, at })
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
    ) -> Result<Differing<CatalogueName>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT id, name, minutes, enabled, seats FROM catalogue_names WHERE part = ?1",
        )?;
        let rows = get.query_map([part.as_str()], |row| {
            Ok(CatalogueName {
                id: row.get(0)?,
                name: row.get(1)?,
                minutes: row.get(2)?,
                enabled: row.get(3)?,
                seats: row.get(4)?,
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
        let mut left: Vec<&CatalogueName> =
            here.values().filter(|own| !listed.contains_key(&own.id)).collect();
        left.sort_unstable_by_key(|own| own.id);
        let (left_out, disabled): (Vec<_>, Vec<_>) = left.into_iter().partition(|own| own.enabled);
        let gone = |of: Vec<&CatalogueName>| of.into_iter().map(|own| Gone::Name(own.id)).collect();
        let (left_out, disabled) = (gone(left_out), gone(disabled));
        let mut put: Vec<_> =
            listed.into_values().filter(|name| here.get(&name.id) != Some(name)).collect();
        put.sort_unstable_by_key(|name| name.id);
        let (changed, added) = put.into_iter().partition(|name| here.contains_key(&name.id));
        Ok(Differing { changed, added, left_out, disabled, here: here.len(), in_doubt: false })
    }

    fn shows_differ(
        &self,
        shows: Vec<CatalogueShow>,
        now: DateTime,
    ) -> Result<Differing<CatalogueShow>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT show_id, hall_id, movie_id, start, minutes, enabled, gone_at FROM shows",
        )?;
        let rows = get.query_map([], |row| {
            let show = CatalogueShow {
                id: row.get(0)?,
                hall: row.get(1)?,
                movie: row.get(2)?,
                start: parsed(row, 3)?,
                minutes: row.get(4)?,
                enabled: row.get(5)?,
            };
            Ok((show, row.get::<_, Option<i64>>(6)?))
        })?;
        let mut here = HashMap::new();
        for row in rows {
            let (show, gone_at) = row?;
            here.insert(show.id.clone(), (show, gone_at));
        }
        let in_doubt = shows.iter().any(|show| is_far_ahead(show.start, now));
        let near = shows.into_iter().filter(|show| !is_far_ahead(show.start, now));
        let listed: HashMap<String, CatalogueShow> =
            near.map(|show| (show.id.clone(), show)).collect();
        let mut left: Vec<_> =
            here.values().filter(|(own, _)| !listed.contains_key(&own.id)).collect();
        left.sort_unstable_by_key(|(own, gone_at)| (*gone_at, &own.id));
        let (left_out, disabled): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|(own, _)| own.enabled);
        let gone = |of: Vec<&(CatalogueShow, _)>| {
            of.into_iter().map(|(own, _)| Gone::Show(own.id.clone())).collect()
        };
        let (left_out, disabled) = (gone(left_out), gone(disabled));
        // One whose day is over would go again at once.
        let mut put: Vec<_> = listed
            .into_values()
            .filter(|show| match here.get(&show.id) {
                Some((own, _)) => own != show,
                None => !is_over(show.start, now),
            })
            .collect();
        put.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        let (changed, added) = put.into_iter().partition(|show| here.contains_key(&show.id));
        Ok(Differing { changed, added, left_out, disabled, here: here.len(), in_doubt })
    }
}
