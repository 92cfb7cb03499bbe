//! The catalogue: the cleaning rule, what is believed, what names and lengthens, what goes and when.

mod programme;

use jiff::civil::DateTime;

use super::*;
use crate::clock::china_timestamp;

fn screen(code: &str) -> crate::ticket::ScreenCode {
    code.parse().unwrap()
}

const SCREEN: &str = "0000000000000003";

pub(super) fn name(id: i64, name: &str) -> CatalogueName {
    CatalogueName { id, name: name.into(), minutes: None, seats: None, enabled: true }
}

pub(super) fn film(id: i64, title: &str, minutes: i64) -> CatalogueName {
    CatalogueName { minutes: Some(minutes), ..name(id, title) }
}

pub(super) fn show(id: &str, start: DateTime) -> CatalogueShow {
    CatalogueShow {
        id: id.into(),
        hall: Some(31),
        movie: Some(7),
        start,
        minutes: None,
        enabled: true,
    }
}

pub(super) fn at(day: i8, hour: i8, minute: i8) -> DateTime {
    datetime(2026, 5, day, hour, minute, 0, 0)
}

pub(super) fn names(part: CataloguePart, names: &[CatalogueName]) -> CatalogueReply {
    CatalogueReply { part, items: CatalogueItems::Names(names.to_vec()), whole: true }
}

pub(super) fn shows(shows: &[CatalogueShow]) -> CatalogueReply {
    let items = CatalogueItems::Shows(shows.to_vec());
    CatalogueReply { part: CataloguePart::Shows, items, whole: true }
}

pub(super) fn take(store: &Store, reply: CatalogueReply, now: DateTime) -> CatalogueOutcome {
    let change = store.catalogue_difference(reply, china_timestamp(now)).unwrap();
    store.take_catalogue(&change).unwrap();
    change.outcome()
}

/// A site whose hall shows film 7 at 19:00.
pub(super) fn listed() -> Site {
    let site = Site::with(1);
    site.store.set_screens(&[(screen(SCREEN), Some(31), Some("三厅"))]).unwrap();
    let now = at(1, 18, 0);
    take(&site.store, names(CataloguePart::Movies, &[film(7, "哪吒", 144)]), now);
    take(&site.store, names(CataloguePart::Halls, &[name(31, "3号激光厅")]), now);
    take(&site.store, shows(&[show("a", at(1, 19, 0))]), now);
    site
}

fn known(store: &Store, start: DateTime) -> Option<Show> {
    let of = ticket(1);
    store.recall(of.film_ticket_code, of.screen_code, start).unwrap().show
}

pub(super) fn enabled(store: &Store) -> Vec<(String, bool)> {
    let shows = store.catalogue_shows(DAY).unwrap().into_iter();
    shows.map(|show| (show.show_id, show.enabled)).collect()
}

#[test]
fn what_is_new_comes_what_is_gone_is_disabled_and_what_is_changed_is_the_replys() {
    let store = &listed().store;
    let (a, b) = (show("a", at(1, 19, 0)), show("b", at(1, 21, 0)));
    assert_eq!(
        take(store, shows(std::slice::from_ref(&a)), at(1, 18, 5)),
        CatalogueOutcome::Unchanged
    );
    assert_eq!(
        take(store, shows(&[a.clone(), b.clone()]), at(1, 18, 10)),
        CatalogueOutcome::Updated
    );
    let moved = CatalogueShow { start: at(1, 21, 30), minutes: Some(90), ..b };
    assert_eq!(take(store, shows(&[moved]), at(1, 18, 20)), CatalogueOutcome::Updated);
    assert_eq!(enabled(store), [("a".into(), false), ("b".into(), true)]);
    assert_eq!(known(store, at(1, 21, 0)), None);
    let moved = Some(Show { film_name: "哪吒".into(), minutes: Some(90) });
    assert_eq!(known(store, at(1, 21, 30)), moved);
    // It names and lengthens all the same, by the film's length.
    let disabled = Some(Show { film_name: "哪吒".into(), minutes: Some(144) });
    assert_eq!(known(store, at(1, 19, 0)), disabled);
    assert_eq!(take(store, shows(&[a]), at(1, 18, 30)), CatalogueOutcome::Updated);
    assert_eq!(enabled(store), [("a".into(), true), ("b".into(), false)]);
}

#[test]
fn a_reply_that_is_not_whole_disables_nothing() {
    let store = &listed().store;
    let torn = CatalogueReply { whole: false, ..shows(&[show("b", at(1, 21, 0))]) };
    let before = store.part_figures(CataloguePart::Shows).unwrap();
    assert_eq!(take(store, torn, at(1, 18, 30)), CatalogueOutcome::Doubted);
    assert_eq!(enabled(store), [("a".into(), true), ("b".into(), true)]);
    let after = store.part_figures(CataloguePart::Shows).unwrap();
    assert_eq!((after.whole_at, after.count), (before.whole_at, 2), "the age is a whole one's");
}

