//! The cinemas' public keys: kept without limit of time until newer ones replace them (§5.1.5).

use std::cmp::Reverse;
use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::{Store, StoreError, StoreReader};
use crate::clock::{EARLIEST, china_civil, china_timestamp, parse_wire_time, wire_time};
use crate::ticket::{CinemaCode, CinemaKey};

/// A key with the time from which it is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredKey {
    pub key: CinemaKey,
    /// China Standard Time.
    pub start_time: DateTime,
}

/// Keys of a cinema that are kept, and so the most that are tried for one ticket: the loop does it
/// between two turns. A cinema has one or two.
pub const MOST_KEYS: usize = 64;

/// Each key once, the newest start first, and [`MOST_KEYS`] at the most; and how many more there
/// were. Of a key that is listed with more than one start the latest counts that has begun by
/// `now` (China Standard Time), or else the first that will. Keys that are announced push out none
/// that is in use; a clock that was never set does not tell one from the other.
pub fn bounded(mut keys: Vec<StoredKey>, now: DateTime) -> (Vec<StoredKey>, usize) {
    let now = if china_timestamp(now) < EARLIEST { DateTime::MAX } else { now };
    keys.sort_by_key(|key| by_start(key, now));
    let mut known = HashSet::new();
    keys.retain(|key| known.insert(key.key.to_der()));
    let surplus = keys.len().saturating_sub(MOST_KEYS);
    keys.truncate(MOST_KEYS);
    keys.sort_by_key(|key| Reverse(key.start_time));
    (keys, surplus)
}

/// Those that have begun before the others; of them the latest start first, else the earliest.
fn by_start(key: &StoredKey, now: DateTime) -> (bool, Reverse<DateTime>, DateTime) {
    let start = key.start_time;
    if start <= now { (false, Reverse(start), now) } else { (true, Reverse(now), start) }
}

impl Store {
    /// Takes over the keys of a reply. With `replace` the cinema's other keys go; without it they
    /// stay, because the reply was not readable in whole; but for those beyond [`MOST_KEYS`].
    /// Returns whether anything changed. An empty list changes nothing.
    pub fn put_keys(
        &mut self,
        cinema: CinemaCode,
        keys: &[StoredKey],
        replace: bool,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        if keys.is_empty() {
            return Ok(false);
        }
        let before = self.keys(cinema, now)?;
        let kept = |old: &&StoredKey| !replace && keys.iter().all(|key| key.key != old.key);
        let kept = before.iter().filter(kept);
        let (after, _) = bounded(keys.iter().chain(kept).cloned().collect(), china_civil(now));
        if after.len() == before.len() && after.iter().all(|key| before.contains(key)) {
            return Ok(false);
        }
        let change = self.reader.db.transaction()?;
        // Also those that do not read, and what an older program kept beyond the bound.
        change.execute("DELETE FROM public_keys WHERE cinema_code = ?1", [cinema.as_str()])?;
        for key in &after {
            change.execute(
                "INSERT OR REPLACE INTO public_keys VALUES (?1, ?2, ?3, ?4)",
                (
                    cinema.as_str(),
                    key.key.to_der(),
                    wire_time(key.start_time),
                    now.as_millisecond(),
                ),
            )?;
        }
        change.commit()?;
        Ok(true)
    }
}

impl StoreReader {
    /// The keys of a cinema, the latest start first, [`MOST_KEYS`] at the most, as [`bounded`]. A row
    /// that does not read is passed over.
    pub fn keys(&self, cinema: CinemaCode, now: Timestamp) -> Result<Vec<StoredKey>, StoreError> {
        let mut get = self
            .db
            .prepare_cached("SELECT der, start_time FROM public_keys WHERE cinema_code = ?1")?;
        let mut rows = get.query([cinema.as_str()])?;
        let mut keys = Vec::new();
        while let Some(row) = rows.next()? {
            let (der, start): (Vec<u8>, String) = (row.get(0)?, row.get(1)?);
            if let (Ok(key), Some(start_time)) =
                (CinemaKey::from_der(&der), parse_wire_time(&start))
            {
                keys.push(StoredKey { key, start_time });
            }
        }
        Ok(bounded(keys, china_civil(now)).0)
    }
}
