//! Openings by hand, and how long visitors waited.

use std::time::Duration;

use super::*;

fn opening(number: i64, day: Date, reason: OpenReason) -> ManualOpening {
    ManualOpening {
        at: moment(number),
        business_day: day,
        who: "wang".into(),
        reason: Some(reason),
    }
}

fn openings(store: &Store, day: Date) -> Vec<(String, u64)> {
    let lines = store.opened_by_hand(day, day).unwrap();
    lines.into_iter().map(|line| (line.reason, line.opened)).collect()
}

#[test]
fn an_opening_and_its_entry_in_the_log_come_together_or_not_at_all() {
    let site = Site::with(1);
    site.store.open_by_hand(&opening(1, DAY, OpenReason::Assistance)).unwrap();
    site.store.open_by_hand(&opening(2, DAY, OpenReason::Phone)).unwrap();
    site.store.open_by_hand(&opening(3, DAY, OpenReason::Phone)).unwrap();
    let counted = [("phone".to_owned(), 2), ("assistance".to_owned(), 1)];
    assert_eq!(openings(&site.store, DAY), counted);
    let log = || {
        let entries = site.store.audit(&AuditFilter::default()).unwrap();
        entries.into_iter().map(|entry| (entry.who, entry.what, entry.detail)).collect::<Vec<_>>()
    };
    let entry = |reason: &str| {
        ("wang".to_owned(), "opened_by_hand".to_owned(), format!(r#"{{"reason":"{reason}"}}"#))
    };
    let logged = [entry("assistance"), entry("phone"), entry("phone")];
    assert_eq!(log(), logged);
    site.store
        .db
        .execute_batch(
            "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END;",
        )
        .unwrap();
    assert!(site.store.open_by_hand(&opening(4, DAY, OpenReason::Staff)).is_err());
    assert_eq!(openings(&site.store, DAY), counted, "no opening without its entry");
    assert_eq!(log(), logged);
}

#[test]
fn an_opening_by_the_button_has_the_reason_that_was_given_while_it_was_open() {
    let site = Site::with(1);
    let by_button = |number| {
        let opening = ManualOpening { reason: None, ..opening(number, DAY, OpenReason::Other) };
        site.store.open_by_hand(&opening).unwrap();
    };
    let given = |reason, number| {
        site.store.log("wang", &AuditDetail::OpeningReason { reason }, moment(number)).unwrap();
    };
    by_button(1);
    given(Some(OpenReason::Phone), 2);
    by_button(3);
    given(None, 4);
    by_button(5);
    given(Some(OpenReason::Phone), 6);
    by_button(7);
    // What is no text of the log's is as if it were not there.
    let torn =
        "INSERT INTO audit (at, who, what, detail) VALUES (?1, 'wang', 'opening_reason', '{')";
    let _ = site.store.db.execute(torn, [moment(8).as_millisecond()]);
    let counted = [("phone".to_owned(), 2), (STAFF_BUTTON.to_owned(), 2)];
    assert_eq!(openings(&site.store, DAY), counted);
}

#[test]
fn an_opening_stands_as_long_as_the_records_of_its_day() {
    let mut site = Site::with(0);
    let (before, after) = (DAY.yesterday().unwrap(), DAY.tomorrow().unwrap());
    for (number, day) in (1..).zip([before, DAY, after]) {
        site.admit(number, day);
        site.store.open_by_hand(&opening(1, day, OpenReason::Other)).unwrap();
        site.store.add_latency(day, &[(2, 5)]).unwrap();
    }
    for change in [
        "UPDATE manual_openings SET who = 'li'",
        "DELETE FROM manual_openings",
        "INSERT OR REPLACE INTO manual_openings SELECT 1, at, business_day, 'li', reason FROM manual_openings",
    ] {
        assert!(site.store.db.execute(change, []).is_err(), "{change}");
    }
    assert_eq!(site.prune(after, 9), 0, "nothing of it is uploaded");
    assert_eq!(openings(&site.store, before).len(), 1);
    site.store.note_accepted(Seq(1), Seq(3), 3, moment(9)).unwrap();
    site.prune(DAY, 9);
    let left = |day| (openings(&site.store, day).len(), site.store.latency(day, day).unwrap()[2]);
    assert_eq!([before, DAY, after].map(left), [(0, 0), (1, 5), (1, 5)]);
    assert!(site.store.db.execute("DELETE FROM manual_openings", []).is_err());
}

#[test]
fn nothing_opened_by_hand_goes_from_a_store_without_records() {
    let mut site = Site::with(0);
    site.store.open_by_hand(&opening(1, DAY, OpenReason::Staff)).unwrap();
    site.prune(DAY.tomorrow().unwrap(), 9);
    assert_eq!(openings(&site.store, DAY).len(), 1);
}

#[test]
fn waits_are_counted_by_the_bucket_that_holds_them() {
    let site = Site::with(0);
    for (ms, bucket) in [(0, 0), (25, 0), (26, 1), (100, 3), (1000, 8), (1001, 9), (u64::MAX, 9)] {
        assert_eq!(latency_bucket(Duration::from_millis(ms)), bucket, "{ms} ms");
    }
    site.store.add_latency(DAY, &[(0, 3), (9, 1)]).unwrap();
    site.store.add_latency(DAY, &[(0, 2), (4, 0), (77, 1)]).unwrap();
    site.store.add_latency(DAY.tomorrow().unwrap(), &[(1, 4)]).unwrap();
    assert_eq!(site.store.latency(DAY, DAY).unwrap(), [5, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    let both = site.store.latency(DAY, DAY.tomorrow().unwrap()).unwrap();
    assert_eq!(both, [5, 4, 0, 0, 0, 0, 0, 0, 0, 2]);
}

#[test]
fn every_reason_has_a_name_of_its_own() {
    let mut names: Vec<_> = OpenReason::ALL.iter().map(|reason| reason.as_str()).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), OpenReason::ALL.len());
}
