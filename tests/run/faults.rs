//! Faults of whoever installs it: exit 1 with one sentence that names the place, exit 2 for a
//! wrong command line; and faults that cost a part, but not the door.

use std::path::Path;

use rustix::process::Signal;

use super::process::{Running, hallgate};
use super::site::Site;

/// Runs it to its end: exit code and the last line of standard error.
fn run_to_end(config: &Path) -> (Option<i32>, String) {
    let output = hallgate().arg("run").arg("--config").arg(config).output().unwrap();
    assert!(output.stdout.is_empty(), "nothing belongs on standard output");
    let stderr = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), stderr.trim_end().to_owned())
}

/// It does not start, and says in one sentence why, with all of `names` in it.
fn assert_refused(config: &Path, names: &[&str]) {
    let (code, stderr) = run_to_end(config);
    assert_eq!(code, Some(1), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(stderr.starts_with("hallgate: "), "{stderr}");
    for name in names {
        assert!(stderr.contains(name), "{name} in {stderr}");
    }
}

#[test]
fn a_fault_of_the_configuration_names_file_line_and_key() {
    let base = "[terminal]\ncinema_code = \"12345678\"\n[platform]\n\
        url = \"https://platform.example/\"\nusername = \"t\"\nprivate_key = \"file:/k\"\n";
    let cases = [
        ("cinema_code = \"12345678\"", "cinema_code = \"1234\"", "第 2 行", "cinema_code"),
        ("username", "user", "第 5 行", "user"),
        ("https:", "http:", "第 4 行", "url"),
        ("\"file:/k\"", "\"secret\"", "第 6 行", "private_key"),
        ("[platform]", "[admission]\nonline = \"maybe\"\n[platform]", "第 4 行", "online"),
        ("[platform]", "[store]\nretention_days = 364\n[platform]", "第 4 行", "retention_days"),
        ("[platform]", "[sync]\nbatch = 1001\n[platform]", "第 4 行", "batch"),
        ("[platform]", "[gate]\ndriver = \"steam\"\n[platform]", "第 4 行", "driver"),
        ("[platform]", "[gate]\nhinge = 1\n[platform]", "第 4 行", "hinge"),
        ("[platform]", "[door]\n[platform]", "第 3 行", "door"),
        ("[platform]", "[camera]\nfps = \"30\"\n[platform]", "第 4 行", "fps"),
        ("[platform]", "[camera]\nfps = 30\nfps = 30\n[platform]", "第 5 行", "fps"),
        ("\"t\"", "\"t", "第 5 行", "username"),
        ("username = \"t\"\n", "", "", "username"),
        ("[terminal]\ncinema_code = \"12345678\"\n", "", "", "terminal"),
        ("\"12345678\"", "\"12345678\"\ntimezone = \"Mars/North\"", "第 3 行", "timezone"),
        ("\"12345678\"", "\"12345678\"\nscreens = [\"3\"]", "第 3 行", "screens"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("installer's.toml");
    for (from, to, line, key) in cases {
        assert!(base.contains(from));
        std::fs::write(&path, base.replacen(from, to, 1)).unwrap();
        assert_refused(&path, &["installer's.toml", line, key]);
    }
    assert_refused(&folder.path().join("missing.toml"), &["missing.toml"]);
    std::fs::write(&path, b"\xff\xfe").unwrap();
    assert_refused(&path, &["installer's.toml"]);
    assert_refused(folder.path(), &[folder.path().to_str().unwrap()]);
}

#[test]
fn a_wrong_command_line_is_exit_2() {
    let cases: [&[&str]; 6] =
        [&[], &["walk"], &["run", "--colour"], &["read"], &["run", "--config"], &["run", "more"]];
    for arguments in cases {
        let output = hallgate().args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{arguments:?}");
    }
    assert_eq!(hallgate().arg("--help").output().unwrap().status.code(), Some(0));
}

#[test]
fn a_fault_is_told_in_the_files_language_and_else_in_the_shells() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hallgate.toml");
    let stderr_of = |text: Option<&str>, locale: &str| {
        let _ = std::fs::remove_file(&path);
        if let Some(text) = text {
            std::fs::write(&path, text).unwrap();
        }
        let mut command = hallgate();
        command.args(["status", "--config"]).arg(&path).env_remove("LC_MESSAGES");
        let done = command.env_remove("LC_ALL").env("LANG", locale).output().unwrap();
        assert_eq!(done.status.code(), Some(1));
        String::from_utf8(done.stderr).unwrap()
    };
    let english = "[terminal]\nlanguage = \"en\"\ncinema_code = 7\n";
    for (text, locale, words) in [
        (Some(english), "zh_CN.UTF-8", "line 3, terminal.cinema_code: invalid type: integer"),
        (
            Some("[terminal]\ncinema_code = 7\n"),
            "en_GB.UTF-8",
            "第 2 行，terminal.cinema_code：类型不符",
        ),
        (Some("[terminal]\nlanguage = \"de\"\n"), "zh_CN.UTF-8", "没有 de 这个值"),
        (Some("[terminal]\nlanguage = \"de\"\n"), "C", "unknown variant `de`"),
        (None, "zh_CN.UTF-8", "没有此文件或目录"),
        (None, "", "cannot read the configuration"),
    ] {
        let said = stderr_of(text, locale);
        assert!(said.contains(words) && said.lines().count() == 1, "{said}");
    }
}

/// Whoever stands at a door that does not start has its display alone.
#[test]
fn what_keeps_a_terminal_from_starting_stands_on_its_display() {
    let mut site = Site::new();
    site.set("terminal.language", "en");
    let pages = site.path("pages");
    site.set("display.driver", "png");
    site.set("display.device", pages.display().to_string());
    site.show_each::<&str>(&[]);
    let config = site.write_config();
    site.set_mode("db.key", 0o644);
    assert_refused(&config, &["store.key", "db.key"]);
    let shown = std::fs::read_dir(&pages).unwrap().flatten().map(|entry| entry.file_name());
    let shown: Vec<String> = shown.map(|name| name.into_string().unwrap()).collect();
    assert!(shown.iter().any(|name| name.contains("not_started")), "{shown:?}");
}

#[test]
fn keys_and_databases_that_do_not_serve_are_refused() {
    let mut site = Site::new();
    site.set("terminal.language", "en");
    site.show_each::<&str>(&[]);
    let config = site.write_config();
    for mode in [0o644, 0o640, 0o604] {
        site.set_mode("db.key", mode);
        assert_refused(&config, &["store.key", "db.key", "chmod 600"]);
    }
    site.write_secret("db.key", "short");
    assert_refused(&config, &["store.key", "32 bytes", "openssl rand"]);
    std::fs::remove_file(site.path("db.key")).unwrap();
    assert_refused(&config, &["store.key", "db.key"]);
    assert!(!site.path("hallgate.db").exists(), "made without a key");
    site.write_secret("db.key", &"5a".repeat(32));

    site.set_mode("terminal.key", 0o644);
    assert_refused(&config, &["platform.private_key", "terminal.key", "chmod 600"]);
    site.write_secret("terminal.key", "no key");
    assert_refused(&config, &["platform.private_key", "PKCS#8"]);
    site.write_secret("terminal.key", &super::site::key("terminal", "private_pem"));
    std::fs::rename(site.path("ca.pem"), site.path("ca")).unwrap();
    assert_refused(&config, &["platform.ca", "ca.pem"]);
    std::fs::write(site.path("ca.pem"), "no certificate").unwrap();
    assert_refused(&config, &["platform.ca", "ca.pem"]);
    std::fs::rename(site.path("ca"), site.path("ca.pem")).unwrap();

    site.start().end();
    let before = std::fs::read(site.path("hallgate.db")).unwrap();
    site.write_secret("db.key", &"a5".repeat(32));
    assert_refused(&config, &["hallgate.db", "key"]);
    assert_eq!(std::fs::read(site.path("hallgate.db")).unwrap(), before, "touched");
    std::fs::write(site.path("notes.txt"), "not mine").unwrap();
    site.set("store.path", site.path("notes.txt").display().to_string());
    assert_refused(&site.write_config(), &["notes.txt"]);
    assert_eq!(std::fs::read_to_string(site.path("notes.txt")).unwrap(), "not mine");
    site.set("store.path", site.path("notes.txt").join("db").display().to_string());
    assert_refused(&site.write_config(), &["notes.txt"]);
    // The service manager's store, without a service manager.
    site.set("store.key", "credential:hallgate-db");
    assert_refused(&site.write_config(), &["store.key", "hallgate-db"]);
}

#[test]
fn the_key_may_come_from_the_service_managers_credentials() {
    let mut site = Site::new();
    std::fs::create_dir(site.path("credentials")).unwrap();
    std::fs::copy(site.path("db.key"), site.path("credentials/hallgate-db")).unwrap();
    site.set("store.key", "credential:hallgate-db");
    let (_, texts) = site.sell(1);
    site.show_each(&texts);
    let folder = site.path("credentials");
    let more = [("CREDENTIALS_DIRECTORY", folder.as_path())];
    let ended = Running::start(&site.write_config(), &site.events_file(), &more).end();
    assert_eq!(ended.reasons(), ["ok"]);
    assert_eq!(site.store().pending().unwrap(), 0);
}

#[test]
fn a_camera_that_is_missing_does_not_stop_the_door_and_is_found_when_it_comes() {
    let site = Site::new();
    let (_, texts) = site.sell(1);
    site.show_each(&texts);
    std::fs::rename(site.path("frames"), site.path("elsewhere")).unwrap();
    let mut running = site.start();
    let lost = running.until(|event| event["event"] == "camera");
    assert_eq!(lost["state"], "lost");
    running.until(|event| event["event"] == "ready");
    running.until(|event| event["event"] == "keys");
    std::fs::rename(site.path("elsewhere"), site.path("frames")).unwrap();
    let ended = running.end();
    assert_eq!(ended.reasons(), ["ok"]);
    let cameras: Vec<&str> =
        ended.of("camera").iter().map(|camera| camera["state"].as_str().unwrap()).collect();
    assert_eq!(cameras, ["lost", "streaming"]);
    assert!(ended.stderr.contains("the camera is lost"), "{}", ended.stderr);

    std::fs::remove_dir_all(site.path("frames")).unwrap();
    let mut running = site.start();
    running.until(|event| event["state"] == "lost");
    running.signal(Signal::TERM);
    running.end();
}

#[test]
fn the_events_file_is_appended_to_and_one_that_cannot_be_is_told() {
    let site = Site::new();
    site.show_each::<&str>(&[]);
    std::fs::write(site.events_file(), "{\"event\":\"older\"}\n").unwrap();
    site.start().end();
    site.start().end();
    let text = std::fs::read_to_string(site.events_file()).unwrap();
    assert_eq!(text.lines().next(), Some("{\"event\":\"older\"}"));
    assert_eq!(text.matches("\"ready\"").count(), 2);
    assert!(text.ends_with("\n"));

    let config = site.write_config();
    for place in [site.path("nowhere/events.jsonl"), site.path("frames")] {
        let mut command = hallgate();
        command.arg("run").arg("--config").arg(&config).arg("--events").arg(&place);
        let output = command.output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{stderr}");
        assert!(
            stderr.contains(place.to_str().unwrap()) && stderr.lines().count() == 1,
            "{stderr}"
        );
    }
    // A file that is full costs lines, never the door.
    let mut command = hallgate();
    command.arg("run").arg("--config").arg(&config).args(["--events", "/dev/full"]);
    assert_eq!(command.output().unwrap().status.code(), Some(0));
}
