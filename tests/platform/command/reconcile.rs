//! What terminals reported, what stands here, what the national platform accepted.

use std::time::{Duration, Instant};

use hallgate::platform::ledger::outbox;
use hallgate::platform::ledger::take::{Arrival, RecordBatch, assumed_end, take};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::serve::Serving;
use super::{Site, national, over_each, under};
use crate::client::{self, Client, public_pem, sold};
use crate::ledger::{at, batch, cinema, record, taken};

const DAY: [&str; 2] = ["--day", "2030-03-17"];

/// The comparison as scripts read it, and the exit status.
fn compared(site: &Site, words: &[&str]) -> (i32, Value) {
    let told = site.run(&[&["reconcile", "--format", "json"], words].concat());
    let shown = serde_json::from_slice(&told.out).unwrap_or_else(|_| panic!("{}", told.err));
    (told.code, shown)
}

#[test]
fn each_session_has_three_counts_and_what_differs_is_named() {
    over_each(|site| {
        let mut session = site.session();
        let mut late = record(3, 40);
        late.session_code = "0000000000000002".parse().unwrap();
        late.start_time = "2030-03-17T10:30:00".parse().unwrap();
        taken(&mut session, &[batch("hall-1", vec![record(1, 10), record(2, 20), late])]);
        let first = outbox::pending(&mut session, cinema(), 1).unwrap();
        session.transaction(|it| outbox::note_accepted(it, cinema(), &first, at(5))).unwrap();
        let (code, found) = compared(site, &DAY);
        assert_eq!(code, 1, "{}", site.engine);
        let total = json!({"terminal": 3, "here": 3, "national": 1, "late": 3, "differing": 2});
        assert_eq!(found["total"], total);
        let sessions = found["sessions"].as_array().unwrap();
        let shown: Vec<_> =
            sessions.iter().map(|it| (it["national"].clone(), it["agrees"].clone())).collect();
        assert_eq!(shown, [(json!(0), json!(false)), (json!(1), json!(false))]);
        let gaps = found["differences"].as_array().unwrap();
        assert_eq!(gaps.len(), 2);
        assert!(gaps.iter().all(|gap| gap["difference"] == "waiting"), "{gaps:?}");
        let rest = outbox::pending(&mut session, cinema(), 9).unwrap();
        session.transaction(|it| outbox::note_accepted(it, cinema(), &rest, at(5))).unwrap();
        let (code, found) = compared(site, &DAY);
        assert_eq!((code, &found["differences"]), (0, &json!([])), "{found}");
        assert!(found.get("asked").is_none());
        let none = compared(site, &["--cinema", "00000000"]);
        assert_eq!((none.0, &none.1["sessions"]), (0, &json!([])));
        // What was counted as it came is no longer here.
        let sql =
            "UPDATE tallies SET records = records + 1 WHERE session_code = '0000000000000002'";
        session.execute(sql, &[]).unwrap();
        let (code, found) = compared(site, &DAY);
        let first = &found["sessions"][0];
        assert_eq!((code, &first["terminal"], &first["here"]), (1, &json!(2), &json!(1)));
        let chinese = site.run_in("zh_CN.UTF-8", &[&["reconcile"][..], &DAY].concat());
        let page = String::from_utf8(chinese.out).unwrap();
        assert!(page.contains("国家平台接受") && chinese.err.contains("HG1149"), "{page}");
        let csv = site.run(&[&["reconcile", "--format", "csv"][..], &DAY].concat());
        assert_eq!(
            String::from_utf8(csv.out).unwrap().lines().next().unwrap(),
            "cinema,start_time,screen_code,session_code,terminal,here,national,late,differing"
        );
        let book = site.run(&[&["reconcile", "--format", "xlsx"][..], &DAY].concat());
        assert!(book.out.starts_with(b"PK"));
        let nobody = site.run(&["reconcile", "--ask"]);
        assert!(nobody.code == 1 && nobody.err.contains("[national]"), "{}", nobody.err);
        assert_eq!(site.run(&["reconcile", "--day", "tomorrow"]).code, 2);
    });
}

#[test]
fn a_late_record_goes_up_at_once_and_the_national_platform_is_asked_for_each() {
    for engine in ["sqlite", "postgres"] {
        let site = Site::with(engine, "[listen]\naddress = \"127.0.0.1:0\"\n");
        let national = national(&site.at("national.db"));
        under(&site, &national, "forward_after_s = 3600\nrefresh_s = 1\nretry_max_s = 1\n");
        std::fs::write(site.at("hall-12.pem"), public_pem("terminal")).unwrap();
        let key = site.at("hall-12.pem").display().to_string();
        let add = ["terminal", "add", "--cinema", "44010201", "hall-12", "--public-key", &key];
        site.done(&add);
        let serving = Serving::start(&site);
        let ca = std::fs::read_to_string(site.at("data/ca.pem")).unwrap();
        let terminal = Client::at(serving.url.clone(), &ca);
        // Sessions of 2024: their records are late, and do not wait for company for an hour.
        assert_eq!(terminal.report(sold(&national, 0..3)), Ok(true));
        let began = Instant::now();
        while national.received().unwrap().len() < 3 {
            assert!(began.elapsed() < Duration::from_secs(60), "{engine}: they wait");
            std::thread::sleep(Duration::from_millis(50));
        }
        let day = ["--day", "2024-02-29"];
        let is_noted = || compared(&site, &day).0 == 0;
        while !is_noted() {
            assert!(began.elapsed() < Duration::from_secs(60), "{engine}: never noted");
        }
        let (code, found) = compared(&site, &[&["--ask"][..], &day].concat());
        assert_eq!((code, &found["asked"], &found["unasked"]), (0, &json!(3), &json!(0)));
        assert_eq!(found["total"]["late"], 3, "{engine}");
        let records = site.json(&[&["records", "--format", "json"][..], &day].concat());
        assert!(records.as_array().unwrap().iter().all(|it| it["Late"] == true), "{records}");
        serving.stop();

        // One that is noted as accepted and was never sent, one that nobody has sold.
        let mut others = sold(&national, 3..4);
        let mut unknown = others[0].clone();
        unknown.film_ticket_code = "4401020100000099".parse().unwrap();
        others.push(unknown);
        let mut session = site.session();
        let records = others.iter().map(|record| Arrival {
            record: record.clone(),
            proved: true,
            session_end: assumed_end(record.start_time),
        });
        let batch = RecordBatch {
            cinema: client::cinema(),
            username: "hall-12".into(),
            at: Timestamp::now(),
            offset_s: 0,
            records: records.collect(),
        };
        session.transaction(|it| take(it, &[batch])).unwrap();
        let all = outbox::pending(&mut session, client::cinema(), 9).unwrap();
        session
            .transaction(|it| outbox::note_accepted(it, client::cinema(), &all, Timestamp::now()))
            .unwrap();
        let ask = [&["--ask"][..], &day].concat();
        let (code, found) = compared(&site, &ask);
        let gaps: Vec<_> = found["differences"].as_array().unwrap().iter().collect();
        let shown: Vec<_> = gaps.iter().map(|gap| gap["difference"].as_str().unwrap()).collect();
        assert_eq!((code, shown), (1, vec!["not_checked", "unknown"]), "{engine}");
        assert_eq!(gaps[0]["film_ticket_code"], "4401020100000003");
        national.pause();
        let told = site.run(&[&["reconcile"][..], &ask].concat());
        assert!(told.code == 1 && told.err.contains("HG1150"), "{}", told.err);
    }
}
