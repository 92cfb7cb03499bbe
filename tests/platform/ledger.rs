//! What the ledger promises, over either engine.

use hallgate::platform::ledger::cinemas::{self, Fetched, KeyEntry};
use hallgate::platform::ledger::fetch_fault::FetchFault;
use hallgate::platform::ledger::findings::{self, Kind};
use hallgate::platform::ledger::take::{Arrival, BatchOutcome, RecordBatch, assumed_end, take};
use hallgate::platform::ledger::{Session, outbox, terminals};
use hallgate::ticket::{CinemaCode, Fen};
use hallgate::wire::calls::{CheckTicket, TicketType};
use jiff::Timestamp;

use crate::engines::over_each;

pub fn cinema() -> CinemaCode {
    "12345678".parse().unwrap()
}

pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_900_000_000 + second).unwrap()
}

/// The record of a ticket, checked so many seconds after 19:00:00.
pub fn record(ticket: u32, second: u32) -> CheckTicket {
    CheckTicket {
        ticket_info_code: format!("code of {ticket}"),
        check_time: format!("2030-03-17T19:{:02}:{:02}", second / 60, second % 60).parse().unwrap(),
        screen_code: "0000000000000003".parse().unwrap(),
        screen_name: String::new(),
        film_code: "001105192026".parse().unwrap(),
        film_name: String::new(),
        session_code: "0000000000000001".parse().unwrap(),
        start_time: "2030-03-17T19:30:00".parse().unwrap(),
        ticket_type: TicketType::Counter,
        film_ticket_code: format!("{ticket:016}").parse().unwrap(),
        row_num: 0,
        column_num: 0,
        price: Fen(3500),
        service: Fen(300),
    }
}

pub fn batch(username: &str, records: Vec<CheckTicket>) -> RecordBatch {
    let records = records.into_iter().map(|record| Arrival {
        session_end: assumed_end(record.start_time),
        record,
        proved: true,
    });
    RecordBatch {
        cinema: cinema(),
        username: username.to_owned(),
        at: at(0),
        offset_s: 0,
        records: records.collect(),
    }
}

pub fn outcome(fresh: u32, repeated: u32) -> BatchOutcome {
    BatchOutcome { fresh, repeated, ..BatchOutcome::default() }
}

pub fn taken(session: &mut Session, batches: &[RecordBatch]) -> Vec<BatchOutcome> {
    session.transaction(|change| take(change, batches)).unwrap()
}

/// Sums over all tallies: records, admitted, forwarded, set aside, price.
fn sums(session: &mut Session) -> [i64; 5] {
    let row = session
        .row(
            "SELECT CAST(coalesce(sum(records), 0) AS BIGINT), CAST(coalesce(sum(admitted), 0) AS BIGINT),
                 CAST(coalesce(sum(forwarded), 0) AS BIGINT), CAST(coalesce(sum(set_aside), 0) AS BIGINT),
                 CAST(coalesce(sum(price), 0) AS BIGINT) FROM tallies",
            &[],
        )
        .unwrap()
        .unwrap();
    std::array::from_fn(|column| row.int(column).unwrap())
}

#[test]
fn a_record_is_taken_once_however_often_it_comes() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        let first = batch("hall-1", vec![record(1, 0), record(2, 1)]);
        let both = taken(
            &mut session,
            &[first.clone(), batch("hall-1", vec![record(2, 1), record(3, 2)])],
        );
        assert_eq!(both, [outcome(2, 0), outcome(1, 1)]);
        assert_eq!(taken(&mut session, &[first]), [outcome(0, 2)]);
        assert_eq!(sums(&mut session), [3, 3, 0, 0, 10_500], "{}", empty.engine);
        assert_eq!(findings::list(&mut session, true, None).unwrap(), []);
    });
}

