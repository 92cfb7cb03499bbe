//! What lies in the place of a store before it is opened, told without touching anything: a database
//! of ours, nothing at all, what is left of one, a damaged one, something else.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Read};
use std::path::Path;

use super::aside::{all_aside, is_awaited};
use super::files::{Files, open_file, size};
use super::head::{HeadFile, OutsideHead};
use super::page::{PAGE, is_ours};
use super::{DatabaseKey, StoreError};

/// What lies there.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Condition {
    /// Nothing of a store: one may be made.
    Nothing,
    /// A database that looks like one.
    Database,
    /// A database of ours that does not open by its first page, or whose change for another one was
    /// cut off.
    Damaged,
}

/// Tells what lies there; what is left of a store without its database, and what is none of ours, is
/// an error that names it.
pub(super) fn judge(files: &Files, key: &DatabaseKey) -> Result<Condition, StoreError> {
    files.refuse_odd()?;
    let path = files.database();
    if size(path) == 0 {
        if is_awaited(files) {
            return Ok(Condition::Damaged);
        }
        return match left_over(files) {
            Some(left) => Err(StoreError::LeftOver { path: path.to_owned(), left }),
            None => Ok(Condition::Nothing),
        };
    }
    if looks_like_a_database(path)? {
        return Ok(Condition::Database);
    }
    if is_damaged(files, key) {
        return Ok(Condition::Damaged);
    }
    Err(StoreError::NotADatabase(path.to_owned()))
}

/// Whether a database that does not open with this key was made with it: then it is damaged.
pub(super) fn is_damaged(files: &Files, key: &DatabaseKey) -> bool {
    let stored = HeadFile::beside(files).read(&key.chain());
    let salt = match stored {
        Ok(OutsideHead::Head(head)) => head.salt,
        _ => None,
    };
    is_ours(files.database(), key, salt).unwrap_or(false)
}

/// A file that shows that a store was here once.
fn left_over(files: &Files) -> Option<std::path::PathBuf> {
    let wal = Some(files.wal()).filter(|wal| size(wal) > 0);
    let others = [files.head(), files.admissions(), files.admissions_before(), files.reserve()];
    let others = others.into_iter().filter(|path| path.exists());
    wal.into_iter().chain(others).chain(all_aside(files)).next()
}

/// An encrypted database looks like noise. What does not is some other file: with SQLCipher alone
/// that could not be told from a wrong key.
pub(super) fn looks_like_a_database(path: &Path) -> Result<bool, StoreError> {
    let unreachable = |cause| StoreError::Unreachable { path: path.to_owned(), cause };
    let mut file = open_file(path, OpenOptions::new().read(true)).map_err(unreachable)?;
    let mut page = vec![0; PAGE];
    match file.read_exact(&mut page) {
        Ok(()) => Ok(looks_like_noise(&page)),
        Err(cause) if cause.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(cause) => Err(unreachable(cause)),
    }
}

/// In 4096 random bytes hardly one of the 256 values is missing; text and programs lack many.
fn looks_like_noise(page: &[u8]) -> bool {
    let mut seen = [false; 256];
    for byte in page {
        seen[usize::from(*byte)] = true;
    }
    seen.iter().filter(|seen| **seen).count() > 240
}
