//! One ticket, one record; and records stand.

use super::*;

#[test]
fn a_ticket_is_admitted_once_ever() {
    let site = Site::with(0);
    assert_eq!(site.admit(1, DAY), Seq(1));
    assert_eq!(site.admit(2, DAY), Seq(2));
    let again = Admission { at: moment(900), ..admission(1, DAY.tomorrow().unwrap()) };
    let fault = site.store.admit(&again).unwrap_err();
    assert!(matches!(fault, CommitError::AlreadyAdmitted), "{fault:?}");
    assert_eq!(site.admit(3, DAY), Seq(3), "a refused record leaves no gap");
    let earlier = site.store.earlier(ticket(1).film_ticket_code).unwrap().unwrap();
    assert_eq!(earlier, Earlier { seq: Seq(1), at: moment(1), passed: false });
    assert_eq!(site.store.newest().unwrap(), Some(moment(3)));
}

#[test]
fn a_record_reads_as_it_was_written() {
    let site = Site::with(6);
    site.store.note_passage(Seq(6), moment(60)).unwrap();
    site.store.note_passage(Seq(6), moment(90)).unwrap();
    site.store.note_reopening(Seq(6)).unwrap();
    site.store.note_reopening(Seq(6)).unwrap();
    let read = site.reader().pending_after(0, 100).unwrap();
    for (pending, number) in read.iter().zip(1..) {
        assert_eq!(pending.record.admission, admission(number, DAY));
        assert_eq!(pending.facts, None);
    }
    let last = &read[5].record;
    assert_eq!((last.passed_at, last.reopened), (Some(moment(60)), 2), "the first passage stands");
}

#[test]
fn nothing_that_was_checked_can_be_altered_or_deleted() {
    let site = Site::with(3);
    for column in [
        "seq",
        "film_ticket_code",
        "cinema_code",
        "ticket_info_code",
        "electronic",
        "check_at",
        "business_day",
        "screen_code",
        "film_code",
        "session_code",
        "show_time",
        "seat_code",
        "price_fen",
        "service_fen",
        "basis",
    ] {
        let sql = format!("UPDATE records SET {column} = {column} WHERE seq = 2");
        let fault = site.store.db.execute(&sql, []).unwrap_err().to_string();
        assert!(fault.contains("never altered"), "{column}: {fault}");
    }
    let fault = site.store.db.execute("DELETE FROM records", []).unwrap_err().to_string();
    assert!(fault.contains("never deleted"), "{fault}");
    let fault = site
        .store
        .db
        .execute("INSERT OR REPLACE INTO records SELECT * FROM records WHERE seq = 2", [])
        .map(|_| waiting(&site.store));
    assert!(fault.is_err(), "{fault:?}");
    assert_eq!(waiting(&site.store), [1, 2, 3]);
}

#[test]
fn a_fault_of_the_schema_is_not_taken_for_an_earlier_admission() {
    let site = Site::with(0);
    site.store
        .db
        .execute_batch(
            "CREATE TRIGGER full BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'no'); END;",
        )
        .unwrap();
    let fault = site.store.admit(&admission(1, DAY)).unwrap_err();
    assert!(matches!(fault, CommitError::Store(StoreError::Sqlite(_))), "{fault:?}");
}

#[test]
fn a_reader_sees_what_is_committed_while_the_writer_is_open() {
    let site = Site::with(1);
    let reader = site.reader();
    assert_eq!(waiting(&reader), [1]);
    site.admit(2, DAY);
    assert_eq!(waiting(&reader), [1, 2]);
    let fault = reader.db.execute("DELETE FROM refusals", []).unwrap_err().to_string();
    assert!(fault.contains("readonly"), "{fault}");
}