#[test]
fn two_terminals_in_one_second_are_two_records_and_a_finding() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        taken(&mut session, &[batch("hall-1", vec![record(1, 5)])]);
        let second = taken(&mut session, &[batch("hall-2", vec![record(1, 5)])]);
        assert_eq!((second[0].fresh, second[0].repeated, second[0].findings.len()), (1, 0, 1));
        assert_eq!(sums(&mut session)[..2], [2, 1]);
        let found = findings::list(&mut session, false, Some(cinema())).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].kind, Kind::DoubleAdmission);
        let terminals: Vec<_> = found[0].records.iter().map(|it| it.terminal.as_str()).collect();
        assert_eq!(terminals, ["hall-1", "hall-2"], "{}", empty.engine);
    });
}

#[test]
fn the_earliest_check_is_the_admission_whichever_comes_first() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        taken(&mut session, &[batch("hall-1", vec![record(1, 50)])]);
        taken(&mut session, &[batch("hall-2", vec![record(1, 20)])]);
        let admitted = session
            .query("SELECT username, CAST(sum(admitted) AS BIGINT) FROM tallies GROUP BY username ORDER BY 1", &[])
            .unwrap();
        let admitted: Vec<i64> = admitted.iter().map(|row| row.int(1).unwrap()).collect();
        assert_eq!(admitted, [0, 1], "{}", empty.engine);
        assert_eq!(sums(&mut session), [2, 1, 0, 0, 3500]);
    });
}

#[test]
fn names_are_filled_in_and_any_other_difference_is_a_finding() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        taken(&mut session, &[batch("hall-1", vec![record(1, 0), record(2, 0)])]);
        let named =
            CheckTicket { film_name: "流浪地球".to_owned(), row_num: 7, ..record(1, 0) };
        let other = CheckTicket { price: Fen(100), ..record(2, 0) };
        taken(&mut session, &[batch("hall-1", vec![named.clone(), other])]);
        let pending = outbox::pending(&mut session, cinema(), 10).unwrap();
        let shown: Vec<_> = pending
            .iter()
            .map(|it| (it.record.film_name.as_str(), it.record.row_num, it.record.price.0))
            .collect();
        assert_eq!(shown, [("流浪地球", 7, 3500), ("", 0, 3500)], "{}", empty.engine);
        let found = findings::list(&mut session, false, None).unwrap();
        let kinds: Vec<_> = found.iter().map(|it| (it.kind, it.subject.as_str())).collect();
        assert_eq!(kinds, [(Kind::Differs, "0000000000000002")]);
        // Without names again, as a lost reply makes it come, it says nothing else.
        taken(&mut session, &[batch("hall-1", vec![record(1, 0)])]);
        assert_eq!(findings::list(&mut session, false, None).unwrap().len(), 1);
    });
}

#[test]
fn another_difference_opens_what_was_closed_and_the_same_one_does_not() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        let at_price = |fen| CheckTicket { price: Fen(fen), ..record(1, 0) };
        taken(&mut session, &[batch("hall-1", vec![record(1, 0)])]);
        taken(&mut session, &[batch("hall-1", vec![at_price(100)])]);
        let first = findings::list(&mut session, false, None).unwrap().remove(0);
        assert!(findings::close(&mut session, first.id, "box-office", "seen", at(1)).unwrap());
        taken(&mut session, &[batch("hall-1", vec![at_price(100)])]);
        assert!(findings::list(&mut session, false, None).unwrap().is_empty(), "{}", empty.engine);
        taken(&mut session, &[batch("hall-1", vec![at_price(200)])]);
        let open = findings::list(&mut session, false, None).unwrap();
        assert_eq!((open.len(), open[0].id), (1, first.id), "{}", empty.engine);
        assert_ne!(open[0].detail, first.detail);
    });
}

