//! The sync worker over real TLS against a scripted platform, with a real store.
#![cfg(feature = "peer")]

#[path = "sync/names.rs"]
mod names;
#[path = "sync/notes.rs"]
mod notes;
mod peer;
#[path = "sync/records.rs"]
mod records;
#[path = "sync/site.rs"]
mod site;

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use hallgate::terminal::door::{Answer, Question, QuestionId};
use hallgate::terminal::sync::{KeysResult, SyncCommand, SyncEvent};
use hallgate::wire::calls::Api;
use peer::{Call, Flaw, Say};
use site::{Site, Terminal, good};

fn question(id: u64, ticket: i64) -> Question {
    Question {
        id: QuestionId(id),
        film_ticket_code: site::code(ticket),
        show_time: "2026-05-01T20:00:00".parse().unwrap(),
    }
}

fn answer(event: &SyncEvent) -> Option<(QuestionId, Answer)> {
    match event {
        SyncEvent::Answer { id, answer } => Some((*id, answer.clone())),
        _ => None,
    }
}

/// What the first failed request for the keys says.
fn key_fault(terminal: &mut Terminal) -> &'static str {
    let event = terminal.until(|event| matches!(event, SyncEvent::Keys { .. }));
    let SyncEvent::Keys { result: KeysResult::Failed(fault), .. } = event else {
        panic!("{event:?}")
    };
    assert!(fault.to_string().contains(": "), "says what to do: {fault}");
    fault.name()
}

#[test]
fn keys_come_at_start_and_a_bad_one_holds_back_no_other() {
    let data = format!(
        r#"{{"PublicKeys":[{{"PublicKey":"nonsense","StartTime":"2019-01-01T00:00:00"}},{}]}}"#,
        site::key_entry()
    );
    let site = Site::new();
    let peer = site.peer(Flaw::None, move |_| Say::Data(data.clone()));
    let mut terminal = site.terminal(&peer);
    let event = terminal.until(|event| matches!(event, SyncEvent::Contact { .. }));
    let SyncEvent::Contact { platform_time, .. } = event else { unreachable!() };
    // The platform's clock is told, however far it is off.
    assert_eq!(platform_time, Some("2026-05-01T12:00:00".parse().unwrap()));
    let event = terminal.until(|event| matches!(event, SyncEvent::Keys { .. }));
    let SyncEvent::Keys { result: KeysResult::Fetched { keys, unreadable }, after_miss } = event
    else {
        panic!("{event:?}")
    };
    assert_eq!((keys.len(), unreadable, after_miss), (1, 1, false));
    assert_eq!(peer.calls()[0].query["CinemaCode"], "12345678");
}

#[test]
fn a_certificate_that_is_not_good_is_told_by_its_flaw() {
    for (flaw, code) in [
        (Flaw::OtherAuthority, "tls_untrusted"),
        (Flaw::OtherName, "tls_name"),
        (Flaw::Expired, "tls_expired"),
        (Flaw::NotYetValid, "tls_not_yet_valid"),
        (Flaw::SelfSignedNotPinned, "tls_untrusted"),
        (Flaw::SelfSignedOtherName, "tls_name"),
        (Flaw::SelfSignedExpired, "tls_expired"),
        (Flaw::RootExpired, "root_expired"),
    ] {
        let site = Site::new();
        let peer = site.peer(flaw, good);
        let mut terminal = site.terminal(&peer);
        assert_eq!(key_fault(&mut terminal), code);
        assert!(peer.calls().is_empty(), "nothing was sent to a stranger");
    }
}

#[test]
fn a_certificate_that_signs_itself_is_believed_where_it_is_pinned() {
    let site = Site::new();
    let peer = site.peer(Flaw::SelfSigned, good);
    let mut terminal = site.terminal(&peer);
    terminal.until(|event| matches!(event, SyncEvent::Contact { .. }));
}

#[test]
fn a_root_that_has_run_out_takes_nothing_from_one_that_has_not() {
    let site = Site::new();
    let peer = site.peer(Flaw::RootRenewed, good);
    let mut terminal = site.terminal(&peer);
    terminal.until(|event| matches!(event, SyncEvent::Contact { .. }));
}

