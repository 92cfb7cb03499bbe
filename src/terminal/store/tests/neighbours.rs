//! What neighbours told.

use super::*;
use crate::clock::{DayStep, DayWatch, Now};
use crate::terminal::store::neighbours::begin_series;

const SERIES: Series = Series(u64::MAX - 3);

fn told(seq: i64, ticket: i64) -> ToldAdmission {
    let record = admission(u32::try_from(ticket).unwrap(), DAY);
    ToldAdmission {
        door: DoorId::of("terminal-002"),
        series: SERIES,
        way: WayIn::Scanned,
        seq: Seq(seq),
        ticket: record.ticket.film_ticket_code,
        session: record.ticket.session_code,
        at: record.at,
    }
}

fn mark(through: i64) -> NeighbourMark {
    NeighbourMark {
        door: DoorId::of("terminal-002"),
        name: DoorName::of("北门"),
        identity: DoorIdentity([2; 32]),
        host: "192.0.2.2".parse().unwrap(),
        series: SERIES,
        through: PerWay { scanned: Seq(through), by_hand: Seq(0) },
        since: "2026-07-27T10:00:00Z".parse().unwrap(),
        seen: "2026-07-27T11:00:00Z".parse().unwrap(),
    }
}

fn double(seq: i64) -> ToldDouble {
    ToldDouble { seq: Seq(seq), door: DoorName::of("北门") }
}

fn batch(admissions: &[ToldAdmission], marks: &[NeighbourMark]) -> KeepBatch {
    let (admissions, marks) = (admissions.to_vec(), marks.to_vec());
    KeepBatch { admissions, marks, ..KeepBatch::default() }
}

#[test]
fn who_came_in_at_another_door_is_inside_too() {
    let mut site = Site::with(2);
    let at = "2026-07-27T12:00:00Z".parse().unwrap();
    let stranger = ToldAdmission { session: "9999999999999999".parse().unwrap(), ..told(10, 50) };
    // Told once more by numbers of another series, as a restored backup does.
    let again = ToldAdmission { series: Series(4), ..told(1, 41) };
    let heard = batch(&[told(7, 40), told(8, 41), told(9, 42), stranger, again], &[mark(10)]);
    site.store.keep_told(&heard, DAY, at).unwrap();
    let inside = site.store.inside(DAY).unwrap();
    let figures: Vec<_> = inside.iter().map(|it| (it.entered, it.elsewhere)).collect();
    assert_eq!(figures, [(2, 3)]);
    assert_eq!(inside[0].everybody(), 5);
}

#[test]
fn what_neighbours_told_is_kept_and_a_double_is_found_once() {
    let mut site = Site::with(3);
    let at = "2026-07-27T12:00:00Z".parse().unwrap();
    let told_batch = batch(&[told(7, 2), told(8, 40)], &[mark(8)]);
    assert_eq!(site.store.keep_told(&told_batch, DAY, at).unwrap(), [double(2)]);
    assert_eq!(site.store.keep_told(&told_batch, DAY, at).unwrap(), [], "told again");
    let mut kept = Vec::new();
    site.store.each_told(|it| kept.push(it)).unwrap();
    let heard = |told| KeptAdmission { elsewhere: AdmittedElsewhere::of(&told), day: DAY };
    assert_eq!(kept, [heard(told(7, 2)), heard(told(8, 40))]);
    assert_eq!(site.store.neighbour_marks().unwrap(), [mark(8)]);
    assert_eq!(site.store.doubles(DAY, DAY).unwrap().len(), 1);
    let pending: Vec<i64> =
        site.store.pending_after(0, 10).unwrap().iter().map(|it| it.record.seq.0).collect();
    assert_eq!(pending, [1, 2, 3], "nothing of a neighbour's is uploaded");
    // Marks of one series never go back; another series begins anew.
    let back = batch(&[], &[mark(5)]);
    site.store.keep_told(&back, DAY, at).unwrap();
    assert_eq!(site.store.neighbour_marks().unwrap(), [mark(8)]);
    let anew = NeighbourMark { series: Series(4), ..mark(1) };
    let anew_batch = batch(&[], &[anew]);
    site.store.keep_told(&anew_batch, DAY, at).unwrap();
    assert_eq!(site.store.neighbour_marks().unwrap(), [anew]);
    // So does another terminal by that name.
    let other =
        NeighbourMark { identity: DoorIdentity([3; 32]), through: PerWay::default(), ..anew };
    site.store.keep_told(&batch(&[], &[other]), DAY, at).unwrap();
    assert_eq!(site.store.neighbour_marks().unwrap(), [other]);
    site.store.keep_told(&batch(&[], &[]), DAY, at).unwrap();
    assert_eq!(site.store.neighbour_marks().unwrap(), [], "who is not among them is none any more");
}

