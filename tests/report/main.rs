//! The reports on real stores: a business day with its borders, compared with counts made
//! another way, and as people and scripts see it.

#![cfg(feature = "peer")]

mod counts;
mod reconcile;
mod search;
mod site;
mod status;
mod stuck;

use hallgate::terminal::config::TerminalConfig;
use hallgate::terminal::report::{
    COLUMNS, Day, ReportFormat, TOTALS_COLUMNS, Yuan, run, write_totals,
};
use hallgate::ticket::Fen;
use hallgate::words::Language;
use hallgate::words::colour::Palette;
use jiff::civil::{Date, DateTime, date};

use site::{DAY, OPENED, REFUSED, Show, Site, at, business_day, of_day};

#[test]
fn the_figures_are_those_of_a_count_by_hand() {
    let day = Site::filled().day(DAY);
    assert_eq!(day.sums.totals.admitted, 12);
    assert_eq!(day.sums.totals.admitted, of_day().count() as u64);
    let sum = |of: fn(&Show) -> u32| Yuan(of_day().map(|(_, show)| u64::from(of(show))).sum());
    assert_eq!(day.sums.totals.price, sum(|show| show.fen.0));
    assert_eq!(day.sums.totals.service_fee, sum(|show| show.fen.1));
    let totals = day.sums.totals;
    assert_eq!((totals.uploaded, totals.set_aside, totals.pending), (6, 1, 5));
    assert_eq!(totals.reopened, 2);
    let refused = REFUSED.iter().filter(|(moment, _)| business_day(moment) == DAY).count();
    assert_eq!((day.sums.refused, refused), (6, 6));
    assert_eq!(
        (day.counts.refusals[0].reason.as_str(), day.counts.refusals[0].refused),
        ("already_checked", 3)
    );

    for session in &day.sessions {
        let own = |(_, show): &(&str, &Show)| {
            show.hall == session.screen_code.as_str()
                && show.starts.parse::<DateTime>().unwrap() == session.show_time
        };
        assert_eq!(session.figures.admitted, of_day().filter(own).count() as u64);
        let figures = session.figures;
        assert_eq!(figures.admitted, figures.uploaded + figures.pending + figures.set_aside);
    }
    for hall in &day.halls {
        let own = |(_, show): &(&str, &Show)| show.hall == hall.screen_code.as_str();
        assert_eq!(hall.figures.admitted, of_day().filter(own).count() as u64);
    }
    for hour in &day.hours {
        let label = hour.from.strftime("%Y-%m-%dT%H:").to_string();
        assert_eq!(hour.admitted, of_day().filter(|(at, _)| at.starts_with(&label)).count() as u64);
        let refused = REFUSED.iter().filter(|(moment, _)| moment.starts_with(&label)).count();
        assert_eq!(hour.refused, refused as u64, "{label}");
    }
    for hours in [&day.hours, &day.quarters] {
        let all =
            |of: fn(&hallgate::terminal::report::Hour) -> u64| hours.iter().map(of).sum::<u64>();
        let all = (all(|hour| hour.admitted), all(|hour| hour.refused), all(|hour| hour.manual));
        assert_eq!(all, (12, 6, 4));
    }
    let quarter =
        |from: &str| day.quarters.iter().find(|quarter| quarter.from.timestamp() == at(from));
    let quarter = quarter("2026-05-01T18:45:00").unwrap();
    assert_eq!((quarter.admitted, quarter.refused, quarter.manual), (1, 2, 1));
    let opened = OPENED.iter().filter(|(moment, _)| business_day(moment) == DAY).count();
    assert_eq!((day.sums.manual, opened), (4, 4));
    assert_eq!(
        (day.counts.openings[0].reason.as_str(), day.counts.openings[0].manual),
        ("assistance", 2)
    );
    let waits: Vec<_> =
        day.counts.latency.iter().map(|wait| (wait.up_to_ms, wait.visitors)).collect();
    assert_eq!((waits[0], waits[6], waits[9]), ((Some(25), 7), (Some(300), 2), (None, 1)));
}

#[test]
fn what_lies_beyond_six_oclock_belongs_to_another_day() {
    let site = Site::filled();
    for (day, admitted, refused) in [
        (DAY.yesterday().unwrap(), 1, 1),
        (DAY.tomorrow().unwrap(), 1, 1),
        (date(2020, 1, 1), 0, 0),
    ] {
        let day = site.day(day);
        assert_eq!(
            (day.sums.totals.admitted, day.sums.refused),
            (admitted, refused),
            "{}",
            day.date
        );
        assert_eq!(day.is_empty(), admitted == 0);
    }
}

