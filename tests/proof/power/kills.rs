//! Kills at any moment, with a platform that loses replies, cuts connections, refuses and is away: whoever was let in
//! is let in once, each record arrives once and in its order, and none is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use hallgate::peer::PeerFault;
use serde_json::Value;

use super::door::{assess_end, opened};
use super::process::{Running, hallgate};
use super::tally::{Broken, Finding, Tally, is_long, seed, turn};
use super::terminal::{Sold, Terminal};

/// Kills that one store goes through, one after the other.
const CHAIN: usize = 10;

/// Terminals at a time.
const THREADS: usize = 4;

/// New tickets before the door in one run.
const NEW: usize = 3;

/// A store that is killed again and again. Even ones meet no platform that refuses, so that the order is to hold.
#[derive(Debug, Clone, Copy)]
struct Chain(u64);

impl fmt::Display for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "chain {}", self.0)
    }
}

/// All that the door has told since the store was made.
#[derive(Default)]
struct History {
    /// The record that stands for a ticket's admission, in the order of admission.
    admitted: BTreeMap<String, u64>,
    /// Records whose visitor was seen to walk through.
    passed: BTreeSet<u64>,
    /// Tickets for which the gate opened.
    let_in: BTreeSet<String>,
    found: Vec<Finding>,
}

impl History {
    fn add(&mut self, events: &[Value]) {
        for event in events {
            let seq = event["seq"].as_u64().unwrap_or_default();
            let number = event["film_ticket_code"].as_str().unwrap_or_default();
            let mut wrong = |detail: String| {
                self.found.push(Finding::new(Broken::WronglyAdmitted, detail));
            };
            match (event["reason"].as_str(), event["state"].as_str()) {
                (Some("ok"), _) => {
                    if let Some(before) = self.admitted.insert(number.to_owned(), seq) {
                        wrong(format!("{number} is admitted by record {before} and by {seq}"));
                    }
                }
                (Some("reopened"), _) if self.passed.contains(&seq) => {
                    wrong(format!("{number} opens again after its passage"));
                }
                (_, Some("passed")) => _ = self.passed.insert(seq),
                _ => {}
            }
            if event["event"] == "verdict" && opened(events, number) {
                self.let_in.insert(number.to_owned());
            }
        }
    }
}

fn play(terminal: &mut Terminal, chain: &Chain) -> Vec<Finding> {
    let mut rng = fastrand::Rng::with_seed(seed().wrapping_add(chain.0));
    terminal.restore("keys");
    terminal.site.set("sync.batch", rng.i64(1..4));
    let tickets = terminal.sell(CHAIN * NEW);
    let mut history = History::default();
    for round in 0..CHAIN {
        let mut shown = tickets[round * NEW..(round + 1) * NEW].to_vec();
        for _ in 0..2 {
            shown.push(tickets[rng.usize(..(round + 1) * NEW)].clone());
        }
        rng.shuffle(&mut shown);
        show(terminal, "kill", &shown);
        trouble(terminal, &shown, !chain.0.is_multiple_of(2), &mut rng);
        let export = rng.bool().then(|| export(terminal));
        let running = terminal.start("kill", rng.bool(), false);
        history.add(&kill(running, &mut rng));
        if let Some(mut export) = export {
            let _ = export.kill();
            let _ = export.wait();
        }
    }
    conclude(terminal, &tickets, &mut history, chain.0.is_multiple_of(2));
    history.found
}

/// Kills it at a moment of its start, between two of its steps, or right at one of them.
fn kill(mut running: Running, rng: &mut fastrand::Rng) -> Vec<Value> {
    let event = |name: &'static str, count: usize| {
        move |events: &[Value]| {
            events.iter().filter(|event| event["event"] == name).count() >= count
        }
    };
    let until = match rng.u32(..8) {
        0 => {
            sleep(Duration::from_micros(rng.u64(..60_000)));
            return running.kill();
        }
        1 | 2 => {
            sleep(Duration::from_micros(rng.u64(20_000..700_000)));
            return running.kill();
        }
        3 | 4 => event("verdict", rng.usize(1..5)),
        5 => event("gate", rng.usize(1..10)),
        _ => event("upload", rng.usize(1..3)),
    };
    let patience = Duration::from_secs(3);
    let end = std::time::Instant::now() + patience;
    while !running.is_over() && !until(&running.events()) && std::time::Instant::now() < end {
        sleep(Duration::from_millis(1));
    }
    sleep(Duration::from_micros(rng.u64(..12_000)));
    running.kill()
}