#[test]
fn a_clock_that_is_off_otherwise_or_again_opens_its_finding() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        let off = |session: &mut Session, seconds| {
            findings::note_clock(session, "12345678", "hall-1", seconds, at(0)).unwrap().is_new
        };
        assert!(off(&mut session, -4000));
        assert!(!off(&mut session, -4010), "told already");
        let id = findings::list(&mut session, false, None).unwrap()[0].id;
        let close = |session: &mut Session| {
            assert!(findings::close(session, id, "box-office", "clock set", at(1)).unwrap());
        };
        close(&mut session);
        assert!(!off(&mut session, -4020), "as it was closed");
        assert_eq!(findings::find(&mut session, id).unwrap().unwrap().offset_s, Some(-4010));
        assert!(off(&mut session, 9000), "off otherwise");
        let open = findings::list(&mut session, false, None).unwrap();
        assert_eq!((open[0].id, open[0].offset_s), (id, Some(9000)), "{}", empty.engine);
        close(&mut session);
        findings::note_clock_right(&mut session, "12345678", "hall-1").unwrap();
        assert!(off(&mut session, 9000), "off again");
    });
}

#[test]
fn a_finding_is_closed_once_and_opens_for_what_is_new() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        taken(&mut session, &[batch("hall-1", vec![record(1, 0), record(1, 9)])]);
        let id = findings::list(&mut session, false, None).unwrap()[0].id;
        assert!(findings::close(&mut session, id, "box-office", "票被拍照", at(1)).unwrap());
        assert!(!findings::close(&mut session, id, "box-office", "again", at(2)).unwrap());
        assert!(findings::list(&mut session, false, None).unwrap().is_empty());
        let all = findings::list(&mut session, true, None).unwrap();
        assert_eq!(all[0].closed.as_ref().unwrap().reason, "票被拍照");
        taken(&mut session, &[batch("hall-2", vec![record(1, 30)])]);
        let open = findings::list(&mut session, false, None).unwrap();
        assert_eq!((open[0].id, open[0].records.len()), (id, 3), "{}", empty.engine);
    });
}

#[test]
fn what_waits_goes_by_check_time_and_leaves_when_it_is_taken() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        taken(&mut session, &[batch("hall-1", vec![record(1, 30), record(2, 10)])]);
        taken(&mut session, &[batch("hall-2", vec![record(3, 20)])]);
        let order = |session: &mut Session| -> Vec<i64> {
            let pending = outbox::pending(session, cinema(), 10).unwrap();
            pending.iter().map(|it| i64::from(it.record.check_time.second())).collect()
        };
        assert_eq!(order(&mut session), [10, 20, 30], "{}", empty.engine);
        let waiting = outbox::due(&mut session, at(5)).unwrap();
        assert_eq!((waiting[0].cinema, waiting[0].records), (cinema(), 3));
        let two = outbox::pending(&mut session, cinema(), 2).unwrap();
        for _ in 0..2 {
            session.transaction(|it| outbox::note_accepted(it, cinema(), &two, at(5))).unwrap();
        }
        assert_eq!(order(&mut session), [30]);
        assert_eq!(sums(&mut session), [3, 3, 2, 0, 10_500]);
        // One that is refused stands aside, is set aside, and is taken after all.
        for refusals in 0..3 {
            let it = match refusals {
                0 | 1 => outbox::pending(&mut session, cinema(), 1).unwrap(),
                _ => outbox::alone(&mut session, cinema(), at(6), 9).unwrap(),
            };
            let aside = session
                .transaction(|change| outbox::note_rejected(change, cinema(), &it[0], 3, at(6)))
                .unwrap();
            assert_eq!(aside.aside, refusals == 2);
        }
        assert_eq!(sums(&mut session)[2..4], [2, 1]);
        assert!(outbox::alone(&mut session, cinema(), at(7), 9).unwrap().is_empty());
        let tomorrow = outbox::alone(&mut session, cinema(), at(7 + 86_400), 9).unwrap();
        assert_eq!(tomorrow.len(), 1);
        session.transaction(|it| outbox::note_accepted(it, cinema(), &tomorrow, at(9))).unwrap();
        assert_eq!(sums(&mut session), [3, 3, 3, 0, 10_500]);
        assert_eq!(findings::list(&mut session, false, None).unwrap()[0].kind, Kind::SetAside);
    });
}

