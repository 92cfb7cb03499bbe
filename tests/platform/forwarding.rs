//! Records on their way to the national platform, through what may go wrong there.

use std::time::Duration;

use hallgate::peer::PeerFault;
use hallgate::platform::config::National;
use hallgate::platform::ledger::findings::{self, Kind};
use hallgate::platform::ledger::locks::{self, Duty};
use hallgate::platform::ledger::{Value, outbox};
use hallgate::platform::upstream::{ForwardOutcome, UpstreamEvent};
use jiff::{SignedDuration, Timestamp};

use crate::above::{World, cinema, codes, until};
use crate::engines::{empty, over_each};

/// How often records that wait were refused.
const REFUSALS: &str = "SELECT CAST(coalesce(sum(rejections), 0) AS BIGINT) FROM outbox";

fn forwards(result: ForwardOutcome) -> impl Fn(&UpstreamEvent) -> bool {
    move |event| matches!(event, UpstreamEvent::Forward { result: emitted, .. } if *emitted == result)
}

#[test]
fn records_go_up_by_check_time_a_thousand_at_a_time_and_are_counted() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        world.open_cinema(cinema(2));
        let (first, other) = (world.admitted(cinema(1), 0..1100), world.admitted(cinema(2), 5..7));
        world.take(cinema(1), &first, true);
        world.take(cinema(2), &other, true);
        let upstream = world.start();
        until("all are forwarded", || world.stand() == (1102, 0));
        let reversed = |records: &[_]| codes(records).into_iter().rev().collect::<Vec<_>>();
        assert_eq!(world.there(cinema(1)), reversed(&first), "{}", world.engine());
        assert_eq!(world.there(cinema(2)), reversed(&other));
        let counts = world.peer.counts().unwrap();
        assert_eq!((counts.records, counts.repeats, counts.reports), (1102, 0, 3));
        let tallied = "SELECT CAST(sum(forwarded) AS BIGINT) FROM tallies";
        assert_eq!(world.number(tallied), 1102);
        assert_eq!(world.emitted(forwards(ForwardOutcome::Accepted)), 3);
        assert!(upstream.status().ok);
        upstream.stop(Duration::from_secs(2));
    });
}

#[test]
fn a_few_wait_for_company_and_what_is_late_does_not() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        world.open_cinema(cinema(2));
        let waiting = world.admitted(cinema(1), 0..3);
        world.take(cinema(1), &waiting, true);
        let late = world.admitted(cinema(2), 60..61);
        world.take(cinema(2), &late, true);
        // Its session is over for an hour.
        world.with(|session| {
            let values = [Value::Int(Timestamp::now().as_second()), cinema(2).as_str().into()];
            session.execute("UPDATE outbox SET due_at = $1 WHERE cinema = $2", &values).unwrap();
        });
        let patient = National { forward_after_s: 3600, ..world.national.clone() };
        let upstream = world.start_with(&patient);
        until("what is late is there", || world.stand() == (1, 3));
        assert_eq!((world.there(cinema(1)).len(), world.there(cinema(2)).len()), (0, 1));
        world.take(cinema(1), &world.admitted(cinema(1), 10..1007), true);
        until("a thousand are enough", || world.stand() == (1001, 0));
        drop(upstream);
    });
}

#[test]
fn what_it_refuses_is_found_stands_aside_and_is_set_aside_and_tried_again() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        let records = world.admitted(cinema(1), 0..40);
        world.peer.set_fault(PeerFault::RejectTicket(records[17].film_ticket_code)).unwrap();
        world.take(cinema(1), &records, true);
        let upstream = world.start();
        until("it is set aside", || world.emitted(forwards(ForwardOutcome::SetAside)) == 1);
        assert_eq!(world.stand(), (39, 1), "{}", world.engine());
        let mut expected = codes(&records);
        expected.remove(17);
        expected.reverse();
        assert_eq!(world.there(cinema(1)), expected);
        assert_eq!(world.emitted(forwards(ForwardOutcome::StandsAside)), 1);
        let found = world.with(|session| findings::list(session, false, None).unwrap());
        assert_eq!((found.len(), found[0].kind), (1, Kind::SetAside));
        let id = found[0].id;
        let is_it =
            |event: &UpstreamEvent| *event == UpstreamEvent::Finding { kind: Kind::SetAside, id };
        until("the finding is told", || world.emitted(is_it) == 1);
        let tallied = "SELECT CAST(sum(set_aside) AS BIGINT) FROM tallies";
        assert_eq!(world.number(tallied), 1);
        // A day later, and it is taken.
        world.peer.set_fault(PeerFault::None).unwrap();
        let now = Timestamp::now().as_second();
        world.with(|it| it.execute("UPDATE outbox SET aside_at = $1", &[now.into()]).unwrap());
        until("it is taken", || world.stand() == (40, 0));
        assert_eq!(world.number(tallied), 0);
        drop(upstream);
    });
}

