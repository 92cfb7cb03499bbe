//! What the program itself prints, compared with counts made from the raw rows by another way:
//! SQL that knows neither the business day's column nor the tallies.

use std::process::Command;

use hallgate::terminal::store::{Basis, Refusal};
use jiff::civil::{Date, date};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::site::{DAY, Site, at};

/// A row's business day: six hours behind China's clock.
const DAY_OF: &str = "date(AT / 1000, 'unixepoch', '+8 hours', '-6 hours')";

struct Rows {
    db: Connection,
    first: String,
    last: String,
}

impl Rows {
    fn of(site: &Site, first: Date, last: Date) -> Self {
        let db = Connection::open(&site.config.store.path).unwrap();
        db.pragma_update(None, "key", format!("x'{}'", "07".repeat(32))).unwrap();
        Self { db, first: first.to_string(), last: last.to_string() }
    }

    /// All rows of a query as JSON; `OWN(at)` stands for being of these business days.
    fn select(&self, sql: &str) -> Vec<Vec<Value>> {
        let own = |at: &str| format!("{} BETWEEN ?1 AND ?2", DAY_OF.replace("AT", at));
        let sql = sql.replace("OWN(check_at)", &own("check_at")).replace("OWN(at)", &own("at"));
        let mut get = self.db.prepare(&sql).unwrap();
        let columns = get.column_count();
        let value = |row: &rusqlite::Row, at| match row.get(at).unwrap() {
            rusqlite::types::Value::Integer(number) => json!(number),
            rusqlite::types::Value::Text(text) => json!(text),
            _ => Value::Null,
        };
        let rows = get.query_map([&self.first, &self.last], |row| {
            Ok((0..columns).map(|at| value(row, at)).collect())
        });
        rows.unwrap().map(Result::unwrap).collect()
    }

    fn one(&self, sql: &str) -> Vec<Value> {
        self.select(sql).remove(0)
    }
}

/// Prints with the program, as a script would have it.
fn printed(site: &Site, args: &[&str]) -> Value {
    let done = Command::new(env!("CARGO_BIN_EXE_hallgate"))
        .args(args)
        .args(["--format", "json", "--config"])
        .arg(site.config_file())
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).unwrap()
}

fn fen(yuan: &Value) -> i64 {
    yuan.to_string().replace('.', "").parse().unwrap()
}

const FIGURES: &str = "count(*), sum(reopened),
    sum(seq <= through AND seq NOT IN (SELECT seq FROM set_aside)), sum(seq > through),
    sum(seq IN (SELECT seq FROM set_aside)), sum(price_fen), sum(service_fen)";

/// The figures of a report in the order of [`FIGURES`].
fn figures(report: &Value) -> Vec<Value> {
    let counts = ["admitted", "reopened", "uploaded", "pending", "set_aside"];
    let mut figures: Vec<Value> = counts.iter().map(|key| report[key].clone()).collect();
    figures.extend(["price", "service_fee"].map(|key| json!(fen(&report[key]))));
    figures
}

/// Lines of a report by some of their keys, then their figures.
fn lines(report: &Value, keys: &[&str]) -> Vec<Vec<Value>> {
    let line = |line: &Value| {
        let named = keys.iter().map(|key| line[key].clone());
        named.chain(figures(line)).collect()
    };
    report.as_array().unwrap().iter().map(line).collect()
}

fn counts(report: &Value, keys: &[&str]) -> Vec<Vec<Value>> {
    let line = |line: &Value| keys.iter().map(|key| line[key].clone()).collect();
    report.as_array().unwrap().iter().map(line).collect()
}

const RECORDS: &str = "FROM (SELECT *, (SELECT uploaded_through FROM upload_state) AS through
    FROM records WHERE OWN(check_at))";

/// What is the same in every report, whatever the days.
fn compare(report: &Value, rows: &Rows) {
    assert_eq!(figures(&report["totals"]), rows.one(&format!("SELECT {FIGURES} {RECORDS}")));
    assert_eq!(
        lines(&report["sessions"], &["show_time", "screen_code", "session_code"]),
        rows.select(&format!(
            "SELECT show_time, screen_code, session_code, {FIGURES} {RECORDS}
             GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
        ))
    );
    assert_eq!(
        lines(&report["halls"], &["screen_code"]),
        rows.select(&format!("SELECT screen_code, {FIGURES} {RECORDS} GROUP BY 1 ORDER BY 1"))
    );
    let refusals = "FROM refusals WHERE OWN(at)";
    assert_eq!(report["refused"], rows.one(&format!("SELECT count(*) {refusals}"))[0]);
    assert_eq!(
        counts(&report["refusals"], &["reason", "refused"]),
        rows.select(&format!("SELECT reason, count(*) {refusals} GROUP BY 1 ORDER BY 2 DESC, 1"))
    );
    let openings = "FROM manual_openings WHERE OWN(at)";
    assert_eq!(report["manual"], rows.one(&format!("SELECT count(*) {openings}"))[0]);
    assert_eq!(
        counts(&report["openings"], &["reason", "manual"]),
        rows.select(&format!("SELECT reason, count(*) {openings} GROUP BY 1 ORDER BY 2 DESC, 1"))
    );
}

