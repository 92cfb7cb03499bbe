//! Where the key is kept: a file, or a credential of systemd. One that is replaced is kept beside it.

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::KeySheetError;
use crate::terminal::config::Secret;
use crate::terminal::files::{AsOwner, replace_private};
use crate::terminal::store::{Credstore, DatabaseKey, DatabaseKeyError};

/// As the configuration has it.
pub(super) enum KeyPlace<'a> {
    File(&'a Path),
    Credential(&'a str, Credstore),
}

impl<'a> KeyPlace<'a> {
    pub fn of(secret: &'a Secret) -> Self {
        match secret {
            Secret::File(path) => Self::File(path),
            Secret::Credential(name) => Self::Credential(name, Credstore::default()),
        }
    }

    pub fn path(&self) -> PathBuf {
        match self {
            Self::File(path) => path.to_path_buf(),
            Self::Credential(name, store) => store.place(name),
        }
    }

    /// Stores the key, whole or not at all.
    pub fn put(&self, key: &DatabaseKey) -> Result<(), KeySheetError> {
        let path = self.path();
        let failed = |cause| KeySheetError::NotStored { path: path.clone(), cause };
        keep(&path).map_err(failed)?;
        match self {
            Self::File(path) => replace_private(path, key.to_hex().as_bytes()).map_err(failed),
            Self::Credential(name, store) => store
                .write(name, key.to_hex().as_bytes())
                .map_err(|fault| KeySheetError::Key(DatabaseKeyError::Credstore(fault))),
        }
    }
}

/// What is there keeps a name of its own, as a database elsewhere may be under it.
fn keep(path: &Path) -> io::Result<()> {
    let _owner = AsOwner::on_the_way(path)?;
    let mut name = path.as_os_str().to_owned();
    name.push(Timestamp::now().strftime(".replaced-%Y%m%dT%H%M%SZ").to_string());
    match std::fs::hard_link(path, PathBuf::from(name)) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(()),
        // At once again: it is kept by then.
        Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        kept => kept,
    }
}