#[test]
fn what_is_no_platform_is_told_by_what_it_is() {
    let long = format!("{{\"x\":\"{}\"}}", "x".repeat(5 << 20));
    for (say, code) in [
        (Say::Raw(200, "<html><title>Hotel</title>".into()), "portal"),
        (Say::Raw(302, String::new()), "portal"),
        (Say::Raw(200, "hello".into()), "not_json"),
        (Say::Raw(200, String::new()), "not_json"),
        (Say::Raw(200, "{}".into()), "no_envelope"),
        (Say::Data("{\"PublicKeys\":7}".into()), "no_sense"),
        (Say::Raw(200, long), "too_big"),
        (Say::Raw(500, peer::envelope("{}")), "status"),
        (Say::Raw(401, String::new()), "forbidden"),
        (Say::Raw(404, String::new()), "not_found"),
        (Say::Cut, "cut_off"),
        (Say::Hang(Duration::from_secs(60)), "timeout"),
    ] {
        let mut site = Site::new();
        site.request_timeout_ms = 1000;
        let peer = site.peer(Flaw::None, move |_| say.clone());
        let mut terminal = site.terminal(&peer);
        assert_eq!(key_fault(&mut terminal), code);
        let down = terminal.seen().iter().any(|event| matches!(event, SyncEvent::Down(_)));
        assert!(down, "{code}");
    }
}

#[test]
fn a_port_without_a_platform_is_told_by_what_is_there() {
    let mut site = Site::new();
    site.request_timeout_ms = 2000;
    drop(site.peer(Flaw::None, good)); // for its root
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        use std::io::Write;
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(b"220 mail.example ESMTP\r\n");
            std::thread::sleep(Duration::from_secs(3));
        }
    });
    assert_eq!(key_fault(&mut site.terminal_at(address)), "not_tls");
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(key_fault(&mut site.terminal_at(free)), "refused");
}

/// A peer that holds its first answer about a record until the gate is opened.
fn gated(site: &Site) -> (peer::Peer, std::sync::mpsc::Sender<()>, std::sync::mpsc::Receiver<()>) {
    let (open, gate) = channel::<()>();
    let (reached, at_gate) = channel::<()>();
    let gate = Mutex::new((Some(gate), reached));
    let peer = site.peer(Flaw::None, move |call| {
        if call.is_lookup() {
            let taken = {
                let mut slot = gate.lock().unwrap();
                let taken = slot.0.take();
                if taken.is_some() {
                    slot.1.send(()).unwrap();
                }
                taken
            };
            if let Some(gate) = taken {
                let _ = gate.recv_timeout(Duration::from_secs(20));
            }
        }
        good(call)
    });
    (peer, open, at_gate)
}

#[test]
fn questions_overtake_uploads_and_those_that_came_too_late_are_not_asked() {
    let site = Site::new();
    site.admit(1..=20, false);
    let (peer, open, at_gate) = gated(&site);
    let mut terminal = site.terminal(&peer);
    at_gate.recv_timeout(Duration::from_secs(20)).unwrap();
    let soon = terminal.mono() + Duration::from_secs(60);
    terminal.send(SyncCommand::Ask { question: question(1, 901), deadline: Duration::ZERO });
    terminal.send(SyncCommand::Ask { question: question(2, 902), deadline: soon });
    open.send(()).unwrap();
    let answers: Vec<_> =
        (0..2).map(|_| answer(&terminal.until(|event| answer(event).is_some())).unwrap()).collect();
    assert_eq!(answers[0], (QuestionId(1), Answer::Failed));
    assert_eq!(answers[1].0, QuestionId(2));
    let Answer::Known(facts) = &answers[1].1 else { panic!("{answers:?}") };
    assert_eq!((facts.row, facts.refunded), (7, false));
    assert!(!terminal.seen().iter().any(|event| matches!(event, SyncEvent::Down(_))));
    terminal.until_all_uploaded();
    let lookups: Vec<i64> =
        peer.calls().iter().filter(|call| call.is_lookup()).flat_map(Call::tickets).collect();
    assert_eq!(lookups[..3], [1, 902, 2]);
    assert!(!lookups.contains(&901));
    assert_eq!(peer.connections(), 1, "a question costs one round trip");
}