/// Whatever happened, at the beginning of which stretch of time: admitted, refused, by hand.
fn stretches(rows: &Rows, label: &str) -> Vec<Vec<Value>> {
    rows.select(&format!(
        "SELECT {label}, sum(kind = 1), sum(kind = 2), sum(kind = 3) FROM (
             SELECT check_at / 1000 AS s, 1 AS kind FROM records WHERE OWN(check_at)
             UNION ALL SELECT at / 1000, 2 FROM refusals WHERE OWN(at)
             UNION ALL SELECT at / 1000, 3 FROM manual_openings WHERE OWN(at))
         GROUP BY 1 ORDER BY min((s + 2 * 3600) % 86400)"
    ))
}

#[test]
fn the_printed_day_is_a_count_of_the_rows() {
    let site = Site::filled();
    for day in [DAY.yesterday().unwrap(), DAY, DAY.tomorrow().unwrap()] {
        let report = printed(&site, &["report", "--day", &day.to_string()]);
        let rows = Rows::of(&site, day, day);
        compare(&report, &rows);
        let quarter = "strftime('%Y-%m-%dT%H:%M:00+08:00', s - s % 900, 'unixepoch', '+8 hours')";
        let hour = "strftime('%Y-%m-%dT%H:00:00+08:00', s, 'unixepoch', '+8 hours')";
        let keys = ["from", "admitted", "refused", "manual"];
        assert_eq!(counts(&report["quarters"], &keys), stretches(&rows, quarter));
        assert_eq!(counts(&report["hours"], &keys), stretches(&rows, hour));
        let waited = report["waits"].as_array().unwrap().iter().map(|wait| &wait["visitors"]);
        let sql = format!(
            "SELECT coalesce(sum(waits), 0) FROM waits WHERE business_day = '{day}' AND ?1 = ?2"
        );
        assert_eq!(
            json!(waited.map(|count| count.as_u64().unwrap()).sum::<u64>()),
            rows.one(&sql)[0]
        );
    }
}

#[test]
fn the_printed_period_is_a_count_of_the_rows() {
    let site = Site::filled();
    let (before, after) = (DAY.yesterday().unwrap(), DAY.tomorrow().unwrap());
    for (first, last, days) in [(before, after, 3), (DAY, after, 2), (DAY, DAY, 1)] {
        let args = ["report", "--from", &first.to_string(), "--to", &last.to_string()];
        let report = printed(&site, &args);
        let rows = Rows::of(&site, first, last);
        compare(&report, &rows);
        let day = DAY_OF.replace("AT", "check_at");
        let by_day = format!("SELECT {day}, {FIGURES} {RECORDS} GROUP BY 1 ORDER BY 1");
        assert_eq!(lines(&report["days"], &["business_day"]), rows.select(&by_day));
        assert_eq!(report["days"].as_array().unwrap().len(), days);
        let sums = |key| {
            report["days"]
                .as_array()
                .unwrap()
                .iter()
                .map(|day| day[key].as_u64().unwrap())
                .sum::<u64>()
        };
        assert_eq!(
            (json!(sums("refused")), json!(sums("manual"))),
            (report["refused"].clone(), report["manual"].clone())
        );
        let hour = "strftime('%H:00', s, 'unixepoch', '+8 hours')";
        let keys = ["hour", "admitted", "refused", "manual"];
        assert_eq!(counts(&report["hours"], &keys), stretches(&rows, hour));
    }
}

#[test]
fn a_period_without_an_end_goes_on_to_today() {
    let site = Site::filled();
    let report = printed(&site, &["report", "--from", &DAY.to_string()]);
    assert_eq!(report["totals"]["admitted"], 13);
    assert!(report["last_day"].as_str().unwrap() > "2026-05-02", "{}", report["last_day"]);
}

#[test]
fn days_that_fit_nothing_are_told() {
    let site = Site::filled();
    let run = |args: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_hallgate"));
        let done = program.args(args).arg("--config").arg(site.config_file()).output().unwrap();
        (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    let (code, message) = run(&["report", "--from", "2026-05-02", "--to", "2026-05-01"]);
    assert_eq!(code, Some(2));
    assert!(message.contains("结束日 2026-05-01 早于开始日 2026-05-02"), "{message}");
    assert_eq!(run(&["report", "--day", "2026-05-02", "--from", "2026-05-01"]).0, Some(2));
    assert_eq!(run(&["report", "--to", "2026-05-01"]).0, Some(2));

    // Days that are still to come, but for those of which there is something all the same.
    for wanted in [
        &["report", "--day", "2999-01-01"][..],
        &["report", "--from", "2999-01-01"],
        &["records", "--day", "2999-01-01"],
        &["reconcile", "--day", "2999-01-01"],
    ] {
        let (code, message) = run(wanted);
        assert_eq!(code, Some(1), "{wanted:?}");
        assert!(
            message.starts_with("hallgate: 营业日 2999-01-01 尚未开始：当前营业日为 2"),
            "{message}"
        );
        assert_eq!(message.lines().count(), 1, "{message}");
    }
    let refusal = Refusal {
        at: at("2999-01-01T12:00:00"),
        business_day: date(2999, 1, 1),
        reason: "forged",
        basis: Basis::Offline,
        ticket: None,
    };
    site.store.note_refusal(&refusal).unwrap();
    assert_eq!(run(&["report", "--day", "2999-01-01"]), (Some(0), String::new()));
    for format in ["table", "json"] {
        let (code, message) = run(&["report", "--bom", "--format", format]);
        assert_eq!(code, Some(2), "{message}");
        assert!(message.contains("--bom 只用于 --format csv"), "{message}");
    }
    assert_eq!(run(&["report", "--bom", "--format", "csv"]), (Some(0), String::new()));
}
