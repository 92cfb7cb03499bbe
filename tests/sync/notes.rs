//! Nothing moves before its note is committed: a store that really fails, a restart, a stop.

use std::sync::mpsc::channel;
use std::time::Duration;

use hallgate::terminal::door::Answer;
use hallgate::terminal::store::{Seq, StoreError};
use hallgate::terminal::sync::{SyncCommand, SyncEvent};

use crate::peer::{Call, Flaw, Say};
use crate::site::{Site, good, ticket_info};

fn refusing(tickets: &'static [i64]) -> impl Fn(&Call) -> Say {
    move |call| match call.is_report() && call.tickets().iter().any(|it| tickets.contains(it)) {
        true => Say::Data("{\"ReportResult\":false}".into()),
        false => good(call),
    }
}

#[test]
fn a_note_that_the_store_does_not_take_is_told_again_and_nothing_goes_past_it() {
    let mut site = Site::new();
    (site.max_rejections, site.batch) = (1, 1);
    site.admit(1..=4, true);
    let peer = site.peer(Flaw::None, refusing(&[1]));
    let mut terminal = site.terminal(&peer);
    terminal.until(|event| matches!(event, SyncEvent::Rejected { .. }));
    // Somebody else writes for as long as it takes: the store's own commit fails.
    let mut admin_store = site.admin_store();
    let (release, released) = channel::<()>();
    let (hold, held) = channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            admin_store.change(|_| {
                hold.send(()).unwrap();
                let _ = released.recv();
                Ok::<_, StoreError>(())
            })
        });
        held.recv().unwrap();
        let set_aside = SyncEvent::SetAside { seq: Seq(1) };
        terminal.until(|event| *event == set_aside);
        assert_eq!(terminal.store().set_aside_count().unwrap(), 0);
        release.send(()).unwrap();
        terminal.until(|event| *event == set_aside);
    });
    assert_eq!(terminal.store().set_aside_count().unwrap(), 1);
    terminal.until_all_uploaded();
    assert_eq!(terminal.accepted(), [2, 3, 4]);
}

#[test]
fn while_a_note_is_open_questions_are_answered_and_nothing_is_uploaded() {
    let mut site = Site::new();
    site.batch = 1;
    site.admit(1..=3, true);
    let peer = site.peer(Flaw::None, good);
    let mut terminal = site.terminal(&peer);
    terminal.until(|event| matches!(event, SyncEvent::Sending { last: Seq(1), .. }));
    terminal.until_seen(|event| matches!(event, SyncEvent::Accepted { .. }));
    for id in 1..=2 {
        let deadline = terminal.mono() + Duration::from_secs(60);
        terminal.send(SyncCommand::Ask { question: crate::question(id, 900), deadline });
        let known =
            |event: &SyncEvent| matches!(event, SyncEvent::Answer { answer: Answer::Known(_), .. });
        terminal.until_seen(known);
    }
    assert_eq!(peer.calls().iter().filter(|call| call.is_report()).count(), 1);
    terminal.send(SyncCommand::Noted);
    terminal.until_all_uploaded_from(2);
    // A stop does not wait for an answer that never comes.
    terminal.admit(4..=4);
    terminal.until_seen(|event| matches!(event, SyncEvent::Sending { last: Seq(4), .. }));
    terminal.stop(Duration::from_secs(60));
    let event = terminal.until_seen(|event| matches!(event, SyncEvent::Ended { .. }));
    assert_eq!(event, SyncEvent::Ended { panic: None });
}

#[test]
fn what_stands_aside_outlives_a_restart_and_begins_each_round() {
    let site = Site::new();
    site.admit(1..=4, true);
    let peer = site.peer(Flaw::None, refusing(&[1, 2]));
    let mut terminal = site.terminal(&peer);
    terminal.until(|event| matches!(event, SyncEvent::Accepted { last: Seq(4), .. }));
    drop(terminal);
    let standing = site.store().standing_aside(9).unwrap();
    assert_eq!(
        standing.iter().map(|(own, _)| own.record.seq).collect::<Vec<_>>(),
        [Seq(1), Seq(2)]
    );
    assert_eq!(site.store().pending().unwrap(), 2);
    site.admit(5..=5, true);
    let peer = site.peer(Flaw::None, refusing(&[1]));
    let mut terminal = site.terminal(&peer);
    terminal.until(|event| matches!(event, SyncEvent::Accepted { last: Seq(5), .. }));
    let reports = peer.calls().into_iter().filter(Call::is_report);
    assert_eq!(reports.map(|call| call.tickets()).collect::<Vec<_>>(), [[1], [2], [5]]);
    assert_eq!(terminal.accepted(), [2, 5]);
    terminal.until_all_uploaded();
    assert_eq!(terminal.store().set_aside_count().unwrap(), 1);
}

#[test]
fn what_was_decided_offline_is_asked_about_once_and_held_up_by_nothing() {
    let site = Site::new();
    // The platform told of them before they were admitted.
    site.know(1..=4);
    site.admit(1..=4, false);
    let peer = site.peer(Flaw::None, |call| match call.tickets()[..] {
        [2] if call.is_lookup() => Say::Data(ticket_info(2).replace("\"No\"", "\"Yes\"")),
        [3] if call.is_lookup() => Say::Raw(500, "oops".into()),
        _ => good(call),
    });
    let mut terminal = site.terminal(&peer);
    terminal.until_all_uploaded();
    let lookups = peer.calls().into_iter().filter(Call::is_lookup);
    // After one that fails nobody is asked about: all have their names.
    assert_eq!(lookups.flat_map(|call| call.tickets()).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(terminal.accepted(), [1, 2, 3, 4]);
    assert_eq!(*terminal.doubled.borrow(), [Seq(2)]);
}
