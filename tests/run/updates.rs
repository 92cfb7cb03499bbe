//! What a terminal tells of updates of the whole system: by its commands, and in its log.

use std::path::Path;
use std::time::Instant;

use hallgate::terminal::store::AuditFilter;

use super::process::{PATIENCE, Running, hallgate};
use super::site::Site;

/// Root's side has given an update up.
fn give_up(root: &Path) {
    let files = [
        ("usr/lib/hallgate/image", "VERSION=0.2.0\nCOMPATIBLE=hallgate-arm64\n"),
        ("run/hallgate-side", "A\n"),
        (
            "var/lib/hallgate-update/outcome",
            "OUTCOME=not_kept\nVERSION=0.3.0\nBACK=0.2.0\nREASON=crashed\n",
        ),
    ];
    for (name, text) in files {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

#[test]
fn an_update_that_was_not_kept_is_told_and_logged() {
    let mut site = Site::new();
    site.set("terminal.language", "en");
    site.set("camera.hold_ms", 600_000);
    site.show_each(&["nothing of interest"]);
    let (config, root) = (site.write_config(), site.path("root"));
    std::fs::create_dir_all(root.join("run/hallgate")).unwrap();
    let mut running = Running::start(&config, &site.events_file(), &[("HALLGATE_ROOT", &root)]);
    running.until(|event| event["event"] == "ready");
    let say = |words: &[&str]| {
        let mut command = hallgate();
        let done = command.env("HALLGATE_ROOT", &root).args(words).arg("--config").arg(&config);
        String::from_utf8(done.output().unwrap().stdout).unwrap()
    };
    assert!(!say(&["status"]).contains("0.3.0") && !say(&["doctor"]).contains("0.3.0"));
    give_up(&root);
    let status = say(&["status"]);
    let line =
        status.lines().find(|line| line.contains("Update")).unwrap_or_else(|| panic!("{status}"));
    assert!(line.starts_with("look") && line.contains("update 0.3.0 was not kept"), "{status}");
    assert!(status.contains("journalctl -u hallgate-keep"), "{status}");
    let doctor = say(&["doctor"]);
    assert!(doctor.contains("note   update     the update 0.3.0 was not kept"), "{doctor}");
    let end = Instant::now() + PATIENCE;
    let logged = || {
        let entries = site.store().audit(&AuditFilter::default()).unwrap();
        entries.into_iter().filter(|entry| entry.what == "update_not_kept").collect::<Vec<_>>()
    };
    while logged().is_empty() {
        assert!(Instant::now() < end);
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert_eq!(logged()[0].detail, r#"{"version":"0.3.0","back":"0.2.0","why":"crashed"}"#);
}
