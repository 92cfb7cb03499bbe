//! What is told of places, films, shows and seats.

use std::collections::BTreeMap;

use hallgate::channel::calls::{
    QueryCinema, QueryCinemas, QueryHalls, QueryLocations, QueryMovie, QueryMovies, QueryShowSeats,
    QueryShows,
};
use hallgate::channel::{CinemaPages, NextPage};
use hallgate::peer::PlannedShow;
use hallgate::peer::channel::{CINEMA_ID, HALLS};
use jiff::ToSpan;

use super::house;

#[test]
fn places_and_films_are_told() {
    let house = house();
    let locations = house.call(&QueryLocations {}).unwrap().locations;
    let county = locations.iter().find(|location| location.name_cn == "天河区").unwrap();
    let city = locations.iter().find(|it| Some(it.location_id) == county.parent_id).unwrap();
    assert_eq!(
        (city.name_cn.as_str(), city.is_hot, city.latitude.as_str()),
        ("广州市", Some(true), "23.13")
    );

    let mut pages = CinemaPages::default();
    let mut cinemas = Vec::new();
    let mut page_index = None;
    let end = loop {
        let page = house.call(&QueryCinemas { page_index }).unwrap();
        let next = pages.take(&page);
        cinemas.extend(page.cinemas);
        match next {
            NextPage::Ask(page) => page_index = Some(page.into()),
            end => break end,
        }
    };
    assert_eq!((end, cinemas.len()), (NextPage::End { whole: true }, 131));
    let own = house.call(&QueryCinema { cinema_id: CINEMA_ID }).unwrap().cinema;
    assert_eq!((own.cinema_name.as_str(), own.county), ("试机影院", Some(county.location_id)));
    assert!(cinemas.contains(&own));

    let movies = house.call(&QueryMovies {}).unwrap();
    assert_eq!((movies.total_count, movies.movies.len()), (Some(3), 3));
    let long = house.call(&QueryMovie { movie_id: 214 }).unwrap().movie;
    assert_eq!((long.movie_name_cn.as_str(), long.film_length), ("漫长的一夜", Some(195)));
    assert_eq!(long.release_time.unwrap().to_string(), "2026-01-01T00:00:00");
    assert!(movies.movies.contains(&long));

    let halls = house.call(&QueryHalls { cinema_id: CINEMA_ID }).unwrap().halls;
    let told: Vec<_> = halls.iter().map(|it| (it.hall_id, it.hall_name.as_str())).collect();
    assert_eq!(told, HALLS.map(|(_, id, name)| (id, name)));
    assert!(halls.iter().all(|hall| hall.seat_count == Some(128)));
    let other = house.call(&QueryHalls { cinema_id: CINEMA_ID + 1 }).unwrap();
    assert!(other.halls.is_empty());
    assert_eq!(house.refused(&QueryHalls { cinema_id: 1 }), 200);
    assert_eq!(house.refused(&QueryMovie { movie_id: 1 }), 200);
    assert!(house.channel.served().iter().all(|served| !served.is_post));
}

#[test]
fn shows_come_change_and_go() {
    let house = house();
    let all = || house.call(&QueryShows { cinema_id: CINEMA_ID }).unwrap();
    let before = all();
    assert!(before.is_whole());
    let show = house.show();
    assert_eq!(
        (show.price.unwrap().to_string(), show.hall_name.as_str()),
        ("38".to_owned(), "3号厅")
    );
    let start = show.show_time.saturating_add(1.hour());
    let plan = PlannedShow {
        movie_id: 213,
        hall_id: HALLS[4].1,
        start,
        sale_end: start,
        price: hallgate::ticket::Fen(5000),
        service: hallgate::ticket::Fen(0),
        minutes: None,
    };
    let id = house.channel.with_ledger(|ledger| ledger.put_show_on(&plan)).unwrap();
    let found = |id: i64| all().shows.into_iter().find(|show| show.showtime_id == id.to_string());
    let fresh = found(id).unwrap();
    assert_eq!((fresh.show_time, fresh.hall_name.as_str()), (start, "5号厅 IMAX"));
    assert_eq!(fresh.film_length, Some(109), "the film's own");

    let later =
        PlannedShow { start: start.saturating_add(5.minutes()), movie_id: 214, ..plan.clone() };
    house.channel.with_ledger(|ledger| ledger.change_show(id, &later)).unwrap();
    let changed = found(id).unwrap();
    assert_eq!((changed.show_time, changed.movie_id), (later.start, Some(214)));

    house.channel.with_ledger(|ledger| ledger.take_show_off(id)).unwrap();
    assert_eq!(found(id), None);
    assert_eq!(all(), before);
    // A show whose sale has ended is in no reply either.
    let over = PlannedShow { sale_end: start.saturating_sub(2.days()), ..plan.clone() };
    let over = house.channel.with_ledger(|ledger| ledger.put_show_on(&over)).unwrap();
    assert_eq!(found(over), None);
    for nowhere in [PlannedShow { hall_id: 1, ..plan.clone() }, PlannedShow { movie_id: 1, ..plan }]
    {
        assert!(house.channel.with_ledger(|ledger| ledger.put_show_on(&nowhere)).is_err());
    }
    assert!(house.channel.with_ledger(|ledger| ledger.take_show_off(9999)).is_err());
}

#[test]
fn a_halls_plan_has_rows_an_aisle_and_couples() {
    let house = house();
    let show = house.show();
    let seats = house.seats(&show);
    assert_eq!(seats.len(), 8 * 17);
    assert_eq!(seats.iter().filter(|seat| seat.status == "2").count(), 8, "the aisle");
    let mut couples: BTreeMap<&str, Vec<Option<i64>>> = BTreeMap::new();
    for seat in seats.iter().filter(|seat| !seat.love_code.is_empty()) {
        couples.entry(&seat.love_code).or_default().push(seat.kind);
    }
    assert_eq!(couples.len(), 8);
    assert!(couples.values().all(|halves| *halves == [Some(2), Some(3)]));
    house.lock(&show, &["3_2"]);
    let of = |status: &str| {
        let status = Some(status.to_owned());
        let query = QueryShowSeats { showtime_id: show.showtime_id.clone(), status };
        house.call(&query).unwrap().seats
    };
    assert_eq!((of("0").len(), of("1").len()), (1, 127));
    assert_eq!(of("0")[0].seat_id, "3_2");
    let gone = QueryShowSeats { showtime_id: "9999".to_owned(), status: None };
    assert_eq!(house.refused(&gone), 201);
}
