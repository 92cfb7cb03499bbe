//! The upload: in order, nothing lost, poison found, completed before.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use hallgate::terminal::store::Seq;
use hallgate::terminal::sync::{SyncCommand, SyncEvent};
use jiff::{SignedDuration, Timestamp};

use crate::peer::{self, Call, Flaw, Say};
use crate::site::{self, Site, good, ticket_info};

fn is_flushed(event: &SyncEvent) -> bool {
    matches!(event, SyncEvent::Flushed)
}

#[test]
fn what_is_pending_goes_up_at_start_in_order_and_batches() {
    let mut site = Site::new();
    site.batch = 100;
    let records = site.admit(1..=250, true);
    let peer = site.peer(Flaw::None, good);
    let mut terminal = site.terminal(&peer);
    terminal.until_all_uploaded();
    let reports: Vec<Call> = peer.calls().into_iter().filter(Call::is_report).collect();
    let sizes: Vec<usize> = reports.iter().map(|call| call.tickets().len()).collect();
    assert_eq!(sizes, [100, 100, 50]);
    assert_eq!(reports.iter().flat_map(Call::tickets).collect::<Vec<_>>(), records);
    assert_eq!(reports[0].query["CheckTickets"][0]["FilmName"], "流浪地球");
}

#[test]
fn nothing_is_lost_and_nothing_overtakes_whatever_the_platform_says() {
    let trouble = Mutex::new(vec![
        Say::Cut,
        Say::Raw(500, peer::envelope("{\"ReportResult\":true}")),
        Say::Raw(200, "<html>".into()),
        Say::Raw(200, "{}".into()),
        Say::Data("{}".into()),
        Say::Data("{\"ReportResult\":\"perhaps\"}".into()),
        Say::Data("{\"ReportResult\":\"False\"}".into()),
        Say::Raw(413, "too large".into()),
        Say::Raw(400, peer::envelope("{}")),
        Say::Raw(200, "nonsense".into()),
    ]);
    let turn = AtomicUsize::new(0);
    let mut site = Site::new();
    site.batch = 20;
    let records = site.admit(1..=90, true);
    let peer = site.peer(Flaw::None, move |call| {
        // Every second report meets with trouble, as long as there is any left.
        if call.is_report() && turn.fetch_add(1, SeqCst).is_multiple_of(2) {
            let mut trouble = trouble.lock().unwrap();
            if !trouble.is_empty() {
                return trouble.remove(0);
            }
        }
        good(call)
    });
    let mut terminal = site.terminal(&peer);
    terminal.until_all_uploaded();
    assert_eq!(terminal.accepted(), records);
    let mut done = 0;
    for report in peer.calls().iter().filter(|call| call.is_report()) {
        let tickets = report.tickets();
        assert!(tickets[0] <= done + 1, "{tickets:?} came before {}", done + 1);
        assert!(tickets.is_sorted());
        done = done.max(tickets[tickets.len() - 1]);
    }
    assert_eq!(done, 90);
    assert_eq!(terminal.store().set_aside_count().unwrap(), 0);
}

#[test]
fn halving_finds_the_poison_which_is_set_aside() {
    let mut site = Site::new();
    site.max_rejections = 2;
    site.admit(1..=300, true);
    let peer = site.peer(Flaw::None, |call| match call.tickets().contains(&137) {
        true if call.is_report() => Say::Data("{\"ReportResult\":false}".into()),
        _ => good(call),
    });
    let mut terminal = site.terminal(&peer);
    terminal.until_all_uploaded();
    let others: Vec<i64> = (1..=300).filter(|ticket| *ticket != 137).collect();
    assert_eq!(terminal.accepted(), others);
    assert_eq!(terminal.store().set_aside_count().unwrap(), 1);
    let count =
        |wanted: &SyncEvent| terminal.seen().iter().filter(|event| *event == wanted).count();
    assert_eq!(count(&SyncEvent::SetAside { seq: Seq(137) }), 1);
    assert_eq!(count(&SyncEvent::Rejected { first: Seq(137), last: Seq(137), count: 1 }), 2);
}

