//! The ledger as a whole: tables and rights, taking it over into PostgreSQL, backup and restore.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use hallgate::platform::ledger::Place;
use hallgate::platform::ledger::findings;
use hallgate::platform::serving;

use super::{Site, server_url};
use crate::cluster;
use crate::ledger::{batch, record, taken};

pub fn filled(site: &Site) {
    site.done(&["terminal", "enrol", "--cinema", "12345678", "hall-1"]);
    let mut session = site.session();
    let mut other = record(3, 40);
    other.start_time = "2030-05-01T20:00:00".parse().unwrap();
    taken(&mut session, &[batch("hall-1", vec![record(1, 10), record(2, 20), other])]);
    taken(&mut session, &[batch("hall-2", vec![record(1, 30)])]);
}

#[test]
fn a_ledger_is_taken_over_whole_or_not_at_all() {
    let site = Site::with("sqlite", "");
    filled(&site);
    let place = cluster::shared().database();
    let url = server_url("owner", &place);
    let held = serving::hold(&site.at("data")).unwrap().unwrap();
    let serves = site.run(&["migrate", "--to", &url]);
    assert!(serves.code == 1 && serves.err.contains("HG1136"), "{}", serves.err);
    drop(held);
    let proof = site.done(&["migrate", "--to", &url]);
    assert!(proof.contains("schema --url") && proof.contains("--role"), "{proof}");
    let row = |table: &str| {
        let found = proof.lines().find_map(|line| line.strip_prefix(&format!("{table}\t")));
        found.unwrap_or_else(|| panic!("{table}: {proof}")).split('\t').next().unwrap().to_owned()
    };
    assert_eq!(
        (row("records"), row("terminals"), row("findings")),
        ("4".into(), "1".into(), "1".into())
    );
    let (mut here, mut there) = (site.session(), place.connect().unwrap());
    let all = |session: &mut _| findings::list(session, true, None).unwrap();
    assert_eq!(all(&mut here), all(&mut there));
    let days = [
        "report",
        "--format",
        "json",
        "--by",
        "session",
        "--from",
        "2030-03-01",
        "--to",
        "2030-05-02",
    ];
    let before = site.json(&days);
    // From then on it is PostgreSQL's, and numbers go on.
    let config = fs::read_to_string(site.config()).unwrap();
    fs::write(site.config(), config.replace("sqlite:platform.db", &url)).unwrap();
    assert_eq!(site.json(&days), before);
    taken(&mut there, &[batch("hall-1", vec![record(9, 55)])]);
    taken(&mut there, &[batch("hall-2", vec![record(9, 56)])]);
    assert_eq!(all(&mut there).len(), 2);
    let already = site.run(&["migrate", "--to", &url]);
    assert!(already.code == 1 && already.err.contains("HG1138"), "{}", already.err);
    fs::write(site.config(), config).unwrap();
    let full = site.run(&["migrate", "--to", &url]);
    assert!(full.code == 1 && full.err.contains("HG1120"), "{}", full.err);
    let nowhere = site.run(&["migrate", "--to", "mysql://x"]);
    assert!(nowhere.code == 1 && nowhere.err.contains("HG1138"), "{}", nowhere.err);
}

#[test]
fn what_stood_there_is_kept_however_often_it_is_replaced() {
    let site = Site::with("sqlite", "");
    filled(&site);
    let copy = site.at("copy.db");
    site.done(&["backup", &copy.display().to_string()]);
    let Place::Sqlite { path, key } = site.place() else { panic!() };
    // All in one second, and a name is taken by something else.
    let now = jiff::Timestamp::now();
    let restored: Vec<_> = (0..3)
        .map(|_| hallgate::platform::ledger::backup::restore(&path, &key, &copy, now).unwrap())
        .collect();
    let mut kept: Vec<_> = restored.into_iter().map(|(_, kept)| kept.unwrap()).collect();
    kept.sort();
    kept.dedup();
    assert_eq!(kept.len(), 3, "{kept:?}");
    for kept in &kept {
        let mut session = Place::Sqlite { path: kept.clone(), key: key.clone() }.connect().unwrap();
        let row = session.row("SELECT count(*) FROM records", &[]).unwrap().unwrap();
        assert_eq!(row.int(0).unwrap(), 4, "{kept:?}");
    }
}

#[test]
fn a_backup_is_whole_while_it_serves_and_goes_back_when_it_does_not() {
    let site = Site::with("sqlite", "");
    filled(&site);
    let serving = serving::hold(&site.at("data")).unwrap().unwrap();
    let copy = site.at("copy.db");
    let file = copy.display().to_string();
    assert!(site.done(&["backup", &file]).contains("4 check records"));
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(!fs::read(&copy).unwrap().starts_with(b"SQLite format"));
    let again = site.run(&["backup", &file]);
    assert_eq!(again.code, 1, "it is there already");
    // Two more, which the backup does not have.
    taken(&mut site.session(), &[batch("hall-1", vec![record(7, 1), record(8, 2)])]);
    let serves = site.run(&["restore", &file, "--yes"]);
    assert!(serves.code == 1 && serves.err.contains("HG1136"), "{}", serves.err);
    drop(serving);
    let unasked = site.run(&["restore", &file]);
    assert!(unasked.code == 1 && unasked.err.contains("--yes"), "{}", unasked.err);
    let count = || {
        let found = site.json(&[
            "records",
            "--format",
            "json",
            "--from",
            "2030-03-01",
            "--to",
            "2030-05-02",
        ]);
        found.as_array().unwrap().len()
    };
    assert_eq!(count(), 6);
    fs::write(site.at("torn.db"), &fs::read(&copy).unwrap()[..6000]).unwrap();
    fs::write(site.at("nothing.db"), "").unwrap();
    for name in ["torn.db", "nothing.db", "missing.db"] {
        let bad = site.at(name).display().to_string();
        let output = site.run(&["restore", &bad, "--yes"]);
        assert_eq!(output.code, 1, "{name}");
        assert_eq!(count(), 6, "{name}: {}", output.err);
    }
    assert!(site.done(&["restore", &file, "--yes"]).contains("4 check records"));
    assert_eq!(count(), 4);
    let kept = fs::read_dir(site.at("data"))
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains(".before-"));
    assert!(kept.count() >= 1);
    // Onto a machine with nothing nobody has to be asked.
    let fresh = Site::with("sqlite", "");
    fresh.done(&["restore", &file]);
    let server = Site::with("postgres", "");
    for words in [&["backup", &file][..], &["restore", &file, "--yes"]] {
        let output = server.run(words);
        assert!(output.code == 1 && output.err.contains("pgBackRest"), "{}", output.err);
    }
}
