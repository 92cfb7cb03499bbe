//! By what a copy that is not the newest is known.

use super::backups::log;
use super::*;
use crate::terminal::store::files::Files;

#[test]
fn what_is_lost_already_keeps_no_backup_out_and_the_file_beside_goes_on_telling() {
    let site = Site::with(3);
    let older = site.folder.path().join("older");
    backup(&site.path(), &key(), &older).unwrap();
    site.admit(4, DAY);
    site.admit(5, DAY);
    log(&site.store);
    let to = site.folder.path().join("backup.db");
    backup(&site.path(), &key(), &to).unwrap();
    log(&site.store);
    site.store.keep_log_head().unwrap();
    let (folder, path) = site.close();
    // Somebody puts an older copy in its place; the journal is gone, too.
    let files = Files::of(&path);
    for gone in [files.wal(), files.index(), files.admissions()] {
        let _ = std::fs::remove_file(gone); // where there is one
    }
    std::fs::copy(&older, &path).unwrap();
    let done = restore(&path, &key(), &to).unwrap();
    assert_eq!((done.missing, done.held.newest), (0, 5));
    assert!(done.entries > 0, "what even the backup lacks");

    // And over a start with the older copy the file tells of what comes after it.
    std::fs::copy(&older, &path).unwrap();
    for gone in [files.wal(), files.index(), files.admissions()] {
        let _ = std::fs::remove_file(gone);
    }
    let store = Store::open(&path, &key()).unwrap();
    let _ = store.keep_log_head(); // the log was cut
    let seq = store.admit(&admission(9, DAY)).unwrap();
    assert!(seq.0 > 5, "{seq}: no number twice");
    let _ = store.keep_log_head();
    drop(store);
    std::fs::copy(&older, &path).unwrap();
    for gone in [files.wal(), files.index(), files.admissions()] {
        let _ = std::fs::remove_file(gone);
    }
    let store = Store::open(&path, &key()).unwrap();
    let incidents = store.incidents().unwrap();
    assert!(incidents.iter().any(|incident| incident.kind == IncidentKind::Lost), "{incidents:?}");
    assert!(store.admit(&admission(10, DAY)).unwrap() > seq, "no number twice");
    drop((store, folder));
}

#[test]
fn an_older_copy_is_known_before_anybody_starts_with_it() {
    let site = Site::with(3);
    let older = site.folder.path().join("older");
    backup(&site.path(), &key(), &older).unwrap();
    site.admit(4, DAY);
    site.admit(5, DAY);
    site.store.keep_log_head().unwrap();
    let (_folder, path) = site.close();
    let lacking = || StoreReader::open(&path, &key()).unwrap().lacking(&path, &key()).unwrap();
    assert_eq!(lacking(), None);
    for gone in [Files::of(&path).wal(), Files::of(&path).index()] {
        let _ = std::fs::remove_file(gone); // where there is one
    }
    std::fs::copy(&older, &path).unwrap();
    assert_eq!(lacking(), Some(Lacking { records: 2, pending: 2 }));
    // By either of the two.
    std::fs::remove_file(Files::of(&path).admissions()).unwrap();
    assert_eq!(lacking(), Some(Lacking { records: 2, pending: 2 }));
    drop(Store::open(&path, &key()).unwrap());
    assert_eq!(lacking(), None, "told by an incident from here on");
}
