//! Faults on command, as the one client tells them.

use hallgate::channel::calls::{QueryCinemas, QueryHalls, QueryMovies, QueryShows};
use hallgate::channel::{CallName, CinemaPages, NextPage};
use hallgate::peer::channel::{CINEMA_ID, ChannelFaultOrder, ChannelMishap};
use hallgate::transport::ChannelFault;
use jiff::Timestamp;

use super::{House, house, submit};

fn ordered(house: &House, fault: &str) {
    house.answers(|manner| manner.fault = fault.parse().unwrap());
}

#[test]
fn faults_are_shown_until_another_is_ordered() {
    let house = house();
    let call = QueryHalls { cinema_id: CINEMA_ID };
    for (fault, name) in [
        ("html-page", "page"),
        ("empty-body", "empty"),
        ("redirect", "redirected"),
        ("http-status:503", "status"),
        ("signature", "refused"),
        ("system", "refused"),
        ("no-list", "incomplete"),
        ("half-body", "unreadable"),
        ("huge:50", "too_big"),
        ("cut-connection", "cut_off"),
        ("cut-body", "cut_off"),
    ] {
        ordered(&house, fault);
        let shown = house.call(&call).unwrap_err();
        assert_eq!(shown.name(), name, "{fault}: {shown}");
    }
    for fault in ["slow:0.01", "huge:1", "none"] {
        ordered(&house, fault);
        assert_eq!(house.call(&call).unwrap().halls.len(), 5, "{fault}");
    }
    ordered(&house, "empty-lists");
    assert!(house.call(&call).unwrap().halls.is_empty());
    assert_eq!(house.call(&QueryMovies {}).unwrap().total_count, Some(0));
}

#[test]
fn a_fault_may_be_one_calls_alone() {
    let house = house();
    let show = house.show();
    ordered(&house, "cut-connection@submitOrder");
    let id = house.lock(&show, &["1_1"]);
    let fault = house.call(&submit(&id, 1)).unwrap_err();
    assert!(matches!(fault, ChannelFault::Link(_)) && fault.is_unclear(), "{fault}");
    assert_eq!(house.state(&id), (30, 1), "it was carried out");
    let system =
        ChannelFaultOrder { mishap: ChannelMishap::System, call: Some(CallName::SubmitOrder) };
    house.answers(|manner| manner.fault = system);
    let id = house.lock(&show, &["2_1"]);
    assert_eq!((house.refused(&submit(&id, 1)), house.state(&id)), (100, (10, 0)), "it was not");
}

#[test]
fn pages_that_do_not_add_up_end_in_doubt() {
    let house = house();
    for (fault, asked) in [("none", 2), ("total-off", 3), ("page-repeated", 2)] {
        ordered(&house, fault);
        let mut pages = CinemaPages::default();
        let (mut page, mut count) = (1, 0);
        let whole = loop {
            let reply = house.call(&QueryCinemas { page_index: Some(page) }).unwrap();
            count += 1;
            match pages.take(&reply) {
                NextPage::Ask(next) => page = next.into(),
                NextPage::End { whole } => break whole,
            }
        };
        assert_eq!((whole, count), (fault == "none", asked), "{fault}");
    }
    ordered(&house, "total-off");
    assert!(!house.call(&QueryShows { cinema_id: CINEMA_ID }).unwrap().is_whole());
}

#[test]
fn its_clock_may_be_off() {
    let house = house();
    let off = |fault: &str| {
        ordered(&house, fault);
        let date = house.client.call(&QueryMovies {}, None).date.unwrap();
        date.duration_since(Timestamp::now()).as_secs()
    };
    assert!((-60..=60).contains(&off("none")));
    assert!((-460..=-340).contains(&off("clock-off:-400")));
}

#[test]
fn paused_it_refuses_and_resumed_it_is_the_same() {
    let house = house();
    let show = house.show();
    let id = house.lock(&show, &["1_1"]);
    house.channel.pause();
    assert!(house.call(&QueryMovies {}).is_err());
    house.channel.resume().unwrap();
    assert_eq!(house.state(&id), (10, 0));
    assert_eq!(house.show(), show);
}
