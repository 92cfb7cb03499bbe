//! Facts about the terminal itself that outlive the process, so that `hallgate status` can tell
//! them while the terminal runs.

use rusqlite::OptionalExtension;

use super::{Change, Store, StoreError, StoreReader};

/// A named fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Setting {
    /// Milliseconds since 1970 of the platform's last good reply.
    LastContact,
    /// Milliseconds since 1970, a space, and the sentence of the last failure towards the platform.
    LastError,
    /// `trusted`, `differs` or `behind`.
    Clock,
    /// Milliseconds since 1970 of the last GetPublicKeys reply that was taken.
    KeysFetched,
    /// The configuration's keys and values at the last start, as an object of JSON.
    Configuration,
    /// What the platform's replies were not right in, as a list of JSON.
    PlatformFlaws,
    /// Fingerprints of the keys that the log knows of, by spaces.
    KeysLogged,
    /// Which installed update the log knows of: nanoseconds since 1970 of its file's change.
    UpdateInstalled,
    /// Likewise of which outcome of an update.
    UpdateOutcome,
    /// Nanoseconds since 1970 when the store was tried after it had not worked.
    WrittenAt,
    /// Wrong numbers of an enrolment sheet, and milliseconds since 1970 until which it is locked, 0: it is not.
    FirstAdminAttempts,
    /// The series of this database's numbers, as neighbours are told it.
    NeighbourSeries,
    /// The key pair that this terminal proves itself with to its neighbours.
    NeighbourIdentity,
    /// Fingerprint of the key by which what is known of the neighbours was told.
    NeighbourKey,
    /// How the neighbours stand, as an object of JSON.
    Neighbours,
}

impl Setting {
    fn name(self) -> &'static str {
        self.into()
    }
}

const PUT: &str = "INSERT INTO settings VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2";
const GET: &str = "SELECT value FROM settings WHERE name = ?1";

impl Store {
    /// Writes a fact.
    pub fn set(&self, setting: Setting, value: &str) -> Result<(), StoreError> {
        self.db.prepare_cached(PUT)?.execute((setting.name(), value))?;
        Ok(())
    }
}

impl Change<'_> {
    /// Reads a fact; none where it was never written.
    pub fn fact(&self, setting: Setting) -> Result<Option<String>, StoreError> {
        Ok(self.db.query_row(GET, [setting.name()], |row| row.get(0)).optional()?)
    }

    /// Writes a fact.
    pub fn set_fact(&self, setting: Setting, value: &str) -> Result<(), StoreError> {
        self.db.execute(PUT, (setting.name(), value))?;
        Ok(())
    }
}

impl StoreReader {
    /// Reads a fact; none where it was never written.
    pub fn get(&self, setting: Setting) -> Result<Option<String>, StoreError> {
        let mut get = self.db.prepare_cached(GET)?;
        Ok(get.query_row([setting.name()], |row| row.get(0)).optional()?)
    }
}