#[test]
fn another_key_leaves_nothing_of_what_was_told() {
    let mut site = Site::with(1);
    let at = "2026-07-27T12:00:00Z".parse().unwrap();
    assert!(!site.store.neighbours_by_key("one").unwrap(), "a program of before had none");
    site.store.keep_told(&batch(&[told(1, 30), told(2, 31)], &[mark(2)]), DAY, at).unwrap();
    assert!(site.store.neighbours_by_key("one").unwrap());
    assert_eq!(site.store.told_count().unwrap(), 2, "the same key");
    assert!(!site.store.neighbours_by_key("another").unwrap());
    assert_eq!(site.store.neighbour_marks().unwrap(), []);
    assert_eq!(site.store.told_count().unwrap(), 0);
}

/// As the program before left it, which knew of no identities.
#[test]
fn a_neighbour_of_before_identities_is_not_known_and_is_told_again() {
    let mut site = Site::with(1);
    let at = "2026-07-27T12:00:00Z".parse().unwrap();
    site.store.keep_told(&batch(&[told(1, 30)], &[mark(7)]), DAY, at).unwrap();
    let before = "UPDATE neighbours SET identity = x'', host = '0.0.0.0', since = 0;
        UPDATE neighbours_by_hand SET through = 9";
    site.store.db.execute_batch(before).unwrap();
    assert_eq!(site.store.neighbour_marks().unwrap(), []);
    site.store.keep_told(&batch(&[], &[mark(2)]), DAY, at).unwrap();
    assert_eq!(site.store.neighbour_marks().unwrap(), [mark(2)], "nothing of the row of before");
    assert_eq!(site.store.told_count().unwrap(), 1, "what it told stays");
}

#[test]
fn what_was_told_goes_with_the_day_after_and_records_stay() {
    let mut site = Site::with(2);
    let at = "2026-07-27T12:00:00Z".parse().unwrap();
    let told_batch = batch(&[told(1, 30), told(2, 31)], &[mark(2)]);
    site.store.keep_told(&told_batch, DAY, at).unwrap();
    let after = DAY.tomorrow().unwrap();
    assert_eq!(site.store.prune_told(after, 10).unwrap(), 0, "the business day after");
    let then = after.tomorrow().unwrap();
    assert_eq!(site.store.prune_told(then, 1).unwrap(), 1, "a little at a time");
    assert_eq!(site.store.prune_told(then, 10).unwrap(), 1);
    assert_eq!(site.store.told_count().unwrap(), 0);
    assert_eq!(
        site.store.neighbour_marks().unwrap(),
        [mark(2)],
        "what is known is not asked again"
    );
    assert_eq!(site.store.newest_numbers().unwrap().scanned, Seq(2));
}

