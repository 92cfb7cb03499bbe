//! What a channel that lies may cost: so many rows, and so much work for a look-up.

use jiff::civil::DateTime;

use super::catalogue::{at, enabled, film, listed, name, names, show, shows, take};
use super::*;

/// As many shows as `numbers`, on at one time in one hall.
fn many(numbers: std::ops::Range<usize>, start: DateTime) -> Vec<CatalogueShow> {
    numbers.map(|number| show(&format!("{number:06}"), start)).collect()
}

fn all_shows(store: &Store) -> (i64, i64) {
    let sql = "SELECT count(*), coalesce(sum(enabled), 0) FROM shows";
    store.db.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

#[test]
fn the_table_of_shows_is_bounded_and_those_that_are_gone_longest_go_first() {
    let store = &listed().store;
    let now = at(1, 18, 10);
    let half = MOST_ITEMS / 2;
    let start = at(1, 20, 0);
    // Replies that are not whole add up no further than that.
    for part in 0..3 {
        let items = many(part * half..(part + 1) * half, start);
        let torn = CatalogueReply { whole: false, ..shows(&items) };
        assert_eq!(take(store, torn, now), CatalogueOutcome::Doubted);
    }
    let most = i64::try_from(MOST_ITEMS).unwrap();
    assert_eq!(all_shows(store), (most, most));
    // A reply of more than there may be is not whole.
    let flood = many(0..MOST_ITEMS + 1, start);
    assert_eq!(take(store, shows(&flood), now), CatalogueOutcome::Doubted);
    assert_eq!(all_shows(store), (most, most));
    // A whole one gets its place, and what it left out keeps what place there is.
    let true_ones = many(500_000..500_002, at(1, 21, 0));
    assert_eq!(take(store, shows(&true_ones), now), CatalogueOutcome::Updated);
    assert_eq!(all_shows(store), (most, 2));
    let later = many(600_000..600_000 + half, start);
    assert_eq!(take(store, shows(&later), at(1, 18, 20)), CatalogueOutcome::Updated);
    assert_eq!(all_shows(store), (most, most / 2));
    let still = enabled(store).into_iter().filter(|(id, _)| id.starts_with("50000")).count();
    assert_eq!(still, 2, "those that were gone before went first");
}

#[test]
fn the_names_of_a_part_are_bounded() {
    let store = &listed().store;
    let films = |from: i64| {
        let films: Vec<_> = (from..from + 15_000).map(|id| name(id, "哪吒")).collect();
        CatalogueReply { whole: false, ..names(CataloguePart::Movies, &films) }
    };
    assert_eq!(take(store, films(100), at(1, 18, 0)), CatalogueOutcome::Doubted);
    assert_eq!(take(store, films(50_000), at(1, 18, 0)), CatalogueOutcome::Doubted);
    let count = |part| store.catalogue_count(part).unwrap();
    assert_eq!(count(CataloguePart::Movies), 20_000);
    assert_eq!(count(CataloguePart::Halls), 1, "another part has its own bound");
    let whole = names(CataloguePart::Movies, &[film(7, "哪吒", 144), film(900_000, "姜子牙", 110)]);
    assert_eq!(take(store, whole, at(1, 18, 10)), CatalogueOutcome::Updated);
    let sql = "SELECT count(*) FROM catalogue_names WHERE part = 'movies'";
    let kept: i64 = store.db.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!((kept, count(CataloguePart::Movies)), (20_000, 2));
}

#[test]
fn a_show_of_years_ahead_is_passed_over_and_its_reply_doubted() {
    let store = &listed().store;
    let far = datetime(9998, 1, 1, 12, 0, 0, 0);
    let reply = shows(&[show("b", at(1, 21, 0)), show("c", far)]);
    assert_eq!(take(store, reply, at(1, 18, 0)), CatalogueOutcome::Doubted);
    assert_eq!(enabled(store), [("a".into(), true), ("b".into(), true)]);
    assert_eq!(all_shows(store), (2, 2));
    // Nor is one that is here moved there.
    let moved = shows(&[show("a", far), show("b", at(1, 21, 0))]);
    assert_eq!(take(store, moved, at(1, 18, 0)), CatalogueOutcome::Doubted);
    assert_eq!(enabled(store), [("a".into(), true), ("b".into(), true)]);
    let within = show("d", datetime(2027, 5, 1, 12, 0, 0, 0));
    let soon = shows(&[show("a", at(1, 19, 0)), show("b", at(1, 21, 0)), within]);
    assert_eq!(take(store, soon, at(1, 18, 0)), CatalogueOutcome::Updated);
    assert_eq!(all_shows(store), (3, 3));
}

/// A fixed number of them is sorted, whatever number is on at one time.
#[test]
fn no_lookup_of_a_show_sorts_all_that_are_on_at_its_time() {
    let store = &listed().store;
    let film = crate::terminal::store::catalogue::film_of("?1", "?2");
    let mut get = store.db.prepare(&format!("EXPLAIN QUERY PLAN SELECT {film}")).unwrap();
    let steps = get.query_map(["", ""], |row| row.get::<_, String>(3)).unwrap();
    let plan: Vec<String> = steps.collect::<Result<_, _>>().unwrap();
    let by_index = "SEARCH shows USING INDEX shows_by_hall (hall_id=? AND start=?)";
    assert!(plan.iter().any(|step| step == by_index), "{plan:#?}");
    assert!(plan.iter().any(|step| step.starts_with("CO-ROUTINE")), "{plan:#?}");
}
