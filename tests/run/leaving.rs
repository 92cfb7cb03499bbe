//! The ways out, and what is none. A start that fails late, when the worker and its connection to the
//! database are there already, ends as every other fault does, by one sentence and exit code 1.

use std::os::unix::process::ExitStatusExt;

use rustix::process::Signal;
use rustix::pty::OpenptFlags;

use super::process::{PATIENCE, Running, hallgate};
use super::site::Site;

/// A crash as the program ended came once in a hundred such starts.
const STARTS: usize = 300;

#[test]
fn a_start_that_fails_late_ends_by_its_sentence() {
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| fail_late(STARTS / 3));
        }
    });
}

fn fail_late(starts: usize) {
    let mut site = Site::new();
    site.set("terminal.language", "en");
    let (_, texts) = site.sell(1);
    site.show_each(&texts);
    site.start().end();
    let db = rusqlite::Connection::open(site.path("hallgate.db")).unwrap();
    db.pragma_update(None, "key", format!("x'{}'", "5a".repeat(32))).unwrap();
    // A moment that no clock tells, read when the worker was started.
    db.execute_batch(
        "DROP TRIGGER confirmed_times_stand; DROP TRIGGER corrections_are_tallied;
         UPDATE records SET check_at = 9000000000000000000;
         UPDATE upload_state SET uploaded_through = 0",
    )
    .unwrap();
    drop(db);
    let config = site.write_config();
    for number in 0..starts {
        let ended = hallgate().arg("run").arg("--config").arg(&config).output().unwrap();
        let stderr = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.signal(), None, "start {number}: {stderr}");
        assert_eq!(ended.status.code(), Some(1), "start {number}: {stderr}");
    }
}

/// Whoever rotates logs gives the file another name, then sends SIGHUP.
#[test]
fn a_hangup_opens_the_event_file_anew_and_other_signals_do_nothing() {
    let mut site = Site::new();
    site.set("camera.hold_ms", 600_000);
    let (_, texts) = site.sell(1);
    site.show_each(&texts);
    let mut running = site.start();
    running.until(|event| event["state"] == "passed");
    let rotated = site.path("events.1");
    std::fs::rename(site.events_file(), &rotated).unwrap();
    for signal in [Signal::USR1, Signal::USR2, Signal::ALARM, Signal::HUP] {
        running.signal(signal);
    }
    let end = std::time::Instant::now() + PATIENCE;
    while !site.events_file().exists() {
        assert!(std::time::Instant::now() < end, "no file is made anew");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    running.signal(Signal::TERM);
    let ended = running.end_however();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(ended.of("stopped").len(), 1, "{:?}", ended.events);
    let before = std::fs::read_to_string(rotated).unwrap();
    assert!(before.contains("\"verdict\"") && !before.contains("\"stopped\""), "{before}");
    assert!(ended.of("verdict").is_empty(), "{:?}", ended.events);
}

/// A terminal window that is closed ends what was started in it: nobody is left to see it.
#[test]
fn a_window_that_is_closed_ends_it_cleanly() {
    let mut site = Site::new();
    site.set("camera.hold_ms", 600_000);
    site.show_each(&["nothing of interest"]);
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
    let window = rustix::pty::openpt(flags).unwrap();
    rustix::pty::grantpt(&window).unwrap();
    rustix::pty::unlockpt(&window).unwrap();
    let inside = rustix::pty::ptsname(&window, Vec::new()).unwrap();
    // A session of its own, with that window as its terminal.
    let mut shell = std::process::Command::new("setsid");
    shell.args(["--ctty", "--wait"]);
    let inside = std::path::PathBuf::from(inside.into_string().unwrap());
    let open = std::fs::OpenOptions::new().read(true).write(true).open(inside).unwrap();
    shell.arg(env!("CARGO_BIN_EXE_hallgate")).stdin(open);
    let mut running = Running::start_as(shell, &site.write_config(), &site.events_file());
    running.until(|event| event["event"] == "ready");
    drop(window);
    let ended = running.end();
    assert_eq!(ended.of("stopped").len(), 1);
}
