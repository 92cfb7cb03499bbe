//! What came of the trials of one kind of fault: one line of JSON, of which `tests/proof/run` makes its table, and a
//! test that fails where a promise broke.

use std::fmt::Display;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

/// So much of what a finding says is told in its line; the failing test tells all of it.
const SHOWN: usize = 300;

/// How much is tried.
pub fn is_long() -> bool {
    std::env::var("HALLGATE_PROOF").is_ok_and(|form| form == "long")
}

/// What chance hangs on in the short form, so that it tries the same each time.
const SHORT_SEED: u64 = 2_460_564_731;

/// What chance hangs on.
pub fn seed() -> u64 {
    static SEED: LazyLock<u64> = LazyLock::new(|| {
        let given = std::env::var("HALLGATE_PROOF_SEED").ok();
        match given {
            Some(text) => text.parse().unwrap(),
            None if is_long() => fastrand::u64(..1 << 32),
            None => SHORT_SEED,
        }
    });
    *SEED
}

/// Whether a trial of this name is wanted: all are, or those that `HALLGATE_PROOF_ONLY` is a part of.
pub fn is_wanted(trial: impl Display) -> bool {
    static ONLY: LazyLock<String> =
        LazyLock::new(|| std::env::var("HALLGATE_PROOF_ONLY").unwrap_or_default());
    trial.to_string().contains(ONLY.as_str())
}

/// One test at a time, for those that keep all cores busy.
pub fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Which promise broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// A record is gone.
    Lost,
    /// The platform has two records of one ticket.
    Doubled,
    /// A ticket opened the gate against what was known, or a record stands for somebody who was never let in.
    WronglyAdmitted,
    /// The terminal is not what it was when the fault is over, or it broke down in it.
    NotRecovered,
}

/// One promise that broke in one trial.
#[derive(Debug)]
pub struct Finding {
    pub broken: Broken,
    pub detail: String,
}

impl Finding {
    pub fn new(broken: Broken, detail: impl Display) -> Self {
        Self { broken, detail: detail.to_string() }
    }
}

/// The trials of one kind.
#[derive(Debug)]
pub struct Tally {
    fault: String,
    tried: usize,
    findings: Vec<(String, Finding)>,
    notes: Vec<String>,
    /// The longest that it took from a fault's end until all was well; none where that is not measured.
    recovered_after: Option<Duration>,
}

impl Tally {
    /// None yet.
    pub fn begin(fault: impl Into<String>) -> Self {
        Self {
            fault: fault.into(),
            tried: 0,
            findings: Vec::new(),
            notes: Vec::new(),
            recovered_after: None,
        }
    }

    /// Plays the trials in `threads` threads, each with a bench of its own.
    pub fn of<T: Sync + Display, B>(
        fault: impl Into<String>,
        trials: &[T],
        threads: usize,
        bench: impl Fn() -> B + Sync,
        play: impl Fn(&mut B, &T) -> Vec<Finding> + Sync,
    ) -> Self {
        let trials: Vec<&T> = trials.iter().filter(|trial| is_wanted(trial)).collect();
        let next = AtomicUsize::new(0);
        let findings = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for _ in 0..threads.min(trials.len()) {
                scope.spawn(|| {
                    let mut bench = bench();
                    while let Some(trial) = trials.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let found = play(&mut bench, trial);
                        let named = found.into_iter().map(|finding| (trial.to_string(), finding));
                        findings.lock().unwrap().extend(named);
                    }
                });
            }
        });
        let mut tally = Self::begin(fault);
        tally.tried = trials.len();
        tally.findings = findings.into_inner().unwrap();
        tally
    }

    /// Counts trials, or how often a fault was in force in one.
    pub fn tried(&mut self, times: usize) {
        self.tried += times;
    }

    /// Keeps what broke in a trial.
    pub fn find(&mut self, trial: impl Display, broken: Broken, detail: impl Display) {
        self.findings.push((trial.to_string(), Finding::new(broken, detail)));
    }

    /// Keeps the longest recovery.
    pub fn recovered(&mut self, after: Duration) {
        self.recovered_after = self.recovered_after.max(Some(after));
    }

    /// A word for the reader of the line.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Prints the line, past the harness's own catching of what tests print.
    pub fn print(self) -> Self {
        let _ = writeln!(std::io::stdout(), "{}", self.line());
        self
    }

    /// Prints the line; no promise may be broken.
    pub fn hold(self) {
        hold_all(vec![self]);
    }

    fn line(&self) -> Value {
        let count = |broken| self.findings.iter().filter(|(_, one)| one.broken == broken).count();
        let mut notes = self.notes.clone();
        notes.extend(self.findings.iter().take(3).map(|(trial, one)| {
            let detail = one.detail.split_whitespace().collect::<Vec<_>>().join(" ");
            format!("{trial}: {}", detail.chars().take(SHOWN).collect::<String>())
        }));
        json!({
            "fault": self.fault,
            "tried": self.tried,
            "lost": count(Broken::Lost),
            "doubled": count(Broken::Doubled),
            "wrongly_admitted": count(Broken::WronglyAdmitted),
            "not_recovered": count(Broken::NotRecovered),
            "recovered_after_s": self.recovered_after.map(|after| after.as_secs_f64()),
            "seed": seed(),
            "notes": notes.join("; "),
        })
    }
}

/// Prints the lines; no promise may be broken in any of them.
pub fn hold_all(tallies: Vec<Tally>) {
    let tallies: Vec<Tally> = tallies.into_iter().map(Tally::print).collect();
    let broken: Vec<String> = tallies
        .iter()
        .flat_map(|tally| tally.findings.iter().map(|(trial, one)| (&tally.fault, trial, one)))
        .map(|(fault, trial, one)| format!("{:?} in {fault}, {trial}: {}", one.broken, one.detail))
        .collect();
    assert!(broken.is_empty(), "seed {}:\n{}", seed(), broken.join("\n"));
}
