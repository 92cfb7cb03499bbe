//! Reports from the tallies, and the single records.

use std::io::Cursor;

use hallgate::platform::ledger::outbox;
use serde_json::json;

use super::{Site, keys, over_each};
use crate::ledger::{at, batch, cinema, record, taken};

/// Three records of two terminals, of which one is a double and one is upstream.
fn filled(site: &Site) {
    site.done(&["cinema", "add", "12345678"]);
    let mut session = site.session();
    taken(&mut session, &[batch("hall-1", vec![record(1, 10), record(2, 20)])]);
    taken(&mut session, &[batch("hall-2", vec![record(1, 30)])]);
    let first = outbox::pending(&mut session, cinema(), 1).unwrap();
    session.transaction(|it| outbox::note_accepted(it, cinema(), &first, at(5))).unwrap();
}

const DAY: [&str; 2] = ["--day", "2030-03-17"];

#[test]
fn a_report_counts_what_was_taken_and_what_is_upstream() {
    over_each(|site| {
        filled(site);
        let report =
            |by: &str| site.json(&[&["report", "--by", by, "--format", "json"][..], &DAY].concat());
        let sum = json!({
            "records": 3, "admitted": 2, "forwarded": 1, "waiting": 2, "set_aside": 0,
            "unproved": 0, "price": "70.00", "service": "6.00",
        });
        for (by, headings, rows) in [
            ("cinema", &["cinema"][..], 1),
            ("screen", &["cinema", "screen_code"], 1),
            ("session", &["cinema", "screen_code", "session_code", "start_time"], 1),
            ("terminal", &["cinema", "terminal"], 2),
            ("hour", &["hour"], 1),
        ] {
            let report = report(by);
            assert_eq!(report["total"], sum, "{} {by}", site.engine);
            assert_eq!(report["rows"].as_array().unwrap().len(), rows, "{by}");
            let mut wanted: Vec<&str> = keys(&sum);
            wanted.extend(headings);
            wanted.sort_unstable();
            assert_eq!(keys(&report["rows"][0]), wanted, "{by}");
        }
        assert_eq!(report("hour")["rows"][0]["hour"], 19);
        assert_eq!(report("terminal")["rows"][1]["terminal"], "hall-2");
        let none = ["report", "--cinema", "00000000", "--format", "json"];
        let none = site.json(&[&none[..], &DAY].concat());
        assert_eq!((&none["rows"], &none["total"]["price"]), (&json!([]), &json!("0.00")));
    });
}

#[test]
fn a_report_is_a_table_csv_or_a_workbook_in_the_readers_language() {
    let site = Site::with("sqlite", "");
    filled(&site);
    let words = |format| [&["report", "--by", "session", "--format", format][..], &DAY].concat();
    let table = site.run_in("zh_CN.UTF-8", &words("table"));
    let table = String::from_utf8(table.out).unwrap();
    assert!(table.contains("影厅编码") && table.contains("70.00"), "{table}");
    let csv = site.done(&words("csv"));
    assert_eq!(
        csv,
        "cinema,screen_code,session_code,start_time,records,admitted,forwarded,waiting,set_aside,\
         unproved,price,service\r\n12345678,0000000000000003,0000000000000001,2030-03-17T19:30:00,\
         3,2,1,2,0,0,70.00,6.00\r\n"
    );
    let book = site.run(&words("xlsx"));
    assert_eq!(book.code, 0, "{}", book.err);
    assert!(book.out.starts_with(b"PK"));
    let mut book = zip::ZipArchive::new(Cursor::new(book.out)).unwrap();
    let mut read = |name: &str| std::io::read_to_string(book.by_name(name).unwrap()).unwrap();
    let (sheet, texts) = (read("xl/worksheets/sheet1.xml"), read("xl/sharedStrings.xml"));
    // Codes are texts with their zeros, amounts are numbers.
    assert!(texts.contains("<t>0000000000000003</t>") && texts.contains("<t>Fees</t>"), "{texts}");
    assert!(sheet.contains("<v>70</v>"), "{sheet}");
}

#[test]
fn records_are_told_by_the_names_of_the_wire() {
    over_each(|site| {
        filled(site);
        let found = site.json(&[&["records", "--format", "json"][..], &DAY].concat());
        let wanted = [
            "CheckTime",
            "CinemaCode",
            "ColumnNum",
            "FilmCode",
            "FilmName",
            "FilmTicketCode",
            "Late",
            "Price",
            "RowNum",
            "ScreenCode",
            "ScreenName",
            "Service",
            "SessionCode",
            "StartTime",
            "State",
            "TicketInfoCode",
            "TicketType",
            "Username",
        ];
        assert_eq!(keys(&found[0]), wanted, "{}", site.engine);
        let states: Vec<_> = found
            .as_array()
            .unwrap()
            .iter()
            .map(|it| (it["Username"].as_str().unwrap(), it["State"].as_str().unwrap()))
            .collect();
        assert_eq!(states, [("hall-1", "forwarded"), ("hall-1", "waiting"), ("hall-2", "waiting")]);
        assert_eq!(found[0]["Price"].to_string(), "35.00");
        let of = |more: &[&str]| {
            let found = site.json(&[&["records", "--format", "json"][..], more].concat());
            found.as_array().unwrap().len()
        };
        // A ticket is found whatever day it was.
        assert_eq!(of(&["--ticket", "0000000000000001"]), 2);
        assert_eq!(of(&["--ticket", "0000000000000009"]), 0);
        assert_eq!(of(&["--terminal", "hall-2", "--day", "2030-03-17"]), 1);
        assert_eq!(of(&["--from", "2030-03-16", "--to", "2030-03-18", "--cinema", "12345678"]), 3);
        assert_eq!(of(&["--day", "2030-03-18"]), 0);
        let csv = site.done(&[&["records", "--format", "csv"][..], &DAY].concat());
        assert_eq!(csv.lines().count(), 4);
        assert!(!csv.contains("code of 1"), "a ticket's own code is no line of a list");
        assert!(site.done(&[&["records"][..], &DAY].concat()).contains("Records: 3"));
    });
}

#[test]
fn a_bad_day_is_wrong_usage() {
    let site = Site::with("sqlite", "");
    for words in [
        &["report", "--day", "2026-02-30"][..],
        &["report", "--day", "tomorrow"],
        &["report", "--day", "2026-02-01", "--from", "2026-02-01"],
        &["report", "--from", "2026-02-02", "--to", "2026-02-01"],
        &["report", "--to", "2026-02-02"],
        &["report", "--by", "moon"],
        &["records", "--from", "2026-02-02", "--to", "2026-02-01"],
        &["records", "--ticket", "1"],
        &["records", "--format", "xml"],
    ] {
        let output = site.run(words);
        assert_eq!(output.code, 2, "{words:?}: {}", output.err);
        assert!(!output.err.is_empty());
    }
}
