//! What opens, what does not, and that what does not is left as it was.

use crate::terminal::store::steps::SCHEMA;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

use rusqlite::Connection;

use super::*;

/// Opens `path` both ways with `key`; both have to fail, and nothing in the folder may change.
fn refused(path: &Path, key: &DatabaseKey) -> (StoreError, StoreError) {
    let folder = path.parent().unwrap();
    let before = contents(folder);
    let writer = Store::open(path, key).unwrap_err();
    let reader = StoreReader::open(path, key).unwrap_err();
    assert!(before == contents(folder), "{writer}: the folder changed");
    (writer, reader)
}

/// Uncompressible bytes, as in a picture or an archive.
fn noise(length: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(1);
    std::iter::repeat_with(|| random.u8(..)).take(length).collect()
}

pub(super) fn raw(path: &Path) -> Connection {
    let db = Connection::open(path).unwrap();
    key().open(&db).unwrap();
    db
}

#[test]
fn another_key_opens_nothing_and_changes_nothing() {
    let (_folder, path) = Site::with(3).close();
    let fault = refused(&path, &other_key());
    assert!(matches!(fault, (StoreError::WrongKey(_), StoreError::WrongKey(_))), "{fault:?}");
    assert_eq!(Store::open(&path, &key()).unwrap().pending().unwrap(), 3);
}

#[test]
fn another_key_leaves_alone_what_a_power_cut_left_behind() {
    let site = Site::with(3);
    let cut = power_cut(&site);
    let path = cut.path().join("hallgate.db");
    let before = contents(cut.path());
    assert!(matches!(StoreReader::open(&path, &other_key()), Err(StoreError::WrongKey(_))));
    assert!(matches!(Store::open(&path, &other_key()), Err(StoreError::WrongKey(_))));
    let mut after = contents(cut.path());
    after.retain(|(name, _)| !name.ends_with("-shm")); // an index of the WAL, made anew each time
    assert!(before == after, "the database or its WAL changed");
}

#[test]
fn a_file_that_was_never_a_database_is_named_as_such_and_left_alone() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(noise(50_001));
    let text = "名称,数量\r\n".repeat(4096); // a multiple of the page size
    for (name, bytes) in [
        ("short.txt", b"hello".to_vec()),
        ("list.csv", text.into_bytes()),
        ("zeros.img", vec![0; 8192]),
        ("poster.png", png),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let fault = refused(&path, &key());
        assert!(
            matches!(fault, (StoreError::NotADatabase(_), StoreError::NotADatabase(_))),
            "{name}: {fault:?}"
        );
    }
}

#[test]
fn a_plain_sqlite_file_is_not_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    let db = Connection::open(&path).unwrap();
    db.execute_batch("CREATE TABLE other (x); INSERT INTO other VALUES (1);").unwrap();
    drop(db);
    let fault = refused(&path, &key());
    assert!(
        matches!(fault, (StoreError::NotADatabase(_), StoreError::NotADatabase(_))),
        "{fault:?}"
    );
}

#[test]
fn a_directory_is_not_ours() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data");
    std::fs::create_dir(&path).unwrap();
    refused(&path, &key());
    assert!(path.is_dir());
}

#[test]
fn the_schema_of_a_newer_program_is_left_alone_and_read_as_long_as_it_has_all_that_is_known() {
    let (folder, path) = Site::with(1).close();
    raw(&path).pragma_update(None, "user_version", 99).unwrap();
    // What readers share of a database leaves nothing in it.
    let kept = || {
        let mut files = contents(folder.path());
        files.retain(|(name, _)| !name.ends_with("-shm") && !name.ends_with("-wal"));
        files
    };
    let before = kept();
    let mut store = Store::open(&path, &key()).unwrap();
    assert!(!store.works());
    assert_eq!((waiting(&store), waiting(&store.reader().unwrap())), (vec![1], vec![1]));
    assert!(store.admit(&admission(2, DAY)).is_err());
    let fault = store.recover().unwrap_err();
    assert!(fault.is_read_only(), "{fault:?}");
    drop(store);
    let names =
        |files: &[(String, Vec<u8>)]| files.iter().map(|it| it.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(&before), names(&kept()));
    assert!(before == kept(), "a file changed");

    raw(&path).execute_batch("ALTER TABLE records RENAME COLUMN film_ticket_code TO code").unwrap();
    let fault = refused(&path, &key());
    let (StoreError::NewerSchema { found, known, .. }, StoreError::NewerSchema { .. }) = fault
    else {
        panic!("{fault:?}");
    };
    assert_eq!((found, known), (99, SCHEMA));
}

#[test]
fn a_reader_does_not_read_a_schema_that_is_still_to_be_made() {
    let (_folder, path) = Site::with(0).close();
    raw(&path).pragma_update(None, "user_version", 0).unwrap();
    let fault = StoreReader::open(&path, &key()).unwrap_err();
    assert!(matches!(fault, StoreError::OlderSchema { found: 0, needed: SCHEMA, .. }), "{fault:?}");
}

#[test]
fn an_empty_file_and_a_missing_folder_are_filled_by_the_writer_alone() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.db");
    std::fs::write(&empty, b"").unwrap();
    let missing = folder.path().join("not/yet/there.db");
    for path in [&empty, &missing] {
        let fault = StoreReader::open(path, &key()).unwrap_err();
        assert!(matches!(fault, StoreError::Missing(_)), "{fault:?}");
        Store::open(path, &key()).unwrap();
        assert_eq!(StoreReader::open(path, &key()).unwrap().pending().unwrap(), 0);
        let mode = std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert!(path == &empty || mode == 0o600, "{mode:o}");
    }
}

