//! The protected log: every change stands in it, and nobody alters it unseen.

use hallgate::platform::ledger::LogDetail;
use hallgate::platform::ledger::Session;
use hallgate::platform::ledger::log::{self, Actor};
use jiff::Timestamp;
use serde_json::json;

use super::{Site, keys, operators, over_each, server_url};
use crate::cluster;

fn kinds(site: &Site) -> Vec<String> {
    let log = site.json(&["audit", "show", "--format", "json"]);
    let kind = |it: &serde_json::Value| it["kind"].as_str().unwrap().to_owned();
    log.as_array().unwrap().iter().map(kind).collect()
}

#[test]
fn every_change_stands_in_the_log() {
    over_each(|site| {
        assert_eq!(site.json(&["audit", "show", "--format", "json"]), json!([]));
        assert!(site.done(&["audit", "verify"]).contains("no entry yet"));
        site.done(&["cinema", "add", "12345678", "--name", "和平影都"]);
        site.done(&["cinema", "add", "12345678", "--name", "和平影都"]);
        site.done(&["cinema", "add", "12345678", "--name", "和平电影院"]);
        let out = site.folder.path().display().to_string();
        site.done(&["terminal", "add", "--cinema", "12345678", "hall-1", "--out", &out]);
        site.done(&["terminal", "enrol", "--cinema", "12345678", "hall-2"]);
        site.done(&["terminal", "rotate", "hall-1"]);
        site.done(&["terminal", "revoke", "hall-2", "--yes"]);
        operators::add(site, "chen", "admin", &[]);
        let mut expected = vec![
            "cinema_added",
            "cinema_renamed",
            "terminal_added",
            "terminal_invited",
            "terminal_rotated",
            "terminal_revoked",
            "operator_added",
        ];
        let backup = site.at("copy.db").display().to_string();
        if site.engine == "sqlite" {
            site.done(&["backup", &backup]);
            expected.push("backed_up");
        }
        assert_eq!(kinds(site), expected, "{}", site.engine);
        if site.engine == "sqlite" {
            site.done(&["restore", &backup, "--yes"]);
            // The backup itself was logged after it was made.
            *expected.last_mut().unwrap() = "restored";
            assert_eq!(kinds(site), expected);
        }
        let log = site.json(&["audit", "show", "--format", "json", "--limit", "2"]);
        assert_eq!(log.as_array().unwrap().len(), 2);
        assert_eq!(keys(&log[0]), ["at", "detail", "kind", "who"]);
        assert!(log[0]["who"].as_str().unwrap().starts_with("cli:"));
        assert!(log[0]["at"].as_str().unwrap().ends_with("+08:00"), "{}", log[0]);
        let output = site.done(&["audit", "verify"]);
        assert!(output.contains(&format!("{} entries", expected.len())), "{output}");
        let text = site.done(&["audit", "show"]);
        assert!(text.contains("chen · admin") && !text.contains("argon2"), "{text}");
        let chinese = site.run_in("zh_CN.UTF-8", &["audit", "show"]);
        assert!(String::from_utf8(chinese.out).unwrap().contains("更改影院名称"));
    });
}

fn noted(session: &mut Session, count: i64) {
    for id in 0..count {
        let detail = LogDetail::FindingClosed { id, reason: "seen".to_owned() };
        let by = Actor::operator("chen");
        session
            .transaction(|it| log::write(it, &by, &detail, Timestamp::from_second(id).unwrap()))
            .unwrap();
    }
}

