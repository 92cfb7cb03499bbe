//! One ticket at two doors that are both offline, and one's own upload of which the answer was lost.

use std::process::Output;
use std::time::Duration;

use hallgate::peer::PeerFault;
use rustix::process::Signal;
use serde_json::Value;

use super::process::{hallgate, of};
use super::site::Site;

fn asked(site: &Site, words: &[&str]) -> Output {
    hallgate().args(words).arg("--config").arg(site.write_config()).output().unwrap()
}

fn json(site: &Site, words: &[&str]) -> Value {
    serde_json::from_slice(&asked(site, words).stdout).unwrap()
}

/// How the terminal stands; whether something needs attention is the exit code, too.
fn status(site: &Site) -> Value {
    let done = asked(site, &["status", "--json"]);
    let status: Value = serde_json::from_slice(&done.stdout).unwrap();
    let well = status["attention"].as_array().unwrap().is_empty();
    assert_eq!(done.status.code(), Some(i32::from(!well)), "{status}");
    status
}

#[test]
fn a_ticket_at_two_offline_doors_is_found_by_the_one_that_uploads_later() {
    let mut site = Site::new();
    let doors = ["hallgate.db", "other.db"];
    let at_door = |site: &mut Site, door: &str| {
        let path = site.path(door).display().to_string();
        site.set("store.path", path);
    };
    for door in doors {
        at_door(&mut site, door);
        site.fetch_keys();
    }
    site.platform.pause();
    let (_, texts) = site.sell(3);
    for (door, shown) in doors.into_iter().zip([&texts[..2], &texts[1..]]) {
        at_door(&mut site, door);
        site.show_each(shown);
        let ended = site.start().end();
        assert_eq!(ended.reasons(), ["ok", "ok"], "{}", ended.stderr);
    }
    site.platform.resume().unwrap();
    site.show_each::<&str>(&[]);
    at_door(&mut site, doors[0]);
    let first = site.start().end();
    assert_eq!(first.of("upload")[0]["result"], "accepted", "{}", first.stderr);
    assert!(first.of("double_admission").is_empty());
    let none = asked(&site, &["reconcile"]);
    assert!(String::from_utf8_lossy(&none.stdout).contains("全部相符"), "{none:?}");

    // Ticket 2 is the first record of the second door.
    at_door(&mut site, doors[1]);
    let second = site.start().end();
    let found = second.of("double_admission");
    assert_eq!((found.len(), &found[0]["seq"]), (1, &1.into()), "{}", second.stderr);
    assert!(second.stderr.contains("WARN  record 1 is a double admission"), "{}", second.stderr);
    // Both records are at the platform: it is the cinema's business whose was right. Those of one
    // second are the same to it.
    let counts = site.platform.counts().unwrap();
    assert_eq!(counts.doubled_tickets + counts.repeats, 1);

    let differences = json(&site, &["reconcile", "--format", "json"])["differences"].clone();
    assert_eq!(differences.as_array().unwrap().len(), 1, "{differences}");
    assert_eq!(differences[0]["difference"], "double_admission");
    let page = String::from_utf8(asked(&site, &["reconcile"]).stdout).unwrap();
    assert!(page.contains("重复入场") && page.contains("此前已在别处检票"), "{page}");
    let report = json(&site, &["report", "--format", "json"]);
    assert_eq!(report["double_admissions"][0]["seq"], 1, "{report}");
    let page = String::from_utf8(asked(&site, &["report"]).stdout).unwrap();
    assert!(page.contains("重复入场"), "{page}");
    let csv = String::from_utf8(asked(&site, &["report", "--format", "csv"]).stdout).unwrap();
    let last: Vec<&str> = csv.lines().map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(last, ["double_admission", "yes", "no"]);
    let status = status(&site);
    assert!(status["attention"].as_array().unwrap().contains(&"double_admission".into()));
    assert_eq!(status["double_admissions"][0]["records"], 1);
    let log = asked(&site, &["audit", "show", "--what", "double_admission"]);
    assert_eq!(String::from_utf8_lossy(&log.stdout).matches("记录 1：").count(), 1, "{log:?}");
}

#[test]
fn the_platforms_word_of_ones_own_upload_is_no_finding() {
    let mut site = Site::new();
    site.fetch_keys();
    site.platform.pause();
    let (codes, texts) = site.sell(2);
    site.show_each(&texts);
    site.start().end();
    // Carried out at once, answered later: the power goes in between.
    site.platform.set_fault(PeerFault::Slow(Duration::from_secs(3))).unwrap();
    site.platform.resume().unwrap();
    site.set("camera.hold_ms", 600_000);
    site.show_each(&["nothing of interest"]);
    let running = site.start();
    while site.platform.counts().unwrap().records < 2 {
        std::thread::sleep(Duration::from_millis(5));
    }
    running.kill();
    assert_eq!(site.store().pending().unwrap(), 2, "nothing was heard of them");
    site.platform.set_fault(PeerFault::None).unwrap();
    let mut running = site.start();
    running.until(|event| event["result"] == "accepted" && event["last_seq"] == 2);
    running.signal(Signal::TERM);
    let ended = running.end();
    assert!(of(&ended.events, "double_admission").is_empty(), "{}", ended.stderr);
    assert_eq!(site.arrived(), codes);
    let status = status(&site);
    assert_eq!(status["double_admissions"], Value::Array(Vec::new()));
}