#[test]
fn an_answer_that_comes_late_still_tells_its_facts_and_proves_contact() {
    let mut site = Site::new();
    site.online_timeout = Duration::from_secs(10);
    let (peer, open, at_gate) = gated(&site);
    let mut terminal = site.terminal(&peer);
    terminal.until(|event| matches!(event, SyncEvent::Keys { .. }));
    let deadline = terminal.mono() + Duration::from_millis(200);
    terminal.send(SyncCommand::Ask { question: question(1, 7), deadline });
    at_gate.recv_timeout(Duration::from_secs(20)).unwrap();
    while terminal.mono() <= deadline {
        std::thread::sleep(Duration::from_millis(10));
    }
    open.send(()).unwrap();
    terminal.until(|event| matches!(event, SyncEvent::Contact { .. }));
    let event = terminal.until(|event| matches!(event, SyncEvent::Facts(_)));
    let SyncEvent::Facts(facts) = event else { unreachable!() };
    assert_eq!(facts[0].film_ticket_code, site::code(7));
}

#[test]
fn a_refunded_ticket_is_told_whatever_else_in_the_reply_does_not_read() {
    // Every field but the two statuses is of the wrong type.
    let mut odd: serde_json::Value = serde_json::from_str(&site::ticket_info(7)).unwrap();
    for (name, value) in odd.as_object_mut().unwrap() {
        *value = match name.as_str() {
            "RefundStatus" => "Yes".into(),
            "CheckStatus" => "No".into(),
            _ => serde_json::json!({"deep": [[[]]]}),
        };
    }
    let mut unclear: serde_json::Value = serde_json::from_str(&site::ticket_info(7)).unwrap();
    unclear["RefundStatus"] = "也许".into();
    let site = Site::new();
    let asked = AtomicUsize::new(0);
    let peer = site.peer(Flaw::None, move |call| match call.is_lookup() {
        true if asked.fetch_add(1, SeqCst) == 0 => Say::Data(unclear.to_string()),
        true if asked.load(SeqCst) == 2 => Say::Data(odd.to_string()),
        true => Say::Data(unclear.to_string()),
        false => good(call),
    });
    let mut terminal = site.terminal(&peer);
    let deadline = terminal.mono() + Duration::from_secs(60);
    let mut answers = (1..=3).map(|id| {
        terminal.send(SyncCommand::Ask { question: question(id, 7), deadline });
        let event = terminal.until(|event| answer(event).is_some());
        let reply = answer(&event).unwrap().1;
        // As the loop does.
        site.store().put_facts(reply.facts().map(std::slice::from_ref).unwrap()).unwrap();
        reply
    });
    let first = answers.next().unwrap();
    assert!(matches!(&first, Answer::Unclear(facts) if !facts.refunded), "{first:?}");
    let second = answers.next().unwrap();
    assert!(matches!(&second, Answer::Known(facts) if facts.refunded), "{second:?}");
    // What was known stays where it can't be read again.
    let third = answers.next().unwrap();
    assert!(matches!(&third, Answer::Unclear(facts) if facts.refunded), "{third:?}");
    drop(answers);
    let flaws = |event: &SyncEvent| match event {
        SyncEvent::Flaws { api: Api::GetTicketInfo, flaws } => Some(flaws.len()),
        _ => None,
    };
    let counts: Vec<usize> = terminal.seen().iter().filter_map(flaws).collect();
    assert_eq!(counts, [1, 16, 1]);
}

#[test]
fn a_miss_fetches_the_keys_but_not_at_every_forgery() {
    let site = Site::new();
    let peer = site.peer(Flaw::None, good);
    let mut terminal = site.terminal(&peer);
    terminal.until(|event| matches!(event, SyncEvent::Keys { after_miss: false, .. }));
    terminal.send(SyncCommand::KeysMissed);
    let event = terminal.until(|event| matches!(event, SyncEvent::Keys { .. }));
    assert!(
        matches!(&event, SyncEvent::Keys { result: KeysResult::Fetched { .. }, after_miss: true }),
        "{event:?}"
    );
    terminal.send(SyncCommand::KeysMissed);
    let event = terminal.until(|event| matches!(event, SyncEvent::Keys { .. }));
    assert_eq!(event, SyncEvent::Keys { result: KeysResult::NotNow, after_miss: true });
    assert_eq!(peer.calls().len(), 2);
}

