//! The cinemas' public keys: kept without limit of time until newer ones replace them (§5.1.5).

use jiff::Timestamp;
use jiff::civil::DateTime;

use super::{Reader, Store, StoreError};
use crate::clock::{parse_wire_time, wire_time};
use crate::ticket::{CinemaCode, CinemaKey};

/// A key with the time from which it is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredKey {
    pub key: CinemaKey,
    /// China Standard Time.
    pub start_time: DateTime,
}

impl Store {
    /// Takes over the keys of a reply. With `replace` the cinema's other keys go; without it they
    /// stay, because the reply was not readable in whole. Returns whether anything changed. An
    /// empty list changes nothing.
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
        let before = self.keys(cinema)?;
        let same = |key: &StoredKey| before.contains(key);
        let gone = replace && before.iter().any(|old| !keys.contains(old));
        if keys.iter().all(same) && !gone {
            return Ok(false);
        }
        let change = self.reader.db.transaction()?;
        if replace {
            change.execute("DELETE FROM public_keys WHERE cinema_code = ?1", [cinema.as_str()])?;
        }
        for key in keys {
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

impl Reader {
    /// The keys of a cinema, the latest start first. A row that does not read is passed over.
    pub fn keys(&self, cinema: CinemaCode) -> Result<Vec<StoredKey>, StoreError> {
        let mut get = self.db.prepare_cached(
            "SELECT der, start_time FROM public_keys WHERE cinema_code = ?1 ORDER BY start_time DESC",
        )?;
        let rows = get.query_map([cinema.as_str()], |row| {
            Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, String>(1)?))
        })?;
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        Ok(rows
            .into_iter()
            .filter_map(|(der, start)| {
                let key = CinemaKey::from_der(&der).ok()?;
                Some(StoredKey { key, start_time: parse_wire_time(&start)? })
            })
            .collect())
    }
}
