//! What the running terminal tells the protected log of itself.

use std::time::Instant;

use hallgate::terminal::store::{AuditFilter, AuditKind};
use rustix::process::Signal;

use super::process::{PATIENCE, hallgate};
use super::site::Site;

/// Kinds and details of the log, keys without their fingerprints.
fn logged(site: &Site) -> Vec<String> {
    let entries = site.store().audit(&AuditFilter::default()).unwrap();
    assert!(entries.iter().all(|entry| entry.who == "(terminal)"));
    let logged = entries.into_iter().map(|entry| format!("{}: {}", entry.what, entry.detail));
    logged.filter(|line| !line.starts_with("keys_changed")).collect()
}

fn verify(site: &Site) {
    let config = site.write_config();
    let done = hallgate().args(["audit", "verify", "--config"]).arg(config).output().unwrap();
    let fault = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(0), "{fault}");
}

#[test]
fn starts_and_stops_and_what_was_set_otherwise_are_told() {
    let mut site = Site::new();
    site.fetch_keys();
    let version = concat!(r#"program_started: {"version":""#, env!("CARGO_PKG_VERSION"), r#""}"#);
    assert_eq!(
        logged(&site),
        [version, "configuration_begun: {}", r#"program_stopped: {"why":"told"}"#]
    );
    let keys = AuditFilter { what: vec![AuditKind::KeysChanged], ..AuditFilter::default() };
    assert_eq!(site.store().audit(&keys).unwrap().len(), 1);

    // Killed, but not before it has told that it runs; verified while it does.
    site.set("camera.hold_ms", 600_000);
    site.set("gate.unlock_ms", 800);
    site.show_each(&["nothing of interest"]);
    let mut running = site.start();
    running.until(|event| event["event"] == "ready");
    let end = Instant::now() + PATIENCE;
    while !logged(&site).iter().any(|line| line.contains("gate.unlock_ms")) {
        assert!(Instant::now() < end);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    verify(&site);
    running.kill();
    verify(&site);
    site.set("gate.unlock_ms", 900);
    let mut running = site.start();
    running.until(|event| event["event"] == "ready");
    running.signal(Signal::TERM);
    running.end();
    assert_eq!(
        logged(&site)[3..],
        [
            version,
            r#"configuration_changed: {"key":"gate.unlock_ms","from":"700","to":"800"}"#,
            &version.replace('}', r#","last_run":"unclean"}"#),
            r#"configuration_changed: {"key":"gate.unlock_ms","from":"800","to":"900"}"#,
            r#"program_stopped: {"why":"told"}"#
        ]
    );
    verify(&site);
}

#[test]
fn a_name_that_no_screen_can_show_is_told_at_the_start() {
    let mut site = Site::new();
    site.set("terminal.name", "𠮷祥厅🎬");
    site.show_each(&["nothing of interest"]);
    let mut running = site.start();
    running.until(|event| event["event"] == "ready");
    running.signal(Signal::TERM);
    let ended = running.end();
    let message = "𠮷祥厅🎬: the screen's typeface lacks 𠮷🎬, which is left out";
    assert!(ended.stderr.contains(message), "{}", ended.stderr);
}
