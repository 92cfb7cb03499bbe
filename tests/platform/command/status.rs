//! How the platform stands, and whether all is there that serving takes.

use hallgate::platform::ledger::cinemas::{self, Fetched, KeyEntry};
use hallgate::platform::ledger::fetch_fault::FetchFault;
use hallgate::platform::ledger::{notes, terminals};
use hallgate::transport::Fault;
use hallgate::words::Language;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Site, keys, over_each, secret};
use crate::ledger::{batch, cinema, record, taken};

const NATIONAL: &str = "[national]\nurl = \"https://127.0.0.1:9/\"\nusername = \"platform-1\"\n\
     private_key = \"file:/nowhere\"\n";

fn status(site: &Site) -> (i32, Value) {
    let output = site.run(&["status", "--json"]);
    (output.code, serde_json::from_slice(&output.out).unwrap())
}

#[test]
fn whoever_has_just_begun_without_a_national_platform_is_told_so() {
    over_each(|site| {
        let (code, status) = status(site);
        let wanted =
            ["attention", "cinemas", "database", "overdue", "terminals", "upstream", "waiting"];
        assert_eq!(keys(&status), wanted, "{}", site.engine);
        assert_eq!(status["database"]["engine"], site.engine);
        assert_eq!(status["upstream"], json!({"ok": false, "last_error": null}));
        assert_eq!((&status["waiting"], &status["overdue"]), (&json!(0), &json!(0)));
        assert_eq!((code, status["attention"].as_array().unwrap().len()), (1, 1));
        assert!(status["attention"][0].as_str().unwrap().contains("[national]"));
    });
}

#[test]
fn attention_and_the_exit_code_go_together() {
    for engine in ["sqlite", "postgres"] {
        let site = Site::with(engine, NATIONAL);
        let mut session = site.session();
        let now = Timestamp::now();
        let key = KeyEntry {
            start_time: "2020-01-01T00:00:00".parse().unwrap(),
            public_key: "a".to_owned(),
        };
        cinemas::add(&mut session, cinema(), "", now).unwrap();
        let whole = Fetched::Whole(vec![key]);
        session.transaction(|it| cinemas::keep(it, cinema(), &whole, now)).unwrap();
        notes::set(&mut session, notes::UPSTREAM_OK_AT, &now.as_second().to_string()).unwrap();
        notes::set(&mut session, notes::UPSTREAM_ERROR, "").unwrap();
        site.done(&["terminal", "enrol", "--cinema", "12345678", "hall-1"]);
        terminals::note_contact(&mut session, "hall-1", now, -7).unwrap();
        // Of a session to come: nothing is overdue.
        taken(&mut session, &[batch("hall-1", vec![record(1, 5)])]);
        let (code, well) = status(&site);
        assert_eq!((code, &well["attention"]), (0, &json!([])), "{engine}");
        assert_eq!(well["upstream"], json!({"ok": true, "last_error": null}));
        assert_eq!(well["waiting"], 1);
        assert_eq!(keys(&well["cinemas"][0]), ["code", "keys", "keys_age_s"]);
        assert_eq!(
            (&well["cinemas"][0]["code"], &well["cinemas"][0]["keys"]),
            (&json!("12345678"), &json!(1))
        );
        assert!(well["cinemas"][0]["keys_age_s"].as_i64().is_some());
        assert_eq!(keys(&well["terminals"][0]), ["heard_s", "name", "offset_s"]);
        assert_eq!(well["terminals"][0]["offset_s"], -7);
        assert!(site.done(&["status"]).contains("hall-1"));
        // Each of them alone is told, and ends with 1.
        terminals::note_contact(&mut session, "hall-1", now, -400).unwrap();
        let (code, slow) = status(&site);
        assert_eq!((code, slow["attention"].as_array().unwrap().len()), (1, 1));
        terminals::note_contact(&mut session, "hall-1", now, 0).unwrap();
        notes::set(&mut session, notes::UPSTREAM_ERROR, &Fault::Refused.kept()).unwrap();
        let (code, down) = status(&site);
        assert_eq!((code, &down["upstream"]["ok"]), (1, &json!(false)));
        assert_eq!(
            down["upstream"]["last_error"],
            Fault::Refused.in_section("national", Language::English)
        );
        notes::set(&mut session, notes::UPSTREAM_ERROR, "").unwrap();
        let mut late = record(2, 5);
        late.start_time = "2020-03-17T19:30:00".parse().unwrap();
        let mut batch = batch("hall-1", vec![late]);
        batch.records[0].session_end = "2020-03-17T22:00:00".parse().unwrap();
        taken(&mut session, &[batch]);
        let (code, late) = status(&site);
        assert_eq!((code, &late["overdue"], &late["waiting"]), (1, &json!(1), &json!(2)));
        let output = site.run(&["status"]);
        assert!(output.code == 1 && output.err.contains("HG1140"), "{}", output.err);
        // A terminal that is revoked is nobody's trouble.
        site.done(&["terminal", "revoke", "hall-1", "--yes"]);
        assert_eq!(status(&site).1["terminals"], json!([]));
    }
}

#[test]
fn the_doctor_tells_each_thing_and_what_to_do() {
    over_each(|site| {
        let output = site.run(&["doctor"]);
        let page = String::from_utf8(output.out).unwrap();
        assert_eq!(output.code, 1, "{page}");
        assert!(page.lines().count() == 8 && page.contains("[national]"), "{page}");
        assert!(page.contains(&format!("Database  {}", site.engine)), "{page}");
        let faults = page.lines().filter(|line| line.starts_with("FAULT"));
        assert!(faults.clone().all(|line| line.contains(" [HG") && line.ends_with(']')), "{page}");
        assert!(page.contains("[HG0545]"), "{page}");
    });
    let site = Site::with("sqlite", "");
    secret(&site.at("db.key"), "short");
    let output = site.run_in("zh_CN.UTF-8", &["doctor"]);
    let page = String::from_utf8(output.out).unwrap();
    assert!(output.code == 1 && page.contains("store.key") && page.contains("密钥"), "{page}");
    assert!(output.err.contains("HG1141"), "{}", output.err);
}

#[test]
fn a_cinema_whose_keys_do_not_come_is_told_with_the_reason() {
    for engine in ["sqlite", "postgres"] {
        let site = Site::with(engine, NATIONAL);
        let now = Timestamp::now();
        let mut session = site.session();
        site.done(&["cinema", "add", "87654321"]);
        let told = |status: &Value| status["attention"].to_string().contains("87654321");
        assert!(!told(&status(&site).1), "not asked for yet");
        let other = "87654321".parse().unwrap();
        let empty = Fetched::Failed(FetchFault::Empty);
        session.transaction(|it| cinemas::keep(it, other, &empty, now)).unwrap();
        let (code, status) = status(&site);
        assert!(code == 1 && told(&status), "{}: {status}", site.engine);
        let listed = site.done(&["cinema", "list"]);
        assert!(listed.contains("no key in the reply"), "{listed}");
        let shown = String::from_utf8(site.run(&["status"]).out).unwrap();
        assert!(shown.contains("87654321: no keys yet"), "{shown}");
    }
}
