//! What a restore is made from: a backup in one file, or the database as a terminal left it, such as
//! on the card of a board that died, with its write-ahead log and its second journal beside it.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::connect::connect;
use super::files::{Files, make_file, open_file, size, sync_folder};
use super::journal::Journal;
use super::{DatabaseKey, StoreError};

/// The files, open: they are read once, and never by their names again.
pub(super) struct RestoreSource {
    /// Of the database in it.
    path: PathBuf,
    database: File,
    wal: Option<File>,
    /// The second journal's, older and newer.
    journal: [Option<File>; 2],
}

impl RestoreSource {
    /// Opens a backup, a database, or the folder in which a database has the name `name`.
    pub fn open(from: &Path, name: &Path) -> io::Result<Self> {
        let path = match (from.is_dir(), name.file_name()) {
            (true, Some(name)) => from.join(name),
            _ => from.to_owned(),
        };
        let files = Files::of(&path);
        Ok(Self {
            database: open(&path)?,
            wal: if_there(&files.wal())?,
            journal: [if_there(&files.admissions_before())?, if_there(&files.admissions())?],
            path,
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Copies database and write-ahead log.
    pub fn copy_to(&mut self, part: &Files) -> io::Result<()> {
        copy(&mut self.database, part.database())?;
        match &mut self.wal {
            Some(wal) => copy(wal, &part.wal()),
            None => Ok(()),
        }
    }

    /// Copies the second journal beside the database at `files`, where there is none that this key
    /// reads: that one is this terminal's own, and tells more.
    pub fn copy_journal(&mut self, files: &Files, key: &DatabaseKey) -> io::Result<()> {
        if Journal::read(files, key).is_ok_and(|lines| !lines.is_empty()) {
            return Ok(());
        }
        let places = [files.admissions_before(), files.admissions()];
        for (journal, place) in self.journal.iter_mut().zip(places) {
            if let Some(journal) = journal {
                match std::fs::remove_file(&place) {
                    Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(cause),
                    _ => copy(journal, &place)?,
                }
            }
        }
        sync_folder(files.folder())
    }
}

/// Merges the write-ahead log of a copy into its file, which then stands alone.
pub(super) fn merge(part: &Files, key: &DatabaseKey) -> Result<(), StoreError> {
    if size(&part.wal()) == 0 {
        return Ok(());
    }
    let db = connect(part, key)?;
    db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    drop(db);
    match size(&part.wal()) {
        0 => Ok(()),
        _ => Err(StoreError::Damaged(part.database().to_owned())),
    }
}

fn open(path: &Path) -> io::Result<File> {
    open_file(path, OpenOptions::new().read(true))
}

fn if_there(path: &Path) -> io::Result<Option<File>> {
    match open(path) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        opened => opened.map(Some),
    }
}

fn copy(from: &mut File, to: &Path) -> io::Result<()> {
    let mut file = make_file(to)?;
    io::copy(from, &mut file)?;
    file.sync_all()
}
