//! A board that died: its database's key from the sheet that was put away, its data from the old card.

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Output, Stdio};

use hallgate::terminal::store::{DatabaseKey, Store};
use hallgate::terminal::vision;
use rustix::process::Signal;

use super::process::hallgate;
use super::site::Site;

/// Runs a command at the site, with these lines typed.
fn typed(site: &Site, command: &[&str], lines: &str) -> Output {
    let mut process = hallgate()
        .args(command)
        .arg("--config")
        .arg(site.write_config())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    process.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    process.wait_with_output().unwrap()
}

/// What it says, where it does what is asked.
fn done(site: &Site, command: &[&str]) -> String {
    let output = typed(site, command, "");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// Why it does not.
fn refused(site: &Site, command: &[&str]) -> String {
    let output = typed(site, command, "");
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr).unwrap()
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn make_board(site: &mut Site) {
    let board = site.path("board");
    std::fs::create_dir(&board).unwrap();
    site.set("store.path", text(&board.join("hallgate.db")));
    site.set("store.key", format!("file:{}", board.join("db.key").display()));
}

#[test]
fn another_board_takes_over_what_was_pending_and_uploads_it_once() {
    let mut site = Site::new();
    site.set("terminal.language", "en");
    site.fetch_keys();
    let sheet = site.path("sheet.png");
    done(&site, &["key", "show", "--qr", text(&sheet)]);
    assert_eq!(sheet.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert!(refused(&site, &["key", "show", "--qr", text(&sheet)]).contains("[HG0231]"));
    // Without a platform; then the board dies.
    let (codes, texts) = site.sell(3);
    let url = site.platform.url();
    site.set("platform.url", "https://127.0.0.1:9");
    site.show_each(&texts);
    let mut running = site.start();
    running.until(|event| event["film_ticket_code"] == *codes[2] && event["reason"] == "ok");
    running.kill();
    let card = site.path("card");
    std::fs::create_dir(&card).unwrap();
    for entry in std::fs::read_dir(site.path("")).unwrap() {
        let (from, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        if name.to_str().unwrap().starts_with("hallgate.db") {
            std::fs::rename(from, card.join(name)).unwrap();
        }
    }
    // Another board has a key and a database of its own by now.
    make_board(&mut site);
    let (own, database) = (site.path("board/db.key"), site.path("board/hallgate.db"));
    site.write_secret("board/db.key", &"77".repeat(32));
    drop(Store::open(&database, &DatabaseKey::from_bytes(&[0x77; 32]).unwrap()).unwrap());
    let wrong = refused(&site, &["restore", text(&card), "--yes"]);
    assert!(wrong.contains("card/hallgate.db") && wrong.contains("[HG0214]"), "{wrong}");
    let kept = refused(&site, &["key", "read", "--qr", text(&sheet)]);
    assert!(kept.contains("[HG0230]") && kept.contains("--yes"), "{kept}");
    assert_eq!(std::fs::read_to_string(&own).unwrap(), "77".repeat(32));

    done(&site, &["key", "read", "--qr", text(&sheet), "--yes"]);
    assert_eq!(std::fs::read_to_string(&own).unwrap(), "5a".repeat(32));
    let beside: Vec<_> = std::fs::read_dir(site.path("board")).unwrap().flatten().collect();
    let replaced = |start: &str| {
        let is = |name: &str| name.starts_with(start) && name.ends_with('Z');
        beside.iter().filter(|entry| is(entry.file_name().to_str().unwrap())).count()
    };
    assert_eq!((replaced("db.key.replaced-"), replaced("hallgate.db.replaced-")), (1, 1));
    let restored = done(&site, &["restore", text(&card), "--yes"]);
    assert!(restored.contains("3 records, 3 of them pending"), "{restored}");
    site.set("platform.url", url);
    site.set("camera.hold_ms", 600_000);
    site.show_each(&texts[..1]);
    let mut running = site.start();
    running.until(|event| event["event"] == "verdict" && event["reason"] == "already_checked");
    running.until(|event| event["event"] == "upload" && event["last_seq"] == 3);
    running.signal(Signal::TERM);
    running.end();
    assert_eq!(site.arrived(), codes);
}

#[test]
fn the_key_is_read_from_the_camera_or_typed_and_a_slip_is_asked_for_again() {
    let mut site = Site::new();
    site.set("terminal.language", "en");
    let shown = done(&site, &["key", "show"]);
    let sheet = site.path("sheet.png");
    done(&site, &["key", "show", "--qr", text(&sheet)]);
    let rows: Vec<String> = (1..=4)
        .map(|row| {
            let start = format!("  {row}  ");
            let line = shown.lines().find_map(|line| line.strip_prefix(&start));
            line.unwrap_or_else(|| panic!("{shown}")).to_owned()
        })
        .collect();
    make_board(&mut site);
    let own = site.path("board/db.key");
    let key = |own: &Path| std::fs::read_to_string(own).ok();

    // By hand; the camera sees nothing.
    site.show_each(&["nothing of interest"]);
    let slip = rows[1].replacen('5', "6", 1);
    let lines = format!("{}\n{slip}\n{}\n{}\n{}\n", rows[0], rows[1], rows[2], rows[3]);
    let output = typed(&site, &["key", "read"], &lines);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && said.contains("row 2 does not fit"), "{said}");
    assert_eq!(key(&own), Some("5a".repeat(32)));
    std::fs::remove_file(&own).unwrap();
    let short = typed(&site, &["key", "read"], &format!("{}\n{}\n", rows[0], rows[1]));
    let fault = String::from_utf8(short.stderr).unwrap();
    assert!(fault.contains("row 3") && fault.contains("[HG0228]"), "{fault}");
    assert_eq!(key(&own), None);

    // By the camera, after a ticket that somebody held before it.
    let texts = vision::texts_of(&sheet).unwrap();
    let (_, tickets) = site.sell(1);
    site.show_each(&[&tickets[0], &texts[0]]);
    done(&site, &["key", "read"]);
    assert_eq!(key(&own), Some("5a".repeat(32)));
    std::fs::remove_file(&own).unwrap();

    // Neither another terminal's sheet nor a picture without one.
    assert!(
        refused(&site, &["key", "read", "--qr", text(&site.path("frames/000.png"))])
            .contains("[HG0228]")
    );
    site.set("platform.username", "terminal-002");
    let other = refused(&site, &["key", "read", "--qr", text(&sheet)]);
    assert!(other.contains("terminal-001") && other.contains("[HG0229]"), "{other}");
    assert_eq!(key(&own), None);
}
