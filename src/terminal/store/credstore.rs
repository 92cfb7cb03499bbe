//! systemd's credentials where no service runs that has them: the files that its unit names, which
//! root alone can read. An encrypted one opens on the board that encrypted it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use zeroize::Zeroizing;

use super::private::replace_private;
use crate::terminal::config::{Secret, SecretError};
use crate::words::codes::{FaultCode, store};
use crate::words::errors;
use crate::words::plain::plain;
use crate::words::{Language, Message, display_in_english, system};

const PROGRAM: &str = "systemd-creds";

/// The folders that systemd looks into.
#[derive(Debug, Clone)]
pub struct Credstore {
    pub encrypted: PathBuf,
    /// Files of root, as on a board without `systemd-creds`.
    pub plain: PathBuf,
}

/// Why a credential is not to be had, or not kept.
#[derive(Debug, thiserror::Error)]
pub enum CredstoreError {
    /// `systemd-creds` does not do it, and says why.
    Refused { path: PathBuf, said: String },
    /// A file, or the program itself.
    Failed { path: PathBuf, cause: io::Error },
}

display_in_english!(CredstoreError);

impl Message for CredstoreError {
    fn code(&self) -> FaultCode {
        store::CREDENTIAL
    }

    fn message(&self, language: Language) -> String {
        match self {
            Self::Refused { path, said } => {
                errors::CredentialRefused { path: path.display(), said }.text(language)
            }
            Self::Failed { path, cause } => {
                let (path, cause) = (path.display(), system::io(cause, language));
                errors::CredentialFailed { path, cause }.text(language)
            }
        }
    }
}

/// What a secret holds, where others may not read it. A command that systemd passes no credentials
/// opens the service's own, as far as it may.
pub fn open_secret<E>(secret: &Secret) -> Result<Zeroizing<Vec<u8>>, E>
where
    E: From<SecretError> + From<CredstoreError>,
{
    match secret.read_private() {
        Err(SecretError::NoCredentials(name)) => match Credstore::default().read(&name)? {
            Some(bytes) => Ok(bytes),
            None => Err(SecretError::NoCredentials(name).into()),
        },
        bytes => Ok(bytes?),
    }
}

impl Default for Credstore {
    fn default() -> Self {
        Self { encrypted: "/etc/credstore.encrypted".into(), plain: "/etc/credstore".into() }
    }
}

impl Credstore {
    /// What is kept under the name; none where nothing is, or where only root could tell.
    pub fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, CredstoreError> {
        let encrypted = self.encrypted.join(name);
        if encrypted.exists() {
            return decrypt(name, &encrypted).map(Some);
        }
        let plain = self.plain.join(name);
        match std::fs::read(&plain) {
            Ok(bytes) => Ok(Some(Zeroizing::new(bytes))),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(CredstoreError::Failed { path: plain, cause }),
        }
    }

    /// Where a credential of this name is kept, or would be: encrypted, unless a plain one is there.
    pub fn place(&self, name: &str) -> PathBuf {
        let (encrypted, plain) = (self.encrypted.join(name), self.plain.join(name));
        if plain.exists() && !encrypted.exists() { plain } else { encrypted }
    }

    /// Encrypts it for this board and this name, for the file in [`Self::encrypted`].
    pub fn seal(&self, name: &str, secret: &[u8]) -> Result<Vec<u8>, CredstoreError> {
        encrypt(name, secret, &self.encrypted.join(name))
    }

    /// Keeps it at its [`Self::place`], whole or not at all.
    pub fn write(&self, name: &str, secret: &[u8]) -> Result<(), CredstoreError> {
        let place = self.place(name);
        let failed = |cause| CredstoreError::Failed { path: place.clone(), cause };
        if place.starts_with(&self.encrypted) {
            std::fs::create_dir_all(&self.encrypted).map_err(failed)?;
            let sealed = self.seal(name, secret)?;
            return replace_private(&place, &sealed).map_err(failed);
        }
        replace_private(&place, secret).map_err(failed)
    }
}

fn decrypt(name: &str, path: &Path) -> Result<Zeroizing<Vec<u8>>, CredstoreError> {
    let mut command = Command::new(PROGRAM);
    command.arg("decrypt").arg(format!("--name={name}")).arg(path).arg("-");
    done(command.stdin(Stdio::null()).output(), path).map(Zeroizing::new)
}

/// The secret goes through a pipe: others see arguments.
fn encrypt(name: &str, secret: &[u8], path: &Path) -> Result<Vec<u8>, CredstoreError> {
    let run = || {
        let mut child = Command::new(PROGRAM)
            .arg("encrypt")
            .arg(format!("--name={name}"))
            .args(["-", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let written = match child.stdin.take() {
            Some(mut input) => input.write_all(secret),
            None => Ok(()),
        };
        let output = child.wait_with_output()?;
        // One that ends before it has read all says why.
        if output.status.success() { written.map(|()| output) } else { Ok(output) }
    };
    done(run(), path)
}

fn done(output: io::Result<Output>, path: &Path) -> Result<Vec<u8>, CredstoreError> {
    let path = path.to_owned();
    match output {
        Ok(output) if output.status.success() => Ok(output.stdout),
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            let said = said.lines().rfind(|line| !line.trim().is_empty()).map(plain);
            let said = said.unwrap_or_else(|| output.status.to_string());
            Err(CredstoreError::Refused { path, said })
        }
        Err(cause) => Err(CredstoreError::Failed { path, cause }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credstore(folder: &Path) -> Credstore {
        Credstore { encrypted: folder.join("encrypted"), plain: folder.join("plain") }
    }

    /// Needs root, whose key of the board it takes.
    #[test]
    fn an_encrypted_credential_comes_back_by_its_own_name_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = credstore(folder.path());
        assert!(store.read("hallgate-db").unwrap().is_none());
        if !rustix::process::geteuid().is_root() || Command::new(PROGRAM).output().is_err() {
            eprintln!("SKIPPED: not root, or no {PROGRAM}");
            return;
        }
        store.write("hallgate-db", b"secret").unwrap();
        let place = store.place("hallgate-db");
        assert_eq!(place, folder.path().join("encrypted/hallgate-db"));
        let kept = std::fs::read(&place).unwrap();
        assert!(!kept.windows(6).any(|part| part == b"secret"));
        assert_eq!(**store.read("hallgate-db").unwrap().unwrap(), *b"secret");
        std::fs::rename(&place, store.place("other")).unwrap();
        let fault = store.read("other").unwrap_err();
        assert!(matches!(&fault, CredstoreError::Refused { said, .. } if !said.is_empty()));
        std::fs::write(store.place("other"), "torn").unwrap();
        assert!(store.read("other").is_err());
        let fault = store.seal("no/name", b"secret").unwrap_err();
        let CredstoreError::Refused { said, .. } = &fault else { panic!("{fault:?}") };
        assert!(!said.is_empty() && !said.contains(['\n', '\x1b']), "{said:?}");
    }

    #[test]
    fn a_plain_credential_stays_plain() {
        let folder = tempfile::tempdir().unwrap();
        let store = credstore(folder.path());
        std::fs::create_dir(&store.plain).unwrap();
        std::fs::write(store.plain.join("hallgate-db"), "old").unwrap();
        store.write("hallgate-db", b"secret").unwrap();
        assert_eq!(std::fs::read(store.plain.join("hallgate-db")).unwrap(), b"secret");
        assert_eq!(**store.read("hallgate-db").unwrap().unwrap(), *b"secret");
        assert!(!store.encrypted.exists());
    }
}
