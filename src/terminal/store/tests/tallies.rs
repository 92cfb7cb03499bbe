//! What is tallied as it comes is what a count of the rows gives, whatever happens to them.

use rusqlite::Connection;

use super::*;
use crate::terminal::store::audit;
use crate::wire::calls::TicketType;

/// The tallies, and the same counted from the rows; names aside.
fn kept_and_counted(db: &Connection) -> [Vec<String>; 2] {
    let kept = "SELECT business_day, quarter, screen_code, session_code, show_time, admitted,
        reopened, price_fen, service_fen FROM tallies ORDER BY 1, 2, 3, 4, 5";
    let counted = "SELECT business_day, check_at / 900000, screen_code, session_code, show_time,
        count(*), sum(reopened), sum(price_fen), sum(service_fen) FROM records
        GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5";
    [kept, counted].map(|sql| {
        let mut get = db.prepare(sql).unwrap();
        let rows = get.query_map([], |row| {
            let cells = (0..9).map(|at| format!("{:?}", row.get_ref(at).unwrap()));
            Ok(cells.collect::<Vec<_>>().join(" "))
        });
        rows.unwrap().map(Result::unwrap).collect()
    })
}

fn assert_tallied(db: &Connection, lines: usize) {
    let [kept, counted] = kept_and_counted(db);
    assert_eq!(kept, counted);
    assert_eq!(kept.len(), lines);
    let outside = "SELECT count(*) FROM records r JOIN tallies t USING (business_day, screen_code,
        session_code, show_time) WHERE quarter = check_at / 900000
        AND seq NOT BETWEEN first_seq AND last_seq";
    let outside: i64 = db.query_row(outside, [], |row| row.get(0)).unwrap();
    assert_eq!(outside, 0, "every record lies between its tally's numbers");
}

fn named(number: u32, film_name: &str, screen_name: &str) -> Facts {
    Facts {
        film_ticket_code: ticket(number).film_ticket_code,
        screen_name: screen_name.into(),
        film_name: film_name.into(),
        ticket_type: TicketType::Counter,
        row: 1,
        column: number,
        checked: false,
        refunded: false,
        refund_time: String::new(),
        fetched_at: moment(0),
    }
}

/// Three sessions over two days and several quarters.
fn several(number: u32) -> Admission {
    let mut admission = admission(number, if number < 20 { DAY } else { DAY.tomorrow().unwrap() });
    admission.at = moment(i64::from(number) * 130);
    admission.ticket.show_time = datetime(2026, 5, 1, 10 + number as i8 % 3, 0, 0, 0);
    admission.ticket.price = Fen(1000 + number);
    admission
}

#[test]
fn every_change_of_the_records_is_tallied() {
    let mut site = Site::with(0);
    for number in 1..=30 {
        site.store.admit(&several(number)).unwrap();
    }
    assert_tallied(&site.store.db, 16);
    assert!(site.store.admit(&several(3)).is_err());
    for seq in [2, 2, 9, 30] {
        site.store.note_reopening(Seq(seq)).unwrap();
    }
    site.store.note_passage(Seq(2), moment(9)).unwrap();
    assert_tallied(&site.store.db, 16);
    let reopened: i64 =
        site.store.db.query_row("SELECT sum(reopened) FROM tallies", [], |row| row.get(0)).unwrap();
    assert_eq!(reopened, 4);
    site.store.note_accepted(Seq(1), Seq(30), 30, moment(9)).unwrap();
    site.store.set_aside(Seq(4), moment(9)).unwrap();
    site.prune(DAY.tomorrow().unwrap(), 5);
    assert_tallied(&site.store.db, 14);
    while site.prune(DAY.tomorrow().unwrap(), 5) > 0 {}
    assert_tallied(&site.store.db, 8);
}

#[test]
fn a_session_has_the_name_that_the_platform_told_last() {
    let mut site = Site::with(0);
    let film = |site: &Site| {
        let line = site.store.admitted(DAY, DAY).unwrap().remove(0);
        (line.film_name, line.screen_name)
    };
    let names = |film: &str, screen: &str| (Some(film.to_owned()), Some(screen.to_owned()));
    site.store.put_facts(&[named(1, "早知道", "")]).unwrap();
    site.admit(1, DAY);
    assert_eq!(film(&site), (Some("早知道".to_owned()), None), "known before it was admitted");
    site.admit(2, DAY);
    site.store.put_facts(&[named(2, "", "3号厅"), named(9, "别的", "9号厅")]).unwrap();
    assert_eq!(film(&site), names("早知道", "3号厅"), "told later, and of tickets never shown");
    site.store.put_facts(&[named(2, "流浪地球", "3号厅")]).unwrap();
    assert_eq!(film(&site), names("流浪地球", "3号厅"), "told anew");
    site.admit(3, DAY);
    assert_eq!(film(&site), names("流浪地球", "3号厅"), "a ticket without a name takes none away");
}

#[test]
fn records_of_an_older_program_are_tallied_when_the_database_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hallgate.db");
    let older = Connection::open(&path).unwrap();
    key().open(&older).unwrap();
    older.execute_batch(include_str!("../schema/001.sql")).unwrap();
    older.execute_batch(include_str!("../schema/002.sql")).unwrap();
    audit::begin(&older, &key().chain()).unwrap();
    older.pragma_update(None, "user_version", 2).unwrap();
    let source = Site::with(0);
    for number in 1..=30 {
        source.store.admit(&several(number)).unwrap();
    }
    source.store.note_reopening(Seq(7)).unwrap();
    older
        .execute(
            &format!("ATTACH ?1 AS source KEY \"x'{}'\"", "07".repeat(32)),
            [source.path().to_str().unwrap()],
        )
        .unwrap();
    older
        .execute_batch(
            "INSERT INTO records SELECT * FROM source.records;
             INSERT INTO ticket_facts VALUES
                 ('1234567800000001', '3号厅', '流浪地球', '现场售票', 1, 1, 0, 0, '', 0);
             DETACH source",
        )
        .unwrap();
    drop(older);
    let store = Store::open(&path, &key()).unwrap();
    assert_tallied(&store.db, 16);
    let named: Vec<_> =
        store.admitted(DAY, DAY).unwrap().into_iter().filter_map(|line| line.film_name).collect();
    assert_eq!(named, ["流浪地球"]);
}
