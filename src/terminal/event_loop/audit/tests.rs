//! What the terminal tells the log of itself, over a real store.

use std::path::Path;

use super::*;
use crate::terminal::store::{AuditFilter, DatabaseKey, OpenReason, TERMINAL};
use crate::ticket::CinemaKey;

const VERSION: &str =
    concat!(r#"program_started: {"version":""#, env!("CARGO_PKG_VERSION"), r#""}"#);

const UNCLEAN: &str = concat!(
    r#"program_started: {"version":""#,
    env!("CARGO_PKG_VERSION"),
    r#"","last_run":"unclean"}"#
);

const CONFIG: &str = r#"
[terminal]
cinema_code = "12345678"
[platform]
url = "https://platform.example"
username = "terminal-001"
private_key = "file:/etc/hallgate/terminal.key"
[gate]
"#;

struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn store(&self) -> Store {
        let key = DatabaseKey::from_bytes(&[7; 32]).unwrap();
        Store::open(&self.folder.path().join("hallgate.db"), &key).unwrap()
    }

    fn begin(&self, store: &Store, gate: &str, at: Now) -> AuditTrail {
        AuditTrail::begin(store, &config(gate), &[], at)
    }
}

fn config(gate: &str) -> Config {
    Config::parse(&format!("{CONFIG}{gate}"), Path::new("it.toml")).unwrap()
}

fn at(wall: i64, mono: u64) -> Now {
    let wall = Timestamp::from_second(1_777_600_000 + wall).unwrap();
    Now { mono: Duration::from_secs(mono), wall }
}

fn key(modulus: u8) -> StoredKey {
    use rsa::pkcs1::EncodeRsaPublicKey;
    let modulus = rsa::BigUint::from_bytes_be(&[modulus; 128]);
    let public = rsa::RsaPublicKey::new(modulus, 65_537u32.into()).unwrap();
    let der = public.to_pkcs1_der().unwrap();
    let start_time = "2026-05-01T00:00:00".parse().unwrap();
    StoredKey { key: CinemaKey::from_der(der.as_bytes()).unwrap(), start_time }
}

fn logged(store: &Store) -> Vec<String> {
    let entries = store.audit(&AuditFilter::default()).unwrap();
    assert!(entries.iter().all(|entry| entry.who == TERMINAL));
    entries.into_iter().map(|entry| format!("{}: {}", entry.what, entry.detail)).collect()
}

#[test]
fn a_start_tells_how_the_run_before_ended_and_what_was_set_otherwise_since() {
    let site = Site::new();
    let store = site.store();
    let mut first = site.begin(&store, "unlock_ms = 5000\nred = 5", at(0, 0));
    first.write(&store, Duration::ZERO);
    assert_eq!(logged(&store), [VERSION, "configuration_begun: {}"]);
    first.note(AuditDetail::ProgramStopped { why: WhyStopped::Asked }, at(5, 5).wall);
    first.write(&store, Duration::ZERO);
    // Stopped in good order, started again with the same.
    let mut second = site.begin(&store, "unlock_ms = 5000\nred = 5", at(10, 0));
    second.write(&store, Duration::ZERO);
    // Killed; then with other keys, after a night without a battery.
    let mut third = site.begin(&store, "unlock_ms = 8000\ngreen = 6", at(-86_400, 0));
    third.write(&store, Duration::ZERO);
    assert_eq!(
        logged(&store)[3..],
        [
            VERSION,
            UNCLEAN,
            r#"clock_stepped: {"from":"2026-05-01T01:46:50Z","to":"2026-04-30T01:46:40Z","noticed":"at_start"}"#,
            r#"configuration_changed: {"key":"gate.green","to":"6"}"#,
            r#"configuration_changed: {"key":"gate.red","from":"5"}"#,
            r#"configuration_changed: {"key":"gate.unlock_ms","from":"5000","to":"8000"}"#,
        ]
    );
}

#[test]
fn an_opening_whose_reason_a_power_cut_took_is_told_to_have_none() {
    let site = Site::new();
    let store = site.store();
    let reasons = || logged(&store).into_iter().filter(|it| it.starts_with("opening_reason"));
    let start = |second| site.begin(&store, "", at(second, 0)).write(&store, Duration::ZERO);
    let open = |reason| {
        let opened = AuditDetail::OpenedByHand { reason, ticket: None };
        store.log(TERMINAL, &opened, at(2, 2).wall).unwrap();
    };
    start(0);
    open(Some(OpenReason::Phone));
    start(5);
    assert_eq!(reasons().count(), 0, "the reason was there with it");
    open(None);
    start(10);
    start(15);
    assert_eq!(reasons().collect::<Vec<_>>(), ["opening_reason: {}"], "told once");
}

#[test]
fn a_step_of_the_clock_is_told_and_a_clock_that_is_led_is_not() {
    let site = Site::new();
    let store = site.store();
    let mut audit = site.begin(&store, "", at(0, 0));
    // Half a second in each: led by somebody, for a minute.
    for turn in 1..60 {
        let wall = at(turn, 0).wall + SignedDuration::from_millis(turn * 500);
        audit.watch(Now { wall, mono: Duration::from_secs(turn.unsigned_abs()) });
    }
    audit.watch(at(60 + 30, 60));
    assert_eq!(audit.notes.len(), 2, "the start's alone");
    audit.watch(at(60 + 30 + 4, 61));
    audit.watch(at(-3600, 62));
    audit.write(&store, Duration::ZERO);
    assert_eq!(
        logged(&store)[2..],
        [
            r#"clock_stepped: {"from":"2026-05-01T01:48:11Z","to":"2026-05-01T01:48:14Z"}"#,
            r#"clock_stepped: {"from":"2026-05-01T01:48:15Z","to":"2026-05-01T00:46:40Z"}"#,
        ]
    );
}

