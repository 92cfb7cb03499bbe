//! Bits that rot in a small store's files, and files that are gone, empty, torn, old or somebody else's: it either
//! refuses by name and touches nothing, or runs, lets nobody in twice, and sends what could be read.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde_json::Value;

use super::door::{assess_end, opened, reasons, show};
use super::process::Ended;
use super::tally::{Broken, Finding, Tally, is_long, seed, turn};
use super::terminal::{STORE, Sold, Terminal, copy_folder};

const THREADS: usize = 4;

/// SQLCipher's page, and what stands before each in the write-ahead log.
const PAGE: u64 = 4096;
const LOG_HEAD: u64 = 32;
const FRAME_HEAD: u64 = 24;

/// What a used ticket is told.
const KNOWN: &str = "already_checked";

const DATABASE: &str = "hallgate.db";
const LOG: &str = "hallgate.db-wal";

/// What has become of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    There,
    Gone,
    Empty,
    Half,
    /// A copy of some admissions ago.
    Older,
    /// Of another terminal with another key.
    Foreign,
}

#[derive(Debug, Clone)]
enum Trial {
    /// One bit in a page of the database, after a clean end.
    Page(u64),
    /// One bit in a frame of the write-ahead log, in its head or in its page, after a kill.
    Frame(u64, bool),
    /// One bit in some other file, after a kill.
    Bit(String),
    /// What became of some of the files, after a kill.
    Files(Vec<(String, Fate)>),
}

impl fmt::Display for Trial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(number) => write!(f, "a bit in page {number}"),
            Self::Frame(number, true) => write!(f, "a bit in the head of frame {number}"),
            Self::Frame(number, false) => write!(f, "a bit in frame {number}"),
            Self::Bit(name) => write!(f, "a bit in {name}"),
            Self::Files(fates) => {
                let parts: Vec<String> =
                    fates.iter().map(|(name, fate)| format!("{name} {fate:?}")).collect();
                write!(f, "{}", parts.join(", "))
            }
        }
    }
}

struct Bench {
    terminal: Terminal,
    /// Admitted before, the last ones not uploaded.
    admitted: Vec<Sold>,
    pending: usize,
    /// Shown in each run.
    fresh: Vec<Sold>,
    rng: fastrand::Rng,
}

impl Bench {
    fn new() -> Self {
        let mut terminal = Terminal::new();
        // A passage that was forgotten would open the gate again.
        terminal.site.set("gate.reopen_within_s", 3600);
        // Somebody else's store.
        terminal.keep("keys");
        terminal.site.write_secret("db.key", &"a5".repeat(32));
        std::fs::create_dir(terminal.site.path("nothing")).unwrap();
        copy_folder(&terminal.site.path("nothing"), &terminal.site.path(STORE));
        terminal.site.fetch_keys();
        let others = terminal.sell(2);
        terminal.leave_records(&others, 1, true);
        terminal.keep("foreign");
        terminal.site.write_secret("db.key", &"5a".repeat(32));
        // One's own: 18 are uploaded, then the platform is away.
        terminal.restore("keys");
        let admitted = terminal.sell(30);
        terminal.leave_records(&admitted[..24], 18, true);
        let password = "correct horse battery staple";
        let (code, output) = terminal.add_operator("chen", password);
        assert_eq!(code, Some(0), "{output}");
        terminal.keep("older");
        terminal.leave_pending(&admitted[24..], true);
        terminal.keep("killed");
        terminal.site.platform.pause();
        std::fs::create_dir_all(terminal.site.path("none")).unwrap();
        terminal.run("none").unwrap();
        terminal.keep("closed");
        terminal.site.platform.resume().unwrap();
        let fresh = terminal.sell(3);
        let mut shown = admitted.clone();
        if !is_long() {
            let some = [0, 9, 17, 18, 23, 24, 28, 29];
            shown = some.iter().map(|at: &usize| admitted[*at].clone()).collect();
        }
        shown.extend(fresh.clone());
        terminal.lay_out("rot", &shown, false);
        terminal.lay_out("patient", &vec![fresh[0].clone(); 5], false);
        Self { terminal, admitted, pending: 12, fresh, rng: fastrand::Rng::with_seed(seed()) }
    }

    fn pages(&self) -> u64 {
        size(&self.terminal.site.path("closed").join(DATABASE)) / PAGE
    }

    fn frames(&self) -> u64 {
        let log = size(&self.terminal.site.path("killed").join(LOG));
        (log - LOG_HEAD) / (FRAME_HEAD + PAGE)
    }

    /// The files beside database and log that a store has.
    fn others(&self) -> Vec<String> {
        let names = files(&self.terminal.site.path("killed")).into_keys();
        names.filter(|name| name != DATABASE && name != LOG).collect()
    }

