//! A clock that is wrong: what is admitted under it goes up with the right time as soon as that is
//! known, and nobody is admitted twice. The wall clock of the process is shifted from outside by a
//! library that `cc` builds; where there is none, these tests say so and do nothing.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use hallgate::clock::{china_civil, china_timestamp, parse_wire_time};
use jiff::{SignedDuration, Timestamp};
use rustix::process::Signal;
use serde_json::Value;

use super::process::{Ended, PATIENCE, Running};
use super::site::{Site, admitted};

const DAY: i64 = 86_400;

/// What the right time may differ by: by how long all of the test takes.
const ABOUT: SignedDuration = SignedDuration::from_mins(3);

/// The library that shifts the clock; none without a compiler.
fn shifter() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<PathBuf>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let built = folder.join(format!("clock-{}.so", std::process::id()));
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/run/clock.c");
        let mut cc = Command::new("cc");
        cc.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&built).arg(source);
        match cc.status() {
            Ok(done) => {
                assert!(done.success(), "cc does not build {source}");
                Some(built)
            }
            Err(fault) => {
                eprintln!("no cc ({fault}): how a wrong clock is put right is not tried");
                None
            }
        }
    });
    built.as_deref()
}

/// A site whose terminal has a clock of its own.
struct Board {
    site: Site,
    shifter: &'static Path,
    /// The machine's start.
    boot: &'static str,
}

impl Board {
    fn new() -> Option<Self> {
        let shifter = shifter()?;
        let mut site = Site::new();
        site.set("admission.online_timeout_ms", 300);
        let board = Self { site, shifter, boot: "11111111111111111111111111111111" };
        board.set_clock(0);
        Some(board)
    }

    /// The clock goes by so many seconds before or after the right time from now on.
    fn set_clock(&self, off: i64) {
        let (next, file) = (self.site.path("clock.next"), self.site.path("clock"));
        std::fs::write(&next, off.to_string()).unwrap();
        std::fs::rename(next, file).unwrap();
    }

    /// Shows these tickets, and then nothing of interest for a while.
    fn start(&mut self, texts: &[String], pause: usize) -> Running {
        let idle = (0..pause).map(|_| "nothing of interest".to_owned());
        let all: Vec<String> = texts.iter().cloned().chain(idle).collect();
        self.site.show_each(&all);
        let clock = self.site.path("clock");
        let more = [
            ("LD_PRELOAD", self.shifter),
            ("HALLGATE_TEST_CLOCK", &*clock),
            ("HALLGATE_BOOT", Path::new(self.boot)),
        ];
        Running::start(&self.site.write_config(), &self.site.events_file(), &more)
    }

    fn run(&mut self, texts: &[String]) -> Ended {
        self.start(texts, 0).end_however()
    }

    /// CheckTime of all that has arrived.
    fn check_times(&self) -> Vec<Timestamp> {
        let ledger = rusqlite::Connection::open(self.site.path("platform.db")).unwrap();
        let mut query = ledger.prepare("SELECT record FROM records ORDER BY number").unwrap();
        let records = query.query_map([], |row| row.get::<_, String>(0)).unwrap();
        records
            .map(|record| {
                let record: Value = serde_json::from_str(&record.unwrap()).unwrap();
                let time = record["CheckTime"].as_str().unwrap().to_owned();
                china_timestamp(parse_wire_time(&time).unwrap())
            })
            .collect()
    }

