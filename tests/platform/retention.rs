//! What is kept, and for how long.

use hallgate::clock::{china_civil, wire_time};
use hallgate::platform::ledger::{Session, outbox, retention};
use hallgate::wire::calls::CheckTicket;
use jiff::civil::DateTime;
use jiff::{Span, Timestamp};

use crate::engines::over_each;
use crate::ledger::{at, batch, cinema, record, taken};

const DAYS: u32 = 1130;

/// A ticket's record of so many days ago, checked at its session's start or some days after it.
fn old(ticket: u32, days: i64, later: i64) -> CheckTicket {
    let ago = |days: i64| -> DateTime {
        china_civil(Timestamp::now()).saturating_sub(Span::new().days(days))
    };
    let start_time = wire_time(ago(days)).parse().unwrap();
    CheckTicket {
        start_time,
        check_time: wire_time(ago(days - later)).parse().unwrap(),
        ..record(ticket, 0)
    }
}

fn forward(session: &mut Session, tickets: &[u32]) {
    let wanted: Vec<String> = tickets.iter().map(|ticket| format!("{ticket:016}")).collect();
    let mut pending = outbox::pending(session, cinema(), 10_000).unwrap();
    pending.retain(|it| wanted.contains(&it.record.film_ticket_code.to_string()));
    assert_eq!(pending.len(), tickets.len());
    session.transaction(|it| outbox::note_accepted(it, cinema(), &pending, at(5))).unwrap();
}

fn numbers(session: &mut Session, sql: &'static str) -> Vec<i64> {
    session.query(sql, &[]).unwrap().iter().map(|row| row.int(0).unwrap()).collect()
}

/// The tickets whose records are here.
fn here(session: &mut Session) -> Vec<u32> {
    let rows = session.query("SELECT film_ticket_code FROM records ORDER BY 1", &[]).unwrap();
    rows.iter().map(|row| row.text(0).unwrap().parse().unwrap()).collect()
}

#[test]
fn a_record_goes_when_it_is_past_and_forwarded_and_no_sooner() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        let sql = "INSERT INTO cinemas (code, name, added_at) VALUES ('12345678', '', 0)";
        session.execute(sql, &[]).unwrap();
        taken(
            &mut session,
            &[batch(
                "hall-1",
                vec![
                    old(1, 1500, 0),
                    // Not upstream.
                    old(2, 1400, 0),
                    // Checked after it was past.
                    old(3, 1300, 200),
                    old(4, 1000, 0),
                    old(5, 1, 0),
                ],
            )],
        );
        forward(&mut session, &[1, 3, 4, 5]);
        let pass = |session: &mut Session| {
            retention::pass(session, DAYS, Timestamp::now(), || true).unwrap()
        };
        let engine = empty.engine;
        assert_eq!(retention::pass(&mut session, DAYS, Timestamp::now(), || false).unwrap(), 0);
        assert_eq!((pass(&mut session), here(&mut session)), (1, vec![2, 3, 4, 5]), "{engine}");
        assert_eq!(pass(&mut session), 0);
        // Its marks went with it; its sums stay.
        assert_eq!(numbers(&mut session, "SELECT count(*) FROM forwarded"), [3]);
        assert_eq!(numbers(&mut session, "SELECT count(*) FROM admissions"), [4]);
        assert_eq!(numbers(&mut session, "SELECT CAST(sum(records) AS BIGINT) FROM tallies"), [5]);
        forward(&mut session, &[2]);
        assert_eq!((pass(&mut session), here(&mut session)), (1, vec![3, 4, 5]), "{engine}");
        let told = "SELECT count(*) FROM log WHERE kind = 'records_gone'";
        assert_eq!(numbers(&mut session, told), [2], "{engine}");
        // A straggler of that month is taken, by whoever has made room for it before.
        taken(&mut session, &[batch("hall-1", vec![old(6, 1500, 0)])]);
        assert_eq!(here(&mut session), [3, 4, 5, 6], "{engine}");
    });
}

#[test]
fn many_go_a_slice_at_a_time() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        let sql = "INSERT INTO cinemas (code, name, added_at) VALUES ('12345678', '', 0)";
        session.execute(sql, &[]).unwrap();
        let tickets: Vec<u32> = (1..=1201).collect();
        let records = tickets.iter().map(|ticket| old(*ticket, 1500, 0)).collect();
        taken(&mut session, &[batch("hall-1", records)]);
        forward(&mut session, &tickets);
        let gone = retention::pass(&mut session, DAYS, Timestamp::now(), || true).unwrap();
        assert_eq!((gone, here(&mut session)), (1201, vec![]), "{}", empty.engine);
    });
}

/// Around the program's own rules: the engines themselves keep what is younger than three years or not
/// upstream.
#[test]
fn no_engine_lets_a_record_go_before_its_time() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        taken(&mut session, &[batch("hall-1", vec![old(1, 1500, 0), old(2, 1000, 0)])]);
        forward(&mut session, &[2]);
        match &mut session {
            Session::Sqlite(_) => {
                for sql in ["DELETE FROM records", "UPDATE records SET price = 0"] {
                    assert!(session.execute(sql, &[]).is_err(), "{sql}");
                }
            }
            Session::Postgres(_) => {
                for ticket in [old(1, 1500, 0), old(2, 1000, 0)] {
                    let month = ticket.start_time.strftime("%Y-%m").to_string();
                    let gone = session.row("SELECT drop_month($1, 1)", &[month.into()]).unwrap();
                    assert_eq!(gone.unwrap().int(0).unwrap(), 0);
                }
            }
        }
        assert_eq!(here(&mut session), [1, 2], "{}", empty.engine);
    });
}

#[test]
fn postgresql_keeps_each_month_of_sessions_apart_in_sixteen_parts() {
    let empty = crate::engines::empty("postgres");
    let mut session = empty.place.connect().unwrap();
    let mut later = record(2, 0);
    later.start_time = "2030-04-01T00:30:00".parse().unwrap();
    taken(&mut session, &[batch("hall-1", vec![record(1, 0), later])]);
    let rows = session
        .query(
            "SELECT CAST(m.relname AS TEXT), pg_get_partkeydef(i.inhparent), pg_get_partkeydef(m.oid),
                 (SELECT count(*) FROM pg_inherits p WHERE p.inhparent = m.oid)
             FROM pg_inherits i JOIN pg_class m ON m.oid = i.inhrelid
             WHERE i.inhparent = 'records'::regclass ORDER BY 1",
            &[],
        )
        .unwrap();
    let shown: Vec<_> = rows
        .iter()
        .map(|row| {
            let text = |at| row.text(at).unwrap().to_owned();
            (text(0), text(1), text(2), row.int(3).unwrap())
        })
        .collect();
    let month = |name: &str| {
        (name.to_owned(), "RANGE (start_time)".to_owned(), "HASH (cinema)".to_owned(), 16)
    };
    assert_eq!(shown, [month("records_203003"), month("records_203004")]);
}