#[test]
fn the_log_can_not_be_altered_and_tells_what_was_done_around_its_guards() {
    /// What is done, with the guards taken away; and what is told of it.
    const TRIALS: &[(&str, &str)] = &[
        ("UPDATE log SET who = 'li' WHERE id = 3", "entry 3"),
        ("UPDATE log SET detail = '{}' WHERE id = 1", "entry 1"),
        ("UPDATE log SET at_ms = at_ms + 1 WHERE id = 6", "entry 6"),
        ("DELETE FROM log WHERE id IN (3, 4)", "entries 3 to 4 are missing"),
        ("DELETE FROM log WHERE id > 4", "entries 5 to 6 were cut off"),
        ("DELETE FROM log", "entries 1 to 6 were cut off"),
        ("DELETE FROM log_head", "head was altered"),
        ("UPDATE log_head SET id = 5", "head was altered"),
        ("UPDATE log_head SET id = 9", "head was altered"),
        ("DELETE FROM notes WHERE name = 'log_key'", "by which key"),
        ("UPDATE log SET chain = 'nonsense' WHERE id = 2", "entry 2"),
    ];
    over_each(|site| {
        let mut session = site.session();
        noted(&mut session, 6);
        for sql in ["UPDATE log SET who = 'li'", "DELETE FROM log WHERE id = 6"] {
            let refused = session.execute(sql, &[]).unwrap_err().to_string();
            assert!(refused.contains("can not be altered"), "{refused}");
        }
        site.done(&["audit", "verify"]);
        let taken_away: &[&str] = match site.engine {
            "sqlite" => &["DROP TRIGGER log_stays", "DROP TRIGGER log_is_kept"],
            _ => &["DROP TRIGGER log_stays ON log"],
        };
        for sql in taken_away {
            session.execute(sql, &[]).unwrap();
        }
        for (sql, output) in TRIALS {
            // Each on the log as it was.
            let undone = session.transaction(|change| {
                change.execute(sql, &[])?;
                let fault = log::verify(change)?.unwrap_err().to_string();
                assert!(fault.contains(output), "{}: {sql}: {fault}", site.engine);
                Err::<(), _>(hallgate::platform::ledger::LedgerError::Ended)
            });
            assert!(undone.is_err());
        }
        // What is cut off stays to be seen however long the log grows.
        session.execute("DELETE FROM log WHERE id > 4", &[]).unwrap();
        noted(&mut session, 3);
        let output = site.run(&["audit", "verify"]);
        assert_eq!(output.code, 1);
        assert!(output.err.contains("entries 5 to 6 are missing"), "{}", output.err);
    });
}

/// Whoever has the tables' rights, or the file's key, takes all of it away: that it had begun is known.
#[test]
fn a_log_that_was_emptied_does_not_begin_anew() {
    over_each(|site| {
        let mut session = site.session();
        noted(&mut session, 6);
        let taken_away: &[&str] = match site.engine {
            "sqlite" => &["DROP TRIGGER log_stays", "DROP TRIGGER log_is_kept"],
            _ => &["ALTER TABLE log DISABLE TRIGGER log_stays"],
        };
        for sql in taken_away.iter().chain(&["DELETE FROM log", "DELETE FROM log_head"]) {
            session.execute(sql, &[]).unwrap();
        }
        let output = site.run(&["audit", "verify"]);
        assert!(output.code == 1 && output.err.contains("head was altered"), "{}", output.err);
        for _ in 0..2 {
            noted(&mut session, 3);
            let output = site.run(&["audit", "verify"]);
            assert_eq!(output.code, 1, "{}", site.engine);
            assert!(output.err.contains("entry 1"), "{}: {}", site.engine, output.err);
        }
    });
}

#[test]
fn two_writers_follow_one_another() {
    over_each(|site| {
        drop(site.session());
        std::thread::scope(|threads| {
            for _ in 0..4 {
                threads.spawn(|| noted(&mut site.session(), 8));
            }
        });
        assert!(site.done(&["audit", "verify"]).contains("32 entries"));
    });
}

#[test]
fn operators_and_the_log_go_over_to_postgresql_and_stay_whole() {
    let site = Site::with("sqlite", "");
    site.done(&["cinema", "add", "12345678"]);
    operators::add(&site, "chen", "admin", &[]);
    let database = cluster::shared().database();
    site.done(&["migrate", "--to", &server_url("owner", &database)]);
    let text = std::fs::read_to_string(site.config()).unwrap();
    let url = server_url("owner", &database);
    let text = text.replace("sqlite:platform.db", &url);
    std::fs::write(site.config(), &text).unwrap();
    assert_eq!(kinds(&site), ["cinema_added", "operator_added", "migrated"]);
    assert!(site.done(&["audit", "verify"]).contains("3 entries"));
    let people = site.json(&["operator", "list", "--format", "json"]);
    assert_eq!((&people[0]["name"], &people[0]["role"]), (&json!("chen"), &json!("admin")));
    // Without the key, or with another, nothing is added that would look like a break.
    let key = site.at("db.key");
    std::fs::write(&key, "08".repeat(32)).unwrap();
    for words in [&["audit", "verify"][..], &["cinema", "add", "87654321"]] {
        let output = site.run(words);
        assert_eq!(output.code, 1, "{words:?}");
        assert!(output.err.contains("store.key"), "{}", output.err);
    }
    std::fs::write(&key, "07".repeat(32)).unwrap();
    site.done(&["cinema", "add", "87654321"]);
    assert!(site.done(&["audit", "verify"]).contains("4 entries"));
}
