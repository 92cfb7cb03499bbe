//! Finding single records, as people and scripts see it.

use std::path::Path;
use std::process::{Command, Output};

use hallgate::terminal::report::{COLUMNS, ReportFormat, write_records};
use hallgate::terminal::store::{RecordFilter, Seat};
use hallgate::words::Language;

use super::site::{DAY, Site, at};

fn run(args: &[&str], config: &Path) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hallgate"));
    program.arg("records").args(args).arg("--config").arg(config).output().unwrap()
}

/// The numbers of the records that the program finds.
fn found(site: &Site, args: &[&str]) -> Vec<i64> {
    let done = run(&[args, &["--format", "json"]].concat(), &site.config_file());
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    let records: Vec<serde_json::Value> = serde_json::from_slice(&done.stdout).unwrap();
    records.iter().map(|line| line["seq"].as_i64().unwrap()).collect()
}

fn written(site: &Site, filter: &RecordFilter, format: ReportFormat, language: Language) -> String {
    let mut out = Vec::new();
    write_records(&site.reader(), &site.terminal(language), filter, format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn records_are_found_by_what_somebody_knows_of_them() {
    let site = Site::filled();
    let cases: [(&[&str], &[i64]); 24] = [
        (&["--ticket", "1234567800000007"], &[7]),
        (&["--ticket", " 12345678 00000007 "], &[7]),
        (&["--ticket", "0013"], &[13]),
        (&["--ticket", "9999"], &[]),
        (&["--ticket", "0013", "--day", "2026-05-02"], &[]),
        (&["--day", "2026-05-02"], &[14]),
        (&["--day", "2026-05-01", "--from", "18:59:59"], &[6, 7, 8, 9, 10, 11, 12, 13]),
        (&["--day", "2026-05-01", "--from", "18:59:59", "--limit", "2"], &[6, 7]),
        (&["--day", "2026-05-01", "--to", "18:59:59"], &[2, 3, 4, 5]),
        (&["--day", "2026-05-01", "--to", "18:59:59", "--limit", "2"], &[4, 5]),
        (&["--day", "2026-05-01", "--from", "00:00", "--to", "00:20"], &[10, 11]),
        (&["--from", "2026-05-01 23:00", "--to", "2026-05-02T00:00"], &[8, 9]),
        (&["--from", "2026-05-02T06:00:00"], &[14]),
        (&["--seat", "6x12", "--day", "2026-05-01"], &[12]),
        (&["--seat", "00000000001006", "--day", "2026-05-01"], &[]),
        (&["--seat", "0000000000100612", "--day", "2026-05-02"], &[14]),
        (&["--session", "2026050100000007", "--limit", "3"], &[12, 13, 14]),
        (&["--upload", "set_aside"], &[7]),
        (&["--upload", "pending"], &[9, 10, 11, 12, 13, 14]),
        (&["--upload", "uploaded"], &[]),
        (&["--upload", "uploaded", "--day", "2026-05-01"], &[2, 3, 4, 5, 6, 8]),
        (&["--upload", "pending", "--day", "2026-05-01", "--limit", "1"], &[13]),
        (&["--upload", "pending", "--ticket", "0013"], &[13]),
        (&["--upload", "set_aside", "--ticket", "0013"], &[]),
    ];
    for (args, expected) in cases {
        assert_eq!(found(&site, args), expected, "{args:?}");
    }
    assert_eq!(found(&site, &[]), [0; 0], "nothing was checked today");
}

#[test]
fn what_is_no_search_is_wrong_usage() {
    let site = Site::filled();
    let cases: [(&[&str], &str, &str); 11] = [
        (&["--ticket", "123"], "its last 4 digits or more", "末尾 4 位以上"),
        (&["--ticket", "12%4"], "its last 4 digits or more", "末尾 4 位以上"),
        (&["--from", "25:00"], "is neither hh:mm nor", "hh:mm，或"),
        (&["--seat", "row six"], "neither ROWxCOLUMN nor a seat's code", "如 6x12"),
        (&["--seat", "6x"], "neither ROWxCOLUMN nor a seat's code", "如 6x12"),
        (&["--seat", "6-12"], "neither ROWxCOLUMN nor a seat's code", "如 6x12"),
        (&["--session", "7-1"], "is no session's code", "场次编码"),
        (&["--session", "影厅"], "is no session's code", "场次编码"),
        (&["--limit", "0"], "0 is not in 1..", "最多几条"),
        (
            &["--upload", "lost"],
            "possible values: pending, uploaded, set_aside",
            "set_aside（平台拒收）",
        ),
        (&["--bom"], "--bom is for --format csv alone", "--bom 只用于 --format csv"),
    ];
    for (args, english, chinese) in cases {
        for (config, words) in
            [(site.config_file_in_english(), english), (site.config_file(), chinese)]
        {
            let done = run(args, &config);
            let stderr = String::from_utf8_lossy(&done.stderr);
            assert_eq!(done.status.code(), Some(2), "{stderr}");
            assert!(stderr.contains(words), "{stderr}");
        }
    }
}

#[test]
fn an_end_that_is_not_behind_the_beginning_is_told() {
    let site = Site::filled();
    for (from, to, first, last) in [
        ("18:00", "17:00", "2026-05-01 18:00:00", "2026-05-01 17:00:00"),
        ("18:00", "18:00", "2026-05-01 18:00:00", "2026-05-01 18:00:00"),
        // Half past midnight is at the end of the business day.
        ("00:30", "23:30", "2026-05-02 00:30:00", "2026-05-01 23:30:00"),
        ("2026-05-02 01:00", "23:30", "2026-05-02 01:00:00", "2026-05-01 23:30:00"),
    ] {
        let args = ["--day", "2026-05-01", "--from", from, "--to", to];
        for (config, says) in [
            (site.config_file_in_english(), format!("--to {last} is not after --from {first}")),
            (
                site.config_file(),
                format!("结束时间 {last}（--to）须晚于开始时间 {first}（--from）"),
            ),
        ] {
            let done = run(&args, &config);
            let stderr = String::from_utf8_lossy(&done.stderr);
            assert_eq!((done.status.code(), stderr.lines().count()), (Some(1), 1), "{stderr}");
            assert!(stderr.contains(&says) && done.stdout.is_empty(), "{stderr}");
        }
    }
}

#[test]
fn a_record_tells_all_that_is_known_but_for_the_code_that_opens_the_gate() {
    let site = Site::filled();
    let filter = RecordFilter { ticket: "0004".parse().ok(), ..RecordFilter::default() };
    insta::assert_snapshot!(
        "record_json",
        written(&site, &filter, ReportFormat::Json, Language::English)
    );
    let csv = written(&site, &filter, ReportFormat::Csv { bom: true }, Language::Chinese);
    let header = COLUMNS.join(",");
    assert_eq!(csv.lines().next(), Some(format!("\u{feff}{header}").as_str()));
    assert_eq!(csv.lines().count(), 2);
}

#[test]
fn the_listing_reads_well() {
    let site = Site::filled();
    let filter = RecordFilter::of_day(DAY);
    insta::assert_snapshot!(
        "records_zh",
        written(&site, &filter, ReportFormat::Table, Language::Chinese)
    );
    insta::assert_snapshot!(
        "records_en",
        written(&site, &filter, ReportFormat::Table, Language::English)
    );
}

#[test]
fn a_listing_that_is_cut_says_so() {
    let site = Site::filled();
    for (newest, first, says) in
        [(false, "     2  ", "The first 3"), (true, "    11  ", "The last 3")]
    {
        let filter = RecordFilter { limit: Some(3), newest, ..RecordFilter::of_day(DAY) };
        let page = written(&site, &filter, ReportFormat::Table, Language::English);
        assert!(page.contains(says), "{page}");
        let line = page.lines().nth(4).unwrap();
        assert_eq!(line.split_whitespace().next(), first.split_whitespace().next(), "{page}");
    }
    let filter = RecordFilter { limit: Some(12), ..RecordFilter::of_day(DAY) };
    assert!(
        written(&site, &filter, ReportFormat::Table, Language::English).ends_with("Records: 12.\n")
    );
}

#[test]
fn nothing_found_is_said_in_words() {
    let site = Site::filled();
    let seat = Some(Seat::Place { row: 99, column: 1 });
    let filter = RecordFilter { seat, ..RecordFilter::of_day(DAY) };
    let chinese = written(&site, &filter, ReportFormat::Table, Language::Chinese);
    assert!(chinese.ends_with("没有符合条件的检票记录。\n"), "{chinese}");
    assert_eq!(written(&site, &filter, ReportFormat::Json, Language::Chinese), "[]\n");
    let csv = written(&site, &filter, ReportFormat::Csv { bom: false }, Language::Chinese);
    assert_eq!(csv, COLUMNS.join(",") + "\r\n");
}

#[test]
fn a_moment_bounds_the_records_in_every_time_zone() {
    let site = Site::filled();
    let numbers = |filter: &RecordFilter| {
        let lines = site.reader().find_records(filter).unwrap();
        lines.iter().map(|line| line.record.seq.0).collect::<Vec<_>>()
    };
    let from = Some(at("2026-05-02T05:59:59"));
    assert_eq!(numbers(&RecordFilter { from, ..RecordFilter::default() }), [13, 14]);
    let to = Some(at("2026-05-01T06:00:00"));
    assert_eq!(numbers(&RecordFilter { to, ..RecordFilter::default() }), [1]);
    assert_eq!(numbers(&RecordFilter { from, to, ..RecordFilter::default() }), [0; 0]);
    assert_eq!(numbers(&RecordFilter::default()).len(), 14);
}
