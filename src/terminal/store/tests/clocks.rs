//! Times under a clock that nothing has confirmed: marked, and put right before they are sent.

use jiff::SignedDuration;

use super::*;
use crate::clock::{Boot, CHINA, ClockMark, Offset, Truth, business_day};
use std::time::Duration;

/// The board ran for so long before the program did.
const BEFORE: Duration = Duration::from_secs(40);

pub(super) fn boot(id: &str) -> Boot {
    Boot { id: id.into(), before: BEFORE }
}

/// A clock by which [`moment`] of `second` comes `second` seconds after the program's start.
pub(super) const RIGHT: Offset = Offset(1_777_633_200_000);

pub(super) fn off_by(days: i64) -> Offset {
    Offset(RIGHT.0 + days * 86_400_000)
}

pub(super) fn mark(offset: Offset) -> Option<ClockMark> {
    Some(ClockMark { offset, behind: offset.0 < RIGHT.0 })
}

/// Admits ticket `number` at its second by a clock that stands like this.
pub(super) fn admit(site: &Site, number: u32, clock: Offset) -> Seq {
    let at = clock.wall(i64::from(number) * 1000);
    let business_day = business_day(CHINA.to_datetime(at));
    site.store.admit(&Admission { at, business_day, ..admission(number, DAY) }).unwrap()
}

pub(super) fn settle(store: &mut Store, truth: Truth) -> Vec<Settled> {
    let mut steps = Vec::new();
    loop {
        let step = store.settle_times(truth, &CHINA, moment(9000), 2).unwrap();
        if !step.more {
            return steps;
        }
        steps.push(step);
        assert!(steps.len() < 100, "it comes to no end");
    }
}

pub(super) fn times(store: &Store) -> Vec<(Timestamp, Date)> {
    let all = store.pending_after(0, 100).unwrap();
    all.iter().map(|one| (one.record.admission.at, one.record.admission.business_day)).collect()
}

pub(super) fn right(numbers: std::ops::RangeInclusive<i64>) -> Vec<(Timestamp, Date)> {
    numbers.map(|number| (moment(number), DAY)).collect()
}

fn log(store: &Store) -> Vec<String> {
    let entries = store.audit(&AuditFilter::default()).unwrap();
    entries.into_iter().map(|entry| format!("{} {}", entry.what, entry.detail)).collect()
}

pub(super) fn refuse(store: &Store, clock: Offset, second: i64) {
    let at = clock.wall(second * 1000);
    let business_day = business_day(CHINA.to_datetime(at));
    let refusal =
        Refusal { at, business_day, reason: "expired", basis: Basis::Offline, ticket: None };
    store.note_refusal(&refusal).unwrap();
}

fn assert_tallied(store: &Store) {
    let sql = "SELECT count(*) FROM (SELECT business_day, quarter, admitted FROM tallies
        EXCEPT SELECT business_day, check_at / 900000, count(*) FROM records GROUP BY 1, 2)";
    let differ: i64 = store.db.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(differ, 0, "the tallies are a count of the records");
}

#[test]
fn a_clock_at_2000_put_right_while_running() {
    let mut site = Site::with(0);
    site.store.begin_run(boot("a")).unwrap();
    let wrong = off_by(-9617);
    site.store.mark_times(mark(wrong));
    for number in 1..=3 {
        admit(&site, number, wrong);
        site.store
            .note_passage(Seq(number.into()), wrong.wall(i64::from(number) * 1000 + 700))
            .unwrap();
    }
    refuse(&site.store, wrong, 4);
    let opening = ManualOpening {
        at: wrong.wall(5000),
        business_day: date(2000, 1, 1),
        who: "lin".into(),
        reason: Some(OpenReason::Phone),
    };
    site.store.open_by_hand(&opening).unwrap();
    assert_eq!(site.store.settled_through().unwrap(), 0, "none of them is sent");
    assert_eq!(site.store.admitted(DAY, DAY).unwrap().len(), 0);
    assert_eq!(settle(&mut site.store, Truth::Unknown), []);
    site.store.mark_times(None);
    let steps = settle(&mut site.store, Truth::Known(RIGHT));
    assert_eq!(steps[0].corrected, Some((Seq(1), Seq(2), 9617 * 86_400_000)));
    assert_eq!(times(&site.store), right(1..=3));
    let passed = site.store.pending_after(0, 9).unwrap()[2].record.passed_at;
    assert_eq!(passed, Some(moment(3) + SignedDuration::from_millis(700)));
    assert_eq!(site.store.settled_through().unwrap(), i64::MAX);
    assert_eq!(site.store.admitted(DAY, DAY).unwrap()[0].admitted, 3);
    assert_eq!(site.store.refused(DAY, DAY).unwrap().len(), 1);
    assert_eq!(site.store.opened_by_hand(DAY, DAY).unwrap().len(), 1);
    assert_tallied(&site.store);
    // The original is in the log.
    let first = wrong.wall(1000).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let entry = format!(
        r#"record_times_corrected {{"first":1,"last":2,"from":"{first}","to":"2026-05-01T11:00:01Z","by_ms":830908800000}}"#
    );
    assert_eq!(log(&site.store)[1], entry);
    // Once settled, they stand.
    let moved = site.store.db.execute("UPDATE records SET check_at = 0 WHERE seq = 2", []);
    assert!(moved.unwrap_err().to_string().contains("never altered"));
    assert!(site.store.db.execute("UPDATE manual_openings SET at = 0", []).is_err());
}

