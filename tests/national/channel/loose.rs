//! Each looseness of the document's examples, and all at once, tells the same as a tidy reply.

use std::fmt::Debug;

use hallgate::channel::ChannelCall;
use hallgate::channel::calls::{
    QueryCinema, QueryCinemas, QueryHalls, QueryLocations, QueryMovie, QueryMovies, QueryOrder,
    QueryShowSeats, QueryShows,
};
use hallgate::peer::channel::{CINEMA_ID, Looseness, Sloppiness};

use super::{House, house, submit};

/// A reply, tidy and in every looseness.
fn same<C: ChannelCall<Reply: Debug + PartialEq>>(house: &House, call: &C) {
    house.answers(|manner| manner.sloppy = Sloppiness::default());
    let tidy = house.client.call(call, None).outcome.unwrap();
    let each = Looseness::TABLE.iter().map(|(_, one)| Sloppiness::of(*one));
    // What is written in turns is tried in all of them.
    for sloppy in each.chain([Sloppiness::all(); 6]) {
        house.answers(|manner| manner.sloppy = sloppy);
        let read = house.client.call(call, None).outcome;
        assert_eq!(read.as_ref(), Ok(&tidy), "{sloppy}");
    }
}

#[test]
fn loose_replies_tell_what_tidy_ones_do() {
    let house = house();
    let show = house.show();
    same(&house, &QueryLocations {});
    same(&house, &QueryCinemas { page_index: Some(2) });
    same(&house, &QueryCinema { cinema_id: CINEMA_ID });
    same(&house, &QueryMovies {});
    same(&house, &QueryMovie { movie_id: 213 });
    same(&house, &QueryHalls { cinema_id: CINEMA_ID });
    same(&house, &QueryShows { cinema_id: CINEMA_ID });
    same(&house, &QueryShowSeats { showtime_id: show.showtime_id.clone(), status: None });
    house.answers(|manner| manner.sloppy = Sloppiness::default());
    let id = house.lock(&show, &["1_1", "2_1"]);
    same(&house, &QueryOrder { order_external_id: id.clone() });
    house.answers(|manner| manner.sloppy = Sloppiness::default());
    house.call(&submit(&id, 2)).unwrap();
    same(&house, &QueryOrder { order_external_id: id });
}

#[test]
fn an_order_goes_through_over_loose_replies() {
    let house = house();
    let show = house.show();
    let each = Looseness::TABLE.iter().map(|(_, one)| Sloppiness::of(*one));
    for (at, sloppy) in each.chain([Sloppiness::all(); 3]).enumerate() {
        house.answers(|manner| manner.sloppy = sloppy);
        let x = if at < 8 { at + 1 } else { at + 2 };
        let id = house.lock(&show, &[&format!("{x}_4")]);
        house.call(&submit(&id, 1)).unwrap();
        assert_eq!(house.state(&id), (30, 1), "{sloppy}");
    }
}
