//! The two secrets of a terminal, made or put away here: encrypted for this board by `systemd-creds`,
//! or plain files of root.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rand::RngCore;
use zeroize::Zeroizing;

use super::card::CardIdentity;
use super::durable;
use super::fault::SetupError;
use super::places::SetupArgs;
use crate::terminal::config::{Config, Secret};
use crate::terminal::store::{Credstore, CredstoreError};

/// The credential's name for the database's key.
pub const DATABASE_KEY: &str = "hallgate-db";
/// The credential's name for the terminal's own key.
pub const TERMINAL_KEY: &str = "terminal-key";

/// What a database leaves beside its file, each of it worth its key.
const REMAINS: [&str; 5] = ["", "-wal", ".head", ".admitted", ".admitted.1"];

/// Where secrets are put away.
#[derive(Debug)]
pub struct CredentialStore {
    store: Credstore,
    is_plain: bool,
}

impl CredentialStore {
    pub fn of(places: &SetupArgs) -> Self {
        let encrypted = places.credentials.clone();
        let store = Credstore { plain: encrypted.with_extension(""), encrypted };
        Self { store, is_plain: places.plain }
    }

    /// Whether a secret is there, in whichever form.
    pub fn has(&self, secret: &Secret) -> bool {
        match secret {
            Secret::File(path) => path.exists(),
            Secret::Credential(name) => self.store.place(name).exists(),
        }
    }

    /// What a secret that is there is known by, as it is put away; another one is known by another.
    pub fn identity(&self, secret: &Secret) -> Option<CardIdentity> {
        let place = match secret {
            Secret::File(path) => path.clone(),
            Secret::Credential(name) => self.store.place(name),
        };
        fs::read(place).ok().map(|bytes| CardIdentity::of(&bytes))
    }

    /// Makes the database's key where there is neither key nor database. One that is there is never
    /// replaced; a file of the site's own has to be there.
    pub fn make_database_key(&self, config: &Config) -> Result<(), SetupError> {
        let name = match &config.store.key {
            Secret::File(path) if !path.exists() => {
                return Err(SetupError::NoKeyFile(path.clone()));
            }
            Secret::File(_) => return Ok(()),
            Secret::Credential(name) => name,
        };
        if self.has(&config.store.key) {
            return Ok(());
        }
        let database = &config.store.path;
        if REMAINS.iter().any(|end| durable::beside(database, end).exists()) {
            return Err(SetupError::DatabaseWithoutKey(database.clone()));
        }
        let mut bytes = Zeroizing::new([0; 32]);
        rand::rngs::OsRng.fill_bytes(bytes.as_mut());
        let mut digits = Zeroizing::new(String::with_capacity(64));
        for byte in bytes.iter() {
            // A text takes whatever is written.
            let _ = write!(digits, "{byte:02x}");
        }
        self.put(name, digits.as_bytes())
    }

    /// Puts the terminal's key away that an enrolment has left at `made`, if it has.
    pub fn put_terminal_key(&self, name: &str, made: &Path) -> Result<(), SetupError> {
        let Ok(pem) = fs::read(made).map(Zeroizing::new) else { return Ok(()) };
        self.put(name, &pem)?;
        durable::remove(made).map_err(SetupError::not_stored(made))
    }

    fn put(&self, name: &str, secret: &[u8]) -> Result<(), SetupError> {
        let folder = if self.is_plain { &self.store.plain } else { &self.store.encrypted };
        durable::make_folder(folder, 0o700).map_err(SetupError::not_stored(folder))?;
        let place = folder.join(name);
        let put = |bytes: &[u8]| {
            durable::replace(&place, bytes, 0o600, None).map_err(SetupError::not_stored(&place))
        };
        if self.is_plain {
            return put(secret);
        }
        put(&self.store.seal(name, secret).map_err(|fault| not_sealed(name, fault))?)
    }
}

/// What `systemd-creds` has against it.
fn not_sealed(name: &str, fault: CredstoreError) -> SetupError {
    match fault {
        CredstoreError::Failed { cause, .. } => SetupError::NoCreds(cause),
        CredstoreError::Refused { said, .. } => {
            SetupError::CredsFailed { name: name.to_owned(), said }
        }
    }
}

#[cfg(test)]
#[path = "tests/credentials.rs"]
mod tests;
