//! Records whose times nothing had confirmed, after damage, a rescue or a restore: each goes up with
//! the time that it went up with before, or waits to be put right.

use std::time::Duration;

use super::clocks::{RIGHT, admit, boot, mark, off_by, right, settle, times};
use super::*;
use crate::clock::{Boot, Offset, Truth};
use crate::terminal::store::files::Files;
use crate::terminal::store::journal::Journal;
use crate::terminal::store::records::insert;

/// A site whose clock is 455 days behind, with so many records; the machine's start is `a`.
fn behind(count: u32) -> Site {
    let site = Site::with(0);
    site.store.begin_run(boot("a")).unwrap();
    site.store.mark_times(mark(off_by(-455)));
    for number in 1..=count {
        admit(&site, number, off_by(-455));
    }
    site
}

/// Puts the backup in the place of the database, which is gone.
fn restored(site: Site, backup: &Path) -> Site {
    site.store.tend();
    let (folder, path) = site.close();
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.path().join(format!("hallgate.db{end}")));
    }
    restore(&path, &key(), backup).unwrap();
    let store = Store::open(&path, &key()).unwrap();
    Site { folder, store }
}

#[test]
fn what_was_put_right_comes_back_with_the_same_time_whatever_is_known_by_then() {
    // The backup is of before the admissions, in between, and of before they were put right.
    for held in [0, 2, 4] {
        let mut site = behind(held);
        let to = site.folder.path().join("backup.db");
        backup(&site.path(), &key(), &to).unwrap();
        for number in held + 1..=4 {
            admit(&site, number, off_by(-455));
        }
        site.store.mark_times(None);
        settle(&mut site.store, Truth::Known(RIGHT));
        let sent = times(&site.store);
        assert_eq!(sent, right(1..=4));
        let mut site = restored(site, &to);
        assert_eq!(site.store.records_held().unwrap(), 4);
        assert_eq!(site.store.settled_through().unwrap(), 0, "none goes up as it came back");
        // Another start of the machine, whose clock stands an hour otherwise.
        site.store.begin_run(Boot { id: "b".into(), before: Duration::ZERO }).unwrap();
        let other = Offset(RIGHT.0 + 3_600_000);
        let truth = if held == 2 { Truth::TimedOut(None) } else { Truth::Known(other) };
        settle(&mut site.store, truth);
        assert_eq!(times(&site.store), sent, "{held} in the backup");
        assert_eq!(site.store.settled_through().unwrap(), i64::MAX);
    }
}

#[test]
fn what_was_not_put_right_yet_comes_back_with_its_mark() {
    let site = behind(1);
    let to = site.folder.path().join("backup.db");
    backup(&site.path(), &key(), &to).unwrap();
    admit(&site, 2, off_by(-455));
    site.store.mark_times(None);
    site.admit(3, DAY);
    let mut site = restored(site, &to);
    // The same start of the machine: what it knows is exact. The third was never in question.
    site.store.begin_run(boot("a")).unwrap();
    assert_eq!(settle(&mut site.store, Truth::Unknown), []);
    settle(&mut site.store, Truth::Known(RIGHT));
    assert_eq!(times(&site.store), right(1..=3));
}

#[test]
fn what_went_up_as_it_was_comes_back_as_it_was() {
    let mut site = behind(0);
    let to = site.folder.path().join("backup.db");
    backup(&site.path(), &key(), &to).unwrap();
    admit(&site, 1, off_by(-455));
    settle(&mut site.store, Truth::TimedOut(None));
    let sent = times(&site.store);
    let mut site = restored(site, &to);
    site.store.begin_run(boot("a")).unwrap();
    settle(&mut site.store, Truth::Known(RIGHT));
    assert_eq!(times(&site.store), sent);
}

#[test]
fn a_damaged_database_hands_on_marks_and_days() {
    let (_folder, path) = {
        let site = behind(3);
        site.store.note_day(DAY).unwrap();
        site.close()
    };
    let whole = std::fs::read(&path).unwrap();
    // A page that the door needs, so that the start sets the database aside.
    let store = (1..whole.len() / 4096).find_map(|page| {
        let mut damaged = whole.clone();
        damaged[page * 4096 + 100] ^= 1;
        std::fs::write(&path, &damaged).unwrap();
        let store = Store::open(&path, &key()).unwrap();
        let aside =
            store.incidents().unwrap().iter().any(|found| found.kind == IncidentKind::SetAside);
        aside.then_some(store)
    });
    let mut store = store.expect("no page is needed");
    store.begin_run(boot("a")).unwrap();
    assert_eq!(store.settled_through().unwrap(), 0);
    settle(&mut store, Truth::Known(RIGHT));
    assert_eq!(times(&store), right(1..=3));
    let day: String =
        store.db.query_row("SELECT day FROM days_seen", [], |row| row.get(0)).unwrap();
    assert_eq!(day, DAY.to_string());
}

#[test]
fn nobody_came_in_by_a_record_that_was_put_right_since() {
    let mut site = behind(2);
    site.store.journal.borrow_mut().as_mut().unwrap().failed(Seq(2));
    site.store.mark_times(None);
    settle(&mut site.store, Truth::Known(RIGHT));
    let (_folder, path) = site.close();
    let store = Store::open(&path, &key()).unwrap();
    assert_eq!(times(&store), right(1..=1), "the other one is in doubt");
    let found = store.incidents().unwrap();
    assert_eq!((found[0].kind, found[0].records), (IncidentKind::Doubtful, 1));
}

#[test]
fn two_starts_with_the_same_time_are_two_starts() {
    // A board without a clock of its own begins each time at the same moment, so that by the clock the
    // machine was never off. What was under way may have been seen through: then it counts.
    let here = Boot::of(&crate::clock::Clock::start()).id;
    for (start, held) in [("another", 1), (here.as_str(), 0)] {
        let site = Site::with(0);
        let one = admission(1, DAY);
        let journal = &site.store.journal;
        journal.borrow_mut().as_mut().unwrap().admit(Seq(1), &one, start.to_owned(), None);
        insert(&site.store.db, Seq(1), &one).unwrap();
        let (_folder, path) = site.close();
        assert_eq!(Store::open(&path, &key()).unwrap().records_held().unwrap(), held, "{start}");
    }
}

#[test]
fn whose_commit_failed_comes_back_by_nothing_that_is_told_of_the_next_one_of_its_number() {
    let (folder, path) = Site::with(2).close();
    let (mut journal, _) = Journal::open(&Files::of(&path), &key()).unwrap();
    // The number was given out again, and of that admission the file took nothing but what followed.
    journal.admit(Seq(3), &admission(3, DAY), "a".into(), None);
    journal.failed(Seq(3));
    journal.recorded(Seq(3));
    journal.passed(Seq(3), moment(10));
    drop(journal);
    let store = Store::open(&path, &key()).unwrap();
    assert_eq!(store.records_held().unwrap(), 2);
    let earlier = store.earlier(ticket(3).film_ticket_code).unwrap();
    assert!(earlier.is_none(), "{earlier:?}");
    drop((store, folder));
}
