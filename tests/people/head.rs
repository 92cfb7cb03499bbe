//! The head of the log, in a file beside the database.

use std::path::PathBuf;

use hallgate::terminal::store::{AuditDetail, AuditFault, Store};

use crate::door::{Door, LIN, after, key};

/// The head beside the database, as `hallgate.db.head`.
fn head_file(site: &Door) -> PathBuf {
    site.path().with_extension("db.head")
}

#[test]
fn the_head_beside_the_database_is_missed_and_begun_anew_with_a_word_of_it() {
    let site = Door::staffed();
    let gone =
        || matches!(site.admin_store().verify_audit().unwrap(), Err(AuditFault::OutsideMissing(_)));
    std::fs::remove_file(head_file(&site)).unwrap();
    assert!(gone());
    // Looking does not make it; the next entry does, and the log tells of it.
    site.list();
    assert!(gone());
    site.sign_in("lin", LIN, after(0)).unwrap();
    site.verify().unwrap();
    let log = site.log();
    assert!(log.last().unwrap().starts_with("(terminal) log_head_begun: {\"missing\":\"/"));

    // What somebody wrote into it is no head, and is never taken for one.
    let good = std::fs::read_to_string(head_file(&site)).unwrap();
    let zeros = format!("5 {0} {0}\n", "00".repeat(32));
    for text in ["", "\n", "1", &zeros, &good[1..], &good.replace(' ', "  "), "\u{0}\u{0}"] {
        std::fs::write(head_file(&site), text).unwrap();
        let fault = site.admin_store().verify_audit().unwrap();
        assert!(matches!(fault, Err(AuditFault::OutsideAltered(_))), "{text:?}: {fault:?}");
        site.sign_in("lin", LIN, after(0)).unwrap();
        let fault = site.admin_store().verify_audit().unwrap();
        assert!(matches!(fault, Err(AuditFault::OutsideAltered(_))), "{text:?}: {fault:?}");
    }
    // One that is behind the log is as good as one that is not: the program was cut off before it
    // brought it up to date.
    std::fs::write(head_file(&site), good).unwrap();
    site.verify().unwrap();
}

/// Each start brings the head up to date before it logs itself, so one from before is told; and
/// whoever brings it up to date then leaves a word of it in the log.
#[test]
fn a_head_from_before_the_last_start_is_told() {
    let site = Door::staffed();
    let older = std::fs::read_to_string(head_file(&site)).unwrap();
    let started = AuditDetail::ProgramStarted { version: "1".into(), last_run: None };
    let start = || {
        let store = Store::open(&site.path(), &key()).unwrap();
        store.keep_log_head().unwrap();
        store.log("(terminal)", &started, after(0)).unwrap();
    };
    // Cut off in its first moment, the head is behind by the start itself.
    start();
    std::fs::write(head_file(&site), &older).unwrap();
    site.verify().unwrap();
    start();
    site.verify().unwrap();
    std::fs::write(head_file(&site), older).unwrap();
    let fault = site.admin_store().verify_audit().unwrap();
    assert!(matches!(fault, Err(AuditFault::OutsideOld(_))), "{fault:?}");
    let begun_entries = || site.log().iter().filter(|line| line.contains("log_head_begun")).count();
    assert_eq!(begun_entries(), 0);
    start();
    site.verify().unwrap();
    assert_eq!(begun_entries(), 1);
}

/// The database knows how far the file beside it has come.
#[test]
fn a_head_from_the_end_of_the_run_before_is_told_while_this_one_goes_on() {
    let site = Door::staffed();
    let started = AuditDetail::ProgramStarted { version: "1".into(), last_run: None };
    let store = Store::open(&site.path(), &key()).unwrap();
    store.keep_log_head().unwrap();
    let before = std::fs::read_to_string(head_file(&site)).unwrap();
    store.log("(terminal)", &started, after(0)).unwrap();
    // Whoever cuts it off here leaves the head behind.
    site.verify().unwrap();
    store.keep_log_head().unwrap();
    drop(store);
    site.verify().unwrap();
    std::fs::write(head_file(&site), before).unwrap();
    let fault = site.admin_store().verify_audit().unwrap();
    assert!(matches!(fault, Err(AuditFault::OutsideOld(_))), "{fault:?}");
}