#[test]
fn an_empty_list_is_believed_the_second_time_also_after_a_restart() {
    let site = listed();
    let at_half_past = at(1, 18, 30);
    assert_eq!(take(&site.store, shows(&[]), at_half_past), CatalogueOutcome::Doubted);
    let figures = site.store.part_figures(CataloguePart::Shows).unwrap();
    assert_eq!(figures.whole_at, Some(china_timestamp(at_half_past)), "it was whole");
    // One with something in it begins anew.
    let back = shows(&[show("a", at(1, 19, 0))]);
    assert_eq!(take(&site.store, back, at_half_past), CatalogueOutcome::Unchanged);
    assert_eq!(take(&site.store, shows(&[]), at_half_past), CatalogueOutcome::Doubted);
    let (_folder, path) = site.close();
    let store = Store::open(&path, &key()).unwrap();
    let torn = CatalogueReply { whole: false, ..shows(&[]) };
    assert_eq!(take(&store, torn, at_half_past), CatalogueOutcome::Doubted);
    assert_eq!(enabled(&store), [("a".into(), true)]);
    assert_eq!(take(&store, shows(&[]), at_half_past), CatalogueOutcome::Updated);
    assert_eq!(enabled(&store), [("a".into(), false)]);
    assert_eq!(take(&store, shows(&[]), at_half_past), CatalogueOutcome::Unchanged);
}

#[test]
fn a_length_that_no_film_has_is_unknown() {
    let store = &listed().store;
    let length = |show: i64, film_length: i64| {
        let one =
            CatalogueShow { minutes: Some(show), ..super::catalogue::show("a", at(1, 19, 0)) };
        take(store, names(CataloguePart::Movies, &[film(7, "哪吒", film_length)]), at(1, 18, 0));
        take(store, shows(&[one]), at(1, 18, 0));
        known(store, at(1, 19, 0)).unwrap().minutes
    };
    assert_eq!(length(90, 144), Some(90));
    assert_eq!(length(600, 144), Some(600));
    assert_eq!(length(601, 144), Some(144));
    assert_eq!(length(0, 1), Some(1));
    assert_eq!(length(-1, 601), None);
    assert_eq!(length(i64::MIN, i64::MAX), None);
}

#[test]
fn of_two_shows_at_one_time_the_one_that_is_sold_counts() {
    let store = &listed().store;
    take(
        store,
        names(CataloguePart::Movies, &[film(7, "哪吒", 144), film(8, "姜子牙", 110)]),
        at(1, 18, 0),
    );
    let other = CatalogueShow { movie: Some(8), ..show("0", at(1, 19, 0)) };
    take(store, shows(&[other]), at(1, 18, 0));
    assert_eq!(known(store, at(1, 19, 0)).unwrap().film_name, "姜子牙");
    // A film and a hall that nobody has told of.
    let nameless = CatalogueShow { movie: Some(9), ..show("c", at(1, 20, 0)) };
    let homeless = CatalogueShow { hall: None, ..show("d", at(1, 20, 0)) };
    take(store, shows(&[nameless, homeless]), at(1, 18, 0));
    let unnamed = Show { film_name: String::new(), minutes: None };
    assert_eq!(known(store, at(1, 20, 0)), Some(unnamed));
}

#[test]
fn a_hall_is_called_as_the_platform_did_else_as_the_catalogue_does() {
    let mut site = listed();
    let hall = |store: &Store| {
        let of = ticket(2);
        store.recall(of.film_ticket_code, of.screen_code, of.show_time).unwrap().hall_name
    };
    assert_eq!(hall(&site.store).as_deref(), Some("3号激光厅"));
    site.store.put_facts(&[facts(1)]).unwrap();
    assert_eq!(hall(&site.store).as_deref(), Some("3号厅"));
    let unnamed = Facts { screen_name: String::new(), ..facts(1) };
    site.store.put_facts(&[unnamed]).unwrap();
    assert_eq!(hall(&site.store).as_deref(), Some("3号厅"), "silence takes nothing back");
}

