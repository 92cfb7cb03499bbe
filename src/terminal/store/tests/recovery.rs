//! What befalls a store that is open: pages that go bad under it, a disk that takes nothing for a
//! while. The loop's part is played as `terminal::ledger` and `terminal::upkeep` have it.

use std::os::unix::fs::FileExt;

use rustix::mount::{MountFlags, UnmountFlags, mount_remount};

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

/// What a disk may have against being written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Trouble {
    ReadOnly,
    Full,
}

/// A disk of its own, for as long as it lives. Needs root, and the right to mount.
pub(super) struct Disk(tempfile::TempDir);

impl Disk {
    pub fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let flags = MountFlags::NOSUID | MountFlags::NODEV;
        match rustix::mount::mount("store", folder.path(), "tmpfs", flags, c"size=8m") {
            Ok(()) => Some(Self(folder)),
            Err(cause) => {
                eprintln!("SKIPPED: nothing is mounted here: {cause}");
                None
            }
        }
    }

    /// Brings a site's store onto it, without the room that is kept for a full disk.
    pub fn take(&self, site: Site) -> PathBuf {
        let (folder, path) = site.close();
        for (name, bytes) in contents(folder.path()) {
            if !name.ends_with(".reserve") {
                std::fs::write(self.0.path().join(name), bytes).unwrap();
            }
        }
        std::fs::write(self.0.path().join("hallgate.db.lock"), "").unwrap();
        self.0.path().join(path.file_name().unwrap())
    }

    pub fn trouble(&self, trouble: Trouble) {
        match trouble {
            Trouble::ReadOnly => mount_remount(self.0.path(), MountFlags::RDONLY, c"").unwrap(),
            Trouble::Full => {
                let mut filler = std::fs::File::create(self.0.path().join("filler")).unwrap();
                while std::io::Write::write_all(&mut filler, &[7; 4096]).is_ok() {}
            }
        }
    }

    pub fn mend(&self) {
        mount_remount(self.0.path(), MountFlags::empty(), c"").unwrap();
        let _ = std::fs::remove_file(self.0.path().join("filler"));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = rustix::mount::unmount(self.0.path(), UnmountFlags::DETACH);
    }
}

#[test]
fn a_store_that_could_only_be_read_at_its_start_is_written_once_the_disk_takes_it() {
    for trouble in [Trouble::ReadOnly, Trouble::Full] {
        let Some(disk) = Disk::mount() else { return };
        let path = disk.take(Site::with(3));
        disk.trouble(trouble);
        let mut store = Store::open(&path, &key()).unwrap();
        assert_eq!(shown(&store, 1), Some(false), "{trouble:?}");
        assert_eq!(shown(&store, 4), None, "{trouble:?}");
        assert!(store.recover().is_err(), "{trouble:?}");
        disk.mend();
        assert!(store.recover().unwrap(), "{trouble:?}");
        assert!(store.works(), "{trouble:?}");
        assert_eq!(shown(&store, 4), Some(true), "{trouble:?}");
        assert_eq!(waiting(&store.reader().unwrap()), [1, 2, 3, 4], "{trouble:?}");
    }
}
