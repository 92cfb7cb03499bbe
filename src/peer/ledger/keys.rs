//! Cinema keys as they are handed out.

use jiff::civil::DateTime;

use super::{PeerLedger, time};
use crate::clock::wire_time;
use crate::peer::PeerError;
use crate::ticket::CinemaCode;

/// The number of a cinema key in the platform's database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct KeyId(pub i64);

/// A cinema key as it is handed out.
#[derive(Debug, Clone)]
pub struct IssuedKey {
    pub id: KeyId,
    /// As it goes over the wire; a key given for a trial may be unreadable on purpose.
    pub public_key: String,
    pub start_time: DateTime,
    /// PKCS#8 PEM, where the key was made here.
    pub private_key: Option<String>,
}

impl PeerLedger {
    /// Hands out a further key for a cinema.
    pub fn add_key(
        &self,
        cinema: CinemaCode,
        public_key: &str,
        private_key: Option<&str>,
        start_time: DateTime,
    ) -> Result<KeyId, PeerError> {
        self.connection.execute(
            "INSERT INTO cinema_keys (cinema, public_key, start_time, private_key)
             VALUES (?1, ?2, ?3, ?4)",
            (cinema.as_str(), public_key, wire_time(start_time), private_key),
        )?;
        Ok(KeyId(self.connection.last_insert_rowid()))
    }

    /// Hands a key out no more.
    pub fn remove_key(&self, key: KeyId) -> Result<(), PeerError> {
        self.connection.execute("DELETE FROM cinema_keys WHERE id = ?1", [key.0])?;
        Ok(())
    }

    /// The cinema's keys, the most recently started first.
    pub fn keys(&self, cinema: CinemaCode) -> Result<Vec<IssuedKey>, PeerError> {
        let mut query = self.connection.prepare_cached(
            "SELECT id, public_key, start_time, private_key FROM cinema_keys
             WHERE cinema = ?1 ORDER BY start_time DESC, id DESC",
        )?;
        let rows = query.query_map([cinema.as_str()], |row| {
            Ok(IssuedKey {
                id: KeyId(row.get(0)?),
                public_key: row.get(1)?,
                start_time: time(row, 2)?,
                private_key: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
