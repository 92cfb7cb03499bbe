//! What befalls a store that is open: pages that go bad under it, a disk that takes nothing for a
//! while. The loop's part is played as `terminal::ledger` and `terminal::upkeep` have it.

use std::os::unix::fs::FileExt;

use super::*;
use crate::terminal::store::page::PAGE;

/// Whether a ticket is admitted; what the store meets is told to it, as the loop does.
fn shown(store: &Store, number: u32) -> Option<bool> {
    let wanted = admission(number, DAY);
    let ticket = &wanted.ticket;
    match store.recall(ticket.film_ticket_code, ticket.screen_code, ticket.show_time) {
        Ok(known) if known.earlier.is_some() => return Some(false),
        Ok(_) => {}
        Err(fault) => {
            store.note_fault(&fault);
            return None;
        }
    }
    match store.admit(&wanted) {
        Ok(_) => Some(true),
        Err(CommitError::AlreadyAdmitted) => Some(false),
        Err(CommitError::Store(fault)) => {
            store.note_fault(&fault);
            None
        }
    }
}

/// The same, shown again and again while the store is mended between two tickets.
fn shown_until_decided(store: &mut Store, number: u32, row: &str) -> bool {
    for _ in 0..4 {
        if let Some(admitted) = shown(store, number) {
            return admitted;
        }
        if !store.works() {
            store.recover().unwrap_or_else(|fault| panic!("{row}: {fault}"));
        }
    }
    panic!("{row}: ticket {number} finds no verdict");
}

#[test]
fn a_page_that_goes_bad_while_the_terminal_runs_closes_the_door_for_a_moment_only() {
    let site = Site::with(6);
    let (whole, path) = site.close();
    let pages = std::fs::metadata(&path).unwrap().len() / PAGE as u64;
    assert!(pages > 20);
    let mut aside = 0;
    for page in 0..pages {
        let row = format!("page {}", page + 1);
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in contents(whole.path()) {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let path = folder.path().join("hallgate.db");
        let mut store = Store::open(&path, &key()).unwrap();
        let file = std::fs::OpenOptions::new().read(true).write(true).open(&path).unwrap();
        let mut byte = [0];
        let at = page * PAGE as u64 + 1234;
        file.read_exact_at(&mut byte, at).unwrap();
        file.write_all_at(&[byte[0] ^ 1], at).unwrap();
        store.db.release_memory().unwrap();
        for number in 1..=6 {
            let again = shown_until_decided(&mut store, number, &row);
            assert!(!again, "{row}: {number} is admitted again");
        }
        assert!(shown_until_decided(&mut store, 7, &row), "{row}");
        assert!(!shown_until_decided(&mut store, 7, &row), "{row}");
        // A quiet hour finds what no visitor met.
        let bad = store.reader().and_then(|reader| reader.damaged_pages());
        if bad.as_ref().map_or(true, |bad| *bad > 0) {
            store.is_damaged();
            assert!(!store.works());
            assert!(store.recover().unwrap(), "{row}");
        }
        assert_eq!(store.reader().unwrap().damaged_pages().unwrap(), 0, "{row}");
        assert_eq!(store.records_held().unwrap(), 7, "{row}");
        // A number that was given out in vain is not given out again.
        let waits = waiting(&store);
        assert!(waits.starts_with(&[1, 2, 3, 4, 5, 6]) && waits.len() == 7, "{row}: {waits:?}");
        let incidents = store.incidents().unwrap();
        assert!(
            incidents.iter().all(|incident| incident.kind != IncidentKind::Lost),
            "{row}: {incidents:?}"
        );
        let kept = std::fs::read_dir(folder.path()).unwrap();
        let kept = kept.filter(|entry| {
            entry.as_ref().unwrap().file_name().to_string_lossy().contains(".damaged-")
        });
        aside += usize::from(kept.count() > 0);
    }
    // A page without a use of its own, or one that was written over, may be whole again.
    assert!(aside > pages as usize / 2, "{aside} of {pages} were set aside");
}

#[test]
fn a_store_that_could_only_be_read_at_its_start_is_written_once_the_disk_takes_it() {
    let site = Site::with(3);
    let (folder, path) = site.close();
    let sealed = |mode| {
        use std::os::unix::fs::PermissionsExt;
        for (name, _) in contents(folder.path()) {
            let file = folder.path().join(name);
            std::fs::set_permissions(file, PermissionsExt::from_mode(mode)).unwrap();
        }
    };
    if rustix::process::geteuid().is_root() {
        return; // root writes whatever the mode says; the proof by a disk that is full covers it
    }
    sealed(0o400);
    let mut store = Store::open(&path, &key()).unwrap();
    assert!(!store.works());
    assert_eq!(shown(&store, 1), Some(false));
    assert_eq!(shown(&store, 4), None);
    assert!(store.recover().is_err());
    sealed(0o600);
    assert!(store.recover().unwrap());
    assert!(store.works());
    assert_eq!(shown(&store, 4), Some(true));
    assert_eq!(waiting(&store.reader().unwrap()), [1, 2, 3, 4]);
}
