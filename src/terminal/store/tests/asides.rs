//! A database that is changed for another one: cut off at any moment, and on a disk that does not rename.

use super::*;
use crate::terminal::store::aside;
use crate::terminal::store::files::Files;

/// Five admissions, in a database of which a page that the door needs does not read.
fn damaged() -> (TempDir, Files) {
    let (folder, path) = Site::with(5).close();
    let mut bytes = std::fs::read(&path).unwrap();
    for at in (4096 + 100..bytes.len()).step_by(2 * 4096) {
        bytes[at] ^= 1;
    }
    std::fs::write(&path, bytes).unwrap();
    (folder, Files::of(&path))
}

/// All of the five are known, and nothing of the change lies about.
fn hold(files: &Files, row: &str) {
    let store = Store::open(files.database(), &key()).unwrap_or_else(|f| panic!("{row}: {f}"));
    for number in 1..=5 {
        assert!(store.admit(&admission(number, DAY)).is_err(), "{row}: {number} again");
    }
    let incidents = store.incidents().unwrap();
    let aside = incidents.iter().find(|one| one.kind == IncidentKind::SetAside).unwrap();
    assert!(Path::new(&aside.file).exists(), "{row}: {}", aside.file);
    let names = contents(files.folder()).into_iter().map(|(name, _)| name);
    let left: Vec<_> =
        names.filter(|name| name.contains(".begun") || name.contains(".ready")).collect();
    assert!(left.is_empty(), "{row}: {left:?}");
}

/// Keeps what lies in the folder, as a kill would leave it.
fn kept(files: &Files) -> (TempDir, Files) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in contents(files.folder()) {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let files = Files::of(&folder.path().join("hallgate.db"));
    (folder, files)
}

#[test]
fn a_change_that_is_cut_off_is_gone_on_with_or_done_again() {
    let (_folder, files) = damaged();
    let at = |end: &str| files.beside(end);
    // Half a database.
    std::fs::write(at(".begun"), vec![3; 5000]).unwrap();
    std::fs::write(at(".begun-wal"), vec![3; 5000]).unwrap();
    let (_half, half) = kept(&files);
    hold(&half, "half of it");
    // One of another time that waits although the database is there.
    let (_other, other) = Site::with(2).close();
    std::fs::copy(&other, at(".ready")).unwrap();
    let (_stale, stale) = kept(&files);
    hold(&stale, "an older one waits");
    // Each moment of the change itself.
    let (_done, done) = damaged();
    drop(Store::open(done.database(), &key()).unwrap());
    let name = aside::all_aside(&done).remove(0);
    let moves = [
        (done.head(), done.beside(".ready.head")),
        (done.database().to_owned(), done.beside(".ready")),
        (Files::of(&name).head(), done.head()),
        (Files::of(&name).wal(), done.wal()),
    ];
    for (step, (from, to)) in moves.iter().enumerate() {
        if from.exists() {
            std::fs::rename(from, to).unwrap();
        }
        let (_cut, cut) = kept(&done);
        hold(&cut, &format!("cut off before its end, step {step}"));
    }
}

#[test]
fn a_database_that_can_not_be_set_aside_stays_where_it_is() {
    for blocked in ["-wal", ".head"] {
        let (_folder, files) = damaged();
        std::fs::write(files.wal(), "").unwrap();
        std::fs::write(files.head(), "").unwrap();
        let before = std::fs::read(files.database()).unwrap();
        let name = aside::free_name(&files, aside::ASIDE, moment(0)).unwrap();
        // A folder takes no file's name.
        let mut taken = name.clone().into_os_string();
        taken.push(blocked);
        std::fs::create_dir_all(Path::new(&taken).join("x")).unwrap();
        assert!(aside::lay_aside(&files, aside::ASIDE, moment(0)).is_err(), "{blocked}");
        assert_eq!(std::fs::read(files.database()).unwrap(), before, "{blocked}");
        assert!(files.wal().exists() && files.head().exists() && !name.exists(), "{blocked}");
        hold(&files, blocked);
    }
}