#[test]
fn replies_that_are_lost_cost_a_repeat_and_nothing_else() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        let records = world.admitted(cinema(1), 0..30);
        world.take(cinema(1), &records, true);
        world.peer.set_fault(PeerFault::CutConnection).unwrap();
        let upstream = world.start();
        until("two tries failed", || world.emitted(forwards(ForwardOutcome::Failed)) >= 2);
        assert_eq!(world.stand(), (0, 30), "nothing counts as taken that was not confirmed");
        assert!(!upstream.status().ok);
        world.peer.set_fault(PeerFault::None).unwrap();
        until("all are forwarded", || world.stand() == (30, 0));
        let counts = world.peer.counts().unwrap();
        assert_eq!(counts.records, 30, "{}", world.engine());
        assert!(counts.repeats >= 30);
        drop(upstream);
    });
}

#[test]
fn whatever_answers_in_its_place_is_waited_out_and_so_is_its_absence() {
    for (at, fault) in [
        Some(PeerFault::HttpStatus(503)),
        Some(PeerFault::CaptivePortal),
        Some(PeerFault::EmptyObject),
        None,
    ]
    .into_iter()
    .enumerate()
    {
        let engine = ["sqlite", "postgres"][at % 2];
        let world = World::new(empty(engine));
        world.open_cinema(cinema(1));
        world.open_cinema(cinema(2));
        for number in [1, 2] {
            let records = world.admitted(cinema(number), 0..10);
            world.take(cinema(number), &records, true);
        }
        match fault {
            Some(fault) => world.peer.set_fault(fault).unwrap(),
            None => world.peer.pause(),
        }
        let upstream = world.start();
        until("tries failed", || world.emitted(forwards(ForwardOutcome::Failed)) >= 3);
        assert_eq!(world.stand(), (0, 20), "{fault:?}");
        assert_eq!(world.number(REFUSALS), 0, "{fault:?}: nobody refused anything");
        let standing = upstream.status();
        assert!(!standing.ok && standing.last_error.is_some() && standing.at.is_some());
        match fault {
            Some(_) => world.peer.set_fault(PeerFault::None).unwrap(),
            None => world.peer.resume().unwrap(),
        }
        until("all are forwarded", || world.stand() == (20, 0));
        assert!(upstream.status().ok);
        assert_eq!(world.peer.counts().unwrap().records, 20, "{fault:?}");
    }
}

#[test]
fn a_cinema_that_it_refuses_altogether_holds_up_no_other() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        world.open_cinema(cinema(2));
        let bad = world.admitted(cinema(1), 0..2);
        world.take(cinema(1), &bad, true);
        // Nobody there makes anything of a code of another cinema.
        world.take(cinema(2), &bad, true);
        let good = world.admitted(cinema(2), 0..5);
        world.take(cinema(2), &good, true);
        let upstream = world.start();
        until("all others are there", || world.stand().0 == 7);
        assert_eq!(world.there(cinema(2)).len(), 5, "{}", world.engine());
        drop(upstream);
    });
}

#[test]
fn an_end_amid_a_report_loses_nothing() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        world.take(cinema(1), &world.admitted(cinema(1), 0..20), true);
        world.peer.set_fault(PeerFault::Slow(Duration::from_secs(20))).unwrap();
        let upstream = world.start();
        until("the report is there", || world.peer.counts().unwrap().records == 20);
        upstream.stop(Duration::from_secs(2));
        assert_eq!(world.stand(), (0, 20), "{}", world.engine());
        assert_eq!(world.number(REFUSALS), 0);
        world.peer.set_fault(PeerFault::None).unwrap();
        let upstream = world.start();
        until("all are forwarded", || world.stand() == (20, 0));
        assert_eq!(world.peer.counts().unwrap().records, 20);
        drop(upstream);
    });
}

#[test]
fn two_nodes_share_the_cinemas_and_whoever_has_a_turn_keeps_it() {
    let world = World::new(empty("postgres"));
    let mut other_node = world.connect();
    assert!(locks::take(&mut other_node, Duty::Forward, cinema(1)).unwrap());
    for number in 1..=6 {
        world.open_cinema(cinema(number));
        let records = world.admitted(cinema(number), 0..30);
        world.take(cinema(number), &records, true);
    }
    let nodes = [world.start(), world.start()];
    until("all others are forwarded", || world.stand() == (150, 30));
    assert!(world.there(cinema(1)).is_empty());
    drop(other_node);
    until("its turn went to the next", || world.stand() == (180, 0));
    let counts = world.peer.counts().unwrap();
    assert_eq!((counts.records, counts.repeats), (180, 0), "nothing went up twice");
    drop(nodes);
}

#[test]
fn one_that_is_set_aside_at_once_is_tried_the_next_day() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        world.take(cinema(1), &world.admitted(cinema(1), 0..1), true);
        let now = Timestamp::now();
        let alone =
            |at| world.with(|session| outbox::alone(session, cinema(1), at, 9).unwrap().len());
        world.with(|session| {
            let waiting = outbox::pending(session, cinema(1), 9).unwrap();
            let reject =
                |change: &mut _| outbox::note_rejected(change, cinema(1), &waiting[0], 1, now);
            let rejected = session.transaction(reject).unwrap();
            assert!(rejected.aside && rejected.finding.is_some_and(|finding| finding.is_new));
        });
        let tomorrow = now + SignedDuration::from_hours(24);
        assert_eq!((alone(now), alone(tomorrow)), (0, 1), "{}", world.engine());
        let due = |at| world.with(|session| outbox::due(session, at).unwrap().len());
        assert_eq!((due(now), due(tomorrow)), (0, 1));
    });
}
