use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::ticket::Fen;
use crate::wire::calls::{CheckTicket, TicketType};

const SECOND: Duration = Duration::from_secs(1);

fn pending(number: i64, rejections: i64) -> Pending {
    let record = CheckTicket {
        ticket_info_code: String::new(),
        check_time: "2030-03-17T19:00:00".parse().unwrap(),
        screen_code: "0000000000000003".parse().unwrap(),
        screen_name: String::new(),
        film_code: "001105192026".parse().unwrap(),
        film_name: String::new(),
        session_code: "0000000000000001".parse().unwrap(),
        start_time: "2030-03-17T19:30:00".parse().unwrap(),
        ticket_type: TicketType::Counter,
        film_ticket_code: format!("{number:016}").parse().unwrap(),
        row_num: 0,
        column_num: 0,
        price: Fen(0),
        service: Fen(0),
    };
    let username = "hall-1".to_owned();
    Pending { number, received_at: 0, due_at: 0, rejections, username, record }
}

fn row() -> ForwardRow {
    ForwardRow::new(RetryTimer::new(60 * SECOND, fastrand::Rng::with_seed(7)))
}

/// A national platform that refuses what holds a poisoned record, and what the ledger knows.
#[derive(Default)]
struct Play {
    waiting: BTreeSet<i64>,
    rejections: BTreeMap<i64, i64>,
    aside: BTreeSet<i64>,
    poison: BTreeSet<i64>,
    taken: Vec<i64>,
    calls: usize,
    most: i64,
}

impl Play {
    fn new(records: i64, poison: &[i64]) -> Self {
        let poison = poison.iter().copied().collect();
        Self { waiting: (1..=records).collect(), poison, most: 5, ..Self::default() }
    }

    fn count(&self, number: &i64) -> i64 {
        self.rejections.get(number).copied().unwrap_or(0)
    }

    fn reject(&mut self, number: i64) -> Rejected {
        let rejections = self.count(&number) + 1;
        self.rejections.insert(number, rejections);
        let aside = rejections >= self.most;
        if aside {
            self.aside.insert(number);
        }
        Rejected { rejections, aside, finding: None }
    }

    fn take(&mut self, numbers: &[i64]) -> bool {
        self.calls += 1;
        let taken = numbers.iter().all(|number| !self.poison.contains(number));
        if taken {
            self.taken.extend(numbers);
            self.waiting.retain(|own| !numbers.contains(own));
        }
        taken
    }

    /// A round; what it begins with.
    fn round(&mut self, row: &mut ForwardRow, now: Duration) -> Vec<i64> {
        let mut began_with = Vec::new();
        loop {
            let open = |own: &&i64| !self.aside.contains(*own);
            match row.step() {
                RowStep::Begin(turns) => {
                    let standing = self.waiting.iter().filter(open);
                    let standing = standing.filter(|own| self.count(own) >= STANDS_ASIDE);
                    began_with = standing.take(turns).copied().collect();
                    let standing = began_with.iter().map(|own| pending(*own, self.count(own)));
                    row.begin(standing.collect(), true);
                }
                RowStep::Alone(own) => {
                    let number = own.number;
                    let taken = self.take(&[number]);
                    if !taken {
                        self.reject(number);
                    }
                    row.alone(taken);
                }
                RowStep::Read(most) => {
                    let next = self.waiting.iter().filter(open);
                    let next = next.filter(|own| self.count(own) < STANDS_ASIDE).take(most);
                    let next = next.map(|own| pending(*own, self.count(own))).collect();
                    row.fill(next, true);
                }
                RowStep::Send(count) => {
                    let numbers: Vec<i64> = row.first(count).iter().map(|own| own.number).collect();
                    if self.take(&numbers) {
                        row.accepted(count);
                    } else if count > 1 {
                        row.halved(count);
                    } else {
                        let rejected = self.reject(numbers[0]);
                        row.rejected(rejected);
                    }
                }
                RowStep::Over => {
                    row.end(now);
                    return began_with;
                }
            }
        }
    }
}

