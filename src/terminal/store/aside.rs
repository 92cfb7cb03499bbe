//! A database under another name, and another one in its place. The other one is made whole beside it
//! first, so that a fault or a kill at any moment leaves a database that the next start opens.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::StoreError;
use super::files::{Files, size, sync_folder};

/// What stands between the database's name and the time in the name of one that was set aside.
pub(super) const ASIDE: &str = ".damaged-";

/// The database that is being made.
const BEGUN: &str = ".begun";

/// The database that is whole, and waits for its place.
const READY: &str = ".ready";

/// Where the other database is made; what an earlier try has left there is gone.
pub(super) fn place_to_begin(files: &Files) -> Files {
    forget_begun(files);
    Files::of(&files.beside(BEGUN))
}

/// Nobody needs it any more.
pub(super) fn forget_begun(files: &Files) {
    for mark in [BEGUN, READY] {
        let begun = Files::of(&files.beside(mark));
        for path in [begun.database().to_owned(), begun.wal(), begun.index(), begun.head()] {
            let _ = std::fs::remove_file(path); // most often there is none
        }
    }
}

/// Whether the database's place is free for another one that is whole: a change of the two was cut off.
pub(super) fn is_awaited(files: &Files) -> bool {
    !files.database().exists() && size(&files.beside(READY)) > 0
}

/// Puts the database that was begun, and is closed, into the place of the other, which is kept as `aside`.
pub(super) fn swap(files: &Files, aside: &Path) -> Result<(), StoreError> {
    let unreachable = |cause| StoreError::Unreachable { path: files.database().to_owned(), cause };
    let (begun, ready) = (Files::of(&files.beside(BEGUN)), Files::of(&files.beside(READY)));
    if size(&begun.wal()) > 0 {
        // Not all of it is in the file.
        return Err(unreachable(std::io::ErrorKind::Interrupted.into()));
    }
    rename(&begun.head(), &ready.head()).map_err(unreachable)?;
    std::fs::rename(begun.database(), ready.database()).map_err(unreachable)?;
    move_aside(files, aside)?;
    finish(files).inspect_err(|_| put_back(files, aside))
}

/// Goes on with a change that was cut off, and tells where the other database is kept.
pub(super) fn go_on(files: &Files) -> Result<PathBuf, StoreError> {
    let unreachable = |cause| StoreError::Unreachable { path: files.database().to_owned(), cause };
    let aside = all_aside(files).into_iter().next();
    let aside = aside.ok_or(std::io::ErrorKind::NotFound.into()).map_err(unreachable)?;
    move_aside(files, &aside)?;
    finish(files)?;
    Ok(aside)
}

fn finish(files: &Files) -> Result<(), StoreError> {
    let unreachable = |cause| StoreError::Unreachable { path: files.database().to_owned(), cause };
    let ready = Files::of(&files.beside(READY));
    std::fs::rename(ready.database(), files.database()).map_err(unreachable)?;
    // From here on it is the database. Without its head it only says so in the log.
    let rest = rename(&ready.head(), &files.head()).and_then(|()| sync_folder(files.folder()));
    if let Err(fault) = rest {
        log::warn!(
            "the database was changed, and its folder is not known to be on the disk: {fault}"
        );
    }
    let _ = std::fs::remove_file(files.suspicion());
    Ok(())
}

/// Renames the database and all that belongs to it alone; the second journal stays. After an error all
/// of it is where it was.
pub(super) fn lay_aside(files: &Files, mark: &str, now: Timestamp) -> Result<PathBuf, StoreError> {
    let aside = free_name(files, mark, now)?;
    move_aside(files, &aside)?;
    Ok(aside)
}

/// A name that no database was given yet.
pub(super) fn free_name(files: &Files, mark: &str, now: Timestamp) -> Result<PathBuf, StoreError> {
    let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut names = (0..1000).map(|count| match count {
        0 => files.beside(&format!("{mark}{stamp}")),
        more => files.beside(&format!("{mark}{stamp}-{more}")),
    });
    let taken = std::io::ErrorKind::AlreadyExists.into();
    let path = files.database().to_owned();
    names.find(|name| !name.exists()).ok_or(StoreError::Unreachable { path, cause: taken })
}

fn move_aside(files: &Files, aside: &Path) -> Result<(), StoreError> {
    let moved = pairs(files, aside)
        .iter()
        .try_for_each(|(from, to)| rename(from, to))
        .and_then(|()| sync_folder(files.folder()));
    if let Err(cause) = moved {
        put_back(files, aside);
        return Err(StoreError::Unreachable { path: files.database().to_owned(), cause });
    }
    let _ = std::fs::remove_file(files.index());
    Ok(())
}

/// What was laid aside is in its place again, as far as the disk lets it.
pub(super) fn put_back(files: &Files, aside: &Path) {
    for (place, aside) in pairs(files, aside).iter().rev() {
        if !place.exists()
            && let Err(fault) = rename(aside, place)
        {
            log::error!(
                "{} could not be named {} again: {fault}",
                aside.display(),
                place.display()
            );
        }
    }
}

fn pairs(files: &Files, aside: &Path) -> [(PathBuf, PathBuf); 3] {
    let aside = Files::of(aside);
    [
        (files.database().to_owned(), aside.database().to_owned()),
        (files.wal(), aside.wal()),
        (files.head(), aside.head()),
    ]
}

/// What is not there needs no other name.
fn rename(from: &Path, to: &Path) -> std::io::Result<()> {
    match std::fs::rename(from, to) {
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(()),
        renamed => renamed,
    }
}

/// The databases that were set aside, the newest first.
pub(super) fn all_aside(files: &Files) -> Vec<PathBuf> {
    let start = format!("{}{ASIDE}", name(files.database()));
    let found = std::fs::read_dir(files.folder()).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = found
        .map(|entry| entry.path())
        .filter(|path| {
            let name = name(path);
            name.starts_with(&start)
                && !name.ends_with("-wal")
                && !name.ends_with("-shm")
                && !name.ends_with(".head")
        })
        .collect();
    found.sort();
    found.reverse();
    found
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
