//! What goes on beside a terminal that runs. Commands: none of them may take its write-ahead log away when it ends, or what the
//! terminal records afterwards would be in a file that is gone.

use std::collections::BTreeMap;
use std::time::Duration;

use rustix::process::Signal;

use super::badfile::Kind;
use super::door::{opened, reasons};
use super::process::PATIENCE;
use super::scenario::LASTING;
use super::tally::turn;
use super::terminal::Terminal;

const COMMANDS: [&[&str]; 7] = [
    &["status"],
    &["report"],
    &["records"],
    &["audit", "verify"],
    &["operator", "list"],
    &["settings"],
    &["doctor"],
];

#[test]
fn commands_that_end_leave_the_log_to_the_terminal() {
    let _turn = turn();
    let mut terminal = Terminal::new();
    terminal.site.set("camera.silence_ms", 60_000);
    let sold = terminal.sell(COMMANDS.len() + 1);
    terminal.lay_out("held", &sold, true);
    terminal.lay_out("again", &sold, false);
    let log = terminal.database().with_extension("db-wal");
    let mut running = terminal.start("held", false, true);
    running.until(|event| event["event"] == "ready");
    for (at, ticket) in sold.iter().enumerate() {
        terminal.bad.go(at as u32 + 1);
        running.within(Duration::from_secs(10), |event| event["film_ticket_code"] == ticket.number);
        if let Some(words) = COMMANDS.get(at) {
            terminal.command(words, None);
        }
        let gone: Vec<String> =
            running.open_files().into_iter().filter(|file| file.ends_with(" (deleted)")).collect();
        assert!(gone.is_empty() && log.exists(), "after {:?}: {gone:?}", COMMANDS.get(at));
    }
    let events = running.kill();
    assert!(sold.iter().all(|ticket| opened(&events, &ticket.number)));
    let again = terminal.run("again").unwrap();
    for ticket in &sold {
        assert_eq!(
            reasons(&again.events, &ticket.number),
            ["already_checked"],
            "{}",
            ticket.number
        );
    }
}

/// The journal of a night with a full disk has a line for it, not one for each try.
#[test]
fn a_disk_that_takes_nothing_is_told_once() {
    let _turn = turn();
    let mut terminal = Terminal::new();
    let sold = terminal.sell(2);
    terminal.leave_records(&sold, 2, false);
    terminal.lay_out("held", &sold[..1], true);
    terminal.keep("before");
    for kind in [Kind::Full, Kind::ReadOnly] {
        terminal.restore("before");
        terminal.bad.arm(kind, 1, LASTING);
        let mut running = terminal.start("held", false, true);
        running.until(|event| event["event"] == "ready");
        // It tries again after 1, 2 and 4 seconds.
        std::thread::sleep(Duration::from_millis(4500));
        running.signal(Signal::TERM);
        let ended = running.end_within(PATIENCE).unwrap();
        terminal.bad.lift();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, line) in ended.stderr.lines().filter_map(|line| line.split_once(" ERROR ")) {
            *counts.entry(line).or_default() += 1;
        }
        assert!(counts.keys().any(|line| line.contains("nobody")), "{kind:?}: {}", ended.stderr);
        let again: Vec<_> = counts.iter().filter(|(_, count)| **count > 1).collect();
        assert!(again.is_empty(), "{kind:?}: {again:#?}");
    }
}
