//! The power fails: nothing that was told is lost, nothing is doubled.

use super::site::{Site, admitted, assert_closed};

#[test]
fn records_outlive_the_power_and_go_up_oldest_first() {
    let mut site = Site::new();
    let (codes, texts) = site.sell(8);
    site.fetch_keys();
    site.platform.pause();
    site.set("camera.hold_ms", 50);
    site.show_each(&texts);
    let mut let_in = Vec::new();
    for count in [2, 4, 7] {
        let mut running = site.start();
        running.until_verdicts(count);
        let events = running.kill();
        let_in.extend(admitted(&events));
        assert_closed(&site.path("hallgate.db"));
        assert!(site.store().pending().unwrap() >= let_in.len() as u64, "a record is lost");
    }
    site.platform.resume().unwrap();
    let ended = site.start().end();
    let_in.extend(admitted(&ended.events));
    // What was committed but not told before the cut is refused later, or opens again.
    assert!(let_in.iter().all(|code| codes.contains(code)));
    let mut once = let_in.clone();
    once.dedup();
    assert_eq!(once, let_in, "admitted twice");
    assert_eq!(site.arrived(), codes);
    let counts = site.platform.counts().unwrap();
    assert_eq!((counts.records, counts.doubled_tickets), (8, 0));
    assert_eq!(site.store().pending().unwrap(), 0);
}

#[test]
fn a_terminal_that_is_killed_while_it_starts_starts_again() {
    let site = Site::new();
    let (codes, texts) = site.sell(1);
    site.show_each(&texts);
    for ms in [0, 1, 2, 4, 8, 12, 16, 24, 32] {
        let running = site.start();
        std::thread::sleep(std::time::Duration::from_millis(ms));
        running.kill();
    }
    let ended = site.start().end();
    assert!(["ok", "reopened", "already_checked"].contains(&ended.reasons()[0]));
    assert_eq!(site.arrived(), codes);
}