/// What the platform does in this run.
fn trouble(terminal: &Terminal, shown: &[Sold], refuses: bool, rng: &mut fastrand::Rng) {
    let platform = &terminal.site.platform;
    platform.resume().unwrap();
    let slow = Duration::from_millis(rng.u64(1..400));
    let ticket = rng.choice(shown).unwrap().number.parse().unwrap();
    let faults = [
        PeerFault::None,
        PeerFault::None,
        PeerFault::CutConnection,
        PeerFault::CutConnection,
        PeerFault::Slow(slow),
        PeerFault::HttpStatus(503),
        PeerFault::RejectTicket(ticket),
        PeerFault::RejectReports,
    ];
    let most = if refuses { faults.len() } else { faults.len() - 2 };
    match rng.usize(..most + 1) {
        away if away == most => platform.pause(),
        which => platform.set_fault(faults[which]).unwrap(),
    }
}

fn show(terminal: &Terminal, folder: &str, tickets: &[Sold]) {
    let _ = std::fs::remove_dir_all(terminal.site.path(folder));
    terminal.lay_out(folder, tickets, false);
}

fn export(terminal: &Terminal) -> Child {
    let stick = terminal.site.path("stick");
    std::fs::create_dir_all(&stick).unwrap();
    let mut command = hallgate();
    command.arg("export").arg("--to").arg(stick);
    command.arg("--config").arg(terminal.site.path("hallgate.toml"));
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// All is well again: whoever was not let in gets in, and everything arrives.
fn conclude(terminal: &mut Terminal, tickets: &[Sold], history: &mut History, in_order: bool) {
    terminal.site.platform.set_fault(PeerFault::None).unwrap();
    terminal.site.platform.resume().unwrap();
    let mut not = Vec::new();
    show(terminal, "kill", tickets);
    let ended = terminal.run("kill");
    not.extend(assess_end(ended.as_ref(), "the run after the kills"));
    let Some(ended) = ended else { return history.found.extend(not) };
    history.add(&ended.events);
    if ended.code != Some(0) {
        not.push(Finding::new(
            Broken::NotRecovered,
            format!("it does not start: {}", ended.stderr),
        ));
    }
    for ticket in tickets.iter().filter(|ticket| !history.let_in.contains(&ticket.number)) {
        let detail = format!("{} was never let in", ticket.number);
        not.push(Finding::new(Broken::NotRecovered, detail));
    }
    let arrived = terminal.site.arrived();
    let count = terminal.at_platform();
    for ticket in tickets {
        match count.get(&ticket.number) {
            None => {
                not.push(Finding::new(Broken::Lost, format!("{} never arrived", ticket.number)))
            }
            Some(1) => {}
            Some(many) => {
                let detail = format!("{} arrived as {many} records", ticket.number);
                not.push(Finding::new(Broken::Doubled, detail));
            }
        }
    }
    let numbers: Vec<_> =
        arrived.iter().filter_map(|number| history.admitted.get(number)).collect();
    if in_order && !numbers.is_sorted() {
        not.push(Finding::new(Broken::NotRecovered, format!("out of order: {numbers:?}")));
    }
    let (code, output) = terminal.command(&["audit", "verify"], None);
    if code != Some(0) {
        not.push(Finding::new(Broken::NotRecovered, format!("the protected log: {output}")));
    }
    history.found.extend(not);
}

#[test]
fn kills_at_any_moment_lose_nothing_double_nothing_and_let_nobody_in_twice() {
    let _turn = turn();
    let chains: Vec<Chain> = (0..if is_long() { 50 } else { 6 }).map(Chain).collect();
    let hand = || {
        let mut terminal = Terminal::new();
        // Who was recorded but not let in before the kill gets in by showing the ticket again.
        terminal.site.set("gate.reopen_within_s", 3600);
        terminal.site.set("sync.max_rejections", 1000);
        terminal.keep("keys");
        terminal
    };
    Tally::of("kill", &chains, THREADS, hand, play)
        .note(format!("{} kills, {CHAIN} of each store", chains.len() * CHAIN))
        .hold();
}
