//! Finding records by what is known of them, in every order in which clocks may bring them.

use super::*;
use crate::ticket::SessionCode;

fn numbers(store: &Store, filter: &RecordFilter) -> Vec<i64> {
    store.find_records(filter).unwrap().iter().map(|line| line.record.seq.0).collect()
}

/// Records of three days whose clock ran ahead for a while, and once stood years behind.
fn jumping() -> Site {
    let site = Site::with(0);
    let hour = 3600;
    let moments = [0, 10, 24 * hour, 24 * hour + 9, 20, 24 * hour + 18, -9000 * hour, 48 * hour];
    for (number, second) in (1..).zip(moments) {
        let at = moment(second);
        let business_day = crate::clock::business_day(crate::clock::china_civil(at));
        site.store.admit(&Admission { at, business_day, ..admission(number, DAY) }).unwrap();
    }
    site
}

#[test]
fn a_clock_that_jumped_hides_no_record() {
    let site = jumping();
    let next = DAY.tomorrow().unwrap();
    let find = |filter: RecordFilter| numbers(&site.store, &filter);
    let day = |first, last| RecordFilter { days: Some((first, last)), ..RecordFilter::default() };
    assert_eq!(find(day(DAY, DAY)), [1, 2, 5]);
    assert_eq!(find(day(next, next)), [3, 4, 6]);
    assert_eq!(find(day(DAY, next)), [1, 2, 3, 4, 5, 6]);
    assert_eq!(find(day(Date::MIN, DAY)), [1, 2, 5, 7]);
    let from = |second| RecordFilter { from: Some(moment(second)), ..RecordFilter::default() };
    assert_eq!(find(from(20)), [3, 4, 5, 6, 8]);
    assert_eq!(find(RecordFilter { limit: Some(2), ..from(20) }), [3, 4]);
    assert_eq!(find(RecordFilter { limit: Some(2), newest: true, ..from(20) }), [6, 8]);
    let to = |second| RecordFilter { to: Some(moment(second)), ..RecordFilter::default() };
    assert_eq!(find(to(10)), [1, 7]);
    assert_eq!(find(RecordFilter { to: Some(moment(20)), ..from(10) }), [2]);
    assert_eq!(find(to(-9_000_000_000)), [0; 0]);
    assert_eq!(find(from(9_000_000_000)), [0; 0]);
}

#[test]
fn a_ticket_is_found_by_its_end_whatever_else_is_asked() {
    let site = jumping();
    let ticket = |text: &str| RecordFilter { ticket: text.parse().ok(), ..RecordFilter::default() };
    assert_eq!(numbers(&site.store, &ticket("0005")), [5]);
    assert_eq!(numbers(&site.store, &ticket("0000")), [0; 0], "an end, not a part");
    assert_eq!(numbers(&site.store, &ticket("1234567800000007")), [7]);
    let on_another_day = RecordFilter { days: Some((DAY, DAY)), ..ticket("0003") };
    assert_eq!(numbers(&site.store, &on_another_day), [0; 0]);
    assert!("_005".parse::<TicketEnd>().is_err(), "no wildcard");
    let session = |code: &str| code.parse::<SessionCode>().ok();
    let own = RecordFilter { session: session("2026050100000007"), ..ticket("0002") };
    assert_eq!(numbers(&site.store, &own), [2]);
    let other = RecordFilter { session: session("2026050100000008"), ..ticket("0002") };
    assert_eq!(numbers(&site.store, &other), [0; 0]);
}

#[test]
fn pruning_takes_nothing_behind_a_record_that_stays() {
    let mut site = jumping();
    site.store.note_accepted(Seq(1), Seq(8), 8, moment(9)).unwrap();
    site.store.set_aside(Seq(2), moment(9)).unwrap();
    assert_eq!(site.prune(DAY, 100), 0, "not the one of years ago: it came behind those of today");
    assert_eq!(site.prune(DAY.tomorrow().unwrap(), 100), 1);
    assert_eq!(numbers(&site.store, &RecordFilter::default()), [2, 3, 4, 5, 6, 7, 8]);
    while site.prune(DAY.saturating_add(jiff::Span::new().days(2)), 1) > 0 {}
    assert_eq!(numbers(&site.store, &RecordFilter::default()), [2, 8]);
}

/// The plans for what has to be quick: no walk through all records.
#[test]
fn no_search_reads_all_records() {
    let site = jumping();
    let plan = |filter: RecordFilter| {
        let (numbers, values) = filter.statement();
        let lines = crate::terminal::store::search::lines_by_number();
        let lines_of = |sql: &str, values: Vec<rusqlite::types::Value>| {
            let mut get = site.store.db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let values = rusqlite::params_from_iter(values);
            let rows = get.query_map(values, |row| row.get::<_, String>(3)).unwrap();
            rows.map(Result::unwrap).collect::<Vec<_>>().join("\n")
        };
        let found = lines_of(&numbers, values);
        found + "\n" + &lines_of(&lines, vec!["[1]".to_owned().into()])
    };
    let all = RecordFilter::default;
    for filter in [
        RecordFilter::of_day(DAY),
        RecordFilter { limit: Some(20), newest: true, ..RecordFilter::of_day(DAY) },
        RecordFilter { from: Some(moment(0)), limit: Some(20), ..all() },
        RecordFilter { session: "2026050100000007".parse().ok(), ..all() },
        RecordFilter { ticket: "1234567800000007".parse().ok(), ..all() },
        RecordFilter { ticket: "0007".parse().ok(), limit: Some(20), ..all() },
    ] {
        let plan = plan(filter.clone());
        let walks = |line: &&str| *line == "SCAN r" || line.starts_with("SCAN r ");
        let walked: Vec<&str> = plan.lines().filter(walks).collect();
        let covered = |line: &&str| line.contains("COVERING INDEX");
        assert!(walked.iter().all(covered), "{filter:?}\n{plan}");
    }
}
