//! What a backup may take the place of, where it is written, and what is told of what it lacks.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

use super::*;
use crate::terminal::store::detail::{OperatorPlace, Unlocked};
use crate::terminal::store::files::Files;
use crate::words::{Language, Message};

/// Tells the log of something, as happens without any visitor.
pub(super) fn log(store: &Store) {
    let entry =
        AuditDetail::GateTested { unlocked: Unlocked::AsForVisitor, place: OperatorPlace::Screen };
    store.log("li", &entry, moment(200)).unwrap();
}

#[test]
fn a_backup_goes_not_over_a_log_that_is_newer() {
    let site = Site::with(3);
    log(&site.store);
    let to = site.folder.path().join("backup.db");
    backup(&site.path(), &key(), &to).unwrap();
    log(&site.store);
    log(&site.store);
    site.store.keep_log_head().unwrap();
    let (folder, path) = site.close();
    let before = contents(folder.path());
    let newer = restore(&path, &key(), &to).unwrap_err();
    assert!(matches!(newer, StoreError::Newer { records: 0, entries: 2, .. }), "{newer}");
    assert!(contents(folder.path()) == before, "touched");

    // Who wants it nevertheless moves the database away; what the file beside it tells is said then.
    std::fs::rename(&path, folder.path().join("moved.db")).unwrap();
    let done = restore(&path, &key(), &to).unwrap();
    assert_eq!((done.missing, done.entries, done.kept), (0, 2, None));
    let store = Store::open(&path, &key()).unwrap();
    let entry = store.newest_of(&[AuditKind::StoreFound]).unwrap().unwrap();
    assert!(
        entry.detail.starts_with(r#"{"what":"restored","#)
            && entry.detail.ends_with(r#","entries":2}"#)
    );
    drop(store);
    let admin_store = AdminStore::open(&path, &key()).unwrap();
    admin_store.verify_audit().unwrap().unwrap();
}

#[test]
fn any_backup_goes_over_a_damaged_database_and_a_rescue_takes_the_rest_from_it() {
    let site = Site::with(100);
    let to = site.folder.path().join("backup.db");
    backup(&site.path(), &key(), &to).unwrap();
    (101..=200).for_each(|number| _ = site.admit(number, DAY));
    site.store.keep_log_head().unwrap();
    let (whole, path) = site.close();
    std::fs::remove_file(Files::of(&path).admissions()).unwrap();
    let pages = std::fs::metadata(&path).unwrap().len() as usize / 4096;
    let mut carried_over = 0;
    let tried = (0..pages).step_by(6);
    for page in tried.clone() {
        let folder = tempfile::tempdir().unwrap();
        for (name, mut bytes) in contents(whole.path()) {
            if name == "hallgate.db" {
                bytes[page * 4096 + 100] ^= 1;
            }
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let path = folder.path().join("hallgate.db");
        let done = restore(&path, &key(), &to).unwrap();
        assert_eq!((done.held.records, done.missing), (100, 100), "page {page}");
        let (kept, damaged) = done.kept.unwrap();
        assert!(damaged && kept.exists(), "page {page}");
        let rescued = rescue(&path, &key(), &mut |_| {}).unwrap();
        assert_eq!(rescued.from, [kept], "page {page}");
        assert_eq!(rescued.records + rescued.missing, 200, "page {page}");
        carried_over += usize::from(rescued.carried_over > 0);
    }
    // But for a page over all of the records.
    assert!(carried_over > tried.len() / 2, "{carried_over}");
}

#[test]
fn neither_a_damaged_backup_nor_one_of_another_key_replaces_anything() {
    let site = Site::with(20);
    let to = site.folder.path().join("backup.db");
    backup(&site.path(), &key(), &to).unwrap();
    let (folder, path) = site.close();
    let whole = std::fs::read(&to).unwrap();
    let mut torn = whole.clone();
    torn[5 * 4096 + 9] ^= 1;
    for bytes in [torn, whole[..whole.len() / 2].to_vec(), Vec::new(), b"text".to_vec()] {
        std::fs::write(&to, bytes).unwrap();
        let before = contents(folder.path());
        let fault = restore(&path, &key(), &to).unwrap_err();
        assert!(fault.to_string().contains(&to.display().to_string()), "{fault}");
        assert!(contents(folder.path()) == before, "touched");
    }
    std::fs::write(&to, &whole).unwrap();
    let fault = restore(&path, &other_key(), &to).unwrap_err();
    assert!(matches!(fault, StoreError::WrongKey(_)), "{fault}");
    // Nor is somebody else's database replaced.
    std::fs::write(&path, noise()).unwrap();
    let fault = restore(&path, &key(), &to).unwrap_err();
    assert!(matches!(fault, StoreError::WrongKey(_)), "{fault}");
}

fn noise() -> Vec<u8> {
    let mut noise = vec![0; 8192];
    fastrand::Rng::with_seed(1).fill(&mut noise);
    noise
}

#[test]
fn numbers_that_only_the_head_tells_of_are_told_as_missing_and_not_given_out_again() {
    let site = Site::with(7);
    let to = site.folder.path().join("backup.db");
    backup(&site.path(), &key(), &to).unwrap();
    (8..=10).for_each(|number| _ = site.admit(number, DAY));
    site.store.keep_log_head().unwrap();
    let (_folder, path) = site.close();
    let files = Files::of(&path);
    std::fs::write(&path, "").unwrap();
    std::fs::remove_file(files.admissions()).unwrap();
    let done = restore(&path, &key(), &to).unwrap();
    assert_eq!((done.held.records, done.missing), (7, 3));
    let store = Store::open(&path, &key()).unwrap();
    assert_eq!(store.admit(&admission(90, DAY)).unwrap(), Seq(11));
    let incidents = store.incidents().unwrap();
    assert!(
        incidents
            .iter()
            .any(|incident| (incident.kind, incident.records) == (IncidentKind::Lost, 3)),
        "{incidents:?}"
    );
}

#[test]
fn whoever_may_have_passed_since_a_backup_has() {
    let site = Site::with(0);
    let recent = Admission { at: Timestamp::now(), ..admission(1, DAY) };
    let seq = site.store.admit(&recent).unwrap();
    let to = site.folder.path().join("backup.db");
    backup(&site.path(), &key(), &to).unwrap();
    site.store.note_passage(seq, Timestamp::now()).unwrap();
    let (_folder, path) = site.close();
    restore(&path, &key(), &to).unwrap();
    let store = Store::open(&path, &key()).unwrap();
    let earlier = store.earlier(recent.ticket.film_ticket_code).unwrap().unwrap();
    assert!(earlier.passed, "the ticket would open the gate again");
}

#[test]
fn a_file_that_is_there_is_told_in_our_own_words_and_kept() {
    let site = Site::with(1);
    let to = site.folder.path().join("backup.db");
    std::fs::write(&to, "somebody's").unwrap();
    let fault = backup(&site.path(), &key(), &to).unwrap_err();
    for language in [Language::Chinese, Language::English] {
        let message = fault.message(language);
        assert!(message.contains(&to.display().to_string()), "{message}");
        assert!(!message.contains("entity"), "{message}");
    }
    assert_eq!(std::fs::read(&to).unwrap(), b"somebody's");
}

#[test]
fn no_backup_takes_a_name_that_the_store_may_need() {
    let site = Site::with(1);
    let folder = site.folder.path().to_owned();
    let none = |to: &Path| backup(&site.path(), &key(), to).unwrap_err();
    for end in [".admitted.1", ".suspect", ".ready", "-journal", ".damaged-20261129T123533Z"] {
        let to = folder.join(format!("hallgate.db{end}"));
        for to in [&to, &folder.join(".").join(to.file_name().unwrap())] {
            assert!(matches!(none(to), StoreError::OwnName { .. }), "{end}");
        }
        assert!(!to.exists(), "{end}");
    }
    let elsewhere = tempfile::tempdir().unwrap();
    backup(&site.path(), &key(), &elsewhere.path().join("hallgate.db")).unwrap();
    backup(&site.path(), &key(), &folder.join("of-hallgate.db")).unwrap();
}

#[test]
fn what_stands_in_the_way_of_a_backup_and_is_none_is_kept() {
    let site = Site::with(1);
    let to = site.folder.path().join("backup.db");
    let part = site.folder.path().join("backup.db.part");
    let none = || backup(&site.path(), &key(), &to).unwrap_err();
    symlink("/nowhere", &part).unwrap();
    assert!(none().to_string().contains(&part.display().to_string()));
    assert!(part.symlink_metadata().unwrap().is_symlink());
    std::fs::remove_file(&part).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, &part, 0o600.into()).unwrap();
    none();
    std::fs::remove_file(&part).unwrap();
    std::fs::write(&part, "somebody's").unwrap();
    none();
    assert_eq!(std::fs::read(&part).unwrap(), b"somebody's");
    // What a backup that was broken off has left goes.
    for bytes in [vec![], noise()] {
        std::fs::write(&part, bytes).unwrap();
        backup(&site.path(), &key(), &to).unwrap();
        std::fs::remove_file(&to).unwrap();
    }
    assert!(!part.exists());
}

/// Needs root, who alone can be misled so.
#[test]
fn root_backs_up_and_rescues_with_the_rights_of_the_folders_owner() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("SKIPPED: not root");
        return;
    }
    let place = tempfile::tempdir().unwrap();
    std::fs::set_permissions(place.path(), PermissionsExt::from_mode(0o711)).unwrap();
    let at = |name: &str| place.path().join(name);
    std::fs::create_dir(at("roots")).unwrap();
    std::fs::set_permissions(at("roots"), PermissionsExt::from_mode(0o700)).unwrap();
    std::fs::create_dir(at("theirs")).unwrap();
    symlink(at("roots"), at("theirs/there")).unwrap();
    chown(at("theirs"), Some(64_000), Some(64_000)).unwrap();
    let site = Site::with(2);
    let path = site.path();
    backup(&path, &key(), &at("theirs/there/backup.db")).unwrap_err();
    assert_eq!(std::fs::read_dir(at("roots")).unwrap().count(), 0);
    let held = backup(&path, &key(), &at("theirs/backup.db")).unwrap();
    assert_eq!(held.records, 2);
    let made = std::fs::metadata(at("theirs/backup.db")).unwrap();
    assert_eq!((made.uid(), made.mode() & 0o777), (64_000, 0o600));
    backup(&path, &key(), &at("roots/backup.db")).unwrap();
    assert_eq!(std::fs::metadata(at("roots/backup.db")).unwrap().uid(), 0);
    // Where anybody may change what root has just made, nothing is made.
    std::fs::create_dir(at("open")).unwrap();
    std::fs::set_permissions(at("open"), PermissionsExt::from_mode(0o777)).unwrap();
    backup(&path, &key(), &at("open/backup.db")).unwrap_err();
    assert_eq!(std::fs::read_dir(at("open")).unwrap().count(), 0);
    std::fs::set_permissions(at("open"), PermissionsExt::from_mode(0o1777)).unwrap();
    backup(&path, &key(), &at("open/backup.db")).unwrap();
}

#[test]
fn what_root_rescues_is_the_services() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("SKIPPED: not root");
        return;
    }
    let (folder, path) = Site::with(2).close();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        chown(entry.unwrap().path(), Some(64_000), Some(64_000)).unwrap();
    }
    chown(folder.path(), Some(64_000), Some(64_000)).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(rescue(&path, &key(), &mut |_| {}).unwrap().records, 2);
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().uid(), 64_000, "{:?}", entry.file_name());
    }
}