#[test]
fn a_confirmed_time_stands_and_so_does_one_that_was_sent() {
    let mut site = Site::with(1);
    let sql = "UPDATE records SET check_at = check_at - 1 WHERE seq = ";
    assert!(site.store.db.execute(&format!("{sql}1"), []).is_err(), "nothing marks it");
    site.store.mark_times(mark(off_by(-1)));
    admit(&site, 2, off_by(-1));
    admit(&site, 3, off_by(-1));
    assert_eq!(settle(&mut site.store, Truth::TimedOut(None))[0].released, Some((Seq(2), Seq(3))));
    site.store.note_accepted(Seq(1), Seq(3), 3, moment(1)).unwrap();
    for seq in [2, 3] {
        assert!(site.store.db.execute(&format!("{sql}{seq}"), []).is_err());
    }
    // Whatever is learned afterwards.
    admit(&site, 4, off_by(-1));
    site.store.mark_times(None);
    settle(&mut site.store, Truth::Known(RIGHT));
    let moved = times(&site.store);
    assert_eq!(moved[1].0, off_by(-1).wall(2000));
    assert_eq!(moved[3], (moment(4), DAY), "which was not");
    assert_eq!(log(&site.store)[0], r#"record_times_kept {"first":2}"#);
}

#[test]
fn a_later_run_of_the_same_start_knows_and_small_differences_are_none() {
    let site = Site::with(0);
    site.store.begin_run(boot("a")).unwrap();
    site.store.mark_times(mark(off_by(-455)));
    admit(&site, 1, off_by(-455));
    let (folder, path) = site.close();
    let store = Store::open(&path, &key()).unwrap();
    // The next run began a minute later.
    store.begin_run(Boot { id: "a".into(), before: BEFORE + Duration::from_secs(60) }).unwrap();
    let later = Offset(RIGHT.0 + 60_000);
    store.mark_times(mark(Offset(later.0 - 1500)));
    let site = Site { folder, store };
    admit(&site, 2, Offset(RIGHT.0 + 1500));
    let mut store = site.store;
    assert_eq!(store.settled_through().unwrap(), 0);
    store.mark_times(None);
    settle(&mut store, Truth::Known(later));
    assert_eq!(times(&store), [(moment(1), DAY), (RIGHT.wall(3500), DAY)]);
    assert_eq!(log(&store).len(), 1, "what is within two seconds is no correction");
}

#[test]
fn of_an_earlier_start_the_neighbours_tell() {
    // What lies between the record before and this start, the show in between; how the clock stood.
    for (since, now, clock, wanted) in [
        (-7200, 3600, off_by(-455), 0), // the first came when the show began
        (-7200, -600, off_by(-455), -601), // no later than this start
        (1800, 3600, off_by(-455), 1800), // no sooner than the record before
        (-7200, 3600, Offset(RIGHT.0 - 600_000), -599), // nothing speaks against it
        (-7200, 3600, off_by(1), 0),    // it ran ahead
    ] {
        let site = Site::with(0);
        site.store.begin_run(boot("a")).unwrap();
        let before = Admission { at: moment(since), ..admission(9, DAY) };
        site.store.admit(&before).unwrap();
        site.store.mark_times(mark(clock));
        admit(&site, 1, clock);
        admit(&site, 2, clock);
        let (_folder, path) = site.close();
        let mut store = Store::open(&path, &key()).unwrap();
        store.begin_run(Boot { id: "b".into(), before: Duration::ZERO }).unwrap();
        settle(&mut store, Truth::Known(Offset(RIGHT.0 + now * 1000)));
        let moved = times(&store);
        let first = moved[1].0.as_second() - moment(0).as_second();
        assert_eq!(first, wanted, "{since} {now} {clock:?}");
        assert_eq!((moved[2].0 - moved[1].0).get_seconds(), 1, "their distance is known");
        let estimates =
            log(&store).iter().filter(|line| line.contains(r#""estimated":"by_others""#)).count();
        assert_eq!(estimates, usize::from(wanted != -599));
    }
}

#[test]
fn a_clock_that_stepped_back_into_the_day_is_likely_right_before_anybody_says_so() {
    let mut site = Site::with(0);
    site.store.mark_times(mark(off_by(-455)));
    admit(&site, 1, off_by(-455));
    site.store.mark_times(Some(ClockMark { offset: RIGHT, behind: false }));
    settle(&mut site.store, Truth::Likely(RIGHT));
    assert_eq!(times(&site.store), right(1..=1));
    admit(&site, 2, RIGHT);
    assert_eq!(settle(&mut site.store, Truth::Likely(RIGHT)), [], "once");
    assert_eq!(site.store.settled_through().unwrap(), 0, "but they wait for the platform's word");
    // Which is another one.
    site.store.mark_times(None);
    settle(&mut site.store, Truth::Known(Offset(RIGHT.0 + 7_200_000)));
    assert_eq!(times(&site.store), [(moment(7201), DAY), (moment(7202), DAY)]);
    assert_tallied(&site.store);
}

#[test]
fn a_platform_that_tells_no_time_holds_nothing_up_for_good() {
    let mut site = Site::with(0);
    site.store.mark_times(Some(ClockMark { offset: RIGHT, behind: false }));
    for number in 1..=5 {
        admit(&site, number, RIGHT);
        let released = settle(&mut site.store, Truth::TimedOut(Some(RIGHT)));
        let seq = Seq(number.into());
        assert_eq!(released[0].released, Some((seq, seq)));
        assert_eq!(site.store.settled_through().unwrap(), i64::from(number));
    }
    assert_eq!(log(&site.store), [r#"record_times_kept {"first":1}"#], "once for all of them");
    let rows: i64 =
        site.store.db.query_row("SELECT count(*) FROM clock_spans", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 2, "one that goes on, and one for all that went up");
}
