//! A command whose output nobody reads on: it must not hold the database, whose log of changes could
//! not be merged then and would grow with every admission.

use std::io::Read;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use hallgate::terminal::store::AuditDetail;
use hallgate::terminal::store::detail::Leaving;

use crate::site::{SHOWS, Site, at};

/// A pipe that nobody reads holds 64 KiB.
const FULL: u64 = 60_000;

/// Twice what lies in the log of changes before it is merged (500 pages).
const BOUND: u64 = 4 << 20;

#[test]
fn a_reader_that_stops_holds_up_nothing() {
    let mut site = Site::empty();
    for number in 1..=900 {
        site.admit(number, "2026-05-01T18:40:00", &SHOWS[0]);
    }
    for _ in 0..900 {
        let left = AuditDetail::SignOut { by: Leaving::ByThemselves };
        site.store.log("lin", &left, at("2026-05-01T18:40:00")).unwrap();
    }
    let day = "--day=2026-05-01";
    let commands: [(&[&str], usize); 4] = [
        (&["records", day, "--format=csv", "--limit=900"], 901),
        (&["records", day, "--format=json", "--limit=900"], 900),
        (&["report", day, "--format=csv"], 901),
        (&["audit", "show", "--json"], 900),
    ];
    let mut number = 900;
    for (words, lines) in commands {
        let mut stuck = Command::new(env!("CARGO_BIN_EXE_hallgate"))
            .args(words)
            .arg("--config")
            .arg(site.config_file())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = stuck.stdout.take().unwrap();
        let end = Instant::now() + Duration::from_secs(60);
        while rustix::io::ioctl_fionread(&out).unwrap() < FULL {
            assert!(Instant::now() < end, "{words:?} writes no more");
            std::thread::sleep(Duration::from_millis(10));
        }
        for _ in 0..300 {
            number += 1;
            site.admit(number, "2026-05-02T07:00:00", &SHOWS[0]);
        }
        let grown = std::fs::metadata(site.folder.path().join("hallgate.db-wal")).unwrap().len();
        assert!(grown < BOUND, "{words:?}: {grown} bytes");
        let mut text = String::new();
        out.read_to_string(&mut text).unwrap();
        assert!(stuck.wait().unwrap().success());
        let count = match text.strip_prefix('[') {
            Some(_) => text.matches("\"seq\"").count(),
            None => text.lines().count(),
        };
        assert_eq!(count, lines, "{words:?}");
    }
}
