//! Somebody who guesses, at more than one place at once.

use std::process::{Command, Stdio};
use std::thread;

use hallgate::terminal::operators::PeopleError;
use hallgate::terminal::store::{AuditDetail, AuditFilter, AuditKind};
use jiff::{SignedDuration, Timestamp};

use crate::door::{CHEN, Door, LIN, START, after};

/// What a guess came to.
#[derive(Debug, PartialEq, Eq)]
enum Guess {
    Looked,
    Locked(Timestamp),
}

/// Guesses at four places at once, none of which knows of the others.
fn guess_everywhere(site: &Door, at: Timestamp) -> Vec<Guess> {
    thread::scope(|scope| {
        let place = || {
            let guess = |name| match site.sign_in(name, "000111", at) {
                Err(PeopleError::Refused) => Guess::Looked,
                Err(PeopleError::Locked { until, .. }) => Guess::Locked(until),
                other => panic!("{other:?}"),
            };
            ["lin", "102", "LIN"].map(guess)
        };
        let places: Vec<_> = (0..4).map(|_| scope.spawn(place)).collect();
        places.into_iter().flat_map(|place| place.join().unwrap()).collect()
    })
}

#[test]
fn places_in_parallel_share_the_tries_and_locks_grow() {
    let site = Door::staffed();
    let mut at = START;
    for minutes in [1, 5, 15, 60, 60] {
        let guesses = guess_everywhere(&site, at);
        let looked = guesses.iter().filter(|guess| **guess == Guess::Looked).count();
        let until = at + SignedDuration::from_mins(minutes);
        let locked = guesses.iter().filter(|guess| **guess == Guess::Locked(until)).count();
        // The fifth one is looked at, and finds the name locked behind it.
        assert_eq!((looked, locked), (4, 8), "{guesses:?}");
        // Who guesses right while it is locked does not learn so.
        let right = site.sign_in("lin", LIN, until - SignedDuration::from_millis(1));
        assert!(matches!(right, Err(PeopleError::Locked { .. })));
        at = until;
    }
    let log = site.log();
    let count = |what: &str| log.iter().filter(|line| line.contains(what)).count();
    assert_eq!(count(r#"lin sign_in_failed: {"place":"screen","why":"wrong_password"}"#), 25);
    assert_eq!(count(r#"lin locked: {"until":"#), 5);
    // Nobody else is kept out meanwhile, and once it is over lin comes in again.
    site.sign_in("chen", CHEN, after(3)).unwrap();
    site.sign_in("lin", LIN, at).unwrap();
}

/// The commands, each a process of its own that knows of no other, in real time.
#[test]
fn commands_in_parallel_share_the_tries() {
    let site = Door::staffed();
    let config = site.file();
    let guess = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hallgate"))
            .args(["operator", "passwd", "lin", "--as", "lin", "--password-stdin", "--config"])
            .arg(&config)
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // One that is locked out does not read it.
        let _ = std::io::Write::write_all(&mut command.stdin.take().unwrap(), b"000111\n305817\n");
        let done = command.wait_with_output().unwrap();
        assert_eq!(done.status.code(), Some(1));
        String::from_utf8(done.stderr).unwrap()
    };
    let lines: Vec<String> = thread::scope(|scope| {
        let places: Vec<_> = (0..2).map(|_| scope.spawn(|| [(); 5].map(|()| guess()))).collect();
        places.into_iter().flat_map(|place| place.join().unwrap()).collect()
    });
    assert!(lines.iter().any(|line| line.contains("lin is locked for another ")), "{lines:?}");
    // However slow this machine is: until the first lock was over, five were looked at.
    let log = site.admin_store().audit(&AuditFilter::default()).unwrap();
    let first = log.iter().find(|entry| entry.what == "locked").unwrap();
    let Some(AuditDetail::Locked { until, .. }) =
        AuditDetail::read(AuditKind::Locked, &first.detail)
    else {
        panic!("{first:?}")
    };
    let failed = log.iter().filter(|entry| entry.what == "sign_in_failed" && entry.at < until);
    assert_eq!(failed.count(), 5);
}