#[test]
fn a_folder_that_takes_no_file_is_named() {
    // The kernel's own file system refuses files even to root.
    for path in ["/proc/hallgate/hallgate.db", "/sys/hallgate.db"] {
        let fault = Store::open(Path::new(path), &key()).unwrap_err();
        assert!(matches!(fault, StoreError::Unreachable { .. }), "{fault:?}");
        assert!(fault.to_string().contains(path.rsplit_once('/').unwrap().0), "{fault}");
    }
}

#[test]
fn a_file_that_may_not_be_written_is_read_and_not_written() {
    let (folder, path) = Site::with(2).close();
    let before = contents(folder.path());
    std::fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
    if std::fs::OpenOptions::new().append(true).open(&path).is_ok() {
        return; // as root there is no such file
    }
    let fault = Store::open(&path, &key()).unwrap_err();
    assert!(matches!(fault, StoreError::Unreachable { .. }), "{fault:?}");
    assert!(before == contents(folder.path()));
    assert_eq!(StoreReader::open(&path, &key()).unwrap().pending().unwrap(), 2);
}

#[test]
fn there_is_one_writer() {
    let site = Site::with(1);
    let fault = Store::open(&site.path(), &key()).unwrap_err();
    assert!(matches!(fault, StoreError::InUse(_)), "{fault:?}");
    let (_folder, path) = site.close();
    Store::open(&path, &key()).unwrap();
}

#[test]
fn a_tail_that_was_torn_off_in_mid_write_does_not_lock_the_records_up() {
    let (_folder, path) = Site::with(5).close();
    let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    std::io::Write::write_all(&mut file, &noise(700)).unwrap();
    drop(file);
    assert_eq!(Store::open(&path, &key()).unwrap().pending().unwrap(), 5);
}

#[test]
fn the_file_is_encrypted_and_every_commit_is_synced() {
    let site = Site::with(1);
    let asked = |pragma: &str| -> String {
        let value: rusqlite::types::Value =
            site.store.db.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0)).unwrap();
        match value {
            rusqlite::types::Value::Text(text) => text,
            rusqlite::types::Value::Integer(number) => number.to_string(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(asked("journal_mode"), "wal");
    assert_eq!(asked("synchronous"), "2");
    assert_eq!(asked("foreign_keys"), "1");
    assert_eq!(asked("temp_store"), "2");
    assert!(asked("cipher_version").starts_with('4'));
    let (folder, _path) = site.close();
    for (name, bytes) in contents(folder.path()) {
        assert!(!bytes.starts_with(b"SQLite format 3"), "{name}");
        for clear in [&b"CREATE TABLE"[..], b"film_ticket_code", b"1234567800000001"] {
            assert!(!bytes.windows(clear.len()).any(|part| part == clear), "{name}");
        }
    }
}

/// The database and its WAL as they lie on the disk while the writer is still open.
fn power_cut(site: &Site) -> TempDir {
    let cut = tempfile::tempdir().unwrap();
    for name in ["hallgate.db", "hallgate.db-wal"] {
        std::fs::copy(site.folder.path().join(name), cut.path().join(name)).unwrap();
    }
    cut
}

#[test]
fn after_a_power_cut_every_record_is_there() {
    for count in [1, 40, 700] {
        let site = Site::with(count);
        let cut = power_cut(&site);
        let store = Store::open(&cut.path().join("hallgate.db"), &key()).unwrap();
        assert_eq!(store.pending().unwrap(), u64::from(count));
        let fault = store.admit(&admission(count, DAY)).unwrap_err();
        assert!(matches!(fault, CommitError::AlreadyAdmitted), "{fault:?}");
        assert_eq!(store.admit(&admission(count + 1, DAY)).unwrap(), Seq(i64::from(count) + 1));
    }
}

#[test]
fn a_wal_cut_off_anywhere_loses_the_unfinished_commit_alone() {
    let site = Site::with(20);
    let wal = std::fs::read(site.folder.path().join("hallgate.db-wal")).unwrap();
    let database = std::fs::read(site.path()).unwrap();
    let mut seen = Vec::new();
    for end in (0..=wal.len()).rev().step_by(4096 * 7 + 13) {
        let cut = tempfile::tempdir().unwrap();
        let path = cut.path().join("hallgate.db");
        std::fs::write(&path, &database).unwrap();
        std::fs::write(cut.path().join("hallgate.db-wal"), &wal[..end]).unwrap();
        let Ok(store) = Store::open(&path, &key()) else { panic!("does not open, cut at {end}") };
        let records = waiting(&store);
        assert_eq!(records, (1..=records.len() as i64).collect::<Vec<_>>(), "cut at {end}");
        seen.push(records.len());
    }
    assert_eq!(seen[0], 20);
    assert!(seen.is_sorted_by(|later, earlier| later >= earlier), "{seen:?}");
}

#[test]
fn a_database_key_comes_in_three_forms() {
    let bytes: [u8; 32] = std::array::from_fn(|at| 200 + at as u8);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    let base64 = "yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5uc=";
    let raw = DatabaseKey::from_bytes(&bytes).unwrap();
    for text in [hex.clone(), hex.to_lowercase(), format!(" {hex}\n"), format!("{base64}\n")] {
        assert!(DatabaseKey::from_bytes(text.as_bytes()) == Some(raw.clone()), "{text}");
    }
    for text in ["", "sesame", &hex[1..], &format!("{hex}0"), "yMnKy8zNzs/Q"] {
        assert!(DatabaseKey::from_bytes(text.as_bytes()).is_none(), "{text}");
    }
    assert_eq!(format!("{raw:?}"), "DatabaseKey(…)");
}
