//! Whatever is found in the place of one of the store's files.

use super::damage::{killed, older};
use super::*;
use crate::terminal::store::files::Files;

/// How a file is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    There,
    Empty,
    Gone,
    Older,
    Foreign,
}

const ALL: [Found; 5] = [Found::There, Found::Empty, Found::Gone, Found::Older, Found::Foreign];

/// A store with another key.
fn foreign() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("hallgate.db"), &other_key()).unwrap();
    store.admit(&admission(77, DAY)).unwrap();
    let copy = tempfile::tempdir().unwrap();
    for (name, bytes) in contents(folder.path()) {
        std::fs::write(copy.path().join(name), bytes).unwrap();
    }
    copy
}

fn put(found: Found, path: &Path, older: &Path, foreign: &Path) {
    let from = |folder: &Path| std::fs::read(folder.join(path.file_name().unwrap())).unwrap();
    match found {
        Found::There => {}
        Found::Empty => std::fs::write(path, b"").unwrap(),
        Found::Gone => std::fs::remove_file(path).unwrap(),
        Found::Older => std::fs::write(path, from(older)).unwrap(),
        Found::Foreign => std::fs::write(path, from(foreign)).unwrap(),
    }
}

#[test]
fn whatever_is_put_in_a_files_place_admits_nobody_twice_and_touches_nothing_that_it_refuses() {
    let (whole, older, foreign) = (killed(), older(), foreign());
    for db in ALL {
        for wal in ALL {
            for head in ALL {
                let folder = tempfile::tempdir().unwrap();
                for (name, bytes) in contents(whole.path()) {
                    std::fs::write(folder.path().join(name), bytes).unwrap();
                }
                let path = folder.path().join("hallgate.db");
                let files = Files::of(&path);
                put(db, &path, older.path(), foreign.path());
                put(wal, &files.wal(), older.path(), foreign.path());
                put(head, &files.head(), older.path(), foreign.path());
                let row = format!("db {db:?}, wal {wal:?}, head {head:?}");
                let before = contents(folder.path());
                if matches!(db, Found::Empty | Found::Gone) {
                    commands_refuse_what_is_left(&path, &row);
                }
                match Store::open(&path, &key()) {
                    Ok(store) => {
                        assert!(
                            !matches!(db, Found::Empty | Found::Gone | Found::Foreign),
                            "{row}"
                        );
                        for number in 1..=10 {
                            let again = store.admit(&admission(number, DAY));
                            assert!(again.is_err(), "{row}: {number} is admitted again");
                        }
                        assert_eq!(store.records_held().unwrap(), 10, "{row}");
                        let next = store.admit(&admission(11, DAY)).unwrap();
                        assert_eq!(next, Seq(11), "{row}: a number is given out twice");
                    }
                    Err(fault) => {
                        let named = match db {
                            Found::Empty | Found::Gone => {
                                matches!(fault, StoreError::LeftOver { .. })
                            }
                            Found::Foreign => {
                                matches!(
                                    fault,
                                    StoreError::WrongKey(_) | StoreError::NotADatabase(_)
                                )
                            }
                            _ => false,
                        };
                        assert!(named, "{row}: {fault}");
                        let mut after = contents(folder.path());
                        after.retain(|(name, _)| !name.ends_with("-shm"));
                        let mut before = before;
                        before.retain(|(name, _)| !name.ends_with("-shm"));
                        assert!(before == after, "{row}: touched");
                    }
                }
            }
        }
    }
}

/// Whoever reads a store or changes its operators is told the same as the terminal.
fn commands_refuse_what_is_left(path: &Path, row: &str) {
    let openings = [
        StoreReader::open(path, &key()).map(drop),
        AdminStore::open(path, &key()).map(drop),
        AdminStore::open_or_make(path, &key()).map(drop),
    ];
    for opened in openings {
        assert!(matches!(opened, Err(StoreError::LeftOver { .. })), "{row}: {opened:?}");
    }
}