#[test]
fn what_is_told_is_of_this_day_and_the_one_before() {
    let site = Site::with(4);
    let all = site.store.admissions_after(WayIn::Scanned, Seq(1), DAY, 2).unwrap();
    assert_eq!(all.iter().map(|it| it.seq.0).collect::<Vec<_>>(), [2, 3]);
    let own = site.store.earlier(all[0].ticket).unwrap().unwrap();
    assert_eq!((own.seq, own.at.as_millisecond()), (Seq(2), all[0].at.as_millisecond()));
    let later = DAY.tomorrow().unwrap();
    assert_eq!(site.store.admissions_after(WayIn::Scanned, Seq(0), later, 9).unwrap(), []);
    // By a clock that was not set; the ticket is for a show of today.
    site.admit(5, date(1970, 1, 1));
    let all = site.store.admissions_after(WayIn::Scanned, Seq(0), DAY, 9).unwrap();
    assert_eq!(all.iter().map(|it| it.seq.0).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
}

#[test]
fn a_restored_database_begins_a_series_of_its_own() {
    let site = Site::with(1);
    let series = site.store.series().unwrap();
    assert_eq!(site.store.series().unwrap(), series);
    begin_series(&site.store.db).unwrap();
    assert_ne!(site.store.series().unwrap(), series);
}

#[test]
fn what_was_let_in_by_its_number_is_told_by_numbers_of_its_own() {
    let mut site = Site::with(1);
    for number in [5, 6] {
        site.store.use_by_hand(&super::used_by_hand::used(number, DAY)).unwrap();
    }
    let newest = site.store.newest_numbers().unwrap();
    assert_eq!(newest, PerWay { scanned: Seq(1), by_hand: Seq(2) });
    let after = |seq| site.store.admissions_after(WayIn::ByHand, Seq(seq), DAY, 9).unwrap();
    assert_eq!(after(0).iter().map(|it| it.seq.0).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(after(1)[0].ticket, ticket(6).film_ticket_code);
    // What another door let in so stands beside what it scanned by the same numbers, and is a double
    // where it was scanned here.
    let at = "2026-07-27T12:00:00Z".parse().unwrap();
    let by_hand = ToldAdmission { way: WayIn::ByHand, ..told(1, 1) };
    let through = PerWay { scanned: Seq(1), by_hand: Seq(1) };
    let mark = NeighbourMark { through, ..mark(1) };
    let told_batch = batch(&[told(1, 30), by_hand], &[mark]);
    assert_eq!(site.store.keep_told(&told_batch, DAY, at).unwrap(), [double(1)]);
    assert_eq!(site.store.told_count().unwrap(), 2);
    assert_eq!(site.store.neighbour_marks().unwrap(), [mark]);
}

fn step(from: &str, to: &str) -> DayStep {
    let now = |second: u64, wall: &str| Now {
        mono: std::time::Duration::from_secs(second),
        wall: wall.parse().unwrap(),
    };
    let mut watch = DayWatch::default();
    watch.follow(now(0, from));
    watch.step(now(1, to), &crate::clock::CHINA).unwrap()
}

#[test]
fn what_was_told_before_the_clock_was_set_is_of_the_day_on_which_it_is() {
    let mut site = Site::with(2);
    let at = "2026-07-27T12:00:00Z".parse().unwrap();
    let (old, earlier) = (date(1970, 1, 1), DAY.yesterday().unwrap());
    site.store.keep_told(&batch(&[told(1, 30)], &[mark(1)]), earlier, at).unwrap();
    site.store.keep_told(&batch(&[told(2, 40), told(3, 41)], &[mark(3)]), old, at).unwrap();
    let (unset, noon) = ("1970-01-01T00:10:00Z", "2026-05-01T04:00:00Z");
    site.store.follow_told_days(step(unset, noon)).unwrap();
    let days = |store: &Store| {
        let mut days = Vec::new();
        assert_eq!(store.each_told(|it| days.push(it.day)).unwrap(), 0);
        days
    };
    assert_eq!(days(&site.store), [earlier, DAY, DAY]);
    let inside = |store: &Store| store.inside(DAY).unwrap()[0].elsewhere;
    assert_eq!(inside(&site.store), 2);
    assert_eq!(site.store.prune_told(DAY, 10).unwrap(), 0);
    // Set wrongly, and then right: there and back.
    let ahead = "2036-01-02T04:00:00Z";
    site.store.follow_told_days(step(noon, ahead)).unwrap();
    site.store.keep_told(&batch(&[told(4, 42)], &[mark(4)]), date(2036, 1, 2), at).unwrap();
    site.store.follow_told_days(step(ahead, noon)).unwrap();
    assert_eq!(days(&site.store), [earlier, DAY, DAY, DAY]);
    assert_eq!(inside(&site.store), 3);
    // And they go with the day after.
    let later = DAY.tomorrow().unwrap();
    assert_eq!(site.store.prune_told(later, 10).unwrap(), 1, "of the day before");
    assert_eq!(site.store.prune_told(later.tomorrow().unwrap(), 10).unwrap(), 3);
    assert_eq!(site.store.prune_told(later.tomorrow().unwrap(), 10).unwrap(), 0);
    let names = "SELECT count(*) FROM neighbour_days";
    assert_eq!(site.store.db.query_row(names, [], |row| row.get(0)), Ok(0));
}

#[test]
fn a_row_that_does_not_read_costs_no_other_one_and_is_mended_by_telling_it_again() {
    let mut site = Site::with(3);
    let at = "2026-07-27T12:00:00Z".parse().unwrap();
    let all = batch(&[told(1, 30), told(2, 31), told(3, 32)], &[mark(3)]);
    site.store.keep_told(&all, DAY, at).unwrap();
    let break_one = "UPDATE neighbour_admissions SET film_ticket_code = 'torn' WHERE seq = 2";
    site.store.db.execute_batch(break_one).unwrap();
    let mut count = 0;
    assert_eq!(site.store.each_told(|_| count += 1).unwrap(), 1);
    assert_eq!(count, 2);
    site.store.keep_told(&all, DAY, at).unwrap();
    assert_eq!(site.store.each_told(|_| ()).unwrap(), 0);
    // Of this door's own, the others are told what reads.
    site.store
        .db
        .execute_batch(
            "DROP TRIGGER records_stand; UPDATE records SET session_code = '' WHERE seq = 2",
        )
        .unwrap();
    let own = site.store.admissions_after(WayIn::Scanned, Seq(0), DAY, 10).unwrap();
    assert_eq!(own.iter().map(|it| it.seq.0).collect::<Vec<_>>(), [1, 3]);
}

#[test]
fn what_neighbours_told_may_be_lost_with_a_damaged_database_so_they_tell_it_again() {
    let mut site = Site::with(2);
    let at = "2026-07-27T12:00:00Z".parse().unwrap();
    site.store.keep_told(&batch(&[told(1, 30), told(2, 31)], &[mark(2)]), DAY, at).unwrap();
    site.store.suspect();
    let (_folder, path) = site.close();
    let mut damaged = std::fs::read(&path).unwrap();
    let last = damaged.len() - 100;
    damaged[last] ^= 1;
    std::fs::write(&path, &damaged).unwrap();
    let store = Store::open(&path, &key()).unwrap();
    assert_eq!(store.incidents().unwrap()[0].kind, IncidentKind::SetAside);
    assert_eq!(store.neighbour_marks().unwrap(), [mark(0)]);
}
