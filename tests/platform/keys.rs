//! Keys from the national platform, and the records that wait for one.

use std::time::Duration;

use hallgate::peer::PeerFault;
use hallgate::platform::config::National;
use hallgate::platform::ledger::cinemas::{self, FetchOutcome};
use hallgate::platform::ledger::findings::{self, Kind};
use hallgate::platform::upstream::UpstreamEvent;
use hallgate::ticket::{CinemaCode, Fen};
use hallgate::wire::calls::{Api, CheckTicket};
use jiff::{SignedDuration, Timestamp};

use crate::above::{World, cinema, until};
use crate::engines::over_each;

fn keys_of(world: &World, of: CinemaCode) -> usize {
    world.with(|session| cinemas::handed_out(session, of).unwrap().len())
}

fn came(of: CinemaCode, result: FetchOutcome, count: usize) -> impl Fn(&UpstreamEvent) -> bool {
    move |event| *event == UpstreamEvent::Keys { cinema: of, result, count }
}

#[test]
fn a_new_cinema_has_its_keys_at_once_and_nothing_takes_them_away_but_a_whole_reply() {
    over_each(|empty| {
        let world = World::new(empty);
        let often = National { refresh_s: 1, ..world.national.clone() };
        let upstream = world.start_with(&often);
        let first = world.add_key(cinema(1), 1);
        world.add_cinema(cinema(1));
        until("its key is here", || keys_of(&world, cinema(1)) == 1);
        // One more, and one that does not read.
        let bad = world.peer.add_cinema_key(cinema(1), "?", "2023-01-01T00:00:00".parse().unwrap());
        let second = world.add_key(cinema(1), 2);
        until("the good ones are added", || keys_of(&world, cinema(1)) == 2);
        until("it is told", || world.emitted(came(cinema(1), FetchOutcome::Part, 2)) > 0);
        for key in [first, second, bad.unwrap()] {
            world.peer.remove_cinema_key(key).unwrap();
        }
        until("none came", || world.emitted(came(cinema(1), FetchOutcome::Failed, 0)) > 0);
        assert_eq!(keys_of(&world, cinema(1)), 2, "{}", world.engine());
        world.peer.set_fault(PeerFault::EmptyObject).unwrap();
        let failed = world.emitted(came(cinema(1), FetchOutcome::Failed, 0));
        until("no reply", || world.emitted(came(cinema(1), FetchOutcome::Failed, 0)) > failed + 1);
        assert_eq!(keys_of(&world, cinema(1)), 2);
        world.peer.set_fault(PeerFault::None).unwrap();
        world.add_key(cinema(1), 1);
        until("a whole reply takes their place", || keys_of(&world, cinema(1)) == 1);
        drop(upstream);
    });
}

#[test]
fn a_terminal_gets_what_is_not_too_old_or_what_is_here() {
    over_each(|empty| {
        let world = World::new(empty);
        let upstream = world.start();
        world.add_key(cinema(1), 1);
        let keys = |age_s| {
            let keys = upstream.keys_older_than(cinema(1), Duration::from_secs(age_s));
            world.runtime.block_on(keys).unwrap().len()
        };
        assert_eq!(keys(300), 1, "none are here: they are asked for");
        world.add_key(cinema(1), 2);
        assert_eq!(keys(300), 1, "they are new enough");
        assert_eq!(world.served(Api::GetPublicKeys), 1);
        assert_eq!(keys(0), 2, "{}", world.engine());
        world.peer.pause();
        assert_eq!(keys(0), 2, "nobody is there");
        assert_eq!(keys(0), 2);
        assert_eq!(
            world.emitted(came(cinema(1), FetchOutcome::Failed, 0)),
            1,
            "and is not asked again so soon"
        );
    });
}

#[test]
fn a_record_without_a_key_has_them_fetched_once_and_goes_up_once_it_is_proved() {
    over_each(|empty| {
        let world = World::new(empty);
        let key = world.add_key(cinema(1), 1);
        let records = world.admitted(cinema(1), 0..3);
        world.peer.remove_cinema_key(key).unwrap();
        world.take(cinema(1), &records, false);
        let proved = world.add_key(cinema(2), 1);
        world.take(cinema(2), &world.admitted(cinema(2), 0..1), true);
        let upstream = world.start();
        until("what is proved is forwarded", || world.stand() == (1, 3));
        assert_eq!(world.there(cinema(1)).len(), 0);
        let unproved = "SELECT CAST(sum(unproved) AS BIGINT) FROM tallies";
        assert_eq!(world.number(unproved), 3);
        world.add_key(cinema(1), 1);
        assert!(world.runtime.block_on(upstream.keys_now(cinema(1))));
        assert!(!world.runtime.block_on(upstream.keys_now(cinema(1))), "once a minute");
        assert_eq!(world.served(Api::GetPublicKeys), 1);
        until("they are forwarded", || world.stand() == (4, 0));
        assert_eq!(world.number(unproved), 0, "{}", world.engine());
        assert_eq!(world.number("SELECT count(*) FROM proofs"), 3);
        assert!(world.with(|session| findings::list(session, true, None).unwrap()).is_empty());
        let _ = proved;
    });
}

#[test]
fn a_day_without_a_key_is_a_finding_and_so_is_a_contradiction() {
    over_each(|empty| {
        let world = World::new(empty);
        world.open_cinema(cinema(1));
        let records = world.admitted(cinema(1), 0..1);
        let dearer = CheckTicket { price: Fen(9900), ..records[0].clone() };
        let yesterday = Timestamp::now() - SignedDuration::from_hours(25);
        let of_nobody = world.admitted(cinema(1), 0..2);
        world.take_at(cinema(9), &of_nobody[..1], false, yesterday);
        world.take(cinema(9), &of_nobody[1..], false);
        world.take(cinema(1), &[dearer], false);
        let upstream = world.start();
        let open = || world.with(|session| findings::list(session, false, None).unwrap());
        until("both are told", || open().len() == 2);
        let found = open();
        assert!(found.iter().all(|finding| finding.kind == Kind::Unproved), "{}", world.engine());
        let of = |cinema: CinemaCode| {
            let own = found.iter().find(|finding| finding.cinema == cinema.as_str());
            own.map(|finding| (finding.records.len(), finding.detail.as_str()))
        };
        assert_eq!(of(cinema(9)), Some((1, "")));
        assert_eq!(of(cinema(1)), Some((1, "has another Price than its TicketInfoCode")));
        assert_eq!(world.stand(), (0, 3), "and none of them goes up");
        drop(upstream);
    });
}