#[test]
fn facts_are_remembered_with_the_ticket() {
    let mut site = Site::with(1);
    site.store.put_facts(&[facts(1), facts(2)]).unwrap();
    let changed = Facts { checked: true, ..facts(1) };
    site.store.put_facts(std::slice::from_ref(&changed)).unwrap();
    let recall = |number| {
        let of = ticket(number);
        site.store.recall(of.film_ticket_code, of.screen_code, of.show_time).unwrap()
    };
    assert_eq!(recall(1).facts, Some(changed.clone()));
    assert!(recall(1).earlier.is_some());
    assert_eq!(recall(2).facts, Some(facts(2)));
    let learnt = Recollection { hall_name: Some("3号厅".into()), ..Recollection::default() };
    assert_eq!(recall(3), learnt);
    assert_eq!(site.store.pending_after(0, 9).unwrap()[0].facts, Some(changed));
    assert_eq!(recall(2).hall_name.as_deref(), Some("3号厅"), "learnt from the first one's");
}

#[test]
fn pruning_takes_what_is_old_and_uploaded_and_nothing_else() {
    let (old, kept) = (date(2025, 1, 1), date(2025, 1, 2));
    let mut site = Site::with(0);
    for number in 1..=6 {
        site.admit(number, old);
    }
    site.admit(7, kept);
    site.admit(8, old); // behind in the queue: pending, whatever its age
    let fetched = |number, day: &str| Facts { fetched_at: day.parse().unwrap(), ..facts(number) };
    let (then, since) = ("2025-01-01T20:00:00+08:00", "2025-01-02T06:00:00+08:00");
    let known = [fetched(1, then), fetched(8, then), fetched(9, then), fetched(10, since)];
    site.store.put_facts(&known).unwrap();
    for (day, reason) in [(old, "expired"), (kept, "forged")] {
        let refusal = Refusal {
            at: moment(0),
            business_day: day,
            reason,
            basis: Basis::Offline,
            ticket: None,
        };
        site.store.note_refusal(&refusal).unwrap();
    }
    site.store.note_accepted(Seq(1), Seq(4), 4, moment(1)).unwrap();
    site.store.set_aside(Seq(5), moment(1)).unwrap();
    site.store.note_accepted(Seq(6), Seq(7), 2, moment(1)).unwrap();

    assert_eq!(site.prune(old, 100), 0, "the day itself is kept");
    let first = site.prune(kept, 2);
    assert_eq!(first, 2 + 1 + 2, "at most two each: records, refusals, facts of gone records");
    let logged = |site: &Site| -> Vec<String> {
        let entries = site.store.audit(&AuditFilter::default()).unwrap();
        entries.into_iter().map(|entry| format!("{}: {}", entry.what, entry.detail)).collect()
    };
    assert!(logged(&site).is_empty(), "not in the middle of it");
    while site.prune(kept, 2) > 0 {}
    let pruned = [format!(r#"records_pruned: {{"records":5,"refusals":1,"before":"{kept}"}}"#)];
    assert_eq!(logged(&site), pruned);
    assert_eq!(site.prune(kept, 2), 0);
    assert_eq!(logged(&site), pruned, "once");

    let left: Vec<i64> = site
        .store
        .pending_after(0, 100)
        .unwrap()
        .iter()
        .map(|pending| pending.record.seq.0)
        .collect();
    assert_eq!(left, [5, 7, 8]);
    let rows = |table: &str| -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        site.store.db.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(rows("ticket_facts"), 2, "of a pending record and of a ticket of the day kept");
    assert_eq!(rows("uploads"), 1, "uploads go with the records they carried");
    let refused = |day| site.store.refused(day, day).unwrap();
    assert_eq!((refused(old).len(), refused(kept).len()), (0, 1));
    assert_eq!((site.store.pending().unwrap(), site.store.set_aside_count().unwrap()), (1, 1));
    site.store.note_accepted(Seq(8), Seq(8), 1, moment(2)).unwrap();
    site.store.note_accepted(Seq(5), Seq(5), 1, moment(2)).unwrap();
    assert!(site.prune(kept, 100) >= 2);
    let left = site.store.pending_after(0, 100).unwrap();
    let left: Vec<i64> = left.iter().map(|pending| pending.record.seq.0).collect();
    assert_eq!(left, [7, 8], "once uploaded, they go too, but for the newest");
    assert!(site.store.db.execute("DELETE FROM records WHERE seq = 8", []).is_err());
    assert_eq!(site.admit(9, kept), Seq(9), "numbers are not used again");
}