#[test]
fn keys_are_replaced_by_a_whole_reply_alone() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        let key = |name: &str| KeyEntry {
            start_time: "2020-01-01T00:00:00".parse().unwrap(),
            public_key: name.to_owned(),
        };
        let names = |session: &mut Session| -> Vec<String> {
            let keys = cinemas::handed_out(session, cinema()).unwrap();
            keys.into_iter().map(|it| it.public_key).collect()
        };
        let mut keep = |fetched: Fetched| {
            session.transaction(|it| cinemas::keep(it, cinema(), &fetched, at(0))).unwrap()
        };
        assert!(keep(Fetched::Whole(vec![key("a"), key("b"), key("b")])));
        assert!(!keep(Fetched::Failed(FetchFault::Empty)));
        assert!(keep(Fetched::Part(vec![key("c")], FetchFault::Empty)));
        assert_eq!(names(&mut session), ["a", "b", "c"]);
        session
            .transaction(|it| cinemas::keep(it, cinema(), &Fetched::Whole(vec![key("b")]), at(1)))
            .unwrap();
        assert_eq!(names(&mut session), ["b"], "{}", empty.engine);
        assert_eq!(cinemas::every_key(&mut session, cinema()).unwrap().len(), 3);
    });
}

#[test]
fn a_code_is_worth_one_use_and_the_key_before_holds_for_a_day() {
    over_each(|empty| {
        let mut session = empty.place.connect().unwrap();
        let entry = terminals::Entry {
            name: "hall-1",
            cinema: cinema(),
            screens: &["0000000000000003".parse().unwrap()],
            public_key: None,
            signature: "md5-hex",
        };
        assert!(terminals::add(&mut session, &entry, at(0)).unwrap());
        assert!(!terminals::add(&mut session, &entry, at(0)).unwrap());
        terminals::invite(&mut session, "hall-1", "code", at(900)).unwrap();
        let mut enrol = |key, second| {
            session.transaction(|it| terminals::enrol(it, "code", key, at(second))).unwrap()
        };
        assert_eq!(enrol("late", 900), None);
        assert_eq!(enrol("first", 899).map(|it| it.name), Some("hall-1".to_owned()));
        assert_eq!(enrol("again", 899), None);
        terminals::invite(&mut session, "hall-1", "turn", at(900)).unwrap();
        session.transaction(|it| terminals::enrol(it, "turn", "second", at(10))).unwrap();
        let found = terminals::find(&mut session, "hall-1").unwrap().unwrap();
        assert_eq!(found.public_key.as_deref(), Some("second"), "{}", empty.engine);
        assert_eq!(found.old_key.as_deref(), Some("first"));
        assert_eq!(found.screens, ["0000000000000003"]);
        terminals::note_contact(&mut session, "hall-1", at(20), -7).unwrap();
        assert!(terminals::revoke(&mut session, "hall-1", at(30)).unwrap());
        assert!(!terminals::revoke(&mut session, "hall-1", at(31)).unwrap());
        let listed = terminals::list(&mut session).unwrap();
        assert_eq!((listed.len(), listed[0].offset_s), (1, Some(-7)));
        assert!(listed[0].revoked_at.is_some() && listed[0].old_key.is_none());
    });
}

#[test]
fn the_log_and_the_records_refuse_to_be_altered_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let place = hallgate::platform::ledger::Place::Sqlite {
        path: folder.path().join("platform.db"),
        key: zeroize::Zeroizing::new([7; 32]),
    };
    let mut session = place.connect().unwrap();
    taken(&mut session, &[batch("hall-1", vec![record(1, 0)])]);
    for sql in ["UPDATE records SET price = 0", "DELETE FROM records"] {
        assert!(session.execute(sql, &[]).is_err(), "{sql}");
    }
    let wrong = hallgate::platform::ledger::Place::Sqlite {
        path: folder.path().join("platform.db"),
        key: zeroize::Zeroizing::new([8; 32]),
    };
    let fault = wrong.connect().err().unwrap();
    assert!(fault.to_string().contains("does not open"), "{fault}");
}
