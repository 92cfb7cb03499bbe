//! Another key for a store: whether one opens what is there, and the store laid aside that it does not.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::aside::{lay_aside, put_back};
use super::files::{AsOwner, Files, sync_folder};
use super::open::{LOCK_PATIENCE, lock, reader};
use super::restore::REPLACED;
use super::{DatabaseKey, StoreError};

/// Whether the database at `path` is there and was made with this key, damaged or not.
pub fn opens(path: &Path, key: &DatabaseKey) -> Result<bool, StoreError> {
    match reader(path, key) {
        Ok(_) => Ok(true),
        Err(StoreError::OlderSchema { .. } | StoreError::NewerSchema { .. }) => Ok(true),
        Err(fault) if fault.is_damage() => Ok(true),
        Err(
            StoreError::WrongKey(_)
            | StoreError::Missing(_)
            | StoreError::NotADatabase(_)
            | StoreError::LeftOver { .. },
        ) => Ok(false),
        Err(fault) => Err(fault),
    }
}

/// Lays the whole store aside, with its second journal, as its key is to be another one, which `put`
/// stores; where that fails all is as it was. The terminal has to be stopped. Tells where the database
/// is kept.
pub fn lay_aside_for_key<E: From<StoreError>>(
    path: &Path,
    put: impl FnOnce() -> Result<(), E>,
) -> Result<PathBuf, E> {
    let files = Files::of(path);
    let failed = |cause| StoreError::Unreachable { path: path.to_owned(), cause };
    let owner = AsOwner::of_folder(path).map_err(failed)?;
    files.refuse_odd()?;
    let _held = lock(&files, LOCK_PATIENCE)?;
    let aside = lay_aside(&files, REPLACED, Timestamp::now())?;
    let journals = move_journal(&files, &Files::of(&aside)).map_err(failed);
    drop(owner);
    let done = journals.map_err(E::from).and_then(|()| put());
    if done.is_err() {
        let _owner = AsOwner::of_folder(path).map_err(failed)?;
        let _ = move_journal(&Files::of(&aside), &files); // what was not moved is in its place
        put_back(&files, &aside);
    }
    done.map(|()| aside)
}

fn move_journal(from: &Files, to: &Files) -> std::io::Result<()> {
    let pairs =
        [(from.admissions_before(), to.admissions_before()), (from.admissions(), to.admissions())];
    for (from, to) in pairs {
        match std::fs::rename(from, to) {
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {}
            renamed => renamed?,
        }
    }
    sync_folder(from.folder())
}