#[test]
fn the_worker_finds_the_platform_again_by_itself() {
    let up = std::sync::Arc::new(AtomicBool::new(false));
    let site = Site::new();
    let seen = up.clone();
    let peer = site.peer(Flaw::None, move |call| match seen.load(SeqCst) {
        true => good(call),
        false => Say::Cut,
    });
    let mut terminal = site.terminal(&peer);
    terminal.until(|event| matches!(event, SyncEvent::Down(_)));
    up.store(true, SeqCst);
    terminal.until(|event| matches!(event, SyncEvent::Contact { .. }));
    terminal
        .until(|event| matches!(event, SyncEvent::Keys { result: KeysResult::Fetched { .. }, .. }));
    // And again after a question that failed, when no record waits.
    up.store(false, SeqCst);
    let deadline = terminal.mono() + Duration::from_secs(30);
    terminal.send(SyncCommand::Ask { question: question(1, 1), deadline });
    let event = terminal.until(|event| answer(event).is_some());
    assert_eq!(answer(&event), Some((QuestionId(1), Answer::Failed)));
    up.store(true, SeqCst);
    terminal.until(|event| matches!(event, SyncEvent::Contact { .. }));
}

#[test]
fn a_kept_connection_that_the_platform_closed_is_no_fault() {
    let site = Site::new();
    site.admit(1..=10, false);
    let peer = site.peer(Flaw::None, |call| match good(call) {
        Say::Data(data) => Say::DataAndClose(data),
        other => other,
    });
    let mut terminal = site.terminal(&peer);
    terminal.until_all_uploaded();
    let fault = |event: &&SyncEvent| matches!(event, SyncEvent::Down(_) | SyncEvent::Failed { .. });
    assert_eq!(terminal.seen().iter().find(fault), None);
}

#[test]
fn stop_returns_while_a_request_hangs() {
    let mut site = Site::new();
    site.request_timeout_ms = 600_000;
    let (reached, at_peer) = channel();
    let reached = Mutex::new(reached);
    let peer = site.peer(Flaw::None, move |_| {
        let _ = reached.lock().unwrap().send(());
        Say::Hang(Duration::from_secs(600))
    });
    let mut terminal = site.terminal(&peer);
    at_peer.recv_timeout(Duration::from_secs(20)).unwrap();
    let began = Instant::now();
    terminal.stop(Duration::from_secs(1));
    assert!(began.elapsed() < Duration::from_secs(20), "the request would have taken ten minutes");
    let event = terminal.until(|event| matches!(event, SyncEvent::Ended { .. }));
    assert_eq!(event, SyncEvent::Ended { panic: None });
}

#[test]
fn a_panic_ends_the_thread_with_a_sentence() {
    let site = Site::new();
    let peer = site.peer(Flaw::None, good);
    let (sender, receiver) = channel();
    let worker = site.worker(peer.address, move |event| match event {
        SyncEvent::Ended { panic } => sender.send(panic).unwrap(),
        _ => panic!("out of paper"),
    });
    let why = receiver.recv_timeout(Duration::from_secs(20)).unwrap();
    assert!(why.unwrap().contains("out of paper"));
    worker.stop(Duration::from_secs(1));
}

#[test]
fn a_worker_does_not_start_without_its_key_and_root() {
    let site = Site::new();
    let address = "127.0.0.1:9000".parse().unwrap();
    let fault = site.try_worker(address, |_| {}).unwrap_err().to_string();
    assert!(fault.starts_with("platform.ca: cannot read"), "{fault}");
    std::fs::write(site.ca(), "-----BEGIN NOTHING-----").unwrap();
    let fault = site.try_worker(address, |_| {}).unwrap_err().to_string();
    assert!(fault.contains("no certificate"), "{fault}");
    std::fs::write(site.key(), "sesame").unwrap();
    let fault = site.try_worker(address, |_| {}).unwrap_err().to_string();
    assert!(fault.starts_with("platform.private_key: "), "{fault}");
    assert!(!fault.contains("sesame"));
}
