//! One act of the terminal on a disk that fails at one moment of it, and what has to hold afterwards.

use std::fmt;
use std::thread::sleep;
use std::time::{Duration, Instant};

use hallgate::peer::PeerFault;
use serde_json::Value;

use super::badfile::Kind;
use super::door::{assess_end, opened, reasons, show};
use super::process::{Ended, PATIENCE, Running};
use super::tally::{Broken, Finding};
use super::terminal::{Sold, Terminal};

/// What the terminal is doing while the disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Start,
    Admission,
    Upload,
    Refusal,
}

impl Act {
    pub const ALL: [(&str, Self); 4] = [
        ("start", Self::Start),
        ("admission", Self::Admission),
        ("upload", Self::Upload),
        ("refusal", Self::Refusal),
    ];
}

/// So many calls fail, from one of them on.
#[derive(Debug, Clone, Copy)]
pub struct Trial {
    pub act: (&'static str, Act),
    pub kind: (&'static str, Kind),
    pub from: u64,
    pub count: u64,
    /// Whether the terminal is killed in the fault, or lives to see its end.
    pub dies: bool,
}

/// All calls fail until the fault is over.
pub const LASTING: u64 = u64::MAX / 2;

impl fmt::Display for Trial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { act, kind, from, count, .. } = self;
        write!(f, "{} {} at call {from} for ", act.0, kind.0)?;
        if *count == LASTING {
            write!(f, "ever")?
        } else {
            write!(f, "{count}")?
        }
        if self.dies { write!(f, ", then killed") } else { Ok(()) }
    }
}

/// Longer than any wait of the program for its disk.
const ANSWER: Duration = Duration::from_secs(4);

/// Longer than its longest wait between two tries of an upload, some times over.
const UPLOADS: Duration = Duration::from_secs(12);

/// A terminal with what it shows in each trial.
pub struct Bench {
    terminal: Terminal,
    /// Admitted and uploaded before.
    old: Vec<Sold>,
    /// Admitted before, and still to be uploaded.
    pending: Vec<Sold>,
    /// Shown in the trial: one in the fault, the others when it is over.
    shown: Vec<Sold>,
}

impl Bench {
    pub fn new() -> Self {
        let mut terminal = Terminal::new();
        // A camera that waits for its image is no silent one.
        terminal.site.set("camera.silence_ms", 60_000);
        terminal.site.set("sync.max_rejections", 2);
        let (old, pending, shown) = (terminal.sell(2), terminal.sell(3), terminal.sell(9));
        terminal.keep("fresh");
        let all = [&old[..], &pending].concat();
        terminal.leave_records(&all, old.len(), false);
        terminal.keep("before");
        terminal.lay_out("held", &shown, true);
        terminal.lay_out("again", &[&all[..], &shown].concat(), false);
        Self { terminal, old, pending, shown }
    }

    /// How many calls a kind of fault could hit in an act.
    pub fn count(&mut self, act: (&'static str, Act), kind: (&'static str, Kind)) -> u64 {
        let trial = Trial { act, kind, from: u64::MAX, count: 1, dies: false };
        let ended = self.first_run(&trial).unwrap();
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        self.terminal.bad.calls()
    }

    /// One trial: the fault, its end, and a second run on a good disk.
    pub fn play(&mut self, trial: &Trial) -> Vec<Finding> {
        let first = self.first_run(trial);
        assert!(self.terminal.bad.was_loaded(), "the disk was never in the program's hands");
        let mut found = Vec::new();
        if !trial.dies {
            found.extend(assess_end(first.as_ref(), "the run in the fault"));
        }
        let Some(first) = first else { return found };
        show(trial, &first);
        if !trial.dies {
            found.extend(self.assess_recovery(trial, &first));
        }
        self.terminal.site.platform.set_fault(PeerFault::None).unwrap();
        let second = self.terminal.run("again");
        found.extend(assess_end(second.as_ref(), "the run after the fault"));
        let Some(second) = second else { return found };
        if second.code != Some(0) {
            let detail = format!("a restart does not help: {}", second.stderr);
            found.push(Finding::new(Broken::NotRecovered, detail));
            return found;
        }
        found.extend(self.assess_door(&first.events, &second.events));
        found.extend(self.assess_platform(trial));
        found
    }

    fn first_run(&mut self, trial: &Trial) -> Option<Ended> {
        let terminal = &mut self.terminal;
        terminal.bad.lift();
        terminal.bad.go(0);
        terminal.restore("before");
        let act = trial.act.1;
        let arm = |terminal: &Terminal| terminal.bad.arm(trial.kind.1, trial.from, trial.count);
        if act == Act::Refusal {
            let refused = self.pending[1].number.parse().unwrap();
            terminal.site.platform.set_fault(PeerFault::RejectTicket(refused)).unwrap();
        }
        match act {
            Act::Start => arm(terminal),
            Act::Admission => {}
            Act::Upload | Act::Refusal => terminal.site.platform.pause(),
        }
        let mut running = terminal.start("held", true, true);
        running.within(ANSWER, |event| event["event"] == "ready");
        if act != Act::Start {
            arm(terminal);
        }
        match act {
            Act::Start | Act::Admission => {
                terminal.bad.go(1);
                let number = &self.shown[0].number;
                running.within(ANSWER, |event| event["film_ticket_code"] == *number);
                if opened(&running.events(), number) {
                    running.within(Duration::from_secs(1), |event| event["state"] == "locked");
                }
            }
            Act::Upload => {
                terminal.site.platform.resume().unwrap();
                let sent = |event: &Value| event["result"] == "accepted";
                running.within(ANSWER, sent);
            }
            Act::Refusal => {
                terminal.site.platform.resume().unwrap();
                running.within(2 * ANSWER, |event| event["event"] == "set_aside");
            }
        }
        // What it does after it has told of it.
        sleep(Duration::from_millis(60));
        if trial.dies {
            let events = running.kill();
            self.terminal.bad.lift();
            return Some(Ended { code: None, stderr: String::new(), events });
        }
        terminal.bad.lift();
        self.show_when_over(&mut running);
        self.await_uploads(trial, &mut running);
        self.terminal.bad.go(u32::MAX);
        running.end_within(PATIENCE)
    }