#[test]
fn hours_are_those_of_the_terminals_zone() {
    let site = Site::filled();
    let zone = jiff::tz::TimeZone::get("Asia/Kolkata").unwrap();
    let timezone = hallgate::terminal::config::Zone(zone);
    let terminal = TerminalConfig { timezone, ..site.config.terminal.clone() };
    let day = Day::compute(&site.reader(), DAY, &terminal, at("2026-05-02T01:05:00")).unwrap();
    let at_hour = |label: &str| {
        day.hours.iter().find(|hour| hour.from.strftime("%H:%M").to_string() == label).cloned()
    };
    // 18:40, 18:41 and 18:59:59 in China are 16:10, 16:11 and 16:29:59 there, 19:00 is 16:30.
    assert_eq!(at_hour("16:00").unwrap().admitted, 4);
    assert_eq!(at_hour("16:30"), None);
}

#[test]
fn the_sheet_reads_well_in_chinese() {
    insta::assert_snapshot!(
        "sheet_zh",
        Site::filled().report(DAY, ReportFormat::Table, Language::Chinese)
    );
}

#[test]
fn the_sheet_reads_well_in_english() {
    insta::assert_snapshot!(
        "sheet_en",
        Site::filled().report(DAY, ReportFormat::Table, Language::English)
    );
}

/// A record whose commit had failed, and that was on the disk nevertheless.
#[test]
fn a_doubtful_record_is_listed_apart_and_counted_nowhere() {
    let site = Site::filled();
    let before = site.day(DAY);
    assert!(before.counts.doubtful.is_empty());
    let db = rusqlite::Connection::open(site.store.path()).unwrap();
    db.pragma_update(None, "key", format!("x'{}'", "07".repeat(32))).unwrap();
    db.execute_batch(
        "INSERT INTO doubtful SELECT seq, film_ticket_code, check_at, business_day, screen_code,
             session_code, show_time, check_at + 60000 FROM records WHERE seq = 10;
         DELETE FROM records WHERE seq = 10",
    )
    .unwrap();
    let after = site.day(DAY);
    assert_eq!(after.sums.totals.admitted, before.sums.totals.admitted - 1);
    let [doubtful] = &after.counts.doubtful[..] else { panic!("{:?}", after.counts.doubtful) };
    assert_eq!(doubtful.seq.0, 10);
    assert_eq!((doubtful.found_at - doubtful.check_time).get_minutes(), 1);
    let json: serde_json::Value =
        serde_json::from_str(&site.report(DAY, ReportFormat::Json, Language::English)).unwrap();
    assert_eq!(json["doubtful"][0]["film_ticket_code"], doubtful.film_ticket_code.as_str());
    for sheet in [
        site.report(DAY, ReportFormat::Table, Language::Chinese),
        site.period_report(2, ReportFormat::Table, Language::Chinese),
    ] {
        let (_, listed) = sheet.split_once("存疑记录").unwrap();
        assert!(listed.contains(doubtful.film_ticket_code.as_str()), "{sheet}");
    }
}

#[test]
fn a_period_reads_well() {
    let site = Site::filled();
    insta::assert_snapshot!(
        "period_zh",
        site.period_report(3, ReportFormat::Table, Language::Chinese)
    );
    insta::assert_snapshot!(
        "period_en",
        site.period_report(3, ReportFormat::Table, Language::English)
    );
    insta::assert_snapshot!(
        "period_json",
        site.period_report(3, ReportFormat::Json, Language::English)
    );
}

#[test]
fn a_long_period_is_told_by_months() {
    let site = Site::empty();
    let shows = |day: Date| Show {
        hall: "0000000000000003",
        starts: "2026-05-01T19:00:00",
        film: None,
        hall_name: None,
        fen: (day.day() as u32 * 100, 0),
    };
    let days = DAY.series(jiff::ToSpan::days(1)).take(90);
    let mut site = site;
    for (number, day) in (1..).zip(days) {
        site.admit(number, &format!("{day}T19:00:00"), &shows(day));
    }
    let sheet = site.period_report(90, ReportFormat::Table, Language::English);
    let months: Vec<&str> = sheet.lines().filter(|line| line.starts_with("2026-")).collect();
    assert_eq!(months.len(), 3, "{sheet}");
    assert!(months[0].starts_with("2026-05        31"), "{sheet}");
    assert!(sheet.contains("2026-05-01 to 2026-07-29, 90 business days"), "{sheet}");
    let sheet = site.period_report(62, ReportFormat::Table, Language::English);
    assert_eq!(sheet.lines().filter(|line| line.starts_with("2026-")).count(), 62);
}

