//! What is gone, damaged, older or foreign, and what the second journal gives back.

use super::*;
use crate::terminal::store::detail::Leaving;
use crate::terminal::store::files::Files;

/// Lets a store with ten admissions, three of them uploaded, end as by a kill: nothing is merged.
pub(super) fn killed() -> TempDir {
    let mut site = Site::with(10);
    site.store.note_accepted(Seq(1), Seq(3), 3, moment(100)).unwrap();
    site.store.keep_log_head().unwrap();
    site.store.tend();
    let copy = tempfile::tempdir().unwrap();
    for (name, bytes) in contents(site.folder.path()) {
        std::fs::write(copy.path().join(name), bytes).unwrap();
    }
    copy
}

/// The same store as it was after five admissions.
pub(super) fn older() -> TempDir {
    let site = Site::with(5);
    site.store.keep_log_head().unwrap();
    let copy = tempfile::tempdir().unwrap();
    for (name, bytes) in contents(site.folder.path()) {
        std::fs::write(copy.path().join(name), bytes).unwrap();
    }
    copy
}

#[test]
fn what_is_lost_with_the_journal_too_is_told_and_no_number_is_given_out_again() {
    let (whole, older) = (killed(), older());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hallgate.db");
    let files = Files::of(&path);
    for (name, bytes) in contents(older.path()) {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    std::fs::copy(whole.path().join("hallgate.db.head"), files.head()).unwrap();
    std::fs::remove_file(files.admissions()).unwrap();
    let store = Store::open(&path, &key()).unwrap();
    let incidents = store.incidents().unwrap();
    assert_eq!(incidents.len(), 1, "{incidents:?}");
    assert_eq!((incidents[0].kind, incidents[0].records), (IncidentKind::Lost, 5));
    assert_eq!(store.admit(&admission(90, DAY)).unwrap(), Seq(11));
    assert_eq!(store.pending().unwrap(), 6);
    assert_eq!(store.missing_numbers().unwrap(), 5);
}

#[test]
fn a_bit_in_any_page_of_the_log_forgets_nothing() {
    let whole = killed();
    let wal = std::fs::read(whole.path().join("hallgate.db-wal")).unwrap();
    for at in (40..wal.len()).step_by(4096 + 24) {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in contents(whole.path()) {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let mut damaged = wal.clone();
        damaged[at] ^= 4;
        std::fs::write(folder.path().join("hallgate.db-wal"), damaged).unwrap();
        let path = folder.path().join("hallgate.db");
        let Ok(store) = Store::open(&path, &key()) else { continue };
        assert_eq!(store.records_held().unwrap(), 10, "byte {at}");
        for number in 1..=10 {
            assert!(store.admit(&admission(number, DAY)).is_err(), "byte {at}: {number} again");
        }
    }
}

#[test]
fn a_bit_in_any_page_of_the_database_loses_no_pending_record() {
    let (folder, path) = {
        let mut site = Site::with(40);
        site.store.note_accepted(Seq(1), Seq(3), 3, moment(100)).unwrap();
        site.store.keep_log_head().unwrap();
        site.close()
    };
    let whole = contents(folder.path());
    let length = std::fs::metadata(&path).unwrap().len() as usize;
    let mut aside = 0;
    for at in (100..length).step_by(4096) {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in &whole {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let path = folder.path().join("hallgate.db");
        let mut damaged = std::fs::read(&path).unwrap();
        damaged[at] ^= 1;
        std::fs::write(&path, &damaged).unwrap();
        // The door opens whatever page it is; what it does not need is found by the whole check.
        drop(Store::open(&path, &key()).unwrap_or_else(|fault| panic!("byte {at}: {fault}")));
        let rescue = rescue(&path, &key(), &mut |_| {}).unwrap();
        assert_eq!(rescue.pending, 37, "byte {at}");
        aside += usize::from(!rescue.from.is_empty());
        let store = Store::open(&path, &key()).unwrap();
        assert_eq!(store.records_held().unwrap(), 40, "byte {at}");
        assert_eq!(store.damaged_pages().unwrap(), 0);
        assert!(store.incidents().unwrap().is_empty());
        for number in 1..=40 {
            assert!(store.admit(&admission(number, DAY)).is_err(), "byte {at}: {number} again");
        }
        for from in rescue.from {
            assert!(from.exists(), "deleted");
        }
    }
    assert!(aside > 10, "only {aside} databases were set aside");
}

#[test]
fn a_backup_is_whole_and_comes_back_but_not_over_what_is_newer() {
    let site = Site::with(7);
    let to = site.folder.path().join("backup.db");
    let held = backup(&site.path(), &key(), &to).unwrap();
    assert_eq!((held.records, held.pending, held.newest), (7, 7, 7));
    assert!(backup(&site.path(), &key(), &to).is_err(), "over one that is there");
    assert!(restore(&site.path(), &key(), &to).is_err(), "under a running terminal");
    site.admit(8, DAY);
    let (folder, path) = site.close();
    let newer = restore(&path, &key(), &to).unwrap_err();
    assert!(matches!(newer, StoreError::Newer { records: 1, .. }), "{newer}");
    assert!(restore(&path, &other_key(), &to).is_err());
    for name in ["hallgate.db", "hallgate.db-wal"] {
        let _ = std::fs::remove_file(folder.path().join(name));
    }
    let held = restore(&path, &key(), &to).unwrap();
    assert_eq!(held.held.records, 8, "the eighth comes back by the second journal");
    let store = Store::open(&path, &key()).unwrap();
    assert!(store.admit(&admission(8, DAY)).is_err());
}

/// As the platform tells of tickets that were checked.
fn checked(numbers: std::ops::RangeInclusive<u32>) -> Vec<Facts> {
    numbers.map(|number| Facts { checked: true, ..facts(number) }).collect()
}

#[test]
fn what_a_database_that_is_not_the_newest_may_have_sent_is_no_double_admission() {
    let (whole, older) = (killed(), older());
    std::fs::copy(older.path().join("hallgate.db"), whole.path().join("hallgate.db")).unwrap();
    std::fs::copy(older.path().join("hallgate.db-wal"), whole.path().join("hallgate.db-wal"))
        .unwrap();
    let path = whole.path().join("hallgate.db");
    let mut store = Store::open(&path, &key()).unwrap();
    assert_eq!(store.records_held().unwrap(), 10);
    assert_eq!(store.put_facts(&checked(1..=10)).unwrap(), [], "their own uploads");

    let to = whole.path().join("backup.db");
    drop(store);
    let mut site = Site::with(4);
    backup(&site.path(), &key(), &to).unwrap();
    site.store.note_sending(Seq(4), &[]).unwrap();
    let (_folder, path) = site.close();
    restore(&path, &key(), &to).unwrap();
    let mut store = Store::open(&path, &key()).unwrap();
    assert_eq!(store.put_facts(&checked(1..=4)).unwrap(), [], "sent since the backup");
}

#[test]
fn a_record_that_stands_aside_is_carried_over_as_pending() {
    let (_folder, path) = {
        let mut site = Site::with(6);
        site.store.note_rejected(Seq(1)).unwrap();
        site.store.note_rejected(Seq(1)).unwrap();
        site.store.stand_aside(Seq(1)).unwrap();
        site.store.note_accepted(Seq(2), Seq(6), 5, moment(100)).unwrap();
        assert_eq!(site.store.uploaded_without_gap().unwrap(), Seq(0));
        site.close()
    };
    // A page that the door needs, so that the start sets the database aside.
    let whole = std::fs::read(&path).unwrap();
    let aside = (1..whole.len() / 4096).find_map(|page| {
        let mut damaged = whole.clone();
        damaged[page * 4096 + 100] ^= 1;
        std::fs::write(&path, &damaged).unwrap();
        let store = Store::open(&path, &key()).unwrap();
        let set_aside =
            store.incidents().unwrap().iter().any(|found| found.kind == IncidentKind::SetAside);
        // The state of the upload itself is another case: then all of them go up again.
        (set_aside && store.upload_state().unwrap().uploaded_through == 6).then_some(store)
    });
    let store = aside.expect("no page is needed");
    assert_eq!(store.pending().unwrap(), 1);
    assert_eq!(store.standing_aside_count().unwrap(), 1);
}

#[test]
fn no_damage_makes_a_refused_record_count_as_uploaded() {
    let (_folder, path) = {
        let mut site = Site::with(4);
        for seq in [Seq(1), Seq(2)] {
            site.store.note_rejected(seq).unwrap();
            site.store.note_rejected(seq).unwrap();
            site.store.stand_aside(seq).unwrap();
        }
        site.store.set_aside(Seq(2), moment(99)).unwrap();
        site.store.note_accepted(Seq(3), Seq(4), 2, moment(100)).unwrap();
        site.close()
    };
    let whole = std::fs::read(&path).unwrap();
    for page in 0..whole.len() / 4096 {
        for other in std::fs::read_dir(path.parent().unwrap()).unwrap() {
            let other = other.unwrap().path();
            let kept = [path.clone(), Files::of(&path).admissions(), Files::of(&path).head()];
            if !kept.contains(&other) {
                std::fs::remove_file(other).unwrap();
            }
        }
        let mut damaged = whole.clone();
        damaged[page * 4096 + 100] ^= 1;
        std::fs::write(&path, &damaged).unwrap();
        rescue(&path, &key(), &mut |_| {}).unwrap();
        let store = Store::open(&path, &key()).unwrap();
        let left = store.pending().unwrap() + store.set_aside_count().unwrap();
        assert!(left >= 2, "page {page}: {left} records are left to be uploaded");
    }
}

#[test]
fn a_ticket_that_comes_back_opens_the_gate_for_nobody() {
    let folder = killed();
    let path = folder.path().join("hallgate.db");
    let wal = Files::of(&path).wal();
    // The first bit of the first frame: nothing behind it counts.
    let mut bytes = std::fs::read(&wal).unwrap();
    bytes[40] ^= 1;
    std::fs::write(&wal, bytes).unwrap();
    let store = Store::open(&path, &key()).unwrap();
    let incidents = store.incidents().unwrap();
    assert!(
        incidents.iter().any(|incident| incident.kind == IncidentKind::GivenBack),
        "{incidents:?}"
    );
    for number in 1..=10 {
        let earlier = store.earlier(admission(number, DAY).ticket.film_ticket_code).unwrap();
        assert!(earlier.unwrap().passed, "{number} would open the gate again");
    }
}

#[test]
fn nothing_is_begun_beside_what_is_left_of_a_store() {
    for left in ["hallgate.db.reserve", "hallgate.db.damaged-20260501T000000Z"] {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(left), b"something").unwrap();
        let fault = Store::open(&folder.path().join("hallgate.db"), &key()).unwrap_err();
        assert!(matches!(fault, StoreError::LeftOver { .. }), "{left}: {fault}");
    }
}

#[test]
fn a_log_that_is_lost_with_its_database_is_told_by_the_rescue() {
    let site = Site::with(3);
    for _ in 0..5 {
        site.store.log("li", &AuditDetail::SignOut { by: Leaving::Stopped }, moment(50)).unwrap();
    }
    site.store.keep_log_head().unwrap();
    let before = site.store.audit(&AuditFilter::default()).unwrap().len() as u64;
    let (_folder, path) = site.close();
    let whole = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let done = rescue(&path, &key(), &mut |_| {}).unwrap();
    assert_eq!((done.records, done.entries), (3, before));
    assert_eq!(rescue(&path, &key(), &mut |_| {}).unwrap().entries, 0, "told once");

    // Likewise where a page of it is damaged: what is not carried over is told.
    let (mut torn, mut reported) = (0, 0);
    for page in 1..whole.len() / 4096 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hallgate.db");
        let mut damaged = whole.clone();
        damaged[page * 4096 + 100] ^= 1;
        std::fs::write(&path, &damaged).unwrap();
        let done = rescue(&path, &key(), &mut |_| {}).unwrap();
        torn += u32::from(done.torn.iter().any(|table| table == "audit"));
        reported += u32::from(done.torn.iter().any(|table| table == "operators"));
    }
    assert!(torn > 0 && reported > 0, "{torn} {reported}");
}
