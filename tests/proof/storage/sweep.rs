//! Each call on the store's files fails in turn, in each way a disk fails, while the terminal starts, admits,
//! uploads, is refused, and exports.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::badfile::{BadFile, Kind};
use super::scenario::{Act, Bench, LASTING, Trial};
use super::tally::{Broken, Finding, Tally, is_long, seed, turn};
use super::terminal::{Sold, Terminal};

/// Terminals at a time: they wait more than they work.
const THREADS: usize = 4;

/// Trials of an act in the short form.
const SHORT: usize = 16;

#[test]
fn a_disk_that_fails_at_any_call_of_the_start() {
    sweep(0);
}

#[test]
fn a_disk_that_fails_at_any_call_of_an_admission() {
    sweep(1);
}

#[test]
fn a_disk_that_fails_at_any_call_of_an_upload() {
    sweep(2);
}

#[test]
fn a_disk_that_fails_at_any_call_while_the_platform_refuses() {
    sweep(3);
}

/// The first calls of a start decide how SQLite opens what lies beside the database, and it keeps that for as
/// long as anybody in the process has it open.
#[test]
fn a_disk_that_can_be_written_again_after_a_start_is() {
    let _turn = turn();
    let act: (&'static str, Act) = Act::ALL[0];
    let kind = Kind::ALL.into_iter().find(|kind| kind.1 == Kind::ReadOnly).unwrap();
    let lasts = |from| Trial { act, kind, from, count: LASTING, dies: false };
    let trials: Vec<Trial> = (1..=16).map(lasts).collect();
    Tally::of("read-only-start", &trials, THREADS, Bench::new, Bench::play).hold();
}

fn sweep(act: usize) {
    let _turn = turn();
    let act: (&'static str, Act) = Act::ALL[act];
    let mut bench = Bench::new();
    let mut trials = Vec::new();
    let mut calls = BTreeMap::new();
    for kind in Kind::ALL {
        let count = bench.count(act, kind);
        calls.insert(kind.0, count);
        for from in 1..=count {
            // A fault that stays away, one that meets the program's second try too, and one that lasts.
            for count in [1, 3, LASTING] {
                trials.push(Trial { act, kind, from, count, dies: false });
            }
            trials.push(Trial { act, kind, from, count: LASTING, dies: true });
        }
    }
    drop(bench);
    assert!(calls["eio-write"] > 0 && calls["failed-sync"] > 0, "{calls:?}");
    let all = trials.len();
    let mut rng = fastrand::Rng::with_seed(seed());
    rng.shuffle(&mut trials);
    if !is_long() {
        // Some of each kind of fault.
        let mut left: BTreeMap<&str, usize> = BTreeMap::new();
        trials.retain(|trial| {
            let seen = left.entry(trial.kind.0).or_insert(0);
            *seen += 1;
            *seen <= SHORT / Kind::ALL.len()
        });
    }
    Tally::of(format!("bad-disk-{}", act.0), &trials, THREADS, Bench::new, Bench::play)
        .note(format!("{} of {all} trials, calls {calls:?}", trials.len()))
        .hold();
}

/// An export onto a stick, or out of a store, that fails at one call.
#[derive(Debug, Clone, Copy)]
struct Export {
    of_stick: bool,
    kind: (&'static str, Kind),
    from: u64,
    count: u64,
}

impl fmt::Display for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.of_stick { "stick" } else { "store" };
        write!(f, "export {place} {} at call {} for {}", self.kind.0, self.from, self.count)
    }
}

struct Exporter {
    terminal: Terminal,
    stick: BadFile,
    records: usize,
}

impl Exporter {
    fn new() -> Self {
        let mut terminal = Terminal::new();
        let tickets: Vec<Sold> = terminal.sell(3);
        terminal.leave_records(&tickets, 1, false);
        terminal.keep("before");
        let folder = terminal.site.path("stick");
        std::fs::create_dir(&folder).unwrap();
        let stick = BadFile::under(&folder, terminal.site.path("stick-control"));
        Self { terminal, stick, records: tickets.len() - 1 }
    }

    fn begin(&self, trial: &Export) -> (Option<i32>, String, &BadFile) {
        self.terminal.restore("before");
        let folder = self.folder();
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::create_dir(&folder).unwrap();
        let disk = if trial.of_stick { &self.stick } else { &self.terminal.bad };
        disk.arm(trial.kind.1, trial.from, trial.count);
        let (code, output) = self.export(Some(disk));
        disk.lift();
        (code, output, disk)
    }

    fn export(&self, disk: Option<&BadFile>) -> (Option<i32>, String) {
        let to = self.folder().display().to_string();
        self.terminal.command(&["export", "--to", &to], disk)
    }

    fn folder(&self) -> PathBuf {
        self.terminal.site.path("stick")
    }

    fn play(&mut self, trial: &Export) -> Vec<Finding> {
        let mut found = Vec::new();
        let (code, output, disk) = self.begin(trial);
        let (failed, last) = (disk.failed() > 0, output.lines().last().unwrap_or_default());
        assert!(disk.was_loaded());
        let well =
            !output.contains("panicked") && !output.contains("a fault in the program itself");
        if !well || !(code == Some(0) || code == Some(1) && last.starts_with("hallgate: ")) {
            found.push(Finding::new(Broken::NotRecovered, format!("{code:?}: {output}")));
        }
        let whole = exports(&self.folder());
        let lies = trial.of_stick
            && failed
            && trial.kind.1 != Kind::EioNames
            && trial.kind.1 != Kind::EioRead;
        if code == Some(0) && (lies || !whole.iter().any(|whole| *whole)) {
            found.push(Finding::new(Broken::Lost, format!("it is told as done: {output}")));
        }
        if whole.contains(&false) {
            found.push(Finding::new(
                Broken::Lost,
                format!("checksums of what is not there: {output}"),
            ));
        }
        let (code, output) = self.export(None);
        if code != Some(0) || !exports(&self.folder()).contains(&true) {
            found.push(Finding::new(Broken::NotRecovered, format!("the next export: {output}")));
        }
        let pending = self.terminal.reader().and_then(|reader| reader.pending().ok());
        if pending != Some(self.records as u64) {
            found
                .push(Finding::new(Broken::Lost, format!("pending records after it: {pending:?}")));
        }
        found
    }
}

/// For each folder with checksums: whether they are right.
fn exports(stick: &Path) -> Vec<bool> {
    let folders = std::fs::read_dir(stick).unwrap().map(|entry| entry.unwrap().path());
    let with_sums = folders.filter(|folder| folder.join("SHA256SUMS").exists());
    with_sums
        .map(|folder| {
            let mut check = Command::new("sha256sum");
            check.args(["--check", "--strict", "--status", "SHA256SUMS"]).current_dir(folder);
            check.status().unwrap().success()
        })
        .collect()
}

#[test]
fn a_stick_or_a_store_that_fails_at_any_call_of_an_export() {
    let _turn = turn();
    let counter = Exporter::new();
    let mut trials = Vec::new();
    for of_stick in [true, false] {
        for kind in Kind::ALL {
            let counting = Export { of_stick, kind, from: u64::MAX, count: 1 };
            let (code, output, disk) = counter.begin(&counting);
            assert_eq!(code, Some(0), "{output}");
            for from in 1..=disk.calls() {
                trials.extend([1, 3, LASTING].map(|count| Export { of_stick, kind, from, count }));
            }
        }
    }
    let all = trials.len();
    fastrand::Rng::with_seed(seed()).shuffle(&mut trials);
    if !is_long() {
        trials.truncate(3 * SHORT);
    }
    Tally::of("bad-disk-export", &trials, THREADS, Exporter::new, Exporter::play)
        .note(format!("{} of {all} trials", trials.len()))
        .hold();
}
