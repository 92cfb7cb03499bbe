//! What a report costs: of one busy day, of a year with a million records, and the search in
//! them, beside plainly reading the same rows once; through a connection of its own, as the
//! device's worker does it.

use std::time::{Duration, Instant};

use hallgate::terminal::config::TerminalConfig;
use hallgate::terminal::report::{Day, Period};
use hallgate::terminal::store::{RecordFilter, Store, StoreReader};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use rusqlite::Connection;

use super::shelf::{Figures, Shelf};

const YEAR: (Date, Date) = (date(2025, 1, 1), date(2025, 12, 31));
const BUSY: Date = date(2026, 1, 1);
const OF_YEAR: i64 = 1_000_000;
const OF_BUSY_DAY: i64 = 20_000;
const ROUNDS: usize = 7;

pub fn print() {
    let shelf = Shelf::fill(0);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hallgate.db");
    drop(Store::open(&path, &shelf.key()).unwrap());
    let db = Connection::open(&path).unwrap();
    db.pragma_update(None, "key", shelf.pragma()).unwrap();
    let began = Instant::now();
    fill(&db);
    println!(
        "reports over {OF_YEAR} records of a year and {OF_BUSY_DAY} of a day, tickets of 2048-bit keys; \
         filled, tallies included, in {:.0} s",
        began.elapsed().as_secs_f64()
    );
    let open = || StoreReader::open(&path, &shelf.key()).unwrap();
    let terminal = &shelf.config.terminal;
    let rows_of = |first: i64, last: i64| {
        run(|| {
            // A reader's cache, so that all are measured with the same.
            db.execute_batch("PRAGMA shrink_memory; PRAGMA cache_size = -1000").unwrap();
            let sum = "SELECT sum(price_fen), count(ticket_info_code) FROM records
                WHERE seq BETWEEN ?1 AND ?2";
            db.query_row(sum, [first, last], |row| row.get::<_, i64>(0)).unwrap()
        })
    };
    println!("                                    p50        p99");
    let day_rows = rows_of(OF_YEAR + 1, OF_YEAR + OF_BUSY_DAY);
    day_rows.print("reading a day's rows once");
    let day = run(|| day(&open(), terminal));
    day.print("report of the day");
    let year_rows = rows_of(1, OF_YEAR);
    year_rows.print("reading a year's rows once");
    let year = run(|| year(&open(), terminal));
    year.print("report of the year");
    run(|| found(&open(), |filter| filter.ticket = "004321".parse().ok()))
        .print("a ticket by six digits");
    let from = Timestamp::from_second(FIRST_SHOW + 180 * 86_400).ok();
    run(|| found(&open(), |filter| filter.from = from)).print("twenty from a time on");
    println!("day / its rows (p50):  {:.2}", day.p50_to(&day_rows));
    println!("year / its rows (p50): {:.2}", year.p50_to(&year_rows));
    println!("wanted: the day at most 150 ms, the year at most 2000 ms");
}

/// 2025-01-01T10:00:00 in China.
const FIRST_SHOW: i64 = 1_735_696_800;

/// In one transaction: halls, ten shows a day each, visitors within half an hour before each.
fn fill(db: &Connection) {
    let names = "INSERT INTO ticket_facts
        WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?1)
        SELECT printf('%08d%08d', n * 7919 % 99999989, n), (n % 4 + 1) || '号厅',
            '流浪地球' || (n % 40 / 4), '网络售票', n % 20 + 1, n % 30 + 1, 0, 0, '', 0 FROM number";
    let records =
        "INSERT INTO records (film_ticket_code, cinema_code, ticket_info_code, electronic,
             check_at, business_day, screen_code, film_code, session_code, show_time, seat_code,
             price_fen, service_fen, basis)
         WITH RECURSIVE number(n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM number WHERE n < ?2),
         placed AS (SELECT n, (n - ?1) / ?3 AS day, (n - ?1) % ?3 * 10 / ?3 AS show FROM number)
         SELECT printf('%08d%08d', n * 7919 % 99999989, n), '33010101',
             '33010101' || substr(hex(randomblob(172)), 1, 344), 0,
             (?4 + day * 86400 + show * 5400 - n % 1800) * 1000,
             date('2025-01-01', '+' || (day + ?5) || ' days'), printf('%016d', n % 4 + 1),
             '001105192026', printf('%08d%02d%06d', day, show, n % 4),
             strftime('%Y-%m-%dT%H:%M:%S', ?4 + day * 86400 + show * 5400, 'unixepoch', '+8 hours'),
             printf('%016d', n), 4500, 300, 'offline'
         FROM placed";
    let refusals = "INSERT INTO refusals (at, business_day, reason, basis)
         SELECT check_at, business_day,
             CASE seq % 3 WHEN 0 THEN 'already_checked' WHEN 1 THEN 'wrong_hall' ELSE 'too_early' END,
             'offline'
         FROM records WHERE seq % 20 = 0";
    db.execute_batch("PRAGMA cache_size = -262144; PRAGMA synchronous = OFF").unwrap();
    let change = db.unchecked_transaction().unwrap();
    db.execute(names, [OF_YEAR + OF_BUSY_DAY]).unwrap();
    db.execute(records, (1, OF_YEAR, OF_YEAR / 365 + 1, FIRST_SHOW, 0)).unwrap();
    let busy = (OF_YEAR + 1, OF_YEAR + OF_BUSY_DAY, OF_BUSY_DAY, FIRST_SHOW + 365 * 86_400, 365);
    db.execute(records, busy).unwrap();
    db.execute(refusals, []).unwrap();
    // An outage began in the evening.
    db.execute("UPDATE upload_state SET uploaded_through = ?1", [OF_YEAR + OF_BUSY_DAY - 2000])
        .unwrap();
    change.commit().unwrap();
}

fn day(reader: &StoreReader, terminal: &TerminalConfig) -> i64 {
    let day = Day::compute(reader, BUSY, terminal, Timestamp::now()).unwrap();
    assert_eq!((day.sums.totals.admitted, day.sums.totals.pending), (OF_BUSY_DAY as u64, 2000));
    assert_eq!((day.sessions.len(), day.sums.refused), (40, 1000));
    assert!(day.sessions.iter().all(|session| session.film_name.is_some()));
    1
}

fn year(reader: &StoreReader, terminal: &TerminalConfig) -> i64 {
    let year = Period::compute(reader, YEAR.0, YEAR.1, terminal, Timestamp::now()).unwrap();
    assert_eq!((year.sums.totals.admitted, year.days.len()), (OF_YEAR as u64, 365));
    assert_eq!(YEAR.0 + 365.days(), BUSY);
    1
}

fn found(reader: &StoreReader, search: impl Fn(&mut RecordFilter)) -> i64 {
    let mut filter = RecordFilter { limit: Some(20), ..RecordFilter::default() };
    search(&mut filter);
    let found = reader.find_records(&filter).unwrap();
    assert!(!found.is_empty());
    1
}

/// Each round with whatever it opens itself, caches included.
fn run(mut round: impl FnMut() -> i64) -> Figures {
    let mut took = || {
        let began = Instant::now();
        assert!(round() > 0);
        began.elapsed()
    };
    let durations: Vec<Duration> = (0..ROUNDS).map(|_| took()).collect();
    Figures::of(durations)
}