    fn damage(&mut self, trial: &Trial) {
        let site = &self.terminal.site;
        let path = |name: &str| site.path(STORE).join(name);
        match trial {
            Trial::Page(number) => {
                self.terminal.restore("closed");
                let at = (number - 1) % self.pages() * PAGE;
                flip(&path(DATABASE), at..at + PAGE, &mut self.rng);
            }
            Trial::Frame(number, head) => {
                self.terminal.restore("killed");
                let at = LOG_HEAD + (number - 1) % self.frames() * (FRAME_HEAD + PAGE);
                let from = if *head { at } else { at + FRAME_HEAD };
                let to = if *head { at + FRAME_HEAD } else { from + PAGE };
                flip(&path(LOG), from..to, &mut self.rng);
            }
            Trial::Bit(name) => {
                self.terminal.restore("killed");
                flip(&path(name), 0..size(&path(name)), &mut self.rng);
            }
            Trial::Files(fates) => {
                self.terminal.restore("killed");
                for (name, fate) in fates {
                    befall(site.path("").as_path(), name, *fate);
                }
            }
        }
        // An index into the log that the next to open makes anew.
        if !matches!(trial, Trial::Files(fates) if fates.iter().any(|one| one.0.ends_with("-shm")))
        {
            let _ = std::fs::remove_file(path("hallgate.db-shm"));
        }
    }

    fn play(&mut self, trial: &Trial) -> Vec<Finding> {
        self.damage(trial);
        let before = files(&self.terminal.site.path(STORE));
        let mut first = self.terminal.run("rot");
        let show_run = |ended: &Option<Ended>| ended.iter().for_each(|ended| show(trial, ended));
        show_run(&first);
        let mut found: Vec<Finding> = assess_end(first.as_ref(), "the run").into_iter().collect();
        let mut seen = Vec::new();
        // A terminal that finds its database damaged is mended between two tickets, once a second: whoever was told
        // before that nothing can be recorded shows the ticket again.
        if let Some(ended) = &first
            && ended.code == Some(0)
            && !self.all_are_answered(&ended.events)
        {
            seen.extend(ended.events.clone());
            self.terminal.site.set("camera.hold_ms", 1200);
            let patient = self.terminal.run("patient");
            self.terminal.site.set("camera.hold_ms", 15);
            found.extend(assess_end(patient.as_ref(), "the run with time to mend"));
            show_run(&patient);
            seen.extend(patient.into_iter().flat_map(|ended| ended.events));
            first = self.terminal.run("rot");
            found.extend(assess_end(first.as_ref(), "the next run"));
            show_run(&first);
        }
        if let Some(ended) = &mut first {
            ended.events.splice(0..0, seen);
        }
        if let Some(ended) = &first
            && ended.code == Some(1)
        {
            let stderr = ended.stderr.trim_end();
            if files(&self.terminal.site.path(STORE)) != before {
                found.push(Finding::new(Broken::Lost, format!("it refuses but touches: {stderr}")));
            }
            if !stderr.contains("hallgate.db") {
                found.push(Finding::new(Broken::NotRecovered, format!("no name in {stderr:?}")));
            }
            if !stderr.contains("hallgate rescue") {
                if matches!(trial, Trial::Page(_) | Trial::Frame(..) | Trial::Bit(_)) {
                    let detail = format!("the door stays shut for one bit: {stderr}");
                    found.push(Finding::new(Broken::NotRecovered, detail));
                }
                return found;
            }
            let (code, output) = self.terminal.command(&["rescue"], None);
            if code != Some(0) {
                found.push(Finding::new(Broken::NotRecovered, format!("the rescue: {output}")));
                return found;
            }
            first = self.terminal.run("rot");
            found.extend(assess_end(first.as_ref(), "the run after the rescue"));
        }
        if let Some(ended) = first {
            self.assess(&ended, &mut found);
        }
        found
    }

    /// Whether each good ticket has opened the gate, and each used one is known for one.
    fn all_are_answered(&self, events: &[Value]) -> bool {
        let known = |number| reasons(events, number).last().is_none_or(|last| *last == KNOWN);
        self.fresh.iter().all(|fresh| opened(events, &fresh.number))
            && self.admitted.iter().all(|used| known(&used.number))
    }