#[test]
fn halving_finds_every_poisoned_record_and_all_others_go_up_in_order() {
    for poison in [vec![], vec![1], vec![700], vec![1000], vec![3, 4, 2500], vec![1001, 1002]] {
        let (mut play, mut row) = (Play::new(2500, &poison), row());
        play.round(&mut row, Duration::ZERO);
        assert!(play.taken.is_sorted());
        assert_eq!(play.taken.len(), 2500 - poison.len(), "{poison:?}");
        assert!(poison.iter().all(|own| play.count(own) == STANDS_ASIDE), "{poison:?}");
        assert!(play.calls <= 3 + poison.len() * 40, "{} calls for {poison:?}", play.calls);
    }
}

#[test]
fn each_round_begins_with_those_that_stand_aside_until_they_are_set_aside() {
    let (mut play, mut row) = (Play::new(10, &[3]), row());
    assert!(play.round(&mut row, Duration::ZERO).is_empty());
    assert!(!row.is_held(SECOND), "the others went up");
    let mut now = SECOND;
    for _ in STANDS_ASIDE..play.most {
        assert_eq!(play.round(&mut row, now), [3]);
        assert!(row.is_held(now), "it brought nothing");
        now += 60 * SECOND;
        assert!(!row.is_held(now));
    }
    assert_eq!(play.aside, BTreeSet::from([3]));
    assert!(play.round(&mut row, now).is_empty());
    assert!(!row.is_held(now));
}

#[test]
fn a_record_refused_once_is_tried_by_itself_after_a_restart() {
    let mut row = row();
    row.begin(Vec::new(), true);
    assert_eq!(row.step(), RowStep::Read(MAX_BATCH));
    row.fill(vec![pending(1, 1), pending(2, 0), pending(3, 0)], true);
    assert_eq!(row.step(), RowStep::Send(1));
    assert!(row.rejected(Rejected { rejections: 2, aside: false, finding: None }));
    assert_eq!(row.first(9).len(), 2);
}

#[test]
fn one_refusal_is_enough_where_no_more_are_allowed() {
    let (mut play, mut row) = (Play { most: 1, ..Play::new(3, &[2]) }, row());
    play.round(&mut row, Duration::ZERO);
    assert_eq!((play.taken, play.aside), (vec![1, 3], BTreeSet::from([2])));
}

#[test]
fn a_platform_that_refuses_everything_is_not_asked_about_everything_each_time() {
    let poison: Vec<i64> = (1..=2000).collect();
    let (mut play, mut row) = (Play::new(2000, &poison), row());
    play.round(&mut row, Duration::ZERO);
    let first = play.calls;
    assert!(first < 500, "{first}");
    assert!(row.is_held(SECOND / 4));
    assert_eq!(play.round(&mut row, 60 * SECOND).len(), 1);
    play.poison.clear();
    (2..5).for_each(|minute| drop(play.round(&mut row, minute * 60 * SECOND)));
    assert_eq!(play.taken.len(), 2000, "and loses nothing by it");
}

#[test]
fn a_slow_line_carries_fewer_until_a_report_passes() {
    let mut row = row();
    row.begin(Vec::new(), true);
    row.fill((1..=1000).map(|own| pending(own, 0)).collect(), true);
    row.timed_out(1000);
    row.failed(Duration::ZERO, true);
    assert!(!row.is_held(Duration::ZERO), "so is everybody's");
    row.begin(Vec::new(), true);
    row.fill((1..=1000).map(|own| pending(own, 0)).collect(), true);
    assert_eq!(row.step(), RowStep::Send(500));
    row.accepted(500);
    assert_eq!(row.step(), RowStep::Send(500));
    row.failed(Duration::ZERO, false);
    assert!(row.is_held(Duration::ZERO), "this is this cinema's");
}

#[test]
fn a_row_goes_up_when_it_is_old_or_whole_or_late() {
    let cinema = "12345678".parse().unwrap();
    let due = |records, oldest_at, due_at| Due {
        cinema,
        records,
        oldest_at: Some(oldest_at),
        due_at: Some(due_at),
        alone: 0,
    };
    let ripe = |due: Due| is_ripe(&due, 10_000, 600);
    assert!(!ripe(due(999, 9_401, 10_001)));
    assert!(ripe(due(999, 9_400, 10_001)), "old");
    assert!(ripe(due(1000, 10_000, 10_001)), "whole");
    assert!(ripe(due(1, 10_000, 10_000)), "late");
    let none = Due { cinema, records: 0, oldest_at: None, due_at: None, alone: 3 };
    assert!(!is_ripe(&none, i64::MAX, 600));
}