#[test]
fn an_empty_period_says_so() {
    let sheet = Site::empty().period_report(3, ReportFormat::Table, Language::Chinese);
    assert!(sheet.ends_with("所选营业日暂无检票记录。\n"), "{sheet}");
}

#[test]
fn no_line_of_the_sheet_is_wider_than_the_terminal() {
    use unicode_width::UnicodeWidthStr;
    for language in [Language::Chinese, Language::English] {
        let site = Site::filled();
        let sheet = site.report(DAY, ReportFormat::Table, language);
        let sheets = sheet + &site.period_report(3, ReportFormat::Table, language);
        for line in sheets.lines() {
            assert!(line.width() <= 100, "{} columns: {line}", line.width());
            assert!(!line.ends_with(' '), "{line:?}");
        }
    }
}

#[test]
fn an_empty_day_says_so() {
    let site = Site::empty();
    let sheet = site.report(DAY, ReportFormat::Table, Language::Chinese);
    assert!(sheet.ends_with("本营业日暂无检票记录。\n"), "{sheet}");
    let sheet = site.report(DAY, ReportFormat::Table, Language::English);
    assert!(sheet.ends_with("No ticket was shown on this business day yet.\n"), "{sheet}");
    let csv = site.report(DAY, ReportFormat::Csv { bom: false }, Language::English);
    assert_eq!(csv, COLUMNS.join(",") + "\r\n");
    let json: serde_json::Value =
        serde_json::from_str(&site.report(DAY, ReportFormat::Json, Language::English)).unwrap();
    assert_eq!(json["totals"]["price"].to_string(), "0.00");
    assert_eq!(json["sessions"], serde_json::json!([]));
}

#[test]
fn the_records_are_csv() {
    insta::assert_snapshot!(
        "records_csv",
        Site::filled()
            .report(DAY, ReportFormat::Csv { bom: false }, Language::Chinese)
            .replace('\r', "␍")
    );
}

#[test]
fn the_csv_reads_back_whatever_the_names() {
    let site = Site::filled();
    let plain = site.report(DAY, ReportFormat::Csv { bom: false }, Language::Chinese);
    let marked = site.report(DAY, ReportFormat::Csv { bom: true }, Language::Chinese);
    assert_eq!(marked.strip_prefix('\u{feff}'), Some(plain.as_str()));
    let mut csv = csv::Reader::from_reader(plain.as_bytes());
    assert_eq!(csv.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS);
    let column = |name: &str| COLUMNS.iter().position(|column| *column == name).unwrap();
    let lines: Vec<csv::StringRecord> = csv.records().map(Result::unwrap).collect();
    for (line, (moment, show)) in lines.iter().zip(of_day()) {
        assert_eq!(&line[column("check_time")], moment);
        let film = show.film.unwrap_or_default();
        let cell = &line[column("film_name")];
        assert_eq!(
            cell.strip_prefix("'=").map(|rest| format!("={rest}")).unwrap_or(cell.into()),
            film
        );
        assert!(line.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{line:?}");
        assert_eq!(&line[column("price")], Fen(show.fen.0).to_string());
    }
    let count = |state: &str| lines.iter().filter(|line| &line[column("upload")] == state).count();
    assert_eq!((count("uploaded"), count("set_aside"), count("pending")), (6, 1, 5));
}

#[test]
fn the_figures_are_json() {
    let text = Site::filled().report(DAY, ReportFormat::Json, Language::English);
    insta::assert_snapshot!("day_json", text);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["totals"]["admitted"], 12);
}

