//! What is on in a hall.

use super::*;

#[test]
fn a_hall_has_a_present_and_a_next_show() {
    let store = &listed().store;
    let (a, b) = (show("a", at(1, 19, 0)), show("b", at(1, 22, 0)));
    let tomorrow = show("c", at(2, 10, 0));
    let called_off = show("x", at(1, 21, 45));
    take(store, shows(&[a.clone(), b.clone(), called_off, tomorrow.clone()]), at(1, 18, 0));
    take(store, shows(&[a, b.clone(), tomorrow.clone()]), at(1, 18, 30));
    let programme = |now: DateTime| {
        let found = store.programme(screen(SCREEN), china_timestamp(now), 120).unwrap();
        let time =
            |show: ProgrammeShow| format!("{} {}", show.start.strftime("%H:%M"), show.film_name);
        (found.present.map(time), found.next.map(time))
    };
    let (first, second) = (Some("19:00 哪吒".to_owned()), Some("22:00 哪吒".to_owned()));
    assert_eq!(programme(at(1, 18, 59)), (None, first.clone()));
    assert_eq!(programme(at(1, 19, 0)), (first.clone(), second.clone()));
    // Gone from the reply as it is sold no more, and on all the same.
    take(store, shows(&[b, tomorrow]), at(1, 19, 5));
    assert_eq!(programme(at(1, 21, 23)), (first, second.clone()));
    assert_eq!(programme(at(1, 21, 50)), (None, second.clone()));
    assert_eq!(programme(at(1, 22, 10)), (second, None), "tomorrow's is no matter of tonight");
    let other = store.programme(screen("0000000000000009"), china_timestamp(at(1, 19, 0)), 120);
    assert_eq!(other.unwrap(), Programme::default());
}

#[test]
fn a_show_whose_film_has_no_name_is_shown_by_its_time_and_no_other_in_its_place() {
    let store = &listed().store;
    let unknown = |id, start| CatalogueShow { movie: Some(404), ..show(id, start) };
    let (named, evening) = (show("a", at(1, 19, 0)), unknown("b", at(1, 20, 0)));
    let filmless = CatalogueShow { movie: None, ..show("c", at(1, 22, 0)) };
    take(store, shows(&[named, evening, filmless, show("d", at(1, 23, 0))]), at(1, 18, 0));
    let on = |now: DateTime| {
        let Programme { present, next } =
            store.programme(screen(SCREEN), china_timestamp(now), 120).unwrap();
        [present, next].map(|show| show.map(|show| (show.start, show.film_name)))
    };
    let nameless = |start| Some((start, String::new()));
    let by_name = |start| Some((start, "哪吒".to_owned()));
    assert_eq!(on(at(1, 19, 30)), [by_name(at(1, 19, 0)), nameless(at(1, 20, 0))]);
    assert_eq!(on(at(1, 20, 30)), [nameless(at(1, 20, 0)), nameless(at(1, 22, 0))]);
    assert_eq!(on(at(1, 22, 30)), [nameless(at(1, 22, 0)), by_name(at(1, 23, 0))]);
}