#[test]
fn a_restart_goes_on_counting_refusals() {
    let mut site = Site::new();
    site.max_rejections = 2;
    site.admit(1..=3, true);
    site.store().note_rejected(Seq(1)).unwrap();
    let peer = site.peer(Flaw::None, |call| match call.tickets().contains(&1) {
        true if call.is_report() => Say::Data("{\"ReportResult\":false}".into()),
        _ => good(call),
    });
    let mut terminal = site.terminal(&peer);
    terminal.until_all_uploaded();
    let reports: Vec<_> = peer.calls().into_iter().filter(Call::is_report).collect();
    assert_eq!(reports[0].tickets(), [1]);
    assert_eq!(reports[1].tickets()[0], 2, "one refusal was left");
}

#[test]
fn records_that_were_set_aside_are_tried_again_alone_once_a_day() {
    let site = Site::new();
    site.admit(1..=3, true);
    let yesterday = Timestamp::now() - SignedDuration::from_hours(25);
    for seq in 1..=3 {
        let at = if seq == 3 { Timestamp::now() } else { yesterday };
        site.store().set_aside(Seq(seq), at).unwrap();
    }
    let peer = site.peer(Flaw::None, |call| match call.tickets().contains(&1) {
        true if call.is_report() => Say::Data("{\"ReportResult\":false}".into()),
        _ => good(call),
    });
    let mut terminal = site.terminal(&peer);
    terminal.until(|event| {
        matches!(event, SyncEvent::Accepted { first: Seq(2), last: Seq(2), count: 1 })
    });
    assert!(terminal.seen().contains(&SyncEvent::SetAside { seq: Seq(1) }));
    assert!(!terminal.seen().iter().any(|event| matches!(event, SyncEvent::Rejected { .. })));
    let reports: Vec<_> = peer.calls().into_iter().filter(Call::is_report).collect();
    assert_eq!(reports.iter().map(Call::tickets).collect::<Vec<_>>(), [[1], [2]]);
}

#[test]
fn records_are_completed_first_and_unknown_tickets_go_up_without_names() {
    let site = Site::new();
    site.admit(1..=4, false);
    let peer = site.peer(Flaw::None, |call| match call.tickets()[..] {
        [2] if call.is_lookup() => Say::Data("{}".into()),
        [3] if call.is_lookup() => Say::Raw(404, peer::envelope("null")),
        // An answer about another ticket makes no sense, however often one asks.
        [4] if call.is_lookup() => Say::Data(ticket_info(1)),
        _ => good(call),
    });
    let mut terminal = site.terminal(&peer);
    terminal.until_all_uploaded();
    let calls = peer.calls();
    assert_eq!(calls.iter().filter(|call| call.is_lookup()).count(), 4);
    let report = calls.iter().find(|call| call.is_report()).unwrap();
    let lines = &report.query["CheckTickets"];
    assert_eq!((&lines[0]["RowNum"], &lines[0]["TicketType"]), (&7.into(), &"网络售票".into()));
    for line in lines.as_array().unwrap().iter().skip(1) {
        assert_eq!((&line["FilmName"], &line["RowNum"]), (&"".into(), &0.into()));
        assert_eq!(line["TicketType"], "现场售票");
    }
    let facts = terminal.seen().iter().find_map(|event| match event {
        SyncEvent::Sending { facts, .. } => Some(facts.clone()),
        _ => None,
    });
    assert_eq!(facts.unwrap()[0].film_ticket_code, site::code(1));
}

#[test]
fn a_ticket_over_which_the_platform_falls_does_not_hold_up_the_others() {
    let site = Site::new();
    let records = site.admit(1..=3, false);
    let peer = site.peer(Flaw::None, |call| match call.tickets()[..] {
        [2] if call.is_lookup() => Say::Raw(500, "oops".into()),
        _ => good(call),
    });
    let mut terminal = site.terminal(&peer);
    terminal.until_all_uploaded();
    assert_eq!(terminal.accepted(), records);
    let asked =
        peer.calls().iter().filter(|call| call.is_lookup() && call.tickets() == [2]).count();
    assert_eq!(asked, 3);
    let report = peer.calls().into_iter().rfind(Call::is_report).unwrap();
    let named = |line: &serde_json::Value| line["FilmName"] != "";
    let lines = report.query["CheckTickets"].as_array().unwrap();
    assert_eq!(lines.iter().map(named).collect::<Vec<_>>(), [true, false, true]);
}

