//! What is old by its date alone is not old: a clock that was wrong is never a reason to delete what
//! is recent.

use super::clocks::{RIGHT, admit, mark, off_by, refuse, settle};
use super::*;
use crate::clock::Truth;
use crate::terminal::store::UsedByHand;

/// Records of so many business days, one each, uploaded; each day was seen.
fn year(days: i32) -> (Site, Vec<Date>) {
    let mut site = Site::with(0);
    let day = |number: i32| DAY.saturating_add(jiff::Span::new().days(number));
    let all: Vec<Date> = (0..days).map(day).collect();
    for (number, day) in (1..).zip(&all) {
        site.store.note_day(*day).unwrap();
        site.admit(number, *day);
    }
    let last = Seq(days.into());
    site.store.note_accepted(Seq(1), last, days as usize, moment(1)).unwrap();
    (site, all)
}

fn prune(store: &mut Store, today: Date, keep: u32) -> i64 {
    let before = today.saturating_sub(jiff::Span::new().days(keep));
    while store.prune(before, keep, 100).unwrap() > 0 {}
    store.db.query_row("SELECT min(seq) FROM records", [], |row| row.get(0)).unwrap()
}

#[test]
fn a_terminal_prunes_after_its_days_and_a_clock_that_jumps_prunes_nothing() {
    let (mut site, days) = year(410);
    assert_eq!(prune(&mut site.store, days[409], 400), 10, "nine of 410 days in a row");
    // Three years ahead: the platform confirms it, and says so again on the next day.
    for jump in 1..=3 {
        let day = days[409].saturating_add(jiff::Span::new().years(3).days(jump));
        site.store.note_day(day).unwrap();
        assert_eq!(prune(&mut site.store, day, 400), 11 + jump, "a day for a day");
    }
    // The same three years back: that is no new age of anything.
    let back = days[409];
    site.store.note_day(back).unwrap();
    assert_eq!(prune(&mut site.store, back, 400), 14);
}

#[test]
fn nothing_goes_behind_a_record_that_stays() {
    let (mut site, days) = year(30);
    // Number 31 is old by its date alone.
    site.admit(31, DAY);
    site.admit(32, days[29]);
    site.store.note_accepted(Seq(31), Seq(32), 2, moment(1)).unwrap();
    assert_eq!(prune(&mut site.store, days[29], 10), 20);
    let seqs: Vec<i64> =
        site.store.pending_after(0, 99).unwrap().iter().map(|one| one.record.seq.0).collect();
    assert_eq!(seqs, (20..=32).collect::<Vec<_>>());
    // But one that was refused for good keeps none but itself.
    site.store.set_aside(Seq(20), moment(2)).unwrap();
    for more in 1..=3 {
        site.store.note_day(days[29].saturating_add(jiff::Span::new().days(more))).unwrap();
    }
    let today = days[29].saturating_add(jiff::Span::new().days(3));
    prune(&mut site.store, today, 10);
    let seqs: Vec<i64> =
        site.store.pending_after(0, 99).unwrap().iter().map(|one| one.record.seq.0).collect();
    assert_eq!(seqs[..3], [20, 23, 24]);
}

#[test]
fn a_date_that_nothing_confirmed_lets_nothing_go_and_keeps_nothing_for_good() {
    let (mut site, days) = year(5);
    site.store.mark_times(mark(off_by(-455)));
    admit(&site, 6, off_by(-455));
    settle(&mut site.store, Truth::TimedOut(None));
    site.store.mark_times(None);
    site.admit(7, days[4]);
    site.store.note_accepted(Seq(6), Seq(7), 2, moment(1)).unwrap();
    assert_eq!(prune(&mut site.store, days[4], 400), 1);
    for more in 1..=420 {
        site.store.note_day(days[4].saturating_add(jiff::Span::new().days(more))).unwrap();
    }
    let today = days[4].saturating_add(jiff::Span::new().days(420));
    assert_eq!(prune(&mut site.store, today, 400), 7, "the newest stays");
}

#[test]
fn what_the_platform_told_under_a_wrong_clock_is_remembered() {
    let (mut site, days) = year(3);
    let refunded = Facts {
        film_ticket_code: ticket(99).film_ticket_code,
        screen_name: String::new(),
        film_name: String::new(),
        ticket_type: crate::wire::calls::TicketType::Web,
        row: 0,
        column: 0,
        checked: false,
        refunded: true,
        refund_time: String::new(),
        fetched_at: off_by(-455).wall(0),
    };
    site.store.put_facts(&[refunded]).unwrap();
    refuse(&site.store, off_by(-455), 1);
    refuse(&site.store, RIGHT, 2);
    prune(&mut site.store, days[2], 400);
    let of = ticket(99);
    let known = |store: &Store| {
        store.recall(of.film_ticket_code, of.screen_code, of.show_time).unwrap().facts.is_some()
    };
    assert!(known(&site.store));
    let count = "SELECT count(*) FROM refusals";
    let refusals: i64 = site.store.db.query_row(count, [], |row| row.get(0)).unwrap();
    assert_eq!(refusals, 2);
    for more in 1..=401 {
        site.store.note_day(days[2].saturating_add(jiff::Span::new().days(more))).unwrap();
    }
    prune(&mut site.store, days[2].saturating_add(jiff::Span::new().days(401)), 400);
    assert!(!known(&site.store), "but not for ever");
}

#[test]
fn a_store_of_before_has_seen_the_days_of_its_records() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hallgate.db");
    let (site, days) = year(12);
    let (from, to) = site.close();
    // As it was before there were days.
    std::fs::copy(&to, &path).unwrap();
    drop(from);
    let db = rusqlite::Connection::open(&path).unwrap();
    key().open(&db).unwrap();
    db.execute_batch(
        "DROP TABLE typed_refusals; DROP TABLE used_by_hand; DROP TABLE days_seen; DROP TRIGGER confirmed_times_stand; DROP TABLE clock_spans;
         DROP TRIGGER corrections_are_tallied; DROP TRIGGER confirmed_openings_stand;
         DROP TRIGGER hall_names_are_learnt; DROP TABLE hall_names; DROP TABLE screens;
         DROP TABLE past_films; DROP TABLE catalogue_parts; DROP TABLE catalogue_names;
         DROP TABLE neighbour_admissions; DROP TABLE neighbours;
         DROP TABLE numbers_by_hand; DROP TABLE neighbours_by_hand; DROP TABLE double_doors; DROP TABLE door_identity; DROP TABLE steps_back;
         ALTER TABLE ticket_facts DROP COLUMN seen_day;",
    )
    .unwrap();
    db.pragma_update(None, "user_version", 6).unwrap();
    drop(db);
    let mut store = Store::open(&path, &key()).unwrap();
    assert_eq!(prune(&mut store, days[11], 10), 2);
    assert_eq!(store.settled_through().unwrap(), i64::MAX);
}

#[test]
fn a_ticket_that_was_let_in_by_its_number_under_a_wrong_clock_is_as_new_as_its_show() {
    let (mut site, days) = year(30);
    let unset = date(1970, 1, 1);
    let show_time = days[29].at(20, 0, 0, 0);
    let today = UsedByHand { show_time, ..super::used_by_hand::used(90, unset) };
    site.store.use_by_hand(&today).unwrap();
    site.store.use_by_hand(&super::used_by_hand::used(91, days[0])).unwrap();
    prune(&mut site.store, days[29], 10);
    let known = |number| {
        let code = ticket(number).film_ticket_code;
        site.store.used_by_hand_at(code).unwrap().is_some()
    };
    assert_eq!([known(90), known(91)], [true, false]);
}