    fn assess(&self, ended: &Ended, found: &mut Vec<Finding>) {
        if ended.code != Some(0) {
            found.push(Finding::new(
                Broken::NotRecovered,
                format!("it does not start: {}", ended.stderr),
            ));
            return;
        }
        for ticket in &self.admitted {
            let shown = reasons(&ended.events, &ticket.number);
            if opened(&ended.events, &ticket.number) {
                let detail = format!("{} opens the gate a second time: {shown:?}", ticket.number);
                found.push(Finding::new(Broken::WronglyAdmitted, detail));
            } else if shown.last().is_some_and(|last| *last != KNOWN) {
                let detail = format!("{}, admitted before, is told {shown:?}", ticket.number);
                found.push(Finding::new(Broken::NotRecovered, detail));
            }
        }
        for fresh in &self.fresh {
            let verdicts = ended.events.iter().filter(|event| {
                event["film_ticket_code"] == fresh.number && event["verdict"] == "admit"
            });
            let shown = reasons(&ended.events, &fresh.number);
            match verdicts.count() {
                0 => found.push(Finding::new(
                    Broken::NotRecovered,
                    format!("a good ticket is told {shown:?}"),
                )),
                1 => {}
                _ => found.push(Finding::new(
                    Broken::WronglyAdmitted,
                    format!("a good ticket is told {shown:?}"),
                )),
            }
        }
        let arrived = self.terminal.at_platform();
        let (uploaded, pending) = self.admitted.split_at(self.admitted.len() - self.pending);
        let missing: Vec<&String> = pending
            .iter()
            .map(|ticket| &ticket.number)
            .filter(|number| !arrived.contains_key(*number))
            .collect();
        if !missing.is_empty() && !self.is_told() {
            found.push(Finding::new(Broken::Lost, format!("missing without a word: {missing:?}")));
        }
        for ticket in uploaded.iter().chain(pending).chain(&self.fresh) {
            if arrived.get(&ticket.number).is_some_and(|count| *count > 1) {
                let detail = format!("{} arrived as two records", ticket.number);
                found.push(Finding::new(Broken::Doubled, detail));
            }
        }
    }

    /// Whether the commands say that something is missing, and end so that a script sees it.
    fn is_told(&self) -> bool {
        let (code, output) = self.terminal.command(&["doctor"], None);
        code == Some(1)
            && output.lines().any(|line| line.starts_with("storage") && line.contains("rescue"))
    }
}

fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}

/// The files of a store with their bytes; neither the lock nor the index into the log, which hold nothing.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if !name.ends_with(".lock") && !name.ends_with("-shm") {
            found.insert(name, std::fs::read(entry.path()).unwrap());
        }
    }
    found
}

fn flip(path: &Path, among: std::ops::Range<u64>, rng: &mut fastrand::Rng) {
    let mut bytes = std::fs::read(path).unwrap();
    let at = rng.u64(among) as usize;
    bytes[at] ^= 1 << rng.u32(0..8);
    std::fs::write(path, bytes).unwrap();
}

fn befall(site: &Path, name: &str, fate: Fate) {
    let path = site.join(STORE).join(name);
    let swap = |from: &str| {
        let _ = std::fs::remove_file(&path);
        let _ = std::fs::copy(site.join(from).join(name), &path); // one that was not there then is gone
    };
    match fate {
        Fate::There => {}
        Fate::Gone => _ = std::fs::remove_file(&path),
        Fate::Empty => std::fs::write(&path, "").unwrap(),
        Fate::Half => {
            let bytes = std::fs::read(&path).unwrap();
            std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        }
        Fate::Older => swap("older"),
        Fate::Foreign => swap("foreign"),
    }
}

/// Plays all trials in the long form, so many of them by chance in the short one.
fn rot(fault: &str, short: usize, trials: impl Fn(&Bench) -> Vec<Trial>) {
    let _turn = turn();
    let bench = Bench::new();
    let mut trials = trials(&bench);
    drop(bench);
    let all = trials.len();
    fastrand::Rng::with_seed(seed()).shuffle(&mut trials);
    if !is_long() {
        trials.truncate(short);
    }
    let threads = if is_long() { THREADS } else { 2 };
    Tally::of(fault, &trials, threads, Bench::new, Bench::play)
        .note(format!("{} of {all} trials", trials.len()))
        .hold();
}

#[test]
fn a_bit_that_rots_in_any_page() {
    rot("bit-rot-page", 8, |bench| (1..=bench.pages()).map(Trial::Page).collect());
}

#[test]
fn a_bit_that_rots_in_the_write_ahead_log_or_beside() {
    rot("bit-rot-beside", 10, |bench| {
        let frames = (1..=bench.frames())
            .flat_map(|number| [true, false].map(|head| Trial::Frame(number, head)));
        let others = bench.others().into_iter().chain([LOG.to_owned()]);
        // A whole file has many places to rot.
        let bits = others.flat_map(|name| std::iter::repeat_n(Trial::Bit(name), 10));
        frames.chain(bits).collect()
    });
}

#[test]
fn files_that_are_gone_empty_torn_old_or_foreign() {
    rot("files-lost", 14, |bench| {
        let fates = [Fate::There, Fate::Gone, Fate::Empty, Fate::Older, Fate::Foreign];
        let mut trials = Vec::new();
        let names = [DATABASE, LOG, "hallgate.db.head"];
        for database in fates {
            for log in fates {
                for head in fates {
                    let all = names.map(str::to_owned).into_iter().zip([database, log, head]);
                    trials.push(Trial::Files(all.collect()));
                }
            }
        }
        for name in bench.others().into_iter().chain(names.map(str::to_owned)) {
            for fate in [Fate::Gone, Fate::Empty, Fate::Half, Fate::Older, Fate::Foreign] {
                trials.push(Trial::Files(vec![(name.clone(), fate)]));
            }
        }
        trials
    });
}
