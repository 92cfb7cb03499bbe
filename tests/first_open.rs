//! Databases that are opened by several threads at once, as the first thing that a process does.

use std::process::Command;
use std::sync::Barrier;

use hallgate::terminal::store::{DatabaseKey, Store};

const THREADS: u64 = 8;

/// A process can be raced once, and does not fail each time.
const PROCESSES: usize = 40;

#[test]
fn the_first_openings_of_a_process_do_not_meet() {
    for round in 0..PROCESSES {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "open_at_once"])
            .output()
            .unwrap();
        let words = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && words.contains("1 passed"), "{round}: {words}");
    }
}

/// What each of the processes does.
#[test]
fn open_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let start = Barrier::new(THREADS as usize);
    std::thread::scope(|scope| {
        for number in 0..THREADS {
            let (start, path) = (&start, folder.path().join(format!("{number}.db")));
            scope.spawn(move || {
                let key = DatabaseKey::from_bytes(&[7; 32]).unwrap();
                start.wait();
                // The plain ones start the library too, as the platform of a demonstration does.
                if number > 1 {
                    std::thread::sleep(std::time::Duration::from_micros(40 * number));
                    drop(rusqlite::Connection::open(path).unwrap());
                } else {
                    drop(Store::open(&path, &key).unwrap());
                }
            });
        }
    });
}
