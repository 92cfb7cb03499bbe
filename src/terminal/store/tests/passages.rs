//! Who walked through, where the database has lost it.

use super::*;
use crate::terminal::store::files::Files;

#[test]
fn a_passage_that_the_write_ahead_log_has_lost_is_known() {
    let site = Site::with(3);
    let folder = tempfile::tempdir().unwrap();
    let copy = |names: &[&str]| {
        for name in names {
            let _ = std::fs::copy(site.folder.path().join(name), folder.path().join(name));
        }
    };
    copy(&["hallgate.db", "hallgate.db-wal"]);
    site.store.note_passage(Seq(3), moment(4)).unwrap();
    copy(&["hallgate.db.head", "hallgate.db.admitted"]);
    let store = Store::open(&folder.path().join("hallgate.db"), &key()).unwrap();
    assert!(store.incidents().unwrap().is_empty());
    let passed = |number| {
        let code = admission(number, DAY).ticket.film_ticket_code;
        store.earlier(code).unwrap().unwrap().passed
    };
    assert!(passed(3), "the ticket would open the gate again");
    assert!(!passed(2), "nobody walked through");
}

#[test]
fn without_the_second_journal_whoever_may_have_passed_has() {
    let site = Site::with(0);
    let recent = Admission { at: Timestamp::now(), ..admission(1, DAY) };
    site.store.admit(&recent).unwrap();
    let (_folder, path) = site.close();
    std::fs::remove_file(Files::of(&path).admissions()).unwrap();
    let store = Store::open(&path, &key()).unwrap();
    let earlier = store.earlier(recent.ticket.film_ticket_code).unwrap().unwrap();
    assert!(earlier.passed, "the ticket would open the gate again");
}