#[test]
fn a_platform_that_says_nothing_of_tickets_gets_the_records_all_the_same() {
    let silent = |call: &Call| match call.is_lookup() {
        true => Say::Hang(Duration::from_secs(2)),
        false => good(call),
    };
    let failing = |call: &Call| match call.is_lookup() {
        true => Say::Raw(503, "the national platform is away".into()),
        false => good(call),
    };
    for say in [failing, silent] {
        let mut site = Site::new();
        site.request_timeout_ms = 300;
        let mut records = site.admit(1..=40, false);
        let peer = site.peer(Flaw::None, say);
        let mut terminal = site.terminal(&peer);
        terminal.until_all_uploaded();
        terminal.admit(41..=80);
        records.extend(41..=80);
        terminal.until_all_uploaded();
        assert_eq!(terminal.accepted(), records);
        let asked = peer.calls().iter().filter(|call| call.is_lookup()).count();
        assert!(asked <= 20, "not each of them is asked about: {asked}");
    }
}

#[test]
fn flush_is_always_answered() {
    // Nothing pending, platform there.
    let mut site = Site::new();
    site.flush_s = 300;
    let peer = site.peer(Flaw::None, good);
    let mut terminal = site.terminal(&peer);
    terminal.send(SyncCommand::Flush);
    terminal.until(is_flushed);
    // Something pending that would wait for company.
    terminal.admit(1..=2);
    terminal.send(SyncCommand::Flush);
    terminal.until(is_flushed);
    assert_eq!(terminal.accepted(), [1, 2]);
    // Refused alone: once is enough.
    drop(terminal);
    let site = Site::new();
    site.admit(1..=1, true);
    let peer = site.peer(Flaw::None, |call| match call.is_report() {
        true => Say::Data("{\"ReportResult\":false}".into()),
        false => good(call),
    });
    let mut terminal = site.terminal(&peer);
    terminal.send(SyncCommand::Flush);
    terminal.send(SyncCommand::Flush);
    terminal.until(is_flushed);
    terminal.until(is_flushed);
    // Nobody there.
    drop(terminal);
    let site = Site::new();
    site.admit(1..=1, true);
    drop(site.peer(Flaw::None, good)); // for its root
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut terminal = site.terminal_at(free);
    for _ in 0..3 {
        terminal.send(SyncCommand::Flush);
        terminal.until(is_flushed);
    }
    assert!(terminal.seen().iter().any(|event| matches!(event, SyncEvent::Failed { .. })));
}

#[test]
fn new_records_go_up_together() {
    let mut site = Site::new();
    site.flush_s = 1;
    let peer = site.peer(Flaw::None, good);
    let mut terminal = site.terminal(&peer);
    terminal.until(|event| matches!(event, SyncEvent::Keys { .. }));
    terminal.admit(1..=5);
    terminal.until_all_uploaded();
    assert_eq!(terminal.accepted(), [1, 2, 3, 4, 5]);
}

#[test]
fn many_refused_records_do_not_hold_up_the_good_one_behind_them() {
    let site = Site::new();
    site.admit(1..=61, true);
    let peer = site.peer(Flaw::None, |call| {
        match call.is_report() && call.tickets().iter().any(|ticket| *ticket <= 60) {
            true => Say::Data("{\"ReportResult\":false}".into()),
            false => good(call),
        }
    });
    let mut terminal = site.terminal(&peer);
    terminal.until(|event| matches!(event, SyncEvent::Accepted { first: Seq(61), .. }));
    let reports: Vec<Call> = peer.calls().into_iter().filter(Call::is_report).collect();
    let before = reports.iter().position(|report| report.tickets() == [61]).unwrap();
    assert!(before <= 2 * 60 + 10, "{before} reports went before the good one");
    terminal.until_all_uploaded();
    assert_eq!(terminal.store().set_aside_count().unwrap(), 60);
    for ticket in 1..=60 {
        let alone = |call: &&Call| call.is_report() && call.tickets() == [ticket];
        assert_eq!(peer.calls().iter().filter(alone).count(), 5, "record {ticket}");
    }
}
