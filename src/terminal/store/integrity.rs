//! Whether a database reads: in short at each opening, in whole for the installer's check, a rescue,
//! and where it is suspected.

use std::path::Path;

use rusqlite::Connection;

use super::files::{AsOwner, Files, make_file};
use super::{Store, StoreError, StoreReader};

/// Tables without which no verdict can be given and nothing be uploaded. Of the records, the newest.
const NEEDED: [&str; 5] = [
    "SELECT count(*), max(der) FROM public_keys",
    "SELECT count(*), max(uploaded_through) FROM upload_state",
    "SELECT count(*), max(hash) FROM operators",
    "SELECT count(*), max(value) FROM settings",
    "SELECT count(*), max(ticket_info_code) FROM (SELECT * FROM records ORDER BY seq DESC LIMIT 1000)",
];

/// Reads what the door needs; all of it where the database is suspected. What does not read is an
/// error.
pub(super) fn prove(db: &Connection, files: &Files) -> Result<(), StoreError> {
    for sql in NEEDED {
        db.query_row(sql, [], |_| Ok(()))?;
    }
    if !files.suspicion().exists() {
        return Ok(());
    }
    let bad = damaged_pages(db)?;
    if bad > 0 {
        return Err(StoreError::Damaged(files.database().to_owned()));
    }
    let _ = std::fs::remove_file(files.suspicion());
    Ok(())
}

/// How many pages do not carry their MAC, or, where all do, how many faults of structure there are.
fn damaged_pages(db: &Connection) -> Result<u64, StoreError> {
    let count = |sql: &str| -> Result<u64, StoreError> {
        let mut get = db.prepare(sql)?;
        let mut rows = get.query([])?;
        let mut lines = 0;
        while let Some(row) = rows.next()? {
            lines += u64::from(row.get_ref(0)?.as_str().is_ok_and(|line| line != "ok"));
        }
        Ok(lines)
    };
    match count("PRAGMA cipher_integrity_check")? {
        0 => count("PRAGMA quick_check"),
        bad => Ok(bad),
    }
}

impl StoreReader {
    /// How many pages of the database are damaged. Reads all of it, so it is not for the loop; what
    /// waits in the write-ahead log is read too.
    pub fn damaged_pages(&self) -> Result<u64, StoreError> {
        damaged_pages(&self.db)
    }
}

impl Store {
    /// The next start looks at the whole database before it is trusted.
    pub fn suspect(&self) {
        suspect(&self.files);
    }

    /// The same of a database that is not open.
    pub fn suspect_at(path: &Path) {
        suspect(&Files::of(path));
    }
}

fn suspect(files: &Files) {
    let path = files.suspicion();
    let made = AsOwner::of_folder(&path).and_then(|_owner| make_file(&path));
    if let Err(fault) = made
        && fault.kind() != std::io::ErrorKind::AlreadyExists
    {
        log::error!("that the database is suspected could not be kept: {fault}");
    }
}
