//! Stopping: SIGTERM and SIGINT end it cleanly within 2 s, whatever it is waiting for.

use std::time::{Duration, Instant};

use hallgate::peer::PeerFault;
use rustix::process::Signal;

use super::process::{Ended, Running};
use super::site::Site;

/// The contract says 2 s; the rest is for a machine that has more to do.
const STOP: Duration = Duration::from_secs(4);

fn stop(running: Running, signal: Signal) -> Ended {
    let began = Instant::now();
    running.signal(signal);
    let ended = running.end();
    assert!(began.elapsed() < STOP, "{:?}\n{}", began.elapsed(), ended.stderr);
    ended
}

#[test]
fn both_signals_stop_a_long_replay_and_leave_the_gate_locked() {
    std::thread::scope(|scope| {
        for signal in [Signal::TERM, Signal::INT] {
            scope.spawn(move || {
                let mut site = Site::new();
                site.set("camera.hold_ms", 600_000);
                site.set("gate.passage_after_ms", -1);
                site.set("gate.unlock_ms", 600_000);
                let (codes, texts) = site.sell(1);
                site.show_each(&texts);
                let mut running = site.start();
                running.until(|event| event["state"] == "unlocked");
                let ended = stop(running, signal);
                assert_eq!(ended.gate().last(), Some(&"locked"), "{:?}", ended.gate());
                // What the platform took is known to be taken.
                let accepted = ended.of("upload").len() == 1;
                assert_eq!(site.store().pending().unwrap() == 0, accepted);
                assert!(site.arrived().len() <= codes.len());
            });
        }
    });
}

#[test]
fn a_platform_that_hangs_does_not_hold_up_the_stop() {
    let hang = |during: fn(&Site, &mut Running)| {
        let mut site = Site::new();
        site.set("camera.hold_ms", 1000);
        let (_, texts) = site.sell(2);
        site.show_each(&texts[..1]);
        site.start().end();
        site.show_each(&texts[1..]);
        site.set("admission.online_timeout_ms", 300);
        site.platform.set_fault(PeerFault::Slow(Duration::from_secs(600))).unwrap();
        let mut running = site.start();
        during(&site, &mut running);
        stop(running, Signal::TERM);
        site.platform.set_fault(PeerFault::None).unwrap();
        // The request was carried out, but nobody heard of it: it goes up again, and counts once.
        site.start().end();
        assert_eq!(site.store().pending().unwrap(), 0);
        let counts = site.platform.counts().unwrap();
        assert_eq!((counts.records, counts.doubled_tickets), (2, 0));
    };
    std::thread::scope(|scope| {
        // While the keys are fetched.
        scope.spawn(|| hang(|_, running| drop(running.until(|event| event["event"] == "ready"))));
        // While the verdict waits or the record goes up.
        scope.spawn(|| {
            hang(|_, running| drop(running.until(|event| event["state"] == "streaming")));
        });
        // While the replay is over and its last upload hangs.
        scope.spawn(|| {
            hang(|_, running| {
                running.until(|event| event["state"] == "passed");
                std::thread::sleep(Duration::from_millis(1500));
            });
        });
    });
}

/// A record that goes up as the stop comes is known to be taken, and is not sent again.
#[test]
fn what_the_platform_takes_during_the_stop_is_noted() {
    let mut site = Site::new();
    site.set("camera.hold_ms", 600_000);
    site.set("admission.online", "never");
    let (_, texts) = site.sell(1);
    site.show_each(&texts);
    let mut running = site.start();
    running.until(|event| event["event"] == "keys" && event["result"] == "updated");
    running.until(|event| event["state"] == "passed");
    running.until(|event| event["event"] == "upload");
    let ended = stop(running, Signal::TERM);
    assert_eq!(ended.of("upload")[0]["result"], "accepted");
    let (_, texts) = site.sell(1);
    site.show_each(&texts);
    site.platform.set_fault(PeerFault::Slow(Duration::from_millis(300))).unwrap();
    let mut running = site.start();
    running.until(|event| event["state"] == "passed");
    while site.platform.counts().unwrap().records < 2 {
        std::thread::sleep(Duration::from_millis(5));
    }
    stop(running, Signal::TERM);
    assert_eq!(site.store().pending().unwrap(), 0);
    assert_eq!(site.platform.counts().unwrap().repeats, 0);
}

#[test]
fn a_second_terminal_on_one_database_is_told_so() {
    let mut site = Site::new();
    site.set("camera.hold_ms", 600_000);
    site.set("terminal.language", "en");
    let (_, texts) = site.sell(1);
    site.show_each(&texts);
    let mut first = site.start();
    first.until(|event| event["event"] == "ready");
    let config = site.write_config();
    let second =
        super::process::hallgate().arg("run").arg("--config").arg(&config).output().unwrap();
    let stderr = String::from_utf8(second.stderr).unwrap();
    assert_eq!(second.status.code(), Some(1), "{stderr}");
    let sentence = stderr.lines().last().unwrap();
    assert!(sentence.starts_with("hallgate: ") && sentence.contains("in use"), "{stderr}");
    assert!(sentence.contains("hallgate.db"), "{stderr}");
    first.until(|event| event["event"] == "verdict");
    stop(first, Signal::TERM);
}