#[test]
fn a_database_that_is_not_there_is_said_in_one_sentence() {
    let site = Site::empty();
    let Site { folder, config, store } = site;
    drop(store);
    // All that stands beside it too, or it would be missed.
    for entry in std::fs::read_dir(folder.path()).unwrap().flatten() {
        if entry.file_name().to_string_lossy().starts_with("hallgate.db") {
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
    let mut out = Vec::new();
    let message = [
        run(&config, None, ReportFormat::Table, &mut out).unwrap_err(),
        hallgate::terminal::report::status::run(&config, false, Palette::Plain, &mut out)
            .unwrap_err(),
    ];
    for message in message.map(|message| message.to_string()) {
        assert!(message.contains("does not exist: has the terminal run here yet?"), "{message}");
        assert!(!message.contains('\n'));
    }
    assert!(out.is_empty());
    assert!(!folder.path().join("hallgate.db").exists(), "looking makes nothing");
}

#[test]
fn without_a_day_the_current_business_day_is_told() {
    let site = Site::empty();
    let today = || {
        let now = jiff::Timestamp::now().to_zoned(site.config.terminal.timezone.0.clone());
        business_day(&now.datetime().to_string()).to_string()
    };
    let before = today();
    let mut out = Vec::new();
    run(&site.config, None, ReportFormat::Json, &mut out).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let business_day = json["business_day"].as_str().unwrap();
    assert!([before, today()].iter().any(|day| day == business_day), "{business_day}");
}

#[test]
fn what_cannot_be_written_out_is_an_error() {
    let site = Site::filled();
    for format in [ReportFormat::Table, ReportFormat::Json, ReportFormat::Csv { bom: true }] {
        let mut full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let message = run(&site.config, Some(DAY), format, &mut full).unwrap_err().to_string();
        assert!(message.starts_with("the report could not be written out"), "{message}");
    }
}

/// A file of a workbook.
fn part(book: &[u8], name: &str) -> Option<String> {
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let part = book.by_name(name).ok()?;
    Some(std::io::read_to_string(part).unwrap())
}

#[test]
fn a_workbook_has_totals_sessions_and_the_rows_of_the_csv_with_codes_as_texts() {
    let site = Site::filled();
    for (language, heading, names) in [
        (Language::Chinese, "电影票票号", ["合计", "场次", "检票记录"]),
        (Language::English, "Ticket number", ["Totals", "Sessions", "Records"]),
    ] {
        let book = site.written(DAY, ReportFormat::Xlsx, language);
        let read = |name: &str| part(&book, name).unwrap();
        let shown = read("xl/workbook.xml");
        let places = names.map(|name| shown.find(&format!("<sheet name=\"{name}\"")).unwrap());
        assert!(places.is_sorted(), "{shown}");
        let rows = |sheet: &str| sheet.matches("<row ").count();
        let day = site.day(DAY);
        // A heading and a sum above and below.
        let totals = read("xl/worksheets/sheet1.xml");
        assert_eq!(rows(&totals), 3);
        assert!(totals.contains(&format!("<v>{}</v>", day.sums.totals.admitted)), "{totals}");
        assert_eq!(rows(&read("xl/worksheets/sheet2.xml")), 2 + day.sessions.len());
        let (sheet, texts) = (read("xl/worksheets/sheet3.xml"), read("xl/sharedStrings.xml"));
        assert!(texts.contains(heading), "{texts}");
        let csv = site.report(DAY, ReportFormat::Csv { bom: false }, language);
        let count = csv::Reader::from_reader(csv.as_bytes()).records().count();
        assert_eq!(rows(&sheet), 1 + count);
        let mut lines = csv::Reader::from_reader(csv.as_bytes());
        for line in lines.records().map(Result::unwrap) {
            for code in [1, 3, 7] {
                assert!(texts.contains(&format!("<t>{}</t>", &line[code])), "{}", &line[code]);
            }
            let price: f64 = line[13].parse().unwrap();
            assert!(sheet.contains(&format!("<v>{price}</v>")), "{price}");
        }
    }
}

#[test]
fn the_sums_alone_are_a_line_a_day_and_a_workbook_without_records() {
    let site = Site::filled();
    let written = |format| {
        let (now, terminal) = (at("2026-05-02T07:05:00"), site.terminal(Language::English));
        let days = (DAY.yesterday().unwrap(), DAY.tomorrow().unwrap());
        let mut out = Vec::new();
        write_totals(&site.reader(), &terminal, days, format, now, &mut out).unwrap();
        out
    };
    let csv = String::from_utf8(written(ReportFormat::Csv { bom: true })).unwrap();
    let csv = csv.strip_prefix('\u{feff}').unwrap();
    assert!(csv.starts_with(&format!("{}\r\n", TOTALS_COLUMNS.join(","))), "{csv}");
    let mut lines = csv::Reader::from_reader(csv.as_bytes());
    let lines: Vec<_> = lines.records().map(Result::unwrap).collect();
    let line = lines.iter().find(|line| line[0] == *DAY.to_string()).unwrap();
    let day = site.day(DAY).sums;
    let counts = [1, 8, 9].map(|column| line[column].parse::<u64>().unwrap());
    assert_eq!(counts, [day.totals.admitted, day.refused, day.manual]);
    assert_eq!(line[6], day.totals.price.to_string());
    let book = written(ReportFormat::Xlsx);
    assert!(part(&book, "xl/worksheets/sheet2.xml").is_some());
    assert!(part(&book, "xl/worksheets/sheet3.xml").is_none());
}