#[test]
fn reports_take_the_platforms_names_else_the_catalogues_also_of_past_shows() {
    let mut site = listed();
    let told = |store: &Store| {
        let line = store.admitted(DAY, DAY).unwrap().remove(0);
        let record = store.find_records(&RecordFilter::of_day(DAY)).unwrap().remove(0);
        assert_eq!((&line.film_name, &line.screen_name), (&record.film_name, &record.screen_name));
        (line.film_name.unwrap_or_default(), line.screen_name.unwrap_or_default())
    };
    assert_eq!(told(&site.store), ("哪吒".into(), "三厅".into()));
    assert!(site.store.pending_after(0, 9).unwrap()[0].facts.is_none(), "never uploaded");
    let later = china_timestamp(at(3, 12, 0));
    assert_eq!(site.store.prune_shows(later, 100).unwrap(), 1);
    assert_eq!(told(&site.store), ("哪吒".into(), "三厅".into()));
    site.store.put_facts(&[facts(1)]).unwrap();
    assert_eq!(told(&site.store), ("流浪地球".into(), "3号厅".into()));
    // Where the catalogue knows no hall: the configuration's.
    let site = Site::with(1);
    site.store.set_screens(&[(screen(SCREEN), None, Some("三厅"))]).unwrap();
    assert_eq!(told(&site.store), (String::new(), "三厅".into()));
}

/// As at the door: the configuration's name, what the platform told of an earlier ticket, the catalogue's.
#[test]
fn reports_call_a_hall_as_the_door_does() {
    let site = listed();
    let told = |store: &Store| {
        let line = store.admitted(DAY, DAY).unwrap().remove(0);
        let record = store.find_records(&RecordFilter::of_day(DAY)).unwrap().remove(0);
        assert_eq!(line.screen_name, record.screen_name);
        line.screen_name.unwrap_or_default()
    };
    assert_eq!(told(&site.store), "三厅");
    site.store.set_screens(&[(screen(SCREEN), Some(31), None)]).unwrap();
    assert_eq!(told(&site.store), "3号激光厅");
    let learn = "INSERT INTO hall_names VALUES (?1, '3号巨幕厅')";
    site.store.db.execute(learn, [SCREEN]).unwrap();
    assert_eq!(told(&site.store), "3号巨幕厅", "of an earlier ticket");
    site.store.set_screens(&[]).unwrap();
    assert_eq!(told(&site.store), "3号巨幕厅", "whatever is mapped");
    site.store.set_screens(&[(screen(SCREEN), None, Some("三厅"))]).unwrap();
    assert_eq!(told(&site.store), "三厅");
}

#[test]
fn a_show_stays_until_its_day_is_over_and_five_hours_have_passed() {
    let store = &listed().store;
    let late = [show("a", at(1, 19, 0)), show("b", at(2, 2, 0)), show("c", at(2, 6, 0))];
    assert_eq!(take(store, shows(&late), at(1, 18, 0)), CatalogueOutcome::Updated);
    let left = |now: DateTime| {
        while store.prune_shows(china_timestamp(now), 1).unwrap() > 0 {}
        let days = [DAY, DAY.tomorrow().unwrap()];
        let shows = days.map(|day| store.catalogue_shows(day).unwrap());
        shows.concat().into_iter().map(|show| show.show_id).collect::<String>()
    };
    assert_eq!(left(at(2, 5, 59)), "abc");
    assert_eq!(left(at(2, 6, 1)), "bc");
    assert_eq!(left(at(2, 7, 0)), "bc");
    assert_eq!(left(at(2, 7, 1)), "c");
    // What is over is not taken in again; what has begun is.
    let again = shows(&[show("a", at(1, 19, 0)), show("c", at(2, 6, 0)), show("d", at(2, 6, 30))]);
    assert_eq!(take(store, again.clone(), at(2, 7, 30)), CatalogueOutcome::Updated);
    assert_eq!(left(at(2, 7, 30)), "cd");
    assert_eq!(take(store, again, at(2, 7, 30)), CatalogueOutcome::Unchanged);
}

#[test]
fn faults_are_kept_until_a_whole_reply_comes() {
    let store = &listed().store;
    let part = CataloguePart::Movies;
    store.note_catalogue_error(part, "why", china_timestamp(at(1, 18, 30))).unwrap();
    let figures = store.part_figures(part).unwrap();
    assert_eq!(figures.error, Some((china_timestamp(at(1, 18, 30)), "why".into())));
    assert_eq!((figures.whole_at, figures.count), (Some(china_timestamp(at(1, 18, 0))), 1));
    take(store, names(part, &[film(7, "哪吒", 144)]), at(1, 18, 40));
    assert_eq!(store.part_figures(part).unwrap().error, None);
    let untried = store.part_figures(CataloguePart::Cinemas).unwrap();
    assert_eq!((untried.whole_at, untried.count, untried.error), (None, 0, None));
}

#[test]
fn an_administrator_takes_a_reply_beside_the_terminal() {
    let site = listed();
    let mut admin = AdminStore::open(&site.path(), &key()).unwrap();
    let reply = names(CataloguePart::Cinemas, &[name(5809, "兴亚国际影城")]);
    let change = admin.catalogue_difference(reply, china_timestamp(at(1, 18, 0))).unwrap();
    admin.change::<_, StoreError>(|db| db.take_catalogue(&change)).unwrap();
    assert_eq!(site.store.catalogue_cinemas().unwrap()[0].cinema_name, "兴亚国际影城");
}
