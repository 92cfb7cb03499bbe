//! The database and the room on its disk.

use std::path::Path;

use jiff::Timestamp;
use rustix::fs::Access;

use super::bilingual::bilingual;
use super::{Finding, may_fill};
use crate::terminal::config::StoreConfig;
use crate::terminal::store::{
    DISK_LOW, DatabaseKey, DatabaseKeyError, LATE_AFTER_MIN, StoreError, StoreReader, free_bytes,
};
use crate::words::Bilingual;
use crate::words::codes::store as codes;
use crate::words::size;

/// Why the database can't be looked into.
#[derive(Debug)]
pub(super) enum Closed {
    Key(DatabaseKeyError),
    Store(StoreError),
}

/// Opens the database to read, beside the terminal that may run.
pub(super) fn open(config: &StoreConfig) -> Result<StoreReader, Closed> {
    let key = DatabaseKey::load(&config.key).map_err(Closed::Key)?;
    StoreReader::open(&config.path, &key).map_err(Closed::Store)
}

pub(super) fn check(
    config: &StoreConfig,
    database: Result<StoreReader, Closed>,
    now: Timestamp,
) -> Finding {
    let found = match database {
        Ok(reader) => holdings(config, &reader, now),
        Err(Closed::Store(StoreError::Missing(path))) => Ok(missing(&path)),
        Err(Closed::Store(fault @ (StoreError::InUse(_) | StoreError::OlderSchema { .. }))) => {
            Ok(Finding::note(message(&fault)))
        }
        Err(Closed::Store(fault @ StoreError::Unreachable { .. })) => {
            Ok(Finding::fault(bilingual!(DatabaseUnreachable { fault: message(&fault) })))
        }
        Err(Closed::Store(fault)) => Ok(Finding::fault(message(&fault))),
        Err(Closed::Key(fault)) => {
            let fault = Bilingual::of(&fault);
            Ok(Finding::fault(bilingual!(Faulty { subject: "store.key", fault })))
        }
    };
    let found = found.unwrap_or_else(|fault: StoreError| Finding::fault(message(&fault)));
    Finding::gravest([Some(found), room(&config.path)].into_iter().flatten().collect())
}

fn message(fault: &StoreError) -> Bilingual {
    Bilingual::of(fault)
}

fn missing(path: &Path) -> Finding {
    let folder = path.parent().unwrap_or(path);
    match may_fill(folder) {
        Ok(()) => Finding::note(bilingual!(DatabaseNotYet { path: path.display() })),
        Err(cause) => {
            let cause = Bilingual::system(cause);
            let closed = bilingual!(DatabaseFolder { folder: folder.display(), cause });
            Finding::fault(closed.coded(codes::UNREACHABLE))
        }
    }
}

fn holdings(
    config: &StoreConfig,
    reader: &StoreReader,
    now: Timestamp,
) -> Result<Finding, StoreError> {
    let path = config.path.as_path();
    let shown = path.display();
    let folder = path.parent().unwrap_or(Path::new("."));
    if let Err(cause) = rustix::fs::access(path, Access::WRITE_OK).and_then(|()| may_fill(folder)) {
        let locked = bilingual!(DatabaseLocked { path: shown, cause: Bilingual::system(cause) });
        return Ok(Finding::fault(locked.coded(codes::UNREACHABLE)));
    }
    let (held, pending, oldest) = (reader.holdings()?, reader.pending()?, reader.oldest_pending()?);
    if let Some(bad) = Some(reader.damaged_pages()?).filter(|bad| *bad > 0) {
        return Ok(Finding::fault(
            bilingual!(DatabasePages { path: shown, pages: bad }).coded(codes::DAMAGED),
        ));
    }
    // The key was good a moment ago.
    if let Ok(key) = DatabaseKey::load(&config.key)
        && let Some(lacking) = reader.lacking(path, &key)?
    {
        let found = bilingual!(DatabaseLacks {
            path: shown,
            records: lacking.records,
            pending: lacking.pending
        });
        return Ok(Finding::fault(found));
    }
    let incidents = reader.incidents()?;
    if !incidents.is_empty() {
        let found = Bilingual::by(move |language| {
            let found = incidents.iter().map(|incident| incident.message(language));
            found.collect::<Vec<_>>().join("; ")
        });
        return Ok(Finding::fault(bilingual!(DatabaseIncidents { incidents: found })));
    }
    let sentence = bilingual!(DatabaseOpens {
        path: shown,
        schema: held.schema,
        records: held.records,
        pending
    });
    let late = oldest.is_some_and(|at| now.duration_since(at).as_mins() > LATE_AFTER_MIN as i64);
    Ok(if late {
        Finding::note(bilingual!(UploadLate { database: sentence }))
    } else {
        Finding::fine(match free_bytes(path) {
            Some(free) => bilingual!(Free { database: sentence, free: size(free) }),
            None => sentence,
        })
    })
}

fn room(path: &Path) -> Option<Finding> {
    let free = free_bytes(path).filter(|free| *free < DISK_LOW)?;
    let low = bilingual!(DiskLow { free: size(free), path: path.display() });
    Some(Finding::fault(low.coded(codes::DISK_LOW)))
}