    /// Shows one ticket after the other until one is admitted, for longer than the program waits between two tries to
    /// mend its store after a fault of these trials.
    fn show_when_over(&self, running: &mut Running) {
        for (at, ticket) in self.shown.iter().enumerate().skip(1) {
            self.terminal.bad.go(at as u32 + 1);
            running.within(ANSWER, |event| event["film_ticket_code"] == ticket.number);
            if running.is_over() || opened(&running.events(), &ticket.number) {
                return;
            }
            sleep(Duration::from_millis(1500));
        }
    }

    /// Gives it the time to send what is pending.
    fn await_uploads(&self, trial: &Trial, running: &mut Running) {
        let refused = usize::from(trial.act.1 == Act::Refusal);
        let end = Instant::now() + UPLOADS;
        while !running.is_over() && Instant::now() < end {
            let events = running.events();
            let shown = self.shown.iter().filter(|ticket| opened(&events, &ticket.number)).count();
            if self.terminal.at_platform().len() + refused >= self.pending.len() + shown {
                return;
            }
            sleep(Duration::from_millis(20));
        }
    }

    /// Whether it has come back by itself.
    fn assess_recovery(&self, trial: &Trial, first: &Ended) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut not = |detail: String| found.push(Finding::new(Broken::NotRecovered, detail));
        if first.code != Some(0) {
            // A disk that takes nothing is no reason not to start; of others a restart may be the cure.
            let must_start = matches!(trial.kind.1, Kind::Full | Kind::ReadOnly);
            if trial.act.1 == Act::Start && trial.count == LASTING && must_start {
                not(format!(
                    "it does not start: {}",
                    first.stderr.lines().last().unwrap_or_default()
                ));
            }
            return found;
        }
        let later = &self.shown[1..];
        if !later.iter().any(|ticket| opened(&first.events, &ticket.number)) {
            let shown: Vec<_> =
                later.iter().map(|ticket| reasons(&first.events, &ticket.number)).collect();
            not(format!("no ticket is admitted when the fault is over: {shown:?}"));
        }
        if let Some(left) = self.terminal.reader().and_then(|reader| reader.pending().ok())
            && left > 0
        {
            not(format!("{left} records are left pending when the fault is over"));
        }
        found
    }

    /// Whoever was let in is not let in again; who was not, is.
    fn assess_door(&self, first: &[Value], second: &[Value]) -> Vec<Finding> {
        let mut found = Vec::new();
        let before = self.old.iter().chain(&self.pending).map(|ticket| (ticket, true));
        let shown = self.shown.iter().map(|ticket| (ticket, opened(first, &ticket.number)));
        for (ticket, let_in) in before.chain(shown) {
            let shown = reasons(second, &ticket.number);
            let again = opened(second, &ticket.number);
            let number = &ticket.number;
            match (let_in, again) {
                (true, true) => found.push(Finding::new(
                    Broken::WronglyAdmitted,
                    format!("{number} opens the gate a second time: {shown:?}"),
                )),
                (true, false) if shown != ["already_checked"] => found.push(Finding::new(
                    Broken::NotRecovered,
                    format!("{number}, admitted before, is told {shown:?}"),
                )),
                (false, false) => found.push(Finding::new(
                    Broken::NotRecovered,
                    format!("{number}, never let in, is refused after the fault: {shown:?}"),
                )),
                _ => {}
            }
        }
        found
    }

    /// Each admission is there once, in its order.
    fn assess_platform(&self, trial: &Trial) -> Vec<Finding> {
        let mut found = Vec::new();
        let refused = (trial.act.1 == Act::Refusal).then(|| &self.pending[1].number);
        let arrived = self.terminal.at_platform();
        for ticket in self.pending.iter().chain(&self.shown) {
            let number = &ticket.number;
            match arrived.get(number) {
                None if Some(number) == refused => {
                    let kept =
                        self.terminal.reader().and_then(|reader| reader.set_aside_count().ok());
                    if kept != Some(1) {
                        let detail =
                            format!("the refused record {number} is neither sent nor set aside");
                        found.push(Finding::new(Broken::Lost, detail));
                    }
                }
                None => found.push(Finding::new(Broken::Lost, format!("{number} never arrived"))),
                Some(1) => {}
                Some(many) => {
                    found.push(Finding::new(
                        Broken::Doubled,
                        format!("{number} arrived as {many} records"),
                    ));
                }
            }
        }
        let place =
            |number: &String| self.terminal.site.arrived().iter().position(|one| one == number);
        let early: Vec<_> = self
            .pending
            .iter()
            .map(|ticket| &ticket.number)
            .filter(|one| Some(*one) != refused)
            .collect();
        if !early.iter().map(|number| place(number)).is_sorted() {
            found.push(Finding::new(Broken::NotRecovered, "the records arrived out of order"));
        }
        found
    }
}