#[test]
fn a_fire_line_that_shakes_does_not_fill_the_log() {
    let site = Site::new();
    let store = site.store();
    let mut audit = site.begin(&store, "", at(0, 0));
    for shake in 0..1000 {
        audit.fire_alarm(shake % 2 == 0, at(0, 1));
    }
    audit.fire_alarm(true, at(61, 61));
    audit.fire_alarm(false, at(62, 62));
    audit.write(&store, Duration::ZERO);
    let logged = logged(&store);
    assert_eq!(logged.len(), 2 + 20 + 2);
    assert_eq!(
        logged[2..4],
        [
            r#"fire_alarm: {"line":"gate.release_line"}"#,
            r#"fire_alarm_over: {"line":"gate.release_line"}"#
        ]
    );
    assert_eq!(logged[22], r#"fire_alarm: {"line":"gate.release_line","unlogged":980}"#);
    assert_eq!(logged[23], r#"fire_alarm_over: {"line":"gate.release_line"}"#);
}

#[test]
fn keys_are_told_by_their_fingerprints_also_those_that_changed_around_the_program() {
    let site = Site::new();
    let store = site.store();
    let (one, two) = (key(0xd3), key(0xd5));
    let mut audit = site.begin(&store, "", at(0, 0));
    audit.take_keys(std::slice::from_ref(&one), at(1, 1).wall);
    audit.take_keys(std::slice::from_ref(&one), at(2, 2).wall);
    audit.take_keys(&[one.clone(), two.clone()], at(3, 3).wall);
    audit.write(&store, Duration::ZERO);
    let again = AuditTrail::begin(&store, &config(""), &[two.clone(), one.clone()], at(9, 0));
    assert_eq!(again.notes.len(), 1, "{again:?}");
    let mut again = AuditTrail::begin(&store, &config(""), std::slice::from_ref(&two), at(9, 0));
    again.write(&store, Duration::ZERO);
    let (one, two) = (mark(&one), mark(&two));
    let json = |key: &KeyMark| {
        format!(r#"{{"sha256":"{}","start_time":"2026-05-01T00:00:00"}}"#, key.digits())
    };
    let logged = logged(&store);
    assert_eq!(
        logged[2..4],
        [
            format!(r#"keys_changed: {{"added":[{}]}}"#, json(&one)),
            format!(r#"keys_changed: {{"added":[{}]}}"#, json(&two)),
        ]
    );
    assert_eq!(logged[5], format!(r#"keys_changed: {{"gone":[{}]}}"#, json(&one)));
}

#[test]
fn what_can_not_be_written_waits() {
    let site = Site::new();
    let store = site.store();
    let mut audit = site.begin(&store, "", at(0, 0));
    let raw = rusqlite::Connection::open(store.path()).unwrap();
    raw.pragma_update(None, "key", format!("x'{}'", "07".repeat(32))).unwrap();
    raw.execute_batch("ALTER TABLE audit RENAME TO away").unwrap();
    audit.write(&store, Duration::from_secs(1));
    audit.keep_head(&store);
    raw.execute_batch("ALTER TABLE away RENAME TO audit").unwrap();
    audit.write(&store, Duration::from_secs(2));
    assert_eq!(logged(&store).len(), 0, "not yet tried again");
    audit.write(&store, Duration::from_secs(11));
    assert_eq!(logged(&store).len(), 2);
    // However long nothing can be written, memory is bounded.
    for alarm in 0..5000 {
        audit.fire_alarm(true, at(0, alarm * 60));
    }
    assert_eq!(audit.notes.len(), MOST_NOTES);
}

#[test]
fn what_became_of_updates_is_told_once_each_time() {
    let site = Site::new();
    let store = site.store();
    let places = Places::below(site.folder.path());
    let write = |path: std::path::PathBuf, text: &str| {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let mut audit = site.begin(&store, "", at(0, 0));
    // Nothing, and what does not read.
    audit.take_updates(&places, at(1, 1).wall);
    write(places.outcome(), "OUTCOME=perhaps\nVERSION=0.3.0\n");
    audit.take_updates(&places, at(1, 1).wall);
    assert_eq!(audit.notes.len(), 2, "the start's alone");
    write(places.installed(), "VERSION=0.3.0\n");
    let not_kept = "OUTCOME=not_kept\nVERSION=0.3.0\nBACK=0.2.0\nREASON=self_test:camera\n";
    write(places.outcome(), not_kept);
    for _ in 0..3 {
        audit.take_updates(&places, at(2, 2).wall);
    }
    audit.write(&store, Duration::ZERO);
    // The other side's program knows of them; the same once more is another one.
    let mut audit = site.begin(&store, "", at(10, 0));
    audit.take_updates(&places, at(11, 1).wall);
    let later = std::time::SystemTime::now() + Duration::from_secs(5);
    write(places.outcome(), not_kept);
    std::fs::File::open(places.outcome()).unwrap().set_modified(later).unwrap();
    audit.take_updates(&places, at(12, 2).wall);
    write(places.outcome(), "OUTCOME=kept\nVERSION=0.4.0\nREASON=\n");
    std::fs::remove_file(places.installed()).unwrap();
    audit.take_updates(&places, at(13, 3).wall);
    audit.write(&store, Duration::ZERO);
    let not_kept =
        r#"update_not_kept: {"version":"0.3.0","back":"0.2.0","why":"self_test:camera"}"#;
    let logged = logged(&store);
    let told: Vec<&String> = logged.iter().filter(|line| line.starts_with("update")).collect();
    assert_eq!(
        told,
        [
            r#"update_installed: {"version":"0.3.0"}"#,
            not_kept,
            not_kept,
            r#"update_kept: {"version":"0.4.0"}"#
        ]
    );
}
