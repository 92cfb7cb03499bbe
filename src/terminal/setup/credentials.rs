//! The two secrets of a terminal, made or put away here: encrypted for this board by `systemd-creds`,
//! or plain files of root.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rand::RngCore;
use zeroize::Zeroizing;

use super::durable;
use super::fault::SetupError;
use super::places::SetupArgs;
use crate::terminal::config::{Config, Secret};
use crate::words::plain::plain;

/// The credential's name for the database's key.
pub const DATABASE_KEY: &str = "hallgate-db";
/// The credential's name for the terminal's own key.
pub const TERMINAL_KEY: &str = "terminal-key";

/// What a database leaves beside its file, each of it worth its key.
const REMAINS: [&str; 5] = ["", "-wal", ".head", ".admitted", ".admitted.1"];

/// Where secrets are put away.
#[derive(Debug)]
pub struct CredentialStore {
    encrypted: PathBuf,
    plain: PathBuf,
    is_plain: bool,
}

impl CredentialStore {
    pub fn of(places: &SetupArgs) -> Self {
        let encrypted = places.credentials.clone();
        Self { plain: encrypted.with_extension(""), encrypted, is_plain: places.plain }
    }

    /// Whether a secret is there, in whichever form.
    pub fn has(&self, secret: &Secret) -> bool {
        match secret {
            Secret::File(path) => path.exists(),
            Secret::Credential(name) => {
                self.encrypted.join(name).exists() || self.plain.join(name).exists()
            }
        }
    }

    /// Makes the database's key where there is neither key nor database. One that is there is never
    /// replaced; a file of the site's own is the site's affair.
    pub fn make_database_key(&self, config: &Config) -> Result<(), SetupError> {
        let Secret::Credential(name) = &config.store.key else { return Ok(()) };
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
        let folder = if self.is_plain { &self.plain } else { &self.encrypted };
        durable::make_folder(folder, 0o700).map_err(SetupError::not_stored(folder))?;
        let place = folder.join(name);
        if self.is_plain {
            return durable::replace(&place, secret, 0o600, None)
                .map_err(SetupError::not_stored(&place));
        }
        let next = durable::beside(&place, ".next");
        durable::remove(&next).map_err(SetupError::not_stored(&next))?;
        encrypt(name, secret, &next)?;
        let put = File::open(&next).and_then(|file| {
            rustix::fs::fchmod(&file, 0o600.into())?;
            file.sync_all()
        });
        put.and_then(|()| durable::rename(&next, &place)).map_err(SetupError::not_stored(&place))
    }
}

/// Encrypts with this board's own key. The secret goes through a pipe: others see arguments.
fn encrypt(name: &str, secret: &[u8], to: &Path) -> Result<(), SetupError> {
    let mut command = Command::new("systemd-creds");
    command.arg("encrypt").arg(format!("--name={name}")).arg("-").arg(to);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(SetupError::NoCreds)?;
    let written = match child.stdin.take() {
        Some(mut input) => input.write_all(secret),
        None => Ok(()),
    };
    let output = child.wait_with_output().map_err(SetupError::NoCreds)?;
    if output.status.success() && written.is_ok() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default();
    let said = if said.is_empty() { output.status.to_string() } else { plain(said) };
    Err(SetupError::CredsFailed { name: name.to_owned(), said })
}

#[cfg(test)]
#[path = "tests/credentials.rs"]
mod tests;
