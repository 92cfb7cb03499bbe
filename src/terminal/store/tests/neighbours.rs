//! What neighbours told.

use super::*;
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
        again: PerWay::default(),
        since_day: DaySeen(0),
        seen_day: DaySeen(0),
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
    let heard = |told| KeptAdmission { elsewhere: AdmittedElsewhere::of(&told), day: DaySeen(0) };
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
    site.store.keep_told(&batch(&[told(1, 30), told(2, 31)], &[mark(2)]), DAY, at).unwrap();
    assert!(site.store.neighbours_by_key("one").unwrap(), "by which it was told is not known");
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
    for day in [DAY, after] {
        site.store.note_day(day).unwrap();
    }
    let told_batch = batch(&[told(3, 32)], &[mark(3)]);
    site.store.keep_told(&told_batch, after, at).unwrap();
    assert_eq!(site.store.prune_told(1).unwrap(), 1, "a little at a time");
    assert_eq!(site.store.prune_told(10).unwrap(), 1);
    site.store.note_day(after.tomorrow().unwrap()).unwrap();
    assert_eq!(site.store.prune_told(10).unwrap(), 0, "the business day after");
    site.store.note_day(after.tomorrow().unwrap().tomorrow().unwrap()).unwrap();
    assert_eq!(site.store.prune_told(10).unwrap(), 1);
    assert_eq!(site.store.told_count().unwrap(), 0);
    assert_eq!(
        site.store.neighbour_marks().unwrap(),
        [mark(3)],
        "what is known is not asked again"
    );
    assert_eq!(site.store.newest_numbers().unwrap().scanned, Seq(2));
}

#[test]
fn what_is_told_is_of_the_day_that_was_seen_last_and_the_one_before() {
    let site = Site::with(4);
    let after = |seq, most| {
        let page = site.store.admissions_after(WayIn::Scanned, Seq(seq), most).unwrap();
        let numbers: Vec<i64> = page.records.iter().map(|it| it.seq.0).collect();
        (numbers, page.last.0, page.more)
    };
    assert_eq!(after(1, 2), (vec![2, 3], 3, true));
    let all = site.store.admissions_after(WayIn::Scanned, Seq(1), 9).unwrap().records;
    let own = site.store.earlier(all[0].ticket).unwrap().unwrap();
    assert_eq!((own.seq, own.at.as_millisecond()), (Seq(2), all[0].at.as_millisecond()));
    site.store.note_day(DAY).unwrap();
    // By whatever clock.
    site.admit(5, date(1970, 1, 1));
    assert_eq!(after(3, 9), (vec![4, 5], 5, false));
    site.store.note_day(DAY.tomorrow().unwrap()).unwrap();
    site.admit(6, date(2036, 1, 1));
    assert_eq!(after(0, 9).0, [5, 6]);
    assert_eq!(after(6, 9), (vec![], 6, false));
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
    let after = |seq| site.store.admissions_after(WayIn::ByHand, Seq(seq), 9).unwrap().records;
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

#[test]
fn what_was_told_is_old_by_the_days_that_were_seen_and_by_no_clock() {
    let mut site = Site::with(2);
    let at = "2026-07-27T12:00:00Z".parse().unwrap();
    let (unset, ahead) = (date(1970, 1, 1), date(2036, 1, 1));
    let keep = |site: &mut Site, seq, day| {
        let ticket = 30 + seq;
        site.store.keep_told(&batch(&[told(seq, ticket)], &[mark(seq)]), day, at).unwrap();
    };
    keep(&mut site, 1, unset);
    site.store.note_day(DAY).unwrap();
    keep(&mut site, 2, ahead);
    keep(&mut site, 3, unset);
    assert_eq!(site.store.prune_told(10).unwrap(), 0);
    site.store.note_day(DAY.tomorrow().unwrap()).unwrap();
    assert_eq!(site.store.prune_told(10).unwrap(), 1, "of the time before the first of them");
    assert_eq!(site.store.told_count().unwrap(), 2);
    let mut days = Vec::new();
    assert_eq!(site.store.each_told(|it| days.push(it.day)).unwrap(), 0);
    assert_eq!(days, [DaySeen(1); 2]);
    site.store.note_day(ahead).unwrap();
    assert_eq!(site.store.prune_told(10).unwrap(), 2);
}

#[test]
fn a_number_that_was_given_out_twice_hides_no_ticket() {
    let mut site = Site::with(1);
    let at = "2026-07-27T12:00:00Z".parse().unwrap();
    for ticket in [30, 31, 31] {
        site.store.keep_told(&batch(&[told(7, ticket)], &[mark(7)]), DAY, at).unwrap();
    }
    let mut tickets = Vec::new();
    site.store.each_told(|it| tickets.push(it.elsewhere.ticket)).unwrap();
    tickets.sort_unstable();
    assert_eq!(tickets, [told(7, 30).ticket, told(7, 31).ticket]);
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
    let own = site.store.admissions_after(WayIn::Scanned, Seq(0), 2).unwrap();
    assert_eq!((own.records.len(), own.last, own.more), (1, Seq(2), true), "it goes on behind it");
    let own = site.store.admissions_after(WayIn::Scanned, own.last, 2).unwrap();
    assert_eq!((own.records[0].seq, own.more), (Seq(3), false));
}

#[test]
fn what_neighbours_told_may_be_lost_with_a_damaged_database_so_they_tell_it_again() {
    let mut site = Site::with(2);
    let at = "2026-07-27T12:00:00Z".parse().unwrap();
    site.store.keep_told(&batch(&[told(1, 30), told(2, 31)], &[mark(2)]), DAY, at).unwrap();
    let series = site.store.series().unwrap();
    site.store.suspect();
    let (_folder, path) = site.close();
    let mut damaged = std::fs::read(&path).unwrap();
    let last = damaged.len() - 100;
    damaged[last] ^= 1;
    std::fs::write(&path, &damaged).unwrap();
    let store = Store::open(&path, &key()).unwrap();
    assert_eq!(store.incidents().unwrap()[0].kind, IncidentKind::SetAside);
    let again = PerWay { scanned: Seq(2), by_hand: Seq(0) };
    assert_eq!(store.neighbour_marks().unwrap(), [NeighbourMark { again, ..mark(0) }]);
    assert_ne!(store.series().unwrap(), series, "numbers may be given out again");
}