    fn until_arrived(&self, count: usize) {
        let end = Instant::now() + PATIENCE;
        while self.site.arrived().len() < count {
            assert!(Instant::now() < end, "{:?} arrived", self.site.arrived());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// All of these have arrived, once, in their order, with the time that it is.
    fn assert_right(&self, codes: &[String]) {
        assert_eq!(self.site.arrived(), codes);
        let now = Timestamp::now();
        for (code, time) in codes.iter().zip(self.check_times()) {
            let off = now.duration_since(time).abs();
            assert!(off < ABOUT, "{code} was checked at {}", china_civil(time));
        }
        let counts = self.site.platform.counts().unwrap();
        assert_eq!((counts.records, counts.doubled_tickets), (codes.len() as u64, 0));
    }

    /// With the platform away nobody comes in again.
    fn assert_used(&mut self, texts: &[String]) {
        self.site.platform.pause();
        let ended = self.run(texts);
        assert_eq!(ended.reasons(), vec!["already_checked"; texts.len()], "{}", ended.stderr);
    }
}

fn off(clock: &str) -> i64 {
    clock.parse::<Timestamp>().unwrap().as_second() - Timestamp::now().as_second()
}

#[test]
fn a_clock_that_was_never_set_is_put_right_while_running() {
    // In 1970 no certificate holds: the platform can't be reached before the clock is set.
    for (clock, pauses) in [("2000-01-01T04:00:00Z", true), ("1970-01-01T00:00:09Z", false)] {
        put_right_while_running(clock, pauses);
    }
}

fn put_right_while_running(clock: &str, pauses: bool) {
    let Some(mut board) = Board::new() else { return };
    let (codes, texts) = board.site.sell(4);
    board.site.fetch_keys();
    if pauses {
        board.site.platform.pause();
    }
    board.set_clock(off(clock));
    let mut running = board.start(&texts[..3], 400);
    running.until_verdicts(3);
    board.set_clock(0);
    std::thread::sleep(Duration::from_millis(100));
    if pauses {
        board.site.platform.resume().unwrap();
    }
    board.until_arrived(3);
    running.signal(Signal::TERM);
    let ended = running.end_however();
    assert_eq!(admitted(&ended.events), codes[..3]);
    board.assert_right(&codes[..3]);
    // The report of today has them.
    let store = board.site.store();
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap();
    let today = hallgate::clock::business_day(zone.to_datetime(Timestamp::now()));
    let counted: u64 = store.admitted(today, today).unwrap().iter().map(|line| line.admitted).sum();
    assert_eq!(counted, 3);
    let corrected =
        store.newest_of(&[hallgate::terminal::store::AuditKind::RecordTimesCorrected]).unwrap();
    let corrected = corrected.unwrap().detail;
    assert!(
        corrected.contains(&format!(r#""from":"{}"#, &clock[..14])),
        "the original is kept: {corrected}"
    );
    drop(store);
    board.assert_used(&texts[..3]);
}

#[test]
fn every_clock_that_is_wrong_from_the_start_is_put_right_by_the_platform() {
    for clock in ["1980-01-01T00:00:00Z", "2000-01-01T04:00:00Z", "2017-12-31T15:00:00Z"] {
        let Some(mut board) = Board::new() else { return };
        let (codes, texts) = board.site.sell(2);
        board.set_clock(off(clock));
        let ended = board.run(&texts);
        assert_eq!(ended.reasons(), ["ok", "ok"], "{clock}\n{}", ended.stderr);
        board.assert_right(&codes);
        board.assert_used(&texts);
    }
}

#[test]
fn a_board_that_starts_455_days_back_loses_nothing_over_a_restart() {
    for boot in ["11111111111111111111111111111111", "22222222222222222222222222222222"] {
        let Some(mut board) = Board::new() else { return };
        let (codes, texts) = board.site.sell(4);
        assert_eq!(board.run(&texts[..1]).reasons(), ["ok"]);
        board.site.platform.pause();
        board.set_clock(-455 * DAY);
        let ended = board.run(&texts[1..]);
        assert_eq!(ended.reasons(), ["ok", "ok", "ok"], "{}", ended.stderr);
        // The same start of the machine, or another one.
        board.boot = boot;
        board.set_clock(0);
        board.site.platform.resume().unwrap();
        let running = board.start(&[], 100);
        board.until_arrived(4);
        running.signal(Signal::TERM);
        running.end_however();
        if boot.starts_with('1') {
            board.assert_right(&codes);
        } else {
            // How long ago that start was, this machine can't be made to say otherwise: but not a year.
            assert_eq!(board.site.arrived(), codes);
            let oldest = board.check_times().into_iter().min().unwrap();
            assert!(Timestamp::now().duration_since(oldest).as_hours() < 200 * 24, "{oldest}");
        }
        board.assert_used(&texts);
    }
}

#[test]
fn a_clock_some_minutes_off_is_put_right_too() {
    // As it is after a start with the time of the last shutdown, and after one that ran ahead.
    for minutes in [-20, 20] {
        let Some(mut board) = Board::new() else { return };
        let (codes, texts) = board.site.sell(2);
        board.site.fetch_keys();
        board.site.platform.pause();
        board.set_clock(minutes * 60);
        let mut running = board.start(&texts, 400);
        running.until_verdicts(2);
        board.site.platform.resume().unwrap();
        // In contact by now, and the platform differs: nothing goes up with a time that may be wrong.
        running.until(|event| event["event"] == "clock" && event["trusted"] == false);
        assert_eq!(board.site.arrived(), [""; 0]);
        board.set_clock(0);
        board.until_arrived(2);
        running.signal(Signal::TERM);
        running.end_however();
        board.assert_right(&codes);
    }
}
